//! What the search for the cheapest roster found.

use schemars::JsonSchema;
use serde::Serialize;

/// The cheapest roster that keeps every promise, and what stands beside it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Staffing {
    /// How it was looked for.
    pub procedure: Procedure,
    /// What was decided: people of a team by the hours that they work.
    pub slots: Vec<Slot>,
    /// The promises to be kept.
    pub promises: Vec<StaffedPromise>,
    /// The cheapest roster found to keep every promise, estimated afresh; absent where none was found.
    pub answer: Option<Roster>,
    /// Cheaper rosters of which it could not be told.
    pub undecided: Vec<Tried>,
    /// The next roster that keeps every promise and is no more than the answer and somebody more, estimated afresh.
    pub runner_up: Option<Roster>,
    /// The roster as it stands, estimated afresh.
    pub today: Option<Roster>,
    /// The answer with one person fewer, by slot, estimated afresh.
    pub one_fewer: Vec<Neighbour>,
    /// The answer with one person more, by slot, estimated afresh.
    pub one_more: Vec<Neighbour>,
    /// Where no roster keeps every promise: the one tried that comes nearest, estimated afresh.
    pub nearest: Option<Roster>,
    /// The promise that decides: the first that the answer would miss with one person fewer, else that with the least to spare.
    pub binding: Option<String>,
    /// Every roster tried, in the order in which they were begun.
    pub tried: Vec<Tried>,
    /// Whether it was stopped by hand.
    pub interrupted: bool,
    /// Currency of costs.
    pub currency: Option<String>,
    /// Whether costs are known; else cost stands for paid hours a week.
    pub cost_known: bool,
    /// What a reader must know.
    pub warnings: Vec<String>,
    /// The answer (or the nearest, or today) in full, run with luck that the search did not see; absent where it was stopped.
    pub roster: Option<super::Results>,
}

/// How the search was done.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Procedure {
    /// Its name.
    pub name: String,
    /// Where it is from.
    pub source: String,
    /// How sure the answer is to be.
    pub sure: f64,
    /// In which sense promises are kept.
    pub sense: Sense,
    /// Share of periods, where that is the sense.
    pub periods: Option<f64>,
    /// So far below or above its target a promise may be told either way, as a share.
    pub tolerance: f64,
    /// The fewest replications of a roster that is tried.
    pub first_stage: u32,
    /// The most.
    pub at_most: u32,
    /// Rosters in range, as far as they can be counted.
    pub possible: u64,
    /// Rosters left out because a team would be offered more than it can do, or because a formula rules them out.
    pub ruled_out: u64,
    /// Rosters left out because one with nobody fewer anywhere missed a promise: an assumption, checked next to the answer.
    pub assumed_out: u64,
    /// Whether no roster was left out by that assumption.
    pub exhaustive: bool,
    /// Whether it gave up before the order of cost reached a roster that keeps every promise, and went down from the largest.
    pub gave_up: bool,
    /// Replications of the search.
    pub replications: u64,
    /// Replications that it would have taken to run every roster tried as often as the one that took most.
    pub equal_allocation: u64,
    /// Replications of the fresh estimates, each.
    pub fresh: u32,
}

/// In which sense a promise is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// The share of items kept in the long run reaches the target.
    LongRun,
    /// The target is met in at least so many of the periods in which the promise is judged.
    Periods,
}

/// People of a team by the hours that they work.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Slot {
    /// The team.
    pub team: String,
    /// Their hours.
    pub hours: String,
    /// The fewest that were looked at.
    pub low: u32,
    /// The most.
    pub high: u32,
    /// How many there are today.
    pub today: u32,
    /// What one of them costs a week; paid hours where costs are not known.
    pub cost: f64,
}

/// A promise that the roster is to keep.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StaffedPromise {
    /// Its name, as in figures.
    pub name: String,
    /// In words.
    pub words: String,
    /// Its target.
    pub target: f64,
    /// `month`, `week` or `day`.
    pub period: String,
    /// The share that can be kept at most, whoever is there, where hours alone forbid more.
    pub ceiling: Option<f64>,
    /// Whether that is below the target, so that no roster keeps it; the search leaves it out.
    pub impossible: bool,
}

/// A roster with estimates that had no part in choosing it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Roster {
    /// People, by slot.
    pub people: Vec<u32>,
    /// Cost a week of the people looked at; paid hours where costs are not known.
    pub cost: f64,
    /// Replications of the estimates.
    pub replications: u32,
    /// Promises, in their order.
    pub promises: Vec<Kept>,
}

/// How a roster keeps a promise.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Kept {
    /// The share of items kept.
    pub kept: Option<super::Estimate>,
    /// The share of periods in which the target is met; absent where no period is whole.
    pub periods_met: Option<super::Estimate>,
    /// Whether the fresh estimate says that it is kept, in the sense asked: absent where its interval holds the target.
    pub reached: Option<bool>,
}

/// A roster that differs by one person.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Neighbour {
    /// The slot.
    pub slot: usize,
    /// The roster.
    pub roster: Roster,
}

/// A roster that was tried.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Tried {
    /// People, by slot.
    pub people: Vec<u32>,
    /// Cost a week; paid hours where costs are not known.
    pub cost: f64,
    /// What was found.
    pub found: Found,
    /// The promise that told, by its place, where one is missed or not told.
    pub promise: Option<usize>,
    /// Replications it took.
    pub replications: u32,
    /// Shares kept in the sense asked, by promise, as the search saw them.
    pub shares: Vec<Option<f64>>,
}

/// What was found of a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// Every promise is kept.
    Kept,
    /// A promise is missed.
    Missed,
    /// It could not be told in the replications that were allowed.
    Undecided,
    /// It was left as it was, because a cheaper one was found.
    Unfinished,
}
