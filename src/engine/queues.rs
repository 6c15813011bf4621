//! Queues: who waits for which team, and who is next.

use super::program::{NIL, Place};
use super::world::{Item, Lane, Team, World};
use crate::model::MOST_PRIORITIES;
use crate::observation::Observer;
use crate::time::Instant;

/// The item that stands for the last one of an empty queue, so that joining a queue takes no branch.
pub(super) const DUMMY: u32 = 0;

impl Lane {
    /// A queue without items.
    pub const EMPTY: Lane = Lane {
        first: NIL,
        last: DUMMY,
    };

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.last == DUMMY
    }
}

impl Team {
    #[inline(always)]
    fn lane(&mut self, priority: u8) -> &mut Lane {
        &mut self.lanes[usize::from(priority & self.list_mask) % MOST_PRIORITIES]
    }

    /// The most urgent priority of what waits; something does. The highest bit, which stands for no priority, spares the
    /// processor the case of no bit at all.
    #[inline(always)]
    pub(super) fn most_urgent(&self) -> u8 {
        (self.waiting | 1 << 31).trailing_zeros() as u8
    }

    /// Takes the item that is next off the lists; something waits there.
    #[inline(always)]
    pub(super) fn advance(&mut self, item: u32, after: u32) {
        let priority = self.most_urgent();
        let lane = &mut self.lanes[usize::from(priority) % MOST_PRIORITIES];
        let was_last = lane.last == item;
        lane.first = after;
        lane.last = if was_last { DUMMY } else { lane.last };
        self.waiting &= !(u32::from(was_last) << priority);
    }

    /// The item that is first in the most urgent list; something waits there.
    #[inline(always)]
    pub(super) fn first_in_lists(&self) -> u32 {
        self.lanes[usize::from(self.most_urgent()) % MOST_PRIORITIES].first
    }

    /// The item that is next; something waits.
    #[inline(always)]
    pub(super) fn next_in_line(&self) -> u32 {
        if self.is_ranked {
            return self.ranking.next();
        }
        self.first_in_lists()
    }

    /// Takes the item that is next, `item`, off the queue; `after` is the item that follows it there, if any does.
    #[inline(always)]
    pub(super) fn take_next(&mut self, item: u32, after: u32) {
        if self.is_ranked {
            let none = self.ranking.take_next();
            self.waiting = if none { 0 } else { self.waiting };
            return;
        }
        self.advance(item, after);
    }
}

impl World<'_> {
    /// Adds an item to the end of its class in the queue of its place's team; it waits from now, and the team looks for work
    /// at the end of this instant.
    pub(super) fn enqueue(&mut self, item: u32) {
        let place = &self.program.places[self.items[item as usize].place as usize];
        self.join(item, place);
        self.unsettle(place.team);
    }

    /// Adds an item to the end of its class in the queue of a place's team; it waits from now. Whether anybody there is idle, or
    /// can be called. The visit is drawn here and not when work starts, where the next event would have to wait for the draw.
    #[inline(always)]
    pub(super) fn join(&mut self, number: u32, place: &Place) -> bool {
        let (item, team) = (&mut self.items[number as usize], &mut self.teams[place.team as usize]);
        if !(place.plain & team.plain) | self.switches.draws_apart {
            return self.join_specially(number, place);
        }
        let before = self.program.line_up(self.now, (number, item), place, team);
        let idle = team.idle > 0;
        self.items[before as usize].next = number;
        idle
    }

    /// The same where the place or its team is not plain, or more decides about a visit than its place.
    #[inline(never)]
    fn join_specially(&mut self, number: u32, place: &Place) -> bool {
        if self.switches.draws_apart {
            self.draw_apart(number);
        } else {
            let item = &mut self.items[number as usize];
            self.program.draw_visit(number, item, place, &self.dossiers);
        }
        let item = &mut self.items[number as usize];
        let team = &mut self.teams[place.team as usize];
        self.program.begin_wait(self.now, item, place, team);
        let looks = team.idle > 0 || team.special;
        if team.is_ranked {
            self.rank(number, place, false);
            return looks;
        }
        let lane = team.lane(item.priority);
        lane.first = if lane.is_empty() { number } else { lane.first };
        let before = std::mem::replace(&mut lane.last, number);
        self.items[before as usize].next = number;
        looks
    }

    /// Adds an item to the front of its class: its work was interrupted.
    pub(super) fn enqueue_first(&mut self, number: u32) {
        let item = &mut self.items[number as usize];
        let place = &self.program.places[item.place as usize];
        let team = &mut self.teams[place.team as usize];
        self.program.begin_wait(self.now, item, place, team);
        if team.is_ranked {
            self.rank(number, place, true);
        } else {
            let lane = team.lane(item.priority);
            item.next = lane.first;
            lane.first = number;
            if lane.is_empty() {
                lane.last = number;
            }
        }
        self.unsettle(place.team);
    }

    /// Adds an item that was waiting elsewhere, its visit drawn already, to the end of its class.
    pub(super) fn wait_again(&mut self, number: u32) {
        let item = &mut self.items[number as usize];
        let place = &self.program.places[item.place as usize];
        let team = &mut self.teams[place.team as usize];
        self.program.begin_wait(self.now, item, place, team);
        self.append(number);
        self.unsettle(place.team);
    }

    /// Lists what waits for a team, the next one first.
    pub(super) fn list_waiting(&self, team: u32, into: &mut Vec<u32>) {
        let state = &self.teams[team as usize];
        into.extend(state.ranking.items());
        for lane in state.lanes.iter().filter(|lane| !lane.is_empty()) {
            let mut item = lane.first;
            into.push(item);
            while item != lane.last {
                item = self.items[item as usize].next;
                into.push(item);
            }
        }
    }

    /// Takes an item off its queue, wherever in it it is; its wait there ends. False where it is in none.
    pub(super) fn leave_queue<O: Observer>(&mut self, number: u32, observer: &mut O) -> bool {
        let item = &self.items[number as usize];
        let place = &self.program.places[item.place as usize];
        if !self.withdraw(number) {
            return false;
        }
        let team = &mut self.teams[place.team as usize];
        let item = &mut self.items[number as usize];
        let waited = self
            .program
            .count_wait(self.now, (number, item), place, team, &mut self.dossiers);
        observer.left(self.now, &item.subject(), item.place, waited);
        true
    }

    /// Takes the first waiting item that people on call can be called for, if there is one.
    pub(super) fn take_callable(&mut self, team: u32) -> Option<u32> {
        if self.teams[team as usize].is_ranked {
            return self.take_callable_of_ranked(team);
        }
        for priority in 0..MOST_PRIORITIES {
            let lane = self.teams[team as usize].lanes[priority];
            let (mut before, mut item) = (DUMMY, lane.first);
            while !lane.is_empty() {
                let of = &self.items[item as usize];
                let place = &self.program.places[of.place as usize];
                if self.program.is_callable(place, self.program.seen_class(of)) {
                    self.unlink(team, priority, before, item);
                    return Some(item);
                }
                if item == lane.last {
                    break;
                }
                (before, item) = (item, self.items[item as usize].next);
            }
        }
        None
    }

    fn take_callable_of_ranked(&mut self, team: u32) -> Option<u32> {
        let callable = |item: &u32| {
            let of = &self.items[*item as usize];
            self.program
                .is_callable(&self.program.places[of.place as usize], self.program.seen_class(of))
        };
        let item = self.teams[team as usize].ranking.items().find(callable)?;
        self.withdraw(item);
        Some(item)
    }

    /// Takes an item off the queue of its place's team, if it is in it.
    pub(super) fn withdraw(&mut self, number: u32) -> bool {
        let of = &self.items[number as usize];
        let team = self.program.places[of.place as usize].team;
        let state = &mut self.teams[team as usize];
        if state.is_ranked {
            let found = state.ranking.remove(number);
            state.waiting = if state.ranking.is_empty() { 0 } else { state.waiting };
            return found;
        }
        let list = usize::from(of.priority & state.list_mask) % MOST_PRIORITIES;
        let lane = state.lanes[list];
        let (mut before, mut item) = (DUMMY, lane.first);
        while !lane.is_empty() {
            if item == number {
                self.unlink(team, list, before, item);
                return true;
            }
            if item == lane.last {
                break;
            }
            (before, item) = (item, self.items[item as usize].next);
        }
        false
    }

    /// Puts an item, whose wait goes on, at the end of its class in the queue of its place's team.
    pub(super) fn append(&mut self, number: u32) {
        let item = &self.items[number as usize];
        let place = &self.program.places[item.place as usize];
        let team = &mut self.teams[place.team as usize];
        if team.is_ranked {
            self.rank(number, place, false);
            return;
        }
        let lane = team.lane(item.priority);
        lane.first = if lane.is_empty() { number } else { lane.first };
        let before = std::mem::replace(&mut lane.last, number);
        self.items[before as usize].next = number;
    }

    /// How many items wait for a team, those of batches each for itself.
    pub(super) fn queue_length(&self, team: u32) -> u32 {
        let state = &self.teams[team as usize];
        if state.is_ranked {
            return state.ranking.items().map(|item| self.items_in(item)).sum();
        }
        let length = |lane: &Lane| {
            if lane.is_empty() {
                return 0;
            }
            let (mut count, mut item) = (self.items_in(lane.first), lane.first);
            while item != lane.last {
                item = self.items[item as usize].next;
                count += self.items_in(item);
            }
            count
        };
        state.lanes.iter().map(length).sum()
    }

    fn unlink(&mut self, team: u32, priority: usize, before: u32, item: u32) {
        let next = self.items[item as usize].next;
        let state = &mut self.teams[team as usize];
        let lane = &mut state.lanes[priority];
        let was_last = lane.last == item;
        match before {
            DUMMY => lane.first = next,
            _ => self.items[before as usize].next = next,
        }
        if was_last {
            lane.last = before;
        }
        if lane.is_empty() {
            state.waiting &= !(1 << priority);
        }
    }
}

impl super::Program {
    /// Draws an item's visit to a plain place of a plain team, and puts it at the end of its class in the queue there; it waits from
    /// now. Returns the item behind which it stands, which is to be told so.
    #[inline(always)]
    pub(super) fn line_up(
        &self,
        now: Instant,
        (number, item): (u32, &mut Item),
        place: &Place,
        team: &mut Team,
    ) -> u32 {
        self.draw_at_step(item, place);
        item.since = now;
        item.closed_mark = team.closed.until(now);
        let list = item.priority & team.list_mask;
        team.waiting |= 1 << list;
        let lane = &mut team.lanes[usize::from(list) % MOST_PRIORITIES];
        lane.first = if lane.is_empty() { number } else { lane.first };
        std::mem::replace(&mut lane.last, number)
    }

    /// An item waits for a place's team from now.
    #[inline(always)]
    pub(super) fn begin_wait(&self, now: Instant, item: &mut Item, place: &Place, team: &mut Team) {
        item.since = now;
        item.closed_mark = team.closed.until(now);
        team.waiting |= 1 << (item.priority & team.list_mask);
        if team.has_on_call && self.is_callable(place, self.seen_class(item)) {
            team.callable += 1;
            item.closed_mark = team.closed_on_call.until(now);
        }
    }

    /// The wait of an item for a place's team ends now: the ticks of it in which the team was closed.
    #[inline(always)]
    pub(super) fn end_wait(&self, now: Instant, item: &Item, place: &Place, team: &mut Team) -> i64 {
        if team.has_on_call && self.is_callable(place, self.seen_class(item)) {
            team.callable -= 1;
            return team.closed_on_call.until(now) - item.closed_mark;
        }
        team.closed.until(now) - item.closed_mark
    }
}
