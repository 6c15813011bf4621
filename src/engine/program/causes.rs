//! Faults, chases and what follows from failed items, compiled.

use super::classes::DemandProgram;
use super::numbering::Layout;
use super::special::{Preset, stride};
use crate::engine::sampler::Sampler;
use crate::engine::streams::name_hash;
use crate::model::{DemandId, Fault, Kind, Model, Step, Timetable};
use crate::time::Instant;

/// A sort of faults.
#[derive(Clone, Debug)]
pub struct FaultProgram {
    /// Hash of its name: the key of its luck.
    pub hash: u64,
    /// How many are open at the start.
    pub open: u32,
    /// New ones for each tick.
    pub new_rate: f64,
    /// The demand that each raises.
    pub raises: u32,
    /// Items for each open tick, from each fault.
    pub rate: f64,
    /// When they come.
    pub hours: Timetable,
    /// Values that its items always have, where the demand's others are drawn together with them.
    pub preset: Preset,
    /// The same where each is drawn by itself: how far apart the classes of neighbouring values are, how many values there are,
    /// and the number of the value.
    pub fixes: Vec<(u32, u32, u32)>,
    /// What part of the effort items take once a workaround is known.
    pub effort_once_known: f64,
    /// After how many items it is asked for, and the demand that is raised then.
    pub found: Option<(u32, u32)>,
    /// The root index of a fault that no item left behind.
    pub own_root: u8,
    /// For each root index of a fault, that of its items.
    pub roots: Vec<u8>,
    /// For each root index of a fault, that of its problem.
    pub found_roots: Vec<u8>,
}

/// What follows from an item that fails.
#[derive(Clone, Debug)]
pub struct ConsequenceProgram {
    /// What it causes.
    pub raises: Option<CausedProgram>,
    /// The faults that it leaves behind.
    pub adds: Option<AddedProgram>,
    /// The place to which it goes instead of the next, and how likely it would still fail afterwards.
    pub back_out: Option<(u32, f64)>,
}

/// Items that a failed item causes.
#[derive(Clone, Debug)]
pub struct CausedProgram {
    /// The demand raised.
    pub demand: u32,
    /// How many.
    pub count: Sampler,
    /// Within how many ticks.
    pub within: i64,
    /// For each root index of the parent, the child's.
    pub roots: Vec<u8>,
}

/// Faults that a failed item leaves behind.
#[derive(Clone, Debug)]
pub struct AddedProgram {
    /// The sort.
    pub sort: u32,
    /// How many.
    pub count: Sampler,
    /// For each root index of the item, the fault's.
    pub roots: Vec<u8>,
}

/// What people do about an item that is late.
#[derive(Clone, Copy, Debug)]
pub struct ChaseProgram {
    /// Share of items about which anybody asks.
    pub share: f64,
    /// After how many more ticks they ask again.
    pub again: Option<i64>,
    /// No more than so many for one item.
    pub at_most: u32,
    /// Whether those that are open end with the item.
    pub closes: bool,
}

/// The kinds of root cause that items of each demand, and faults of each sort, can have.
#[derive(Clone, Debug)]
pub(super) struct Roots {
    pub demands: Vec<Vec<Kind>>,
    pub faults: Vec<Vec<Kind>>,
}

/// For each kind in a list, where it stands in another.
pub(super) fn positions(own: &[Kind], theirs: &[Kind]) -> Vec<u8> {
    let position = |kind: &Kind| theirs.iter().position(|other| other == kind).unwrap_or(0) as u8;
    own.iter().map(position).collect()
}

/// Every sort of faults.
pub(super) fn faults(model: &Model, roots: &Roots, demands: &[DemandProgram]) -> Vec<FaultProgram> {
    let each = model.faults.iter().zip(&roots.faults);
    each.map(|(fault, own)| compile(model, fault, own, roots, demands))
        .collect()
}

fn compile(model: &Model, fault: &Fault, own: &[Kind], roots: &Roots, demands: &[DemandProgram]) -> FaultProgram {
    let open = model.open_in_standard_week(&[fault.hours]).ticks().max(1) as f64;
    let calendar = &model.calendars[fault.hours.index()];
    let demand = &demands[fault.raises.index()];
    let preset = demand
        .special
        .as_ref()
        .map(|special| special.preset(model, fault.raises, &fault.values));
    FaultProgram {
        hash: name_hash(&format!("fault.{}", fault.name)),
        open: fault.open,
        new_rate: fault.new_per_week / crate::time::WEEK as f64,
        raises: fault.raises.0,
        rate: fault.per_week / open,
        hours: calendar.timetable(&model.epoch, Instant::START, model.run.window_end()),
        preset: preset.unwrap_or_default(),
        fixes: fixes(model, fault),
        effort_once_known: fault.effort_once_known,
        found: fault.found.map(|found| (found.after, found.raises.0)),
        own_root: own.iter().position(|kind| *kind == Kind::Failure).unwrap_or(0) as u8,
        roots: positions(own, &roots.demands[fault.raises.index()]),
        found_roots: fault
            .found
            .map_or(Vec::new(), |found| positions(own, &roots.demands[found.raises.index()])),
    }
}

fn fixes(model: &Model, fault: &Fault) -> Vec<(u32, u32, u32)> {
    let mixes = &model.demands[fault.raises.index()].mixes;
    let fixed = fault.values.iter().filter_map(|(attribute, value)| {
        let (_, mix) = mixes.iter().find(|(own, _)| own == attribute)?;
        let number = mix.iter().position(|(own, _)| own == value)?;
        let stride = stride(model, fault.raises, *attribute);
        Some((stride, mix.len() as u32, number as u32))
    });
    fixed.collect()
}

impl FaultProgram {
    /// The class with the values that its items always have, and otherwise those of `class`; classes count from the demand's first.
    pub fn fixed(&self, class: u32) -> u32 {
        self.fixes.iter().fold(class, |class, (stride, count, value)| {
            let own = class / stride % count;
            class + value * stride - own * stride
        })
    }
}

/// What follows from items of a demand that fail at a step.
pub(super) fn consequence(layout: &Layout, roots: &Roots, demand: DemandId, step: &Step) -> Option<ConsequenceProgram> {
    let failure = step.if_it_fails.as_ref()?;
    let own = &roots.demands[demand.index()];
    Some(ConsequenceProgram {
        raises: failure.raises.as_ref().map(|raised| CausedProgram {
            demand: raised.demand.0,
            count: Sampler::new(&raised.count),
            within: raised.within.ticks(),
            roots: positions(own, &roots.demands[raised.demand.index()]),
        }),
        adds: failure.adds.as_ref().map(|added| AddedProgram {
            sort: added.fault.0,
            count: Sampler::new(&added.count),
            roots: positions(own, &roots.faults[added.fault.index()]),
        }),
        back_out: failure
            .back_out
            .map(|back_out| (layout.place_of_step(demand, back_out.to), back_out.still_bad)),
    })
}
