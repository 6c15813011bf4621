//! Small worlds worked out by hand, with exact timelines.

mod absence;
mod boards;
mod clocks;
mod consequences;
mod crews;
mod fates;
mod handoffs;
mod holding;
mod misrouting;
mod on_call;
mod overflow;
mod patience;
mod reopening;
mod reviews;
mod routing;
mod shifts;
#[path = "../support/mod.rs"]
mod support;
mod ties;
mod timeline;
mod waits;
