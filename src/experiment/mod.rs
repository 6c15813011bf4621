//! Experiments: models run many times.

mod advice;
mod break_even;
mod comparison;
mod forecast;
mod front;
mod levers;
mod measured;
mod observed;
mod prepared;
mod replications;
mod sensitivity;
mod sequential;
mod staffing;
mod sweep;
mod trials;
mod warm_up;
mod watched;
mod workshop;

pub use advice::{AdviceQuestion, advise};
pub use break_even::{BreakEvenQuestion, NoBreakEven, Sides, break_even, settled};
pub use comparison::{Candidate, compare};
pub use forecast::{Forecast, forecast};
pub use levers::{Lever, OpenToday, levers, path as override_path};
pub use observed::{Observed, observe};
pub use replications::{Means, Progress, Running, one, run};
pub use sensitivity::{Changes, Movable, Question, Sample, Uncertain, sensitivity};
pub use staffing::{Floor, Question as StaffingQuestion, staff};
pub use sweep::{Point, sweep};
pub use trials::{Contender, Description, Forgetful, Measured, Memory, Trial, Wanted, append, measure};
pub use workshop::{Unfit, Workshop};
