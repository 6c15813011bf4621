//! Exact results of queueing theory, and published ones, against the whole way from scenario text to figures.
//!
//! The rule of every case: |estimate − expected| ≤ 4·SE + bias·|expected| and SE ≤ rel_se·|expected|, with SE from at least 20
//! independent replications. A case's unit of time is a minute here, whatever the source calls it, so that long runs in
//! that unit stay short on the calendar.

mod channels;
mod days;
mod demand;
mod disciplines;
mod faults;
mod gathering;
mod general_service;
mod harness;
mod identities;
mod limits;
mod markov;
mod networks;
mod overload;
mod patience;
mod priorities;
mod references;
mod renewal_arrivals;
mod run_length;
mod staffing;

mod supply;
#[path = "../support/mod.rs"]
mod support;
mod terminating;
mod traces;
mod twins;
mod warm_up;
