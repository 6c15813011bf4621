//! Theory beside results: closed forms, where their assumptions hold, against what the runs came to.
//!
//! * [`erlang`]: Erlang B, C and A;
//! * [`queues`]: one server with general service (Pollaczek–Khinchine), a bound (Kingman), an approximation for several
//!   servers (Allen–Cunneen);
//! * [`priorities`]: Cobham's waits by priority;
//! * [`finite`]: finite room and finite sources;
//! * [`drain`]: how long a backlog takes.
//!
//! Rates and times are in one unit of time of the caller's. What a formula does not cover is `None`.

pub mod drain;
pub mod erlang;
pub mod finite;
mod mechanisms;
pub mod priorities;
mod promised;
pub mod queues;
mod station;
mod twins;
mod waits;

pub use promised::kept;
pub use twins::{disagreements, twins};
