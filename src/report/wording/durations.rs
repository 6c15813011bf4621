//! Durations in the unit that a reader would choose.

use super::{UNKNOWN, last_place, number, plain, rounded, scaled};
use crate::results::Estimate;
use crate::time::Span;

/// Hours by which clock changes make weeks of the calendar longer or shorter.
const CLOCK_CHANGES: f64 = 1.0;

/// Hours in one of the named unit, for durations of about `hours`.
pub(super) fn duration_unit(hours: f64) -> (f64, &'static str) {
    match hours.abs() {
        0.0 => (1.0, "h"),
        short if short < 1.0 / 60.0 => (1.0 / 3600.0, "s"),
        minutes if minutes < 1.0 => (1.0 / 60.0, "m"),
        day if day < 48.0 => (1.0, "h"),
        days if days < 21.0 * 24.0 => (24.0, "d"),
        _ => (168.0, "wk"),
    }
}

/// Words for a unit that [`duration_unit`] abbreviates.
fn unit_in_words(unit: &str, one: bool) -> &'static str {
    match (unit, one) {
        ("s", true) => "second",
        ("s", false) => "seconds",
        ("m", true) => "minute",
        ("m", false) => "minutes",
        ("h", true) => "hour",
        ("h", false) => "hours",
        ("d", true) => "day",
        ("d", false) => "days",
        (_, true) => "week",
        (_, false) => "weeks",
    }
}

/// A duration without its error: `41 m`, `6 h`, `2.1 d`, `3 wk`; at most two digits unless it is a whole number.
pub fn duration(estimate: Option<&Estimate>) -> String {
    estimate.map_or(UNKNOWN.into(), |it| {
        let (number, unit) = duration_digits(it);
        format!("{number} {unit}")
    })
}

/// As [`duration`], the unit written out: `2.1 days`.
pub fn duration_in_words(estimate: &Estimate) -> String {
    let (number, unit) = duration_digits(estimate);
    let words = unit_in_words(unit, number == "1");
    format!("{number} {words}")
}

fn duration_digits(estimate: &Estimate) -> (String, &'static str) {
    let (hours_per_unit, unit) = duration_unit(estimate.value);
    let value = estimate.value / hours_per_unit;
    let Some(half) = estimate.half_width() else {
        return (plain(value), unit);
    };
    let known = last_place(value, Some(half / hours_per_unit));
    // More than two digits of a lead time are noise to a reader even where the run supports them.
    (rounded(value, known.max(last_place(value, None))), unit)
}

/// A duration with its interval: `6.0 ± 0.3 h`.
pub fn duration_with_error(estimate: Option<&Estimate>) -> String {
    let Some(estimate) = estimate else {
        return UNKNOWN.into();
    };
    let (hours_per_unit, unit) = duration_unit(estimate.value);
    format!("{} {unit}", number(Some(&scaled(estimate, 1.0 / hours_per_unit))))
}

/// Whole weeks where they are whole, else days or hours: `12 weeks`, `10 days`.
pub fn span(hours: f64) -> String {
    let whole = |unit: f64| {
        let count = (hours / unit).round();
        (count >= 1.0 && (hours - count * unit).abs() <= CLOCK_CHANGES).then_some(count)
    };
    let (count, word) = match (whole(168.0), whole(24.0)) {
        (Some(weeks), _) => (weeks, "week"),
        (None, Some(days)) => (days, "day"),
        (None, None) => (hours, "hour"),
    };
    if count == 1.0 {
        format!("1 {word}")
    } else {
        format!("{} {word}s", plain(count))
    }
}

/// How long one thing took, exactly enough for its story: `20 s`, `41 min`, `2 h 5 min`, `2 days 3 h`. The two largest units,
/// rounded to the smaller.
pub fn lasting(span: Span) -> String {
    let seconds = (span.ticks() + 500).div_euclid(1000);
    if seconds < 60 {
        return format!("{seconds} s");
    }
    let minutes = (seconds + 30) / 60;
    if minutes < 24 * 60 {
        return two((minutes / 60, "h"), (minutes % 60, "min"));
    }
    let hours = (seconds + 1800) / 3600;
    let days = hours / 24;
    two((days, if days == 1 { "day" } else { "days" }), (hours % 24, "h"))
}

/// How long people worked, in hours however many, because a day of work is not a day: `41 min`, `71 h 3 min`.
pub fn working(span: Span) -> String {
    let seconds = (span.ticks() + 500).div_euclid(1000);
    if seconds < 60 {
        return format!("{seconds} s");
    }
    let minutes = (seconds + 30) / 60;
    two((minutes / 60, "h"), (minutes % 60, "min"))
}

fn two((large, unit): (i64, &str), (small, of_it): (i64, &str)) -> String {
    match (large, small) {
        (0, small) => format!("{small} {of_it}"),
        (large, 0) => format!("{large} {unit}"),
        (large, small) => format!("{large} {unit} {small} {of_it}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{lasting, working};
    use crate::time::Span;

    #[test]
    fn spans_are_told_in_their_two_largest_units() {
        for (span, told) in [
            (Span(0), "0 s"),
            (Span(20_400), "20 s"),
            (Span(59_600), "1 min"),
            (Span::minutes(41), "41 min"),
            (Span::minutes(125), "2 h 5 min"),
            (Span::hours(24), "1 day"),
            (Span(Span::hours(24).ticks() - 1), "1 day"),
            (Span::hours(51), "2 days 3 h"),
            (Span(Span::hours(48).ticks() - 60_000), "2 days"),
        ] {
            assert_eq!(lasting(span), told);
        }
        assert_eq!(working(Span::minutes(71 * 60 + 3)), "71 h 3 min");
        assert_eq!(working(Span::minutes(41)), lasting(Span::minutes(41)));
    }
}
