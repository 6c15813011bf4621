//! Teams, shifts and people.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::{Habits, NIL, Program, habits};
use crate::engine::streams::name_hash;
use crate::model::{CalendarId, DemandId, Model, Shift, Timetable};
use crate::time::{HOUR, Instant};

/// A team, compiled.
#[derive(Clone, Debug)]
pub struct TeamProgram {
    /// Probability that a person is absent on a shift-start date.
    pub absence: f64,
    /// Mean length of a spell of absence in days of work; none where each day is drawn on its own.
    pub spell: Option<f64>,
    /// Share of each shift that goes to other duties.
    pub other_duties: f64,
    /// Whether items are held elsewhere while it is swamped.
    pub watched: bool,
    /// Whether it works on batches.
    pub batches: bool,
    /// Who can be called.
    pub on_call: Option<OnCallProgram>,
    /// First of its people; the regular ones come first, those on call last.
    pub first_person: u32,
    /// How many regular people.
    pub regulars: u32,
    /// How it works.
    pub habits: Habits,
}

/// People on call, compiled.
#[derive(Clone, Debug)]
pub struct OnCallProgram {
    /// How many.
    pub people: u32,
    /// Ticks from the call to the start of work.
    pub call_out: i64,
    /// When they can be called: sorted instants at which this begins and ends, in turn.
    pub changes: Vec<Instant>,
    /// For each class, whether they can be called for it.
    pub classes: Vec<bool>,
}

/// A shift, compiled.
#[derive(Clone, Debug)]
pub struct ShiftProgram {
    /// Its team.
    pub team: u32,
    /// Its people.
    pub people: std::ops::Range<u32>,
    /// When it is on, with the day on which each span starts. Spans that touch are one turn after another.
    pub turns: Arc<[Turn]>,
    /// How many of its people are there, the first by number.
    pub present: u32,
}

/// One span of a shift.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    /// When it starts.
    pub from: Instant,
    /// When it ends.
    pub to: Instant,
    /// The local date on which it starts, in days since 1970: the key of absence.
    pub date: i32,
}

/// A person, compiled.
#[derive(Clone, Debug)]
pub struct PersonProgram {
    /// The team.
    pub team: u32,
    /// Hash of team, shift and number: the key of this person's luck.
    pub hash: u64,
    /// Whether this one is only called out.
    pub on_call: bool,
    /// How fast this one works.
    pub pace: Pace,
}

/// How fast somebody works: as fast as others, or getting there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    from: Instant,
    takes: f64,
    starts_at: f64,
}

impl Pace {
    const FULL: Pace = Pace {
        from: Instant::START,
        takes: 0.0,
        starts_at: 1.0,
    };

    /// Work done in a tick by somebody who starts it at `now`, as a share of what others do: it rises evenly.
    pub fn at(&self, now: Instant) -> f64 {
        let since = (now - self.from).ticks() as f64;
        if since >= self.takes {
            return 1.0;
        }
        self.starts_at + (1.0 - self.starts_at) * (since / self.takes).max(0.0)
    }
}

pub(super) fn compile(model: &Model) -> (Vec<TeamProgram>, Vec<ShiftProgram>, Vec<PersonProgram>) {
    let (mut teams, mut shifts, mut people) = (Vec::new(), Vec::new(), Vec::new());
    for (number, team) in model.teams.iter().enumerate() {
        let first_person = people.len() as u32;
        let mut numbered: BTreeMap<CalendarId, u64> = BTreeMap::new();
        for shift in &team.shifts {
            let first = people.len() as u32;
            let calendar = &model.calendars[shift.calendar.index()];
            let who = name_hash(&format!("{}.{}", team.name, calendar.name));
            let pace = shift.ramp_up.map_or(Pace::FULL, |ramp_up| Pace {
                from: shift.from,
                takes: ramp_up.takes.ticks() as f64,
                starts_at: ramp_up.starts_at,
            });
            // Numbered over all who work these hours: who joins or leaves changes nobody else's luck.
            let counted = numbered.entry(shift.calendar).or_insert(0u64);
            for _ in 0..shift.people {
                *counted += 1;
                people.push(PersonProgram {
                    team: number as u32,
                    hash: who.wrapping_add(name_hash("person").wrapping_mul(*counted)),
                    on_call: false,
                    pace,
                });
            }
            let timetable = calendar.timetable(&model.epoch, Instant::START, model.run.window_end());
            let daily = team.absence > 0.0 || team.other_duties > 0.0;
            shifts.push(ShiftProgram {
                team: number as u32,
                people: first..people.len() as u32,
                turns: turns(model, (&calendar.zone, &timetable), shift, daily).into(),
                present: shift.present.unwrap_or(shift.people),
            });
        }
        let regulars = people.len() as u32 - first_person;
        let on_call = team.on_call.as_ref().map(|on_call| {
            let who = name_hash(&format!("{}.on call", team.name));
            for index in 0..on_call.people {
                people.push(PersonProgram {
                    team: number as u32,
                    hash: who.wrapping_add(u64::from(index)),
                    on_call: true,
                    pace: Pace::FULL,
                });
            }
            let calendar = &model.calendars[on_call.calendar.index()];
            let timetable = calendar.timetable(&model.epoch, Instant::START, model.run.window_end());
            OnCallProgram {
                people: on_call.people,
                call_out: on_call.call_out.ticks(),
                changes: timetable.spans().flat_map(|(from, to)| [from, to]).collect(),
                classes: Vec::new(),
            }
        });
        teams.push(TeamProgram {
            absence: team.absence,
            spell: team.spell,
            other_duties: team.other_duties,
            watched: watches(model, number),
            batches: false,
            on_call,
            first_person,
            regulars,
            habits: habits::compile(model, number),
        });
    }
    (teams, shifts, people)
}

fn watches(model: &Model, team: usize) -> bool {
    let mut steps = model.streams.iter().flat_map(|stream| &stream.steps);
    steps.any(|step| step.hold.as_ref().is_some_and(|hold| hold.team.index() == team))
}

/// The spans of a shift. Where something is drawn for each day, spans of more than a day are cut at local midnights.
fn turns(model: &Model, (zone, timetable): (&TimeZone, &Timetable), shift: &Shift, daily: bool) -> Vec<Turn> {
    let end = model.run.window_end();
    let midnights = if daily {
        model.epoch.midnights(Instant::START, end)
    } else {
        Vec::new()
    };
    // The date where the people are: a shift that starts there in the afternoon may lie on both sides of our midnight.
    let clock = model.epoch.clock_in(zone);
    let date_of = |instant: Instant| {
        let date = clock.date_of(instant);
        date.since(jiff::civil::date(1970, 1, 1))
            .map_or(0, |span| span.get_days())
    };
    let mut turns = Vec::new();
    for (from, to) in timetable
        .spans()
        .flat_map(|(from, to)| presence(shift, from, to.min(end)))
    {
        let mut from = from;
        if to - from > crate::time::Span(24 * HOUR) {
            for &cut in midnights
                .iter()
                .filter(|&&cut| cut > from && cut < to)
                .collect::<Vec<_>>()
            {
                turns.push(Turn {
                    from,
                    to: cut,
                    date: date_of(from),
                });
                from = cut;
            }
        }
        turns.push(Turn {
            from,
            to,
            date: date_of(from),
        });
    }
    turns
}

/// The parts of a span of hours in which the people of a shift are there.
fn presence(shift: &Shift, from: Instant, to: Instant) -> Vec<(Instant, Instant)> {
    let last = to.min(shift.until.unwrap_or(Instant::NEVER));
    let mut parts = Vec::new();
    let mut begins = from.max(shift.from);
    for (gone, back) in &shift.gaps {
        parts.push((begins, last.min(*gone)));
        begins = begins.max(*back);
    }
    parts.push((begins, last));
    parts.retain(|(from, to)| from < to);
    parts
}

/// Marks the teams that work on batches, those to which such work is handed over among them.
pub(super) fn mark_batches(program: &mut Program) {
    for place in program.places.iter().filter(|place| place.batch != NIL) {
        program.teams[place.team as usize].batches = true;
    }
}

/// For each team with people on call, marks the classes they can be called for.
pub(super) fn mark_on_call_classes(model: &Model, program: &mut Program) {
    for (team, compiled) in model.teams.iter().zip(&mut program.teams) {
        let (Some(on_call), Some(compiled)) = (&team.on_call, &mut compiled.on_call) else {
            continue;
        };
        for demand in (0..model.demands.len()).map(DemandId::from) {
            for number in 0..program.demands[demand.index()].classes {
                let values = super::classes::values_of(model, demand, number as usize);
                let value_of = |attribute| {
                    values
                        .iter()
                        .find(|(other, _)| *other == attribute)
                        .map(|(_, value)| *value)
                };
                compiled.classes.push(on_call.only.selects(demand, value_of));
            }
        }
    }
}
