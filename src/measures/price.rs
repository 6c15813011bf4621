//! Money: what all of it cost, by what it was for and by what caused it; what finished work was worth; what harm was done.
//!
//! Every amount is a weighted sum of the same counts, so that the categories, and the demands with what belongs to none, add up to
//! the total. An amount of which a part is unknown is unknown.

pub(super) mod earnings;
pub(super) mod spending;

use super::figures::{Better, Figures, Form, Label, Sum};
use super::layout::item;
use super::people;
use super::standing::{amount, standby};
use super::supply::{self, Source};
use crate::model::{Kind, Model};
use crate::results::{Estimate, MoneyResult, MoneyRow, Note, NoteLevel};
use earnings::Worth;
use spending::{
    Scope, fees, item_penalties, items, period_penalties, runs, spare_parts, supplier_penalties, visits, work,
};

const NONE: &str = "none of these";

/// Whether a scenario says more of money than what an hour of work costs.
pub fn is_told(model: &Model) -> bool {
    let steps = || model.streams.iter().flat_map(|stream| &stream.steps);
    let is_priced = |demand: &crate::model::Demand| {
        demand.cost_per_item.is_some() || demand.worth.value.is_some() || demand.worth.delay.is_some()
    };
    let standby = |team: &crate::model::Team| {
        team.on_call
            .as_ref()
            .is_some_and(|call| call.standby_per_hour.is_some())
    };
    model.currency.is_some()
        || !model.costs.is_empty()
        || model
            .suppliers
            .iter()
            .any(|of| of.fee.is_some() || of.penalty.is_some())
        || model.parts.iter().any(|part| part.cost.is_some())
        || model.services.iter().any(|service| service.harm_per_hour.is_some())
        || model
            .teams
            .iter()
            .any(|team| team.overtime_factor != 1.0 || standby(team))
        || model
            .promises
            .iter()
            .any(|of| of.penalty_per_item.is_some() || of.penalty_per_period.is_some())
        || steps().any(|step| step.cost_per_visit.is_some())
        || steps().any(|step| step.automation.as_ref().is_some_and(|it| it.cost_per_run.is_some()))
        || model.demands.iter().any(is_priced)
}

/// Says why the total is unknown, where it is.
pub fn unknown(model: &Model, money: Option<&MoneyResult>) -> Option<Note> {
    let silent = model.teams.iter().filter(|team| team.hourly_cost.is_none());
    let names: Vec<String> = silent.map(|team| format!("`{}`", team.name)).collect();
    money.filter(|_| !names.is_empty()).map(|_| Note {
        level: NoteLevel::Information,
        text: format!(
            "what an hour of {} costs is not stated, so the cost of all is unknown; `hourly_cost` says it",
            names.join(", ")
        ),
    })
}

/// Makes the figures of money, where the scenario tells of it.
pub fn add(figures: &mut Figures<'_>, source: &Source<'_>) -> Option<MoneyResult> {
    if !is_told(source.model) {
        return None;
    }
    let categories = categories(source);
    let total = categories
        .iter()
        .try_fold(Sum::default(), |sum, (_, cost)| Some(sum.plus(cost.clone()?)));
    let weeks = source.weeks;
    let rows = categories.into_iter().map(|(name, cost)| MoneyRow {
        per_week: cost.and_then(|cost| weekly(figures, "cost", ("category", name), cost, weeks)),
        name: name.to_owned(),
        per_item: None,
    });
    let categories = rows.collect();
    let all = ("all", "all");
    let per_item = total.clone().and_then(|total| {
        let form = Form::Ratio(total, items(source, Scope::All, item::COMPLETED, |_| 1.0));
        figures.add(label("cost per item", all, "mean"), form, Better::Less)
    });
    let demands = scopes(figures, source, "demand", &demand_scopes(source.model), total.as_ref());
    let roots = scopes(figures, source, "root kind", &root_scopes(), total.as_ref());
    let worth = Worth::of(source, None);
    let made = |figures: &mut Figures<'_>, measure, sum: Option<Sum>, better| {
        sum.and_then(|sum| figures.add(label(measure, all, "per week"), Form::Rate(sum, weeks), better))
    };
    let harm = (0..source.model.services.len()).filter_map(|number| supply::harm(source, number));
    let harm = harm.reduce(Sum::plus);
    Some(MoneyResult {
        currency: source.model.currency.clone(),
        cost_per_week: total.and_then(|total| weekly(figures, "cost", all, total, weeks)),
        cost_per_item: per_item,
        categories,
        demands,
        roots,
        value_delivered_per_week: made(figures, "value delivered", worth.delivered, Better::More),
        lost_to_delay_per_week: made(figures, "lost to delay", worth.delay, Better::Less),
        lost_undone_per_week: made(figures, "value lost undone", worth.undone, Better::Less),
        harm_per_week: made(figures, "harm", harm, Better::Less),
    })
}

fn label<'a>(measure: &'a str, (by, name): (&'a str, &'a str), statistic: &'a str) -> Label<'a> {
    Label {
        measure,
        by,
        name,
        statistic,
        unit: "currency",
    }
}

fn weekly(figures: &mut Figures<'_>, measure: &str, of: (&str, &str), sum: Sum, weeks: f64) -> Option<Estimate> {
    figures.add(label(measure, of, "per week"), Form::Rate(sum, weeks), Better::Less)
}

fn demand_scopes(model: &Model) -> Vec<(String, Scope)> {
    let demands = model.demands.iter().enumerate();
    demands
        .map(|(number, of)| (of.name.clone(), Scope::Demand(number)))
        .collect()
}

fn root_scopes() -> Vec<(String, Scope)> {
    Kind::ALL
        .into_iter()
        .map(|kind| (kind.word().to_owned(), Scope::Root(kind)))
        .collect()
}

/// Costs of several scopes, and what belongs to none of them.
fn scopes(
    figures: &mut Figures<'_>,
    source: &Source<'_>,
    by: &str,
    scopes: &[(String, Scope)],
    total: Option<&Sum>,
) -> Vec<MoneyRow> {
    let mut rows = Vec::new();
    let mut rest = total.cloned();
    for (name, scope) in scopes {
        let done = items(source, *scope, item::COMPLETED, |_| 1.0);
        if done == Sum::default() {
            continue;
        }
        let cost = attributed(source, *scope);
        rest = rest.zip(cost.clone()).map(|(rest, cost)| rest.minus(cost));
        let per_item = cost.clone().and_then(|cost| {
            let form = Form::Ratio(cost, done);
            figures.add(label("cost per item", (by, name), "mean"), form, Better::Less)
        });
        rows.push(MoneyRow {
            name: name.clone(),
            per_week: cost.and_then(|cost| weekly(figures, "cost", (by, name), cost, source.weeks)),
            per_item,
        });
    }
    rows.push(MoneyRow {
        name: NONE.to_owned(),
        per_week: rest.and_then(|rest| weekly(figures, "cost", (by, NONE), rest, source.weeks)),
        per_item: None,
    });
    rows
}

/// All of some sums; none where one of them is unknown.
fn together(mut sums: impl Iterator<Item = Option<Sum>>) -> Option<Sum> {
    sums.try_fold(Sum::default(), |sum, cost| cost.map(|cost| sum.plus(cost)))
}

/// Costs by what they are for, those that the scenario knows; unknown where a price is not stated.
fn categories(source: &Source<'_>) -> Vec<(&'static str, Option<Sum>)> {
    let Source { model, layout, .. } = *source;
    let teams = || model.teams.iter().enumerate();
    let mut all = vec![(
        "people's hours",
        together(teams().map(|(number, team)| people::hours_cost(layout, number, team))),
    )];
    if model.teams.iter().any(|team| team.overtime_factor != 1.0) {
        let dear = teams().filter(|(_, team)| team.overtime_factor != 1.0);
        let premium = together(dear.map(|(number, team)| people::overtime_premium(layout, number, team)));
        all.push(("overtime premium", premium));
    }
    let on_standby: f64 = (0..model.teams.len()).filter_map(|number| standby(model, number)).sum();
    let unit = |amount: f64| Sum::of([layout.unit], amount);
    let known = [
        ("standby", unit(on_standby)),
        ("visits", visits(source, Scope::All)),
        ("automated runs", runs(source, Scope::All)),
        (
            "items",
            items(source, Scope::All, item::ARRIVED, |demand| {
                model.demands[demand].cost_per_item.unwrap_or(0.0)
            }),
        ),
        ("supplier fees", fees(source, Scope::All)),
        ("supplier penalties", supplier_penalties(source, Scope::All).times(-1.0)),
        ("spare parts", spare_parts(source, Scope::All)),
        ("penalties for missed items", item_penalties(source, Scope::All)),
        ("penalties for missed periods", period_penalties(model, source)),
        (
            "standing costs",
            unit(model.costs.iter().map(|cost| amount(model, cost)).sum()),
        ),
    ];
    // A constant is a sum of something even where nobody states it.
    let stated = |name: &str, sum: &Sum| match name {
        "standby" => (0..model.teams.len()).any(|number| standby(model, number).is_some()),
        "standing costs" => !model.costs.is_empty(),
        _ => !sum.is_nothing(),
    };
    let told = known.into_iter().filter(|(name, sum)| stated(name, sum));
    all.extend(told.map(|(name, sum)| (name, Some(sum))));
    all
}

/// What the items of a scope cost: the hours worked on them, and all that is paid by visit, case, part and miss.
fn attributed(source: &Source<'_>, scope: Scope) -> Option<Sum> {
    let model = source.model;
    let per_item = items(source, scope, item::ARRIVED, |demand| {
        model.demands[demand].cost_per_item.unwrap_or(0.0)
    });
    Some(
        work(source, scope)?
            .plus(visits(source, scope))
            .plus(runs(source, scope))
            .plus(per_item)
            .plus(fees(source, scope))
            .minus(supplier_penalties(source, scope))
            .plus(spare_parts(source, scope))
            .plus(item_penalties(source, scope)),
    )
}
