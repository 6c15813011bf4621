//! Teams: people by shift, absence, other duties, on call, cost.

use super::{CalendarId, Limit, Selector};
use crate::time::Span;

/// People who share a queue.
#[derive(Clone, Debug)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// Who is on the roster when.
    pub shifts: Vec<Shift>,
    /// Probability that a person is absent, drawn for each person and shift-start date.
    pub absence: f64,
    /// Share of each person's shift that goes to other duties, in blocks at random moments.
    pub other_duties: f64,
    /// Who can be called while no regular member is on shift.
    pub on_call: Option<OnCall>,
    /// How many items may be in its steps at once; any number where there is none.
    pub limit: Option<Limit>,
    /// Cost of an hour of one person, in the scenario's currency; none where it is not stated.
    pub hourly_cost: Option<f64>,
    /// Which hours cost money.
    pub paid: Paid,
}

/// People who work the same hours.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// Their hours.
    pub calendar: CalendarId,
    /// How many.
    pub people: u32,
}

/// People who can be called out.
#[derive(Clone, Debug, PartialEq)]
pub struct OnCall {
    /// When they can be called.
    pub calendar: CalendarId,
    /// How many.
    pub people: u32,
    /// For which items.
    pub only: Selector,
    /// From the call to the start of work.
    pub call_out: Span,
}

/// Which hours of a team cost money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paid {
    /// Every rostered hour, and every hour on call-out.
    ForRoster,
    /// Only hours of work.
    ForTimeUsed,
}
