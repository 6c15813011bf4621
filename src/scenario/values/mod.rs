//! What fields hold: each value reads itself, reports its faults and tells its schema.

pub mod distribution;
pub mod limit;
pub mod mix;
pub mod plain;
pub mod staffing;
pub mod step;
pub mod tables;
pub mod time;
pub mod week;
pub mod words;

pub use distribution::{CountDistribution, DurationDistribution};
pub use limit::LimitText;
pub use mix::{ByValue, Mix, Split};
pub use plain::{Count, Money, Number, Seed, Share};
pub use staffing::{Absence, AtShiftEndText, QueueText};
pub use step::StopsClock;
pub use tables::{ByName, Changes, Enters, Listed, Raises, Roster, SelectorText};
pub use time::{Deadline, Lead, LocalTimes, Zone};
pub use week::{Meetings, Week};
pub use words::OneOf;
