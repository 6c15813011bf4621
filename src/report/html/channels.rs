//! The part of a report on what is done without people.

use super::sections::section;
use super::{Cell, Section, Table, cell};
use crate::report::wording;
use crate::results::{AutomationResult, Estimate, Results};

/// What is done without people; empty where the scenario says nothing of it.
pub(super) fn of(results: &Results) -> Section {
    section("Automation and channels", Vec::new(), vec![automation(results)])
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
