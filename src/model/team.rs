//! Teams: people by shift, absence, other duties, on call, cost.

use super::{CalendarId, Distribution, Limit, Selector, TeamId};
use crate::time::{Instant, Span};

/// People who share a queue.
#[derive(Clone, Debug)]
pub struct Team {
    /// Its name.
    pub name: String,
    /// Who is on the roster when.
    pub shifts: Vec<Shift>,
    /// Probability that a person is absent, drawn for each person and shift-start date.
    pub absence: f64,
    /// Mean length of a spell of absence in days of work; none where each day is drawn on its own.
    pub spell: Option<f64>,
    /// Share of each person's shift that goes to other duties, in blocks at random moments.
    pub other_duties: f64,
    /// Who can be called while no regular member is on shift.
    pub on_call: Option<OnCall>,
    /// How long an item is on its way to it from a step of another team, where the step does not say, in milliseconds.
    pub handoff: Option<Distribution>,
    /// How many items may be in its steps at once; any number where there is none.
    pub limit: Option<Limit>,
    /// Which waiting item is next.
    pub queue: Discipline,
    /// By priority, whether it interrupts less urgent work where nobody is free.
    pub preempts: Vec<bool>,
    /// Touch time that an interruption adds to the work that it interrupts.
    pub resumption: Span,
    /// By priority, what becomes of work at the end of a shift.
    pub at_shift_end: Vec<AtShiftEnd>,
    /// Where [`AtShiftEnd::HandOver`] leads; there wherever any priority is handed over.
    pub hand_over: Option<HandOver>,
    /// Teams whose work its people take too, in this order.
    pub also_works_for: Vec<TeamId>,
    /// Cost of an hour of one person, in the scenario's currency; none where it is not stated.
    pub hourly_cost: Option<f64>,
    /// How many times as much an hour off the roster costs.
    pub overtime_factor: f64,
    /// Which hours cost money.
    pub paid: Paid,
}

/// People who work the same hours.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// Their hours.
    pub calendar: CalendarId,
    /// How many.
    pub people: u32,
    /// How many of them are there, the first by number, where the others come and go with changes that the run makes itself.
    pub present: Option<u32>,
    /// When they join; they are there from the start where this is [`Instant::START`].
    pub from: Instant,
    /// When they leave, if they do.
    pub until: Option<Instant>,
    /// Stretches in between in which they are not there, in order.
    pub gaps: Vec<(Instant, Instant)>,
    /// How they get up to speed.
    pub ramp_up: Option<RampUp>,
}

/// How somebody who joins gets up to speed: evenly from a first speed to that of the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RampUp {
    /// How long it takes.
    pub takes: Span,
    /// Speed on the first day as a share of the others', above 0.
    pub starts_at: f64,
}

/// Which waiting item is next.
#[derive(Clone, Debug, PartialEq)]
pub enum Discipline {
    /// The most urgent priority; within one, first come, first served.
    Priority,
    /// First come, first served.
    Fifo,
    /// Last come, first served.
    Lifo,
    /// The item whose first promise falls due first.
    Due,
    /// The item with the least touch time.
    Shortest,
    /// Any, each with the same probability.
    Random,
    /// The item with the most weight, by priority, for an hour of touch time.
    Weighted(Vec<f64>),
    /// As by priority, but waiting this much longer makes up for one priority.
    Ageing(Span),
}

/// What becomes of work at the end of a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtShiftEnd {
    /// It goes to the front of its class; anyone of the team resumes it.
    Pause,
    /// It is finished in overtime.
    Finish,
    /// Another team goes on with it.
    HandOver,
}

/// To whom work is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// The team that goes on with it.
    pub to: TeamId,
    /// Touch time that it takes those who go on.
    pub takes: Span,
}

/// People who can be called out.
#[derive(Clone, Debug, PartialEq)]
pub struct OnCall {
    /// When they can be called.
    pub calendar: CalendarId,
    /// How many.
    pub people: u32,
    /// For which items.
    pub only: Selector,
    /// From the call to the start of work.
    pub call_out: Span,
    /// What each of them costs for an hour in which they can be called and nobody of the team is on the roster.
    pub standby_per_hour: Option<f64>,
}

/// Which hours of a team cost money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paid {
    /// Every rostered hour, and every hour on call-out.
    ForRoster,
    /// Only hours of work.
    ForTimeUsed,
}
