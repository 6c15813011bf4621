//! A way to make candidates from changes of a scenario; whoever holds the text gives it.

use super::trials::Contender;

/// Makes contenders: the scenario as it stands, with some changes.
pub trait Workshop {
    /// The scenario with these changes, each `path=value` as in overrides, after those that hold for all; in reports it goes by
    /// `name`.
    ///
    /// # Errors
    /// Why there can be no such scenario.
    fn contender(&self, name: &str, changes: &[String]) -> Result<Contender, Unfit>;
}

/// Why a scenario with some changes cannot be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Every fault in words, without its place.
    pub faults: Vec<String>,
}
