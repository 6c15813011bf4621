//! What the shipped scenarios claim, tested within the intervals of their own runs.

mod major_outage;
#[path = "../support/mod.rs"]
mod support;
