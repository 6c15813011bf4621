//! Statistics of results over replications: numbers in, numbers out.
//!
//! This module knows nothing of time, models or the engine; a tick is an integer and a series is a slice. The unit of
//! evidence is the *replication*: items inside one replication share its luck, so they are never counted as independent.
//!
//! * [`design`]: at which inputs to look;
//! * [`feasibility`]: whether a share reaches a target, by as few replications as tell it;
//! * [`screening`]: what moves a figure, and where its variance comes from;
//! * [`histogram`]: distributions of many values, as integer counts that merge in any order;
//! * [`interval`]: intervals of means, of shares of independent trials, and of percentiles of independent values;
//! * [`ratio`]: means per item and shares of items, and their differences between two variants;
//! * [`quantile`]: percentiles of the pooled distribution of items;
//! * [`sequential`]: when there are enough replications;
//! * [`series`]: trends, and bands across replications;
//! * [`warm_up`]: how much of a steady-state run to leave out;
//! * [`rounding`]: how many digits to show people.
//!
//! The confidence level is always a parameter between 0 and 1, for instance 0.95. What the data cannot support is `None`.

pub mod design;
pub mod feasibility;
pub mod histogram;
pub mod interval;
pub mod quantile;
pub mod ratio;
pub mod rounding;
pub mod screening;
pub mod sequential;
pub mod series;
pub mod warm_up;

pub use histogram::Histogram;
pub use interval::{Estimate, PointEstimate};
pub use ratio::PairedDifference;
pub use warm_up::Truncation;
