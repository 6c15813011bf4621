//! Experiments: models run many times.

mod comparison;
mod forecast;
mod replications;

pub use comparison::{Candidate, compare};
pub use forecast::{Forecast, forecast};
pub use replications::{Means, Progress, one, run};
