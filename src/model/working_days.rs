//! Working days: when something promised in working days is due.

use jiff::civil::Date;

use super::epoch::{LocalClock, dates};
use super::{Calendar, Epoch};
use crate::time::{DAY, Instant, Span};

/// The working days of a calendar over a run: local dates, in the calendar's zone, on which a span of it begins.
#[derive(Clone, Debug)]
pub struct WorkingDays {
    days: Vec<WorkingDay>,
    /// For each of the days, whether the clocks stand through it.
    even: Vec<bool>,
    /// All local dates, in order.
    dates: Vec<LocalDate>,
    clock: LocalClock,
}

/// A local date, working day or not.
#[derive(Clone, Copy, Debug)]
struct LocalDate {
    begins: Instant,
    ends: Instant,
    /// Whether the clocks stand through it, so that the local time is what has passed since it began.
    even: bool,
    /// How many working days there are up to it.
    working_days: usize,
}

impl LocalDate {
    fn new(date: Date, working_days: usize, clock: &LocalClock) -> LocalDate {
        let begins = clock.midnight_of(date);
        let ends = date.tomorrow().map_or(begins, |next| clock.midnight_of(next));
        LocalDate {
            begins,
            ends,
            even: ends - begins == Span(DAY) && clock.jump_after(begins) >= ends,
            working_days,
        }
    }
}

/// A local date on which a span begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingDay {
    /// The date.
    pub date: Date,
    /// When the date begins.
    pub midnight: Instant,
    /// The spans that begin on it (beginning, end), at least one, in order; the last may end on the next date.
    pub spans: Vec<(Instant, Instant)>,
    /// When the last of them ends.
    pub closes: Instant,
}

impl WorkingDays {
    /// The working days of a calendar from the local date of `from` to the local date of `until`, both included.
    pub fn new(calendar: &Calendar, epoch: &Epoch, from: Instant, until: Instant) -> WorkingDays {
        let clock = epoch.clock_in(&calendar.zone);
        let days: Vec<WorkingDay> = dates(clock.date_of(from), clock.date_of(until))
            .filter_map(|date| {
                let mut spans = calendar.spans_of(date, &clock);
                spans.sort_unstable();
                let closes = spans.iter().map(|&(_, closes)| closes).max()?;
                Some(WorkingDay {
                    date,
                    midnight: clock.midnight_of(date),
                    spans,
                    closes,
                })
            })
            .collect();
        let is_even = |day: &WorkingDay| LocalDate::new(day.date, 0, &clock).even;
        let even = days.iter().map(is_even).collect();
        let up_to = |date: Date| days.partition_point(|day| day.date <= date);
        let dates = dates(clock.date_of(from), clock.date_of(until))
            .map(|date| LocalDate::new(date, up_to(date), &clock))
            .collect();
        WorkingDays {
            days,
            even,
            dates,
            clock,
        }
    }

    /// The working days in order.
    pub fn days(&self) -> &[WorkingDay] {
        &self.days
    }

    /// When something that arrived at `t` is due in `n` working days: the same local time on the `n`-th working day after
    /// the local date of `t`, but not later than the end of that day's last span.
    ///
    /// Only that end limits it. A time before the day's opening or in a break stays as it is, since nobody can act on it
    /// sooner and a promise in days is read off the wall clock. The date of `t` is the civil one, also for the small hours
    /// of a night shift, and it need not be a working day. With `n` zero it is due at `t`. None where that day lies after
    /// the last date of the table, and so after the table's `until`.
    pub fn due(&self, t: Instant, n: u32) -> Option<Instant> {
        let Some(ahead) = n.checked_sub(1) else {
            return Some(t);
        };
        let begun = self.dates.partition_point(|date| date.begins <= t);
        let date = begun.checked_sub(1).map(|index| self.dates[index]);
        // Mostly the clocks stand through both days, and the zone need not be asked.
        let Some(date) = date.filter(|date| date.even && t < date.ends) else {
            return self.due_by_the_zone(t, ahead);
        };
        let number = date.working_days.checked_add(ahead as usize)?;
        let day = self.days.get(number)?;
        if self.even[number] {
            Some((day.midnight + (t - date.begins)).min(day.closes))
        } else {
            self.due_by_the_zone(t, ahead)
        }
    }

    /// The same, for dates on which the clocks jump.
    fn due_by_the_zone(&self, t: Instant, ahead: u32) -> Option<Instant> {
        let local = self.clock.civil_of(t);
        let following = self.days.partition_point(|day| day.date <= local.date());
        let day = self.days.get(following.checked_add(ahead as usize)?)?;
        let same_time = self.clock.instant_of(day.date.to_datetime(local.time()));
        Some(same_time.min(day.closes))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{DateTime, date, time};
    use jiff::tz::TimeZone;

    use super::super::calendar::tests::{EVERY_DAY, WORKDAYS, epoch, weekly, zone};
    use super::*;
    use crate::model::WeeklySpan;

    /// Local due time `n` working days after a local arrival, in a run of four weeks from the epoch.
    fn due(calendar: &Calendar, epoch: &Epoch, arrival: DateTime, n: u32) -> Option<DateTime> {
        let days = WorkingDays::new(calendar, epoch, Instant::START, Instant(28 * DAY));
        days.due(epoch.instant_of(arrival), n).map(|due| epoch.civil_of(due))
    }

    #[test]
    fn working_days_are_counted_over_weekends_and_holidays() {
        let epoch = epoch(date(2027, 3, 22), "Europe/London");
        let mut office = weekly(&WORKDAYS, 9, 17, zone("Europe/London"));
        office.closed = vec![date(2027, 3, 26), date(2027, 3, 29)];
        let thursday = date(2027, 3, 25);
        // Over Good Friday, the jump of the clocks and Easter Monday: the same local time.
        let tuesday = date(2027, 3, 30);
        let same = |hour, minute| {
            due(&office, &epoch, thursday.at(hour, minute, 0, 0), 1) == Some(tuesday.at(hour, minute, 0, 0))
        };
        assert!(same(11, 20) && same(17, 0));
        assert!(same(6, 0), "before opening stays as it is");
        assert_eq!(
            due(&office, &epoch, thursday.at(19, 0, 0, 0), 1),
            Some(tuesday.at(17, 0, 0, 0))
        );
        assert_eq!(
            due(&office, &epoch, thursday.at(11, 20, 0, 0), 5),
            Some(date(2027, 4, 5).at(11, 20, 0, 0))
        );
        // An arrival on a closed day counts from that day.
        for closed in [date(2027, 3, 26), date(2027, 3, 28), date(2027, 3, 29)] {
            assert_eq!(
                due(&office, &epoch, closed.at(12, 0, 0, 0), 2),
                Some(date(2027, 3, 31).at(12, 0, 0, 0))
            );
        }
        assert_eq!(
            due(&office, &epoch, thursday.at(20, 0, 0, 0), 0),
            Some(thursday.at(20, 0, 0, 0))
        );
    }

    #[test]
    fn a_day_with_a_break_and_a_night_shift_clamp_to_the_last_end_only() {
        let epoch = epoch(date(2027, 1, 4), "UTC");
        let mut split = weekly(&WORKDAYS, 13, 17, TimeZone::UTC);
        split.weekly.extend(WORKDAYS.map(|day| WeeklySpan {
            day,
            from: time(8, 0, 0, 0),
            to: time(12, 0, 0, 0),
        }));
        let days = WorkingDays::new(&split, &epoch, Instant::START, Instant(DAY));
        assert_eq!(days.days().len(), 2);
        assert!(days.days()[0].spans[0].1 < days.days()[0].spans[1].0);
        let monday = date(2027, 1, 4);
        assert_eq!(
            due(&split, &epoch, monday.at(12, 30, 0, 0), 1),
            Some(date(2027, 1, 5).at(12, 30, 0, 0))
        );
        let nights = weekly(&EVERY_DAY, 22, 6, TimeZone::UTC);
        assert_eq!(
            due(&nights, &epoch, monday.at(2, 0, 0, 0), 1),
            Some(date(2027, 1, 5).at(2, 0, 0, 0))
        );
        assert_eq!(
            due(&nights, &epoch, monday.at(23, 0, 0, 0), 1),
            Some(date(2027, 1, 5).at(23, 0, 0, 0))
        );
    }

    #[test]
    fn days_are_those_of_the_calendars_zone() {
        // 22:00 on Sunday in London is Monday morning in Sydney (eleven hours ahead): due on Tuesday at 09:00 there.
        let epoch = epoch(date(2027, 1, 3), "Europe/London");
        let sydney = weekly(&WORKDAYS, 9, 17, zone("Australia/Sydney"));
        assert_eq!(
            due(&sydney, &epoch, date(2027, 1, 3).at(22, 0, 0, 0), 1),
            Some(date(2027, 1, 4).at(22, 0, 0, 0))
        );
        assert_eq!(
            due(&sydney, &epoch, date(2027, 1, 3).at(12, 0, 0, 0), 1),
            Some(date(2027, 1, 4).at(6, 0, 0, 0)),
            "23:00 on Sunday in Sydney, due when Monday closes there"
        );
    }

    /// Over both jumps of the clocks, and a zone whose clocks jump at midnight.
    #[test]
    fn asking_the_zone_gives_the_same() {
        for (name, first) in [
            ("Europe/London", date(2027, 3, 20)),
            ("Europe/London", date(2027, 10, 25)),
            ("America/Santiago", date(2027, 3, 30)),
            ("America/Santiago", date(2027, 8, 30)),
            ("Pacific/Apia", date(2011, 12, 24)),
        ] {
            let epoch = epoch(first, name);
            let days = WorkingDays::new(
                &weekly(&EVERY_DAY, 8, 23, zone(name)),
                &epoch,
                Instant::START,
                Instant(14 * DAY),
            );
            for t in (-2 * DAY..15 * DAY).step_by(13 * 60_000) {
                for n in 1..4 {
                    assert_eq!(
                        days.due(Instant(t), n),
                        days.due_by_the_zone(Instant(t), n - 1),
                        "{name}, {t}, {n}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_day_of_always_is_a_working_day() {
        let epoch = epoch(date(2027, 1, 4), "UTC");
        let always = Calendar::always(TimeZone::UTC);
        assert_eq!(
            due(&always, &epoch, date(2027, 1, 9).at(23, 59, 0, 0), 2),
            Some(date(2027, 1, 11).at(23, 59, 0, 0))
        );
        assert_eq!(due(&always, &epoch, date(2027, 1, 31).at(1, 0, 0, 0), 2), None);
        assert_eq!(due(&always, &epoch, date(2027, 1, 31).at(1, 0, 0, 0), u32::MAX), None);
    }
}
