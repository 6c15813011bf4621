//! The numbers of places.

use super::common::Common;
use super::control::teams_after_escalation;
use crate::model::{DemandId, Model, Noticed, Step, StepId, TeamId};

/// Numbers the places: for each demand the steps of its stream, then one for each route of the model, then for each step the
/// places at which other teams deal with its items: those it may be misrouted to, those it overflows to, those it is escalated to.
/// After all of them come the steps that another team does in another phase than the first: who waits for a team goes on waiting
/// for it.
pub(super) struct Layout {
    first: Vec<u32>,
    steps: Vec<u32>,
    /// For each demand and step, the first of its places at other teams.
    elsewhere: Vec<Vec<u32>>,
    /// For each demand and step, its place with the team that does it in this phase.
    in_force: Vec<Vec<u32>>,
    /// For each demand and step, the first of its places with the teams that do it in other phases.
    later: Vec<Vec<u32>>,
}

impl Layout {
    pub(super) fn new(model: &Model, common: &Common) -> Layout {
        let mut next = 0;
        let (mut first, mut steps, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
        for demand in &model.demands {
            let count = model.streams[demand.stream.index()].steps.len() as u32;
            let asks = model.streams[demand.stream.index()]
                .steps
                .iter()
                .any(|step| step.approval);
            first.push(next);
            steps.push(count);
            next += count + if asks { model.routes.len() as u32 } else { 0 };
            let id = DemandId::from(first.len() - 1);
            let of_step = |(number, step): (usize, &Step)| {
                let at = next;
                let base = common.teams_of(demand.stream, number)[0];
                let escalated = teams_after_escalation(model, id, step, base).count();
                next += (wrong_teams(step).count() + step.overflow.len() + escalated) as u32;
                at
            };
            let of_stream = model.streams[demand.stream.index()].steps.iter().enumerate();
            elsewhere.push(of_stream.map(of_step).collect());
        }
        let (mut in_force, mut later) = (Vec::new(), Vec::new());
        for (demand, first) in model.demands.iter().zip(&first) {
            let mut of_teams = Vec::new();
            let of_step = |(number, step): (usize, &Step)| {
                let teams = common.teams_of(demand.stream, number);
                let others = next;
                of_teams.push(others);
                next += teams.len() as u32 - 1;
                match teams.iter().position(|team| *team == step.team) {
                    Some(index) if index > 0 => others + index as u32 - 1,
                    _ => first + number as u32,
                }
            };
            let steps = &model.streams[demand.stream.index()].steps;
            in_force.push(steps.iter().enumerate().map(of_step).collect());
            later.push(of_teams);
        }
        Layout {
            first,
            steps,
            elsewhere,
            in_force,
            later,
        }
    }
    pub(super) fn first_place(&self, demand: DemandId) -> u32 {
        self.first[demand.index()]
    }
    pub(super) fn place_of_step(&self, demand: DemandId, step: StepId) -> u32 {
        self.in_force[demand.index()][step.index()]
    }
    /// The place of a step with the n-th of the teams that do it in some phase.
    pub(super) fn place_of_team(&self, demand: DemandId, step: StepId, nth: usize) -> u32 {
        match nth.checked_sub(1) {
            None => self.first[demand.index()] + step.0,
            Some(later) => self.later[demand.index()][step.index()] + later as u32,
        }
    }
    pub(super) fn place_of_route(&self, demand: usize, route: u32) -> u32 {
        self.first[demand] + self.steps[demand] + route
    }
    /// The places at which a step's items are dealt with by other teams: first the wrong ones, then those it overflows to.
    pub(super) fn elsewhere(&self, demand: DemandId, step: StepId) -> u32 {
        self.elsewhere[demand.index()][step.index()]
    }
}

/// The teams that deal with misrouted items of a step, with their probabilities.
pub(super) fn wrong_teams(step: &Step) -> impl Iterator<Item = (TeamId, f64)> + '_ {
    let misrouting = step.misrouting.iter();
    let touched = misrouting.filter(|misrouting| matches!(misrouting.noticed, Noticed::Effort(_)));
    touched.flat_map(|misrouting| misrouting.to.iter().copied())
}
