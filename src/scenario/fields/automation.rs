//! What is done without people.

use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{ByValue, Count, DurationDistribution, Money, Number, Share};
use crate::time::Span;

record! {
    /// How visits to a step are done without people
    pub struct AutomatedText {
        /// How many of the visits are tried so, or shares by value
        [live, required] share: ByValue<Share>,
        /// How long a run takes; it needs nobody
        [live, required] takes: DurationDistribution,
        /// How many of the runs do what they should, or shares by value
        [live, default "100%"] succeeds: ByValue<Share>,
        /// How many of the failed runs seem to have done what they should
        [live, default "0%"] unnoticed: Share,
        /// How long it takes until such a failure is noticed
        [live, optional] noticed_after: DurationDistribution,
        /// The step at which people take over what a run has failed to do; this step where it is left out
        [structural, optional] fallback: String,
        /// Whether what a run has done takes its approval route all the same, or whether by value
        [live, default true] needs_approval: ByValue<bool>,
        /// What each run costs, in the scenario's currency
        [structural, optional] cost_per_run: Money,
        /// When people do everything for a while
        [live, optional] stops: SafeguardText,
    }
}

record! {
    /// When automation stops by itself
    pub struct SafeguardText {
        /// After how many failures that have been noticed
        [live, required] after: Count,
        /// Among how many runs; in a row where it is left out
        [live, optional] of_last: Count,
        /// For how long
        [live, required] time ("for"): Span,
    }
}

record! {
    /// Users who try to help themselves before they ask anybody
    pub struct SelfServiceText {
        /// How many try, or shares by value
        [live, required] tries: ByValue<Share>,
        /// How many of the attempts succeed, or shares by value
        [live, required] succeeds: ByValue<Share>,
        /// Knowledge with which failed attempts become fewer
        [structural, optional] learns_from: String,
        /// How long an attempt takes the user
        [live, default "0m"] takes: DurationDistribution,
        /// How many users whose attempt has failed ask somebody; the others give up
        [live, default "100%"] comes_back: Share,
        /// How much later they do
        [live, default "0m"] after: DurationDistribution,
        /// The demand as whose item they come; this one where it is left out
        [structural, optional] comes_back_as: String,
        /// Whether promises count from the attempt on, and count what succeeds, too
        [structural, default false] clock_from_attempt: bool,
    }
}

record! {
    /// When somebody notices that an item is there
    pub struct NoticedText {
        /// How long after it has come, or how long by value; never by itself where it is left out
        [live, optional] after: ByValue<DurationDistribution>,
        /// Whether the first call about it is noticed, or whether by value
        [structural, default false] first_call: ByValue<bool>,
    }
}

record! {
    /// An announcement about an open item
    pub struct AnnouncedText {
        /// How long after the item has been noticed it is made; by a step with `announces` where it is left out
        [live, optional] after: DurationDistribution,
        /// How many of those who would call then do not
        [live, required] stops: Share,
    }
}

record! {
    /// What is known of one field
    pub struct KnowledgeText {
        /// How many articles there are at the start
        [structural, default 0i64] at_start: Count,
        /// With so many more articles, what can still be saved halves
        [structural, required] halves_after: Number,
        /// The share of the effort, or of the failures, that no knowledge saves
        [structural, required] least: Share,
        /// After how long half of it is out of date; never where it is left out
        [structural, optional] half_life: Span,
    }
}

record! {
    /// Articles that visits to a step write
    pub struct WritesText {
        /// Of which knowledge
        [structural, required] knowledge: String,
        /// How many of the visits write one
        [live, required] share: Share,
        /// Touch time that writing adds
        [live, default "0m"] effort: DurationDistribution,
    }
}
