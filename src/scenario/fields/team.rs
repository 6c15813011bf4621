//! Teams.

use jiff::civil::Date;

use crate::model::Paid;
use crate::scenario::catalogue::Placed;
use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{
    Absence, AtShiftEndText, Count, DurationDistribution, LimitText, Listed, Money, Number, OneOf, QueueText, Roster,
    SelectorText, Share, Zone,
};
use crate::time::Span;

record! {
    /// People who share a queue
    pub struct TeamText {
        /// On the roster, by hours
        [live, required] people: Roster,
        /// The zone in which the team's hours are told, unless those name one; the scenario's where it is left out
        [structural, optional] timezone: Zone,
        /// Probability that a person is absent, drawn for each person and day; in spells where their length is given
        [live, default "0%"] absence: Absence,
        /// Meetings, training, projects: share of each person's time
        [live, default "0%"] other_duties: Share,
        /// Who can be called while nobody of the team is on shift
        [structural, optional] on_call: OnCallText,
        /// How long an item is on its way to it from a step of another team
        [live, optional] handoff: DurationDistribution,
        /// Which waiting item is next
        [structural, default "priority"] queue: QueueText,
        /// Priorities that interrupt less urgent work where nobody is free
        [structural, optional] preempts: Vec<Placed<String>>,
        /// Touch time that an interruption adds to the work it interrupts, each time
        [live, default "0m"] resumption: Span,
        /// What becomes of work at the end of a shift
        [structural, default "pause"] at_shift_end: AtShiftEndText,
        /// To whom work is handed over at the end of a shift
        [structural, optional] hand_over: HandOverText,
        /// Teams whose work its people take too where their own queue leaves them free, in this order
        [structural, optional] also_works_for: Vec<Placed<String>>,
        /// People who join during the run
        [structural, optional] joining: Listed<JoiningText>,
        /// People who leave during the run
        [structural, optional] leaving: Listed<LeavingText>,
        /// Most items in the team's steps at once, waiting or worked on
        [live, optional] wip: LimitText,
        /// Cost of an hour of one person, in the scenario's currency
        [structural, optional] hourly_cost: Money,
        /// How many times as much an hour off the roster costs: overtime and call-outs
        [structural, default 1i64] overtime_factor: Number,
        /// Which hours cost money
        [structural, default "for the roster"] paid: OneOf<Paid>,
    }
}

record! {
    /// People who can be called out
    pub struct OnCallText {
        /// When they can be called, by name of hours
        [structural, default "always"] hours: String,
        /// How many
        [live, default 1i64] people: Count,
        /// For which items; for all where it is left out
        [live, default ()] only: SelectorText,
        /// From the call to the start of work
        [live, default "0m"] call_out: Span,
        /// Cost of each of them for an hour in which they can be called and nobody of the team is on the roster
        [structural, optional] standby_per_hour: Money,
    }
}

record! {
    /// To whom work is handed over
    pub struct HandOverText {
        /// The team that goes on with it
        [structural, required] to: String,
        /// Touch time that it takes those who go on, each time
        [live, default "0m"] takes: Span,
    }
}

record! {
    /// People who join a team
    pub struct JoiningText {
        /// Their first day
        [structural, required] date: Date,
        /// How many
        [structural, default 1i64] people: Count,
        /// The hours that they work, by name; `always` for people who never go home
        [structural, required] hours: String,
        /// How long until they work as fast as the others
        [structural, default "0 days"] ramp_up: Span,
        /// How fast they work on their first day, as a share of the others' speed; it rises evenly until they are as fast
        [structural, default "100%"] starts_at: Share,
    }
}

record! {
    /// People who leave a team
    pub struct LeavingText {
        /// The first day on which they are no longer there
        [structural, required] date: Date,
        /// How many
        [structural, default 1i64] people: Count,
        /// The hours that they worked, by name
        [structural, required] hours: String,
    }
}
