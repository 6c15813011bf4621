//! The edge between the simulation clock and the real calendar.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, Zoned};

use super::Period;
use crate::time::{HOUR, Instant};

/// Where the clock's zero lies in the real calendar: local midnight of the scenario's start date.
#[derive(Clone, Debug)]
pub struct Epoch {
    /// The scenario's first day.
    pub date: Date,
    /// The scenario's zone, in which patterns, periods and results are told.
    pub zone: TimeZone,
}

/// Local time in one zone, tied to the simulation clock.
///
/// A local time that a jump of the clocks skips is read as if the clocks had not yet jumped, so it lies as much later as
/// they jump (01:30 on the spring Sunday in London is 02:30 summer time). A local time that occurs twice is the first of
/// the two. This is the disambiguation that RFC 5545 prescribes and jiff calls "compatible".
#[derive(Clone, Debug)]
pub struct LocalClock {
    zone: TimeZone,
    /// Unix time of the clock's zero, in milliseconds.
    zero: i64,
}

impl LocalClock {
    /// The instant of a local time; a time outside the years -9999 to 9999 lies at their end.
    pub fn instant_of(&self, local: DateTime) -> Instant {
        Instant(unix_milliseconds(&self.zone, local) - self.zero)
    }

    /// The local time of an instant; an instant outside the years -9999 to 9999 is told as their end.
    pub fn civil_of(&self, instant: Instant) -> DateTime {
        self.zone.to_datetime(self.timestamp(instant))
    }

    /// The local time of an instant with its zone, so that a time that occurs twice is told apart.
    pub fn zoned_of(&self, instant: Instant) -> Zoned {
        self.timestamp(instant).to_zoned(self.zone.clone())
    }

    /// The local date of an instant.
    pub fn date_of(&self, instant: Instant) -> Date {
        self.civil_of(instant).date()
    }

    /// When a local date begins.
    pub fn midnight_of(&self, date: Date) -> Instant {
        self.instant_of(date.to_datetime(Time::midnight()))
    }

    fn timestamp(&self, instant: Instant) -> Timestamp {
        let end = if instant < Instant::START {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        };
        self.zero
            .checked_add(instant.ticks())
            .and_then(|unix| Timestamp::from_millisecond(unix).ok())
            .unwrap_or(end)
    }

    /// The first jump of the clocks after an instant.
    pub(super) fn jump_after(&self, instant: Instant) -> Instant {
        self.zone
            .following(self.timestamp(instant))
            .next()
            .map_or(Instant::NEVER, |jump| {
                Instant(jump.timestamp().as_millisecond() - self.zero)
            })
    }
}

fn unix_milliseconds(zone: &TimeZone, local: DateTime) -> i64 {
    let end = if local.year() < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    zone.to_ambiguous_timestamp(local)
        .compatible()
        .unwrap_or(end)
        .as_millisecond()
}

impl Epoch {
    /// Local time in the scenario's zone.
    pub fn clock(&self) -> LocalClock {
        self.clock_in(&self.zone)
    }

    /// Local time in another zone, on the same simulation clock.
    pub fn clock_in(&self, zone: &TimeZone) -> LocalClock {
        LocalClock {
            zone: zone.clone(),
            zero: unix_milliseconds(&self.zone, self.date.to_datetime(Time::midnight())),
        }
    }

    /// The instant of a local time; see [`LocalClock`] for times that occur twice or not at all.
    pub fn instant_of(&self, local: DateTime) -> Instant {
        self.clock().instant_of(local)
    }

    /// The instant of a moment of the real calendar.
    pub fn instant_of_timestamp(&self, moment: Timestamp) -> Instant {
        let zero = unix_milliseconds(&self.zone, self.date.to_datetime(Time::midnight()));
        Instant(moment.as_millisecond() - zero)
    }

    /// How often a local time occurs: once, twice where the clocks were put back, or never where a jump skips it.
    pub fn occurrences(&self, local: DateTime) -> u8 {
        match self.zone.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { .. } => 1,
            AmbiguousOffset::Gap { .. } => 0,
            AmbiguousOffset::Fold { .. } => 2,
        }
    }

    /// The local time of an instant.
    pub fn civil_of(&self, instant: Instant) -> DateTime {
        self.clock().civil_of(instant)
    }

    /// The local date of an instant.
    pub fn date_of(&self, instant: Instant) -> Date {
        self.clock().date_of(instant)
    }

    /// The local date of an instant as results show it: `2027-02-01`.
    pub fn label(&self, instant: Instant) -> String {
        self.date_of(instant).to_string()
    }

    /// The beginnings of local dates in `[from, until)`, in order.
    pub fn midnights(&self, from: Instant, until: Instant) -> Vec<Instant> {
        self.date_starts(from, until, |_| true)
            .into_iter()
            .filter(|&midnight| midnight < until)
            .collect()
    }

    /// The beginnings of local days, Mondays or months in `[from, until]`, in order. The end is included, so that each
    /// neighbouring pair bounds one whole period inside the window.
    pub fn period_starts(&self, period: Period, from: Instant, until: Instant) -> Vec<Instant> {
        self.date_starts(from, until, |date| match period {
            Period::Day => true,
            Period::Week => date.weekday() == Weekday::Monday,
            Period::Month => date.day() == 1,
        })
    }

    fn date_starts(&self, from: Instant, until: Instant, wanted: impl Fn(Date) -> bool) -> Vec<Instant> {
        let clock = self.clock();
        let last = clock.date_of(until);
        let mut starts: Vec<Instant> = dates(clock.date_of(from), last)
            .filter(|&date| wanted(date))
            .map(|date| clock.midnight_of(date))
            .filter(|start| (from..=until).contains(start))
            .collect();
        // A date that a zone skipped altogether (Samoa, 2011-12-30) begins when the next one does.
        starts.dedup();
        starts
    }

    /// The local hour of the week of an instant, 0 to 167 from Monday 00:00.
    pub fn hour_of_week(&self, instant: Instant) -> usize {
        usize::from(hour_of_week(self.civil_of(instant)))
    }

    /// `[from, until)` cut at every local hour and every jump of the clocks: where each piece begins and its hour of the
    /// week, 0 to 167 from Monday 00:00. The hour that a jump skips has no piece; the hour it repeats has two.
    pub fn hour_boundaries(&self, from: Instant, until: Instant) -> Vec<(Instant, u8)> {
        let clock = self.clock();
        let mut pieces = Vec::new();
        let mut jump = clock.jump_after(from);
        let mut at = from;
        while at < until {
            if at >= jump {
                jump = clock.jump_after(at);
            }
            let local = clock.civil_of(at);
            pieces.push((at, hour_of_week(local)));
            let past_the_hour = (i64::from(local.minute()) * 60 + i64::from(local.second())) * 1_000
                + i64::from(local.subsec_nanosecond()) / 1_000_000;
            at = jump.min(Instant(at.ticks() + HOUR - past_the_hour));
        }
        pieces
    }
}

fn hour_of_week(local: DateTime) -> u8 {
    local.weekday().to_monday_zero_offset().unsigned_abs() * 24 + local.hour().unsigned_abs()
}

/// The dates from `first` to `last`, both included.
pub(super) fn dates(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |date| date.tomorrow().ok()).take_while(move |&date| date <= last)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::time::{DAY, Span};

    fn london(first: Date) -> Epoch {
        Epoch {
            date: first,
            zone: TimeZone::get("Europe/London").unwrap(),
        }
    }

    #[test]
    fn local_times_and_instants_agree() {
        let epoch = london(date(2027, 1, 4));
        assert_eq!(epoch.instant_of(date(2027, 1, 4).at(0, 0, 0, 0)), Instant::START);
        assert_eq!(
            epoch.instant_of(date(2027, 1, 5).at(9, 30, 0, 0)),
            Instant::START + Span::minutes(33 * 60 + 30)
        );
        // Summer time: the same local time is an hour earlier on the clock.
        let summer = epoch.instant_of(date(2027, 7, 5).at(12, 0, 0, 0));
        assert_eq!(summer, Instant::START + Span::days(182) + Span::hours(11));
        assert_eq!(epoch.civil_of(summer), date(2027, 7, 5).at(12, 0, 0, 0));
        assert_eq!(epoch.label(summer), "2027-07-05");
        assert_eq!(epoch.label(Instant(-1)), "2027-01-03");
        assert_eq!(epoch.civil_of(Instant(i64::MAX)).year(), 9999);
    }

    #[test]
    fn skipped_local_times_lie_later_and_repeated_ones_are_the_first() {
        let spring = london(date(2027, 3, 28));
        assert_eq!(
            spring.instant_of(date(2027, 3, 28).at(1, 30, 0, 0)),
            Instant::START + Span::minutes(90)
        );
        assert_eq!(
            spring.civil_of(Instant::START + Span::minutes(90)),
            date(2027, 3, 28).at(2, 30, 0, 0)
        );
        let autumn = london(date(2027, 10, 31));
        assert_eq!(
            autumn.instant_of(date(2027, 10, 31).at(1, 30, 0, 0)),
            Instant::START + Span::minutes(90)
        );
        assert_eq!(
            autumn.civil_of(Instant::START + Span::minutes(150)),
            date(2027, 10, 31).at(1, 30, 0, 0)
        );
    }

    #[test]
    fn days_have_23_and_25_hours_when_the_clocks_jump() {
        for (day, hours) in [
            (date(2027, 3, 28), 23),
            (date(2027, 10, 31), 25),
            (date(2027, 6, 1), 24),
        ] {
            let epoch = london(day);
            let midnights = epoch.midnights(Instant::START, Instant(2 * DAY));
            assert_eq!(midnights[..2], [Instant::START, Instant(hours * HOUR)]);
            let pieces = epoch.hour_boundaries(midnights[0], midnights[1]);
            assert_eq!(pieces.len() as i64, hours, "{day}");
            assert!(pieces.windows(2).all(|pair| pair[1].0 - pair[0].0 == Span::hours(1)));
            assert!(
                pieces
                    .iter()
                    .all(|&(at, hour)| epoch.hour_of_week(at) == usize::from(hour))
            );
        }
        let sunday = |hour: u8| 6 * 24 + hour;
        let spring: Vec<u8> = london(date(2027, 3, 28))
            .hour_boundaries(Instant::START, Instant(3 * HOUR))
            .iter()
            .map(|piece| piece.1)
            .collect();
        assert_eq!(spring, [sunday(0), sunday(2), sunday(3)]);
        let autumn: Vec<u8> = london(date(2027, 10, 31))
            .hour_boundaries(Instant::START, Instant(4 * HOUR))
            .iter()
            .map(|piece| piece.1)
            .collect();
        assert_eq!(autumn, [sunday(0), sunday(1), sunday(1), sunday(2)]);
    }

    #[test]
    fn hours_are_cut_at_the_ends_and_at_jumps_of_half_an_hour() {
        let epoch = london(date(2027, 1, 4));
        assert_eq!(
            epoch.hour_boundaries(Instant(HOUR / 2), Instant(2 * HOUR + 1)),
            [(Instant(HOUR / 2), 0), (Instant(HOUR), 1), (Instant(2 * HOUR), 2)]
        );
        // Lord Howe Island goes from 02:00 to 02:30.
        let lord_howe = Epoch {
            date: date(2027, 10, 3),
            zone: TimeZone::get("Australia/Lord_Howe").unwrap(),
        };
        let pieces = lord_howe.hour_boundaries(Instant(HOUR), Instant(3 * HOUR));
        assert_eq!(
            pieces,
            [
                (Instant(HOUR), 145),
                (Instant(2 * HOUR), 146),
                (Instant(2 * HOUR + HOUR / 2), 147)
            ]
        );
    }

    #[test]
    fn whole_periods_lie_between_neighbouring_starts() {
        let epoch = london(date(2027, 1, 4));
        let until = epoch.instant_of(date(2027, 5, 1).at(0, 0, 0, 0));
        let labels = |period, from, until| -> Vec<String> {
            epoch
                .period_starts(period, from, until)
                .into_iter()
                .map(|start| epoch.label(start))
                .collect()
        };
        assert_eq!(
            labels(Period::Month, Instant::START, until),
            ["2027-02-01", "2027-03-01", "2027-04-01", "2027-05-01"]
        );
        assert_eq!(
            labels(Period::Week, Instant(1), Instant(15 * DAY)),
            ["2027-01-11", "2027-01-18"]
        );
        assert_eq!(
            labels(Period::Day, Instant(1), Instant(2 * DAY)),
            ["2027-01-05", "2027-01-06"]
        );
        assert_eq!(
            epoch.midnights(Instant::START, Instant(2 * DAY)),
            [Instant::START, Instant(DAY)]
        );
    }

    #[test]
    fn a_date_that_a_zone_skipped_does_not_begin_twice() {
        let samoa = Epoch {
            date: date(2011, 12, 29),
            zone: TimeZone::get("Pacific/Apia").unwrap(),
        };
        assert_eq!(
            samoa.midnights(Instant::START, Instant(3 * DAY)),
            [Instant::START, Instant(DAY), Instant(2 * DAY)]
        );
    }
}
