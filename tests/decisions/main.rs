//! What decisions rest on: many candidates measured side by side.

#[path = "../support/mod.rs"]
mod support;

mod advise;
mod break_even;
#[path = "../support/coverage.rs"]
mod coverage;
mod desk;
mod intervals;
mod levers;
mod pairing;
mod sensitivity;
mod staff;
mod staff_command;
mod sweep;
mod trials;
