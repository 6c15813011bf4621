//! Governance: policies say which item takes which approval route.

use super::{AttributeId, CalendarId, Distribution, RouteId, Selector, TeamId, ValueId};
use crate::time::Span;

/// A policy: the first rule whose selector holds names the route.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Rules in order. Every item that can ask for approval is selected by one (checked before a run).
    pub rules: Vec<(Selector, RouteId)>,
}

/// A way to a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Its name.
    pub name: String,
    /// How the decision is made.
    pub kind: RouteKind,
    /// Share of the items that would fail which this route catches. Of routes made of others, those decide: it is zero, as are the
    /// next two.
    pub catches_bad: f64,
    /// Share of the items that would not fail which this route turns down all the same.
    pub rejects_good: f64,
    /// Probability that a caught item, sent back and reworked, would still fail.
    pub still_bad_after_rework: f64,
    /// What happens to an item that is turned down.
    pub on_rejection: OnRejection,
    /// Items that go round it.
    pub bypass: Option<Bypass>,
}

/// How a decision is made.
#[derive(Clone, Debug, PartialEq)]
pub enum RouteKind {
    /// Nobody looks; the item goes on at once.
    PreApproved,
    /// A machine looks for so long, in milliseconds on the clock.
    Automated(Distribution),
    /// People of a team look at each item as it comes, from their ordinary queue.
    Review(Review),
    /// People of a team meet on a calendar.
    Board(Board),
    /// These routes one after the other: the first that turns an item down ends it. None of them is a series.
    Stages(Vec<RouteId>),
    /// These routes at once: it is decided when the last has. Each of them is made of no others.
    AllOf(Vec<RouteId>),
}

impl RouteKind {
    /// The routes it is made of.
    pub fn parts(&self) -> &[RouteId] {
        match self {
            RouteKind::Stages(parts) | RouteKind::AllOf(parts) => parts,
            RouteKind::PreApproved | RouteKind::Automated(_) | RouteKind::Review(_) | RouteKind::Board(_) => &[],
        }
    }
}

/// Approval by people from their queue: a peer, a delegated manager.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// Who.
    pub team: TeamId,
    /// How many at once.
    pub people: u32,
    /// Touch time of each, in milliseconds.
    pub effort: Distribution,
}

/// Approval by a board that meets.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// Whose people sit on it.
    pub team: TeamId,
    /// How many are needed.
    pub people: u32,
    /// Meetings begin where a span of this calendar begins.
    pub meets: CalendarId,
    /// A meeting ends after this at the latest, earlier when nothing is left to decide.
    pub length: Span,
    /// Most items a meeting decides.
    pub at_most: u32,
    /// An item must be submitted this long before the meeting.
    pub papers_in: Span,
    /// Discussion of one item, in milliseconds.
    pub discussion: Distribution,
}

/// What happens to an item that is turned down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnRejection {
    /// It goes back to the step that asked, as rework.
    SendBack,
    /// It ends, not done.
    Close,
}

/// Items that go round a route: a share that grows with the delay that people see.
#[derive(Clone, Debug, PartialEq)]
pub struct Bypass {
    /// Share of the items that ask, where there is no delay.
    pub share: f64,
    /// Added for each day of 24 hours of the mean delay of the route's latest decisions.
    pub more_per_day: f64,
    /// The most it comes to.
    pub at_most: f64,
    /// How many of the latest decisions are looked at.
    pub latest: u32,
    /// How they go round it.
    pub way: BypassWay,
}

/// How an item goes round a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BypassWay {
    /// Without any approval.
    Unauthorised,
    /// Declared to have another value of an attribute, for which the policy names another route.
    DeclaredAs(AttributeId, ValueId),
}

/// A time in which some steps are not begun.
#[derive(Clone, Debug, PartialEq)]
pub struct Freeze {
    /// Its name.
    pub name: String,
    /// Which items are held.
    pub selector: Selector,
    /// The steps, by stream.
    pub steps: Vec<(super::StreamId, super::StepId)>,
    /// When it holds.
    pub when: FreezeTime,
}

/// When a freeze holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FreezeTime {
    /// From an instant until another one.
    Once(crate::time::Instant, crate::time::Instant),
    /// While these hours are open.
    During(CalendarId),
}

/// What happens to an item that has been open for too long.
#[derive(Clone, Debug, PartialEq)]
pub struct Escalation {
    /// Its name.
    pub name: String,
    /// Which items.
    pub selector: Selector,
    /// When.
    pub when: EscalateWhen,
    /// The priority with which it waits from then on; its promises stay what they are.
    pub priority: Option<ValueId>,
    /// The team that takes over what waits in a queue.
    pub to_team: Option<TeamId>,
    /// What it raises then: the work of whoever is told.
    pub raises: Option<super::DemandId>,
}

/// When an item is escalated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EscalateWhen {
    /// So long after its arrival, counted in these hours.
    Age(Span, CalendarId),
    /// When so much of the time that a promise allows has run, pauses left out: the promise, which deadline, the part.
    Promised(usize, super::Aspect, f64),
}

/// Somebody looks afterwards whether items took their routes.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    /// Its name.
    pub name: String,
    /// Which items it looks at.
    pub selector: Selector,
    /// When each audit begins, in order.
    pub at: Vec<crate::time::Instant>,
    /// Share of the items since the last audit that are looked at.
    pub sample: f64,
    /// No more than so many.
    pub at_most: u32,
    /// Probability that a bypass is found in an item that went round its route.
    pub finds: f64,
    /// The demand whose items are the looking: one for each item that is looked at.
    pub looking: super::DemandId,
    /// By what share fewer items go round their routes after an audit that found any, and for how long.
    pub deters: f64,
    /// How long that lasts.
    pub deters_for: Span,
    /// What is raised for each bypass that is found.
    pub raises: Option<super::DemandId>,
}
