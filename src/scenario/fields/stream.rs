//! Streams and their steps.

use crate::model::{Activity, PracticeId, Reason};
use crate::scenario::catalogue::Placed;
use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{
    ByValue, Count, CountDistribution, DurationDistribution, LimitText, Listed, Mix, OneOf, Raises, StopsClock,
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
        /// Who does it; a step is done by a team, or it is a wait
        [live, optional] team: String,
        /// People of the team needed at once
        [live, default 1i64] people: Count,
        /// Touch time of each, or touch times by value
        [live, optional] effort: ByValue<DurationDistribution>,
        /// Most items in the step at once, waiting or worked on
        [structural, optional] wip: LimitText,
        /// Instead of a team and its effort: how long the item waits for something that needs nobody, or such by value
        [live, optional] wait: ByValue<DurationDistribution>,
        /// What a wait is for
        [live, default "other"] waits_for: OneOf<Reason>,
        /// The hours in which a wait passes, such as a supplier's
        [live, default "always"] wait_hours: String,
        /// Whether the clocks of promises stand still during a wait, or of which promises
        [live, default false] stops_clock: StopsClock,
        /// How long an item is on its way here from a step of another team; as the team says where it is left out
        [live, optional] handoff: DurationDistribution,
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
