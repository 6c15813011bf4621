//! Places: a step as one demand meets it, or an approval route as one demand meets it.

use super::NIL;
use super::causes::{self, ConsequenceProgram, Roots, positions};
use super::channels::{self, PlaceKnowledge};
use super::classes::{DemandProgram, values_of};
use super::commitments::Commitment;
use super::common::Common;
use super::control;
use super::exits::{Exits, exits};
use super::gates::{self, Gates};
use super::gathering;
use super::limits::Limits;
use super::numbering::Layout;
use crate::engine::gates::{Gate, GateSet};
use crate::engine::sampler::Sampler;
use crate::engine::streams::name_hash;
use crate::model::{Choice, DemandId, Distribution, Model, RouteKind, Step, StepId, Target};

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A step, by its index in the stream.
    Step(u32),
    /// An approval, by the route's index in the model.
    Approval(u32),
}

/// A step or an approval, as one demand meets it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The demand.
    pub demand: u32,
    /// What it is.
    pub kind: PlaceKind,
    /// The team whose people do it; [`NIL`] where nobody does.
    pub team: u32,
    /// What happens on the way to the queue.
    pub gates: Gates,
    /// The same place as the team meets it to which work is handed over at the end of a shift; [`NIL`] where none is.
    pub hand_over: u32,
    /// People needed at once.
    pub people: u32,
    /// Hash of stream and step (or route): the key of a visit's luck.
    pub hash: u64,
    /// Bit of the step in an item's memory of visited steps.
    pub bit: u64,
    /// Touch time, the same for every class.
    pub effort: Sampler,
    /// Touch time by class of the demand, where it differs; else empty.
    pub effort_by_class: Vec<Sampler>,
    /// Whether a visit is one person's work on one item at a step, from joining the queue to its end: mostly so.
    pub plain: bool,
    /// Whether anything but routing follows a visit: raised items, approval, failure, a reopening, the way from a wrong team.
    pub eventful: bool,
    /// Whether anything happens to an item between being sent here and joining the queue.
    pub gated: bool,
    /// What can hold it there.
    pub(in crate::engine) on_the_way: GateSet,
    /// Whether the item splits after a visit.
    pub fork: Option<ForkProgram>,
    /// The limits on work in progress of the stream, the team and the step; [`NIL`] where there is none.
    pub limits: [u32; 3],
    /// Which of the program's batches its items gather in; [`NIL`] where each is worked on alone.
    pub batch: u32,
    /// Whether the people may be kept after a visit, because what follows is full.
    pub may_keep: bool,
    /// Whether a wrong priority is corrected after a visit.
    pub corrects: bool,
    /// The audit of which a visit is the looking at an item; [`NIL`] where it is none.
    pub audit: u32,
    /// What knowledge has to do with visits.
    pub knowledge: Option<Box<PlaceKnowledge>>,
    /// Whether the item is announced after a visit.
    pub announces: bool,
    /// Whether the item asks for approval after a visit.
    pub approval: bool,
    /// Where the item goes next.
    pub exits: Exits,
    /// Items raised at the end of a visit.
    pub raises: Vec<RaiseProgram>,
    /// What an item that fails causes at the end of a visit.
    pub consequence: Option<ConsequenceProgram>,
    /// Whether an item that does not fail removes the fault that it carries at the end of a visit.
    pub removes_fault: bool,
    /// Whether a workaround is known for that fault at the end of a visit.
    pub finds_workaround: bool,
    /// The capability that it brings about at the end of a visit, or [`NIL`].
    pub brings: u32,
    /// Which of its demand's increments it releases at the end of a visit, or [`NIL`].
    pub increment: u32,
}

impl Place {
    /// Sums up what is asked at every visit, once all else is known.
    pub(super) fn sum_up(&mut self) {
        let is_step = matches!(self.kind, PlaceKind::Step(_));
        self.plain = is_step && self.team != NIL && self.people == 1 && self.batch == NIL;
        let gates = &self.gates;
        self.on_the_way = GateSet::NONE
            .with(Gate::Wait, gates.wait.is_some())
            .with(Gate::Automation, gates.automated.is_some())
            .with(Gate::Misrouting, gates.misrouting.is_some())
            .with(Gate::Handoff, gates.handoff.is_some())
            .with(Gate::Hold, gates.hold.is_some())
            .with(Gate::Limits, self.limits != [NIL; 3])
            .with(Gate::Freeze, !gates.freezes.is_empty())
            .with(Gate::Train, gates.train != NIL)
            .with(Gate::Batch, self.batch != NIL)
            .with(Gate::Parts, !gates.parts.is_empty());
    }

    /// Sets limits: who goes in has to ask, and who goes out gives something back.
    pub(super) fn limit(&mut self, limits: [u32; 3], may_keep: bool) {
        let limited = limits != [NIL; 3];
        self.limits = limits;
        self.may_keep = may_keep;
        self.gated |= limited;
        self.eventful |= limited || may_keep;
    }
}

/// An item that may be raised.
#[derive(Clone, Debug)]
pub struct RaiseProgram {
    /// Its demand.
    pub demand: u32,
    /// Probability.
    pub share: f64,
    /// Whether the parent waits until it has ended.
    pub waited_for: bool,
    /// For each root index of the parent, the child's.
    pub roots: Vec<u8>,
}

/// How an item splits and joins.
#[derive(Clone, Debug)]
pub struct ForkProgram {
    /// Where the branches begin.
    pub to: Vec<u32>,
    /// Where the item goes on.
    pub join: u32,
    /// How many branches it needs to go on.
    pub needed: u32,
    /// Whether the branches are routes that look at it at once.
    pub opinions: bool,
}

pub(super) fn compile(
    model: &Model,
    layout: &Layout,
    roots: &Roots,
    demands: &[DemandProgram],
    (limits, commitments, common): (&Limits, &[Commitment], &Common),
) -> Vec<Place> {
    let mut places = Vec::new();
    for (index, demand) in model.demands.iter().enumerate() {
        let id = DemandId::from(index);
        let stream = &model.streams[demand.stream.index()];
        let mut elsewhere = Vec::new();
        for (number, step) in stream.steps.iter().enumerate() {
            let mut place = step_place(model, layout, roots, &demands[index], id, number, step);
            let source = gates::Source {
                model,
                layout,
                compiled: &demands[index],
                commitments,
                demand: id,
                number: StepId::from(number),
                step,
            };
            place.gates = gates::compile(&source);
            place.gated |= !place.gates.is_open();
            // Its number belongs to the team that does the step at the start.
            let team = common.teams_of(demand.stream, number)[0];
            elsewhere.extend(gates::elsewhere(&source, &place, team));
            [place.batch, place.gates.train] = gathering::of_step(model, demand.stream, number);
            place.gated |= place.batch != NIL || place.gates.train != NIL;
            if place.team != NIL {
                place.team = team.0;
            }
            place.limit(
                limits.of(model, demand.stream, number, team),
                limits.may_keep(model, demand.stream, number, team),
            );
            places.push(place);
        }
        if stream.steps.iter().any(|step| step.approval) {
            for route in 0..model.routes.len() {
                debug_assert_eq!(places.len() as u32, layout.place_of_route(index, route as u32));
                places.push(approval_place(model, layout, index as u32, route));
            }
        }
        places.append(&mut elsewhere);
    }
    places
}

fn step_place(
    model: &Model,
    layout: &Layout,
    roots: &Roots,
    compiled: &DemandProgram,
    demand: DemandId,
    number: usize,
    step: &Step,
) -> Place {
    let stream = &model.streams[model.demands[demand.index()].stream.index()];
    let root_map = |child: usize| positions(&roots.demands[demand.index()], &roots.demands[child]);
    let raises: Vec<RaiseProgram> = step
        .raises
        .iter()
        .map(|raise| RaiseProgram {
            demand: raise.demand.0,
            share: raise.share,
            waited_for: raise.waited_for,
            roots: root_map(raise.demand.index()),
        })
        .collect();
    let consequence = causes::consequence(layout, roots, demand, step);
    let undoes = |step: &Step| step.if_it_fails.as_ref().is_some_and(|it| it.back_out.is_some());
    let may_end = step.targets().any(|target| target == Target::Done);
    // Reopened, or calls end with it, at which others of the same team may be at work.
    let chased = model.demands[demand.index()].chased.as_ref();
    let followed = compiled.calls.is_some() || chased.is_some_and(|chase| chase.closes);
    let ends_eventfully = may_end && (compiled.reopening.is_some() || followed);
    let misjudged = model.demands[demand.index()].misjudged.as_ref();
    let corrects = misjudged.and_then(|misjudged| misjudged.until_step) == Some(number.into());
    Place {
        demand: demand.0,
        kind: PlaceKind::Step(number as u32),
        team: if step.wait.is_some() { NIL } else { step.team.0 },
        gates: Gates::OPEN,
        hand_over: NIL,
        people: step.people,
        hash: name_hash(&format!("{}.{}", stream.name, step.name)),
        bit: 1 << number,
        effort: Sampler::new(&step.effort.otherwise),
        effort_by_class: efforts(model, compiled, demand, &step.effort),
        plain: false,
        on_the_way: GateSet::NONE,
        // What comes from a branch may join, what was undone may end so, and what a run has failed to do may be called back.
        eventful: stream
            .steps
            .iter()
            .any(|step| step.fork.is_some() || step.automation.is_some() || undoes(step))
            || step.removes_fault
            || step.finds_workaround
            || corrects
            || step.approval
            || step.announces
            || step.writes.is_some()
            || step.audit.is_some()
            || !raises.is_empty()
            || consequence.is_some()
            || step.brings.is_some()
            || step.releases.is_some()
            || ends_eventfully,
        gated: compiled.calls.is_some()
            || compiled.detection.is_some()
            || step.learns_from.is_some()
            || step.writes.is_some()
            || control::is_watched(model, demand),
        fork: step.fork.as_ref().map(|fork| ForkProgram {
            to: fork.to.iter().map(|step| layout.place_of_step(demand, *step)).collect(),
            join: layout.place_of_step(demand, fork.join),
            needed: fork.needed,
            opinions: false,
        }),
        limits: [NIL; 3],
        batch: NIL,
        may_keep: false,
        corrects,
        audit: step.audit.map_or(NIL, |audit| audit as u32),
        knowledge: channels::knowledge(step),
        announces: step.announces,
        approval: step.approval,
        exits: exits(layout, demand, &step.next),
        raises,
        consequence,
        removes_fault: step.removes_fault,
        finds_workaround: step.finds_workaround,
        brings: step.brings.map_or(NIL, |capability| capability as u32),
        increment: step
            .releases
            .map_or(NIL, |_| increments(&stream.steps[..number]).count() as u32),
    }
}

/// The parts of its value that an item releases at some steps, in their order.
pub(super) fn increments(steps: &[Step]) -> impl Iterator<Item = f64> {
    steps.iter().filter_map(|step| step.releases)
}

fn efforts(model: &Model, compiled: &DemandProgram, id: DemandId, effort: &Choice<Distribution>) -> Vec<Sampler> {
    if effort.cases.is_empty() {
        return Vec::new();
    }
    (0..compiled.classes as usize)
        .map(|number| {
            let values = values_of(model, id, number);
            let value_of = |attribute| {
                values
                    .iter()
                    .find(|(other, _)| *other == attribute)
                    .map(|(_, value)| *value)
            };
            Sampler::new(effort.of(id, value_of))
        })
        .collect()
}

fn approval_place(model: &Model, layout: &Layout, demand: u32, route: usize) -> Place {
    let (team, people, effort) = match &model.routes[route].kind {
        RouteKind::PreApproved | RouteKind::Stages(_) | RouteKind::AllOf(_) => (NIL, 0, Distribution::Constant(0.0)),
        RouteKind::Automated(lasts) => (NIL, 0, lasts.clone()),
        RouteKind::Review(review) => (review.team.0, review.people, review.effort.clone()),
        RouteKind::Board(board) => (board.team.0, board.people, board.discussion.clone()),
    };
    Place {
        demand,
        kind: PlaceKind::Approval(route as u32),
        team,
        gates: Gates::OPEN,
        hand_over: NIL,
        people,
        hash: name_hash(&format!("approval.{}", model.routes[route].name)),
        bit: 0,
        effort: Sampler::new(&effort),
        effort_by_class: Vec::new(),
        plain: false,
        on_the_way: GateSet::NONE,
        eventful: true,
        gated: false,
        fork: match &model.routes[route].kind {
            RouteKind::AllOf(parts) => Some(ForkProgram {
                to: parts
                    .iter()
                    .map(|part| layout.place_of_route(demand as usize, part.0))
                    .collect(),
                join: NIL,
                needed: parts.len() as u32,
                opinions: true,
            }),
            _ => None,
        },
        limits: [NIL; 3],
        batch: NIL,
        may_keep: false,
        corrects: false,
        audit: NIL,
        knowledge: None,
        announces: false,
        approval: false,
        exits: Exits::new(&[(NIL, 1.0)]),
        raises: Vec::new(),
        consequence: None,
        removes_fault: false,
        finds_workaround: false,
        brings: NIL,
        increment: NIL,
    }
}
