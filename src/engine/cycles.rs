//! Circles of blocked items: each waits for the place of the next, and all move at once.

use super::limits::without;
use super::world::World;
use crate::observation::Observer;

impl World<'_> {
    /// Where blocked items, `start` among them, wait for each other's places in a circle, all move at once.
    pub(super) fn turn_cycle<O: Observer>(&mut self, start: u32, observer: &mut O) {
        if !self.find_cycle(start) {
            return;
        }
        let mut cycle = std::mem::take(&mut self.limits.cycle);
        for &item in &cycle {
            let limits = self.program.places[self.items[item as usize].place as usize].limits;
            self.exchange(item, limits);
        }
        for item in cycle.drain(..) {
            self.let_in(item, observer);
        }
        self.limits.cycle = cycle;
    }

    /// Finds the shortest circle, first blocked first, in which each item's full limits are those in which the next one would
    /// give back its places.
    fn find_cycle(&mut self, start: u32) -> bool {
        let mut search = std::mem::take(&mut self.limits.search);
        search.clear();
        search.push((start, 0));
        let mut at = 0;
        let mut found = false;
        while at < search.len() && !found {
            let item = search[at].0;
            found = item != start && self.frees(start, item);
            if found {
                break;
            }
            for &next in &self.limits.blocked {
                if search.iter().all(|(known, _)| *known != next) && self.frees(next, item) {
                    search.push((next, at));
                }
            }
            at += 1;
        }
        let cycle = &mut self.limits.cycle;
        cycle.clear();
        if found {
            // Back from the one who frees the start, each to the one that it was found by; the start is the first.
            cycle.push(search[at].0);
            while at > 0 {
                at = search[at].1;
                cycle.push(search[at].0);
            }
        }
        cycle.reverse();
        self.limits.search = search;
        found && self.fits()
    }

    /// Whether `giver`, were it let in, would give back a place of every full limit that `taker` needs.
    fn frees(&self, giver: u32, taker: u32) -> bool {
        let needs = |item: u32| self.program.places[self.items[item as usize].place as usize].limits;
        let has = |item: u32| self.dossiers[item as usize].permits.has;
        let full = || without(needs(taker), has(taker)).filter(|&limit| self.is_full(limit));
        let gives = |limit: u32| without(has(giver), needs(giver)).any(|given| given == limit);
        full().next().is_some() && full().all(gives)
    }

    /// Whether every item of the cycle finds a place in what it needs when all of them move.
    fn fits(&self) -> bool {
        let needs = |item: &u32| self.program.places[self.items[*item as usize].place as usize].limits;
        let has = |item: &u32| self.dossiers[*item as usize].permits.has;
        let cycle = &self.limits.cycle;
        let wanted = cycle.iter().flat_map(|item| without(needs(item), has(item)));
        let fits = |limit: u32| {
            let taken = cycle
                .iter()
                .filter(|item| without(needs(item), has(item)).any(|one| one == limit));
            let given = cycle
                .iter()
                .filter(|item| without(has(item), needs(item)).any(|one| one == limit));
            let after = self.limits.states[limit as usize].taken as usize + taken.count() - given.count();
            after <= self.program.limits[limit as usize].items as usize
        };
        wanted.into_iter().all(fits)
    }
}
