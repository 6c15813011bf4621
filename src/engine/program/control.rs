//! Freezes, escalations and audits, compiled.

use super::NIL;
use super::causes::{ChaseProgram, Roots, positions};
use super::classes::{Class, DemandProgram, may_select, values_of};
use super::commitments::{Commitment, Due};
use super::common::Common;
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
    /// How often, where it is people who ask after the item.
    pub chase: Option<ChaseProgram>,
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
    let chased = model.demands[demand.index()].chased.is_some();
    chased || escalations.any(|escalation| may_select(&escalation.selector, demand.index()))
}

/// The teams that take over items at a step when they are escalated, each once; `own` does the step at the start.
pub(super) fn teams_after_escalation(
    model: &Model,
    demand: DemandId,
    step: &Step,
    own: TeamId,
) -> impl Iterator<Item = TeamId> {
    let escalations = model.escalations.iter();
    let of_demand =
        escalations.filter(|escalation| step.wait.is_none() && may_select(&escalation.selector, demand.index()));
    let mut teams: Vec<TeamId> = Vec::new();
    for team in of_demand.filter_map(|escalation| escalation.to_team) {
        if team != own && !teams.contains(&team) {
            teams.push(team);
        }
    }
    teams.into_iter()
}

pub(super) fn escalations(
    model: &Model,
    (layout, common): (&Layout, &Common),
    roots: &Roots,
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
            places: places_after(model, (layout, common), escalation, places),
            raises: escalation.raises.map(|told| {
                let of = |own: &Vec<Kind>| positions(own, &roots.demands[told.index()]);
                (told.0, roots.demands.iter().map(of).collect())
            }),
            chase: None,
        }
    };
    let escalations = model.escalations.iter().map(compile);
    escalations.chain(chases(model, roots, classes, commitments)).collect()
}

/// People who ask after late items are watched for like escalations.
fn chases(
    model: &Model,
    roots: &Roots,
    classes: &[Class],
    commitments: &[Commitment],
) -> impl Iterator<Item = EscalationProgram> {
    let chased = model.demands.iter().enumerate();
    chased.filter_map(move |(number, demand)| {
        let chase = demand.chased.as_ref()?;
        let (clock, stands_still_with, until_touched) = clock(model, &chase.when, commitments);
        let of = |own: &Vec<Kind>| positions(own, &roots.demands[chase.demand.index()]);
        Some(EscalationProgram {
            hash: name_hash(&format!("chase.{}", demand.name)),
            classes: classes.iter().map(|class| class.demand as usize == number).collect(),
            clock,
            stands_still_with,
            until_touched,
            priority: None,
            places: Vec::new(),
            raises: Some((chase.demand.0, roots.demands.iter().map(of).collect())),
            chase: Some(ChaseProgram {
                share: chase.share,
                again: chase.again.map(Span::ticks),
                at_most: chase.at_most,
                closes: chase.closes,
            }),
        })
    })
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
fn places_after(
    model: &Model,
    (layout, common): (&Layout, &Common),
    escalation: &Escalation,
    places: usize,
) -> Vec<u32> {
    let Some(to) = escalation.to_team else {
        return Vec::new();
    };
    let mut after = vec![NIL; places];
    for demand in (0..model.demands.len()).map(DemandId::from) {
        let stream = model.demands[demand.index()].stream;
        for (number, step) in model.steps_of(demand).iter().enumerate() {
            if step.wait.is_some() || !may_select(&escalation.selector, demand.index()) {
                continue;
            }
            let teams = common.teams_of(stream, number);
            let mut others = teams_after_escalation(model, demand, step, teams[0]);
            let nth = others.position(|team| team == to);
            let number = StepId::from(number);
            let overflows = layout.elsewhere(demand, number) + wrong_teams(step).count() as u32;
            let escalated = overflows + step.overflow.len() as u32;
            // The team that does the step at the start has the step's own place.
            let goes_to = nth.map_or(layout.place_of_team(demand, number, 0), |nth| escalated + nth as u32);
            for (index, _) in teams.iter().enumerate().filter(|(_, team)| **team != to) {
                after[layout.place_of_team(demand, number, index) as usize] = goes_to;
            }
            for (overflow, place) in step.overflow.iter().zip(overflows..) {
                if overflow.team != to {
                    after[place as usize] = goes_to;
                }
            }
        }
    }
    after
}

pub(super) fn audits(model: &Model, roots: &Roots, demands: &[DemandProgram]) -> Vec<AuditProgram> {
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
            let (own, theirs) = (&roots.demands[audit.looking.index()], &roots.demands[raised.index()]);
            (raised.0, positions(own, theirs))
        }),
    });
    audits.collect()
}
