//! Measures: what is counted in a replication, how replications are gathered, and what each figure means.

pub mod figures;
mod flow;
mod gathered;
mod governance;
pub mod groups;
pub mod layout;
mod people;
pub mod promises;
mod summary;
mod tally;

pub use gathered::Gathered;
pub use summary::{CONFIDENCE, Ceiling, Identity, Summary, summarise};
pub use tally::{Age, HOURS, Outcome, PART_ORDER, Plan, Tally};
