//! Demands and their arrivals.

use crate::model::Kind;
use crate::scenario::catalogue::Placed;
use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::tree::Entry;
use crate::scenario::values::{ByValue, DurationDistribution, Enters, LocalTimes, Mix, Number, OneOf, Share, Split};
use crate::time::Span;

record! {
    /// One kind of work
    pub struct DemandText {
        /// What it is for
        [structural, required] kind: OneOf<Kind>,
        /// The stream it flows through
        [structural, required] stream: String,
        /// How it arrives from outside; only raised by other items where it is left out
        [live, optional] arrivals: ArrivalsText,
        /// Shares of priorities, the most urgent first
        [live, optional] priority: Mix,
        /// The step at which items enter, or steps by value; others enter at the first
        [live, optional] enters: Enters,
        /// Share that would fail before any control, or shares by value
        [live, default "0%"] fails: ByValue<Share>,
        /// Resolved items that are opened again
        [live, optional] reopened: ReopenedText,
    }
    others {
        /// An attribute of your own: shares of its values
        attributes: Mix, taken by looks_like_attribute
    }
}

record! {
    /// Resolved items that are opened again
    pub struct ReopenedText {
        /// How many, at each resolution
        [live, required] share: Share,
        /// The step to which they go back
        [live, required] to: String,
        /// The quiet time after a resolution: an item is reopened at a random moment of it, or closed for good at its end
        [live, required] within: Span,
    }
}

record! {
    /// Arrivals from outside
    pub struct ArrivalsText {
        /// Expected arrivals in a standard week
        [live, optional] per_week: Number,
        /// Expected arrivals a day, averaged over a standard week
        [live, optional] per_day: Number,
        /// Expected arrivals an hour, averaged over a standard week
        [live, optional] per_hour: Number,
        /// Shares by hours and `outside` all of them
        [live, optional] split: Split,
        /// 168 weights, one an hour of the week from Monday 00:00; without a rate they are arrivals an hour
        [live, optional] by_hour_of_week: Vec<Placed<Number>>,
        /// A random daily factor
        [live, optional] burstiness: BurstinessText,
        /// The time between two arrivals
        [live, optional] every: DurationDistribution,
        /// These local dates and times
        [structural, optional] at: LocalTimes,
    }
}

record! {
    /// A random daily factor with mean 1
    pub struct BurstinessText {
        /// Standard deviation of the factor
        [live, required] spread: Share,
        /// Correlation with the next day's factor
        [live, default "0%"] memory: Share,
    }
}

/// A key of a demand is an attribute where its value is a table of shares and no known key has a similar name.
fn looks_like_attribute(entry: &Entry, known: &[&str]) -> bool {
    let near = |key: &&str| strsim::damerau_levenshtein(key, &entry.key) <= 2;
    entry.node.as_table().is_some() && !known.iter().any(near)
}
