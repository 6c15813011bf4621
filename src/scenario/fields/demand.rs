//! Demands and their arrivals.

use jiff::civil::DateTime;

use super::{AnnouncedText, NoticedText, SelfServiceText};
use crate::model::{Impact, Kind};
use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::tree::Entry;
use crate::scenario::values::{
    ByDay, ByHourOfWeek, ByTime, ByValue, Count, CountDistribution, DurationDistribution, Enters, Growth, LocalTimes,
    Mix, MixText, Money, Number, OneOf, Replay, Schedule, Season, Share, Split, StartingText,
};
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
        /// Shares of priorities, the most urgent first; by another attribute with `by`
        [live, optional] priority: MixText,
        /// Items whose priority is first taken for another
        [structural, optional] wrong_priority: WrongPriorityText,
        /// Items that are open at the start, in words, in a CSV file or a list of these
        [structural, optional] starting: StartingText,
        /// The step at which items enter, or steps by value; others enter at the first
        [live, optional] enters: Enters,
        /// Share that would fail before any control, or shares by value
        [live, default "0%"] fails: ByValue<Share>,
        /// Resolved items that are opened again
        [live, optional] reopened: ReopenedText,
        /// The service that open items take down or degrade
        [structural, optional] service: String,
        /// What an item means for that service until it is resolved, or what by value
        [structural, default "down"] means: ByValue<OneOf<Impact>>,
        /// What a completed item is worth, in the scenario's currency, or what by value
        [structural, optional] value: ByValue<Money>,
        /// What waiting for an item costs; it comes off its value, where that is stated
        [structural, optional] cost_of_delay: DelayText,
        /// What each item costs beside people's hours, when it comes
        [structural, optional] cost_per_item: Money,
        /// Users who try to help themselves before they ask anybody
        [structural, optional] self_service: SelfServiceText,
        /// When somebody notices an item; at once where it is left out
        [structural, optional] noticed: NoticedText,
        /// What people do about an item that is late: they ask after it
        [structural, optional] chased: ChasedText,
        /// What others report about an item while it is open
        [structural, optional] while_open: CallsText,
    }
    others {
        /// An attribute of your own: shares of its values; by another attribute with `by`
        attributes: MixText, taken by looks_like_attribute
    }
}

record! {
    /// What waiting for an item costs
    pub struct DelayText {
        /// For each hour from arrival to completion, day and night, in the scenario's currency, or for each by value
        [structural, optional] per_hour: ByValue<Money>,
        /// Or for each day of 24 hours
        [structural, optional] per_day: ByValue<Money>,
        /// For how long after arrival it costs nothing
        [structural, default "0 days"] after: Span,
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
        /// Shares by hours, by name or in words, and `outside` all of them
        [live, optional] split: Split,
        /// Shares of the week by days
        [live, optional] by_day: ByDay,
        /// Shares of each day by times
        [live, optional] by_time: ByTime,
        /// 168 weights, one an hour of the week from Monday 00:00; without a rate they are arrivals an hour
        [live, optional] by_hour_of_week: ByHourOfWeek,
        /// How the rate grows from the start on, compounded from day to day
        [live, optional] growth: Growth,
        /// How the rate differs by month; a month that is not named has the rate as it stands
        [live, optional] season: Season,
        /// A random daily factor
        [structural, optional] burstiness: BurstinessText,
        /// The time between two arrivals
        [live, optional] every: DurationDistribution,
        /// A fixed number of users, machines or contracts, each with one item at a time
        [structural, optional] users: Count,
        /// From the end of a user's item, or the start, to the next one of the same user
        [live, optional] each_again_after: DurationDistribution,
        /// With `every`: when the first arrives
        [structural, optional] first: DateTime,
        /// On these days of the week or month, at these times
        [structural, optional] on: Schedule,
        /// These local dates and times
        [structural, optional] at: LocalTimes,
        /// As recorded in a CSV file
        [structural, optional] replay: Replay,
        /// How many items each arrival brings
        [live, default 1i64] batch: CountDistribution,
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
        /// An announcement, after which fewer call
        [structural, optional] announced: AnnouncedText,
    }
}

record! {
    /// What people do about an item that is late
    pub struct ChasedText {
        /// The demand that is raised
        [structural, required] raises: String,
        /// How long after the item's arrival
        [structural, optional] after: Span,
        /// The hours in which that time passes
        [structural, default "always"] hours: String,
        /// Or at which part of the time that a promise allows; at 100 % it is broken
        [structural, optional] at: Share,
        /// That promise
        [structural, optional] of: String,
        /// Share of late items about which anybody asks
        [live, default "100%"] share: Share,
        /// After how much more time on the same clock they ask again; once only where it is left out
        [structural, optional] again: Span,
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
        [structural, required] spread: Share,
        /// Correlation with the next day's factor
        [structural, default "0%"] memory: Share,
    }
}

record! {
    /// A priority that is first taken for another
    pub struct WrongPriorityText {
        /// Share of items whose priority is taken for another, or shares by value
        [live, required] share: ByValue<Share>,
        /// Shares of what it is taken for; its own is left out
        [live, required] seen_as: Mix,
        /// The step at whose end it is corrected
        [structural, optional] until_step: String,
        /// The time after arrival when it is corrected; the sooner of the two, and never where neither is said
        [live, optional] until_time: Span,
    }
}

/// A key of a demand is an attribute where its value is a table of shares and no known key has a similar name.
fn looks_like_attribute(entry: &Entry, known: &[&str]) -> bool {
    let near = |key: &&str| strsim::damerau_levenshtein(key, &entry.key) <= 2;
    entry.node.as_table().is_some() && !known.iter().any(near)
}
