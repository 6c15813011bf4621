//! A board between and during its meetings.

use crate::time::Instant;

/// An item on the agenda of a meeting; the order of the fields is the order of business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Paper {
    pub priority: u8,
    pub due: Instant,
    pub submitted: Instant,
    /// Its place among the papers: what was submitted first stays first.
    pub number: usize,
    pub item: u32,
}

/// A board between and during meetings.
#[derive(Clone, Debug, Default)]
pub(super) struct Board {
    pub next_meeting: usize,
    /// Items submitted and not decided.
    pub papers: Vec<u32>,
    /// Items still to be decided in the meeting under way, the next one last.
    pub agenda: Vec<Paper>,
    pub members: Vec<u32>,
    pub ends_by: Instant,
    /// When the discussion under way began.
    pub discussing_since: Instant,
}
