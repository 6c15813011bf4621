//! Amounts of money that no replication changes: people on standby, and what is paid for nothing that happens.

use jiff::Unit;
use jiff::civil::{Date, date};

use crate::model::{Epoch, Model, Spread, StandingCost, Team, Timetable};
use crate::time::{HOUR, Instant, WEEK};

/// What a team's people on call cost in the counted window for being there, where that is stated: for each hour in which they can be
/// called and nobody of the team is on the roster.
pub fn standby(model: &Model, number: usize) -> Option<f64> {
    let (from, to) = (model.run.window_start(), model.run.window_end());
    let stated = model.teams[number].on_call.as_ref()?.standby_per_hour?;
    let mut starts = vec![(Instant::START, model)];
    starts.extend(model.later.iter().map(|(at, then)| (*at, then)));
    let mut hours = 0.0;
    for (index, (at, then)) in starts.iter().enumerate() {
        let until = starts.get(index + 1).map_or(to, |next| next.0);
        hours += standby_hours(then, &then.teams[number], from.max(*at), to.min(until));
    }
    Some(hours * stated)
}

/// Person-hours on standby between two instants.
fn standby_hours(model: &Model, of: &Team, from: Instant, to: Instant) -> f64 {
    let Some(on_call) = of.on_call.as_ref().filter(|_| from < to) else {
        return 0.0;
    };
    let expanded = |calendar: crate::model::CalendarId| {
        model.calendars[calendar.index()].timetable(&model.epoch, Instant::START, to)
    };
    let cut = |(opens, closes): (Instant, Instant)| (opens.max(from), closes.min(to));
    let mut rostered = Vec::new();
    for shift in of.shifts.iter().filter(|shift| shift.people > 0) {
        let there = (shift.from, shift.until.unwrap_or(Instant::NEVER));
        let of_shift = expanded(shift.calendar);
        for (opens, closes) in of_shift.spans_between(from, to).map(cut) {
            rostered.push((opens.max(there.0), closes.min(there.1)));
        }
    }
    let rostered = Timetable::of_spans(rostered);
    let callable = expanded(on_call.calendar);
    let alone = |(opens, closes): (Instant, Instant)| (closes - opens) - rostered.open_between(opens, closes);
    let ticks: i64 = callable
        .spans_between(from, to)
        .map(cut)
        .map(|span| alone(span).ticks())
        .sum();
    f64::from(on_call.people) * ticks as f64 / HOUR as f64
}

/// What a standing cost comes to in the counted window.
pub fn amount(model: &Model, of: &StandingCost) -> f64 {
    let (from, to) = (model.run.window_start(), model.run.window_end());
    if of.spread == Spread::Once {
        return if from <= of.from && of.from < to {
            of.amount
        } else {
            0.0
        };
    }
    let (from, to) = (from.max(of.from), to.min(of.until));
    if from >= to {
        return 0.0;
    }
    let spread = match of.spread {
        Spread::Weekly | Spread::Once => (to - from).ticks() as f64 / WEEK as f64,
        Spread::Monthly => periods(&model.epoch, from, to, Unit::Month),
        Spread::Yearly => periods(&model.epoch, from, to, Unit::Year),
    };
    of.amount * spread
}

/// How many calendar months or years lie between two instants, a part of one by its part of that month's or year's time.
fn periods(epoch: &Epoch, from: Instant, to: Instant, unit: Unit) -> f64 {
    let clock = epoch.clock();
    let mut first = first_of(clock.date_of(from), unit);
    let mut sum = 0.0;
    loop {
        let next = next_of(first, unit);
        let (begins, ends) = (clock.midnight_of(first), clock.midnight_of(next));
        if begins >= to || next <= first {
            return sum;
        }
        let part = (ends.min(to) - begins.max(from)).ticks().max(0);
        sum += part as f64 / (ends - begins).ticks() as f64;
        first = next;
    }
}

fn first_of(day: Date, unit: Unit) -> Date {
    match unit {
        Unit::Year => day.first_of_year(),
        _ => day.first_of_month(),
    }
}

fn next_of(first: Date, unit: Unit) -> Date {
    match unit {
        Unit::Year if first.year() < 9999 => date(first.year() + 1, 1, 1),
        Unit::Year => first,
        _ => first.last_of_month().tomorrow().unwrap_or(first),
    }
}
