//! Items that leave a batch on their own, or become more urgent in it.

use super::batch::Stage;
use super::program::{NIL, Place};
use super::queues::DUMMY;
use super::timers::Timer;
use super::world::World;
use crate::model::MOST_PRIORITIES;
use crate::observation::{Among, Observer};
use crate::time::Instant;

impl World<'_> {
    /// Takes an item out of its batch, wherever that is; its time up to now is counted. The others go on without it. False where it
    /// is in none, or is the last one at work: then it is as if it had been alone.
    pub(super) fn leave_batch<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let Some(batch) = self.batch_of(item) else {
            return false;
        };
        let state = &mut self.batches.all[batch as usize];
        let Some(at) = state.members.iter().position(|member| member.item == item) else {
            return false;
        };
        state.members.remove(at);
        let (stage, lead, last) = (state.stage, state.lead, state.members.is_empty());
        self.dossiers[item as usize].batch = NIL;
        if last {
            self.batches.end(batch);
        }
        if stage == Stage::Gathers {
            self.dossiers[item as usize].timers[Timer::Passage as usize] = Instant::NEVER;
            self.let_go(item, false, observer);
            return true;
        }
        let worker = self.people.iter().position(|person| person.item == lead);
        match worker {
            Some(_) if last => return false,
            Some(worker) => {
                if item == lead {
                    self.take_over_work(batch, worker as u32);
                }
                let own = self.program.places[self.items[item as usize].place as usize].team;
                self.stop_sharing(item, own, (true, Among::NONE), observer);
            }
            None if last => {
                self.leave_queue(item, observer);
            }
            None => {
                if item == lead {
                    self.take_over_place(batch);
                }
                self.end_wait_in_batch(item, observer);
            }
        }
        true
    }

    /// An item's patience with its batch is over: it leaves, unless work on the batch has begun.
    pub(super) fn give_up_on_batch<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let team = self.program.places[self.items[item as usize].place as usize].team;
        let begun = |batch: u32| self.batches.all[batch as usize].stage == Stage::Begun;
        if self.batch_of(item).is_some_and(begun) || !self.leave_batch(item, observer) {
            return false;
        }
        self.unsettle(team);
        true
    }

    /// The lead of a batch at work has gone: another item stands for it, and the work goes on.
    fn take_over_work(&mut self, batch: u32, worker: u32) {
        let old = self.batches.all[batch as usize].lead;
        let new = self.most_urgent_of(batch);
        self.batches.all[batch as usize].lead = new;
        self.items[new as usize].remaining = self.items[old as usize].remaining;
        let leader = self.leader_of(worker);
        self.give_to_crew(leader, new);
    }

    /// The lead of a batch in the queue is to go: another item takes its place there, or the one that its own urgency gives it.
    fn take_over_place(&mut self, batch: u32) {
        let state = &self.batches.all[batch as usize];
        let (old, begun) = (state.lead, state.stage == Stage::Begun);
        let new = self.most_urgent_of(batch);
        self.batches.all[batch as usize].lead = new;
        if begun {
            self.items[new as usize].remaining = self.items[old as usize].remaining;
        }
        let place = &self.program.places[self.items[old as usize].place as usize];
        let alike = self.items[old as usize].priority == self.items[new as usize].priority;
        if alike && !self.teams[place.team as usize].is_ranked {
            self.replace_in_lane(old, new, place);
        } else {
            self.withdraw(old);
            self.stand_for_batch(new, begun);
        }
    }

    /// Puts an item where another one stands in a queue.
    fn replace_in_lane(&mut self, old: u32, new: u32, place: &Place) {
        let team = &mut self.teams[place.team as usize];
        let list = usize::from(self.items[old as usize].priority & team.list_mask) % MOST_PRIORITIES;
        let lane = &mut team.lanes[list];
        self.items[new as usize].next = self.items[old as usize].next;
        if lane.last == old {
            lane.last = new;
        }
        if lane.first == old {
            lane.first = new;
            return;
        }
        let mut before = lane.first;
        while before != DUMMY && self.items[before as usize].next != old {
            before = self.items[before as usize].next;
        }
        self.items[before as usize].next = new;
    }

    /// An item of a batch that waits gets its right priority: the batch stands in the queue as the most urgent of its items does.
    /// False where the item is in no such batch.
    pub(super) fn correct_in_batch<O: Observer>(&mut self, item: u32, right: u8, observer: &mut O) -> bool {
        let Some(batch) = self.batch_of(item) else {
            return false;
        };
        let state = &self.batches.all[batch as usize];
        if state.stage != Stage::Waits {
            return false;
        }
        self.withdraw(state.lead);
        self.items[item as usize].priority = right;
        observer.corrected(self.now, &self.items[item as usize].subject(), u32::from(right));
        let new = self.most_urgent_of(batch);
        self.batches.all[batch as usize].lead = new;
        self.stand_for_batch(new, false);
        true
    }
}
