//! Demands and classes: every combination of attribute values, with what depends on it looked up beforehand.

use super::NIL;
use super::arrivals::{self, ArrivalProgram};
use super::causes::Roots;
use super::channels::{self, AnnouncedProgram, DetectionProgram};
use super::commitments::Commitment;
use super::numbering::Layout;
use super::places;
use super::special::{self, Special};
use crate::engine::sampler::Sampler;
use crate::engine::streams::{Key, name_hash};
use crate::model::{
    AttributeId, BypassWay, Calls, DemandId, Distribution, Kind, Model, Policy, Selector, StepId, ValueId,
};
use crate::time::HOUR;

/// A demand, compiled.
#[derive(Clone, Debug)]
pub struct DemandProgram {
    /// Hash of the name: the key of its luck.
    pub hash: u64,
    /// How it arrives from outside.
    pub arrivals: Option<ArrivalProgram>,
    /// Its first class.
    pub first_class: u32,
    /// How many classes it has.
    pub classes: u32,
    /// The attributes to draw: those with more than one value.
    pub draws: Vec<AttributeDraw>,
    /// What few demands have; boxed, so that the others are small.
    pub special: Option<Box<Special>>,
    /// The kinds of root cause that its items can have, in the order of [`Kind::ALL`].
    pub roots: Vec<Kind>,
    /// The root index of an item that arrives from outside.
    pub own_root: u8,
    /// Its first place: the first step of its stream.
    pub first_place: u32,
    /// The parts of its value that an item releases before its end, in the order of the steps that do.
    pub increments: Vec<f64>,
    /// Calls about its items.
    pub calls: Option<CallsProgram>,
    /// When its items are noticed; at once where there is none.
    pub detection: Option<DetectionProgram>,
    /// How many steps its stream has; the places of its approvals follow them.
    pub steps: u32,
    /// What may follow when an item is resolved.
    pub reopening: Option<ReopeningProgram>,
    /// How far apart the classes of neighbouring priorities are, and the priorities; empty where none of its items is escalated.
    pub priorities: (u32, Vec<u32>),
}

impl DemandProgram {
    /// The class of an item, whose attributes are independent.
    #[inline(always)]
    pub(in crate::engine) fn draw_class(&self, key: Key) -> u32 {
        let mut class = self.first_class;
        for draw in &self.draws {
            class += draw.value(key.part(draw.hash).uniform()) * draw.stride;
        }
        class
    }

    /// The class that differs from `class` in its priority alone, where items are escalated and it has such a class.
    pub fn class_with(&self, class: u32, priority: u32) -> Option<u32> {
        let (stride, priorities) = (self.priorities.0, &self.priorities.1);
        let wanted = priorities.iter().position(|own| *own == priority)? as u32;
        let own = (class - self.first_class) / stride % priorities.len() as u32;
        Some(class + wanted * stride - own * stride)
    }
}

/// What may follow when an item is resolved, compiled.
#[derive(Clone, Copy, Debug)]
pub struct ReopeningProgram {
    /// Probability.
    pub share: f64,
    /// The place to which it goes back.
    pub to: u32,
    /// Within how many ticks.
    pub within: i64,
}

/// Calls about open items, compiled.
#[derive(Clone, Debug)]
pub struct CallsProgram {
    /// The demand raised.
    pub demand: u32,
    /// Ticks from one to the next.
    pub interval: Sampler,
    /// No more than so many for one item.
    pub at_most: u32,
    /// Whether those that are open end with the item.
    pub closes: bool,
    /// For each root index of the item, the call's.
    pub roots: Vec<u8>,
    /// After which announcement fewer call.
    pub announced: Option<AnnouncedProgram>,
}

/// How one attribute of an item is drawn.
#[derive(Clone, Debug)]
pub struct AttributeDraw {
    /// Hash of the attribute's name.
    pub hash: u64,
    /// Upper ends of the values' cumulative shares, the last left out, in fours; what is left of the last four is infinite.
    cumulative: Vec<[f64; 4]>,
    /// How far apart the classes of neighbouring values are.
    pub stride: u32,
}

impl AttributeDraw {
    /// The value that a number, uniform on [0, 1), leads to: how many of the upper ends it has passed. In fours, so that few
    /// values take no branch that depends on how many there are.
    #[inline(always)]
    pub fn value(&self, luck: f64) -> u32 {
        let passed = |ends: &[f64; 4]| ends.iter().map(|&end| u32::from(luck >= end)).sum::<u32>();
        self.cumulative.iter().map(passed).sum()
    }
}

/// The numbers in fours; what is left of the last four is infinite.
fn in_fours(numbers: &[f64]) -> Vec<[f64; 4]> {
    numbers
        .chunks(4)
        .map(|chunk| std::array::from_fn(|index| chunk.get(index).copied().unwrap_or(f64::INFINITY)))
        .collect()
}

/// A demand with one value for each of its attributes.
#[derive(Clone, Debug)]
pub struct Class {
    /// The demand.
    pub demand: u32,
    /// Priority, 0 the most urgent.
    pub priority: u32,
    /// The place at which an item enters.
    pub entry: u32,
    /// Probability that it would fail.
    pub fails: f64,
    /// Its approval route under the policy in force, or [`NIL`] where none is ever asked for.
    pub route: u32,
    /// The route that it takes instead when it goes round that one, declared to be what it is not; [`NIL`] where it takes none then.
    pub disguise: u32,
    /// The commitments made for it.
    pub commitments: Vec<u32>,
}

/// The route that a policy names.
fn route(policy: &Policy, id: DemandId, value_of: impl Fn(AttributeId) -> Option<ValueId>) -> Option<u32> {
    let rule = policy
        .rules
        .iter()
        .find(|(selector, _)| selector.selects(id, &value_of));
    rule.map(|(_, route)| route.0)
}

/// Whether items of a demand can be selected, whatever their attributes.
pub(super) fn may_select(selector: &Selector, demand: usize) -> bool {
    let named = selector.demands.as_ref();
    named.is_none_or(|demands| demands.contains(&demand.into()))
}

pub(super) fn compile(
    model: &Model,
    layout: &Layout,
    roots: &Roots,
    commitments: &[Commitment],
) -> (Vec<DemandProgram>, Vec<Class>) {
    let roots = &roots.demands;
    let mut demands = Vec::new();
    let mut classes = Vec::new();
    for (index, demand) in model.demands.iter().enumerate() {
        let id = DemandId::from(index);
        let first_class = classes.len() as u32;
        let combinations: usize = demand.mixes.iter().map(|(_, mix)| mix.len()).product();
        for number in 0..combinations {
            classes.push(class(model, layout, commitments, id, &values_of(model, id, number)));
        }
        demands.push(DemandProgram {
            hash: name_hash(&demand.name),
            arrivals: demand
                .arrivals
                .as_ref()
                .map(|arrivals| arrivals::compile(model, arrivals)),
            first_class,
            classes: combinations as u32,
            draws: draws(model, id),
            special: special::compile(model, layout, (id, first_class), roots),
            own_root: roots[index].iter().position(|kind| *kind == demand.kind).unwrap_or(0) as u8,
            roots: roots[index].clone(),
            first_place: layout.first_place(id),
            detection: demand.detection.as_ref().map(|of| channels::detection(model, id, of)),
            calls: demand.calls.as_ref().map(|calls| calls_of(calls, &roots[index], roots)),
            increments: places::increments(model.steps_of(id)).collect(),
            steps: model.steps_of(id).len() as u32,
            priorities: priorities(model, id),
            reopening: demand.reopening.as_ref().map(|reopening| ReopeningProgram {
                share: reopening.share,
                to: layout.place_of_step(id, reopening.to),
                within: reopening.within.ticks(),
            }),
        });
    }
    (demands, classes)
}

/// How priorities are told apart, where items may be escalated.
fn priorities(model: &Model, id: DemandId) -> (u32, Vec<u32>) {
    let escalates = |escalation: &crate::model::Escalation| {
        escalation.priority.is_some() && may_select(&escalation.selector, id.index())
    };
    let mixes = &model.demands[id.index()].mixes;
    let own = mixes.iter().find(|(attribute, _)| *attribute == Model::PRIORITY);
    match own.filter(|_| model.escalations.iter().any(escalates)) {
        None => (1, Vec::new()),
        Some((_, shares)) => (
            special::stride(model, id, Model::PRIORITY),
            shares.iter().map(|(value, _)| value.0).collect(),
        ),
    }
}

fn calls_of(calls: &Calls, own: &[Kind], roots: &[Vec<Kind>]) -> CallsProgram {
    let theirs = &roots[calls.demand.index()];
    let position = |kind: &Kind| theirs.iter().position(|other| other == kind).unwrap_or(0) as u8;
    CallsProgram {
        demand: calls.demand.0,
        interval: Sampler::new(&Distribution::Exponential {
            mean: HOUR as f64 / calls.per_hour,
        }),
        at_most: calls.at_most,
        closes: calls.closes,
        announced: calls.announced.as_ref().map(channels::announced),
        roots: own.iter().map(position).collect(),
    }
}

/// The attribute values of a demand's class `number`: the last attribute varies fastest.
pub(crate) fn values_of(model: &Model, demand: DemandId, number: usize) -> Vec<(AttributeId, ValueId)> {
    let mut rest = number;
    let mut values: Vec<_> = model.demands[demand.index()]
        .mixes
        .iter()
        .rev()
        .map(|(attribute, mix)| {
            let value = mix[rest % mix.len()].0;
            rest /= mix.len();
            (*attribute, value)
        })
        .collect();
    values.reverse();
    values
}

fn draws(model: &Model, demand: DemandId) -> Vec<AttributeDraw> {
    let mut stride = 1;
    let mut draws = Vec::new();
    for (attribute, mix) in model.demands[demand.index()].mixes.iter().rev() {
        if mix.len() > 1 {
            let mut sum = 0.0;
            let mut cumulative: Vec<f64> = mix
                .iter()
                .map(|(_, share)| {
                    sum += share;
                    sum
                })
                .collect();
            cumulative.pop();
            let hash = name_hash(&model.attributes[attribute.index()].name);
            draws.push(AttributeDraw {
                hash,
                cumulative: in_fours(&cumulative),
                stride,
            });
        }
        stride *= mix.len() as u32;
    }
    draws
}

fn class(
    model: &Model,
    layout: &Layout,
    commitments: &[Commitment],
    id: DemandId,
    values: &[(AttributeId, ValueId)],
) -> Class {
    let demand = &model.demands[id.index()];
    let value_of = |attribute| {
        values
            .iter()
            .find(|(other, _)| *other == attribute)
            .map(|(_, value)| *value)
    };
    let entry: StepId = *demand.enters.of(id, value_of);
    let asks = model.steps_of(id).iter().any(|step| step.approval);
    let policy = model
        .policy
        .filter(|_| asks)
        .map(|policy| &model.policies[policy.index()]);
    let route = policy.and_then(|policy| route(policy, id, value_of));
    let bypass = route.and_then(|route| model.routes[route as usize].bypass.as_ref());
    let disguise = match bypass.map(|bypass| bypass.way) {
        Some(BypassWay::DeclaredAs(attribute, value)) => policy.and_then(|policy| {
            self::route(
                policy,
                id,
                |own| if own == attribute { Some(value) } else { value_of(own) },
            )
        }),
        _ => None,
    };
    Class {
        demand: id.0,
        priority: value_of(Model::PRIORITY).map_or(0, |value| value.0),
        entry: layout.place_of_step(id, entry),
        fails: *demand.fails.of(id, value_of),
        route: route.unwrap_or(NIL),
        disguise: disguise.unwrap_or(NIL),
        commitments: (0..commitments.len() as u32)
            .filter(|&index| {
                let promise = &model.promises[commitments[index as usize].promise as usize];
                promise.selector.selects(id, value_of)
            })
            .collect(),
    }
}
