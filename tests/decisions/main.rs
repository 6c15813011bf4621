//! What decisions rest on: many candidates measured side by side.

#[path = "../support/mod.rs"]
mod support;

mod desk;
mod sensitivity;
mod sweep;
mod trials;
