//! Demand: what arrives, of which kind, with which attributes, and where it enters its stream.

use crate::time::Span;

use super::{Arrivals, AttributeId, Choice, Kind, StepId, StreamId, ValueId};

/// A property of items with named values, such as `priority` or a scenario's own `type`.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its values. For `priority`, the most urgent first.
    pub values: Vec<String>,
}

/// One kind of work.
#[derive(Clone, Debug)]
pub struct Demand {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: Kind,
    /// The stream it flows through.
    pub stream: StreamId,
    /// How it arrives from outside; none where it is only raised by other items.
    pub arrivals: Option<Arrivals>,
    /// For each attribute of this demand, the shares of its values, which add up to 1. An item of this demand has just these
    /// attributes. `priority` is always among them (one value with share 1 where the scenario names none).
    pub mixes: Vec<(AttributeId, Vec<(ValueId, f64)>)>,
    /// The step at which an item enters.
    pub enters: Choice<StepId>,
    /// Probability that the item would fail, before any control.
    pub fails: Choice<f64>,
    /// What may follow when an item is resolved.
    pub reopening: Option<Reopening>,
}

/// Resolved items that turn out not to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Reopening {
    /// Probability, at each resolution.
    pub share: f64,
    /// The step to which it goes back.
    pub to: StepId,
    /// It is reopened at a uniformly random moment within this time; then an item is closed for good.
    pub within: Span,
}
