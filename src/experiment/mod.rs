//! Experiments: models run many times.

mod replications;

pub use replications::{Progress, Watch, one, run};
