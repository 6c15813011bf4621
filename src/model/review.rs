//! Periodic reviews: governance that looks at figures of the past and acts on them.

use super::{AimedFigure, DemandId};
use crate::time::{Instant, Span};

/// A review that takes place again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodicReview {
    /// Its name.
    pub name: String,
    /// When it takes place, in order.
    pub at: Vec<Instant>,
    /// What it looks at.
    pub figure: AimedFigure,
    /// The stretch of time of which it sees the figure.
    pub over: Span,
    /// How old the figure is: how long before the review that stretch ended.
    pub lag: Span,
    /// When it acts.
    pub acts: Condition,
    /// What it then switches on, as an index into the model's switches, where it changes anything itself.
    pub switch: Option<usize>,
    /// The improvement that it then begins, as an index into the model's.
    pub begins: Option<usize>,
    /// From the decision until that holds.
    pub after: Span,
    /// How long it then holds; for good where nothing is said.
    pub lasts: Option<Span>,
    /// The work that each review makes for somebody, where it makes any.
    pub raises: Option<DemandId>,
}

/// A condition on a figure: in the figure's unit, times in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Condition {
    /// It is below this.
    Below(f64),
    /// It is above this.
    Above(f64),
}

impl Condition {
    /// Whether it holds of a figure.
    pub fn holds(self, figure: f64) -> bool {
        match self {
            Condition::Below(level) => figure < level,
            Condition::Above(level) => figure > level,
        }
    }
}
