//! Bypass: items that go round the route which the policy names, the more the longer it takes.

use std::collections::VecDeque;

use super::program::NIL;
use super::streams::name_hash;
use super::world::World;
use crate::observation::{Bypassed, Observer};
use crate::time::DAY;

const BYPASS: u64 = name_hash("bypass");

/// The latest delays of a route, in ticks.
#[derive(Clone, Debug, Default)]
pub(super) struct Delays {
    latest: VecDeque<i64>,
    sum: i64,
}

impl Delays {
    pub fn clear(&mut self) {
        self.latest.clear();
        self.sum = 0;
    }

    fn add(&mut self, delay: i64, keep: u32) {
        self.latest.push_back(delay);
        self.sum += delay;
        if self.latest.len() > keep as usize {
            self.sum -= self.latest.pop_front().unwrap_or_default();
        }
    }

    /// Their mean in days of 24 hours; nothing has been waited before the first.
    fn mean_days(&self) -> f64 {
        match self.latest.len() {
            0 => 0.0,
            count => self.sum as f64 / count as f64 / DAY as f64,
        }
    }
}

impl World<'_> {
    /// Whether an item goes round its route now. Its luck is its own: the same items do at the same share, and more of them at a
    /// greater one.
    pub(super) fn goes_round<O: Observer>(
        &mut self,
        item: u32,
        (route, disguise): (u32, u32),
        observer: &mut O,
    ) -> bool {
        let Some(bypass) = self.program_of(item).routes[route as usize].bypass else {
            return false;
        };
        let days = self.delays[route as usize].mean_days();
        let share = (bypass.share + bypass.more_per_day * days).min(bypass.at_most);
        let of = &self.items[item as usize];
        let share = share * (1.0 - self.deterrence(of.class));
        let round = u64::from(self.dossiers[item as usize].submissions);
        if of.key.part(BYPASS).child(round).uniform() >= share {
            return false;
        }
        let bypassed = Bypassed {
            route,
            instead: (disguise != NIL).then_some(disguise),
        };
        observer.bypassed(self.now, &of.subject(), bypassed);
        self.dossiers[item as usize].bypasses = true;
        self.file_for_audits(item, route, true);
        true
    }

    /// Remembers how long a decision took, where anybody goes by it.
    pub(super) fn note_delay(&mut self, item: u32, route: u32) {
        if let Some(bypass) = self.program.routes[route as usize].bypass {
            let delay = (self.now - self.dossiers[item as usize].asked).ticks();
            self.delays[route as usize].add(delay, bypass.latest);
        }
    }
}
