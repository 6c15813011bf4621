//! Rosters in the order of their cost, the cheapest first.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::question::Question;

/// The most rosters of one team that are looked at; of more, the cheapest.
const MOST_OF_A_TEAM: usize = 4_096;

/// What the people of one team may be, the cheapest first.
#[derive(Clone, Debug)]
struct Options {
    slots: Vec<usize>,
    people: Vec<Vec<u32>>,
}

/// A roster that is still to come: what it costs, its people, and which option it is of each team.
type Ahead = (i64, Vec<u32>, Vec<usize>);

/// All rosters in range that can do what they are offered, each once, by cost and then by their people.
#[derive(Clone, Debug)]
pub struct Lattice<'a> {
    question: &'a Question,
    teams: Vec<Options>,
    ahead: BinaryHeap<Reverse<Ahead>>,
    seen: BTreeSet<Vec<usize>>,
}

impl<'a> Lattice<'a> {
    /// Before the first roster.
    pub fn new(question: &'a Question) -> Lattice<'a> {
        let teams = question.teams().into_iter().map(|slots| Options::of(question, slots));
        let mut lattice = Lattice {
            question,
            teams: teams.collect(),
            ahead: BinaryHeap::new(),
            seen: BTreeSet::new(),
        };
        lattice.begin();
        lattice
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        self.teams
            .iter()
            .map(|team| team.people.len() as u64)
            .fold(1, u64::saturating_mul)
    }

    /// How many rosters in range are not here because a team could not do what it is offered.
    pub fn left_out(&self) -> u64 {
        let slots = self.question.slots.iter();
        let all = slots.map(|slot| u64::from(slot.high.saturating_sub(slot.low)) + 1);
        all.fold(1, u64::saturating_mul).saturating_sub(self.len())
    }

    /// The largest roster.
    pub fn largest(&self) -> Vec<u32> {
        self.question.slots.iter().map(|slot| slot.high).collect()
    }

    /// Leaves only those rosters of a team that `stays` says; begins again.
    pub fn narrow(&mut self, team: usize, stays: impl Fn(&[u32]) -> bool) {
        self.teams[team].people.retain(|people| stays(people));
        self.begin();
    }

    /// The rosters of a team with everybody of the others, the cheapest first.
    pub fn of_team(&self, team: usize) -> Vec<Vec<u32>> {
        let options = &self.teams[team];
        let whole = |people: &Vec<u32>| {
            let mut roster = self.largest();
            options
                .slots
                .iter()
                .zip(people)
                .for_each(|(&slot, &people)| roster[slot] = people);
            roster
        };
        options.people.iter().map(whole).collect()
    }

    /// The people of one team in a roster.
    pub fn part<'r>(&'r self, team: usize, roster: &'r [u32]) -> impl Iterator<Item = u32> + 'r {
        self.teams[team].slots.iter().map(|&slot| roster[slot])
    }

    /// How many teams there are.
    pub fn teams(&self) -> usize {
        self.teams.len()
    }

    fn begin(&mut self) {
        self.ahead.clear();
        self.seen.clear();
        if self.teams.iter().all(|team| !team.people.is_empty()) {
            self.push(vec![0; self.teams.len()]);
        }
    }

    fn push(&mut self, place: Vec<usize>) {
        if !self.seen.insert(place.clone()) {
            return;
        }
        let mut roster = vec![0; self.question.slots.len()];
        for (options, &index) in self.teams.iter().zip(&place) {
            let people = options.people[index].iter();
            options
                .slots
                .iter()
                .zip(people)
                .for_each(|(&slot, &people)| roster[slot] = people);
        }
        let cost = in_order(self.question.cost(&roster));
        self.ahead.push(Reverse((cost, roster, place)));
    }
}

impl Iterator for Lattice<'_> {
    type Item = Vec<u32>;

    fn next(&mut self) -> Option<Vec<u32>> {
        let Reverse((_, roster, place)) = self.ahead.pop()?;
        for team in 0..place.len() {
            if place[team] + 1 < self.teams[team].people.len() {
                let mut further = place.clone();
                further[team] += 1;
                self.push(further);
            }
        }
        Some(roster)
    }
}

/// A cost as a number that can be put in order: in thousandths.
pub fn in_order(cost: f64) -> i64 {
    (cost * 1_000.0).round() as i64
}

impl Options {
    fn of(question: &Question, slots: Vec<usize>) -> Options {
        let floor = question.floors.iter().find(|floor| floor.slots == slots);
        let hours = |people: &[u32]| -> f64 {
            let each = slots.iter().zip(people);
            each.map(|(&slot, &people)| question.present[slot] * f64::from(people))
                .sum()
        };
        let cost = |people: &[u32]| -> f64 {
            let each = slots.iter().zip(people);
            each.map(|(&slot, &people)| question.slots[slot].cost * f64::from(people))
                .sum()
        };
        let mut people: Vec<Vec<u32>> = vec![Vec::new()];
        for &slot in &slots {
            let range = question.slots[slot].low..=question.slots[slot].high;
            let longer = |before: &Vec<u32>| {
                range
                    .clone()
                    .map(|more| [before.clone(), vec![more]].concat())
                    .collect::<Vec<_>>()
            };
            people = people.iter().flat_map(longer).collect();
        }
        // A team without anybody does nothing.
        people.retain(|people| people.iter().any(|&people| people > 0));
        people.retain(|people| floor.is_none_or(|floor| hours(people) > floor.offered));
        people.sort_by_cached_key(|people| (in_order(cost(people)), people.clone()));
        people.truncate(MOST_OF_A_TEAM);
        Options { slots, people }
    }
}

#[cfg(test)]
pub mod tests {
    use super::{Lattice, Question};
    use crate::experiment::staffing::question::Floor;
    use crate::results::staffing::{Sense, Slot};

    fn slot(team: &str, range: (u32, u32), cost: f64) -> Slot {
        Slot {
            team: team.to_owned(),
            hours: "office".to_owned(),
            low: range.0,
            high: range.1,
            today: range.0,
            cost,
        }
    }

    fn question() -> Question {
        Question {
            slots: vec![slot("a", (0, 3), 2.0), slot("b", (1, 3), 3.0)],
            keys: vec!["a".to_owned(), "b".to_owned()],
            present: vec![10.0, 10.0],
            floors: vec![Floor {
                slots: vec![0],
                offered: 10.0,
            }],
            promises: Vec::new(),
            sense: Sense::LongRun,
            periods: 0.0,
            tolerance: 0.01,
            sure: 0.95,
            at_most: 100,
            fresh: 100,
            theory: true,
            exhaustive_below: 100,
            tries: 100,
            cost_known: true,
            currency: None,
        }
    }

    #[test]
    fn rosters_come_by_cost_and_none_is_missing() {
        let question = question();
        let lattice = Lattice::new(&question);
        assert_eq!((lattice.len(), lattice.left_out()), (6, 6));
        let rosters: Vec<Vec<u32>> = lattice.collect();
        let known = [[2, 1], [3, 1], [2, 2], [3, 2], [2, 3], [3, 3]];
        assert_eq!(rosters, known, "7, 9, 10, 12, 13, 15");
    }

    #[test]
    fn a_team_that_is_narrowed_leaves_the_rest() {
        let question = question();
        let mut lattice = Lattice::new(&question);
        lattice.narrow(1, |people| people[0] > 1);
        assert_eq!(lattice.next(), Some(vec![2, 2]));
        assert_eq!(lattice.of_team(0), [[2, 3], [3, 3]]);
    }
}
