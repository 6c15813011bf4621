//! The numbers of places.

use super::control::teams_after_escalation;
use crate::model::{DemandId, Model, Noticed, Step, StepId, TeamId};

/// Numbers the places: for each demand the steps of its stream, then one for each route of the model, then for each step the
/// places at which other teams deal with its items: those it may be misrouted to, those it overflows to, those it is escalated to.
pub(super) struct Layout {
    first: Vec<u32>,
    steps: Vec<u32>,
    /// For each demand and step, the first of its places at other teams.
    elsewhere: Vec<Vec<u32>>,
}

impl Layout {
    pub(super) fn new(model: &Model) -> Layout {
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
            let of_step = |step: &Step| {
                let at = next;
                let escalated = teams_after_escalation(model, id, step).count();
                next += (wrong_teams(step).count() + step.overflow.len() + escalated) as u32;
                at
            };
            elsewhere.push(model.streams[demand.stream.index()].steps.iter().map(of_step).collect());
        }
        Layout {
            first,
            steps,
            elsewhere,
        }
    }
    pub(super) fn first_place(&self, demand: DemandId) -> u32 {
        self.first[demand.index()]
    }
    pub(super) fn place_of_step(&self, demand: DemandId, step: StepId) -> u32 {
        self.first[demand.index()] + step.0
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
