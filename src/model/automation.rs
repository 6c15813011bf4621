//! Steps that run without people, and what guards them.

use super::{Choice, Distribution, StepId};
use crate::time::Span;

/// How visits to a step are done without people.
#[derive(Clone, Debug, PartialEq)]
pub struct Automation {
    /// Probability that a visit is tried without people.
    pub share: Choice<f64>,
    /// How long a run takes, in milliseconds; it needs nobody.
    pub takes: Distribution,
    /// Probability that a run does what it should.
    pub succeeds: Choice<f64>,
    /// Probability that a run which has failed seems to have done what it should.
    pub unnoticed: f64,
    /// How long it takes until such a failure is noticed, in milliseconds.
    pub noticed_after: Distribution,
    /// The step to which people take what a run has failed to do; the step itself where there is none.
    pub fallback: Option<StepId>,
    /// Whether what a run has done takes its approval route all the same, where the step asks for approval.
    pub needs_approval: Choice<bool>,
    /// What each run costs, in the scenario's currency.
    pub cost_per_run: Option<f64>,
    /// When people do everything for a while.
    pub safeguard: Option<Safeguard>,
}

/// When automation stops by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Safeguard {
    /// After so many failures that have been noticed, at least 1,
    pub failures: u32,
    /// among so many runs, at most [`MOST_RUNS_REMEMBERED`],
    pub of_last: u32,
    /// for so long.
    pub stops_for: Span,
}

/// The most runs that a safeguard looks back on.
pub const MOST_RUNS_REMEMBERED: u32 = 64;
