//! Single items: what happened to each in one replication, who held it, why it waited, when its clocks ran.
//!
//! A [`Recorder`] hears the engine and keeps the record of every item that is open; when an item ends, or the run does, its
//! [`Journey`] is told in names and local times, and forgotten. So memory grows with the items that are open at once, not with
//! the length of the run.

mod clocks;
mod directory;
mod record;
mod recorder;
mod shifts;
mod spells;
mod tale;
mod telling;

pub use directory::{Directory, Id};
pub use recorder::{Listener, Recorder};
pub use tale::{Child, ClockRun, Doing, Entry, Journey, Moment, Note, PartTime, PromiseClock, Spell, State, Verdict};

use crate::engine::{Program, World};
use crate::model::Model;

/// Runs one replication once more (the first is 0) and tells every item's journey to a listener, which gets it back. The same
/// seed and number give the same journeys as the run that was measured.
pub fn replay<L: Listener>(model: &Model, program: &Program, replication: u32, listener: L) -> L {
    let directory = Directory::new(model, program, replication);
    let mut recorder = Recorder::new(directory, listener);
    World::new(program).run(model.run.seed, u64::from(replication), &mut recorder);
    recorder.into_listener()
}
