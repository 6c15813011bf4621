//! What decisions rest on: many candidates measured side by side.

#[path = "../support/mod.rs"]
mod support;

mod advise;
mod break_even;
mod desk;
mod levers;
mod trials;
