//! What a sweep came to: one scenario at many points.

use schemars::JsonSchema;
use serde::Serialize;

use super::{About, Estimate, Judgement, Note, Verdict};

/// One scenario at every combination of some values.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Sweep {
    /// What was run; the replications are those of each point.
    pub about: About,
    /// What was varied, in the order of the command line.
    pub axes: Vec<SweepAxis>,
    /// The points that are whole, in order: the last axis changes fastest.
    pub points: Vec<SweepPoint>,
    /// Points that were asked for; more than there are if the work was interrupted.
    pub points_planned: u32,
    /// What each point differs by from the one before it, where one axis is varied.
    pub gains: Vec<SweepGain>,
    /// Confidence of each comparison by which a point is taken off the front: that of all of them together, shared out.
    pub front_confidence: Option<f64>,
    /// Things to know when reading the results.
    pub notes: Vec<Note>,
}

/// One thing that was varied.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepAxis {
    /// Its path in the scenario.
    pub path: String,
    /// Its values, in order.
    pub values: Vec<SweepValue>,
}

/// A value on an axis.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepValue {
    /// As written: `6`, `12%`, `weekly_board`.
    pub text: String,
    /// How much it is, where all values of the axis are amounts of one kind: a number, a share of one, hours.
    pub size: Option<f64>,
    /// Whether the scenario says so today.
    pub today: bool,
}

/// The scenario at one point.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepPoint {
    /// Which value of each axis, counted from 0.
    pub at: Vec<u32>,
    /// The overrides that lead there.
    pub overrides: Vec<String>,
    /// Whether it is the scenario as it stands.
    pub today: bool,
    /// Its figures.
    pub figures: Vec<MeasuredFigure>,
    /// All promises together: kept where each is, missed where one is.
    pub promises: Verdict,
    /// Where it lies by cost and by promises missed; absent where the scenario says nothing of the one or the other.
    pub front: Option<FrontPlace>,
    /// The first point that is clearly better in one of both and not worse in the other.
    pub dominated_by: Option<u32>,
}

/// Where a point lies by cost and by promises missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FrontPlace {
    /// Against every other point it is clearly better in one of both.
    OnFront,
    /// Another point is clearly better in one of both, and clearly no worse in the other.
    Dominated,
    /// The runs do not tell it from another point well enough to say.
    NotToldApart,
}

/// A figure of one candidate.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MeasuredFigure {
    /// What is measured.
    pub measure: String,
    /// By what.
    pub by: String,
    /// Of which.
    pub name: String,
    /// Which statistic.
    pub statistic: String,
    /// Unit.
    pub unit: String,
    /// What it came to.
    pub estimate: Option<Estimate>,
    /// The share that is to be kept, of a promise.
    pub target: Option<f64>,
    /// The verdict, of a promise.
    pub verdict: Option<Verdict>,
    /// The paired difference from today.
    pub against_today: Option<PairedChange>,
}

/// A paired difference, and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PairedChange {
    /// The difference.
    pub difference: Estimate,
    /// What can be said of it.
    pub judgement: Judgement,
    /// Whether it is clear but small.
    pub slight: bool,
}

/// What a point differs by from the one before it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepGain {
    /// The point before.
    pub from: u32,
    /// The point.
    pub to: u32,
    /// The paired difference of each figure, in the order of the point's; absent where there is none.
    pub changes: Vec<Option<PairedChange>>,
}
