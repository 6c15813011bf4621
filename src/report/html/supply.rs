//! The parts of a report on what lies beside the work: services, suppliers, spare parts, money.

use super::sections::section;
use super::{Cell, Section, Table, cell};
use crate::report::wording;
use crate::results::{Estimate, MoneyResult, MoneyRow, PartResult, Results, ServiceResult, SupplierResult};

/// The parts, in reading order; those of which the scenario says nothing are empty.
pub(super) fn of(results: &Results) -> Vec<Section> {
    let suppliers = vec![suppliers(results), parts(results)];
    let money = results.money.as_ref();
    vec![
        section("Services", Vec::new(), vec![services(results)]),
        section("Suppliers and spare parts", Vec::new(), suppliers),
        Section {
            texts: money.map_or_else(Vec::new, worth),
            ..section("Money", Vec::new(), money.map_or_else(Vec::new, money_tables))
        },
    ]
}

fn number(of: &Option<Estimate>) -> Cell {
    cell(wording::number_alone(of.as_ref()))
}

fn services(results: &Results) -> Table {
    let mut titles = vec![
        "",
        "can be used",
        "degraded",
        "outages a week",
        "an outage lasts",
        "until all is well again",
    ];
    let has_users = results.services.iter().any(|service| service.users.is_some());
    let has_harm = results.services.iter().any(|service| service.harm_per_week.is_some());
    if has_users {
        titles.push("users' hours lost a week");
    }
    if has_harm {
        titles.push("harm a week");
    }
    let row = |of: &ServiceResult| {
        let mut row = vec![
            cell(wording::title(&of.name)),
            cell(wording::share(of.availability.as_ref())),
            cell(wording::share_alone(of.degraded.as_ref())),
            number(&of.outages_per_week),
            cell(wording::duration(of.outage.as_ref())),
            cell(wording::duration(of.recovery.as_ref())),
        ];
        row.extend(has_users.then(|| number(&of.user_hours_lost_per_week)));
        row.extend(has_harm.then(|| number(&of.harm_per_week)));
        row
    };
    let caption = "Shares, and how long an outage lasts, are of the hours in which a service is used; the time until all is well \
                   again is day and night. Outages that overlap are one.";
    Table::new(caption, &titles, results.services.iter().map(row).collect())
}

fn suppliers(results: &Results) -> Table {
    let titles = [
        "supplier",
        "cases a week",
        "back after",
        "of that, waiting for a turn",
        "came back unsolved",
        "kept its promise",
        "owes us a week",
        "cost of a case",
    ];
    let row = |of: &SupplierResult| {
        vec![
            cell(wording::title(&of.name)),
            number(&of.cases_per_week),
            cell(wording::duration(of.time.as_ref())),
            cell(wording::duration(of.waited.as_ref())),
            cell(wording::share_alone(of.unsolved.as_ref())),
            cell(wording::share(of.kept.as_ref())),
            number(&of.penalties_per_week),
            number(&of.cost_per_case),
        ]
    };
    Table::new("", &titles, results.suppliers.iter().map(row).collect())
}

fn parts(results: &Results) -> Table {
    let titles = [
        "spare part",
        "used a week",
        "found on the shelf",
        "stock-outs a week",
        "a wait for one lasts",
        "on the shelf",
        "shelf empty",
        "orders a week",
        "cost a week",
    ];
    let row = |of: &PartResult| {
        vec![
            cell(wording::title(&of.name)),
            number(&of.used_per_week),
            cell(wording::share(of.found.as_ref())),
            number(&of.stock_outs_per_week),
            cell(wording::duration(of.wait.as_ref())),
            number(&of.stock),
            cell(wording::share_alone(of.empty.as_ref())),
            number(&of.orders_per_week),
            number(&of.cost_per_week),
        ]
    };
    let caption = "“Found on the shelf” is the share of visits that did not have to wait for this part.";
    Table::new(caption, &titles, results.parts.iter().map(row).collect())
}

/// `, in GBP`, where the scenario names its money.
fn in_currency(money: &MoneyResult) -> String {
    money
        .currency
        .as_ref()
        .map_or_else(String::new, |currency| format!(", in {currency}"))
}

fn money_tables(money: &MoneyResult) -> Vec<Table> {
    let unit = in_currency(money);
    let a_week = format!("a week{unit}");
    let all = MoneyRow {
        name: "all together".into(),
        per_week: money.cost_per_week,
        per_item: money.cost_per_item,
    };
    let plain = |of: &MoneyRow| vec![cell(wording::title(&of.name)), number(&of.per_week)];
    let by_item = |of: &MoneyRow| {
        vec![
            cell(wording::title(&of.name)),
            number(&of.per_week),
            number(&of.per_item),
        ]
    };
    let with_all =
        |rows: &[MoneyRow], row: &dyn Fn(&MoneyRow) -> Vec<Cell>| rows.iter().chain([&all]).map(row).collect();
    let titles = ["", a_week.as_str(), "for each item done"];
    vec![
        Table::new(
            "What it costs.",
            &["cost of", &a_week],
            with_all(&money.categories, &plain),
        ),
        Table::new(
            "The same by what it was spent on. None of these: hours that are paid and not worked, and what is paid whatever comes.",
            &titles,
            with_all(&money.demands, &by_item),
        ),
        Table::new(
            "The same by what set it off.",
            &titles,
            with_all(&money.roots, &by_item),
        ),
    ]
}

/// What finished work was worth, in sentences.
fn worth(money: &MoneyResult) -> Vec<String> {
    let unit = in_currency(money);
    let told = [
        ("Value delivered", &money.value_delivered_per_week),
        ("Lost because work was late", &money.lost_to_delay_per_week),
        ("Lost because work was never done", &money.lost_undone_per_week),
        ("Harm while services were down or degraded", &money.harm_per_week),
    ];
    let known = told.into_iter().filter_map(|(what, of)| Some((what, of.as_ref()?)));
    known
        .map(|(what, of)| format!("{what}: {} a week{unit}.", wording::number(Some(of))))
        .collect()
}
