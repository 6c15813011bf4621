//! The improvement register and capabilities, compiled.

use super::commitments::Commitment;
use super::reviews::{self, Gauge};
use crate::model::{AdoptionCurve, Judging, Model};
use crate::time::{DAY, Instant};

/// An improvement, compiled.
#[derive(Clone, Debug)]
pub struct ImprovementProgram {
    /// When its work begins, where no review begins it.
    pub from: Option<Instant>,
    /// The demand of which its work consists.
    pub work: u32,
    /// How many items of it.
    pub items: u32,
    /// What it changes, and how that is taken up.
    pub brings: CapabilityProgram,
    /// How it is judged, and by which gauge.
    pub judged: Option<(Judging, usize)>,
}

/// A change with the way in which it is taken up.
#[derive(Clone, Copy, Debug)]
pub struct CapabilityProgram {
    /// The switch.
    pub switch: u32,
    /// In how many steps it is taken up, a day apart; at once where there is none.
    pub days: u32,
    /// How much of it in the end.
    pub up_to: f64,
}

impl CapabilityProgram {
    fn new(switch: usize, adoption: AdoptionCurve) -> CapabilityProgram {
        CapabilityProgram {
            switch: switch as u32,
            days: u32::try_from((adoption.takes.ticks() + DAY - 1) / DAY).unwrap_or(u32::MAX),
            up_to: adoption.up_to,
        }
    }
}

/// The improvements of a model; what they are judged by joins the gauges.
pub(super) fn compile(model: &Model, commitments: &[Commitment], gauges: &mut Vec<Gauge>) -> Vec<ImprovementProgram> {
    let each = model.improvements.iter().map(|improvement| ImprovementProgram {
        from: improvement.from,
        work: improvement.work.0,
        items: improvement.items,
        brings: CapabilityProgram::new(improvement.switch, improvement.adoption),
        judged: improvement.judged.and_then(|judged| {
            gauges.push(reviews::gauge(judged.figure, commitments)?);
            Some((judged, gauges.len() - 1))
        }),
    });
    each.collect()
}

/// The capabilities of a model.
pub(super) fn capabilities(model: &Model) -> Vec<CapabilityProgram> {
    let each = model.capabilities.iter();
    each.map(|one| CapabilityProgram::new(one.switch, one.adoption))
        .collect()
}
