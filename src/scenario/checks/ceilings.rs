//! How often closed doors allow a promise to be kept at all.
//!
//! An item that arrives while nobody who could begin it is on shift waits for the doors to open. The share of items for
//! which that wait leaves the promise possible is a ceiling on how often it can be kept, whatever the staffing within hours.
//! It is computed over a standard week, minute by minute, in the scenario's zone.

use super::super::load::{self, Combination};
use super::super::standard_week::{self, MINUTES};
use crate::model::{Arrivals, Aspect, Deadline, DemandId, HourOfWeek, Model, Promise, TeamId};
use crate::time::{MINUTE, Span};

/// The greatest share of items for which a promise can be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Ceiling {
    /// The promise's name.
    pub promise: String,
    /// Which part of it.
    pub aspect: Aspect,
    /// From 0 to 1.
    pub share: f64,
}

/// The ceiling of a promise with a deadline in hours; none for working days or where nothing arrives in a weekly pattern.
pub fn ceiling(model: &Model, promise: &Promise, aspect: Aspect) -> Option<Ceiling> {
    let deadline = match aspect {
        Aspect::Respond => promise.respond?,
        Aspect::Resolve => promise.resolve?,
    };
    let Deadline::After(target) = deadline else { return None };
    let clock = standard_week::open_minutes(&model.calendars[promise.clock.index()], &model.epoch);
    let (mut possible, mut total) = (0.0, 0.0);
    for (index, demand) in model.demands.iter().enumerate() {
        let id = DemandId::from(index);
        let Some(Arrivals::Poisson { per_week, pattern, .. }) = &demand.arrivals else {
            continue;
        };
        let arriving = arriving(model, pattern);
        for item in load::combinations(demand) {
            let value_of = |attribute| item.value_of(attribute);
            if !promise.selector.selects(id, value_of) {
                continue;
            }
            let entry = demand.enters.of(id, value_of).index();
            let entry = model.steps_of(id).get(entry)?;
            // Whoever comes after a wait might be there when it ends: that rules nothing out.
            let waits = match entry.wait {
                None => waits(model, entry.team, id, &item),
                Some(_) => vec![Some(0); MINUTES],
            };
            for (minute, share) in arriving.iter().enumerate().filter(|(_, share)| **share > 0.0) {
                let weight = per_week * item.share * share;
                total += weight;
                if waits[minute].is_some_and(|wait| in_time(&clock, minute, wait, target)) {
                    possible += weight;
                }
            }
        }
    }
    (total > 0.0).then(|| Ceiling {
        promise: promise.name.clone(),
        aspect,
        share: possible / total,
    })
}

/// Share of the week's arrivals in each minute.
fn arriving(model: &Model, pattern: &HourOfWeek) -> Vec<f64> {
    let level = 1.0 / MINUTES as f64;
    match pattern {
        HourOfWeek::Level => vec![level; MINUTES],
        HourOfWeek::Weights(weights) => {
            let sum: f64 = weights.iter().sum();
            (0..MINUTES).map(|minute| weights[minute / 60] / sum / 60.0).collect()
        }
        HourOfWeek::Split { inside, outside } => {
            let mut rates = vec![0.0; MINUTES];
            let mut closed = vec![true; MINUTES];
            let mut spread = |open: &[bool], share: f64| {
                let count = open.iter().filter(|open| **open).count().max(1) as f64;
                let rates = rates.iter_mut().zip(open).filter(|(_, open)| **open);
                rates.for_each(|(rate, _)| *rate += share / count);
            };
            for (calendar, share) in inside {
                let open = standard_week::open_minutes(&model.calendars[calendar.index()], &model.epoch);
                spread(&open, *share);
                closed.iter_mut().zip(&open).for_each(|(closed, open)| *closed &= !open);
            }
            spread(&closed, *outside);
            rates
        }
    }
}

/// For an arrival in each minute, how many minutes until somebody of the team could begin.
fn waits(model: &Model, team: TeamId, demand: DemandId, item: &Combination) -> Vec<Option<u32>> {
    let team = &model.teams[team.index()];
    let mut regular = vec![false; MINUTES];
    for shift in team.shifts.iter().filter(|shift| shift.people > 0) {
        let open = standard_week::open_minutes(&model.calendars[shift.calendar.index()], &model.epoch);
        regular.iter_mut().zip(open).for_each(|(any, open)| *any |= open);
    }
    let mut waits: Vec<Option<u32>> = match standard_week::minutes_until_open(&regular) {
        Some(until) => until.into_iter().map(Some).collect(),
        None => vec![None; MINUTES],
    };
    let on_call = team.on_call.as_ref();
    let Some(on_call) = on_call.filter(|called| called.only.selects(demand, |attribute| item.value_of(attribute)))
    else {
        return waits;
    };
    let open = standard_week::open_minutes(&model.calendars[on_call.calendar.index()], &model.epoch);
    let call_out = u32::try_from(on_call.call_out.ticks() / MINUTE).unwrap_or(u32::MAX);
    if let Some(until) = standard_week::minutes_until_open(&open) {
        for (wait, called) in waits.iter_mut().zip(until) {
            let called = called.saturating_add(call_out);
            *wait = Some(wait.map_or(called, |wait| wait.min(called)));
        }
    }
    waits
}

/// Whether the clock has run no longer than the target when the wait ends.
fn in_time(clock: &[bool], minute: usize, wait: u32, target: Span) -> bool {
    let target = target.ticks() / MINUTE;
    if i64::from(wait) <= target {
        return true;
    }
    let run = (0..wait as usize)
        .filter(|step| clock[(minute + step) % MINUTES])
        .take(target as usize + 1);
    run.count() as i64 <= target
}
