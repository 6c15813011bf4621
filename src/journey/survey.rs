//! Picking one item out of a replication, and telling it with its children.

use std::collections::BTreeMap;

use super::deadlines::Verdict;
use super::notes::Note;
use super::tale::{Child, Entry, Journey};
use super::{Directory, Id, Listener, Stage};
use crate::time::{Instant, Span};

/// Which item is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This one.
    Item(Id),
    /// The one that overran a promise most (this promise, or any), of those that fell due in the counted window; where none did,
    /// the closest call.
    Worst(Option<String>),
    /// The one in the middle of the completed items of a demand, by lead time.
    Typical(u32),
    /// The one that was open longest, of a demand or of all.
    Longest(Option<u32>),
}

/// What was found of an item, and of all.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Items of each demand in the replication.
    pub counts: Vec<u32>,
    /// The item, where there is one.
    pub id: Option<Id>,
}

/// What is remembered of an item to choose by.
#[derive(Clone, Copy, Debug)]
struct Trait {
    id: Id,
    lead: Span,
    counted: bool,
    /// The furthest that a promise was overrun, negative where it was kept.
    late: Option<Span>,
}

struct Survey<'c> {
    choice: &'c Choice,
    counts: Vec<u32>,
    window: (Instant, Instant),
    traits: Vec<Trait>,
}

impl<'a> Listener<'a> for Survey<'_> {
    fn arrived(&mut self, id: Id, _: u64, _: Option<Id>) {
        self.counts[id.demand as usize] = id.number;
    }

    fn wants(&self, id: Id) -> bool {
        match self.choice {
            Choice::Item(_) => false,
            Choice::Worst(_) | Choice::Longest(None) => true,
            Choice::Typical(demand) | Choice::Longest(Some(demand)) => id.demand == *demand,
        }
    }

    fn told(&mut self, id: Id, journey: Journey<'a>) {
        self.traits.push(Trait {
            id,
            lead: journey.lead,
            counted: journey.counted,
            late: self.lateness(&journey),
        });
    }
}

impl Survey<'_> {
    fn lateness(&self, of: &Journey<'_>) -> Option<Span> {
        let Choice::Worst(promise) = self.choice else {
            return None;
        };
        let about = of
            .promises
            .iter()
            .filter(|clock| promise.as_ref().is_none_or(|name| name == clock.promise));
        let late = about
            .filter(|clock| clock.verdict != Verdict::Undecided)
            .filter_map(|clock| {
                let due = clock.due.as_ref()?.at;
                let met = clock.met.as_ref().map_or(of.until.at, |met| met.at);
                // An item that was closed undone in time still broke its promise, by no time at all.
                let late = if clock.verdict == Verdict::Broken {
                    (met - due).max(Span::ZERO)
                } else {
                    met - due
                };
                (due >= self.window.0 && due < self.window.1).then_some(late)
            });
        late.max()
    }

    /// The item that is asked for; of equals, the one that was told first.
    fn pick(&mut self) -> Option<Id> {
        match self.choice {
            Choice::Item(id) => {
                let count = self.counts.get(id.demand as usize).copied().unwrap_or(0);
                Some(*id).filter(|id| (1..=count).contains(&id.number))
            }
            Choice::Worst(_) => first_largest(self.traits.iter().filter_map(|it| Some((it.late?, it.id)))),
            Choice::Longest(_) => first_largest(self.traits.iter().map(|it| (it.lead, it.id))),
            Choice::Typical(_) => {
                let mut counted: Vec<(Span, Id)> = self
                    .traits
                    .iter()
                    .filter(|it| it.counted)
                    .map(|it| (it.lead, it.id))
                    .collect();
                counted.sort_unstable();
                let middle = counted.len().checked_sub(1)? / 2;
                Some(counted[middle].1)
            }
        }
    }
}

fn first_largest(of: impl Iterator<Item = (Span, Id)>) -> Option<Id> {
    let largest = of.reduce(|best, one| if one.0 > best.0 { one } else { best });
    largest.map(|(_, id)| id)
}

struct Teller<'a> {
    wanted: Id,
    /// What the wanted item raised, by key.
    children: BTreeMap<u64, Id>,
    journey: Option<Journey<'a>>,
}

impl<'a> Listener<'a> for Teller<'a> {
    fn arrived(&mut self, id: Id, key: u64, parent: Option<Id>) {
        if parent == Some(self.wanted) {
            self.children.insert(key, id);
        }
    }

    fn wants(&self, id: Id) -> bool {
        id == self.wanted
    }

    fn told(&mut self, _: Id, journey: Journey<'a>) {
        self.journey = Some(journey);
    }
}

/// Names the items that a timeline says were raised, and lists them.
fn name_children(
    timeline: &mut [Entry<'_>],
    children: &BTreeMap<u64, Id>,
    directory: &Directory<'_>,
    into: &mut Vec<Child>,
) {
    for entry in timeline {
        match entry {
            Entry::Note(Note::Raised { key, id, appears, .. }) => {
                if let Some(&child) = children.get(key) {
                    let name = directory.id(child);
                    *id = Some(name.clone());
                    let at = appears.clone();
                    into.push(Child { id: name, at });
                }
            }
            Entry::Split(split) => {
                for branch in &mut split.branches {
                    name_children(&mut branch.timeline, children, directory, into);
                }
            }
            Entry::Note(_) | Entry::Spell(_) => {}
        }
    }
}

impl Stage<'_> {
    /// Looks for an item in a replication, the first of which is 0.
    pub fn find(&self, replication: u32, choice: &Choice) -> Chosen {
        let survey = Survey {
            choice,
            counts: vec![0; self.program.demands.len()],
            window: (self.program.window_start, self.program.window_end),
            traits: Vec::new(),
        };
        let mut survey = self.replay(replication, survey);
        let id = survey.pick();
        Chosen {
            counts: survey.counts,
            id,
        }
    }

    /// Tells one item's journey with the items that it raised; none where the replication (the first is 0) has no such item.
    pub fn tell(&self, replication: u32, id: Id) -> Option<Journey<'_>> {
        let teller = Teller {
            wanted: id,
            children: BTreeMap::new(),
            journey: None,
        };
        let teller = self.replay(replication, teller);
        let directory = self.directory(replication);
        let mut journey = teller.journey?;
        name_children(
            &mut journey.timeline,
            &teller.children,
            &directory,
            &mut journey.children,
        );
        journey.children.sort_by_key(|child| child.at.at);
        Some(journey)
    }
}
