//! Batches and trains, numbered: each is of a step, for all demands that come there.

use super::NIL;
use crate::engine::sampler::Sampler;
use crate::model::{Model, Step, StreamId};
use crate::time::Instant;

/// How items of a step gather, compiled.
#[derive(Clone, Debug)]
pub struct BatchProgram {
    /// How many must have gathered before work can begin.
    pub at_least: u32,
    /// The most that are worked on as one.
    pub at_most: u32,
    /// After how many ticks an item waits no longer for others.
    pub wait_at_most: Option<i64>,
    /// Touch time that each item adds.
    pub effort_each: Option<Sampler>,
}

/// Departures for which items of a step wait, compiled.
#[derive(Clone, Debug)]
pub struct TrainProgram {
    /// When it leaves.
    pub departures: Vec<Instant>,
    /// Most items that leave at once.
    pub at_most: u32,
    /// Ticks before a departure by which an item must be there.
    pub cut_off: i64,
}

fn steps(model: &Model) -> impl Iterator<Item = &Step> {
    model.streams.iter().flat_map(|stream| &stream.steps)
}

/// The batches of all steps, in the order of the model.
pub(super) fn batches(model: &Model) -> Vec<BatchProgram> {
    let batches = steps(model).filter_map(|step| step.batch.as_ref());
    batches
        .map(|batch| BatchProgram {
            at_least: batch.at_least,
            at_most: batch.at_most,
            wait_at_most: batch.wait_at_most.map(|wait| wait.ticks()),
            effort_each: batch.effort_each.as_ref().map(Sampler::new),
        })
        .collect()
}

/// The trains of all steps, in the order of the model.
pub(super) fn trains(model: &Model) -> Vec<TrainProgram> {
    let trains = steps(model).filter_map(|step| step.train.as_ref());
    trains
        .map(|train| TrainProgram {
            departures: train.departures.clone(),
            at_most: train.at_most,
            cut_off: train.cut_off.ticks(),
        })
        .collect()
}

/// The numbers of a step's batch and of its train; [`NIL`] where it has none.
pub(super) fn of_step(model: &Model, stream: StreamId, number: usize) -> [u32; 2] {
    let before = model.streams[..stream.index()].iter().flat_map(|stream| &stream.steps);
    let before: Vec<&Step> = before.chain(&model.streams[stream.index()].steps[..number]).collect();
    let step = &model.streams[stream.index()].steps[number];
    let count = |has: fn(&Step) -> bool| match has(step) {
        true => before.iter().filter(|step| has(step)).count() as u32,
        false => NIL,
    };
    [count(|step| step.batch.is_some()), count(|step| step.train.is_some())]
}
