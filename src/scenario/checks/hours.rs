//! Teams are on shift, boards meet, clocks run, and there are people enough for what needs several at once.

use jiff::ToSpan;

use super::super::catalogue::Placed;
use super::super::fields::{ScenarioText, TeamText};
use super::super::standard_week;
use super::super::values::ByName;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Arrivals, Calendar, CalendarId, HourOfWeek, Model, RouteKind, Team};
use crate::time::DAY;

/// Checks teams, boards and clocks.
pub fn all(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    let opens: Vec<bool> = model
        .calendars
        .iter()
        .map(|calendar| opens_during(model, calendar))
        .collect();
    teams(text, model, &opens, found);
    people(text, model, &opens, found);
    routes(text, model, &opens, found);
    promises(text, model, &opens, found);
    arrivals(text, model, found);
    deliveries_and_services(text, model, &opens, found);
}

/// Orders are delivered in some hours of the run, and services are used in some.
fn deliveries_and_services(text: &ScenarioText, model: &Model, opens: &[bool], found: &mut Diagnostics) {
    let parts = model.parts.iter().map(|part| part.calendar).zip(names(&text.part));
    let services = model
        .services
        .iter()
        .map(|service| service.calendar)
        .zip(names(&text.service));
    let parts = parts.map(|of| (of, "an order of part", "is never delivered"));
    let all = parts.chain(services.map(|of| (of, "service", "is never used")));
    for ((calendar, name), what, fate) in all.filter(|((calendar, _), _, _)| !opens[calendar.index()]) {
        let fault = Diagnostic::error(format!("{what} `{}` {fate}", name.value));
        let hours = &model.calendars[calendar.index()].name;
        found.push(
            fault
                .at(&name.place, format!("the hours `{hours}` do not open during the run"))
                .help("name other hours"),
        );
    }
}

fn names<T>(table: &Option<Placed<ByName<T>>>) -> impl Iterator<Item = &Placed<String>> {
    table
        .iter()
        .flat_map(|table| table.value.0.iter().map(|(name, _)| name))
}

/// What is to arrive outside all hours of a split needs a time outside them.
fn arrivals(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    let texts = text
        .demand
        .as_ref()
        .map_or(&[][..], |demands| demands.value.0.as_slice());
    for (demand, (name, text)) in model.demands.iter().zip(texts) {
        let Some(Arrivals::Poisson {
            pattern: HourOfWeek::Split { inside, outside },
            ..
        }) = &demand.arrivals
        else {
            continue;
        };
        let mut closed = vec![true; standard_week::MINUTES];
        for (calendar, _) in inside {
            let open = standard_week::open_minutes(&model.calendars[calendar.index()], &model.epoch);
            closed.iter_mut().zip(open).for_each(|(closed, open)| *closed &= !open);
        }
        if *outside > 0.0 && !closed.contains(&true) {
            let split = text
                .as_ref()
                .and_then(|text| text.arrivals.as_ref()?.value.split.as_ref());
            let fault = Diagnostic::error(format!(
                "the split of demand `{}` leaves no time outside its hours",
                demand.name
            ));
            let place = split.map_or(&name.place, |split| &split.place);
            found.push(
                fault
                    .at(place, "these hours are always open")
                    .help("take `outside` out, or name other hours"),
            );
        }
    }
}

/// Whether a span of the calendar begins on a day of the run.
fn opens_during(model: &Model, calendar: &Calendar) -> bool {
    let days = (model.run.warm_up + model.run.counted).ticks().div_euclid(DAY);
    let mut date = model.epoch.date;
    for _ in 0..=days {
        let extra = calendar.extra.iter().any(|(day, _, _)| *day == date);
        let weekday = date.weekday().to_monday_zero_offset();
        let weekly = calendar.weekly.iter().any(|span| i8::try_from(span.day) == Ok(weekday));
        if calendar.always || extra || (weekly && calendar.closed.binary_search(&date).is_err()) {
            return true;
        }
        let Ok(next) = date.checked_add(1.day()) else {
            return false;
        };
        date = next;
    }
    false
}

fn team_text(text: &ScenarioText, index: usize) -> Option<(&Place, &TeamText)> {
    let (name, team) = text.team.as_ref()?.value.0.get(index)?;
    Some((&name.place, team.as_ref()?))
}

fn teams(text: &ScenarioText, model: &Model, opens: &[bool], found: &mut Diagnostics) {
    for (index, team) in model.teams.iter().enumerate() {
        let on_shift = team
            .shifts
            .iter()
            .any(|shift| shift.people > 0 && opens[shift.calendar.index()]);
        let called = team
            .on_call
            .as_ref()
            .is_some_and(|on_call| opens[on_call.calendar.index()]);
        let Some((name, text)) = team_text(text, index) else {
            continue;
        };
        if !on_shift && !called {
            let roster = text.people.as_ref().and_then(|people| people.value.0.first());
            let place = roster.map_or(name, |(_, _, place)| place);
            let fault = Diagnostic::error(format!("team `{}` is never on shift", team.name));
            found.push(
                fault
                    .at(place, "nobody works at any time of the run")
                    .help("give it people in hours that open during the run"),
            );
        }
    }
}

fn size(team: &Team) -> u32 {
    team.shifts.iter().map(|shift| shift.people).sum()
}

fn people(text: &ScenarioText, model: &Model, opens: &[bool], found: &mut Diagnostics) {
    for (index, stream) in model.streams.iter().enumerate() {
        let stream_text = text
            .stream
            .as_ref()
            .and_then(|streams| streams.value.0.get(index))
            .and_then(|(_, text)| text.as_ref());
        let steps = stream_text
            .and_then(|text| text.step.as_ref())
            .map_or(&[][..], |steps| steps.value.0.as_slice());
        for (step, text) in stream.steps.iter().zip(steps) {
            if let Some(wait) = step.wait.as_ref().filter(|wait| !opens[wait.calendar.index()]) {
                let hours = text.supplier.as_ref().or(text.wait_hours.as_ref());
                let hours = hours.map_or(&text.place, |hours| &hours.place);
                let fact = match step.outsourced {
                    Some(_) => format!("the supplier of step `{}` never works", step.name),
                    None => format!("the wait `{}` never passes", step.name),
                };
                let fault = Diagnostic::error(fact).at(hours, "these hours do not open during the run");
                found.push(fault.help(format!(
                    "name other hours than `{}`",
                    model.calendars[wait.calendar.index()].name
                )));
            }
            let team = &model.teams[step.team.index()];
            if let Some(people) = text.people.as_ref().filter(|people| people.value.0 > size(team).max(1)) {
                let fact = format!("step `{}` needs {} people at once", step.name, people.value.0);
                let fault =
                    Diagnostic::error(fact).at(&people.place, format!("team `{}` has {}", team.name, size(team)));
                found.push(fault);
            }
        }
    }
}

fn routes(text: &ScenarioText, model: &Model, opens: &[bool], found: &mut Diagnostics) {
    let texts = text.route.as_ref().map_or(&[][..], |routes| routes.value.0.as_slice());
    for (route, (name, text)) in model.routes.iter().skip(1).zip(texts) {
        let (team, people) = match &route.kind {
            RouteKind::PreApproved | RouteKind::Automated(_) | RouteKind::Stages(_) | RouteKind::AllOf(_) => continue,
            RouteKind::Review(review) => (review.team, review.people),
            RouteKind::Board(board) => (board.team, board.people),
        };
        let team = &model.teams[team.index()];
        if people > size(team).max(1) {
            let place = text
                .as_ref()
                .and_then(|text| text.people.as_ref())
                .map_or(&name.place, |people| &people.place);
            let fault = Diagnostic::error(format!("route `{}` needs {people} people at once", route.name));
            found.push(fault.at(place, format!("team `{}` has {}", team.name, size(team))));
        }
        if let RouteKind::Board(board) = &route.kind {
            let place = text
                .as_ref()
                .and_then(|text| text.meets.as_ref())
                .map_or(&name.place, |meets| &meets.place);
            let on_shift = |id: CalendarId| {
                team.shifts
                    .iter()
                    .any(|shift| shift.people > 0 && overlaps(model, shift.calendar, id))
            };
            if !opens[board.meets.index()] || !on_shift(board.meets) {
                let fault = Diagnostic::error(format!("board `{}` never meets", route.name));
                found.push(
                    fault
                        .at(
                            place,
                            format!(
                                "during the run, team `{}` is on shift at none of these times",
                                team.name
                            ),
                        )
                        .help("let it meet while its team is on shift"),
                );
            }
        }
    }
}

/// Whether two calendars are open at the same time in some standard week.
fn overlaps(model: &Model, first: CalendarId, second: CalendarId) -> bool {
    let open = |id: CalendarId| standard_week::open_minutes(&model.calendars[id.index()], &model.epoch);
    open(first)
        .iter()
        .zip(open(second))
        .any(|(first, second)| *first && second)
}

fn promises(text: &ScenarioText, model: &Model, opens: &[bool], found: &mut Diagnostics) {
    let texts = text
        .promise
        .as_ref()
        .map_or(&[][..], |promises| promises.value.0.as_slice());
    for (promise, (name, text)) in model.promises.iter().zip(texts) {
        if !opens[promise.clock.index()] {
            let place = text
                .as_ref()
                .and_then(|text| text.clock.as_ref())
                .map_or(&name.place, |clock| &clock.place);
            let fault = Diagnostic::error(format!("the clock of promise `{}` never runs", promise.name));
            found.push(fault.at(place, "these hours do not open during the run"));
        }
    }
}
