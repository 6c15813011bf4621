//! The standard week, minute by minute, in the scenario's zone: who is open when, without holidays.

use crate::model::{Calendar, Epoch};

/// Minutes of a week.
pub const MINUTES: usize = 7 * 24 * 60;

/// For each minute of the week from Monday 00:00, whether the calendar is open; zones are compared at the scenario's start.
pub fn open_minutes(calendar: &Calendar, epoch: &Epoch) -> Vec<bool> {
    if calendar.always {
        return vec![true; MINUTES];
    }
    let offset = |zone: &jiff::tz::TimeZone| {
        let midnight = epoch.date.to_zoned(zone.clone());
        midnight.map_or(0, |midnight| i64::from(midnight.offset().seconds()) / 60)
    };
    let shift = offset(&epoch.zone) - offset(&calendar.zone);
    let mut open = vec![false; MINUTES];
    for span in &calendar.weekly {
        let minute = |time: jiff::civil::Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
        let from = minute(span.from);
        let length = match (minute(span.to) - from).rem_euclid(24 * 60) {
            0 => 24 * 60,
            length => length,
        };
        let start = i64::from(span.day) * 24 * 60 + from + shift;
        // Across the end of the week it goes on at its beginning.
        let start = start.rem_euclid(MINUTES as i64) as usize;
        let end = start + length as usize;
        open[start..end.min(MINUTES)].fill(true);
        open[..end.saturating_sub(MINUTES)].fill(true);
    }
    open
}

/// Open hours of a standard week.
pub fn open_hours(calendar: &Calendar, epoch: &Epoch) -> f64 {
    open_minutes(calendar, epoch).iter().filter(|open| **open).count() as f64 / 60.0
}

/// For each minute, how many minutes until the next open one (0 where it is open); none where none is open.
pub fn minutes_until_open(open: &[bool]) -> Option<Vec<u32>> {
    let mut until = vec![0u32; open.len()];
    let mut next = open.iter().position(|open| *open)? + open.len();
    for minute in (0..open.len()).rev() {
        if open[minute] {
            next = minute;
        }
        until[minute] = u32::try_from(next - minute).unwrap_or(u32::MAX);
    }
    Some(until)
}
