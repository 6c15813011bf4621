//! Experiments: models run many times.

mod comparison;
mod forecast;
mod replications;
mod sequential;
mod warm_up;

pub use comparison::{Candidate, compare};
pub use forecast::{Forecast, forecast};
pub use replications::{Means, Progress, Running, one, run};
