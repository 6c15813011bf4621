//! Inputs that are nearly scenarios, and what is tried with them: shared by `tests/fuzz.rs` and the targets in `fuzz/`.

pub mod inputs;
pub mod mutation;
#[path = "../properties/organisations.rs"]
pub mod organisations;
pub mod trial;
