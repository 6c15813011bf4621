//! The parts of a report on one run: promises, waiting, people, ledgers, approvals.

use std::collections::BTreeMap;

use super::{
    Cell, Picture, Section, Table, analysis, causes, cell, channels, opportunities, picture, practices, register,
    supply,
};
use crate::report::{plots, terminal, wording};
use crate::results::{DemandResult, LedgerRow, PromiseResult, Results, RouteResult, TeamResult, Verdict};

/// The parts, in reading order; some may be empty.
pub(super) fn of(results: &Results) -> Vec<Section> {
    let mut pictures: BTreeMap<String, Picture> = plots::plots(results)
        .into_iter()
        .map(|plot| (plot.file_name.clone(), picture(plot)))
        .collect();
    let mut take = |names: &[&str]| {
        names
            .iter()
            .filter_map(|name| pictures.remove(*name))
            .collect::<Vec<_>>()
    };
    let waiting = take(&["where-time-goes.svg", "lead-times.svg", "backlog.svg"]);
    let people = take(&["busy-people.svg"]);
    let (by_practice, value) = (take(&["practices.svg"]), take(&["value.svg"]));
    let mut parts = vec![
        section("Promises", Vec::new(), vec![promises(results)]),
        Section {
            texts: growth(results),
            ..section("Where the waiting is", waiting, vec![waiting_table(results)])
        },
        section("People", people, vec![people_table(results)]),
        Section {
            texts: multiplier(results),
            ..section("What the work is for", Vec::new(), vec![ledgers(results)])
        },
        practices::part(results, by_practice),
        Section {
            texts: assumptions(results),
            ..section(
                "Approvals",
                Vec::new(),
                vec![routes(results), register::reviews(results)],
            )
        },
        section("Improvements", Vec::new(), vec![register::improvements(results)]),
    ];
    parts.push(channels::of(results));
    parts.push(causes::of(results));
    parts.push(opportunities::part(results, value));
    parts.extend(supply::of(results));
    parts.push(analysis::section(results));
    parts
}

pub(super) fn section(title: &str, plots: Vec<Picture>, tables: Vec<Table>) -> Section {
    let tables = tables.into_iter().filter(|table| !table.rows.is_empty()).collect();
    Section {
        title: title.into(),
        plots,
        tables,
        texts: Vec::new(),
    }
}

fn promises(results: &Results) -> Table {
    let sure = terminal::kept_heading(&results.about);
    let runs = results.about.replications;
    let titles = [
        "",
        "target",
        &sure,
        &terminal::period_heading(results),
        "missed a week",
        "due a week",
        "verdict",
    ];
    Table::new(
        "",
        &titles,
        results.promises.iter().map(|it| promise_row(it, runs)).collect(),
    )
    .words_in(6)
}

fn promise_row(promise: &PromiseResult, runs: u32) -> Vec<Cell> {
    let class = match promise.verdict {
        Verdict::Kept => "words good",
        Verdict::Missed => "words bad",
        Verdict::TooClose => "words doubt",
        Verdict::Unknown => "words",
    };
    vec![
        cell(wording::promise(promise)),
        cell(wording::percent(promise.target)),
        cell(terminal::kept(promise, runs)),
        cell(wording::share_alone(promise.periods_met.as_ref())),
        cell(wording::number_alone(promise.missed_per_week.as_ref())),
        cell(wording::number_alone(promise.due_per_week.as_ref())),
        Cell {
            text: terminal::verdict_with_ceiling(promise),
            class,
        },
    ]
}

fn waiting_table(results: &Results) -> Table {
    let titles = [
        "",
        "arrive a week",
        "half done in",
        "85% in",
        "95% in",
        "share spent waiting",
        "open at end, 90% of runs",
    ];
    let steady = results.demands.iter().filter(|demand| !demand.growing);
    Table::new(
        "Lead times run from arrival to completion, nights and weekends included.",
        &titles,
        steady.map(demand_row).collect(),
    )
}

fn demand_row(demand: &DemandResult) -> Vec<Cell> {
    let lead = &demand.lead_time;
    vec![
        cell(wording::title_plural(&demand.name)),
        cell(wording::number_alone(demand.arrivals_per_week.as_ref())),
        cell(wording::duration(lead.p50.as_ref())),
        cell(wording::duration(lead.p85.as_ref())),
        cell(wording::duration(lead.p95.as_ref())),
        cell(wording::share_alone(demand.share_waiting.as_ref())),
        cell(wording::spread(demand.open_at_end.as_ref())),
    ]
}

/// What piles up has no steady lead time, so it is told as growth.
fn growth(results: &Results) -> Vec<String> {
    let growing = results.demands.iter().filter_map(|demand| {
        let growth = terminal::growth(demand)?;
        let (name, open) = (wording::title_plural(&demand.name), wording::spread(demand.open_at_end.as_ref()));
        Some(format!(
            "{name}: the number open {growth}; nine of ten runs end with {open} open. While it grows, how long one takes \
             depends on how long you wait to look, so no lead times are shown."
        ))
    });
    growing.collect()
}

fn people_table(results: &Results) -> Table {
    let titles = [
        "",
        "on shift",
        "hours present a week",
        "busy",
        "free hours a week",
        "busiest hour",
        "wait per visit",
        "",
    ];
    let has_cost = results.teams.iter().any(|team| team.cost_per_week.is_some());
    let mut titles = titles.to_vec();
    if has_cost {
        titles.insert(7, "cost a week");
    }
    let keeps = results.teams.iter().any(|team| team.kept_per_week.is_some());
    if keeps {
        titles.insert(4, "of that kept");
    }
    let row = |team| team_row(team, has_cost, keeps);
    let rows = results.teams.iter().map(row).collect();
    let legend = "“Wait per visit” is time in the team's queue while somebody is on shift.";
    let kept =
        " “Of that kept” is hours a week in which people waited, busy, with an item for which there was no place.";
    Table::new(&format!("{legend}{}", if keeps { kept } else { "" }), &titles, rows).words_in(titles.len() - 1)
}

fn team_row(team: &TeamResult, has_cost: bool, keeps: bool) -> Vec<Cell> {
    let busiest = team.busiest.as_ref().map_or(wording::UNKNOWN.into(), |hour| {
        format!("{} {}", hour.hour, wording::share_given(hour.utilisation))
    });
    let mut row = vec![
        cell(wording::title(&team.name)),
        cell(team.people.to_string()),
        cell(wording::number_alone(team.present_per_week.as_ref())),
        cell(wording::share(team.utilisation.as_ref())),
        cell(wording::number_alone(team.free_per_week.as_ref())),
        cell(busiest),
        cell(wording::duration(team.queue_per_visit.as_ref())),
    ];
    if keeps {
        row.insert(4, cell(wording::number_alone(team.kept_per_week.as_ref())));
    }
    if has_cost {
        row.push(cell(wording::number_alone(team.cost_per_week.as_ref())));
    }
    row.push(Cell {
        text: if team.bottleneck { "bottleneck" } else { "" }.into(),
        class: "words doubt",
    });
    row
}

fn ledgers(results: &Results) -> Table {
    let titles = [
        "work",
        "caused by",
        "arrive a week",
        "done a week",
        "hours a week",
        "share of hours",
    ];
    let caption =
        "Work by what it is and by what set it off: failure work that other work sets off is its hidden price.";
    Table::new(caption, &titles, results.ledgers.iter().map(ledger_row).collect()).words_in(1)
}

fn ledger_row(row: &LedgerRow) -> Vec<Cell> {
    vec![
        cell(wording::title(&row.kind)),
        Cell {
            text: row.root.clone(),
            class: "words",
        },
        cell(wording::number_alone(row.arrivals_per_week.as_ref())),
        cell(wording::number_alone(row.completed_per_week.as_ref())),
        cell(wording::number(row.hours_per_week.as_ref())),
        cell(wording::share(row.share_of_hours.as_ref())),
    ]
}

fn multiplier(results: &Results) -> Vec<String> {
    let told = results.failure_multiplier.map(|hours| {
        format!(
            "Every hour of other work brings {} hours of work whose root cause is failure.",
            wording::number(Some(&hours))
        )
    });
    told.into_iter().collect()
}

/// What the figures of approvals assume.
fn assumptions(results: &Results) -> Vec<String> {
    match results.assumptions.as_slice() {
        [] => Vec::new(),
        told => vec![format!("What is assumed, and not modelled: {}.", told.join("; "))],
    }
}

fn routes(results: &Results) -> Table {
    let bypassed = results.routes.iter().any(|route| route.bypassed.is_some());
    let mut titles = vec![
        "route",
        "decided a week",
        "delay",
        "one in 20 waits longer than",
        "approvers' hours a week",
        "turned down",
        "bad caught",
        "good rejected",
        "succeed afterwards",
    ];
    if bypassed {
        titles.push("go round it");
    }
    let caption = "“Bad caught” and “good rejected” are changes a week that would have failed, or not, had nobody turned them down.";
    let row = |route: &RouteResult| {
        let mut row = route_row(route);
        if bypassed {
            row.push(cell(wording::share(route.bypassed.as_ref())));
        }
        row
    };
    Table::new(caption, &titles, results.routes.iter().map(row).collect())
}

fn route_row(route: &RouteResult) -> Vec<Cell> {
    vec![
        cell(wording::title(&route.name)),
        cell(wording::number_alone(route.decided_per_week.as_ref())),
        cell(wording::duration_with_error(route.delay.as_ref())),
        cell(wording::duration_with_error(route.delay_p95.as_ref())),
        cell(wording::number_alone(route.effort_per_week.as_ref())),
        cell(wording::share(route.turned_down.as_ref())),
        cell(wording::number_alone(route.bad_caught_per_week.as_ref())),
        cell(wording::number_alone(route.good_rejected_per_week.as_ref())),
        cell(wording::share(route.success_rate.as_ref())),
    ]
}
