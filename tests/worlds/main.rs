//! Small worlds worked out by hand, with exact timelines.

mod absence;
mod backlogs;
mod boards;
mod calendars;
mod clocks;
mod consequences;
mod crews;
mod fates;
mod on_call;
mod reviews;
mod schedules;
mod shifts;
#[path = "../support/mod.rs"]
mod support;
mod ties;
mod timeline;
mod wrong_priorities;
