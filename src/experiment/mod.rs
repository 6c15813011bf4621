//! Experiments: models run many times.

mod comparison;
mod forecast;
mod observed;
mod replications;
mod sequential;
mod staffing;
mod trials;
mod warm_up;
mod workshop;

pub use comparison::{Candidate, compare};
pub use forecast::{Forecast, forecast};
pub use observed::{Observed, observe};
pub use replications::{Means, Progress, Running, one, run};
pub use staffing::{Floor, Question as StaffingQuestion, staff};
pub use trials::{Contender, Description, Forgetful, Measured, Memory, Trial, Wanted, append, measure};
pub use workshop::{Unfit, Workshop};
