//! Freezes: for some time a step is not begun. What is under way there is finished.

use super::gates::Gate;
use super::program::Place;
use super::timers::Timer;
use super::world::{ItemState, World};
use crate::observation::{Block, Observer, Part};
use crate::time::Instant;

impl World<'_> {
    /// The freeze that keeps an item from a place now, and when it is over: of several the last to end.
    pub(super) fn frozen(&self, item: u32, place: &Place) -> Option<(Instant, u32)> {
        let class = self.items[item as usize].class - self.program.demands[place.demand as usize].first_class;
        let freezes = place
            .gates
            .freezes
            .iter()
            .filter(|freeze| freeze.classes[class as usize]);
        let holding = freezes.filter_map(|freeze| {
            let next = freeze.spans.partition_point(|span| span.1 <= self.now);
            let (from, to) = *freeze.spans.get(next)?;
            (from <= self.now).then_some((to, freeze.number))
        });
        holding.max()
    }

    /// An item would join a queue: a freeze holds it.
    pub(super) fn hold_while_frozen<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let program = self.program;
        let place = &program.places[self.items[item as usize].place as usize];
        let Some((until, freeze)) = self.frozen(item, place) else {
            return false;
        };
        self.dossier(item).gate = Gate::Freeze;
        self.hold(item, Part::Blocked, observer);
        let of = &self.items[item as usize];
        observer.blocked(self.now, &of.subject(), of.place, Block::Frozen { freeze });
        self.set_timer(item, Timer::Passage, until);
        true
    }

    /// A freeze begins: what waits for its first start is held.
    pub(super) fn freeze<O: Observer>(&mut self, observer: &mut O) {
        let program = self.program;
        for item in 1..self.items.len() as u32 {
            let of = &self.items[item as usize];
            if !matches!(of.state, ItemState::Open | ItemState::Branch) || !of.has_dossier {
                continue;
            }
            let place = &program.places[of.place as usize];
            if !place.gates.freezes.is_empty() && self.frozen(item, place).is_some() && self.give_up(item, observer) {
                self.hold_while_frozen(item, observer);
            }
        }
    }
}
