//! Opportunities: when their value comes, and how much of it.

use super::sections::section;
use super::{Picture, Section, Table, cell};
use crate::report::wording;
use crate::results::{OpportunityResult, Results};

pub(super) fn part(results: &Results, plots: Vec<Picture>) -> Section {
    section("Opportunities", plots, vec![table(results)])
}

fn table(results: &Results) -> Table {
    let priced = results.opportunities.iter().any(|of| of.value_per_week.is_some());
    let mut titles = vec!["", "first value after", "all value after", "stopped a week"];
    if priced {
        titles.extend(["value a week", "lost to delay a week", "forgone a week"]);
    }
    let row = |of: &OpportunityResult| {
        let number = |of: &Option<_>| cell(wording::number_alone(of.as_ref()));
        let mut row = vec![
            cell(wording::title_plural(&of.name)),
            cell(wording::duration_with_error(of.time_to_first_value.as_ref())),
            cell(wording::duration_with_error(of.time_to_full_value.as_ref())),
            number(&of.stopped_per_week),
        ];
        if priced {
            row.extend([
                number(&of.value_per_week),
                number(&of.lost_to_delay_per_week),
                number(&of.lost_undone_per_week),
            ]);
        }
        row
    };
    let caption = "From arrival to the first part of the value, and to all of it, nights and weekends included. What was lost to delay is \
                   taken off the value. Forgone is the value of what was stopped, less what had been released by then.";
    Table::new(caption, &titles, results.opportunities.iter().map(row).collect())
}
