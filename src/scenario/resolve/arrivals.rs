//! How demand arrives.

use jiff::civil::DateTime;

use super::{World, patterns, recorded};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Arrivals, Burstiness, Calendar, Course, Distribution};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{ArrivalsText, DemandText};
use crate::scenario::values::Schedule;
use crate::time::Instant;

/// The most arrivals that a schedule may bring.
const MOST_SCHEDULED: usize = 1_000_000;

/// Arrivals from outside; none where they cannot be read.
pub fn arrivals(
    world: &World<'_>,
    demand: &DemandText,
    text: &ArrivalsText,
    calendars: &mut Vec<Calendar>,
    faults: &mut Diagnostics,
) -> Option<Arrivals> {
    let rates = rates(text);
    if !told_once(text, &rates, faults) {
        return None;
    }
    if let Some(every) = &text.every {
        let interval = every.value.0.clone();
        if interval.mean() <= 0.0 {
            let fault = Diagnostic::error("arrivals follow each other after no time at all");
            faults.push(fault.at(&every.place, "the time between two arrivals must be above 0"));
            return None;
        }
        let first = text
            .first
            .as_ref()
            .map(|first| moments(world, std::slice::from_ref(first), faults));
        return Some(Arrivals::Renewal {
            first: first.and_then(|first| first.first().copied()),
            interval,
        });
    }
    if let Some(found) = users(text, faults) {
        return found;
    }
    if let Some(at) = &text.at {
        return Some(Arrivals::At(moments(world, &at.value.0, faults)));
    }
    if let Some(on) = &text.on {
        return scheduled(world, on, faults);
    }
    if let Some(replay) = &text.replay {
        return recorded::arrivals(world, demand, replay, faults).map(Arrivals::Recorded);
    }
    poisson(world, text, rates.first().map(|(_, _, rate)| *rate), calendars, faults)
}

/// How many items each arrival brings; none where it is just one.
pub fn batch(text: &ArrivalsText, faults: &mut Diagnostics) -> Option<Distribution> {
    let batch = text.batch.as_ref()?;
    let size = &batch.value.0;
    if size.mean() <= 0.0 {
        let fault = Diagnostic::error("arrivals bring no item at all");
        faults.push(fault.at(&batch.place, "the mean of `batch` must be above 0"));
    }
    (*size != Distribution::Constant(1.0)).then(|| size.clone())
}

/// The rates that are told: key, place, arrivals a week.
fn rates(text: &ArrivalsText) -> Vec<(&'static str, &Place, f64)> {
    let rates = [
        ("per_week", &text.per_week, 1.0),
        ("per_day", &text.per_day, 7.0),
        ("per_hour", &text.per_hour, patterns::HOURS as f64),
    ];
    rates
        .iter()
        .filter_map(|(key, field, times)| field.as_ref().map(|rate| (*key, &rate.place, rate.value.0 * times)))
        .collect()
}

fn place_of<'t, T>(key: &'static str, field: &'t Option<Placed<T>>) -> Option<(&'static str, &'t Place)> {
    field.as_ref().map(|field| (key, &field.place))
}

/// Whether arrivals are told in just one way, and nothing else is said that does not go with it.
fn told_once(text: &ArrivalsText, rates: &[(&'static str, &Place, f64)], faults: &mut Diagnostics) -> bool {
    let others = [
        place_of("every", &text.every),
        place_of("at", &text.at),
        place_of("on", &text.on),
        place_of("replay", &text.replay),
        place_of("users", &text.users),
    ];
    let shape = [
        place_of("split", &text.split),
        place_of("by_day", &text.by_day),
        place_of("by_time", &text.by_time),
        place_of("by_hour_of_week", &text.by_hour_of_week),
        place_of("growth", &text.growth),
        place_of("season", &text.season),
        place_of("burstiness", &text.burstiness),
    ];
    let mut ways: Vec<(&str, &Place)> = rates.iter().map(|(key, place, _)| (*key, *place)).collect();
    ways.extend(others.iter().flatten());
    if let [first, second, ..] = ways.as_slice() {
        let fault = Diagnostic::error(format!(
            "arrivals are told twice: by `{}` and by `{}`",
            first.0, second.0
        ));
        faults.push(fault.at(second.1, "one of these is enough").at(first.1, ""));
        return false;
    }
    if let (Some(other), Some(extra)) = (others.iter().flatten().next(), shape.iter().flatten().next()) {
        let fault = Diagnostic::error(format!("`{}` does not go with `{}`", extra.0, other.0));
        faults.push(
            fault
                .at(extra.1, "this shapes a rate")
                .help("give a rate, such as `per_week = 300`"),
        );
        return false;
    }
    if let (Some(first), None) = (&text.first, &text.every) {
        let fault = Diagnostic::error("`first` goes with `every` alone");
        faults.push(fault.at(&first.place, "nothing says how much later the others arrive"));
        return false;
    }
    true
}

/// A fixed number of users, where the text tells of them; none inside where it cannot be read.
fn users(text: &ArrivalsText, faults: &mut Diagnostics) -> Option<Option<Arrivals>> {
    let (users, again) = match (&text.users, &text.each_again_after) {
        (None, None) => return None,
        (Some(users), Some(again)) => (users, again),
        (Some(users), None) => {
            let fault =
                Diagnostic::error("users come once and never again").at(&users.place, "how often do they come?");
            faults.push(fault.help("add `each_again_after = …`, such as \"2 weeks\""));
            return Some(None);
        }
        (None, Some(again)) => {
            let fault = Diagnostic::error("`each_again_after` needs `users`").at(&again.place, "who comes again?");
            faults.push(fault.help("add `users = …`, how many there are"));
            return Some(None);
        }
    };
    if again.value.0.mean() <= 0.0 {
        let fault = Diagnostic::error("users come again after no time at all");
        faults.push(fault.at(&again.place, "the time until a user comes again must be above 0"));
        return Some(None);
    }
    Some(Some(Arrivals::Users {
        users: users.value.0,
        again_after: again.value.0.clone(),
    }))
}

/// Arrivals at given local times, in order; none of them before the run starts.
fn moments(world: &World<'_>, times: &[Placed<DateTime>], faults: &mut Diagnostics) -> Vec<Instant> {
    let mut moments = Vec::new();
    for time in times {
        match world.epoch.instant_of(time.value) {
            moment if moment < Instant::START => {
                let fault = Diagnostic::error(format!("an arrival at {} is before the start", time.value));
                let start = world.epoch.date;
                faults.push(
                    fault
                        .at(&time.place, "nothing can arrive before the run")
                        .note(format!("the run starts on {start}")),
                );
            }
            moment => moments.push(moment),
        }
    }
    moments.sort();
    moments
}

/// The instants of the run at which something is scheduled, in order.
pub fn occasions(world: &World<'_>, on: &Schedule) -> Vec<Instant> {
    let mut moments = Vec::new();
    let mut date = world.epoch.date;
    while world.epoch.clock().midnight_of(date) <= world.end && moments.len() <= MOST_SCHEDULED {
        let today = on.on(date);
        moments.extend(today.into_iter().map(|time| world.epoch.instant_of(time)));
        let Ok(next) = date.tomorrow() else { break };
        date = next;
    }
    moments.retain(|moment| *moment <= world.end);
    moments.sort();
    moments
}

/// Arrivals at the scheduled instants of the run.
fn scheduled(world: &World<'_>, on: &Placed<Schedule>, faults: &mut Diagnostics) -> Option<Arrivals> {
    let moments = occasions(world, &on.value);
    if moments.is_empty() {
        let fault = Diagnostic::error("nothing is scheduled during the run");
        faults.push(fault.at(&on.place, "none of these days falls into the run"));
        return None;
    }
    Some(Arrivals::At(moments))
}

fn poisson(
    world: &World<'_>,
    text: &ArrivalsText,
    rate: Option<f64>,
    calendars: &mut Vec<Calendar>,
    faults: &mut Diagnostics,
) -> Option<Arrivals> {
    let (pattern, hourly) = patterns::pattern(world, text, calendars, faults)?;
    let Some(per_week) = rate.or(hourly) else {
        if faults.any_error_in(&text.place) {
            return None;
        }
        let fault = Diagnostic::error("arrivals have no rate").at(&text.place, "nothing says how many arrive");
        faults.push(fault.help("add a rate, such as `per_week = 300`"));
        return None;
    };
    let burstiness = text.burstiness.as_ref().and_then(|burstiness| {
        Some(Burstiness {
            spread: burstiness.value.spread.as_ref()?.value.0,
            memory: burstiness.value.memory.as_ref()?.value.0,
        })
    });
    if let Some(memory) = text
        .burstiness
        .as_ref()
        .and_then(|burstiness| burstiness.value.memory.as_ref())
        && memory.value.0 >= 1.0
    {
        let fault = Diagnostic::error("`burstiness.memory` is 100 %");
        faults.push(fault.at(
            &memory.place,
            "the first day would decide all others: it must be below 100 %",
        ));
    }
    Some(Arrivals::Poisson {
        per_week,
        pattern,
        course: course(text),
        burstiness,
    })
}

/// Growth and season; none where neither changes anything.
fn course(text: &ArrivalsText) -> Option<Course> {
    let growth = text.growth.as_ref().map_or(0.0, |growth| growth.value.0);
    let months = text.season.as_ref().map_or([1.0; 12], |season| season.value.0);
    (growth != 0.0 || months != [1.0; 12]).then_some(Course { growth, months })
}
