//! Governance: policies say which item takes which approval route.

use super::{CalendarId, Distribution, RouteId, Selector, TeamId};
use crate::time::Span;

/// A policy: the first rule whose selector holds names the route.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Rules in order. Every item that can ask for approval is selected by one (checked before a run).
    pub rules: Vec<(Selector, RouteId)>,
}

/// A way to a decision.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its name.
    pub name: String,
    /// How the decision is made.
    pub kind: RouteKind,
    /// Share of the items that would fail which this route catches.
    pub catches_bad: f64,
    /// Share of the items that would not fail which this route turns down all the same.
    pub rejects_good: f64,
    /// Probability that a caught item, sent back and reworked, would still fail.
    pub still_bad_after_rework: f64,
    /// What happens to an item that is turned down.
    pub on_rejection: OnRejection,
}

/// How a decision is made.
#[derive(Clone, Debug, PartialEq)]
pub enum RouteKind {
    /// Nobody looks; the item goes on at once.
    PreApproved,
    /// People of a team look at each item as it comes, from their ordinary queue.
    Review(Review),
    /// People of a team meet on a calendar.
    Board(Board),
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
