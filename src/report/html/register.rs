//! Reviews, and the improvement register.

use super::{Cell, Table, cell};
use crate::report::wording;
use crate::results::{Estimate, ImprovementResult, Results, ReviewResult};

/// What periodic reviews did.
pub(super) fn reviews(results: &Results) -> Table {
    let titles = ["review", "held a week", "acted", "its changes in force"];
    let caption = "How often reviews took place, at how many of these they acted, and for how much of the time what they change held.";
    let row = |review: &ReviewResult| {
        vec![
            cell(wording::title(&review.name)),
            cell(wording::number_alone(review.held_per_week.as_ref())),
            cell(wording::share(review.acted.as_ref())),
            cell(wording::share(review.in_force.as_ref())),
        ]
    };
    Table::new(caption, &titles, results.reviews.iter().map(row).collect())
}

/// The improvement register.
pub(super) fn improvements(results: &Results) -> Table {
    let titles = [
        "improvement",
        "judged by",
        "before",
        "after",
        "seemed to change",
        "did change",
        "which is",
        "kept in",
        "decided wrongly in",
    ];
    let caption = "“Seemed to change” is the figure after less the figure before, as those who decide see it. “Did change” is the figure \
                   after less what it would have been in the same runs without the improvement. Shares are of the runs in which it was judged.";
    Table::new(
        caption,
        &titles,
        results.improvements.iter().map(improvement_row).collect(),
    )
}

fn improvement_row(improvement: &ImprovementResult) -> Vec<Cell> {
    let figure = |estimate: &Option<Estimate>| cell(wording::figure_in(&improvement.unit, estimate.as_ref()));
    let difference = |estimate: &Option<Estimate>| cell(wording::difference_in(&improvement.unit, estimate.as_ref()));
    vec![
        cell(wording::title(&improvement.name)),
        cell(improvement.judged_by.clone().unwrap_or_else(|| "–".to_owned())),
        figure(&improvement.before),
        figure(&improvement.after),
        difference(&improvement.seemed),
        difference(&improvement.did),
        cell(wording::worth(improvement.judgement).to_owned()),
        cell(wording::share(improvement.kept.as_ref())),
        cell(wording::share(improvement.wrong.as_ref())),
    ]
}
