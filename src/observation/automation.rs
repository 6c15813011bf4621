//! What is told of what needs nobody: runs, and users who help themselves.

use super::Raised;

/// A run that ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// How long it took, in ticks.
    pub ticks: i64,
    /// What came of it.
    pub outcome: RunOutcome,
}

/// What came of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunOutcome {
    /// It did what it should.
    Done,
    /// It failed, and people take over.
    Failed,
    /// It failed, and seems to have done what it should.
    Unnoticed,
}

/// How a user's attempt to help themselves ends.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// How long it took, in ticks.
    pub ticks: i64,
    /// Whether it succeeded: nobody else has anything to do.
    pub succeeded: bool,
    /// The item as which the user comes back whose attempt has failed; none where they give up, or as many are open as may be.
    pub comes_back: Option<Raised>,
    /// Whether promises count from the attempt on.
    pub promised: bool,
}

/// What knowledge does to a visit, in person-ticks.
#[derive(Clone, Copy, Debug)]
pub struct Drawn {
    /// Which knowledge shortens it, by its number, and by how much.
    pub saved: Option<(u32, i64)>,
    /// To which knowledge it may add an article, and how long that takes.
    pub writing: Option<(u32, i64)>,
}
