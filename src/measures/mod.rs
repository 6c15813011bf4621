//! Measures: what is counted in a replication, how replications are gathered, and what each figure means.

mod gathered;
pub mod layout;
mod tally;

pub use gathered::Gathered;
pub use tally::{Age, HOURS, Outcome, PART_ORDER, Plan, Tally};
