//! Governance: policies, routes, freezes, escalations, audits.

use super::Rules;
use crate::model::OnRejection;
use crate::scenario::catalogue::Placed;
use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{
    BypassWayText, Count, DurationDistribution, Lead, Meetings, Moment, OneOf, Schedule, SelectorText, Share, StepNames,
};
use crate::time::Span;

record! {
    /// Governance
    pub struct GovernanceText {
        /// The policy in force
        [live, optional] policy: String,
    }
}

record! {
    /// A policy
    pub struct PolicyText {
        /// The first rule that holds names the route
        [structural, required] rules: Rules,
    }
}

record! {
    /// A rule of a policy
    pub struct RuleText {
        /// Which items; all where it is left out
        [live, default ()] when: SelectorText,
        /// The route they take
        [live, required] route: String,
    }
}

record! {
    /// An approval route: people who look at each item, a board that meets, an automated check, or other routes in turn or at once
    pub struct RouteText {
        /// The team whose people decide
        [structural, optional] by: String,
        /// How many of them
        [structural, default 1i64] people: Count,
        /// Touch time of each, where they look at each item as it comes
        [live, optional] effort: DurationDistribution,
        /// Instead of people: how long an automated check takes, day and night
        [live, optional] automated: DurationDistribution,
        /// Instead of people: the routes that it takes one after the other; the first that turns it down ends it
        [structural, optional] stages: Vec<Placed<String>>,
        /// Instead of people: the routes that it takes at once; it is decided when the last of them has decided
        [structural, optional] all_of: Vec<Placed<String>>,
        /// When the board meets
        [structural, optional] meets: Meetings,
        /// How long a meeting lasts at most
        [structural, optional] length: Span,
        /// Most items that a meeting decides
        [live, optional] at_most: Count,
        /// How long before the meeting an item must be submitted
        [live, default "0h before"] papers_in: Lead,
        /// Discussion of one item; the meeting's length shared among the most items where it is left out
        [live, optional] discussion: DurationDistribution,
        /// Share caught of the items that would fail
        [live, default "0%"] catches_bad: Share,
        /// Share turned down of the items that would not fail
        [live, default "0%"] rejects_good: Share,
        /// Probability that a caught item, sent back and reworked, would still fail
        [live, default "0%"] still_bad_after_rework: Share,
        /// What happens to an item that is turned down
        [live, default "send back"] on_rejection: OneOf<OnRejection>,
        /// Items for which a policy names this route and that go round it
        [structural, optional] bypass: BypassText,
    }
}

record! {
    /// Items that go round a route
    pub struct BypassText {
        /// Share of them where nobody has to wait
        [live, default "0%"] share: Share,
        /// Added for each day (of 24 hours) of the mean delay of the latest decisions
        [live, default "0%"] more_per_day_waited: Share,
        /// The most that the share comes to
        [live, default "100%"] at_most: Share,
        /// How many of the route's latest decisions make that mean
        [live, default 10i64] latest: Count,
        /// Without any approval, or declared to be what they are not, so that the policy names another route
        [live, default "unauthorised"] way ("as"): BypassWayText,
    }
}

record! {
    /// A time in which some steps are not begun
    pub struct FreezeText {
        /// The items that are held; all where it is left out
        [structural, default ()] selector ("for"): SelectorText,
        /// The steps that are not begun, each as stream.step
        [structural, required] stops: StepNames,
        /// When it begins: a date, or a local date and time
        [structural, optional] from: Moment,
        /// When it is over: a date, at whose midnight it is, or a local date and time
        [structural, optional] until: Moment,
        /// Instead of both: the hours in which it holds
        [structural, optional] during: String,
    }
}

record! {
    /// What happens to an item that has been open for too long
    pub struct EscalationText {
        /// Which items; all where it is left out
        [structural, default ()] selector ("for"): SelectorText,
        /// How long after its arrival
        [structural, optional] after: Span,
        /// The hours in which that time passes
        [structural, default "always"] hours: String,
        /// Or at which part of the time that a promise allows; at 100 % it is broken
        [structural, optional] at: Share,
        /// That promise
        [structural, optional] of: String,
        /// The priority with which the item waits from then on
        [structural, optional] priority: String,
        /// The team that takes it over where it waits in a queue
        [structural, optional] to_team: String,
        /// The team of whoever is told
        [structural, optional] by: String,
        /// How long one of them is busy with it
        [live, optional] effort: DurationDistribution,
    }
}

record! {
    /// An audit: somebody looks afterwards whether items took their routes
    pub struct AuditText {
        /// Which items that asked for approval; all where it is left out
        [structural, default ()] selector ("for"): SelectorText,
        /// How much time lies between audits, and before the first
        [structural, optional] every: Span,
        /// Or when they begin
        [structural, optional] on: Schedule,
        /// Share of the items since the last audit that are looked at
        [live, default "100%"] sample: Share,
        /// No more than so many
        [live, optional] at_most: Count,
        /// The team whose people look
        [structural, required] by: String,
        /// How long one of them looks at an item
        [live, required] effort: DurationDistribution,
        /// Probability that a bypass is found by looking at the item
        [live, default "100%"] finds: Share,
        /// By what share fewer items go round their routes after one was found
        [live, default "0%"] deters: Share,
        /// How long that lasts
        [live, default "0 weeks"] deters_for: Span,
        /// The demand of which an item is raised for each bypass that is found
        [structural, optional] raises: String,
    }
}
