//! Services: what is down or degraded while items are open, and what that does to those who use it.

use jiff::civil::Date;

use super::{CalendarId, Choice, ServiceId};

/// A service that people use.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// How many people use it, where that is said.
    pub users: Option<u32>,
    /// The hours in which it is used.
    pub calendar: CalendarId,
    /// What an hour down in those hours costs the organisation, in the scenario's currency.
    pub harm_per_hour: Option<f64>,
    /// How much of that an hour degraded costs.
    pub degraded: Option<f64>,
    /// Dates on which it matters more, in order, and how many times as much.
    pub critical: Vec<Date>,
    /// See `critical`.
    pub critical_factor: f64,
}

/// What an open item means for a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impact {
    /// It cannot be used.
    Down,
    /// It can be used, but badly.
    Degraded,
    /// Nothing.
    None,
}

/// What the items of a demand mean for a service as long as they are not resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Affects {
    /// The service.
    pub service: ServiceId,
    /// What each item means.
    pub means: Choice<Impact>,
}
