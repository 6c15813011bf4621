//! Small worlds worked out by hand, with exact timelines.

mod absence;
mod boards;
mod clocks;
mod consequences;
mod crews;
mod fates;
mod limits;
mod on_call;
mod reviews;
mod shifts;
#[path = "../support/mod.rs"]
mod support;
mod ties;
mod timeline;
