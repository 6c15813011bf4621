//! What is told of waits that are no queue: what an item waits for, and how that ended.

use super::Part;
use crate::time::Instant;

/// What keeps an item from going on where no team could take it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// A limit on work in progress is full; so many people wait with it.
    Full {
        /// People kept from other work.
        people: u32,
        /// Which limit, as an index into the program's; of several, the one in whose line it stands first.
        limit: u32,
    },
    /// Children that it raised must end first.
    Children,
    /// A team on its way is swamped.
    Swamped,
    /// Spare parts that it needs are not there.
    NoPart,
    /// The train has not left.
    Departure,
    /// Too few have gathered to be worked on as one.
    Gathering,
    /// Nothing: a run that needs nobody is under way.
    Automated,
    /// Nobody has noticed it.
    Unnoticed,
    /// Nobody: a user tries to help themselves.
    SelfService,
    /// The step is not begun for a while.
    Frozen {
        /// The freeze, as an index into the model's.
        freeze: u32,
    },
    /// It has split into branches, which go on. That time is not blocked: the parts are those of the last branch.
    Branches,
}

/// The end of a stretch that an item spent without a queue and without anybody at work: a wait, or its way between teams.
#[derive(Clone, Copy, Debug)]
pub struct Passed {
    /// The part of lead time it belongs to.
    pub part: Part,
    /// How long, in ticks.
    pub ticks: i64,
    /// Whether the item had visited this step before.
    pub rework: bool,
    /// Whether a visit ends with it: the step was a wait. Otherwise the item goes on towards the step's queue.
    pub ends: bool,
}

/// A case that comes back from a supplier.
#[derive(Clone, Copy, Debug)]
pub struct Returned {
    /// When it was sent.
    pub sent: Instant,
    /// For how many ticks it waited there until it was worked on.
    pub waited: i64,
    /// Whether it is not solved.
    pub unsolved: bool,
}

/// A stretch in which the clocks of some promises about an item stood still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Where the item was, as an index into the program's places: it says which promises.
    pub place: u32,
    /// From when.
    pub from: Instant,
    /// Until when; the present where it goes on.
    pub to: Instant,
}
