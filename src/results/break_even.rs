//! The share that a control must catch to pay for itself.

use schemars::JsonSchema;
use serde::Serialize;

use super::{About, Estimate};

/// How good something must be for one way of working to be no worse than another, by one figure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BreakEven {
    /// The value that is varied, as in `--set`: `route.board.catches_bad`.
    pub path: String,
    /// The way of working that has the value.
    pub with: String,
    /// What it is held against.
    pub against: String,
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
    /// Whether more of it is better; else less is.
    pub more_is_better: bool,
    /// What the scenario says the value is; unknown where it says none.
    pub stated: Option<f64>,
    /// What follows.
    pub answer: BreakEvenAnswer,
    /// The least share whose paired interval contains zero; none where no share does.
    pub low: Option<f64>,
    /// The greatest such share.
    pub high: Option<f64>,
    /// How far two shares that were tried lie apart at most near the ends of that range.
    pub step: f64,
    /// Every share that was tried, in rising order.
    pub points: Vec<BreakEvenPoint>,
    /// Replications of each.
    pub replications: u32,
    /// Confidence level of every interval.
    pub confidence: f64,
}

/// A share that was tried.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BreakEvenPoint {
    /// The share.
    pub share: f64,
    /// With it less without it, paired, with its interval.
    pub difference: Estimate,
    /// What it means.
    pub pays: Pays,
}

/// Whether one way is better than the other at a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pays {
    /// Clearly better.
    Yes,
    /// Clearly worse.
    No,
    /// The interval contains zero.
    Open,
}

/// What the search came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BreakEvenAnswer {
    /// It is clearly worse at every share, even at 100 %.
    Never,
    /// It is clearly better at every share, even at 0 %.
    Always,
    /// It pays from some share in the range on.
    Between,
    /// At 0 % it is worse; at 100 % it cannot be told: it pays near there, if at all.
    AtMostNearAll,
    /// At 0 % it cannot be told; at 100 % it is better: it pays from near there on, if not always.
    AtLeastNearNone,
    /// It cannot be told at any share.
    Unclear,
    /// More of it makes things worse: it pays below the range.
    Reversed,
}

/// `break-even.json`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BreakEvenReport {
    /// The scenario, and how it was run.
    pub about: About,
    /// One for each way of working that it was held against.
    pub break_evens: Vec<BreakEven>,
}
