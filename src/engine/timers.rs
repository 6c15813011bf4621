//! Timers of items: what rings for one item at a set time, unless it is stopped before.
//!
//! An event cannot be taken off the agenda. So an item's dossier says when each of its timers rings, and an event that comes at
//! another time, or for an item that is gone, is stale: it is passed over.

use super::agenda::Rank;
use super::world::{ItemState, World};
use crate::time::Instant;

/// What can ring for an item; the index of its time in the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Timer {
    /// It goes on from where it is held.
    Passage,
    /// It has waited too long for a team.
    Overflow,
    /// Its patience ends.
    Patience,
}

/// How many timers an item has.
pub(super) const TIMERS: usize = 3;

impl Timer {
    fn rank(self) -> Rank {
        match self {
            Timer::Passage => Rank::Passage,
            Timer::Overflow => Rank::Overflow,
            Timer::Patience => Rank::Patience,
        }
    }
}

impl World<'_> {
    /// Sets a timer of an item, in place of the one that ran. What would ring after the end of the run is not set.
    pub(super) fn set_timer(&mut self, item: u32, timer: Timer, at: Instant) {
        self.dossier(item).timers[timer as usize] = at;
        if at <= self.program.window_end {
            self.agenda.add(timer.rank(), item, at);
        }
    }

    /// Whether a timer of an item rings now; then it runs no longer.
    pub(super) fn rings(&mut self, item: u32, timer: Timer) -> bool {
        let of = &self.items[item as usize];
        if !matches!(of.state, ItemState::Open | ItemState::Branch) || !of.has_dossier {
            return false;
        }
        let at = &mut self.dossiers[item as usize].timers[timer as usize];
        let rings = *at == self.now;
        if rings {
            *at = Instant::NEVER;
        }
        rings
    }
}
