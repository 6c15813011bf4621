//! Calendars: weekly hours with holidays in a time zone, and their expansion over a run into sorted spans.

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::epoch::{LocalClock, dates};
use super::{Epoch, Timetable};
use crate::time::{DAY, Instant, Span};

/// Hours of a week, with exceptions.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Its name.
    pub name: String,
    /// Open spans of a standard week.
    pub weekly: Vec<WeeklySpan>,
    /// Dates on which no span begins.
    pub closed: Vec<Date>,
    /// Dates whose spans replace the weekly ones (and holidays): open from, open for. The length is read off the wall
    /// clock: 8 hours from 22:00 end at 06:00, also in a night in which the clocks jump.
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

impl WeeklySpan {
    /// From its beginning to its end on the wall clock.
    fn length(&self) -> Span {
        let length = milliseconds(self.to) - milliseconds(self.from);
        Span(if length > 0 { length } else { length + DAY })
    }
}

/// Since midnight on the wall clock.
fn milliseconds(time: Time) -> i64 {
    ((i64::from(time.hour()) * 60 + i64::from(time.minute())) * 60 + i64::from(time.second())) * 1_000
        + i64::from(time.millisecond())
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

    /// Its open spans over `[from, until]`.
    ///
    /// A span belongs to the local date on which it begins: a closed date drops a night shift that begins on it and keeps
    /// the rest of the one before. A span that has any instant in common with `[from, until]` is kept whole, so open time
    /// is exact between any two instants of that range, and where [`Timetable::after`] finds nothing the moment lies
    /// after `until`.
    pub fn timetable(&self, epoch: &Epoch, from: Instant, until: Instant) -> Timetable {
        if self.always {
            return Timetable::always();
        }
        let clock = epoch.clock_in(&self.zone);
        let longest = self
            .extra
            .iter()
            .map(|extra| extra.2.ticks())
            .max()
            .unwrap_or(0)
            .max(DAY);
        // One day more than the longest span, because a day in which the clocks jump may have 25 hours.
        let first = clock.date_of(Instant(from.ticks() - longest - DAY));
        let spans = dates(first, clock.date_of(until))
            .flat_map(|date| self.spans_of(date, &clock))
            .filter(|&(opens, closes)| opens <= until && closes >= from)
            .collect();
        Timetable::of_spans(spans)
    }

    /// The spans that begin on a local date, in the order of the calendar; none of them without length.
    pub(super) fn spans_of(&self, date: Date, clock: &LocalClock) -> Vec<(Instant, Instant)> {
        if self.always {
            return vec![(
                clock.midnight_of(date),
                clock.midnight_of(date.tomorrow().unwrap_or(Date::MAX)),
            )];
        }
        let on_the_wall = |from: Time, length: Span| {
            let opens = date.to_datetime(from);
            let closes = opens.saturating_add(length.ticks().milliseconds());
            (clock.instant_of(opens), clock.instant_of(closes))
        };
        let mut spans: Vec<_> = self
            .extra
            .iter()
            .filter(|extra| extra.0 == date)
            .map(|&(_, from, length)| on_the_wall(from, length))
            .collect();
        if spans.is_empty() && !self.closed.contains(&date) {
            let day = date.weekday().to_monday_zero_offset();
            spans = self
                .weekly
                .iter()
                .filter(|span| i8::try_from(span.day) == Ok(day))
                .map(|span| on_the_wall(span.from, span.length()))
                .collect();
        }
        spans.retain(|(opens, closes)| opens < closes);
        spans
    }
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::{date, time};

    use super::*;
    use crate::time::HOUR;

    pub fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    pub fn epoch(first: Date, name: &str) -> Epoch {
        Epoch {
            date: first,
            zone: zone(name),
        }
    }

    /// The same hours, in whole hours, on some days of the week.
    pub fn weekly(days: &[u8], from: i8, to: i8, zone: TimeZone) -> Calendar {
        let weekly = days
            .iter()
            .map(|&day| WeeklySpan {
                day,
                from: time(from, 0, 0, 0),
                to: time(to, 0, 0, 0),
            })
            .collect();
        Calendar {
            name: "hours".to_owned(),
            weekly,
            always: false,
            ..Calendar::always(zone)
        }
    }

    pub const WORKDAYS: [u8; 5] = [0, 1, 2, 3, 4];
    pub const EVERY_DAY: [u8; 7] = [0, 1, 2, 3, 4, 5, 6];

    /// Open spans in whole hours since the scenario's start.
    fn hours(timetable: &Timetable) -> Vec<(i64, i64)> {
        let hour = |at: Instant| {
            assert_eq!(at.ticks() % HOUR, 0);
            at.ticks() / HOUR
        };
        timetable.spans().map(|(from, to)| (hour(from), hour(to))).collect()
    }

    /// `cal_resume` and `cal_sla` of the known results, hand traces on Mon-Fri 09:00-17:00 in UTC.
    #[test]
    fn the_hand_traces_of_office_hours_hold() {
        let epoch = epoch(date(2026, 3, 2), "UTC");
        let timetable = weekly(&WORKDAYS, 9, 17, TimeZone::UTC).timetable(&epoch, Instant::START, Instant(14 * DAY));
        let friday = |hour, minute| epoch.instant_of(date(2026, 3, 6).at(hour, minute, 0, 0));
        let arrival = friday(16, 30);
        let completion = timetable.after(arrival, Span::hours(2)).unwrap();
        assert_eq!(epoch.civil_of(completion), date(2026, 3, 9).at(10, 30, 0, 0));
        assert_eq!((completion - arrival).as_hours(), 66.0);
        let due = timetable.after(friday(16, 0), Span::hours(16)).unwrap();
        assert_eq!(epoch.civil_of(due), date(2026, 3, 10).at(16, 0, 0, 0));
        assert_eq!(
            timetable.after(friday(16, 0), Span::hours(1)),
            Some(friday(17, 0)),
            "closing time, not next opening"
        );
    }

    #[test]
    fn hours_follow_the_wall_clock_through_summer_time() {
        // Friday to Monday over the spring and the autumn jump, open 09:00-17:00 each day.
        let calendar = weekly(&EVERY_DAY, 9, 17, zone("Europe/London"));
        let spring = epoch(date(2027, 3, 27), "Europe/London");
        let timetable = calendar.timetable(&spring, Instant::START, Instant(47 * HOUR));
        assert_eq!(hours(&timetable), [(9, 17), (32, 40)]);
        let autumn = epoch(date(2027, 10, 30), "Europe/London");
        let timetable = calendar.timetable(&autumn, Instant::START, Instant(49 * HOUR));
        assert_eq!(hours(&timetable), [(9, 17), (34, 42)]);
        // Night shifts 22:00-06:00 last seven and nine hours.
        let nights = weekly(&[5], 22, 6, zone("Europe/London"));
        assert_eq!(
            hours(&nights.timetable(&spring, Instant::START, Instant(2 * DAY))),
            [(22, 29)]
        );
        assert_eq!(
            hours(&nights.timetable(&autumn, Instant::START, Instant(2 * DAY))),
            [(22, 31)]
        );
    }

    #[test]
    fn a_night_shift_belongs_to_the_day_it_begins_on() {
        let epoch = epoch(date(2027, 1, 4), "UTC");
        let mut nights = weekly(&EVERY_DAY, 22, 6, TimeZone::UTC);
        nights.closed = vec![date(2027, 1, 5)];
        let timetable = nights.timetable(&epoch, Instant::START, Instant(3 * DAY));
        // Sunday's and Monday's shifts run their course, Tuesday's is dropped; the last begins before the end.
        assert_eq!(hours(&timetable), [(-2, 6), (22, 30), (70, 78)]);
        assert_eq!(
            timetable.open_between(Instant::START, Instant(3 * DAY)),
            Span::hours(16)
        );
    }

    #[test]
    fn extra_dates_replace_the_week_and_holidays() {
        let epoch = epoch(date(2027, 1, 4), "UTC");
        let mut office = weekly(&WORKDAYS, 9, 17, TimeZone::UTC);
        office.closed = vec![date(2027, 1, 6), date(2027, 1, 7)];
        office.extra = vec![
            (date(2027, 1, 5), time(12, 0, 0, 0), Span::hours(2)),
            (date(2027, 1, 7), time(8, 0, 0, 0), Span::hours(1)),
            (date(2027, 1, 7), time(10, 0, 0, 0), Span::hours(1)),
            (date(2027, 1, 9), time(20, 0, 0, 0), Span::hours(30)),
        ];
        let timetable = office.timetable(&epoch, Instant::START, Instant(7 * DAY));
        assert_eq!(
            hours(&timetable),
            [(9, 17), (36, 38), (80, 81), (82, 83), (105, 113), (140, 170)]
        );
        // A long extra span is still found by a run that begins inside it.
        let late = office.timetable(&epoch, Instant(169 * HOUR), Instant(170 * HOUR));
        assert_eq!(hours(&late), [(140, 170)]);
    }

    #[test]
    fn a_calendar_keeps_its_own_zone() {
        // New York is five hours behind London, but four between its jump (14 March) and London's (28 March).
        let epoch = epoch(date(2027, 3, 12), "Europe/London");
        let new_york = weekly(&[0, 4], 9, 17, zone("America/New_York"));
        let timetable = new_york.timetable(&epoch, Instant::START, Instant(4 * DAY));
        assert_eq!(hours(&timetable), [(14, 22), (72 + 13, 72 + 21)]);
        // Friday morning in Sydney begins on Thursday evening in London.
        let sydney = weekly(&[4], 9, 17, zone("Australia/Sydney"));
        assert_eq!(
            hours(&sydney.timetable(&epoch, Instant::START, Instant(DAY))),
            [(-2, 6)]
        );
    }

    #[test]
    fn open_all_day_is_one_span_and_always_is_always() {
        let epoch = epoch(date(2027, 1, 4), "UTC");
        let around = weekly(&EVERY_DAY, 0, 0, TimeZone::UTC).timetable(&epoch, Instant::START, Instant(2 * DAY + 1));
        assert_eq!(hours(&around), [(-24, 72)]);
        assert!(!around.is_always());
        assert!(
            Calendar::always(TimeZone::UTC)
                .timetable(&epoch, Instant::START, Instant(DAY))
                .is_always()
        );
    }

    #[test]
    fn due_times_are_right_at_both_ends_of_the_range() {
        let epoch = epoch(date(2027, 1, 4), "Europe/London");
        let calendar = weekly(&EVERY_DAY, 22, 6, zone("Europe/London"));
        let wide = calendar.timetable(&epoch, Instant(-9 * DAY), Instant(19 * DAY));
        let (from, until) = (Instant(2 * HOUR), Instant(9 * DAY + 23 * HOUR));
        let narrow = calendar.timetable(&epoch, from, until);
        for t in (from.ticks()..until.ticks()).step_by(HOUR as usize).map(Instant) {
            assert_eq!(narrow.open_between(from, t), wide.open_between(from, t));
            for span in [Span::hours(1), Span::hours(8), Span::hours(70)] {
                let (inside, outside) = (narrow.after(t, span), wide.after(t, span));
                assert!(
                    inside == outside || inside.is_none() && outside > Some(until),
                    "{t:?} {span}"
                );
            }
        }
    }
}
