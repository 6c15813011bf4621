//! Contenders that are all run in the same way, and workshops that change something for all.

use super::trials::Contender;
use super::workshop::{Unfit, Workshop};
use crate::model::RunPlan;

/// A workshop whose contenders are run as one plan says: with a warm-up that a pilot has found, and as often as was decided.
pub(super) struct Planned<'a> {
    /// Who makes them.
    pub(super) workshop: &'a dyn Workshop,
    /// How they are run.
    pub(super) run: RunPlan,
}

impl Workshop for Planned<'_> {
    fn contender(&self, name: &str, changes: &[String]) -> Result<Contender, Unfit> {
        let mut contender = self.workshop.contender(name, changes)?;
        contender.candidate.model.run = self.run.clone();
        Ok(contender)
    }
}

/// A workshop in which some changes hold for all.
pub(super) struct Changed<'a> {
    /// Who makes contenders.
    pub(super) workshop: &'a dyn Workshop,
    /// What holds for all.
    pub(super) changes: &'a [String],
}

impl Workshop for Changed<'_> {
    fn contender(&self, name: &str, changes: &[String]) -> Result<Contender, Unfit> {
        self.workshop.contender(name, &[self.changes, changes].concat())
    }
}
