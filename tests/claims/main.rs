//! What the shipped scenarios claim, tested within the intervals of their own runs.

mod branch_offices;
mod compared;
mod failure_demand;
mod follow_the_sun;
mod governance_tiers;
mod improvement;
mod large_enterprise;
mod lessons;
mod major_outage;
mod monday_morning;
mod new_application;
mod self_service;
mod starting_backlog;
#[path = "../support/mod.rs"]
mod support;
mod two_queues_or_one;
mod vendor_bounce;
mod warehouse_wifi;
