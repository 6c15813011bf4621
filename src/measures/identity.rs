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
