//! Figures whose unit is known only from the results, and what a difference is worth.

use super::Scale;
use crate::results::{Estimate, Judgement};

/// A figure in its unit, with the digits that it supports: `19 h`, `84 %`.
pub fn figure_in(unit: &str, estimate: Option<&Estimate>) -> String {
    estimate.map_or_else(
        || "–".to_owned(),
        |figure| Scale::of(unit, figure.value.abs()).figure(figure.value, figure.half_width()),
    )
}

/// A difference in its unit, with its sign and half width: `−10 ± 3 h`.
pub fn difference_in(unit: &str, estimate: Option<&Estimate>) -> String {
    estimate.map_or_else(
        || "–".to_owned(),
        |difference| Scale::of(unit, difference.value.abs()).difference(difference),
    )
}

/// What a change turned out to be.
pub fn worth(judgement: Option<Judgement>) -> &'static str {
    match judgement {
        Some(Judgement::Better) => "better",
        Some(Judgement::Worse) => "worse",
        Some(Judgement::Same) => "nothing",
        Some(Judgement::Different | Judgement::NoClearDifference) => "too close to call",
        None => "not known",
    }
}
