//! The part of a report on causes: faults, and what items bring about.

use super::sections::section;
use super::{Section, Table, cell};
use crate::report::wording;
use crate::results::{CauseResult, FaultResult, Results};

/// The part; empty where nothing brings about anything.
pub(super) fn of(results: &Results) -> Section {
    section("Causes", Vec::new(), vec![faults(results), causes(results)])
}

fn faults(results: &Results) -> Table {
    let mut titles = vec![
        "fault",
        "open",
        "more a week",
        "added a week",
        "of these, left behind",
        "removed a week",
        "items a week",
        "of these, repeats",
        "all that goes back to it, a week",
    ];
    let known = results.faults.iter().any(|fault| fault.with_workaround.is_some());
    if known {
        titles.push("with a workaround");
    }
    let row = |fault: &FaultResult| {
        let number = |of: &Option<crate::results::Estimate>| cell(wording::number_alone(of.as_ref()));
        let mut row = vec![
            cell(wording::title(&fault.name)),
            number(&fault.open),
            number(&fault.growth_per_week),
            number(&fault.added_per_week),
            number(&fault.left_behind_per_week),
            number(&fault.removed_per_week),
            number(&fault.caused_per_week),
            cell(wording::share(fault.repeats.as_ref())),
            number(&fault.traced_per_week),
        ];
        row.extend(known.then(|| cell(wording::share(fault.with_workaround.as_ref()))));
        row
    };
    let caption = "A repeat is an item whose fault had caused one before. What goes back to a fault are its items and all that these \
                   brought about; where a failed item left the fault behind, they go back to that item instead.";
    Table::new(caption, &titles, results.faults.iter().map(row).collect())
}

fn causes(results: &Results) -> Table {
    let titles = ["", "brings about", "was brought about", "repeats", "chased a week"];
    let caption = "How many items go back to one that came from outside, by the demand of that; which share of the items others or \
                   faults brought about; which share had a fault that had caused one before; how often people asked after late ones.";
    let row = |cause: &CauseResult| {
        vec![
            cell(wording::title(&cause.name)),
            cell(wording::number(cause.caused_per_item.as_ref())),
            cell(wording::share(cause.brought_about.as_ref())),
            cell(wording::share(cause.repeats.as_ref())),
            cell(wording::number_alone(cause.chases_per_week.as_ref())),
        ]
    };
    Table::new(caption, &titles, results.causes.iter().map(row).collect())
}
