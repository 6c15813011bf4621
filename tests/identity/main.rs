//! What must not change a single bit: behaviour from version to version, and a scenario by a mechanism that cannot matter in it.

mod fingerprints;
mod heard;
mod neutral;
#[path = "../support/mod.rs"]
mod support;
