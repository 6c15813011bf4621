//! Deadlines of promises about one item, as they are told.

use serde::Serialize;

use super::moment::Moment;
use super::tale::seconds;
use crate::time::Span;

/// One deadline of a promise about an item.
#[derive(Clone, Debug, Serialize)]
pub struct PromiseClock<'a> {
    /// The promise's name.
    pub promise: &'a str,
    /// `resolve` or `respond`.
    pub aspect: &'static str,
    /// The hours in which the clock runs.
    pub clock: &'a str,
    /// How long it may run, in seconds; none where the promise is in working days, which are read off the calendar.
    pub target_seconds: Option<f64>,
    /// Working days, where the promise is in those.
    pub working_days: Option<u32>,
    /// When it falls due; none where that lies beyond the calendar of the run.
    pub due: Option<Moment>,
    /// When what was promised happened.
    pub met: Option<Moment>,
    /// How it came out.
    pub verdict: Verdict,
    /// How long the clock stood still inside its hours, by the step whose wait stopped it; empty for working days.
    pub stopped: Vec<Stop<'a>>,
    /// When the clock ran and stood still, from arrival until `met`, the item's end or the run's; empty for working days.
    pub runs: Vec<ClockRun>,
}

/// A time in which a wait stopped a promise's clock that would have run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stop<'a> {
    /// The step.
    pub step: &'a str,
    /// How long, in seconds.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub time: Span,
}

/// How a promise about an item came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// What was promised happened in time.
    Kept,
    /// It fell due before.
    Broken,
    /// The run ended before it fell due.
    Undecided,
}

/// A time in which a promise's clock ran or stood still.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClockRun {
    /// From when.
    pub from: Moment,
    /// Until when.
    pub to: Moment,
    /// Whether it ran.
    pub runs: bool,
}
