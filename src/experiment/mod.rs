//! Experiments: models run many times.

mod comparison;
mod replications;

pub use comparison::compare;
pub use replications::{Progress, Watch, one, run};
