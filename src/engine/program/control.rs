//! Freezes, escalations and audits, compiled.

use super::NIL;
use super::classes::{Class, DemandProgram, may_select, values_of};
use super::commitments::{Commitment, Due};
use super::gates::Source;
use super::numbering::{Layout, wrong_teams};
use crate::engine::streams::name_hash;
use crate::model::{
    Aspect, Deadline, DemandId, EscalateWhen, Escalation, Freeze, FreezeTime, Kind, Model, Selector, Step, StepId,
    TeamId, Timetable,
};
use crate::time::{Instant, Span};

/// A freeze of a place.
#[derive(Clone, Debug)]
pub struct FreezeProgram {
    /// The freeze, as an index into the model's.
    pub number: u32,
    /// For each class of the demand, whether it is held.
    pub classes: Vec<bool>,
    /// When it holds: beginnings and ends, in order.
    pub spans: Vec<(Instant, Instant)>,
}

/// An escalation.
#[derive(Clone, Debug)]
pub struct EscalationProgram {
    /// Hash of its name.
    pub hash: u64,
    /// For each class of the program, whether its items are escalated.
    pub classes: Vec<bool>,
    /// When.
    pub clock: Commitment,
    /// The commitment with whose clock its own stands still, where it goes by a promise.
    pub stands_still_with: Option<u32>,
    /// Whether it is over once the item has been touched.
    pub until_touched: bool,
    /// The priority with which the item waits then.
    pub priority: Option<u8>,
    /// For each place, the same as the team meets it that takes over; [`NIL`] where none does.
    pub places: Vec<u32>,
    /// What it raises: the demand, and for each demand and root index of the item the root index of that.
    pub raises: Option<(u32, Vec<Vec<u8>>)>,
}

/// An audit.
#[derive(Clone, Debug)]
pub struct AuditProgram {
    /// Hash of its name.
    pub hash: u64,
    /// For each class of the program, whether it looks at its items.
    pub classes: Vec<bool>,
    /// When it begins.
    pub at: Vec<Instant>,
    /// Share of items that are looked at.
    pub sample: f64,
    /// No more than so many.
    pub at_most: u32,
    /// Probability that looking finds a bypass.
    pub finds: f64,
    /// By what share fewer go round their routes after one was found.
    pub deters: f64,
    /// For how long.
    pub deters_for: Span,
    /// The demand whose items are the looking.
    pub looking: u32,
    /// What is raised for each bypass found: the demand, and for each root index of the looking the root index of that.
    pub raises: Option<(u32, Vec<u8>)>,
}

/// For each class of a demand, whether a selector holds.
fn selected(model: &Model, id: DemandId, count: u32, selector: &Selector) -> Vec<bool> {
    let holds = |number| {
        let values = values_of(model, id, number as usize);
        let value_of = |attribute| {
            values
                .iter()
                .find(|(own, _)| *own == attribute)
                .map(|(_, value)| *value)
        };
        selector.selects(id, value_of)
    };
    (0..count).map(holds).collect()
}

fn roots_of(own: &[Kind], theirs: &[Kind]) -> Vec<u8> {
    let position = |kind: &Kind| theirs.iter().position(|other| other == kind).unwrap_or(0) as u8;
    own.iter().map(position).collect()
}

fn spans(model: &Model, freeze: &Freeze) -> Vec<(Instant, Instant)> {
    match freeze.when {
        FreezeTime::Once(from, to) => vec![(from, to)],
        FreezeTime::During(calendar) => {
            let calendar = &model.calendars[calendar.index()];
            let timetable = calendar.timetable(&model.epoch, Instant::START, model.run.window_end());
            timetable.spans().collect()
        }
    }
}

/// The freezes of a step's place.
pub(super) fn freezes(of: &Source<'_>) -> Vec<FreezeProgram> {
    let stream = of.model.demands[of.demand.index()].stream;
    let freezes = of.model.freezes.iter().enumerate();
    let of_step = freezes.filter(|(_, freeze)| freeze.steps.contains(&(stream, of.number)));
    let compiled = of_step.map(|(number, freeze)| FreezeProgram {
        number: number as u32,
        classes: selected(of.model, of.demand, of.compiled.classes, &freeze.selector),
        spans: spans(of.model, freeze),
    });
    compiled.filter(|freeze| freeze.classes.contains(&true)).collect()
}

/// When freezes begin during the run.
pub(super) fn freeze_beginnings(model: &Model) -> Vec<Instant> {
    let end = model.run.window_end();
    let all = model.freezes.iter().flat_map(|freeze| spans(model, freeze));
    let mut beginnings: Vec<Instant> = all.map(|(from, _)| from).collect();
    beginnings.retain(|from| (Instant::START..end).contains(from));
    beginnings.sort_unstable();
    beginnings.dedup();
    beginnings
}

/// Whether items of a demand may be escalated.
pub(super) fn is_watched(model: &Model, demand: DemandId) -> bool {
    let mut escalations = model.escalations.iter();
    escalations.any(|escalation| may_select(&escalation.selector, demand.index()))
}

/// The teams that take over items at a step when they are escalated, each once.
pub(super) fn teams_after_escalation(model: &Model, demand: DemandId, step: &Step) -> impl Iterator<Item = TeamId> {
    let escalations = model.escalations.iter();
    let of_demand =
        escalations.filter(|escalation| step.wait.is_none() && may_select(&escalation.selector, demand.index()));
    let mut teams: Vec<TeamId> = Vec::new();
    for team in of_demand.filter_map(|escalation| escalation.to_team) {
        if team != step.team && !teams.contains(&team) {
            teams.push(team);
        }
    }
    teams.into_iter()
}

pub(super) fn escalations(
    model: &Model,
    layout: &Layout,
    roots: &[Vec<Kind>],
    classes: &[Class],
    commitments: &[Commitment],
    places: usize,
) -> Vec<EscalationProgram> {
    let compile = |escalation: &Escalation| {
        let (clock, stands_still_with, until_touched) = clock(model, &escalation.when, commitments);
        let of_demand = |demand: usize| {
            let count = classes.iter().filter(|class| class.demand as usize == demand).count();
            selected(model, demand.into(), count as u32, &escalation.selector)
        };
        EscalationProgram {
            hash: name_hash(&format!("escalation.{}", escalation.name)),
            classes: (0..model.demands.len()).flat_map(of_demand).collect(),
            clock,
            stands_still_with,
            until_touched,
            priority: escalation.priority.map(|value| value.0 as u8),
            places: places_after(model, layout, escalation, places),
            raises: escalation.raises.map(|told| {
                let of = |own: &Vec<Kind>| roots_of(own, &roots[told.index()]);
                (told.0, roots.iter().map(of).collect())
            }),
        }
    };
    model.escalations.iter().map(compile).collect()
}

/// When an escalation comes: a commitment of its own, the one with which it stands still, and whether a touch is enough.
fn clock(model: &Model, when: &EscalateWhen, commitments: &[Commitment]) -> (Commitment, Option<u32>, bool) {
    match *when {
        EscalateWhen::Age(after, calendar) => {
            let oldest = model.demands.iter().map(|demand| demand.oldest_at_start()).max();
            let first = Instant::START - oldest.unwrap_or(Span::ZERO);
            let calendar = &model.calendars[calendar.index()];
            let clock = calendar.timetable(&model.epoch, first, model.run.window_end());
            (own_clock(clock, after, Aspect::Resolve, NIL), None, false)
        }
        EscalateWhen::Promised(promise, aspect, part) => {
            let of_promise = |one: &&Commitment| one.promise as usize == promise && one.aspect == aspect;
            let number = commitments.iter().position(|one| of_promise(&one));
            let base = number.and_then(|number| commitments.get(number));
            let promised = &model.promises[promise];
            let deadline = match aspect {
                Aspect::Resolve => promised.resolve,
                Aspect::Respond => promised.respond,
            };
            let span = match deadline {
                Some(Deadline::After(span)) => Span((span.ticks() as f64 * part).round() as i64),
                // Working days have no parts, and are refused.
                Some(Deadline::WorkingDays(_)) | None => Span::ZERO,
            };
            let clock = base.map_or_else(Timetable::always, |base| base.clock.clone());
            let own = own_clock(clock, span, aspect, promise as u32);
            (own, number.map(|number| number as u32), aspect == Aspect::Respond)
        }
    }
}

fn own_clock(clock: Timetable, after: Span, aspect: Aspect, promise: u32) -> Commitment {
    Commitment {
        promise,
        aspect,
        due: Due::Clock(clock.clone(), after),
        clock,
        periods: Vec::new(),
    }
}

/// For each place, where what waits there goes.
fn places_after(model: &Model, layout: &Layout, escalation: &Escalation, places: usize) -> Vec<u32> {
    let Some(to) = escalation.to_team else {
        return Vec::new();
    };
    let mut after = vec![NIL; places];
    for demand in (0..model.demands.len()).map(DemandId::from) {
        for (number, step) in model.steps_of(demand).iter().enumerate() {
            let Some(nth) = teams_after_escalation(model, demand, step).position(|team| team == to) else {
                continue;
            };
            let number = StepId::from(number);
            let detours = wrong_teams(step).count() as u32;
            let overflows = layout.elsewhere(demand, number) + detours;
            let escalated = overflows + step.overflow.len() as u32;
            after[layout.place_of_step(demand, number) as usize] = escalated + nth as u32;
            for (overflow, place) in step.overflow.iter().zip(overflows..) {
                if overflow.team != to {
                    after[place as usize] = escalated + nth as u32;
                }
            }
        }
    }
    after
}

pub(super) fn audits(model: &Model, roots: &[Vec<Kind>], demands: &[DemandProgram]) -> Vec<AuditProgram> {
    let audits = model.audits.iter().map(|audit| AuditProgram {
        hash: name_hash(&format!("audit.{}", audit.name)),
        classes: (0..model.demands.len())
            .flat_map(|demand| selected(model, demand.into(), demands[demand].classes, &audit.selector))
            .collect(),
        at: audit.at.clone(),
        sample: audit.sample,
        at_most: audit.at_most,
        finds: audit.finds,
        deters: audit.deters,
        deters_for: audit.deters_for,
        looking: audit.looking.0,
        raises: audit.raises.map(|raised| {
            let (own, theirs) = (&roots[audit.looking.index()], &roots[raised.index()]);
            (raised.0, roots_of(own, theirs))
        }),
    });
    audits.collect()
}
