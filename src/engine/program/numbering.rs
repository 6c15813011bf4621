//! The numbers of places.

use crate::model::{DemandId, Model, StepId};

/// Numbers the places: for each demand the steps of its stream, then one for each route of the model.
pub(super) struct Layout {
    first: Vec<u32>,
    steps: Vec<u32>,
}

impl Layout {
    pub(super) fn new(model: &Model) -> Layout {
        let mut next = 0;
        let (mut first, mut steps) = (Vec::new(), Vec::new());
        for demand in &model.demands {
            let count = model.streams[demand.stream.index()].steps.len() as u32;
            let asks = model.streams[demand.stream.index()]
                .steps
                .iter()
                .any(|step| step.approval);
            first.push(next);
            steps.push(count);
            next += count + if asks { model.routes.len() as u32 } else { 0 };
        }
        Layout { first, steps }
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
}
