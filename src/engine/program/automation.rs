//! Runs that need nobody, compiled.

use super::NIL;
use super::classes::values_of;
use super::gates::Source;
use crate::engine::sampler::Sampler;
use crate::model::{Model, Safeguard, StreamId};

/// How visits to a place are done without people.
#[derive(Clone, Debug)]
pub struct AutomationProgram {
    /// Its number among all steps that have any, stream by stream.
    pub number: u32,
    /// For each class of the demand.
    pub odds: Vec<Odds>,
    /// How long a run takes.
    pub takes: Sampler,
    /// Probability that a failed run seems to have done what it should.
    pub unnoticed: f64,
    /// How long until that is noticed.
    pub noticed_after: Sampler,
    /// The place where people take over; [`NIL`] where it is the place itself.
    pub fallback: u32,
    /// When it stops by itself.
    pub safeguard: Option<Safeguard>,
}

/// What depends on the item.
#[derive(Clone, Copy, Debug)]
pub struct Odds {
    /// Probability that a visit is tried.
    pub share: f64,
    /// Probability that a run does what it should.
    pub succeeds: f64,
    /// Whether what it has done takes its approval route.
    pub needs_approval: bool,
}

/// The steps that have automation, by stream and number of the step: their numbers are the indices.
pub fn automated_steps(model: &Model) -> Vec<(StreamId, usize)> {
    let of_stream = |(stream, of): (usize, &crate::model::Stream)| {
        let steps = of.steps.iter().enumerate();
        let automated = steps.filter(|(_, step)| step.automation.is_some());
        let steps: Vec<usize> = automated.map(|(number, _)| number).collect();
        steps.into_iter().map(move |step| (StreamId::from(stream), step))
    };
    model.streams.iter().enumerate().flat_map(of_stream).collect()
}

pub(super) fn compile(of: &Source<'_>) -> Option<Box<AutomationProgram>> {
    let automation = of.step.automation.as_ref()?;
    let stream = of.model.demands[of.demand.index()].stream;
    let number = automated_steps(of.model)
        .iter()
        .position(|known| *known == (stream, of.number.index()))?;
    let odds = |class: usize| {
        let values = values_of(of.model, of.demand, class);
        let value_of = |attribute| {
            values
                .iter()
                .find(|(own, _)| *own == attribute)
                .map(|(_, value)| *value)
        };
        Odds {
            share: *automation.share.of(of.demand, value_of),
            succeeds: *automation.succeeds.of(of.demand, value_of),
            needs_approval: *automation.needs_approval.of(of.demand, value_of),
        }
    };
    Some(Box::new(AutomationProgram {
        number: number as u32,
        odds: (0..of.compiled.classes as usize).map(odds).collect(),
        takes: Sampler::new(&automation.takes),
        unnoticed: automation.unnoticed,
        noticed_after: Sampler::new(&automation.noticed_after),
        fallback: automation
            .fallback
            .map_or(NIL, |step| of.layout.place_of_step(of.demand, step)),
        safeguard: automation.safeguard,
    }))
}
