//! Demands and their arrivals.

use crate::model::Kind;
use crate::scenario::catalogue::Placed;
use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::tree::Entry;
use crate::scenario::values::{
    ByValue, Count, DurationDistribution, Enters, LocalTimes, Mix, Number, OneOf, Share, Split,
};

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
        /// What others report about an item while it is open
        [structural, optional] while_open: CallsText,
    }
    others {
        /// An attribute of your own: shares of its values
        attributes: Mix, taken by looks_like_attribute
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
        /// A fixed number of users, machines or contracts, each with one item at a time
        [structural, optional] users: Count,
        /// From the end of a user's item, or the start, to the next one of the same user
        [live, optional] each_again_after: DurationDistribution,
        /// These local dates and times
        [structural, optional] at: LocalTimes,
    }
}

record! {
    /// Calls about an open item
    pub struct CallsText {
        /// The demand that is raised
        [structural, required] raises: String,
        /// How many an hour on average, at random
        [live, required] per_hour: Number,
        /// No more than so many for one item
        [live, default 10_000i64] at_most: Count,
        /// Whether those that are open end with the item
        [structural, default true] closes: bool,
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
