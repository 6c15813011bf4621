//! Causes, for a terminal: faults, and what items bring about.

use super::beside::{name, number, of_numbers};
use super::grid::{Grid, cell};
use super::wording;
use crate::results::{CauseResult, FaultResult};

/// Faults, sort by sort.
pub(super) fn faults(of: &[FaultResult]) -> Grid {
    let mut grid = of_numbers(&[
        "FAULTS",
        "open",
        "more a week",
        "added a week",
        "removed a week",
        "items a week",
        "of these, repeats",
    ]);
    for fault in of {
        grid.row(vec![
            name(&fault.name),
            number(&fault.open),
            number(&fault.growth_per_week),
            number(&fault.added_per_week),
            number(&fault.removed_per_week),
            number(&fault.caused_per_week),
            cell(wording::share(fault.repeats.as_ref())),
        ]);
    }
    grid
}

/// What items bring about, where there are faults or people who ask after late items: otherwise the ledgers say enough.
pub(super) fn causes(of: &[CauseResult]) -> Option<Grid> {
    let told = |cause: &CauseResult| cause.repeats.is_some() || cause.chases_per_week.is_some();
    if !of.iter().any(told) {
        return None;
    }
    let mut grid = of_numbers(&[
        "CAUSES",
        "brings about",
        "was brought about",
        "repeats",
        "chased a week",
    ]);
    for cause in of {
        grid.row(vec![
            name(&cause.name),
            number(&cause.caused_per_item),
            cell(wording::share_alone(cause.brought_about.as_ref())),
            cell(wording::share_alone(cause.repeats.as_ref())),
            number(&cause.chases_per_week),
        ]);
    }
    Some(grid)
}
