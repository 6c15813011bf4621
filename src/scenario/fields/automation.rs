//! What is done without people.

use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{ByValue, Count, DurationDistribution, Money, Share};
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
