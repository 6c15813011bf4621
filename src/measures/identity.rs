//! What results say of themselves that a model does not know.

use crate::model::Aspect;

/// What the results say of themselves that a model does not know.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// The scenario's file name without folder and ending.
    pub scenario: String,
    /// The variant, where it is not the scenario as written.
    pub variant: Option<String>,
    /// Overrides from the command line, as given.
    pub overrides: Vec<String>,
    /// What the reader warned of, one sentence each.
    pub warnings: Vec<String>,
    /// Best shares that any staffing could reach, where below 1.
    pub ceilings: Vec<Ceiling>,
    /// What each team is offered in a standard week, in the order of the model; empty where nobody worked it out.
    pub loads: Vec<Load>,
}

/// What a team is offered in a standard week, by arithmetic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// Hours of work, time on boards left out.
    pub offered: f64,
    /// Hours that it has for them.
    pub capacity: f64,
    /// Hours on boards.
    pub boards: f64,
    /// Hours of its work, beyond what it can do itself, that people of other teams can do.
    pub relief: f64,
}

/// The best share of a promise that any staffing could keep.
#[derive(Clone, Debug)]
pub struct Ceiling {
    /// The promise's name.
    pub promise: String,
    /// Which deadline.
    pub aspect: Aspect,
    /// The share.
    pub share: f64,
}
