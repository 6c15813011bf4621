//! Gates of a place, compiled: what happens between being sent there and joining the queue.

use super::commitments::Commitment;
use crate::engine::sampler::Sampler;
use crate::model::{Model, Reason, Step};
use crate::observation::Part;

use crate::model::Timetable;
use crate::time::Instant;

/// What happens to an item on its way to a place's queue. Nothing, unless a scenario says so.
#[derive(Clone, Debug, Default)]
pub struct Gates {
    /// The place is a wait that needs nobody.
    pub wait: Option<WaitProgram>,
    /// How long an item is on its way here from a step of another team.
    pub handoff: Option<Sampler>,
}

/// A wait that needs nobody; how long it lasts is the place's effort.
#[derive(Clone, Debug)]
pub struct WaitProgram {
    /// The part of lead time that it counts as.
    pub part: Part,
    /// The hours in which it passes.
    pub clock: Timetable,
    /// For each commitment, whether its clock stands still.
    pub stops: Vec<bool>,
    /// Whether any does.
    pub stops_any: bool,
}

impl Gates {
    /// Whether nothing happens on the way.
    pub fn is_open(&self) -> bool {
        self.wait.is_none() && self.handoff.is_none()
    }
}

pub(super) fn compile(model: &Model, commitments: &[Commitment], step: &Step) -> Gates {
    Gates {
        wait: step.wait.as_ref().map(|wait| {
            let stops: Vec<bool> = commitments
                .iter()
                .map(|commitment| wait.stops.contains(&(commitment.promise as usize)))
                .collect();
            WaitProgram {
                part: match wait.reason {
                    Reason::Supplier => Part::Supplier,
                    Reason::Customer => Part::Customer,
                    Reason::Other => Part::Other,
                },
                clock: model.calendars[wait.calendar.index()].timetable(
                    &model.epoch,
                    Instant::START,
                    model.run.window_end(),
                ),
                stops_any: stops.contains(&true),
                stops,
            }
        }),
        handoff: step.handoff.as_ref().map(Sampler::new),
    }
}
