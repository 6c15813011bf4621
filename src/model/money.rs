//! Money: what is paid beside people's hours, and what finished work is worth. All in the scenario's currency.

use super::Choice;
use crate::time::{Instant, Span};

/// What an item of a demand is worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worth {
    /// Realised when it is completed, and lost when it is closed undone.
    pub value: Option<Choice<f64>>,
    /// What waiting for it costs.
    pub delay: Option<DelayCost>,
}

/// What each item loses by being late.
#[derive(Clone, Debug, PartialEq)]
pub struct DelayCost {
    /// For each hour.
    pub per_hour: Choice<f64>,
    /// From this time after arrival on, until it is completed, day and night.
    pub after: Span,
}

/// What is paid for nothing that happens: licences, rent, a project's budget.
#[derive(Clone, Debug, PartialEq)]
pub struct StandingCost {
    /// Its name.
    pub name: String,
    /// How much.
    pub amount: f64,
    /// How it is spread over time.
    pub spread: Spread,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
}

/// How a cost is spread over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Once, at the first instant.
    Once,
    /// So much each week, evenly.
    Weekly,
    /// So much each calendar month, evenly over it.
    Monthly,
    /// So much each calendar year, evenly over it.
    Yearly,
}
