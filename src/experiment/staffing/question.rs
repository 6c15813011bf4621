//! What is asked: which people may be how many, which promises they are to keep, and how sure the answer is to be.

use crate::results::staffing::{Sense, Slot, StaffedPromise};

/// The search for the cheapest roster that keeps every promise.
#[derive(Clone, Debug)]
pub struct Question {
    /// Whose number is to be found, those of one team together.
    pub slots: Vec<Slot>,
    /// For each slot the key by which an override sets its people: `team.desk.people.office`.
    pub keys: Vec<String>,
    /// For each slot, hours of work that one of them gives a week.
    pub present: Vec<f64>,
    /// Teams whose work has to fit into the hours of their people.
    pub floors: Vec<Floor>,
    /// The promises; those that are impossible are left out of the search.
    pub promises: Vec<StaffedPromise>,
    /// In which sense they are kept.
    pub sense: Sense,
    /// The share of periods, where that is the sense; else it has no part.
    pub periods: f64,
    /// How far from its target either answer will do, as a share.
    pub tolerance: f64,
    /// How sure the answer is to be.
    pub sure: f64,
    /// The most replications of a roster.
    pub at_most: u32,
    /// Replications of fresh estimates.
    pub fresh: u32,
    /// Whether formulas may rule out rosters.
    pub theory: bool,
    /// The largest number of rosters of which all cheaper than the answer are tried; above it assumptions leave some out.
    pub exhaustive_below: u64,
    /// The most rosters that are tried before it goes down from the largest instead.
    pub tries: usize,
    /// Whether costs are known; else a person costs their paid hours.
    pub cost_known: bool,
    /// The currency.
    pub currency: Option<String>,
}

/// What a team is offered a week has to fit into the hours of its people.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// The slots of the team, all of them.
    pub slots: Vec<usize>,
    /// Hours a week.
    pub offered: f64,
}

impl Question {
    /// Replications of the first stage: as many as one roster gets before it is judged.
    pub const FIRST: u32 = 20;

    /// The cost of a roster a week.
    pub fn cost(&self, people: &[u32]) -> f64 {
        let each = self.slots.iter().zip(people);
        each.map(|(slot, people)| slot.cost * f64::from(*people)).sum()
    }

    /// The changes that make a roster of today's.
    pub fn changes(&self, people: &[u32]) -> Vec<String> {
        let each = self.keys.iter().zip(people);
        each.map(|(key, people)| format!("{key}={people}")).collect()
    }

    /// A roster in words, for reports of single runs.
    pub fn words(&self, people: &[u32]) -> String {
        let each = self.slots.iter().zip(people);
        let each = each.map(|(slot, people)| format!("{} {} {people}", slot.team, slot.hours));
        each.collect::<Vec<_>>().join(", ")
    }

    /// Whether every team can do what it is offered.
    pub fn fits(&self, people: &[u32]) -> bool {
        self.floors.iter().all(|floor| {
            let hours = floor
                .slots
                .iter()
                .map(|&slot| self.present[slot] * f64::from(people[slot]));
            hours.sum::<f64>() > floor.offered
        })
    }

    /// Promises that some roster may keep, by their places.
    pub fn possible(&self) -> Vec<usize> {
        let places = 0..self.promises.len();
        places.filter(|&place| !self.promises[place].impossible).collect()
    }

    /// The slots of each team.
    pub fn teams(&self) -> Vec<Vec<usize>> {
        let mut teams: Vec<Vec<usize>> = Vec::new();
        for (index, slot) in self.slots.iter().enumerate() {
            match teams.iter_mut().find(|team| self.slots[team[0]].team == slot.team) {
                Some(team) => team.push(index),
                None => teams.push(vec![index]),
            }
        }
        teams
    }
}
