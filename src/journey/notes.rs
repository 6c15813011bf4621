//! What happens to an item in a moment, as it is told.

use serde::Serialize;

use super::moment::Moment;

/// Something that happened at a moment.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note<'a> {
    /// Its approval was decided.
    Decided {
        /// When.
        at: Moment,
        /// The route.
        route: &'a str,
        /// Whether it may go on.
        approved: bool,
        /// Whether anybody looked.
        looked_at: bool,
        /// What follows where it was turned down: it goes back, or it is closed.
        sent_back: bool,
        /// Whether this is the decision of the whole route that it takes, and not of a part of it.
        #[serde(skip)]
        whole: bool,
    },
    /// It went round the route that the policy names.
    Bypassed {
        /// When.
        at: Moment,
        /// That route.
        route: &'a str,
        /// The route that it took instead, declared to be what it is not; none where it took no route at all.
        instead: Option<&'a str>,
    },
    /// It had been open for too long, and was escalated.
    Escalated {
        /// When.
        at: Moment,
        /// Which escalation.
        escalation: &'a str,
    },
    /// It was put into effect.
    TookEffect {
        /// When.
        at: Moment,
        /// Whether it failed.
        failed: bool,
        /// The route that approved it last.
        approved_by: Option<&'a str>,
    },
    /// It failed, and went back to be undone.
    BackedOut {
        /// When.
        at: Moment,
        /// The step at which it failed.
        step: &'a str,
    },
    /// It left a fault behind.
    LeftFault {
        /// When.
        at: Moment,
        /// The sort of the fault.
        fault: &'a str,
    },
    /// A workaround is known because of it, for the fault that it carries.
    FoundWorkaround {
        /// When.
        at: Moment,
        /// The sort of the fault.
        fault: &'a str,
    },
    /// It removed the fault that it carries.
    RemovedFault {
        /// When.
        at: Moment,
        /// The sort of the fault.
        fault: &'a str,
    },
    /// Somebody asked after it, because it was late.
    Chased {
        /// When.
        at: Moment,
    },
    /// It raised another item.
    Raised {
        /// When it did.
        at: Moment,
        /// The item's key, by which [`Journey::children`](super::Journey::children) are found.
        #[serde(skip)]
        key: u64,
        /// Which item; told only where one journey is asked for, and unknown where it would appear after the run.
        id: Option<String>,
        /// When that appears.
        appears: Moment,
    },
    /// Its priority was first taken for another.
    Misjudged {
        /// When.
        at: Moment,
        /// What it was taken for.
        priority: &'a str,
    },
    /// It waits with another priority: its own, or that to which it was escalated.
    Corrected {
        /// When.
        at: Moment,
        /// That.
        priority: &'a str,
    },
    /// It went to a wrong team first.
    Misrouted {
        /// When.
        at: Moment,
        /// The wrong team.
        team: Option<&'a str>,
    },
    /// It had waited too long, and another team took it over.
    Overflowed {
        /// When.
        at: Moment,
        /// The team that took it over.
        team: Option<&'a str>,
    },
    /// It left a queue for good: patience had ended.
    Abandoned {
        /// When.
        at: Moment,
        /// The step for which it waited.
        step: &'a str,
    },
    /// A supplier returned it unsolved.
    Unsolved {
        /// When.
        at: Moment,
        /// The supplier.
        supplier: Option<&'a str>,
    },
    /// A part of its value was there before it was done.
    Released {
        /// When.
        at: Moment,
        /// That part, from 0 to 1.
        part: f64,
    },
    /// It brought a capability about.
    Brought {
        /// When.
        at: Moment,
        /// Which one.
        capability: &'a str,
    },
    /// A run that needed nobody ended.
    Automated {
        /// When.
        at: Moment,
        /// The step.
        step: &'a str,
        /// What came of it: `done`, `failed`, or `failed, not noticed`.
        outcome: &'static str,
    },
    /// Somebody noticed that a run had failed.
    Discovered {
        /// When.
        at: Moment,
        /// The step.
        step: &'a str,
    },
    /// Somebody noticed it.
    Noticed {
        /// When.
        at: Moment,
        /// Whether a call told them.
        by_call: bool,
    },
    /// It was announced to those who would call about it.
    Announced {
        /// When.
        at: Moment,
    },
    /// It seemed to be done, and was not: a run for it had failed.
    SeemsDone {
        /// When.
        at: Moment,
    },
    /// It was resolved, and reopened later.
    Resolved {
        /// When.
        at: Moment,
    },
    /// It was reopened.
    Reopened {
        /// When.
        at: Moment,
    },
}
