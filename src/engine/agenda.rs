//! The agenda: what happens next.
//!
//! Things that have at most one future event each (a person's completion, a demand's next arrival, a shift, a meeting) are
//! *sources*, and own a leaf of a tournament tree: a complete binary tree in which every node holds the earlier of its two
//! children, so the root is the next event. Setting a leaf replays its path to the root with one branchless minimum per
//! level, where a heap would mispredict; there is nothing to cancel, because a source's event is overwritten. Events that
//! any number can be pending of (raised items that appear later, meetings under way) wait in a heap whose earliest has a
//! leaf like any source.
//!
//! The order of events is total and written once, in [`Rank`] and [`Agenda::key`]: time, then rank, then the order of
//! scheduling. A key is one 128-bit integer: 48 bits of ticks, 4 of rank, 44 of sequence and 32 of who.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::time::Instant;

/// What happens first among simultaneous events. The order is part of the language: completions, shift ends, shift starts,
/// overrides, meetings, arrivals; sampling sees all of them done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Rank {
    /// A person's work ends (who: person).
    Completion = 0,
    /// A person on call is ready to start (who: person).
    CallOut = 1,
    /// A board ends its discussion of an item (who: route).
    Decision = 2,
    /// A shift ends (who: shift).
    ShiftEnd = 3,
    /// A person goes to other duties (who: person).
    DutyStart = 4,
    /// A shift starts (who: shift).
    ShiftStart = 5,
    /// A person comes back from other duties (who: person).
    DutyEnd = 6,
    /// On-call hours begin or end (who: team).
    OnCall = 7,
    /// A board may meet (who: board).
    Meeting = 8,
    /// An item arrives from outside (who: demand).
    Arrival = 9,
    /// An item raised earlier appears (who: item).
    Appearance = 10,
    /// A sampling instant (who: nobody).
    Sample = 11,
}

impl Rank {
    const ALL: [Rank; 12] = [
        Rank::Completion,
        Rank::CallOut,
        Rank::Decision,
        Rank::ShiftEnd,
        Rank::DutyStart,
        Rank::ShiftStart,
        Rank::DutyEnd,
        Rank::OnCall,
        Rank::Meeting,
        Rank::Arrival,
        Rank::Appearance,
        Rank::Sample,
    ];
}

/// An event as it comes off the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// What.
    pub rank: Rank,
    /// Who, in the numbering that the rank says.
    pub who: u32,
}

const EMPTY: u128 = u128::MAX;
const TIME_SHIFT: u32 = 80;
const RANK_SHIFT: u32 = 76;
const SEQUENCE_SHIFT: u32 = 32;

/// Node 0 is no node: it holds a key before all others, so that climbing past the root stops.
fn empty_nodes(leaves: usize) -> Vec<u128> {
    let mut nodes = vec![EMPTY; 2 * leaves];
    nodes[0] = 0;
    nodes
}

/// Future events.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// Node 1 is the root; node `leaves + source` is a source's leaf.
    nodes: Vec<u128>,
    leaves: usize,
    later: BinaryHeap<Reverse<u128>>,
    sequence: u64,
}

impl Agenda {
    /// An empty agenda for `sources` sources; one more leaf is the heap's.
    pub fn new(sources: usize) -> Agenda {
        let leaves = (sources + 1).next_power_of_two().max(2);
        Agenda {
            nodes: empty_nodes(leaves),
            leaves,
            later: BinaryHeap::new(),
            sequence: 0,
        }
    }

    /// Forgets every event.
    pub fn clear(&mut self) {
        self.nodes.fill(EMPTY);
        self.nodes[0] = 0;
        self.later.clear();
        self.sequence = 0;
    }

    /// The order of events: time, rank, order of scheduling. `at` is not negative and before [`Instant::NEVER`].
    #[inline(always)]
    fn key(&mut self, at: Instant, rank: Rank, who: u32) -> u128 {
        self.sequence += 1;
        let high = (at.0 as u64) << (TIME_SHIFT - 64) | (rank as u64) << (RANK_SHIFT - 64) | self.sequence >> 32;
        let low = self.sequence << SEQUENCE_SHIFT | u64::from(who);
        u128::from(high) << 64 | u128::from(low)
    }

    /// Sets the one future event of a source, in place of any that it had.
    #[inline(always)]
    pub fn set(&mut self, source: usize, at: Instant, rank: Rank, who: u32) {
        let key = self.key(at, rank, who);
        self.replay(source, key);
    }

    /// As [`Agenda::set`] for a source that has no event: stops at the first node that holds an earlier one.
    #[inline(always)]
    pub fn set_unset(&mut self, source: usize, at: Instant, rank: Rank, who: u32) {
        let key = self.key(at, rank, who);
        let mut node = self.leaves + source;
        debug_assert_eq!(self.nodes[node], EMPTY);
        while key < self.nodes[node] {
            self.nodes[node] = key;
            node >>= 1;
        }
    }

    /// Removes the event of a source.
    #[inline(always)]
    pub fn unset(&mut self, source: usize) {
        self.replay(source, EMPTY);
    }

    /// Whether a source has an event.
    #[inline(always)]
    pub fn is_set(&self, source: usize) -> bool {
        self.nodes[self.leaves + source] != EMPTY
    }

    #[inline(always)]
    fn replay(&mut self, source: usize, key: u128) {
        let mut node = self.leaves + source;
        let mut best = key;
        self.nodes[node] = best;
        while node > 1 {
            best = best.min(self.nodes[node ^ 1]);
            node >>= 1;
            self.nodes[node] = best;
        }
    }

    /// Adds an event that belongs to no source.
    pub fn add(&mut self, at: Instant, rank: Rank, who: u32) {
        let key = self.key(at, rank, who);
        self.later.push(Reverse(key));
        self.show_earliest();
    }

    fn show_earliest(&mut self) {
        let key = self.later.peek().map_or(EMPTY, |earliest| earliest.0);
        self.replay(self.leaves - 1, key);
    }

    /// The time of the next event, or [`Instant::NEVER`].
    #[inline(always)]
    pub fn next_time(&self) -> Instant {
        match self.nodes[1] {
            EMPTY => Instant::NEVER,
            key => Instant((key >> TIME_SHIFT) as i64),
        }
    }

    /// The next event. A source's event stays its source's until it is [`set`](Agenda::set) or
    /// [`unset`](Agenda::unset): whoever handles it must do one of the two. An added event is taken off.
    #[inline(always)]
    pub fn next(&mut self) -> Option<Event> {
        let key = self.nodes[1];
        if key == EMPTY {
            return None;
        }
        if key == self.nodes[2 * self.leaves - 1] {
            self.later.pop();
            self.show_earliest();
        }
        let rank = Rank::ALL[(key >> RANK_SHIFT) as usize & 15];
        Some(Event {
            at: Instant((key >> TIME_SHIFT) as i64),
            rank,
            who: key as u32,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{Strategy, prop, prop_oneof, proptest};

    use super::*;

    #[derive(Clone, Debug)]
    enum Action {
        Set(usize, i64, usize),
        Unset(usize),
        Add(i64, usize),
        Next,
    }

    fn action() -> impl Strategy<Value = Action> {
        prop_oneof![
            (0..7usize, 0..50i64, 0..12usize).prop_map(|(s, t, r)| Action::Set(s, t, r)),
            (0..7usize).prop_map(Action::Unset),
            (0..50i64, 0..12usize).prop_map(|(t, r)| Action::Add(t, r)),
            proptest::strategy::Just(Action::Next),
        ]
    }

    proptest! {
        /// Against an ordered map that holds (time, rank, order of scheduling).
        #[test]
        fn the_agenda_agrees_with_an_ordered_map(actions in prop::collection::vec(action(), 0..300)) {
            let mut agenda = Agenda::new(7);
            let mut oracle: BTreeMap<(i64, u8, u64), (Option<usize>, u32)> = BTreeMap::new();
            let mut order = 0;
            for action in actions {
                order += 1;
                match action {
                    Action::Set(source, at, rank) => {
                        let had_none = oracle.values().all(|(owner, _)| *owner != Some(source));
                        let set = if had_none && at % 2 == 0 { Agenda::set_unset } else { Agenda::set };
                        set(&mut agenda, source, Instant(at), Rank::ALL[rank], source as u32);
                        oracle.retain(|_, (owner, _)| *owner != Some(source));
                        oracle.insert((at, rank as u8, order), (Some(source), source as u32));
                    }
                    Action::Unset(source) => {
                        agenda.unset(source);
                        oracle.retain(|_, (owner, _)| *owner != Some(source));
                    }
                    Action::Add(at, rank) => {
                        agenda.add(Instant(at), Rank::ALL[rank], 1000 + order as u32);
                        oracle.insert((at, rank as u8, order), (None, 1000 + order as u32));
                    }
                    Action::Next => {
                        let expected = oracle.first_key_value().map(|(key, value)| (*key, *value));
                        let next = agenda.next();
                        assert_eq!(next.map(|e| (e.at.0, e.rank as u8, e.who)), expected.map(|((t, r, _), (_, who))| (t, r, who)));
                        if let Some((key, (source, _))) = expected {
                            oracle.remove(&key);
                            if let Some(source) = source {
                                agenda.unset(source);
                            }
                        }
                    }
                }
                let next_time = oracle.first_key_value().map_or(Instant::NEVER, |(key, _)| Instant(key.0));
                assert_eq!(agenda.next_time(), next_time);
            }
        }
    }
}
