//! Practices by activity as a table of shades: which rows and columns there are, how dark each cell is, what it shows.

use super::wording;
use crate::results::{PracticeResult, Results};

/// Shades beside none; in grey each is darker than the one before.
pub(super) const SHADES: usize = 5;

/// A cell: hours of work a week, and its shade, from 0 for none to [`SHADES`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shaded<'a> {
    pub(super) of: &'a PracticeResult,
    pub(super) hours: f64,
    pub(super) shade: usize,
}

/// A row: a practice, and what it does in each activity.
pub(super) struct Row<'a> {
    pub(super) practice: &'a str,
    pub(super) cells: Vec<Option<Shaded<'a>>>,
}

/// The activities of the service value chain, in their order, as results name them.
pub(super) const ACTIVITIES: [(&str, &str); 6] = [
    ("plan", "Plan"),
    ("improve", "Improve"),
    ("engage", "Engage"),
    ("design_and_transition", "Design & transition"),
    ("obtain_build", "Obtain / build"),
    ("deliver_and_support", "Deliver & support"),
];

/// The rows, practices in the order of their catalogue.
pub(super) fn rows(results: &Results) -> Vec<Row<'_>> {
    let most = results.practices.iter().map(hours).fold(0.0, f64::max);
    let mut rows: Vec<Row<'_>> = Vec::new();
    for of in &results.practices {
        if rows.last().is_none_or(|row| row.practice != of.practice) {
            rows.push(Row {
                practice: &of.practice,
                cells: vec![None; ACTIVITIES.len()],
            });
        }
        let column = ACTIVITIES.iter().position(|(word, _)| *word == of.activity);
        if let (Some(row), Some(column)) = (rows.last_mut(), column) {
            let hours = hours(of);
            row.cells[column] = Some(Shaded {
                of,
                hours,
                shade: shade(hours, most),
            });
        }
    }
    rows
}

fn hours(of: &PracticeResult) -> f64 {
    of.hours_per_week.map_or(0.0, |hours| hours.value)
}

/// Equal steps of the root, so that small parts are told from none.
fn shade(hours: f64, most: f64) -> usize {
    if hours <= 0.0 || most <= 0.0 {
        return 0;
    }
    ((hours / most).sqrt() * SHADES as f64).ceil().clamp(1.0, SHADES as f64) as usize
}

/// The part with most hours of work, in a sentence.
pub(super) fn finding(results: &Results) -> Option<String> {
    let most = results
        .practices
        .iter()
        .rev()
        .filter(|of| hours(of) > 0.0)
        .max_by(|one, other| hours(one).total_cmp(&hours(other)))?;
    let column = ACTIVITIES.iter().find(|(word, _)| *word == most.activity)?;
    Some(format!(
        "{} in “{}” takes most: {} of all hours of work",
        wording::title(&most.practice),
        column.1.to_lowercase(),
        wording::share_alone(most.share_of_hours.as_ref())
    ))
}

/// Where items wait longest, in a sentence.
pub(super) fn waiting(results: &Results) -> Option<String> {
    let waits = |of: &&PracticeResult| of.waiting_per_week.map_or(0.0, |hours| hours.value);
    let practices = results.practices.iter().rev();
    let most = practices.max_by(|one, other| waits(one).total_cmp(&waits(other)))?;
    let column = ACTIVITIES.iter().find(|(word, _)| *word == most.activity)?;
    (waits(&most) > 0.0).then(|| {
        format!(
            "Items wait most for {} in “{}”: {} hours a week.",
            wording::name(&most.practice),
            column.1.to_lowercase(),
            wording::number_alone(most.waiting_per_week.as_ref())
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_rise_with_hours_and_nothing_has_none() {
        let shades: Vec<usize> = [0.0, 0.1, 10.0, 30.0, 60.0, 100.0]
            .map(|hours| shade(hours, 100.0))
            .to_vec();
        assert_eq!(shades, [0, 1, 2, 3, 4, 5]);
        assert_eq!(shade(0.0, 0.0), 0);
    }
}
