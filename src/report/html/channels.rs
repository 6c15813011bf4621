//! The part of a report on what is done without people.

use super::sections::section;
use super::{Cell, Section, Table, cell};
use crate::report::wording;
use crate::results::{AutomationResult, ContactResult, Estimate, KnowledgeResult, Results};

/// What is done without people; empty where the scenario says nothing of it.
pub(super) fn of(results: &Results) -> Section {
    section(
        "Automation and channels",
        Vec::new(),
        vec![
            automation(results),
            self_service(results),
            noticed(results),
            knowledge(results),
        ],
    )
}

fn number(of: &Option<Estimate>) -> Cell {
    cell(wording::number_alone(of.as_ref()))
}

fn automation(results: &Results) -> Table {
    let titles = [
        "step",
        "runs a week",
        "visits done without people",
        "runs that failed",
        "failures nobody noticed at once, a week",
        "until noticed",
        "stops a week",
        "stopped",
    ];
    let row = |of: &AutomationResult| {
        vec![
            cell(wording::title(&of.step)),
            number(&of.runs_per_week),
            cell(wording::share(of.rate.as_ref())),
            cell(wording::share(of.failed.as_ref())),
            number(&of.unnoticed_per_week),
            cell(wording::duration(of.hidden.as_ref())),
            number(&of.stops_per_week),
            cell(wording::share_alone(of.stopped.as_ref())),
        ]
    };
    let caption = "“Visits done without people” are those that a run did as it should; what failed went to people.";
    Table::new(caption, &titles, results.automation.iter().map(row).collect())
}

fn self_service(results: &Results) -> Table {
    let titles = [
        "who helps themselves",
        "attempts a week",
        "never reach people, a week",
        "deflection",
        "attempts that fail",
        "come back a week",
        "give up a week",
        "an attempt takes",
    ];
    let row = |of: &ContactResult| {
        vec![
            cell(wording::title_plural(&of.demand)),
            number(&of.attempts_per_week),
            number(&of.deflected_per_week),
            cell(wording::share(of.deflection.as_ref())),
            cell(wording::share(of.failed.as_ref())),
            number(&of.came_back_per_week),
            number(&of.gave_up_per_week),
            cell(wording::duration(of.time.as_ref())),
        ]
    };
    let caption =
        "What never reaches people is no item in any other table. Deflection is its share of all who need something.";
    let tried = results.contacts.iter().filter(|of| of.attempts_per_week.is_some());
    Table::new(caption, &titles, tried.map(row).collect())
}

fn noticed(results: &Results) -> Table {
    let titles = ["", "until noticed", "noticed by a call", "calls kept away a week"];
    let row = |of: &ContactResult| {
        vec![
            cell(wording::title_plural(&of.demand)),
            cell(wording::duration(of.unnoticed.as_ref())),
            cell(wording::share(of.by_call.as_ref())),
            number(&of.kept_away_per_week),
        ]
    };
    let told = |of: &&ContactResult| of.unnoticed.is_some() || of.kept_away_per_week.is_some();
    Table::new("", &titles, results.contacts.iter().filter(told).map(row).collect())
}

fn knowledge(results: &Results) -> Table {
    let titles = [
        "knowledge",
        "articles written a week",
        "up to date at the end",
        "hours saved a week",
        "hours of writing a week",
    ];
    let row = |of: &KnowledgeResult| {
        vec![
            cell(wording::title(&of.name)),
            number(&of.written_per_week),
            number(&of.at_end),
            number(&of.saved_per_week),
            number(&of.writing_per_week),
        ]
    };
    Table::new("", &titles, results.knowledge.iter().map(row).collect())
}
