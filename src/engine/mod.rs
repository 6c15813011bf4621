//! The engine: a model compiled to flat tables, and the loop that runs one replication of it.
//!
//! It knows no scenario text, no statistics, no results and no report; it reads no file and no wall clock, and once a model
//! compiles, running it cannot fail. What it does is told to an [`Observer`](crate::observation::Observer).

mod agenda;
mod approvals;
mod audits;
mod automation;
mod batch;
mod batch_members;
mod batches;
mod board;
mod bonds;
mod branches;
mod bypass;
mod causes;
mod closed;
mod corrections;
mod crews;
mod cycles;
mod detection;
mod escalations;
mod failures;
mod faults;
mod flow;
mod freezes;
mod gates;
mod gauges;
mod improvements;
mod increments;
mod items;
mod knowledge;
mod leaving;
mod limits;
mod meetings;
mod outside;
mod overriding;
mod preemption;
pub mod program;
mod queues;
mod ranking;
mod reopening;
mod replication;
mod rerouting;
mod reviews;
pub mod sampler;
mod self_service;
mod sharing;
mod shift_ends;
mod sources;
mod specials;
mod staffing;
mod stocks;
pub mod streams;
mod switches;
mod timers;
mod trains;
mod visits;
mod withdrawal;
mod work;
mod world;

pub use program::Program;
pub use world::World;
