//! Calendars: weekly hours with holidays in a time zone, and their expansion over a run into sorted spans.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::time::{Instant, Span};

/// Where the clock's zero lies in the real calendar: local midnight of the scenario's start date.
#[derive(Clone, Debug)]
pub struct Epoch {
    /// The scenario's first day.
    pub date: Date,
    /// The scenario's zone, in which patterns, periods and results are told.
    pub zone: TimeZone,
}

/// Hours of a week, with exceptions.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Its name.
    pub name: String,
    /// Open spans of a standard week.
    pub weekly: Vec<WeeklySpan>,
    /// Dates on which no span begins.
    pub closed: Vec<Date>,
    /// Dates whose spans replace the weekly ones (and holidays): open from, open for.
    pub extra: Vec<(Date, Time, Span)>,
    /// The zone its times are told in.
    pub zone: TimeZone,
    /// Never closed: the built-in `always`. Then the other fields do not matter.
    pub always: bool,
}

/// A span of a standard week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeeklySpan {
    /// Day on which it begins: 0 is Monday.
    pub day: u8,
    /// Local time at which it begins.
    pub from: Time,
    /// Local time at which it ends; not after `from` means on the next day (equal: 24 hours later).
    pub to: Time,
}

/// A calendar expanded over a run: sorted, disjoint, non-touching open spans.
#[derive(Clone, Debug, PartialEq)]
pub struct Timetable {
    spans: Vec<OpenSpan>,
    always: bool,
}

/// One open span with what is needed to count open time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct OpenSpan {
    from: Instant,
    to: Instant,
    /// Open time before `from` since the first span.
    before: Span,
}

impl Calendar {
    /// The calendar that never closes.
    pub fn always(zone: TimeZone) -> Calendar {
        Calendar {
            name: "always".to_owned(),
            weekly: Vec::new(),
            closed: Vec::new(),
            extra: Vec::new(),
            zone,
            always: true,
        }
    }
}
