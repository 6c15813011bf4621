//! Small worlds worked out by hand, with exact timelines.

mod absence;
mod backlogs;
mod boards;
mod branches;
mod calendars;
mod calls;
mod capacity;
mod clocks;
mod consequences;
mod crews;
mod fates;
mod handoffs;
mod holding;
mod joiners;
mod limits;
mod misrouting;
mod on_call;
mod overflow;
mod patience;
mod preemption;
mod queues;
mod reopening;
mod reviews;
mod routing;
mod schedules;
mod sharing;
mod shift_ends;
mod shifts;
mod shocks;
mod structure;
#[path = "../support/mod.rs"]
mod support;
mod ties;
mod timeline;
mod waits;
mod wrong_priorities;
