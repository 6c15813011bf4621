//! How arrivals spread over the week.

use super::{World, calendars};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Calendar, CalendarId, HourOfWeek};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::ArrivalsText;
use crate::scenario::values::{Split, Week};

/// The hours of a week.
pub const HOURS: usize = 168;

/// The pattern over the week, and the weekly rate that 168 hourly figures tell.
pub fn pattern(
    world: &World<'_>,
    text: &ArrivalsText,
    calendars: &mut Vec<Calendar>,
    faults: &mut Diagnostics,
) -> Option<(HourOfWeek, Option<f64>)> {
    let days = text.by_day.as_ref().map(|days| ("by_day", &days.place));
    let times = text.by_time.as_ref().map(|times| ("by_time", &times.place));
    let ways: Vec<(&str, &Place)> = [
        text.split.as_ref().map(|split| ("split", &split.place)),
        text.by_hour_of_week
            .as_ref()
            .map(|hours| ("by_hour_of_week", &hours.place)),
        days.or(times),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let [first, second, ..] = ways.as_slice() {
        let fault = Diagnostic::error(format!(
            "the week's pattern is told twice: by `{}` and by `{}`",
            first.0, second.0
        ));
        faults.push(fault.at(second.1, "one of these is enough").at(first.1, ""));
        return None;
    }
    if let Some(split) = &text.split {
        return split_by_hours(world, &split.value, calendars, faults).map(|split| (split, None));
    }
    if let Some(hours) = &text.by_hour_of_week {
        let weights = hours.value.0.clone();
        let sum = weights.iter().sum();
        return Some((HourOfWeek::Weights(weights), Some(sum)));
    }
    if ways.is_empty() {
        return Some((HourOfWeek::Level, None));
    }
    let days = text.by_day.as_ref().map_or([1.0 / 7.0; 7], |days| days.value.0);
    let times = text.by_time.as_ref().map_or([1.0 / 24.0; 24], |times| times.value.0);
    let weights = days.iter().flat_map(|day| times.iter().map(move |time| day * time));
    Some((HourOfWeek::Weights(weights.collect()), None))
}

/// Shares by hours: by their names, or hours in words, which become calendars of their own.
fn split_by_hours(
    world: &World<'_>,
    split: &Split,
    calendars: &mut Vec<Calendar>,
    faults: &mut Diagnostics,
) -> Option<HourOfWeek> {
    let mut inside = Vec::new();
    let mut sound = true;
    for (name, share) in &split.inside {
        match calendar(world, name, calendars, faults) {
            Some(id) => inside.push((id, *share)),
            None => sound = false,
        }
    }
    sound.then_some(HourOfWeek::Split {
        inside,
        outside: split.outside,
    })
}

fn calendar(
    world: &World<'_>,
    name: &Placed<String>,
    calendars: &mut Vec<Calendar>,
    faults: &mut Diagnostics,
) -> Option<CalendarId> {
    match Week::parse(&name.value) {
        Ok(weekly) if !world.hours.knows(&name.value) => {
            calendars.push(Calendar {
                name: name.value.clone(),
                weekly,
                closed: calendars::holidays(world),
                extra: Vec::new(),
                zone: world.epoch.zone.clone(),
                always: false,
            });
            Some(CalendarId::from(calendars.len() - 1))
        }
        _ => world.hours.find(name, faults).map(CalendarId::from),
    }
}
