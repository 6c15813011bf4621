//! What is kept of an item while it is open: numbers only, in the order of happening.

use super::Id;
use crate::observation::{Attempt, Block, Bypassed, Decided, Leave, PARTS, Part, Pause, RunOutcome, Symptom, Worked};
use crate::time::Instant;

/// An item's record.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub id: Id,
    /// Index into the program's classes.
    pub class: u32,
    /// Index into the roots that its demand can have.
    pub root_index: u8,
    pub arrived: Instant,
    /// From when promises count, where that is not from its arrival.
    pub clock_from: Option<Instant>,
    /// Whether it is a user's attempt to help themselves, and no item.
    pub is_attempt: bool,
    /// The classes that people take it for, each from an instant on: another one while its priority is misjudged, and where it is
    /// escalated.
    pub seen: Vec<(Instant, u32)>,
    /// Whether it was open when the run started.
    pub open_at_start: bool,
    pub first_touch: Option<Instant>,
    /// When it was first resolved, where it was reopened.
    pub resolved: Option<Instant>,
    /// When clocks stood still.
    pub pauses: Vec<Pause>,
    pub parent: Option<Id>,
    /// The item that it is a call about, where it ends with that.
    pub ends_with: Option<Id>,
    /// Items that it has raised and that have appeared, by their keys.
    pub children: Vec<(u64, Id)>,
    /// Whether it asks after its parent, which is late.
    pub asks: bool,
    /// The fault that caused it.
    pub fault: Option<FaultOf>,
    /// Calls about it.
    pub calls: Vec<Id>,
    /// The first item of the chain that raised it; itself where nothing did.
    pub root: Id,
    pub events: Vec<Event>,
    pub ending: Option<Ending>,
}

/// The fault that caused an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct FaultOf {
    pub symptom: Symptom,
    /// The item that left the fault behind, where one did.
    pub left_by: Option<Id>,
}

/// How an item ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    pub at: Instant,
    pub completed: bool,
    /// The item that it was about and with which it was closed.
    pub closed_with: Option<Id>,
    pub parts: [[i64; PARTS]; 2],
}

impl Ending {
    /// How a user's attempt to help themselves ended: nobody had anything to do with it.
    pub fn of_attempt(at: Instant, how: &Attempt) -> Ending {
        let mut parts = [[0; PARTS]; 2];
        parts[0][Part::Other as usize] = how.ticks;
        Ending {
            at,
            completed: how.succeeded,
            closed_with: None,
            parts,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub at: Instant,
    pub what: Happening,
}

/// What can happen to an item between its arrival and its end. A mechanism that lets something new happen adds it here, and in
/// `spells` how time passes meanwhile.
#[derive(Clone, Copy, Debug)]
pub(super) enum Happening {
    /// It waits at a place.
    Waits { place: u32 },
    /// It is held at a place, which counts as a part of lead time.
    Held { place: u32, why: Part },
    /// What keeps it from going on, told just after [`Happening::Held`].
    Blocked { place: u32, by: Block },
    /// It splits into branches after a visit to a place. What follows happens to one of them.
    Splits { place: u32 },
    /// A branch of what split at a place has ended; whether it was the last that was needed.
    Joined { place: u32, last: bool },
    /// It leaves a queue without work.
    Left { place: u32 },
    /// It is held no longer; whether a visit ends with that.
    Passed { place: u32, ends: bool },
    /// Work starts at a place.
    Starts { place: u32 },
    /// A person does that work.
    Taken { person: u32 },
    /// Work stops, and why where the visit goes on.
    Stops {
        place: u32,
        worked: Worked,
        why: Option<Leave>,
    },
    /// Something that takes no time.
    Noted(Noted),
}

/// What happens to an item in a moment.
#[derive(Clone, Copy, Debug)]
pub(super) enum Noted {
    Decided(Decided),
    /// It goes round its route.
    Bypassed(Bypassed),
    /// It has been open for too long.
    Escalated {
        escalation: u32,
    },
    TakesEffect {
        route: Option<u32>,
        failed: bool,
    },
    /// It goes back to be undone after a place.
    BackedOut {
        place: u32,
    },
    /// What it does to a fault of a sort.
    LeavesFault {
        sort: u32,
    },
    FindsWorkaround {
        sort: u32,
    },
    RemovesFault {
        sort: u32,
    },
    /// Somebody asks after it.
    Chased,
    /// It raises an item that appears at an instant.
    Raises {
        key: u64,
        at: Instant,
    },
    /// Its priority is first taken for that of another class.
    Misjudged {
        class: u32,
    },
    /// It gets its own priority.
    Corrected {
        class: u32,
    },
    /// It goes to a wrong team first.
    Misrouted {
        team: u32,
    },
    /// Another team takes it over from a queue.
    Overflowed {
        team: u32,
    },
    /// It leaves a queue for good.
    Abandoned {
        place: u32,
    },
    /// The supplier of a place returns it unsolved.
    Unsolved {
        place: u32,
    },
    /// It releases one of its demand's increments.
    Released {
        increment: u32,
    },
    /// It brings a capability about.
    Brings {
        capability: u32,
    },
    /// A run that needs nobody ends at a place.
    Automated {
        place: u32,
        outcome: RunOutcome,
    },
    /// Somebody notices that a run at a place had failed.
    Discovered {
        place: u32,
    },
    /// It seems to be done, and is not.
    SeemsDone,
    /// Somebody notices it.
    Noticed {
        by_call: bool,
    },
    /// It is announced.
    Announced,
    /// It is resolved, and will be reopened.
    Resolved,
    Reopened,
}
