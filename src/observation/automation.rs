//! What is told of runs that need nobody.

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
