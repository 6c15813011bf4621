//! Programs specialised by hand to one model each, against which the engine is measured.

mod calendar;
mod heap;
pub mod luck;
pub mod mmc;
pub mod network;
mod network_constants;
mod network_tables;
mod tally;
mod tournament;
mod ziggurat;

pub use calendar::PLACES;
pub use heap::Heap;
pub use tournament::Tournament;

/// What one run found.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// Arrivals and completions of service.
    pub events: u64,
    /// Customers served.
    pub customers: u64,
    /// Mean time from arrival to leaving, in hours.
    pub lead_time_mean: f64,
    /// Standard deviation of that time, in hours.
    pub lead_time_deviation: f64,
    /// Time worked divided by time staffed, over all servers.
    pub utilisation: f64,
}
