//! The search itself: rosters in the order of their cost, each run until its promises can be told.

mod testing;

use std::collections::BTreeMap;

use super::lattice::{Lattice, in_order};
use super::question::Question;
use crate::experiment::replications::Means;
use crate::experiment::trials::{Contender, Description, Measured, Memory, Wanted};
use crate::experiment::workshop::Workshop;
use crate::results::staffing::Sense;

/// Rosters that are run side by side.
const FRONT: usize = 8;
/// Replications of a round that keep every core busy: with so many of the cheapest, no dearer one is run on suspicion.
const ROUND: u32 = 160;
/// Replications after which a roster with everybody of the other teams is taken for enough: leaving nothing out is never wrong.
const ENOUGH_TO_STAY: u32 = 200;
/// Rosters dearer than the answer that are tried for a runner-up, at most.
const FOR_THE_NEXT: usize = 40;

/// A roster that is tried.
pub struct Test {
    pub people: Vec<u32>,
    pub cost: f64,
    pub state: State,
    contender: Contender,
    measured: Vec<Measured>,
    replications: u32,
    /// Probability of a wrong answer for one promise.
    error: f64,
}

/// What is known of a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Kept,
    Missed(usize),
    Undecided(usize),
}

/// What came of a search that nobody stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The cheapest that keeps every promise.
    Answer(usize),
    /// None of those that were tried.
    None,
}

/// The work was stopped by hand.
pub struct Stopped;

pub struct Search<'a, 'm> {
    pub question: &'a Question,
    pub tests: Vec<Test>,
    pub ruled_out: u64,
    pub assumed_out: u64,
    pub gave_up: bool,
    pub exhaustive: bool,
    pub possible: u64,
    /// Rosters that could not be made, with the first reason.
    pub unfit: Vec<String>,
    known: BTreeMap<Vec<u32>, Option<usize>>,
    workshop: &'a dyn Workshop,
    memory: &'a mut dyn Memory,
    means: &'a mut Means<'m>,
    promises: Vec<usize>,
    done: u32,
}

/// The figures by which promises are judged.
pub fn wanted() -> Wanted {
    let promise = |measure| Description::measure(measure).by("promise").statistic("share");
    Wanted(vec![promise("promise kept"), promise("promise periods met")])
}

/// The measure that tells whether a promise is kept, in a sense.
pub fn measure_of(sense: Sense) -> &'static str {
    match sense {
        Sense::LongRun => "promise kept",
        Sense::Periods => "promise periods met",
    }
}

impl<'a, 'm> Search<'a, 'm> {
    pub fn new(
        question: &'a Question,
        workshop: &'a dyn Workshop,
        memory: &'a mut dyn Memory,
        means: &'a mut Means<'m>,
    ) -> Search<'a, 'm> {
        Search {
            question,
            tests: Vec::new(),
            ruled_out: 0,
            assumed_out: 0,
            gave_up: false,
            exhaustive: true,
            possible: 0,
            unfit: Vec::new(),
            known: BTreeMap::new(),
            workshop,
            memory,
            means,
            promises: question.possible(),
            done: 0,
        }
    }

    /// The cheapest roster that keeps every promise.
    pub fn run(&mut self) -> Result<End, Stopped> {
        let mut lattice = Lattice::new(self.question);
        self.possible = lattice.len();
        self.ruled_out = lattice.left_out();
        self.exhaustive = lattice.len() <= self.question.exhaustive_below;
        let mut largest = None;
        if !self.exhaustive && lattice.len() > 0 {
            largest = self.try_all(&[lattice.largest()])?.pop().flatten();
            if largest.is_some_and(|index| self.tests[index].state == State::Kept) {
                self.narrow(&mut lattice)?;
            }
        }
        let mut end = self.by_cost(&mut lattice)?;
        if let (End::None, true, Some(top)) = (end, self.gave_up, largest)
            && self.tests[top].state == State::Kept
        {
            end = End::Answer(self.down_from(top)?);
        }
        if let End::Answer(first) = end {
            let answer = self.around(first)?;
            self.next_best(&mut lattice, answer)?;
            end = End::Answer(answer);
        }
        Ok(end)
    }

    /// Leaves out, team by team, what is not enough even with everybody of the others.
    fn narrow(&mut self, lattice: &mut Lattice<'_>) -> Result<(), Stopped> {
        let mut ahead: Vec<Vec<Vec<u32>>> = (0..lattice.teams()).map(|team| lattice.of_team(team)).collect();
        ahead.iter_mut().for_each(|rosters| rosters.reverse());
        let mut open: Vec<usize> = (0..lattice.teams()).collect();
        while !open.is_empty() {
            let next: Vec<(usize, Vec<u32>)> = open
                .iter()
                .filter_map(|&team| Some((team, ahead[team].pop()?)))
                .collect();
            let rosters: Vec<Vec<u32>> = next.iter().map(|(_, roster)| roster.clone()).collect();
            let found = self.try_up_to(ENOUGH_TO_STAY, &rosters)?;
            open = next
                .into_iter()
                .zip(found)
                .filter_map(|((team, _), index)| {
                    let missed = index.is_none_or(|index| matches!(self.tests[index].state, State::Missed(_)));
                    missed.then_some(team)
                })
                .collect();
        }
        let missed = self.missed();
        for team in 0..lattice.teams() {
            let largest = lattice.largest();
            let own: Vec<Vec<u32>> = missed
                .iter()
                .filter(|roster| {
                    (0..lattice.teams())
                        .all(|other| other == team || lattice.part(other, roster).eq(lattice.part(other, &largest)))
                })
                .map(|roster| lattice.part(team, roster).collect())
                .collect();
            let before = lattice.len();
            lattice.narrow(team, |people| !own.iter().any(|missed| within(people, missed)));
            self.assumed_out += before - lattice.len();
        }
        Ok(())
    }

    fn missed(&self) -> Vec<Vec<u32>> {
        let missed = self.tests.iter().filter(|test| matches!(test.state, State::Missed(_)));
        missed.map(|test| test.people.clone()).collect()
    }

    /// Goes up the order of cost, several at once, until the cheapest that is not missed is known to be kept.
    fn by_cost(&mut self, lattice: &mut Lattice<'_>) -> Result<End, Stopped> {
        let mut front: Vec<usize> = Vec::new();
        let mut exhausted = false;
        loop {
            let kept = self.cheapest_kept(&front);
            while !exhausted && kept.is_none() && self.open(&front) < FRONT {
                if self.tests.len() >= self.question.tries {
                    self.gave_up = true;
                    exhausted = true;
                } else {
                    match lattice.next() {
                        Some(people) => front.extend(self.begin(&people, true)),
                        None => exhausted = true,
                    }
                }
            }
            let limit = kept.unwrap_or(front.len());
            let open = self.round(&front[..limit]);
            if open.is_empty() {
                return Ok(kept.map_or(End::None, |place| End::Answer(front[place])));
            }
            self.advance(&open)?;
        }
    }

    /// The cheapest that are not told yet, of some in the order of their cost: as many as make a round.
    fn round(&self, rosters: &[usize]) -> Vec<usize> {
        let mut planned = 0;
        let open = rosters.iter().copied().filter(|&index| self.is_open(index));
        let few = open.take(FRONT).take_while(|&index| {
            let before = planned;
            let test = &self.tests[index];
            planned += self.until(test) - test.replications;
            before < ROUND
        });
        few.collect()
    }

    fn is_open(&self, index: usize) -> bool {
        self.tests[index].state == State::Open
    }

    fn open(&self, front: &[usize]) -> usize {
        front.iter().filter(|&&index| self.is_open(index)).count()
    }

    /// The place in the front of the cheapest that is kept.
    fn cheapest_kept(&self, front: &[usize]) -> Option<usize> {
        front.iter().position(|&index| self.tests[index].state == State::Kept)
    }

    /// Takes away whoever costs most, one by one, for as long as every promise is kept.
    fn down_from(&mut self, top: usize) -> Result<usize, Stopped> {
        let mut at = top;
        loop {
            let mut fewer = self.one_fewer(at);
            fewer.sort_by_cached_key(|people| (in_order(self.question.cost(people)), people.clone()));
            let mut next = None;
            for chunk in fewer.chunks(FRONT) {
                let found = self.try_all(chunk)?;
                next = found
                    .into_iter()
                    .flatten()
                    .find(|&index| self.tests[index].state == State::Kept);
                if next.is_some() {
                    break;
                }
            }
            match next {
                Some(next) => at = next,
                None => return Ok(at),
            }
        }
    }

    /// Checks what assumptions left out next to an answer: one person fewer, and one person exchanged for a cheaper one.
    fn around(&mut self, answer: usize) -> Result<usize, Stopped> {
        let mut at = answer;
        loop {
            let mut near = self.one_fewer(at);
            near.extend(self.exchanged(at));
            near.retain(|people| in_order(self.question.cost(people)) < in_order(self.tests[at].cost));
            near.sort_by_cached_key(|people| (in_order(self.question.cost(people)), people.clone()));
            let mut better = None;
            for chunk in near.chunks(FRONT) {
                let found = self.try_all(chunk)?;
                better = found
                    .into_iter()
                    .flatten()
                    .find(|&index| self.tests[index].state == State::Kept);
                if better.is_some() {
                    break;
                }
            }
            match better {
                Some(better) => at = better,
                None => return Ok(at),
            }
        }
    }

    /// A roster with one person fewer somewhere, where that is in range.
    fn one_fewer(&self, index: usize) -> Vec<Vec<u32>> {
        let people = &self.tests[index].people;
        let fewer = (0..people.len()).filter(|&slot| people[slot] > self.question.slots[slot].low);
        fewer.map(|slot| changed(people, slot, -1)).collect()
    }

    fn exchanged(&self, index: usize) -> Vec<Vec<u32>> {
        let slots = &self.question.slots;
        let more = |people: Vec<u32>| {
            let up = (0..people.len()).filter(|&slot| people[slot] < slots[slot].high);
            up.map(|slot| changed(&people, slot, 1)).collect::<Vec<_>>()
        };
        self.one_fewer(index).into_iter().flat_map(more).collect()
    }

    /// Another roster that keeps every promise, and costs no more than the answer and the cheapest person.
    fn next_best(&mut self, lattice: &mut Lattice<'_>, answer: usize) -> Result<(), Stopped> {
        let people = self.tests[answer].people.clone();
        let dearest = self
            .question
            .slots
            .iter()
            .map(|slot| slot.cost)
            .fold(f64::INFINITY, f64::min);
        let limit = in_order(self.tests[answer].cost + dearest);
        let mut others: Vec<usize> = (0..self.tests.len())
            .filter(|&index| self.tests[index].state == State::Open)
            .collect();
        others
            .retain(|&index| in_order(self.tests[index].cost) <= limit && !within(&people, &self.tests[index].people));
        for roster in lattice.by_ref().take(FOR_THE_NEXT * 50) {
            if in_order(self.question.cost(&roster)) > limit || others.len() >= FOR_THE_NEXT {
                break;
            }
            if !within(&people, &roster) {
                others.extend(self.begin(&roster, true));
            }
        }
        others.sort_by_cached_key(|&index| (in_order(self.tests[index].cost), self.tests[index].people.clone()));
        loop {
            let kept = self.cheapest_kept(&others).unwrap_or(others.len());
            let open = self.round(&others[..kept]);
            if open.is_empty() {
                return Ok(());
            }
            self.advance(&open)?;
        }
    }

    /// Runs rosters until each is told, whatever assumptions say of them.
    fn try_all(&mut self, rosters: &[Vec<u32>]) -> Result<Vec<Option<usize>>, Stopped> {
        self.try_up_to(u32::MAX, rosters)
    }

    /// Runs rosters until each is told or has been run so often.
    fn try_up_to(&mut self, most: u32, rosters: &[Vec<u32>]) -> Result<Vec<Option<usize>>, Stopped> {
        let begun: Vec<Option<usize>> = rosters.iter().map(|people| self.begin(people, false)).collect();
        loop {
            let mut open: Vec<usize> = begun
                .iter()
                .flatten()
                .copied()
                .filter(|&index| self.is_open(index) && self.tests[index].replications < most)
                .collect();
            open.dedup();
            if open.is_empty() {
                return Ok(begun);
            }
            self.advance(&open)?;
        }
    }

    /// Everything needed to go on with fresh estimates.
    pub fn parts(&mut self) -> (&'a dyn Workshop, &mut dyn Memory, &mut Means<'m>) {
        (self.workshop, self.memory, self.means)
    }

    /// Tells how far the work is.
    pub fn done(&self) -> u32 {
        self.done
    }
}

/// Whether a roster has nobody more than another anywhere.
pub fn within(people: &[u32], other: &[u32]) -> bool {
    people.iter().zip(other).all(|(one, other)| one <= other)
}

/// A roster with so many more in a slot.
pub fn changed(people: &[u32], slot: usize, by: i32) -> Vec<u32> {
    let mut changed = people.to_vec();
    changed[slot] = changed[slot].saturating_add_signed(by);
    changed
}
