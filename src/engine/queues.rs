//! Queues: who waits for which team, and who is next.

use super::program::NIL;
use super::world::World;

impl World<'_> {
    /// Adds an item to the end of its class in its team's queue; it waits from now.
    #[inline(always)]
    pub(super) fn enqueue(&mut self, item: u32) {
        let team = self.begin_wait(item);
        let lane = self.lane(team, item);
        self.items[item as usize].next = NIL;
        let ends = &mut self.lanes[lane];
        if ends.last == NIL {
            ends.first = item;
        } else {
            self.items[ends.last as usize].next = item;
        }
        self.lanes[lane].last = item;
    }

    /// Adds an item to the front of its class: its work was interrupted.
    pub(super) fn enqueue_first(&mut self, item: u32) {
        let team = self.begin_wait(item);
        let lane = self.lane(team, item);
        let ends = &mut self.lanes[lane];
        self.items[item as usize].next = ends.first;
        ends.first = item;
        if ends.last == NIL {
            ends.last = item;
        }
    }

    #[inline(always)]
    fn begin_wait(&mut self, item: u32) -> u32 {
        let now = self.now;
        let team = self.program.places[self.items[item as usize].place as usize].team;
        let callable = self.is_callable(item, team);
        let waiting = &mut self.items[item as usize];
        let state = &mut self.teams[team as usize];
        waiting.since = now;
        state.waiting |= 1 << waiting.priority;
        if callable {
            state.callable += 1;
            waiting.closed_mark = state.closed_on_call.until(now);
        } else {
            waiting.closed_mark = state.closed.until(now);
        }
        self.unsettle(team);
        team
    }

    /// Ends an item's wait: in ticks, how much of it the team was closed for.
    #[inline(always)]
    pub(super) fn end_wait(&mut self, item: u32, team: u32) -> i64 {
        let now = self.now;
        let callable = self.is_callable(item, team);
        let waiting = &self.items[item as usize];
        let state = &mut self.teams[team as usize];
        if callable {
            state.callable -= 1;
            state.closed_on_call.until(now) - waiting.closed_mark
        } else {
            state.closed.until(now) - waiting.closed_mark
        }
    }

    /// Whether people on call can be called for an item. They work alone: what takes several people waits for a shift.
    #[inline(always)]
    fn is_callable(&self, item: u32, team: u32) -> bool {
        let Some(on_call) = &self.program.teams[team as usize].on_call else {
            return false;
        };
        let of = &self.items[item as usize];
        on_call.classes[of.class as usize] && self.program.places[of.place as usize].people == 1
    }

    #[inline(always)]
    fn lane(&self, team: u32, item: u32) -> usize {
        team as usize * self.program.priorities as usize + self.items[item as usize].priority as usize
    }

    /// The item that is next for a team whose queue is not empty.
    #[inline(always)]
    pub(super) fn next_in_line(&self, team: u32) -> u32 {
        let priority = self.teams[team as usize].waiting.trailing_zeros() as usize;
        self.lanes[team as usize * self.program.priorities as usize + priority].first
    }

    /// Takes the item that is next off a team's queue.
    #[inline(always)]
    pub(super) fn take_next(&mut self, team: u32) -> u32 {
        let priority = self.teams[team as usize].waiting.trailing_zeros() as usize;
        let lane = team as usize * self.program.priorities as usize + priority;
        let item = self.lanes[lane].first;
        let next = self.items[item as usize].next;
        self.lanes[lane].first = next;
        if next == NIL {
            self.lanes[lane].last = NIL;
            self.teams[team as usize].waiting &= !(1 << priority);
        }
        item
    }

    /// Takes the first waiting item that people on call can be called for, if there is one.
    pub(super) fn take_callable(&mut self, team: u32) -> Option<u32> {
        let first_lane = team as usize * self.program.priorities as usize;
        for lane in first_lane..first_lane + self.program.priorities as usize {
            let (mut before, mut item) = (NIL, self.lanes[lane].first);
            while item != NIL {
                let next = self.items[item as usize].next;
                if self.is_callable(item, team) {
                    self.unlink(team, lane, before, item, next);
                    return Some(item);
                }
                (before, item) = (item, next);
            }
        }
        None
    }

    fn unlink(&mut self, team: u32, lane: usize, before: u32, item: u32, next: u32) {
        if before == NIL {
            self.lanes[lane].first = next;
        } else {
            self.items[before as usize].next = next;
        }
        if self.lanes[lane].last == item {
            self.lanes[lane].last = before;
        }
        if self.lanes[lane].first == NIL {
            let priority = lane - team as usize * self.program.priorities as usize;
            self.teams[team as usize].waiting &= !(1 << priority);
        }
    }
}
