//! Teams that share work: what is asked of them together, and what they can do together.
//!
//! Whoever also works for another team lends it the hours that their own work leaves. If work is spread as evenly as these loans
//! allow, the tightest pool is the set of teams whose work, by the hours of all who may do it, is the most; what is left is spread
//! in the same way. This is the lexicographically least vector of loads, and tells a queue that must grow from one that need not.
//! Like the loads themselves it knows hours a week and not at which hours: a night team lends a day team more than it can.

use std::collections::BTreeSet;

use super::load::TeamLoad;
use crate::model::{Model, TeamId};

/// The most teams of which every subset is looked at; larger groups that share work are taken for one pool.
const MOST: usize = 12;

/// Teams whose work is as tight as each other's.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// Whose work it is.
    pub work: Vec<TeamId>,
    /// Whose people do it.
    pub people: Vec<TeamId>,
    /// Hours a week that are asked.
    pub offered: f64,
    /// Hours a week that those people have.
    pub capacity: f64,
}

impl Pool {
    /// Offered by capacity; none where nobody has any hours for it.
    pub fn ratio(&self) -> Option<f64> {
        (self.capacity > 0.0).then(|| self.offered / self.capacity)
    }

    /// Whether people of more than one team do it.
    pub fn is_shared(&self) -> bool {
        self.people.len() > 1
    }

    fn of(model: &Model, loads: &[TeamLoad], work: &[usize], left: &BTreeSet<usize>) -> Pool {
        let people: Vec<usize> = left
            .iter()
            .copied()
            .filter(|&person| work.iter().any(|&team| may_do(model, person, team)))
            .collect();
        let id = |index: &usize| TeamId::from(*index);
        Pool {
            offered: work.iter().map(|&team| loads[team].offered).sum(),
            capacity: people.iter().map(|&team| loads[team].capacity).sum(),
            work: work.iter().map(id).collect(),
            people: people.iter().map(id).collect(),
        }
    }

    /// How tight it is, to compare: endless where there is work and nobody for it.
    fn strain(&self) -> f64 {
        match self.offered > 0.0 {
            true => self.offered / self.capacity,
            false => 0.0,
        }
    }
}

fn may_do(model: &Model, people: usize, work: usize) -> bool {
    people == work
        || model.teams[people]
            .also_works_for
            .iter()
            .any(|team| team.index() == work)
}

/// The pools of a model, each group of teams that share work cut into the tightest pool, the tightest of what is left, and so on.
/// A team that shares nothing is a pool of its own; each team's work is in one pool.
pub fn pools(model: &Model, loads: &[TeamLoad]) -> Vec<Pool> {
    let mut pools = Vec::new();
    for group in groups(model) {
        let mut work = group.clone();
        let mut people: BTreeSet<usize> = group.into_iter().collect();
        while !work.is_empty() {
            let tightest = tightest(model, loads, &work, &people);
            work.retain(|&team| !tightest.work.contains(&TeamId::from(team)));
            people.retain(|&team| !tightest.people.contains(&TeamId::from(team)));
            pools.push(tightest);
        }
    }
    pools.sort_by_key(|pool| pool.work[0].index());
    pools
}

/// The subset of `work` that is most, by the hours of those of `people` who may do it; of equals the largest.
fn tightest(model: &Model, loads: &[TeamLoad], work: &[usize], people: &BTreeSet<usize>) -> Pool {
    let mut best = Pool::of(model, loads, work, people);
    if work.len() > MOST {
        return best;
    }
    for bits in 1..(1u32 << work.len()) {
        let chosen = work.iter().enumerate().filter(|(place, _)| bits & 1 << place != 0);
        let chosen: Vec<usize> = chosen.map(|(_, &team)| team).collect();
        let pool = Pool::of(model, loads, &chosen, people);
        // Sums of the same hours in another order are no difference.
        if pool.strain() > best.strain() * (1.0 + 1e-9) {
            best = pool;
        }
    }
    best
}

/// Teams that are linked by `also_works_for`, in either direction.
fn groups(model: &Model) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for team in 0..model.teams.len() {
        let linked = |other: &usize| may_do(model, team, *other) || may_do(model, *other, team);
        let (joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.iter().any(linked));
        let mut group: Vec<usize> = joined.into_iter().flatten().chain([team]).collect();
        group.sort_unstable();
        groups = apart;
        groups.push(group);
    }
    groups
}

/// Hours a week of each team's work, beyond what it can do itself, that people of other teams can do, in the order of the model.
/// What a pool cannot do at all stays with its teams in proportion to what is too much for each.
pub fn relief(model: &Model, loads: &[TeamLoad]) -> Vec<f64> {
    let mut relief = vec![0.0; loads.len()];
    for pool in pools(model, loads) {
        let excess = |team: &TeamId| {
            let load = &loads[team.index()];
            (load.offered - load.capacity).max(0.0)
        };
        let all: f64 = pool.work.iter().map(excess).sum();
        if all <= 0.0 || !pool.is_shared() {
            continue;
        }
        let stays = ((pool.offered - pool.capacity).max(0.0) / all).min(1.0);
        for team in &pool.work {
            relief[team.index()] = excess(team) * (1.0 - stays);
        }
    }
    relief
}
