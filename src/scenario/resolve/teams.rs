//! Teams with their shifts and people on call.

use super::calendars::in_zone;
use super::{World, entries, staffing};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Calendar, CalendarId, Discipline, Model, OnCall, Paid, Shift, Team};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{OnCallText, TeamText};
use crate::scenario::values::Share;
use crate::time::{Instant, Span};

/// The most people in a team.
const MOST_PEOPLE: u32 = 10_000;
/// The most people in all teams together.
const MOST_PEOPLE_IN_ALL: u64 = 500_000;

/// The share a field holds, or none of it where it could not be read.
fn share(field: Option<&Placed<Share>>) -> f64 {
    field.map_or(0.0, |share| share.value.0)
}

/// Every team in the order of the file.
pub fn teams(world: &World<'_>, calendars: &mut Vec<Calendar>, faults: &mut Diagnostics) -> Vec<Team> {
    let teams: Vec<Team> = entries(&world.text.team)
        .iter()
        .enumerate()
        .map(|(number, (name, team))| {
            let mut model = Team {
                name: name.value.clone(),
                shifts: Vec::new(),
                absence: 0.0,
                spell: None,
                other_duties: 0.0,
                on_call: None,
                handoff: None,
                limit: None,
                queue: Discipline::Priority,
                preempts: Vec::new(),
                resumption: Span::ZERO,
                at_shift_end: Vec::new(),
                hand_over: None,
                also_works_for: Vec::new(),
                hourly_cost: None,
                overtime_factor: 1.0,
                paid: Paid::ForRoster,
            };
            if let Some(team) = team {
                fill(world, team, &mut model, calendars, faults);
                staffing::fill(world, team, number, &mut model, calendars, faults);
            }
            model
        })
        .collect();
    let people = |team: &Team| {
        let regular: u64 = team.shifts.iter().map(|shift| u64::from(shift.people)).sum();
        regular + team.on_call.as_ref().map_or(0, |on_call| u64::from(on_call.people))
    };
    let all: u64 = teams.iter().map(people).sum();
    if all > MOST_PEOPLE_IN_ALL {
        let fault = Diagnostic::error(format!(
            "the teams have {all} people together; at most 500,000 can be simulated"
        ));
        faults.push(fault.help("leave out teams that the question is not about"));
    }
    teams
}

fn fill(world: &World<'_>, team: &TeamText, model: &mut Team, calendars: &mut Vec<Calendar>, faults: &mut Diagnostics) {
    let zone = team.timezone.as_ref().map(|zone| &zone.value.0);
    for (hours, people, place) in team.people.iter().flat_map(|roster| &roster.value.0) {
        if too_many(*people, &model.name, place, faults) {
            continue;
        }
        let calendar = match hours {
            None => Some(Model::ALWAYS),
            Some(name) => world.hours.find(name, faults).map(CalendarId::from),
        };
        model.shifts.extend(calendar.map(|calendar| Shift {
            calendar: in_zone(world, calendar, zone, calendars),
            people: *people,
            present: None,
            from: Instant::START,
            until: None,
            gaps: Vec::new(),
            ramp_up: None,
        }));
    }
    model.absence = team.absence.as_ref().map_or(0.0, |absence| absence.value.share);
    model.spell = team.absence.as_ref().and_then(|absence| absence.value.spell);
    model.other_duties = share(team.other_duties.as_ref());
    let absence = team
        .absence
        .as_ref()
        .map(|absence| (absence.value.share, &absence.place));
    let duties = team.other_duties.as_ref().map(|duties| (duties.value.0, &duties.place));
    for (field, what) in [(absence, "absence"), (duties, "other_duties")] {
        if let Some((_, place)) = field.filter(|(share, _)| *share >= 1.0) {
            let fault = Diagnostic::error(format!("`{what}` of team `{}` leaves nobody", model.name));
            faults.push(fault.at(place, "it must be below 100 %"));
        }
    }
    model.on_call = team
        .on_call
        .as_ref()
        .and_then(|on_call| called(world, &on_call.value, &model.name, faults));
    model.handoff = team.handoff.as_ref().map(|handoff| handoff.value.0.clone());
    model.limit = team.wip.as_ref().map(|wip| wip.value.0);
    if let Some(on_call) = &mut model.on_call {
        on_call.calendar = in_zone(world, on_call.calendar, zone, calendars);
    }
    model.hourly_cost = team.hourly_cost.as_ref().map(|cost| cost.value.0);
    model.overtime_factor = team.overtime_factor.as_ref().map_or(1.0, |factor| factor.value.0);
    model.paid = team.paid.as_ref().map_or(Paid::ForRoster, |paid| paid.value.0);
}

fn called(world: &World<'_>, text: &OnCallText, team: &str, faults: &mut Diagnostics) -> Option<OnCall> {
    let calendar = text.hours.as_ref().and_then(|hours| world.hours.find(hours, faults));
    let only = text.only.as_ref().map(|only| world.selector(&only.value, faults));
    let people = text.people.as_ref()?;
    if too_many(people.value.0, team, &people.place, faults) {
        return None;
    }
    (people.value.0 > 0).then_some(OnCall {
        calendar: CalendarId::from(calendar?),
        people: people.value.0,
        only: only?,
        call_out: text.call_out.as_ref().map_or(Span::ZERO, |call_out| call_out.value),
        standby_per_hour: super::supply::amount(&text.standby_per_hour),
    })
}

fn too_many(people: u32, team: &str, place: &Place, faults: &mut Diagnostics) -> bool {
    let many = people > MOST_PEOPLE;
    if many {
        let fault = Diagnostic::error(format!("team `{team}` would have {people} people"));
        faults.push(
            fault
                .at(place, "a team has at most 10,000")
                .help("split it into several teams"),
        );
    }
    many
}
