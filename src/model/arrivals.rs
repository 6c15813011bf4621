//! How demand arrives from outside.

use jiff::civil::Date;

use super::{AttributeId, CalendarId, ValueId};
use crate::time::Instant;

/// Arrivals from outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrivals {
    /// Poisson with a rate that depends on the hour, and perhaps on the season and the day's luck.
    Poisson {
        /// Expected arrivals in the first standard week (one without holidays), where the course has factor 1.
        per_week: f64,
        /// How they spread over the week.
        pattern: HourOfWeek,
        /// How the rate changes over the year and from year to year; none where it does not.
        course: Option<Course>,
        /// A random daily factor.
        burstiness: Option<Burstiness>,
    },
    /// Renewal: independent intervals in milliseconds.
    Renewal {
        /// When the first arrives; an interval after the scenario's start where none is named.
        first: Option<Instant>,
        /// The interval between arrivals.
        interval: super::Distribution,
    },
    /// A fixed number of users, each of whom comes (again) some time after the start or after the last item has ended.
    Users {
        /// How many.
        users: u32,
        /// The time from the end of an item to the next one of the same user, in milliseconds.
        again_after: super::Distribution,
    },
    /// At these instants, in order.
    At(Vec<Instant>),
    /// As they were recorded, in order.
    Recorded(Vec<RecordedArrival>),
}

/// An arrival that was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedArrival {
    /// When.
    pub at: Instant,
    /// The attribute values that were recorded; the others are drawn.
    pub values: Vec<(AttributeId, ValueId)>,
}

/// How a rate spreads over the week.
#[derive(Clone, Debug, PartialEq)]
pub enum HourOfWeek {
    /// The same at every hour.
    Level,
    /// Shares of the week's arrivals by hours; shares add up to 1. Inside each part the rate is level, scaled by the part's
    /// open time in a standard week.
    Split {
        /// Calendars with their shares. Where they overlap the rates add.
        inside: Vec<(CalendarId, f64)>,
        /// Share that arrives while none of the calendars is open.
        outside: f64,
    },
    /// 168 weights, one an hour of the week in local time from Monday 00:00; only their proportions matter.
    Weights(Vec<f64>),
}

/// How a rate changes in the long run. It is level within a local day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course {
    /// Growth in a year of 365.25 days, compounded from day to day: 0.1 is 10 % more a year.
    pub growth: f64,
    /// A factor for each month, January first.
    pub months: [f64; 12],
}

impl Course {
    /// The factor of a date, for a run that starts on `start`: that of its month, times (1 + growth)^(days / 365.25).
    pub fn factor(&self, start: Date, date: Date) -> f64 {
        let days = date.since(start).map_or(0, |span| span.get_days());
        let month = usize::from(date.month().unsigned_abs()) - 1;
        self.months[month] * (1.0 + self.growth).powf(f64::from(days) / 365.25)
    }
}

/// A random daily factor with mean 1: lognormal, first-order autoregressive in its logarithm from day to day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Burstiness {
    /// Standard deviation of the factor (its mean is 1).
    pub spread: f64,
    /// Correlation of the factor with the next day's.
    pub memory: f64,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_grows_by_what_was_said_and_months_have_their_factors() {
        let mut months = [1.0; 12];
        months[7] = 0.6;
        let course = Course { growth: 0.21, months };
        let start = date(2027, 1, 4);
        assert_eq!(course.factor(start, start), 1.0);
        let four_years = course.factor(start, date(2031, 1, 4));
        assert!((four_years - 1.21f64.powi(4)).abs() < 1e-12, "{four_years}");
        let half_way = course.factor(start, date(2029, 1, 4)) / 1.21f64.powf(731.0 / 365.25);
        assert!((half_way - 1.0).abs() < 1e-12);
        let august = course.factor(start, date(2027, 8, 1)) / course.factor(start, date(2027, 7, 31));
        assert!((august - 0.6 * 1.21f64.powf(1.0 / 365.25)).abs() < 1e-12);
    }
}
