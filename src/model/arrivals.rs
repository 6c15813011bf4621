//! How demand arrives from outside.

use super::CalendarId;

/// Arrivals from outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrivals {
    /// Poisson with a rate that depends on the hour, and perhaps on the day's luck.
    Poisson {
        /// Expected arrivals per standard week (one without holidays).
        per_week: f64,
        /// How they spread over the week.
        pattern: HourOfWeek,
        /// A random daily factor.
        burstiness: Option<Burstiness>,
    },
    /// Renewal: independent intervals in milliseconds from the scenario's start (the first interval too).
    Renewal {
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
    /// At these instants.
    At(Vec<crate::time::Instant>),
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

/// A random daily factor with mean 1: lognormal, first-order autoregressive in its logarithm from day to day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Burstiness {
    /// Standard deviation of the factor (its mean is 1).
    pub spread: f64,
    /// Correlation of the factor with the next day's.
    pub memory: f64,
}
