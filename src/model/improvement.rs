//! The improvement register, and capabilities that work brings about: changes that a run makes itself.

use super::{AimedFigure, CalendarId, DemandId};
use crate::time::{Instant, Span, WEEK};

/// How a change is taken up: evenly, day by day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdoptionCurve {
    /// How long it takes; at once where it is zero.
    pub takes: Span,
    /// How much of it is taken up in the end, above 0 and up to 1.
    pub up_to: f64,
}

/// An entry of the improvement register.
#[derive(Clone, Debug, PartialEq)]
pub struct Improvement {
    /// Its name.
    pub name: String,
    /// What it is to mend, in words.
    pub issue: Option<String>,
    /// When its work begins; where there is none, a review has to begin it.
    pub from: Option<Instant>,
    /// The demand of which its work consists.
    pub work: DemandId,
    /// How many items of it; what the improvement changes is taken up when all have ended.
    pub items: u32,
    /// What it changes, as an index into the model's switches.
    pub switch: usize,
    /// How that is taken up.
    pub adoption: AdoptionCurve,
    /// When and by what it is judged; it is kept where nothing is said.
    pub judged: Option<Judging>,
}

/// How an improvement is judged while the run goes on: by a figure before and after, as a manager would.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judging {
    /// The figure.
    pub figure: AimedFigure,
    /// How long after its changes begin to be taken up.
    pub after: Span,
    /// The stretches of time before its work began, and before it is judged, of which the figure is seen.
    pub over: Span,
    /// How much better the figure must be, as a part of what it was before, for the improvement to be kept.
    pub least: f64,
    /// How much better it was expected to be, as a part of what it was before.
    pub expected: Option<f64>,
}

/// What work brings about when it is done: changes that hold from then on.
#[derive(Clone, Debug, PartialEq)]
pub struct Capability {
    /// Its name.
    pub name: String,
    /// What it changes, as an index into the model's switches.
    pub switch: usize,
    /// How that is taken up.
    pub adoption: AdoptionCurve,
    /// What people ask because it is new.
    pub asks: Option<Asks>,
}

/// Questions about what is new, at a rate that falls evenly to nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Asks {
    /// What is raised.
    pub demand: DemandId,
    /// How many in a standard week at first, at random.
    pub per_week: f64,
    /// In what time the rate falls to nothing; above zero.
    pub fade_over: Span,
    /// The hours in which people ask: a week's questions are spread over a standard week's open time.
    pub calendar: CalendarId,
}

impl Asks {
    /// How many questions come on average in a time from the beginning on, where every week is a standard week: the area below the
    /// falling line.
    pub fn expected_within(&self, time: Span) -> f64 {
        let fades = self.fade_over.ticks() as f64;
        let passed = (time.ticks() as f64).min(fades);
        self.per_week / WEEK as f64 * (passed - passed * passed / (2.0 * fades))
    }
}

impl AimedFigure {
    /// Whether more of it is better.
    pub fn more_is_better(self) -> bool {
        matches!(self, AimedFigure::Kept(..) | AimedFigure::Throughput(_))
    }
}

impl Judging {
    /// How much better a figure is than another, as a part of that; none where there is nothing to be a part of.
    pub fn gain(&self, before: f64, after: f64) -> Option<f64> {
        let better = if self.figure.more_is_better() {
            after - before
        } else {
            before - after
        };
        (before != 0.0).then(|| better / before.abs())
    }
}
