//! Demand: what arrives, of which kind, with which attributes, and where it enters its stream.

use super::{Arrivals, AttributeId, Choice, DemandId, Kind, StepId, StreamId, ValueId};

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
    /// What others report about an item as long as it is open.
    pub calls: Option<Calls>,
}

/// Calls about an item, raised while it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Calls {
    /// What is raised.
    pub demand: DemandId,
    /// How many an hour on average, at random.
    pub per_hour: f64,
    /// No more than so many for one item.
    pub at_most: u32,
    /// Whether those that are open end with the item.
    pub closes: bool,
}
