//! Streams and their steps.

use jiff::civil::Date;

use super::{AutomatedText, WritesText};
use crate::model::{Activity, OnHoliday, PracticeId, Reason};
use crate::scenario::catalogue::Placed;
use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{
    ByValue, Count, CountDistribution, DurationDistribution, Lead, LimitText, Listed, Mix, Money, Next, OneOf, Raises,
    Schedule, SelectorText, Share, StopsClock, TeamList, Uses, Ways,
};
use crate::time::Span;

record! {
    /// A value stream
    pub struct StreamText {
        /// Its steps in order
        [structural, required] step: Listed<StepText>,
        /// Most items in the stream at once, from their first step to their end
        [live, optional] wip: LimitText,
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
        /// Who does it; a step is done by a team or by a supplier, or it is a wait
        [live, optional] team: TeamList,
        /// People of the team needed at once
        [structural, default 1i64] people: Count,
        /// Touch time of each, or touch times by value
        [live, optional] effort: ByValue<DurationDistribution>,
        /// Most items in the step at once, waiting or worked on
        [live, optional] wip: LimitText,
        /// Instead of a team and its effort: how long the item waits for something that needs nobody, or such by value
        [live, optional] wait: ByValue<DurationDistribution>,
        /// What a wait is for
        [structural, default "other"] waits_for: OneOf<Reason>,
        /// The hours in which a wait passes, such as a supplier's
        [structural, default "always"] wait_hours: String,
        /// Instead of a team and its effort: the supplier to whom the item is sent
        [structural, optional] supplier: String,
        /// The step to which an item goes that the supplier returns unsolved; to the supplier once more where it is left out
        [structural, optional] if_unsolved: String,
        /// Whether the clocks of promises stand still during a wait or at a supplier, or of which promises
        [structural, default false] stops_clock: StopsClock,
        /// How long an item is on its way here from a step of another team; as the team says where it is left out
        [live, optional] handoff: DurationDistribution,
        /// Spare parts that each visit uses; the item waits for them before it joins the queue
        [structural, optional] uses: Uses,
        /// What a visit costs beside people's hours, in the scenario's currency
        [structural, optional] cost_per_visit: Money,
        /// Visits that are done without people
        [structural, optional] automated: AutomatedText,
        /// Items that go to a wrong team first
        [structural, optional] misrouted: MisroutedText,
        /// How long an item waits in the queue before it leaves undone
        [structural, optional] patience: PatienceText,
        /// Items are held before they come here while a team is swamped
        [structural, optional] hold: HoldText,
        /// Departures for which items wait before work on them begins, such as a release every Thursday
        [structural, optional] train: TrainText,
        /// Items gather and are worked on as one: the touch time is that of the batch
        [structural, optional] batch: BatchText,
        /// Where items go: to the step below where it is left out
        [live, optional] next: Next,
        /// Branches that are worked on at once after this step, and where they join
        [structural, optional] branch: BranchText,
        /// Child items, caused by this one
        [live, default ()] raises: Raises,
        /// Knowledge that shortens the touch time
        [structural, optional] learns_from: String,
        /// Articles that visits write
        [structural, optional] writes: WritesText,
        /// Whether the item, and what it is a part of or a call about, is announced when the step ends
        [structural, default false] announces: bool,
        /// Whether the item takes its approval route after this step
        [live, default false] approval: bool,
        /// What happens after this step to an item whose fate is to fail
        [live, optional] if_it_fails: ConsequenceText,
        /// Whether an item that does not fail removes the fault that it carries
        [structural, default false] removes_fault: bool,
        /// Whether a workaround is known after the step for the fault that an item carries
        [structural, default false] finds_workaround: bool,
        /// The capability that an item brings about when it leaves the step
        [structural, optional] brings: String,
        /// The part of an item's value that is there when work on the step ends: an increment. The rest is there when the item is done
        [structural, optional] releases: Share,
    }
}

record! {
    /// Items that go to a wrong team first
    pub struct MisroutedText {
        /// How many of the visits to the step begin so
        [live, required] share: Share,
        /// Shares by wrong team
        [live, required] to: Mix,
        /// Touch time of one of them until they notice; the item waits in their queue for it
        [live, optional] effort: DurationDistribution,
        /// Or how long the item lies there until they notice, touched by nobody
        [live, optional] noticed_after: DurationDistribution,
    }
}

record! {
    /// How long an item waits in the queue before it leaves undone
    pub struct PatienceText {
        /// From joining the queue to the start of work
        [live, required] lasts: DurationDistribution,
        /// Share of those that have left which come back as items of their own
        [live, default "0%"] comes_back: Share,
        /// How much later they come back
        [live, default "0m"] after: DurationDistribution,
    }
}

record! {
    /// When items are held before they come to a step
    pub struct HoldText {
        /// The team that is swamped
        [live, required] team ("while"): String,
        /// It is swamped while more items than this wait for it
        [live, required] above: Count,
    }
}

record! {
    /// Departures for which items wait
    pub struct TrainText {
        /// When it leaves
        [structural, required] leaves: Schedule,
        /// How many weeks lie between the weeks in which it leaves, such as `2 weeks`
        [structural, default "1 week"] every: Span,
        /// The first day on which it may leave, from whose week `every` counts; the first day of the run where it is left out
        [structural, optional] first: Date,
        /// Most items that leave at once; any number where it is left out
        [structural, optional] at_most: Count,
        /// How long before a departure an item must be there
        [structural, default "0h before"] cut_off: Lead,
        /// What becomes of a departure on a holiday
        [structural, default "skip"] on_holiday: OneOf<OnHoliday>,
    }
}

record! {
    /// Items that gather and are worked on as one
    pub struct BatchText {
        /// How many make a batch: no fewer, no more
        [structural, optional] size: Count,
        /// In place of `size`: how many must have gathered before work can begin; 1 where it is left out
        [structural, optional] at_least: Count,
        /// In place of `size`: the most that are worked on as one when somebody is free; any number where it is left out
        [structural, optional] at_most: Count,
        /// After how long an item waits no longer until enough have gathered
        [structural, optional] wait_at_most: Span,
        /// Touch time that each item of a batch adds to that of the batch
        [live, optional] effort_each: DurationDistribution,
    }
}

record! {
    /// An exception from where items go next
    pub struct ExceptionText {
        /// For which items; all where it is left out
        [live, default ()] when: SelectorText,
        /// From which visit of an item to this step on
        [live, default 1i64] from_visit: Count,
        /// Where they go
        [live, required] to: Ways,
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
    /// What follows from a failed item
    pub struct ConsequenceText {
        /// The demand that is raised
        [live, optional] raises: String,
        /// How many
        [live, default 1i64] count: CountDistribution,
        /// Each appears at a random moment within this time
        [live, default "0m"] within: Span,
        /// The faults that it leaves behind
        [structural, optional] adds: String,
        /// How many of those
        [live, default 1i64] adds_count: CountDistribution,
        /// The step to which it goes instead of the next: the work of undoing it
        [live, optional] back_out: String,
        /// Probability that it would still fail when it is put into effect again
        [live, default "0%"] still_bad_after_rework: Share,
    }
}
