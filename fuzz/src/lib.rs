//! What the targets share.

pub mod bytes;
#[path = "../../tests/fuzzing/mod.rs"]
pub mod fuzzing;
