//! What decisions rest on: many candidates measured side by side.

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/coverage.rs"]
mod coverage;
mod desk;
mod intervals;
mod pairing;
mod staff;
mod staff_command;
mod trials;
