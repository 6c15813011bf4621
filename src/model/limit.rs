//! Limits on work in progress.

/// How many items may be in a step, with a team or in a stream at once, waiting for it included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// At most so many; at least 1.
    pub items: u32,
    /// What an item does that would be one too many.
    pub when_full: WhenFull,
}

/// What an item does that would be one too many. In order: where several limits are full, the last holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhenFull {
    /// It waits before the limited part, in a pool without places.
    Wait,
    /// It keeps its place where it comes from, but nobody there: blocking after service.
    Block,
    /// It keeps its place where it comes from and the people who worked on it.
    Hold,
    /// It ends, not done.
    TurnAway,
}
