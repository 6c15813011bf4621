//! What the shipped scenarios claim, tested within the intervals of their own runs.

mod comparison;
mod follow_the_sun;
mod monday_morning;
mod starting_backlog;
#[path = "../support/mod.rs"]
mod support;
mod two_queues_or_one;
