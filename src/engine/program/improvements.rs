//! The improvement register and capabilities, compiled.

use super::commitments::Commitment;
use super::reviews::{self, Gauge};
use crate::model::{AdoptionCurve, Asks, Judging, Kind, Model, Timetable};
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

/// What a step brings about, with what people then ask.
#[derive(Clone, Debug)]
pub struct BroughtProgram {
    /// The change.
    pub change: CapabilityProgram,
    /// The questions.
    pub asks: Option<AsksProgram>,
}

/// Questions about what is new, compiled.
#[derive(Clone, Debug)]
pub struct AsksProgram {
    /// What is raised.
    pub demand: u32,
    /// When people ask.
    pub clock: Timetable,
    /// How many a tick at first, while they ask.
    pub rate: f64,
    /// In how many ticks that falls to nothing.
    pub fade_over: i64,
    /// For each kind of root cause, by its word's place among all kinds: the root of a question.
    pub roots: [u8; Kind::ALL.len()],
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

/// The capabilities of a model; `roots` are the kinds of root cause that items of each demand can have.
pub(super) fn capabilities(model: &Model, roots: &[Vec<Kind>]) -> Vec<BroughtProgram> {
    let each = model.capabilities.iter();
    each.map(|one| BroughtProgram {
        change: CapabilityProgram::new(one.switch, one.adoption),
        asks: one.asks.as_ref().map(|asks| questions(model, asks, roots)),
    })
    .collect()
}

fn questions(model: &Model, asks: &Asks, roots: &[Vec<Kind>]) -> AsksProgram {
    let open = model.open_in_standard_week(&[asks.calendar]).ticks();
    let calendar = &model.calendars[asks.calendar.index()];
    let theirs = &roots[asks.demand.index()];
    let position = |kind: Kind| theirs.iter().position(|own| *own == kind).unwrap_or(0) as u8;
    AsksProgram {
        demand: asks.demand.0,
        clock: calendar.timetable(&model.epoch, Instant::START, model.run.window_end()),
        rate: asks.per_week / open as f64,
        fade_over: asks.fade_over.ticks(),
        roots: Kind::ALL.map(position),
    }
}
