//! Phases: one program for each stretch of a run in which the organisation is the same, all built of the same people, places and
//! sources, so that the loop can go on with the next one.

use super::arrivals::{ArrivalProgram, RateSegment};
use super::{DemandProgram, Program};
use crate::model::{CalendarId, Limit, Model, Shift};
use crate::time::Instant;

/// A model's phases, each with all people that any phase has, in the same order: who is not there in a phase is off the roster. The
/// first begins at the start.
pub(super) fn unfold(model: &Model) -> Vec<(Instant, Model)> {
    let mut phases = vec![(
        Instant::START,
        Model {
            later: Vec::new(),
            ..model.clone()
        },
    )];
    for (from, then) in &model.later {
        if *from == Instant::START {
            phases.clear();
        }
        phases.push((*from, then.clone()));
    }
    for team in 0..model.teams.len() {
        let shifts = roster(&phases, team);
        for (_, then) in &mut phases {
            then.teams[team].shifts.clone_from(&shifts);
        }
    }
    fill_limits(&mut phases);
    phases
}

/// A limit that holds in some phase counts in all of them; where it does not hold, nobody finds it full.
fn fill_limits(phases: &mut [(Instant, Model)]) {
    let Some((_, first)) = phases.first() else { return };
    let teams = first.teams.len();
    let steps: Vec<usize> = first.streams.iter().map(|stream| stream.steps.len()).collect();
    for team in 0..teams {
        fill(phases.iter_mut().map(|(_, then)| &mut then.teams[team].limit));
    }
    for (stream, steps) in steps.into_iter().enumerate() {
        fill(phases.iter_mut().map(|(_, then)| &mut then.streams[stream].limit));
        for step in 0..steps {
            fill(
                phases
                    .iter_mut()
                    .map(|(_, then)| &mut then.streams[stream].steps[step].limit),
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

/// Everybody who is in a team in some phase.
fn roster(phases: &[(Instant, Model)], team: usize) -> Vec<Shift> {
    let stays = |shift: &&Shift| shift.from == Instant::START && shift.until.is_none() && shift.ramp_up.is_none();
    let shifts_of = |phase: usize| phases[phase].1.teams[team].shifts.iter();
    let mut calendars: Vec<CalendarId> = Vec::new();
    for shift in (0..phases.len()).flat_map(shifts_of) {
        if !calendars.contains(&shift.calendar) {
            calendars.push(shift.calendar);
        }
    }
    let mut roster = Vec::new();
    for calendar in calendars {
        let counts: Vec<u32> = (0..phases.len())
            .map(|phase| {
                shifts_of(phase)
                    .filter(stays)
                    .filter(|shift| shift.calendar == calendar)
                    .map(|shift| shift.people)
                    .sum()
            })
            .collect();
        roster.extend(by_presence(phases, calendar, &counts));
        roster.extend(
            shifts_of(0)
                .filter(|shift| !stays(shift) && shift.calendar == calendar)
                .cloned(),
        );
    }
    roster
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
        from: starts(first),
        until: (last + 1 < phases.len()).then(|| starts(last + 1)),
        gaps,
        ramp_up: None,
    }
}

/// Gives every program the arrivals of all phases: rates are those of the phase that holds at their time, whichever program is in
/// force when an arrival is drawn.
pub(super) fn join_rates(programs: &mut [(Instant, Program)], end: Instant) {
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

/// Gives every program the same turns of its shifts: cut by the day, where any phase draws something for each day.
pub(super) fn join_turns(programs: &mut [(Instant, Program)]) {
    let shifts = programs.first().map_or(0, |(_, program)| program.shifts.len());
    for shift in 0..shifts {
        let versions = programs.iter().map(|(_, program)| &program.shifts[shift].turns);
        let Some(finest) = versions.max_by_key(|turns| turns.len()).cloned() else {
            continue;
        };
        for (_, program) in programs.iter_mut() {
            program.shifts[shift].turns.clone_from(&finest);
        }
    }
}
