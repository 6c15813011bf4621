//! Demand: what arrives, of which kind, with which attributes, and where it enters its stream.

use super::{
    Affects, Announcement, Arrivals, AttributeId, Choice, DemandId, Detection, Distribution, EscalateWhen, Kind,
    SelfService, StepId, StreamId, ValueId, Worth,
};
use crate::time::{Instant, Span};

/// A property of items with named values, such as `priority` or a scenario's own `type`.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its values. For `priority`, the most urgent first.
    pub values: Vec<String>,
}

/// Values of an attribute with their shares, which add up to 1.
pub type Shares = Vec<(ValueId, f64)>;

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
    /// How many items each arrival brings, rounded to whole ones; one where it is not said.
    pub batch: Option<Distribution>,
    /// Items that are open when the scenario starts.
    pub starting: Vec<Starting>,
    /// For each attribute of this demand, the shares of its values, which add up to 1. An item of this demand has just these
    /// attributes. `priority` is always among them (one value with share 1 where the scenario names none). Of an attribute
    /// that depends on another, the shares over all items.
    pub mixes: Vec<(AttributeId, Shares)>,
    /// Attributes whose shares depend on another attribute, each after the one it depends on.
    pub dependent: Vec<DependentMix>,
    /// Items whose priority is first taken for another.
    pub misjudged: Option<Misjudged>,
    /// The step at which an item enters.
    pub enters: Choice<StepId>,
    /// Probability that the item would fail, before any control.
    pub fails: Choice<f64>,
    /// What may follow when an item is resolved.
    pub reopening: Option<Reopening>,
    /// Users who try to help themselves first.
    pub self_service: Option<SelfService>,
    /// When somebody notices an item; at once where there is none.
    pub detection: Option<Detection>,
    /// What others report about an item as long as it is open.
    pub calls: Option<Calls>,
    /// What people do about an item that is late.
    pub chased: Option<Chase>,
    /// What its items mean for a service.
    pub affects: Option<Affects>,
    /// What its items are worth.
    pub worth: Worth,
    /// What each item costs, in the scenario's currency.
    pub cost_per_item: Option<f64>,
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
    /// After which announcement fewer call.
    pub announced: Option<Announcement>,
}

/// What people do about an item that is late: they ask after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chase {
    /// What is raised.
    pub demand: DemandId,
    /// When, for the first time.
    pub when: EscalateWhen,
    /// Share of items about which anybody asks.
    pub share: f64,
    /// After how much more time on the same clock they ask again; once only where there is none.
    pub again: Option<Span>,
    /// No more than so many for one item; at least 1.
    pub at_most: u32,
    /// Whether those that are open end with the item.
    pub closes: bool,
}

/// An attribute whose shares depend on another one.
#[derive(Clone, Debug, PartialEq)]
pub struct DependentMix {
    /// The attribute.
    pub attribute: AttributeId,
    /// The one it depends on.
    pub by: AttributeId,
    /// For each value of that one in the demand's mix, in its order: the shares of the values of this attribute's mix, in
    /// its order.
    pub shares: Vec<Vec<f64>>,
}

/// Items that are open when the scenario starts.
#[derive(Clone, Debug, PartialEq)]
pub enum Starting {
    /// So many, drawn.
    Drawn {
        /// How many.
        count: u32,
        /// How long ago they arrived, in milliseconds.
        age: Distribution,
        /// The steps at which they wait, with shares that add up to 1; where they enter if it is empty.
        at: Vec<(StepId, f64)>,
    },
    /// These.
    Listed(Vec<OpenItem>),
}

/// An item that is open when the scenario starts.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenItem {
    /// When it arrived, not after the start.
    pub arrived: Instant,
    /// The step at which it waits; where it enters if it is not said.
    pub at: Option<StepId>,
    /// Its attribute values, as far as they are known; the others are drawn.
    pub values: Vec<(AttributeId, ValueId)>,
}

/// A wrong first priority.
#[derive(Clone, Debug, PartialEq)]
pub struct Misjudged {
    /// Probability that an item's priority is taken for another.
    pub share: Choice<f64>,
    /// What it is taken for; the item's own priority is left out and the others keep their proportions.
    pub seen_as: Shares,
    /// The step at whose end it is corrected.
    pub until_step: Option<StepId>,
    /// The time after which it is corrected.
    pub until_time: Option<Span>,
}

impl Demand {
    /// How many items one arrival brings on average: the exact mean, but for the rounding of sizes that are not whole.
    pub fn mean_batch(&self) -> f64 {
        self.batch.as_ref().map_or(1.0, Distribution::mean)
    }

    /// The longest age that an item open at the start can have.
    pub fn oldest_at_start(&self) -> Span {
        let age = |starting: &Starting| match starting {
            Starting::Drawn { .. } => LONGEST_AGE,
            Starting::Listed(items) => items
                .iter()
                .map(|item| Instant::START - item.arrived)
                .max()
                .unwrap_or(Span::ZERO),
        };
        self.starting.iter().map(age).max().unwrap_or(Span::ZERO)
    }
}

/// The longest age of an item that is open at the start: ten years.
pub const LONGEST_AGE: Span = Span::days(3_653);
