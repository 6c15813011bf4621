//! Trains: items wait at a step for a departure, and those that leave with it go on together.

use super::agenda::Rank;
use super::board::Paper;
use super::program::NIL;
use super::world::World;
use crate::observation::{Block, Observer, Part};

/// A train between departures.
#[derive(Clone, Debug, Default)]
pub(super) struct Train {
    next_departure: usize,
    /// Items that wait, in the order in which they came.
    waiting: Vec<u32>,
    /// Who leaves at the departure under way, in their order.
    leaving: Vec<Paper>,
}

impl Train {
    /// Before the first departure, with nothing waiting.
    pub fn reset(&mut self) {
        self.next_departure = 0;
        self.waiting.clear();
    }
}

impl World<'_> {
    /// Schedules a train's next departure.
    pub(super) fn schedule_departure(&mut self, train: u32) {
        let departures = &self.program.trains[train as usize].departures;
        if let Some(&at) = departures.get(self.trains[train as usize].next_departure) {
            self.agenda.add(Rank::Departure, train, at);
        }
    }

    /// An item waits for the next departure of its place's train, where it has one.
    pub(super) fn wait_for_train<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let place = &self.program.places[self.items[item as usize].place as usize];
        let train = place.gates.train;
        if train == NIL {
            return false;
        }
        self.hold(item, Part::Batch, observer);
        let of = &self.items[item as usize];
        observer.blocked(self.now, &of.subject(), of.place, Block::Departure);
        self.trains[train as usize].waiting.push(item);
        true
    }

    /// A train leaves, with as many as there is room for of those that were there in time: the most urgent first, then what falls
    /// due first, then what has waited longest. The others wait for the next departure.
    #[inline(never)]
    pub(super) fn leave_with_train<O: Observer>(&mut self, train: u32, observer: &mut O) {
        let program = self.program;
        let of = &program.trains[train as usize];
        self.trains[train as usize].next_departure += 1;
        self.schedule_departure(train);
        let mut leaving = std::mem::take(&mut self.trains[train as usize].leaving);
        leaving.clear();
        for (number, &item) in self.trains[train as usize].waiting.iter().enumerate() {
            let waits = &self.items[item as usize];
            if (self.now - waits.since).ticks() >= of.cut_off {
                leaving.push(Paper {
                    priority: waits.priority,
                    due: self.due(item),
                    submitted: waits.since,
                    number,
                    item,
                });
            }
        }
        leaving.sort_unstable();
        let there = leaving.len();
        leaving.truncate(of.at_most as usize);
        let left_behind = there - leaving.len();
        observer.departed(self.now, train, leaving.len() as u32, left_behind as u32);
        let waiting = &mut self.trains[train as usize].waiting;
        leaving.iter().for_each(|paper| waiting[paper.number] = NIL);
        waiting.retain(|&item| item != NIL);
        for paper in &leaving {
            self.go_on(paper.item, observer);
        }
        self.trains[train as usize].leaving = leaving;
    }

    /// Takes an item that waits for a departure away from there; false where it does not.
    pub(super) fn leave_train<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let train = self.program.places[self.items[item as usize].place as usize]
            .gates
            .train;
        let Some(train) = self.trains.get_mut(train as usize) else {
            return false;
        };
        let Some(at) = train.waiting.iter().position(|waits| *waits == item) else {
            return false;
        };
        train.waiting.remove(at);
        self.let_go(item, false, observer);
        true
    }
}
