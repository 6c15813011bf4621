//! Streams and their steps.

use crate::model::{Activity, PracticeId};
use crate::scenario::catalogue::Placed;
use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{
    ByValue, Count, CountDistribution, DurationDistribution, LimitText, Listed, Mix, OneOf, Raises,
};
use crate::time::Span;

record! {
    /// A value stream
    pub struct StreamText {
        /// Its steps in order
        [structural, required] step: Listed<StepText>,
        /// Most items in the stream at once, from their first step to their end
        [structural, optional] wip: LimitText,
    }
}

record! {
    /// A step of a stream
    pub struct StepText {
        /// Its name, unique in the stream
        [structural, required] name: String,
        /// Where it stands in the service value chain
        [structural, required] activity: OneOf<Activity>,
        /// The practice it belongs to
        [structural, required] practice: OneOf<PracticeId>,
        /// Who does it
        [live, required] team: String,
        /// People of the team needed at once
        [live, default 1i64] people: Count,
        /// Touch time of each, or touch times by value
        [live, required] effort: ByValue<DurationDistribution>,
        /// Most items in the step at once, waiting or worked on
        [structural, optional] wip: LimitText,
        /// Shares by the step that follows, or `done`; the step below where it is left out
        [live, optional] next: Mix,
        /// Branches that are worked on at once after this step, and where they join
        [structural, optional] branch: BranchText,
        /// Child items, caused by this one
        [live, default ()] raises: Raises,
        /// Whether the item takes its approval route after this step
        [live, default false] approval: bool,
        /// What happens after this step to an item whose fate is to fail
        [live, optional] if_it_fails: ConsequenceText,
    }
}

record! {
    /// Branches after a step
    pub struct BranchText {
        /// The step at which each branch begins
        [structural, required] to: Vec<Placed<String>>,
        /// The step at which the item goes on when its branches have ended
        [structural, required] join: String,
        /// How many branches it needs to go on, the others withdrawn; all where it is left out
        [structural, optional] first: Count,
    }
}

record! {
    /// What a failed item causes
    pub struct ConsequenceText {
        /// The demand that is raised
        [live, required] raises: String,
        /// How many
        [live, default 1i64] count: CountDistribution,
        /// Each appears at a random moment within this time
        [live, default "0m"] within: Span,
    }
}
