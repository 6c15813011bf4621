//! The cells: which numbers are kept for one of a kind, and in which order they stand.

/// What is kept for items of one class and root.
pub mod item {
    use crate::observation::PARTS;
    /// Items that arrived or were raised.
    pub const ARRIVED: usize = 0;
    /// Items completed.
    pub const COMPLETED: usize = 1;
    /// Items closed undone.
    pub const CLOSED: usize = 2;
    /// Ticks of lead time of completed items.
    pub const LEAD: usize = 3;
    /// Completed items that were touched.
    pub const TOUCHED: usize = 4;
    /// Ticks from arrival to first touch of those.
    pub const RESPONSE: usize = 5;
    /// Ticks during which items were open, inside the window.
    pub const OPEN: usize = 6;
    /// Items that left a queue undone.
    pub const ABANDONED: usize = 7;
    /// Visits that began at a wrong team.
    pub const MISROUTED: usize = 8;
    /// Resolved items that were reopened.
    pub const REOPENED: usize = 9;
    /// Ticks in each part of lead time of completed items: first visits, then repeat visits.
    pub const PARTS_FROM: usize = 10;
    /// Numbers in a cell.
    pub const SIZE: usize = PARTS_FROM + 2 * PARTS;
}

/// What is kept for visits to one place by items of one root.
pub mod visit {
    /// Visits that ended.
    pub const ENDED: usize = 0;
    /// Of those, repeat visits.
    pub const REWORK: usize = 1;
    /// Person-ticks of work inside the window.
    pub const WORK: usize = 2;
    /// Of those, in repeat visits.
    pub const REWORK_WORK: usize = 3;
    /// Waits that ended.
    pub const WAITS: usize = 4;
    /// Their ticks while somebody was on shift.
    pub const QUEUE: usize = 5;
    /// Their ticks while nobody was.
    pub const OFF_SHIFT: usize = 6;
    /// Ticks of waits that needed nobody, and of ways between teams.
    pub const HELD: usize = 7;
    /// Numbers in a cell.
    pub const SIZE: usize = 8;
}

/// What is kept for one team: person-ticks, and call-outs.
pub mod team {
    /// On the roster.
    pub const ROSTERED: usize = 0;
    /// Present.
    pub const PRESENT: usize = 1;
    /// Busy.
    pub const BUSY: usize = 2;
    /// At work off the roster.
    pub const OVERTIME: usize = 3;
    /// Call-outs.
    pub const CALL_OUTS: usize = 4;
    /// Kept by items that waited for a place.
    pub const KEPT: usize = 5;
    /// At work at steps of other teams, less what people of other teams worked at its own.
    pub const HELP: usize = 6;
    /// Of that, in repeat visits.
    pub const HELP_REWORK: usize = 7;
    /// Numbers in a cell.
    pub const SIZE: usize = 8;
}

/// What is kept for one route, the last cell for items that no route approved; and for one class that asks for approval.
pub mod route {
    /// Decisions.
    pub const DECIDED: usize = 0;
    /// Ticks from submission to decision.
    pub const DELAY: usize = 1;
    /// Items turned down.
    pub const TURNED_DOWN: usize = 2;
    /// Of those, items that would have failed.
    pub const BAD_CAUGHT: usize = 3;
    /// Decisions on items that would have failed.
    pub const BAD: usize = 4;
    /// Items put into effect that this route approved last.
    pub const EFFECTED: usize = 5;
    /// Of those, items that failed.
    pub const FAILED: usize = 6;
    /// Meetings held.
    pub const HELD: usize = 7;
    /// Meetings that too few members could attend.
    pub const NOT_HELD: usize = 8;
    /// Of the items turned down, those that were for good.
    pub const CLOSED: usize = 9;
    /// Person-ticks of looking at what was decided: of a route's own, and of what it is made of.
    pub const LOOKED: usize = 10;
    /// Items that went round it.
    pub const BYPASSED: usize = 11;
    /// Of items that went round it, those that audits found.
    pub const FOUND: usize = 12;
    /// Items that failed ones caused which it approved last.
    pub const CAUSED: usize = 13;
    /// Of the items put into effect that it approved last, those that failed and went back to be undone.
    pub const BACKED_OUT: usize = 14;
    /// Numbers in a cell.
    pub const SIZE: usize = 15;
}

/// What is kept for one demand of where its items come from, and what people do about them.
pub mod trace {
    /// Items that others, or faults, brought about.
    pub const BROUGHT_ABOUT: usize = 0;
    /// Items whose fault had caused one before.
    pub const REPEATS: usize = 1;
    /// Times that people asked after one because it was late.
    pub const CHASED: usize = 2;
    /// Items of any demand whose root cause is an item of this one.
    pub const BRINGS: usize = 3;
    /// Numbers in a cell.
    pub const SIZE: usize = 4;
}

/// What is kept for one sort of faults.
pub mod fault {
    /// Ticks times the number that are open.
    pub const OPEN: usize = 0;
    /// Faults that came by themselves.
    pub const NEW: usize = 1;
    /// Faults that items left behind.
    pub const LEFT: usize = 2;
    /// Faults removed.
    pub const REMOVED: usize = 3;
    /// Items that they caused themselves.
    pub const SYMPTOMS: usize = 4;
    /// Of those, items whose fault had caused one before.
    pub const REPEATS: usize = 5;
    /// Items of any demand whose root cause is such a fault.
    pub const BRINGS: usize = 6;
    /// Of the items that they caused themselves, those that came when a workaround was known.
    pub const KNOWN: usize = 7;
    /// Numbers in a cell.
    pub const SIZE: usize = 8;
}

/// What is kept for cases that items of one root are sent with from one place.
pub mod case {
    /// Cases that came back.
    pub const RETURNED: usize = 0;
    /// Of those, cases that were not solved.
    pub const UNSOLVED: usize = 1;
    /// Ticks from sending to return.
    pub const TIME: usize = 2;
    /// Of those, ticks in which they waited at the supplier for their turn.
    pub const WAITED: usize = 3;
    /// Cases that fell due.
    pub const DUE: usize = 4;
    /// Of those, cases that were back by then.
    pub const KEPT: usize = 5;
    /// Numbers in a cell.
    pub const SIZE: usize = 6;
}

/// What is kept for runs that need nobody, for items of one root at one place.
pub mod run {
    /// Runs that ended.
    pub const RUNS: usize = 0;
    /// Of those, runs that did what they should.
    pub const DONE: usize = 1;
    /// Of those, runs whose failure was noticed at once.
    pub const FAILED: usize = 2;
    /// Of those, runs whose failure was not.
    pub const UNNOTICED: usize = 3;
    /// Failures that were noticed later.
    pub const FOUND: usize = 4;
    /// Ticks until then.
    pub const HIDDEN: usize = 5;
    /// Ticks that runs took.
    pub const TIME: usize = 6;
    /// Numbers in a cell.
    pub const SIZE: usize = 7;
}

/// What is kept for the automation of one step.
pub mod machine {
    /// How often it stopped.
    pub const STOPS: usize = 0;
    /// Ticks for which it stood still.
    pub const STOPPED: usize = 1;
    /// Numbers in a cell.
    pub const SIZE: usize = 2;
}

/// What is kept for items of one class and root before people have anything to do with them.
pub mod contact {
    /// Attempts of users to help themselves that began.
    pub const TRIED: usize = 0;
    /// Attempts that succeeded.
    pub const DEFLECTED: usize = 1;
    /// Ticks of those.
    pub const TIME: usize = 2;
    /// Attempts that failed.
    pub const FAILED: usize = 3;
    /// Of those, attempts whose users come back.
    pub const CAME_BACK: usize = 4;
    /// Items that somebody noticed.
    pub const NOTICED: usize = 5;
    /// Ticks until then.
    pub const UNNOTICED: usize = 6;
    /// Of those items, items that a call made known.
    pub const BY_CALL: usize = 7;
    /// Calls about them that an announcement kept away.
    pub const KEPT_AWAY: usize = 8;
    /// Numbers in a cell.
    pub const SIZE: usize = 9;
}

/// What is kept for one knowledge.
pub mod knowledge {
    /// Articles written.
    pub const WRITTEN: usize = 0;
    /// Articles up to date at the end, in thousandths.
    pub const AT_END: usize = 1;
    /// Person-ticks that visits took less.
    pub const SAVED: usize = 2;
    /// Person-ticks of writing.
    pub const WRITING: usize = 3;
    /// Into how many parts an article is cut.
    pub const PARTS: f64 = 1000.0;
    /// Numbers in a cell.
    pub const SIZE: usize = 4;
}

/// What is kept for spare parts of one sort.
pub mod stock {
    /// Ticks times the number on the shelf.
    pub const SHELF: usize = 0;
    /// Ticks with an empty shelf.
    pub const EMPTY: usize = 1;
    /// Visits that asked for some.
    pub const REQUESTS: usize = 2;
    /// Of those, visits for which too few were there.
    pub const SHORT: usize = 3;
    /// Used, less what went back.
    pub const USED: usize = 4;
    /// Waits for some that ended.
    pub const WAITS: usize = 5;
    /// Ticks of those.
    pub const WAITED: usize = 6;
    /// Orders.
    pub const ORDERS: usize = 7;
    /// Numbers in a cell.
    pub const SIZE: usize = 8;
}

/// What is kept for one service: ticks in its hours.
pub mod service {
    /// Down, not on critical dates.
    pub const DOWN: usize = 0;
    /// Down on critical dates.
    pub const DOWN_CRITICAL: usize = 1;
    /// Degraded and not down, not on critical dates.
    pub const DEGRADED: usize = 2;
    /// The same on critical dates.
    pub const DEGRADED_CRITICAL: usize = 3;
    /// Outages that ended.
    pub const OUTAGES: usize = 4;
    /// Ticks of those, in the service's hours.
    pub const OUTAGE: usize = 5;
    /// Ticks of those, day and night.
    pub const RECOVERY: usize = 6;
    /// Numbers in a cell.
    pub const SIZE: usize = 7;
}

/// What is kept of the worth of items of one class and root: this, then for each commitment of the class how often it was missed.
pub mod worth {
    /// Ticks for which completed items were late.
    pub const DELAYED: usize = 0;
    /// Where missed commitments begin.
    pub const MISSED_FROM: usize = 1;
}

/// What is kept of one increment of the items of one class.
pub mod increment {
    /// Items that released it.
    pub const RELEASED: usize = 0;
    /// Ticks for which those were late when they did.
    pub const LATE: usize = 1;
    /// Items completed that had released it.
    pub const COMPLETED: usize = 2;
    /// Ticks for which those were late when they were completed.
    pub const LATE_AT_END: usize = 3;
    /// Items closed undone that had released it.
    pub const CLOSED: usize = 4;
    /// Numbers in a cell.
    pub const SIZE: usize = 5;
}

/// What is kept of one demand that is an opportunity, or releases its value in increments: this, then the value that came in each
/// week of the counted window.
pub mod venture {
    use crate::time::{Instant, WEEK};
    /// Items of which the first value was there.
    pub const FIRST: usize = 0;
    /// Ticks from arrival to that.
    pub const FIRST_AFTER: usize = 1;
    /// Items of which all value was there.
    pub const FULL: usize = 2;
    /// Ticks from arrival to that.
    pub const FULL_AFTER: usize = 3;
    /// Where the weeks begin.
    pub const WEEKS_FROM: usize = 4;

    /// How many weeks a window has, the last of them perhaps shorter.
    pub fn weeks(from: Instant, to: Instant) -> usize {
        let ticks = (to - from).ticks().max(0);
        ((ticks + WEEK - 1) / WEEK) as usize
    }
}

/// What is kept for one commitment.
pub mod commitment {
    /// Items that fell due.
    pub const DUE: usize = 0;
    /// Of those, items for which it was kept.
    pub const KEPT: usize = 1;
    /// Whole periods with an item that fell due.
    pub const PERIODS: usize = 2;
    /// Of those, periods in which the target was met.
    pub const MET: usize = 3;
    /// Numbers in a cell.
    pub const SIZE: usize = 4;
}

/// What is kept for one periodic review.
pub mod review {
    /// Reviews that took place.
    pub const HELD: usize = 0;
    /// Of those, reviews that acted.
    pub const ACTED: usize = 1;
    /// Numbers in a cell.
    pub const SIZE: usize = 2;
}

/// What is kept for one improvement: in which replications things happened, and numbers of those.
pub mod improvement {
    /// 1 where its work began.
    pub const BEGAN: usize = 0;
    /// 1 where its work was done.
    pub const DONE: usize = 1;
    /// Ticks from the one to the other.
    pub const TOOK: usize = 2;
    /// 1 where it was judged by figures before and after.
    pub const JUDGED: usize = 3;
    /// 1 where it was then kept.
    pub const KEPT: usize = 4;
    /// The figure before.
    pub const BEFORE: usize = 5;
    /// The figure after.
    pub const AFTER: usize = 6;
    /// What the figure would have been then if the improvement had changed nothing.
    pub const WITHOUT: usize = 7;
    /// 1 where all three are known.
    pub const PAIRED: usize = 8;
    /// Numbers in a cell.
    pub const SIZE: usize = 9;
}

/// What is kept for one change that the run makes itself.
pub mod switch {
    /// Ticks for which it was in force, those of partial adoption in part.
    pub const IN_FORCE: usize = 0;
    /// Numbers in a cell.
    pub const SIZE: usize = 1;
}

/// What is kept for the batches of one step.
pub mod batch {
    /// Batches on which work ended.
    pub const BATCHES: usize = 0;
    /// Items in them.
    pub const ITEMS: usize = 1;
    /// Numbers in a cell.
    pub const SIZE: usize = 2;
}

/// What is kept for the train of one step.
pub mod train {
    /// Departures.
    pub const DEPARTURES: usize = 0;
    /// Items that left with them.
    pub const ITEMS: usize = 1;
    /// Items, departure by departure, for which there was no room.
    pub const LEFT_BEHIND: usize = 2;
    /// Numbers in a cell.
    pub const SIZE: usize = 3;
}
