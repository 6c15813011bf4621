//! Experiments: models run many times.

mod comparison;
mod forecast;
mod front;
mod observed;
mod replications;
mod sensitivity;
mod sequential;
mod sweep;
mod trials;
mod warm_up;
mod watched;
mod workshop;

pub use comparison::{Candidate, compare};
pub use forecast::{Forecast, forecast};
pub use observed::{Observed, observe};
pub use replications::{Means, Progress, Running, one, run};
pub use sensitivity::{Changes, Movable, Question, Sample, Uncertain, sensitivity};
pub use sweep::{Point, sweep};
pub use trials::{Contender, Description, Forgetful, Measured, Memory, Trial, Wanted, append, measure};
pub use workshop::{Unfit, Workshop};
