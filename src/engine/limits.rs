//! Limits on work in progress: who has a place, who waits for one, who is let in.
//!
//! An item has places in up to three limits: of its stream, of its team, of its step. It takes those that it needs all at once
//! or none, and stands in the line of the first that is full. Where a line is of the waiting kind the most urgent is first;
//! else whoever was blocked first. Nobody overtakes in a line.

use super::gates::Gate;
use super::program::{NIL, Place};
use super::queues::DUMMY;
use super::world::{Item, Lane, World};
use crate::model::{MOST_PRIORITIES, WhenFull};
use crate::observation::{Block, Observer, Part, Staff};
use crate::time::Instant;

/// What an item has of limits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Permits {
    /// The limits in which it has a place, of its stream, its team, its step; [`NIL`] where it has none.
    pub has: [u32; 3],
    /// The limit in whose line it stands, or [`NIL`].
    line: u32,
    /// Its number in the order of waiting.
    turn: u64,
    /// Who leads the people that it keeps, or [`NIL`].
    leader: u32,
}

impl Permits {
    /// Whether it stands in a line.
    pub fn waits(&self) -> bool {
        self.line != NIL
    }

    /// None at all.
    pub const NONE: Permits = Permits {
        has: [NIL; 3],
        line: NIL,
        turn: 0,
        leader: NIL,
    };
}

/// A limit in a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct LimitState {
    /// Places taken.
    pub taken: u32,
    /// Who waits, by priority; all in the first where who was blocked first is let in first.
    lines: [Lane; MOST_PRIORITIES],
}

/// All limits in a run.
#[derive(Clone, Debug, Default)]
pub(super) struct LimitStates {
    pub states: Vec<LimitState>,
    turns: u64,
    /// Limits of which a place was given back, still to be offered.
    freed: Vec<u32>,
    /// Items that wait and keep a place elsewhere, first blocked first.
    pub blocked: Vec<u32>,
    /// The search for a cycle: items, and where in it each was come from.
    pub search: Vec<(u32, usize)>,
    pub cycle: Vec<u32>,
    /// Who leads the people who have just ended work on the item that goes on, where they can be kept; else [`NIL`].
    pub keepable: u32,
}

impl LimitStates {
    pub fn reset(&mut self, count: usize) {
        let free = LimitState {
            taken: 0,
            lines: [Lane::EMPTY; MOST_PRIORITIES],
        };
        self.states.clear();
        self.states.resize(count, free);
        self.turns = 0;
        self.freed.clear();
        self.blocked.clear();
        self.keepable = NIL;
    }
}

/// Those of the limits that there are and that are not among `others`.
pub(super) fn without(limits: [u32; 3], others: [u32; 3]) -> impl Iterator<Item = u32> {
    limits
        .into_iter()
        .filter(move |limit| *limit != NIL && !others.contains(limit))
}

impl World<'_> {
    /// An item asks to be let into its place: whether it is. Otherwise it waits in a line, or has been turned away.
    pub(super) fn passes_limits<O: Observer>(&mut self, number: u32, observer: &mut O) -> bool {
        let place = &self.program.places[self.items[number as usize].place as usize];
        if place.limits == [NIL; 3] {
            return true;
        }
        let has = self.dossier(number).permits.has;
        let Some(line) = without(place.limits, has).find(|&limit| self.is_closed(limit, NIL)) else {
            self.exchange(number, place.limits);
            self.offer_places(observer);
            return true;
        };
        let full = without(place.limits, has).filter(|&limit| self.is_closed(limit, NIL));
        match full.map(|limit| self.program.limits[limit as usize].when_full).max() {
            Some(WhenFull::TurnAway) => self.end(number, false, observer),
            Some(how) => self.wait_in_line(number, place, line, how, observer),
            None => {}
        }
        false
    }

    fn wait_in_line<O: Observer>(&mut self, number: u32, place: &Place, line: u32, how: WhenFull, observer: &mut O) {
        self.limits.turns += 1;
        let turn = self.limits.turns;
        self.dossier(number).permits.turn = turn;
        if how == WhenFull::Wait {
            self.give_back(number, place.limits);
        }
        let mut people = 0;
        if how == WhenFull::Hold && self.limits.keepable != NIL {
            let leader = std::mem::replace(&mut self.limits.keepable, NIL);
            people = self.crew_size(leader);
            observer.staff(self.now, self.people[leader as usize].team, Staff::Kept, people as i32);
            self.dossier(number).permits.leader = leader;
            self.give_to_crew(leader, number);
            // It never comes; it says who leads.
            self.agenda.set_completion(leader, Instant::NEVER);
        }
        self.stand_in_line(number, line);
        self.block(number, Block::Full { people, limit: line }, observer);
        let keeps = without(self.dossier(number).permits.has, place.limits).next().is_some();
        if keeps {
            self.limits.blocked.push(number);
            self.turn_cycle(number, observer);
        }
        self.offer_places(observer);
    }

    /// Whether an item that needs a place of a limit has to wait: none is free, or others wait, unless it is the first of them.
    fn is_closed(&self, limit: u32, first_of: u32) -> bool {
        limit != first_of && self.first_in_line(limit).is_some() || self.is_full(limit)
    }

    pub(super) fn is_full(&self, limit: u32) -> bool {
        self.limits.states[limit as usize].taken >= self.program.limits[limit as usize].items
    }

    fn first_in_line(&self, limit: u32) -> Option<u32> {
        let lines = &self.limits.states[limit as usize].lines;
        lines.iter().find(|line| !line.is_empty()).map(|line| line.first)
    }

    /// Takes the places of `limits` that the item has not, and gives the others back.
    pub(super) fn exchange(&mut self, number: u32, limits: [u32; 3]) {
        let has = self.dossiers[number as usize].permits.has;
        for limit in without(limits, has) {
            self.limits.states[limit as usize].taken += 1;
        }
        self.give_back(number, limits);
        self.dossiers[number as usize].permits.has = limits;
    }

    /// Gives back the places that are not of `but`.
    fn give_back(&mut self, number: u32, but: [u32; 3]) {
        for limit in &mut self.dossiers[number as usize].permits.has {
            if *limit != NIL && !but.contains(limit) {
                self.limits.states[*limit as usize].taken -= 1;
                self.limits.freed.push(*limit);
                *limit = NIL;
            }
        }
    }

    /// An item leaves where it is for `target`, or for good: where nothing there can block it, it gives its places back.
    pub(super) fn leave_places<O: Observer>(&mut self, number: u32, target: u32, observer: &mut O) {
        if self.program.limits.is_empty() {
            return;
        }
        let needs = match target {
            NIL => [NIL; 3],
            _ => self.program.places[target as usize].limits,
        };
        let has = self.dossier(number).permits.has;
        let blocks = |limit: u32| {
            matches!(
                self.program.limits[limit as usize].when_full,
                WhenFull::Block | WhenFull::Hold
            )
        };
        if !without(needs, has).any(blocks) {
            self.give_back(number, needs);
            self.offer_places(observer);
        }
    }

    /// An item is in no step for a while: it keeps its place in the stream, and no other.
    pub(super) fn keep_only_the_stream<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let stream = self.dossier(number).permits.has[0];
        self.give_back(number, [stream, NIL, NIL]);
        self.offer_places(observer);
    }

    /// An item that is not to go on stands in no line any more, and gives all its places back.
    pub(super) fn forget_permits<O: Observer>(&mut self, number: u32, observer: &mut O) {
        self.step_out_of_line(number, observer);
        self.give_back(number, [NIL; 3]);
        self.offer_places(observer);
    }

    /// An item that is not to go on leaves the line in which it stands, if any, and whom it keeps.
    pub(super) fn step_out_of_line<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let line = self.dossiers[number as usize].permits.line;
        if line != NIL {
            self.leave_line(number, observer);
            // Whoever stood behind it may be able to go.
            self.limits.freed.push(line);
            self.offer_places(observer);
        }
    }

    /// Lets in who waits for places that were given back.
    fn offer_places<O: Observer>(&mut self, observer: &mut O) {
        while let Some(limit) = self.limits.freed.pop() {
            while !self.is_full(limit) {
                let Some(item) = self.first_in_line(limit) else { break };
                let place = &self.program.places[self.items[item as usize].place as usize];
                let has = self.dossiers[item as usize].permits.has;
                match without(place.limits, has).find(|&other| self.is_closed(other, limit)) {
                    None => {
                        self.exchange(item, place.limits);
                        self.let_in(item, observer);
                    }
                    Some(other) => {
                        self.unlink_from_line(item);
                        self.stand_in_line(item, other);
                        if self.limits.blocked.contains(&item) {
                            self.turn_cycle(item, observer);
                        }
                    }
                }
            }
        }
    }

    /// An item that has its places goes on.
    pub(super) fn let_in<O: Observer>(&mut self, number: u32, observer: &mut O) {
        self.leave_line(number, observer);
        World::let_go(self, number, false, observer);
        self.pass_from(number, Gate::Limits.next(), observer);
    }

    /// Holds an item that waits for other items.
    pub(super) fn block<O: Observer>(&mut self, number: u32, by: Block, observer: &mut O) {
        self.hold(number, Part::Blocked, observer);
        let of = &self.items[number as usize];
        observer.blocked(self.now, &of.subject(), of.place, by);
    }

    /// Out of its line: the people whom it keeps are free.
    fn leave_line<O: Observer>(&mut self, number: u32, observer: &mut O) {
        self.unlink_from_line(number);
        self.limits.blocked.retain(|&other| other != number);
        self.stop_keeping(number, observer);
    }

    fn stop_keeping<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let leader = std::mem::replace(&mut self.dossiers[number as usize].permits.leader, NIL);
        if leader != NIL {
            let people = self.crew_size(leader);
            let item = &self.items[number as usize];
            let since = item.since;
            let team = self.people[leader as usize].team;
            observer.kept(self.now, team, people, (self.now - since).ticks());
            observer.staff(self.now, team, Staff::Kept, -(people as i32));
            self.agenda.unset_completion(leader);
            self.release_crew(leader, observer);
        }
    }

    /// Somebody who is kept has to leave: all who are kept are free, and the item is blocked without them. False where the item
    /// keeps nobody.
    pub(super) fn part_from_kept<O: Observer>(&mut self, number: u32, observer: &mut O) -> bool {
        let keeps = self.items[number as usize].has_dossier && self.dossiers[number as usize].permits.leader != NIL;
        if keeps {
            self.stop_keeping(number, observer);
        }
        keeps
    }

    fn crew_size(&self, leader: u32) -> u32 {
        let (mut size, mut person) = (1, self.people[leader as usize].crew);
        while person != NIL && person != leader {
            size += 1;
            person = self.people[person as usize].crew;
        }
        size
    }

    fn line_of(&self, number: u32, limit: u32) -> usize {
        match self.program.limits[limit as usize].when_full {
            WhenFull::Wait => usize::from(self.items[number as usize].priority) % MOST_PRIORITIES,
            WhenFull::Block | WhenFull::Hold | WhenFull::TurnAway => 0,
        }
    }

    /// Puts an item in a line, in the order of waiting: mostly at the end.
    fn stand_in_line(&mut self, number: u32, limit: u32) {
        let turn = self.dossiers[number as usize].permits.turn;
        self.dossiers[number as usize].permits.line = limit;
        let index = self.line_of(number, limit);
        let line = &mut self.limits.states[limit as usize].lines[index];
        let later = |item: u32| self.dossiers[item as usize].permits.turn > turn;
        if line.is_empty() || !later(line.last) {
            line.append(number, &mut self.items);
            return;
        }
        let (mut before, mut after) = (DUMMY, line.first);
        while !later(after) {
            (before, after) = (after, self.items[after as usize].next);
        }
        self.items[number as usize].next = after;
        match before {
            DUMMY => line.first = number,
            _ => self.items[before as usize].next = number,
        }
    }

    /// Gives an item another priority; where it stands in a line, in the line of that priority.
    pub(super) fn set_priority(&mut self, number: u32, priority: u8) {
        let waits = self.items[number as usize].has_dossier && self.dossiers[number as usize].permits.waits();
        if !waits {
            self.items[number as usize].priority = priority;
            return;
        }
        let limit = self.dossiers[number as usize].permits.line;
        self.unlink_from_line(number);
        self.items[number as usize].priority = priority;
        self.stand_in_line(number, limit);
    }

    fn unlink_from_line(&mut self, number: u32) {
        let limit = std::mem::replace(&mut self.dossiers[number as usize].permits.line, NIL);
        let index = self.line_of(number, limit);
        self.limits.states[limit as usize].lines[index].remove(number, &mut self.items);
    }
}

impl Lane {
    /// Adds an item at the end.
    pub fn append(&mut self, number: u32, items: &mut [Item]) {
        if self.is_empty() {
            self.first = number;
        } else {
            items[self.last as usize].next = number;
        }
        self.last = number;
    }

    /// Takes an item out, wherever it stands.
    pub fn remove(&mut self, number: u32, items: &mut [Item]) {
        let (mut before, mut item) = (DUMMY, self.first);
        while item != number {
            (before, item) = (item, items[item as usize].next);
        }
        let after = items[number as usize].next;
        let was_last = self.last == number;
        match before {
            DUMMY => self.first = after,
            _ => items[before as usize].next = after,
        }
        if was_last {
            self.last = before;
        }
    }
}
