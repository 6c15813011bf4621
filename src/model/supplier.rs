//! Suppliers, and the spare parts that they deliver.

use super::{CalendarId, Deadline, Distribution, StepId, SupplierId};

/// A firm, or a part of one's own, that solves cases in a time of its own.
#[derive(Clone, Debug)]
pub struct Supplier {
    /// Its name.
    pub name: String,
    /// The hours in which it works.
    pub calendar: CalendarId,
    /// How long a case takes in those hours, in milliseconds.
    pub takes: Distribution,
    /// Probability that a case comes back unsolved, below 1.
    pub returned_unsolved: f64,
    /// What it has promised, from sending a case to its return, on its hours.
    pub promise: Option<Deadline>,
    /// What it pays for a case that it returns too late, in the scenario's currency.
    pub penalty: Option<f64>,
    /// What it costs for a case that it returns.
    pub fee: Option<f64>,
    /// How many cases it works on at once; any number where there is none.
    pub at_once: Option<u32>,
}

/// A step that a supplier does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outsourced {
    /// Who.
    pub supplier: SupplierId,
    /// Probability that it returns an item unsolved.
    pub returned_unsolved: f64,
    /// Where an item goes that comes back unsolved; to the supplier once more where there is none.
    pub if_unsolved: Option<StepId>,
}

/// Spare parts of one sort, on a shelf that is filled up again.
#[derive(Clone, Debug)]
pub struct SparePart {
    /// Its name.
    pub name: String,
    /// How many are there at the start.
    pub count: u32,
    /// More are ordered when no more than these are there or on order, less those that items wait for.
    pub reorder_at: u32,
    /// How many an order brings, at least 1.
    pub order: u32,
    /// The hours in which an order is on its way.
    pub calendar: CalendarId,
    /// How long it is on its way in those hours, in milliseconds.
    pub takes: Distribution,
    /// What one costs, in the scenario's currency.
    pub cost: Option<f64>,
}
