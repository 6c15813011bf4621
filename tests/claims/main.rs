//! What the shipped scenarios claim, tested within the intervals of their own runs.

mod compared;
mod major_outage;
mod monday_morning;
mod starting_backlog;
#[path = "../support/mod.rs"]
mod support;
mod vendor_bounce;
mod warehouse_wifi;
