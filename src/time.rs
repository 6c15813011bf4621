//! The one clock of flowcast: integer milliseconds.
//!
//! An [`Instant`] is milliseconds since the scenario's start (local midnight of `start` in the scenario's zone);
//! it may be negative (a shift that began the evening before). A [`Span`] is a length in milliseconds. Calendars and
//! time zones exist only at the two edges: when a scenario is compiled and when a result is shown.

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// Milliseconds in a second.
pub const SECOND: i64 = 1_000;
/// Milliseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds in a day of 24 hours.
pub const DAY: i64 = 24 * HOUR;
/// Milliseconds in a week of 168 hours.
pub const WEEK: i64 = 7 * DAY;

/// A point on the simulation clock, in milliseconds since the scenario's start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(pub i64);

/// A length of time in milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span(pub i64);

impl Instant {
    /// The scenario's start.
    pub const START: Instant = Instant(0);
    /// Later than every instant of any run (about 279 years).
    pub const NEVER: Instant = Instant(1 << 43);

    /// Milliseconds since the scenario's start.
    pub const fn ticks(self) -> i64 {
        self.0
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);

    /// A span of whole seconds.
    pub const fn seconds(n: i64) -> Span {
        Span(n * SECOND)
    }
    /// A span of whole minutes.
    pub const fn minutes(n: i64) -> Span {
        Span(n * MINUTE)
    }
    /// A span of whole hours.
    pub const fn hours(n: i64) -> Span {
        Span(n * HOUR)
    }
    /// A span of days of 24 hours.
    pub const fn days(n: i64) -> Span {
        Span(n * DAY)
    }
    /// A span of weeks of 168 hours.
    pub const fn weeks(n: i64) -> Span {
        Span(n * WEEK)
    }
    /// Milliseconds.
    pub const fn ticks(self) -> i64 {
        self.0
    }
    /// The span in hours, for results.
    pub fn as_hours(self) -> f64 {
        self.0 as f64 / HOUR as f64
    }
    /// The nearest span to a number of hours; saturates at the ends of the clock.
    pub fn from_hours(hours: f64) -> Span {
        Span((hours * HOUR as f64).round() as i64)
    }

    /// Reads a span as a scenario writes it: `"4h"`, `"1h 30m"`, `"90 minutes"`, `"2 weeks"`, `"1.5 days"`.
    ///
    /// Units: `s m h d w`, and the words second(s), minute(s) (min), hour(s), day(s), week(s). A day is 24 hours.
    ///
    /// # Errors
    /// The fact in words, without a place: the caller owns the place.
    pub fn parse(text: &str) -> Result<Span, SpanError> {
        let mut rest = text.trim();
        let mut total = 0.0f64;
        let mut previous = f64::INFINITY;
        if rest.is_empty() {
            return Err(SpanError::Empty);
        }
        while !rest.is_empty() {
            let digits = rest
                .find(|c: char| !(c.is_ascii_digit() || c == '.'))
                .unwrap_or(rest.len());
            let number: f64 = rest[..digits]
                .parse()
                .map_err(|_| SpanError::NoNumber(rest.to_owned()))?;
            let after = rest[digits..].trim_start();
            let letters = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
            let unit = unit_ticks(&after[..letters]).ok_or_else(|| match &after[..letters] {
                "" => SpanError::NoUnit(rest[..digits].to_owned()),
                word => SpanError::UnknownUnit(word.to_owned()),
            })?;
            if unit >= previous {
                return Err(SpanError::Order(text.to_owned()));
            }
            previous = unit;
            total += number * unit;
            rest = after[letters..].trim_start();
        }
        if total > Instant::NEVER.0 as f64 {
            return Err(SpanError::TooLong(text.to_owned()));
        }
        Ok(Span(total.round() as i64))
    }
}

/// Why a text is not a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpanError {
    /// Nothing was written.
    Empty,
    /// A number was expected where this text begins.
    NoNumber(String),
    /// This number has no unit.
    NoUnit(String),
    /// No unit has this name.
    UnknownUnit(String),
    /// Units must go from large to small, each once.
    Order(String),
    /// Longer than the clock.
    TooLong(String),
}

impl fmt::Display for SpanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SpanError::Empty => write!(f, "no duration is written here"),
            SpanError::NoNumber(rest) => write!(f, "a number is expected where `{rest}` stands"),
            SpanError::NoUnit(number) => write!(f, "`{number}` has no unit"),
            SpanError::UnknownUnit(word) => write!(f, "`{word}` is not a unit of time"),
            SpanError::Order(text) => write!(f, "the units of `{text}` do not go from large to small, each once"),
            SpanError::TooLong(text) => write!(f, "`{text}` is longer than the clock (about 279 years)"),
        }
    }
}

fn unit_ticks(word: &str) -> Option<f64> {
    Some(match word {
        "s" | "sec" | "second" | "seconds" => SECOND,
        "m" | "min" | "minute" | "minutes" => MINUTE,
        "h" | "hour" | "hours" => HOUR,
        "d" | "day" | "days" => DAY,
        "w" | "week" | "weeks" => WEEK,
        _ => return None,
    } as f64)
}

impl fmt::Display for Span {
    /// Exact and short: `2d 3h`, `1h 30m`, `45s`, `0s`; days are 24 hours. Reads back to the same span.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.unsigned_abs();
        if self.0 < 0 {
            write!(f, "-")?;
        }
        let mut first = true;
        for (unit, name) in [(WEEK, "w"), (DAY, "d"), (HOUR, "h"), (MINUTE, "m")] {
            let count = rest / unit as u64;
            rest %= unit as u64;
            if count > 0 {
                write!(f, "{}{count}{name}", if first { "" } else { " " })?;
                first = false;
            }
        }
        if rest > 0 || first {
            let gap = if first { "" } else { " " };
            if rest.is_multiple_of(1000) {
                write!(f, "{gap}{}s", rest / 1000)?;
            } else {
                write!(f, "{gap}{}s", rest as f64 / 1000.0)?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", Span(self.0))
    }
}

impl Add<Span> for Instant {
    type Output = Instant;
    fn add(self, span: Span) -> Instant {
        Instant(self.0 + span.0)
    }
}
impl Sub<Span> for Instant {
    type Output = Instant;
    fn sub(self, span: Span) -> Instant {
        Instant(self.0 - span.0)
    }
}
impl Sub for Instant {
    type Output = Span;
    fn sub(self, other: Instant) -> Span {
        Span(self.0 - other.0)
    }
}
impl Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span(self.0 + other.0)
    }
}
impl Sub for Span {
    type Output = Span;
    fn sub(self, other: Span) -> Span {
        Span(self.0 - other.0)
    }
}
impl Neg for Span {
    type Output = Span;
    fn neg(self) -> Span {
        Span(-self.0)
    }
}
impl AddAssign<Span> for Instant {
    fn add_assign(&mut self, span: Span) {
        self.0 += span.0;
    }
}
impl AddAssign for Span {
    fn add_assign(&mut self, other: Span) {
        self.0 += other.0;
    }
}
impl SubAssign for Span {
    fn sub_assign(&mut self, other: Span) {
        self.0 -= other.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_as_people_write_them() {
        assert_eq!(Span::parse("4h"), Ok(Span::hours(4)));
        assert_eq!(Span::parse("1h 30m"), Ok(Span::minutes(90)));
        assert_eq!(Span::parse("90 minutes"), Ok(Span::minutes(90)));
        assert_eq!(Span::parse("1.5 days"), Ok(Span::hours(36)));
        assert_eq!(Span::parse("1h30m"), Ok(Span::minutes(90)));
        assert_eq!(Span::parse("12"), Err(SpanError::NoUnit("12".into())));
        assert_eq!(Span::parse("3 parsecs"), Err(SpanError::UnknownUnit("parsecs".into())));
        assert_eq!(Span::parse("soon"), Err(SpanError::NoNumber("soon".into())));
        assert_eq!(Span::parse("3m 2h"), Err(SpanError::Order("3m 2h".into())));
        assert_eq!(Span::parse(" "), Err(SpanError::Empty));
        assert!(matches!(
            Span::parse("99999999999999999999w"),
            Err(SpanError::TooLong(_))
        ));
    }

    #[test]
    fn printed_spans_read_back() {
        for ticks in [0, 1, 999, 1_000, 61_000, 3_600_000, 86_399_999, 90_061_001, 700_000_000] {
            let span = Span(ticks);
            assert_eq!(Span::parse(&span.to_string()), Ok(span), "{span}");
        }
    }
}
