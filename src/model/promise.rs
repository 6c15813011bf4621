//! Promises: what was promised for which items, on which clock, and how it is judged.

use super::{CalendarId, Selector};
use crate::time::Span;

/// A promise about time.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// Its name.
    pub name: String,
    /// The items it is made for.
    pub selector: Selector,
    /// From arrival to first resolution.
    pub resolve: Option<Deadline>,
    /// From arrival to first touch.
    pub respond: Option<Deadline>,
    /// The clock that runs towards the deadline.
    pub clock: CalendarId,
    /// Share of items for which it must be kept.
    pub target: f64,
    /// Over which periods a manager is judged.
    pub judged: Period,
    /// What each missed deadline costs, in the scenario's currency.
    pub penalty_per_item: Option<f64>,
    /// What each whole period of judgement costs in which the target is not met.
    pub penalty_per_period: Option<f64>,
}

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// The first instant at which the promise's clock has run this long.
    After(Span),
    /// The same local time on the n-th following working day of the clock, within its last span.
    WorkingDays(u32),
}

/// A period of judgement, in the scenario's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A calendar day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

/// Which deadline of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// From arrival to first resolution.
    Resolve,
    /// From arrival to first touch.
    Respond,
}
