//! Measures: what is counted in a replication, how replications are gathered, and what each figure means.

pub mod aims;
mod assumptions;
mod attendance;
pub mod backlog;
pub mod figures;
mod flow;
mod gathered;
mod gathering;
mod governance;
pub mod groups;
mod identity;
mod improvements;
mod judgement;
pub mod layout;
mod ledgers;
mod outages;
mod outcome;
mod overload;
mod people;
mod price;
pub mod promises;
pub mod reading;
mod reviews;
mod shelves;
mod standing;
mod summary;
mod supply;
mod tally;
mod worth;

pub use gathered::{Gathered, Scalars, Shared};
pub use identity::{Ceiling, Identity, Load};
pub use summary::{CONFIDENCE, Summary, about, summarise};
pub use tally::{Age, HOURS, Outcome, Plan, Tally};
