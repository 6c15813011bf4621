//! How demand arrives.

use super::World;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Arrivals, Burstiness, CalendarId, HourOfWeek};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::ArrivalsText;
use crate::time::Instant;
use jiff::civil::DateTime;

/// The hours of a week.
const HOURS: usize = 168;

/// Arrivals from outside; none where they cannot be read.
pub fn arrivals(world: &World<'_>, text: &ArrivalsText, faults: &mut Diagnostics) -> Option<Arrivals> {
    let rates = [
        ("per_week", &text.per_week, 1.0),
        ("per_day", &text.per_day, 7.0),
        ("per_hour", &text.per_hour, HOURS as f64),
    ];
    let rates: Vec<_> = rates
        .iter()
        .filter_map(|(key, field, times)| field.as_ref().map(|rate| (*key, &rate.place, rate.value.0 * times)))
        .collect();
    let others = [
        text.every.as_ref().map(|every| ("every", &every.place)),
        text.at.as_ref().map(|at| ("at", &at.place)),
        text.users.as_ref().map(|users| ("users", &users.place)),
    ];
    let shape = [
        text.split.as_ref().map(|split| ("split", &split.place)),
        text.by_hour_of_week
            .as_ref()
            .map(|hours| ("by_hour_of_week", &hours.place)),
        text.burstiness
            .as_ref()
            .map(|burstiness| ("burstiness", &burstiness.place)),
    ];
    let mut ways: Vec<(&str, &Place)> = rates.iter().map(|(key, place, _)| (*key, *place)).collect();
    ways.extend(others.iter().flatten());
    if let [first, second, ..] = ways.as_slice() {
        let fault = Diagnostic::error(format!(
            "arrivals are told twice: by `{}` and by `{}`",
            first.0, second.0
        ));
        faults.push(fault.at(second.1, "one of these is enough").at(first.1, ""));
        return None;
    }
    if let (Some(other), Some(extra)) = (others.iter().flatten().next(), shape.iter().flatten().next()) {
        let fault = Diagnostic::error(format!("`{}` does not go with `{}`", extra.0, other.0));
        faults.push(
            fault
                .at(extra.1, "this shapes a rate")
                .help("give a rate, such as `per_week = 300`"),
        );
        return None;
    }
    if let Some(every) = &text.every {
        let interval = every.value.0.clone();
        if interval.mean() <= 0.0 {
            let fault = Diagnostic::error("arrivals follow each other after no time at all");
            faults.push(fault.at(&every.place, "the time between two arrivals must be above 0"));
            return None;
        }
        return Some(Arrivals::Renewal { interval });
    }
    if let Some(found) = users(text, faults) {
        return found;
    }
    if let Some(at) = &text.at {
        return Some(Arrivals::At(moments(world, &at.value.0, faults)));
    }
    poisson(world, text, rates.first().map(|(_, _, rate)| *rate), faults)
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

fn poisson(world: &World<'_>, text: &ArrivalsText, rate: Option<f64>, faults: &mut Diagnostics) -> Option<Arrivals> {
    let (pattern, hourly) = pattern(world, text, faults)?;
    let Some(per_week) = rate.or(hourly) else {
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
        burstiness,
    })
}

/// The pattern over the week, and the weekly rate that 168 hourly figures tell.
fn pattern(world: &World<'_>, text: &ArrivalsText, faults: &mut Diagnostics) -> Option<(HourOfWeek, Option<f64>)> {
    if let (Some(split), Some(hours)) = (&text.split, &text.by_hour_of_week) {
        let fault = Diagnostic::error("the week's pattern is told twice: by `split` and by `by_hour_of_week`");
        faults.push(fault.at(&hours.place, "one of these is enough").at(&split.place, ""));
        return None;
    }
    if let Some(split) = &text.split {
        let find = |(name, share): &(_, f64)| Some((CalendarId::from(world.hours.find(name, faults)?), *share));
        let inside: Vec<Option<_>> = split.value.inside.iter().map(find).collect();
        let inside = inside.into_iter().collect::<Option<Vec<_>>>()?;
        let outside = split.value.outside;
        return Some((HourOfWeek::Split { inside, outside }, None));
    }
    let Some(hours) = &text.by_hour_of_week else {
        return Some((HourOfWeek::Level, None));
    };
    let weights: Vec<f64> = hours.value.iter().map(|weight| weight.value.0).collect();
    let sum: f64 = weights.iter().sum();
    if weights.len() != HOURS || sum <= 0.0 {
        let fact = format!("`by_hour_of_week` has {} numbers that add up to {sum}", weights.len());
        let fault = Diagnostic::error(fact).at(
            &hours.place,
            "it must have 168, one an hour from Monday 00:00, not all 0",
        );
        faults.push(fault);
        return None;
    }
    Some((HourOfWeek::Weights(weights), Some(sum)))
}
