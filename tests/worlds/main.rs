//! Small worlds worked out by hand, with exact timelines.

mod absence;
mod backlogs;
mod boards;
mod calendars;
mod capacity;
mod clocks;
mod consequences;
mod crews;
mod fates;
mod joiners;
mod on_call;
mod preemption;
mod queues;
mod reviews;
mod schedules;
mod sharing;
mod shift_ends;
mod shifts;
#[path = "../support/mod.rs"]
mod support;
mod ties;
mod timeline;
mod wrong_priorities;
