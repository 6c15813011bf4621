//! Single items: what happened to each in one replication, who held it, why it waited, when its clocks ran.
//!
//! A [`Recorder`] hears the engine and keeps the record of every item that is open; when an item ends, or the run does, its
//! [`Journey`] is told in names and local times, and forgotten. So memory grows with the items that are open at once, not with
//! the length of the run.

mod clocks;
mod deadlines;
mod directory;
mod in_force;
mod lines;
mod moment;
mod notes;
mod noting;
mod record;
mod recorder;
mod shifts;
mod spells;
mod survey;
mod tale;
mod telling;

pub use deadlines::{ClockRun, PromiseClock, Stop, Verdict};
pub use directory::{Directory, Id};
pub use moment::Moment;
pub use notes::Note;
pub use recorder::{Listener, Recorder};
pub use survey::{Choice, Chosen};
pub use tale::{
    Branch, BranchState, Cause, Child, Doing, Entry, FromFault, Held, Journey, PartTime, Spell, Split, State,
};

pub use telling::PART_NAMES;

use crate::engine::{Program, World};
use crate::model::Model;

/// A model with its program, of which journeys are told.
#[derive(Clone, Debug)]
pub struct Stage<'m> {
    model: &'m Model,
    program: Program,
}

impl<'m> Stage<'m> {
    /// Compiles a model.
    pub fn new(model: &'m Model) -> Stage<'m> {
        Stage {
            model,
            program: Program::new(model),
        }
    }

    /// Names, for one replication; the first is 0.
    pub fn directory(&self, replication: u32) -> Directory<'_> {
        Directory::new(self.model, &self.program, replication)
    }

    /// Runs one replication once more (the first is 0) and tells every item's journey to a listener, which is given back. The
    /// same seed and number give the same journeys as the run that was measured.
    pub fn replay<'a, L: Listener<'a>>(&'a self, replication: u32, listener: L) -> L {
        let mut recorder = Recorder::new(self.directory(replication), listener);
        World::new(&self.program).run(self.model.run.seed, u64::from(replication), &mut recorder);
        recorder.into_listener()
    }
}
