//! Phases: one program for each stretch of a run in which the organisation is the same, all built of the same people, places and
//! sources, so that the loop can go on with the next one.

use std::sync::Arc;

use super::arrivals::{ArrivalProgram, RateSegment};
use super::{DemandProgram, Program, Turn};
use crate::model::{CalendarId, Limit, Model, Shift};
use crate::time::Instant;

/// A model taken apart: each of these has all people that any of them has, in the same order, so that the loop can go from one to
/// another.
#[derive(Clone, Debug)]
pub struct Unfolded {
    /// Its phases; the first begins at the start. Who is not there in a phase is off the roster.
    pub phases: Vec<(Instant, Model)>,
    /// The model without shocks and without changes that the run makes.
    pub plain: Model,
    /// The same with each of these changes alone.
    pub switched: Vec<Model>,
}

impl Unfolded {
    /// Takes a model apart.
    pub fn new(model: &Model) -> Unfolded {
        // Whoever runs the model decides how long it is run, whatever holds in it.
        let bare = |then: &Model| Model {
            later: Vec::new(),
            switches: Vec::new(),
            run: model.run.clone(),
            ..then.clone()
        };
        let plain = bare(model);
        let mut phases = vec![(Instant::START, plain.clone())];
        for (from, then) in &model.later {
            if *from == Instant::START {
                phases.clear();
            }
            phases.push((*from, bare(then)));
        }
        let switched: Vec<Model> = model.switches.iter().map(|switch| bare(&switch.then)).collect();
        let mut unfolded = Unfolded {
            phases,
            plain,
            switched,
        };
        for team in 0..model.teams.len() {
            unfolded.unite_rosters(team);
        }
        fill_limits(&mut unfolded.all_mut());
        unfolded
    }

    /// All models that there are, the phases first.
    pub fn all(&self) -> impl Iterator<Item = &Model> {
        let phases = self.phases.iter().map(|(_, then)| then);
        phases.chain([&self.plain]).chain(&self.switched)
    }

    fn all_mut(&mut self) -> Vec<&mut Model> {
        let phases = self.phases.iter_mut().map(|(_, then)| then);
        phases.chain([&mut self.plain]).chain(&mut self.switched).collect()
    }

    /// What the model is in each phase with some of the changes that the run makes.
    pub fn with(&self, switches: impl Iterator<Item = usize> + Clone) -> Vec<(Instant, Model)> {
        let mut phases = self.phases.clone();
        for (_, then) in &mut phases {
            for switch in switches.clone() {
                then.take_changes(&self.plain, &self.switched[switch]);
            }
        }
        phases
    }

    /// Gives a team everybody who is in it at any time.
    fn unite_rosters(&mut self, team: usize) {
        let counts = |model: &Model, calendar: CalendarId| -> u32 {
            let shifts = model.teams[team].shifts.iter();
            let staying = shifts.filter(|shift| shift.calendar == calendar && stays(shift));
            staying.map(|shift| shift.people).sum()
        };
        let models: Vec<&Model> = self.all().collect();
        let mut calendars: Vec<CalendarId> = Vec::new();
        for shift in models.iter().flat_map(|model| &model.teams[team].shifts) {
            if !calendars.contains(&shift.calendar) {
                calendars.push(shift.calendar);
            }
        }
        let mut rosters: Vec<Vec<Shift>> = vec![Vec::new(); models.len()];
        for calendar in calendars {
            let here: Vec<u32> = models.iter().map(|model| counts(model, calendar)).collect();
            let phases = &here[..self.phases.len()];
            let plain = here[self.phases.len()];
            let switched = here[self.phases.len() + 1..].iter().any(|count| *count != plain);
            for (roster, present) in rosters.iter_mut().zip(&here) {
                if switched {
                    roster.extend(always_there(
                        calendar,
                        here.iter().copied().max().unwrap_or(0),
                        *present,
                    ));
                } else {
                    roster.extend(by_presence(&self.phases, calendar, phases));
                }
                let others = self.plain.teams[team].shifts.iter();
                roster.extend(
                    others
                        .filter(|shift| !stays(shift) && shift.calendar == calendar)
                        .cloned(),
                );
            }
        }
        for (then, roster) in self.all_mut().into_iter().zip(rosters) {
            then.teams[team].shifts = roster;
        }
    }
}

/// A limit that holds at any time counts all the time; while it does not hold, nobody finds it full.
fn fill_limits(models: &mut [&mut Model]) {
    let Some(first) = models.first() else { return };
    let teams = first.teams.len();
    let steps: Vec<usize> = first.streams.iter().map(|stream| stream.steps.len()).collect();
    for team in 0..teams {
        fill(models.iter_mut().map(|then| &mut then.teams[team].limit));
    }
    for (stream, steps) in steps.into_iter().enumerate() {
        fill(models.iter_mut().map(|then| &mut then.streams[stream].limit));
        for step in 0..steps {
            fill(
                models
                    .iter_mut()
                    .map(|then| &mut then.streams[stream].steps[step].limit),
            );
        }
    }
}

fn fill<'a>(limits: impl Iterator<Item = &'a mut Option<Limit>>) {
    let limits: Vec<&mut Option<Limit>> = limits.collect();
    let Some(held) = limits.iter().find_map(|limit| **limit) else {
        return;
    };
    for limit in limits {
        limit.get_or_insert(Limit {
            items: u32::MAX,
            ..held
        });
    }
}

/// Whether the people of a shift are there from the start to the end.
fn stays(shift: &Shift) -> bool {
    shift.from == Instant::START && shift.until.is_none() && shift.ramp_up.is_none()
}

/// People who come and go with changes that the run makes.
fn always_there(calendar: CalendarId, people: u32, present: u32) -> Option<Shift> {
    (people > 0).then_some(Shift {
        calendar,
        people,
        present: Some(present),
        from: Instant::START,
        until: None,
        gaps: Vec::new(),
        ramp_up: None,
    })
}

/// People with the same hours, so many in each phase: the n-th of them is there in every phase that has n or more.
fn by_presence(phases: &[(Instant, Model)], calendar: CalendarId, counts: &[u32]) -> Vec<Shift> {
    let mut levels: Vec<u32> = counts.to_vec();
    levels.sort_unstable();
    levels.dedup();
    let mut shifts = Vec::new();
    let mut below = 0;
    for level in levels {
        if level == below {
            continue;
        }
        let there: Vec<bool> = counts.iter().map(|count| *count >= level).collect();
        shifts.push(present_when(phases, calendar, level - below, &there));
        below = level;
    }
    shifts
}

fn present_when(phases: &[(Instant, Model)], calendar: CalendarId, people: u32, there: &[bool]) -> Shift {
    let starts = |phase: usize| phases[phase].0;
    let first = there.iter().position(|there| *there).unwrap_or(0);
    let last = there.iter().rposition(|there| *there).unwrap_or(0);
    let mut gaps: Vec<(Instant, Instant)> = Vec::new();
    for phase in (first..last).filter(|phase| !there[*phase]) {
        match gaps.last_mut() {
            Some(gap) if gap.1 == starts(phase) => gap.1 = starts(phase + 1),
            _ => gaps.push((starts(phase), starts(phase + 1))),
        }
    }
    Shift {
        calendar,
        people,
        present: None,
        from: starts(first),
        until: (last + 1 < phases.len()).then(|| starts(last + 1)),
        gaps,
        ramp_up: None,
    }
}

/// Gives every program the arrivals of all phases: rates are those of the phase that holds at their time, whichever program is in
/// force when an arrival is drawn.
pub(super) fn join_rates(programs: &mut [(Instant, Program)]) {
    let end = programs
        .first()
        .map_or(Instant::START, |(_, program)| program.window_end);
    let demands = programs.first().map_or(0, |(_, program)| program.demands.len());
    for demand in 0..demands {
        let mut joined: Vec<RateSegment> = Vec::new();
        for (index, (from, program)) in programs.iter().enumerate() {
            let until = programs.get(index + 1).map_or(end, |next| next.0);
            joined.extend(rates_between(&program.demands[demand], *from, until));
        }
        for (_, program) in programs.iter_mut() {
            if let Some(ArrivalProgram::Poisson { segments, .. }) = &mut program.demands[demand].arrivals {
                segments.clone_from(&joined);
            }
        }
    }
}

fn rates_between(demand: &DemandProgram, from: Instant, until: Instant) -> Vec<RateSegment> {
    let Some(ArrivalProgram::Poisson { segments, .. }) = &demand.arrivals else {
        return Vec::new();
    };
    let (from, until) = (from.0 as f64, until.0 as f64);
    let mut begins = 0.0;
    let mut between = Vec::new();
    for segment in segments {
        if begins < until && segment.until > from {
            between.push(RateSegment {
                until: segment.until.min(until),
                ..*segment
            });
        }
        begins = segment.until;
    }
    between
}

/// The demands whose rate of arrivals differs between two programs.
pub(super) fn changed_rates(plain: &Program, changed: &Program) -> Vec<u32> {
    let differs = |demand: &u32| {
        let segments = |program: &Program| match &program.demands[*demand as usize].arrivals {
            Some(ArrivalProgram::Poisson { segments, .. }) => segments.clone(),
            _ => Vec::new(),
        };
        segments(plain) != segments(changed)
    };
    (0..plain.demands.len() as u32).filter(differs).collect()
}

/// The turns of each shift that all programs of a model go by: cut by the day, where any of them draws something for each day.
pub(super) fn finest_turns<'p>(programs: impl Iterator<Item = &'p Program> + Clone) -> Vec<Arc<[Turn]>> {
    let shifts = programs.clone().next().map_or(0, |program| program.shifts.len());
    let finest = |shift: usize| {
        let versions = programs.clone().map(|program| &program.shifts[shift].turns);
        versions.max_by_key(|turns| turns.len()).cloned()
    };
    (0..shifts).filter_map(finest).collect()
}
