//! The agenda: what happens next.
//!
//! Things that have at most one future event each (a person's completion, a demand's next arrival, a shift, a meeting) are
//! *sources*, and own a leaf of a tournament tree: a complete binary tree in which every node holds the earlier of its two
//! children, so the root is the next event. Setting a leaf replays its path to the root with one branchless minimum per
//! level, where a heap would mispredict; there is nothing to cancel, because a source's event is overwritten. Events that
//! any number can be pending of (raised items that appear later, other duties) wait in a heap for each rank, whose
//! earliest has a leaf like any source.
//!
//! The order of events is total and written once: time, then [`Rank`], then the number of the source within its rank (for
//! heaps, the order of scheduling). Leaves are numbered in that order, so a key is one integer: ticks, then the leaf.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::time::Instant;

/// What happens first among simultaneous events. The order is part of the language: completions, shift ends, shift starts,
/// overrides, meetings, arrivals; sampling sees all of them done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Rank {
    /// A person's work ends, or a person who was called out is ready (who: person).
    Completion,
    /// A board ends its discussion of an item (who: board).
    Decision,
    /// A shift ends (who: shift).
    ShiftEnd,
    /// A person goes to other duties (a heap; who: person).
    DutyStart,
    /// A shift starts (who: shift).
    ShiftStart,
    /// A person comes back from other duties (a heap; who: person).
    DutyEnd,
    /// On-call hours begin or end (who: team).
    OnCall,
    /// A board may meet (who: board).
    Meeting,
    /// An item arrives from outside (who: demand).
    Arrival,
    /// An item raised earlier appears (a heap; who: item).
    Appearance,
    /// A sampling instant (who: nobody).
    Sample,
}

const RANKS: usize = 11;

/// Bits of a key that hold the leaf.
const LEAF_BITS: u32 = 20;
const EMPTY: u64 = u64::MAX;

/// The most sources an agenda can have.
pub const MOST_SOURCES: usize = 1 << LEAF_BITS;

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

/// How many sources there are of each rank; heaps have one leaf each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources {
    /// People.
    pub people: usize,
    /// Boards.
    pub boards: usize,
    /// Shifts.
    pub shifts: usize,
    /// Teams.
    pub teams: usize,
    /// Demands.
    pub demands: usize,
}

/// Future events.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// Node 1 is the root; node `leaves + leaf` is a leaf. Node 0 is no node: it holds a key before all others, so that
    /// climbing past the root stops.
    nodes: Vec<u64>,
    leaves: usize,
    /// The first leaf of each rank.
    first: [u32; RANKS],
    /// What each leaf stands for.
    owners: Vec<(Rank, u32)>,
    later: [BinaryHeap<Reverse<(i64, u64, u32)>>; 3],
    sequence: u64,
}

impl Agenda {
    /// An empty agenda. There are fewer than [`MOST_SOURCES`] sources.
    pub fn new(sources: Sources) -> Agenda {
        let blocks = [
            (Rank::Completion, sources.people),
            (Rank::Decision, sources.boards),
            (Rank::ShiftEnd, sources.shifts),
            (Rank::DutyStart, 1),
            (Rank::ShiftStart, sources.shifts),
            (Rank::DutyEnd, 1),
            (Rank::OnCall, sources.teams),
            (Rank::Meeting, sources.boards),
            (Rank::Arrival, sources.demands),
            (Rank::Appearance, 1),
            (Rank::Sample, 1),
        ];
        let mut owners = Vec::new();
        let mut first = [0; RANKS];
        for (rank, count) in blocks {
            first[rank as usize] = owners.len() as u32;
            owners.extend((0..count as u32).map(|who| (rank, who)));
        }
        let leaves = owners.len().next_power_of_two().max(2);
        let mut agenda = Agenda {
            nodes: vec![EMPTY; 2 * leaves],
            leaves,
            first,
            owners,
            later: Default::default(),
            sequence: 0,
        };
        agenda.clear();
        agenda
    }

    /// Forgets every event.
    pub fn clear(&mut self) {
        self.nodes.fill(EMPTY);
        self.nodes[0] = 0;
        for heap in &mut self.later {
            heap.clear();
        }
        self.sequence = 0;
    }

    #[inline(always)]
    fn leaf(&self, rank: Rank, who: u32) -> usize {
        (self.first[rank as usize] + who) as usize
    }

    /// Sets the one future event of a source, in place of any that it had. `at` is not negative and not after
    /// [`Instant::NEVER`].
    #[inline(always)]
    pub fn set(&mut self, rank: Rank, who: u32, at: Instant) {
        let leaf = self.leaf(rank, who);
        self.replay(leaf, (at.0 as u64) << LEAF_BITS | leaf as u64);
    }

    /// As [`Agenda::set`] for a source that has no event: stops at the first node that holds an earlier one.
    #[inline(always)]
    pub fn set_unset(&mut self, rank: Rank, who: u32, at: Instant) {
        let leaf = self.leaf(rank, who);
        let key = (at.0 as u64) << LEAF_BITS | leaf as u64;
        let mut node = self.leaves + leaf;
        debug_assert_eq!(self.nodes[node], EMPTY);
        while key < self.nodes[node] {
            self.nodes[node] = key;
            node >>= 1;
        }
    }

    /// Removes the event of a source.
    #[inline(always)]
    pub fn unset(&mut self, rank: Rank, who: u32) {
        let leaf = self.leaf(rank, who);
        self.replay(leaf, EMPTY);
    }

    /// Whether a source has an event.
    #[inline(always)]
    pub fn is_set(&self, rank: Rank, who: u32) -> bool {
        self.nodes[self.leaves + self.leaf(rank, who)] != EMPTY
    }

    #[inline(always)]
    fn replay(&mut self, leaf: usize, key: u64) {
        let mut node = self.leaves + leaf;
        let nodes = self.nodes.as_mut_slice();
        let mut best = key;
        nodes[node] = best;
        while node > 1 {
            best = best.min(nodes[node ^ 1]);
            node >>= 1;
            nodes[node] = best;
        }
    }

    /// Adds an event of a rank that any number can be pending of: [`Rank::DutyStart`], [`Rank::DutyEnd`] or
    /// [`Rank::Appearance`].
    pub fn add(&mut self, rank: Rank, who: u32, at: Instant) {
        self.sequence += 1;
        self.later[heap_of(rank)].push(Reverse((at.0, self.sequence, who)));
        self.show_earliest(rank);
    }

    fn show_earliest(&mut self, rank: Rank) {
        match self.later[heap_of(rank)].peek() {
            Some(Reverse((at, _, _))) => self.set(rank, 0, Instant(*at)),
            None => self.unset(rank, 0),
        }
    }

    /// The time of the next event; later than [`Instant::NEVER`] where there is none.
    #[inline(always)]
    pub fn next_time(&self) -> Instant {
        Instant((self.nodes[1] >> LEAF_BITS) as i64)
    }

    /// The next event. A source's event stays its source's until it is [`set`](Agenda::set) or [`unset`](Agenda::unset):
    /// whoever handles it must do one of the two. An added event is taken off.
    #[inline(always)]
    pub fn next(&mut self) -> Option<Event> {
        let key = self.nodes[1];
        if key == EMPTY {
            return None;
        }
        let at = Instant((key >> LEAF_BITS) as i64);
        let (rank, who) = self.owners[(key & (MOST_SOURCES as u64 - 1)) as usize];
        if matches!(rank, Rank::DutyStart | Rank::DutyEnd | Rank::Appearance) {
            return self.take_added(rank, at);
        }
        Some(Event { at, rank, who })
    }

    #[cold]
    fn take_added(&mut self, rank: Rank, at: Instant) -> Option<Event> {
        let Reverse((_, _, who)) = self.later[heap_of(rank)].pop()?;
        self.show_earliest(rank);
        Some(Event { at, rank, who })
    }
}

fn heap_of(rank: Rank) -> usize {
    match rank {
        Rank::DutyStart => 0,
        Rank::DutyEnd => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{Strategy, prop, prop_oneof, proptest};

    use super::*;

    const SOURCES: Sources = Sources {
        people: 3,
        boards: 2,
        shifts: 2,
        teams: 1,
        demands: 2,
    };

    #[derive(Clone, Debug)]
    enum Action {
        Set(usize, i64, bool),
        Unset(usize),
        Add(usize, i64),
        Next,
    }

    fn action() -> impl Strategy<Value = Action> {
        prop_oneof![
            (0..12usize, 0..40i64, proptest::bool::ANY).prop_map(|(s, t, fresh)| Action::Set(s, t, fresh)),
            (0..12usize).prop_map(Action::Unset),
            (0..3usize, 0..40i64).prop_map(|(s, t)| Action::Add(s, t)),
            proptest::strategy::Just(Action::Next),
        ]
    }

    /// Sources that hold one event each, in the order of ranks.
    fn owner(number: usize) -> (Rank, u32) {
        let owners = [
            (Rank::Completion, 0),
            (Rank::Completion, 1),
            (Rank::Completion, 2),
            (Rank::Decision, 1),
            (Rank::ShiftEnd, 0),
            (Rank::ShiftEnd, 1),
            (Rank::ShiftStart, 1),
            (Rank::OnCall, 0),
            (Rank::Meeting, 1),
            (Rank::Arrival, 0),
            (Rank::Arrival, 1),
            (Rank::Sample, 0),
        ];
        owners[number]
    }

    proptest! {
        /// Against an ordered map that holds (time, rank, number or order of scheduling).
        #[test]
        fn the_agenda_agrees_with_an_ordered_map(actions in prop::collection::vec(action(), 0..300)) {
            let mut agenda = Agenda::new(SOURCES);
            let mut oracle: BTreeMap<(i64, u8, u64), (u32, bool)> = BTreeMap::new();
            let mut order = 0u64;
            for action in actions {
                order += 1;
                match action {
                    Action::Set(number, at, fresh) => {
                        let (rank, who) = owner(number);
                        let had_none = !oracle.keys().any(|key| key.1 == rank as u8 && key.2 == u64::from(who));
                        assert_eq!(agenda.is_set(rank, who), !had_none);
                        if fresh && had_none {
                            agenda.set_unset(rank, who, Instant(at));
                        } else {
                            agenda.set(rank, who, Instant(at));
                        }
                        oracle.retain(|key, _| !(key.1 == rank as u8 && key.2 == u64::from(who)));
                        oracle.insert((at, rank as u8, u64::from(who)), (who, true));
                    }
                    Action::Unset(number) => {
                        let (rank, who) = owner(number);
                        agenda.unset(rank, who);
                        oracle.retain(|key, _| !(key.1 == rank as u8 && key.2 == u64::from(who)));
                    }
                    Action::Add(heap, at) => {
                        let rank = [Rank::DutyStart, Rank::DutyEnd, Rank::Appearance][heap];
                        let who = 1000 + order as u32;
                        agenda.add(rank, who, Instant(at));
                        oracle.insert((at, rank as u8, order), (who, false));
                    }
                    Action::Next => {
                        let expected = oracle.first_key_value().map(|(key, value)| (*key, *value));
                        let next = agenda.next();
                        let told = next.map(|event| (event.at.0, event.rank as u8, event.who));
                        assert_eq!(told, expected.map(|((at, rank, _), (who, _))| (at, rank, who)));
                        if let (Some((key, (_, is_source))), Some(event)) = (expected, next) {
                            oracle.remove(&key);
                            if is_source {
                                agenda.unset(event.rank, event.who);
                            }
                        }
                    }
                }
                match oracle.first_key_value() {
                    Some((key, _)) => assert_eq!(agenda.next_time(), Instant(key.0)),
                    None => assert!(agenda.next_time() > Instant::NEVER),
                }
            }
        }
    }
}
