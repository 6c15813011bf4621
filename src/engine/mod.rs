//! The engine: a model compiled to flat tables, and the loop that runs one replication of it.
//!
//! It knows no scenario text, no statistics, no results and no report; it reads no file and no wall clock, and once a model
//! compiles, running it cannot fail. What it does is told to an [`Observer`](crate::observation::Observer).

mod agenda;
mod approvals;
mod flow;
pub mod program;
mod limits;
mod queues;
mod replication;
pub mod sampler;
mod sources;
mod staffing;
pub mod streams;
mod work;
mod world;

pub use program::Program;
pub use world::World;
