//! The agenda: what happens next.
//!
//! People and demands have at most one future event each (a completion, the next arrival): they are *sources*, and own a leaf
//! of a tournament tree: a complete binary tree in which every node holds the earlier of its two children, so the root is
//! the next event. Setting a leaf replays its path to the root with one branchless minimum per level, where a heap would
//! mispredict; there is nothing to cancel, because a source's event is overwritten. Everything that happens seldom (shifts,
//! duties, meetings, raised items that appear later) waits in one of two heaps, whose earliest has a leaf like any source:
//! one heap for the ranks before arrivals, one for those after.
//!
//! The order of events is total and written once: time, then [`Rank`], then the number of the person or demand, or for what
//! waits in a heap the order of scheduling. Leaves are numbered in that order, so a key is one integer: ticks, then the leaf.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::time::Instant;

/// What happens first among simultaneous events. The order is part of the language: completions, shift ends, shift starts,
/// overrides, freezes, meetings, departures, deliveries, items that come on from a wait, arrivals, attempts that end, audits, and
/// once idle people have taken work those who have been open or have waited too long, whose patience ends; sampling sees all of
/// them done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Rank {
    /// A person's work ends, or a person who was called out is ready (who: person).
    Completion,
    /// A board ends its discussion of an item (who: board).
    Decision,
    /// A shift ends (who: shift).
    ShiftEnd,
    /// A person goes to other duties (who: person).
    DutyStart,
    /// A shift starts (who: shift).
    ShiftStart,
    /// A person comes back from other duties (who: person).
    DutyEnd,
    /// On-call hours begin or end (who: team).
    OnCall,
    /// The organisation changes: a shock begins or ends (who: the phase).
    Override,
    /// A change that the run makes itself is taken up or given up (who: index into the intentions).
    Adoption,
    /// An improvement is judged (who: improvement).
    Judgement,
    /// A periodic review takes place (who: review).
    Review,
    /// Work on an improvement begins (who: improvement).
    Improvement,
    /// A freeze begins (who: its number among the beginnings).
    Freeze,
    /// A board may meet (who: board).
    Meeting,
    /// A train leaves (who: train).
    Departure,
    /// Spare parts are delivered (who: the sort).
    Delivery,
    /// An item's way or wait that needs nobody is over (who: item).
    Passage,
    /// An item arrives from outside (who: demand).
    Arrival,
    /// A user's attempt to help themselves ends (who: attempt).
    Attempt,
    /// An item raised earlier appears (who: item).
    Appearance,
    /// A fault comes by itself (who: the sort).
    Emergence,
    /// A fault causes an item (who: fault).
    Symptom,
    /// Somebody calls about an open item (who: source of calls).
    Call,
    /// Somebody asks about what is new (who: source of questions).
    Question,
    /// A wrong priority is corrected (who: index into the corrections).
    Correction,
    /// Somebody notices that a run had failed (who: index into the failures).
    Discovery,
    /// An audit begins (who: audit).
    Audit,
    /// An item may have been open for too long (who: index into the watches).
    Escalation,
    /// An item has waited too long for a team (who: item).
    Overflow,
    /// An item's patience ends (who: item).
    Patience,
    /// A sampling instant (who: nobody).
    Sample,
}

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

/// Where the next event comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A person's completion.
    Person(u32),
    /// A demand's arrival.
    Demand(u32),
    /// Any other rank: [`Agenda::next`] takes it off.
    Heap,
}

/// Future events.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// Node 1 is the root; node `leaves + leaf` is a leaf; node 0 is no node.
    nodes: Vec<u64>,
    leaves: usize,
    /// How many levels are above the leaves.
    depth: u32,
    /// The leaf of the heap before arrivals: people have the leaves below it.
    before: usize,
    /// The leaf of the heap after arrivals: demands have the leaves between the two.
    after: usize,
    early: BinaryHeap<Reverse<Later>>,
    late: BinaryHeap<Reverse<Later>>,
    sequence: u64,
}

/// An event in a heap; the order of the fields is the order of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Later {
    at: Instant,
    rank: Rank,
    sequence: u64,
    who: u32,
}

impl Agenda {
    /// An empty agenda. There are fewer than [`MOST_SOURCES`] people and demands together.
    pub fn new(people: usize, demands: usize) -> Agenda {
        // Four times as many leaves or a multiple of that: fewer depths with code of their own.
        let mut leaves: usize = 4;
        while leaves < people + demands + 2 {
            leaves *= 4;
        }
        let mut agenda = Agenda {
            nodes: vec![EMPTY; 2 * leaves],
            leaves,
            depth: leaves.trailing_zeros(),
            before: people,
            after: people + 1 + demands,
            early: BinaryHeap::new(),
            late: BinaryHeap::new(),
            sequence: 0,
        };
        agenda.clear();
        agenda
    }

    /// Forgets every event.
    pub fn clear(&mut self) {
        self.nodes.fill(EMPTY);
        self.early.clear();
        self.late.clear();
        self.sequence = 0;
    }

    /// Sets a person's completion, in place of the one that has just come, if any.
    #[inline(always)]
    pub fn set_completion(&mut self, person: u32, at: Instant) {
        self.replay(person as usize, (at.0 as u64) << LEAF_BITS | u64::from(person));
    }

    /// Removes a person's completion.
    #[inline(always)]
    pub fn unset_completion(&mut self, person: u32) {
        self.replay(person as usize, EMPTY);
    }

    /// Whether a person has a completion.
    #[inline(always)]
    pub fn has_completion(&self, person: u32) -> bool {
        self.nodes[self.leaves + person as usize] != EMPTY
    }

    /// Sets a demand's next arrival, in place of the one that it had.
    #[inline(always)]
    pub fn set_arrival(&mut self, demand: u32, at: Instant) {
        let leaf = self.before + 1 + demand as usize;
        self.replay(leaf, (at.0 as u64) << LEAF_BITS | leaf as u64);
    }

    /// Removes a demand's arrival: no more come.
    #[cold]
    pub fn unset_arrival(&mut self, demand: u32) {
        self.replay(self.before + 1 + demand as usize, EMPTY);
    }

    /// Sets a leaf, and every node above it to the earlier of its children. The usual depths have code of their own, without
    /// loops or bounds to check.
    #[inline(always)]
    fn replay(&mut self, leaf: usize, key: u64) {
        let nodes = self.nodes.as_mut_slice();
        match self.depth {
            2 => replay::<2>(nodes, leaf, key),
            4 => replay::<4>(nodes, leaf, key),
            6 => replay::<6>(nodes, leaf, key),
            8 => replay::<8>(nodes, leaf, key),
            10 => replay::<10>(nodes, leaf, key),
            _ => replay_any(nodes, leaf, key),
        }
    }

    /// Adds an event of any other rank. `at` is not negative and not after [`Instant::NEVER`].
    pub fn add(&mut self, rank: Rank, who: u32, at: Instant) {
        self.sequence += 1;
        let later = Reverse(Later {
            at,
            rank,
            sequence: self.sequence,
            who,
        });
        if rank < Rank::Arrival {
            self.early.push(later);
        } else {
            self.late.push(later);
        }
        self.show_earliest(rank < Rank::Arrival);
    }

    fn show_earliest(&mut self, early: bool) {
        let (heap, leaf) = if early {
            (&self.early, self.before)
        } else {
            (&self.late, self.after)
        };
        let key = heap
            .peek()
            .map_or(EMPTY, |later| (later.0.at.0 as u64) << LEAF_BITS | leaf as u64);
        self.replay(leaf, key);
    }

    /// The time of the next event; later than [`Instant::NEVER`] where there is none.
    #[inline(always)]
    pub fn next_time(&self) -> Instant {
        Instant((self.nodes[1] >> LEAF_BITS) as i64)
    }

    /// The time of the next event beside a person's completion, which may be the very next one.
    #[inline(always)]
    pub fn next_time_without(&self, person: u32) -> Instant {
        let nodes = self.nodes.as_slice();
        let leaf = person as usize;
        let best = match self.depth {
            2 => earliest_other::<2>(nodes, leaf),
            4 => earliest_other::<4>(nodes, leaf),
            6 => earliest_other::<6>(nodes, leaf),
            8 => earliest_other::<8>(nodes, leaf),
            10 => earliest_other::<10>(nodes, leaf),
            _ => earliest_other_any(nodes, leaf),
        };
        Instant((best >> LEAF_BITS) as i64)
    }

    /// When the next event is, later than [`Instant::NEVER`] where there is none, and where it comes from.
    #[inline(always)]
    pub fn first(&self) -> (Instant, Source) {
        let key = self.nodes[1];
        let leaf = (key & (MOST_SOURCES as u64 - 1)) as usize;
        let source = if leaf < self.before {
            Source::Person(leaf as u32)
        } else if leaf > self.before && leaf < self.after {
            Source::Demand((leaf - self.before - 1) as u32)
        } else {
            Source::Heap
        };
        (Instant((key >> LEAF_BITS) as i64), source)
    }

    /// The next event. A completion or an arrival stays until it is unset or set anew: whoever handles it must do so. Any other
    /// event is taken off.
    pub fn next(&mut self) -> Option<Event> {
        let (at, source) = self.first();
        let (rank, who) = match source {
            Source::Person(person) => (Rank::Completion, person),
            Source::Demand(demand) => (Rank::Arrival, demand),
            Source::Heap => return self.take_later(),
        };
        Some(Event { at, rank, who })
    }

    #[cold]
    fn take_later(&mut self) -> Option<Event> {
        let early = (self.nodes[1] & (MOST_SOURCES as u64 - 1)) as usize == self.before;
        let heap = if early { &mut self.early } else { &mut self.late };
        let Reverse(Later { at, rank, who, .. }) = heap.pop()?;
        self.show_earliest(early);
        Some(Event { at, rank, who })
    }
}

#[inline(always)]
fn replay<const DEPTH: usize>(nodes: &mut [u64], leaf: usize, key: u64) {
    let nodes = &mut nodes[..2 << DEPTH];
    // A leaf's number has DEPTH bits, which the mask says to the compiler.
    let leaf = (1 << DEPTH) | (leaf & ((1 << DEPTH) - 1));
    let mut best = key;
    nodes[leaf] = best;
    for level in 0..DEPTH {
        best = best.min(nodes[(leaf >> level) ^ 1]);
        nodes[leaf >> (level + 1)] = best;
    }
}

/// The earliest key of all leaves but one.
#[inline(always)]
fn earliest_other<const DEPTH: usize>(nodes: &[u64], leaf: usize) -> u64 {
    let nodes = &nodes[..2 << DEPTH];
    let leaf = (1 << DEPTH) | (leaf & ((1 << DEPTH) - 1));
    (0..DEPTH).fold(EMPTY, |best, level| best.min(nodes[(leaf >> level) ^ 1]))
}

#[inline(never)]
fn earliest_other_any(nodes: &[u64], leaf: usize) -> u64 {
    let mut node = nodes.len() / 2 + leaf;
    let mut best = EMPTY;
    while node > 1 {
        best = best.min(nodes[node ^ 1]);
        node >>= 1;
    }
    best
}

#[inline(never)]
fn replay_any(nodes: &mut [u64], leaf: usize, key: u64) {
    let mut node = nodes.len() / 2 + leaf;
    let mut best = key;
    nodes[node] = best;
    while node > 1 {
        best = best.min(nodes[node ^ 1]);
        node >>= 1;
        nodes[node] = best;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{Strategy, prop, prop_oneof, proptest};

    use super::*;

    const PEOPLE: u32 = 4;
    const DEMANDS: u32 = 3;
    const OTHERS: [Rank; 19] = [
        Rank::Decision,
        Rank::ShiftEnd,
        Rank::DutyStart,
        Rank::ShiftStart,
        Rank::DutyEnd,
        Rank::OnCall,
        Rank::Override,
        Rank::Adoption,
        Rank::Judgement,
        Rank::Review,
        Rank::Improvement,
        Rank::Meeting,
        Rank::Delivery,
        Rank::Passage,
        Rank::Appearance,
        Rank::Correction,
        Rank::Overflow,
        Rank::Patience,
        Rank::Sample,
    ];

    #[derive(Clone, Debug)]
    enum Action {
        Complete(u32, Option<i64>),
        Arrive(u32, Option<i64>),
        Add(usize, i64),
        Next,
    }

    fn action() -> impl Strategy<Value = Action> {
        prop_oneof![
            (0..PEOPLE, prop::option::of(0..40i64)).prop_map(|(who, at)| Action::Complete(who, at)),
            (0..DEMANDS, prop::option::of(0..40i64)).prop_map(|(who, at)| Action::Arrive(who, at)),
            (0..OTHERS.len(), 0..40i64).prop_map(|(rank, at)| Action::Add(rank, at)),
            proptest::strategy::Just(Action::Next),
        ]
    }

    proptest! {
        /// Against an ordered map that holds (time, rank, number or order of scheduling).
        #[test]
        fn the_agenda_agrees_with_an_ordered_map(actions in prop::collection::vec(action(), 0..300)) {
            let mut agenda = Agenda::new(PEOPLE as usize, DEMANDS as usize);
            let mut oracle: BTreeMap<(i64, Rank, u64), u32> = BTreeMap::new();
            let mut order = 0u64;
            for action in actions {
                order += 1;
                match action {
                    Action::Complete(who, at) => {
                        let had = oracle.keys().any(|key| key.1 == Rank::Completion && key.2 == u64::from(who));
                        assert_eq!(agenda.has_completion(who), had);
                        if had {
                            agenda.unset_completion(who);
                            oracle.retain(|key, _| !(key.1 == Rank::Completion && key.2 == u64::from(who)));
                        }
                        if let Some(at) = at {
                            agenda.set_completion(who, Instant(at));
                            oracle.insert((at, Rank::Completion, u64::from(who)), who);
                        }
                    }
                    Action::Arrive(who, at) => {
                        match at {
                            Some(at) => agenda.set_arrival(who, Instant(at)),
                            None => agenda.unset_arrival(who),
                        }
                        oracle.retain(|key, _| !(key.1 == Rank::Arrival && key.2 == u64::from(who)));
                        if let Some(at) = at {
                            oracle.insert((at, Rank::Arrival, u64::from(who)), who);
                        }
                    }
                    Action::Add(rank, at) => {
                        agenda.add(OTHERS[rank], order as u32, Instant(at));
                        oracle.insert((at, OTHERS[rank], order), order as u32);
                    }
                    Action::Next => {
                        let expected = oracle.pop_first();
                        let next = agenda.next();
                        assert_eq!(
                            next.map(|event| (event.at.0, event.rank, event.who)),
                            expected.map(|((at, rank, _), who)| (at, rank, who))
                        );
                        match next.map(|event| (event.rank, event.who)) {
                            Some((Rank::Completion, who)) => agenda.unset_completion(who),
                            Some((Rank::Arrival, who)) => agenda.unset_arrival(who),
                            _ => {}
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
