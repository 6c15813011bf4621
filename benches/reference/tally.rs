//! The only measures of a reference program.

use super::Answer;

/// Sums over the customers who have left.
#[derive(Default)]
pub struct Tally {
    /// Arrivals and completions of service so far.
    pub events: u64,
    /// Customers who have left.
    pub gone: u64,
    sum: f64,
    squares: f64,
}

impl Tally {
    /// A customer leaves after this many hours.
    #[inline(always)]
    pub fn leave(&mut self, hours: f64) {
        self.gone += 1;
        self.sum += hours;
        self.squares += hours * hours;
    }

    /// The answer of a run in which `worked` of `staffed` server hours were worked.
    pub fn answer(&self, worked: f64, staffed: f64) -> Answer {
        let customers = self.gone as f64;
        let mean = self.sum / customers;
        Answer {
            events: self.events,
            customers: self.gone,
            lead_time_mean: mean,
            lead_time_deviation: (self.squares / customers - mean * mean).sqrt(),
            utilisation: worked / staffed,
        }
    }
}
