//! Queues: who waits for which team, and who is next.

use super::program::{NIL, Place};
use super::world::{Item, Lane, Team, World};
use crate::model::MOST_PRIORITIES;
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
        &mut self.lanes[usize::from(priority) % MOST_PRIORITIES]
    }

    /// The most urgent priority of what waits; something does. The highest bit, which stands for no priority, spares the
    /// processor the case of no bit at all.
    #[inline(always)]
    fn most_urgent(&self) -> u8 {
        (self.waiting | 1 << 31).trailing_zeros() as u8
    }

    /// The item that is next; something waits.
    #[inline(always)]
    pub(super) fn next_in_line(&self) -> u32 {
        self.lanes[usize::from(self.most_urgent()) % MOST_PRIORITIES].first
    }

    /// Takes the item that is next, `item`, off the queue; `after` is the item that follows it there, if any does.
    #[inline(always)]
    pub(super) fn take_next(&mut self, item: u32, after: u32) {
        let priority = self.most_urgent();
        let lane = self.lane(priority);
        let was_last = lane.last == item;
        lane.first = after;
        lane.last = if was_last { DUMMY } else { lane.last };
        self.waiting &= !(u32::from(was_last) << priority);
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
        let item = &mut self.items[number as usize];
        let team = &mut self.teams[place.team as usize];
        self.program.draw_visit(number, item, place, &self.dossiers);
        self.program.begin_wait(self.now, item, place, team);
        let lane = team.lane(item.priority);
        lane.first = if lane.is_empty() { number } else { lane.first };
        let before = std::mem::replace(&mut lane.last, number);
        let idle = team.idle > 0 || team.has_on_call;
        self.items[before as usize].next = number;
        idle
    }

    /// Adds an item to the front of its class: its work was interrupted.
    pub(super) fn enqueue_first(&mut self, number: u32) {
        let item = &mut self.items[number as usize];
        let place = &self.program.places[item.place as usize];
        let team = &mut self.teams[place.team as usize];
        self.program.begin_wait(self.now, item, place, team);
        let lane = team.lane(item.priority);
        item.next = lane.first;
        lane.first = number;
        if lane.is_empty() {
            lane.last = number;
        }
        self.unsettle(place.team);
    }

    /// Takes the first waiting item that people on call can be called for, if there is one.
    pub(super) fn take_callable(&mut self, team: u32) -> Option<u32> {
        for priority in 0..MOST_PRIORITIES {
            let lane = self.teams[team as usize].lanes[priority];
            let (mut before, mut item) = (DUMMY, lane.first);
            while !lane.is_empty() {
                let of = &self.items[item as usize];
                let place = &self.program.places[of.place as usize];
                if self.program.is_callable(place, of.class) {
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
    /// An item waits for a place's team from now.
    #[inline(always)]
    fn begin_wait(&self, now: Instant, item: &mut Item, place: &Place, team: &mut Team) {
        item.since = now;
        item.closed_mark = team.closed.until(now);
        team.waiting |= 1 << item.priority;
        if team.has_on_call && self.is_callable(place, item.class) {
            team.callable += 1;
            item.closed_mark = team.closed_on_call.until(now);
        }
    }

    /// The wait of an item for a place's team ends now: the ticks of it in which the team was closed.
    #[inline(always)]
    pub(super) fn end_wait(&self, now: Instant, item: &Item, place: &Place, team: &mut Team) -> i64 {
        if team.has_on_call && self.is_callable(place, item.class) {
            team.callable -= 1;
            return team.closed_on_call.until(now) - item.closed_mark;
        }
        team.closed.until(now) - item.closed_mark
    }
}
