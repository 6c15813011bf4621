//! How often closed doors allow a promise to be kept at all.
//!
//! An item that arrives while nobody who could begin it is on shift waits for the doors to open. The share of items for
//! which that wait leaves the promise possible is a ceiling on how often it can be kept, whatever the staffing within hours.
//! It is computed over a standard week, minute by minute, in the scenario's zone.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::load;
use super::super::standard_week::{self, MINUTES};
use crate::model::{Arrivals, Aspect, CalendarId, Deadline, DemandId, HourOfWeek, Model, Promise, TeamId};
use crate::time::MINUTE;

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

/// A standard week of a model: what opens, arrives and waits in each of its minutes, each worked out once, when first asked for.
pub struct Week<'m> {
    model: &'m Model,
    open: BTreeMap<CalendarId, Rc<OpenSoFar>>,
    arriving: BTreeMap<DemandId, Rc<Vec<f64>>>,
    waits: BTreeMap<(TeamId, bool), Rc<Vec<Option<u32>>>>,
}

impl<'m> Week<'m> {
    /// The week of a model; nothing is worked out yet.
    pub fn of(model: &'m Model) -> Week<'m> {
        Week {
            model,
            open: BTreeMap::new(),
            arriving: BTreeMap::new(),
            waits: BTreeMap::new(),
        }
    }

    /// The ceiling of a promise with a deadline in hours; none for working days or where nothing arrives in a weekly pattern.
    pub fn ceiling(&mut self, promise: &Promise, aspect: Aspect) -> Option<Ceiling> {
        let deadline = match aspect {
            Aspect::Respond => promise.respond?,
            Aspect::Resolve => promise.resolve?,
        };
        let Deadline::After(target) = deadline else { return None };
        let target = target.ticks() / MINUTE;
        let clock = self.open(promise.clock);
        let (mut possible, mut total) = (0.0, 0.0);
        for (index, demand) in self.model.demands.iter().enumerate() {
            let id = DemandId::from(index);
            let Some(Arrivals::Poisson { per_week, pattern, .. }) = &demand.arrivals else {
                continue;
            };
            for (doors, share) in self.shares_by_doors(id, promise) {
                let arriving = self.arriving(id, pattern);
                let waits = doors.map(|(team, called)| self.waits(team, called));
                // Whoever comes after a wait might be there when it ends: that rules nothing out.
                let in_time = |minute: usize| match &waits {
                    None => true,
                    Some(waits) => waits[minute]
                        .is_some_and(|wait| i64::from(wait) <= target || clock.within(minute, wait) <= target),
                };
                for (minute, here) in arriving.iter().enumerate().filter(|(_, here)| **here > 0.0) {
                    let weight = per_week * share * here;
                    total += weight;
                    possible += if in_time(minute) { weight } else { 0.0 };
                }
            }
        }
        (total > 0.0).then(|| Ceiling {
            promise: promise.name.clone(),
            aspect,
            share: possible / total,
        })
    }

    /// The shares of a demand's items that a promise is made for, by the doors at which they arrive: a team, and whether its people
    /// on call may be called; none where they enter at a wait.
    fn shares_by_doors(&self, id: DemandId, promise: &Promise) -> BTreeMap<Option<(TeamId, bool)>, f64> {
        let demand = &self.model.demands[id.index()];
        let mut shares = BTreeMap::new();
        for item in load::combinations(demand) {
            let value_of = |attribute| item.value_of(attribute);
            if !promise.selector.selects(id, value_of) {
                continue;
            }
            let entry = demand.enters.of(id, value_of).index();
            let Some(entry) = self.model.steps_of(id).get(entry) else {
                continue;
            };
            let on_call = self.model.teams[entry.team.index()].on_call.as_ref();
            let called = on_call.is_some_and(|on_call| on_call.only.selects(id, value_of));
            // Who helps themselves first comes later, and a run needs no open door.
            let runs = entry
                .automation
                .as_ref()
                .is_some_and(|of| *of.share.of(id, value_of) > 0.0);
            let late = demand.self_service.is_some() || demand.detection.is_some();
            let meets_doors = entry.wait.is_none() && !runs && !late;
            let doors = meets_doors.then_some((entry.team, called));
            *shares.entry(doors).or_default() += item.share;
        }
        shares
    }

    fn open(&mut self, calendar: CalendarId) -> Rc<OpenSoFar> {
        let model = self.model;
        let open = || Rc::new(OpenSoFar::of(open_minutes(model, calendar)));
        Rc::clone(self.open.entry(calendar).or_insert_with(open))
    }

    fn arriving(&mut self, demand: DemandId, pattern: &HourOfWeek) -> Rc<Vec<f64>> {
        let arriving = self.arriving.entry(demand);
        Rc::clone(arriving.or_insert_with(|| Rc::new(arriving_in(self.model, pattern))))
    }

    fn waits(&mut self, team: TeamId, called: bool) -> Rc<Vec<Option<u32>>> {
        let waits = self.waits.entry((team, called));
        Rc::clone(waits.or_insert_with(|| Rc::new(waits_of(self.model, team, called))))
    }
}

/// How many minutes of the week were open before each of them; one more entry for the whole week.
struct OpenSoFar(Vec<i64>);

impl OpenSoFar {
    fn of(open: Vec<bool>) -> OpenSoFar {
        let mut so_far = Vec::with_capacity(open.len() + 1);
        let mut count = 0;
        so_far.push(count);
        for open in open {
            count += i64::from(open);
            so_far.push(count);
        }
        OpenSoFar(so_far)
    }

    /// Open minutes among so many from a minute of the week on.
    fn within(&self, minute: usize, length: u32) -> i64 {
        let before = |minute: usize| (minute / MINUTES) as i64 * self.0[MINUTES] + self.0[minute % MINUTES];
        before(minute + length as usize) - before(minute)
    }
}

fn open_minutes(model: &Model, calendar: CalendarId) -> Vec<bool> {
    standard_week::open_minutes(&model.calendars[calendar.index()], &model.epoch)
}

/// Share of the week's arrivals in each minute.
fn arriving_in(model: &Model, pattern: &HourOfWeek) -> Vec<f64> {
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
                let open = open_minutes(model, *calendar);
                spread(&open, *share);
                closed.iter_mut().zip(&open).for_each(|(closed, open)| *closed &= !open);
            }
            spread(&closed, *outside);
            rates
        }
    }
}

/// For an arrival in each minute, how many minutes until somebody of the team could begin; by those on call where they are called.
fn waits_of(model: &Model, team: TeamId, called: bool) -> Vec<Option<u32>> {
    let team = &model.teams[team.index()];
    let mut regular = vec![false; MINUTES];
    for shift in team.shifts.iter().filter(|shift| shift.people > 0) {
        let open = open_minutes(model, shift.calendar);
        regular.iter_mut().zip(open).for_each(|(any, open)| *any |= open);
    }
    let mut waits: Vec<Option<u32>> = match standard_week::minutes_until_open(&regular) {
        Some(until) => until.into_iter().map(Some).collect(),
        None => vec![None; MINUTES],
    };
    let Some(on_call) = team.on_call.as_ref().filter(|_| called) else {
        return waits;
    };
    let open = open_minutes(model, on_call.calendar);
    let call_out = u32::try_from(on_call.call_out.ticks() / MINUTE).unwrap_or(u32::MAX);
    if let Some(until) = standard_week::minutes_until_open(&open) {
        for (wait, called) in waits.iter_mut().zip(until) {
            let called = called.saturating_add(call_out);
            *wait = Some(wait.map_or(called, |wait| wait.min(called)));
        }
    }
    waits
}
