//! What fields hold: each value reads itself, reports its faults and tells its schema.

pub mod course;
pub mod dates;
pub mod distribution;
pub mod level;
pub mod limit;
pub mod mix;
pub mod pattern;
pub mod plain;
pub mod precision;
pub mod recorded;
pub mod schedule;
pub mod staffing;
pub mod step;
pub mod tables;
pub mod time;
pub mod uses;
pub mod week;
pub mod words;

pub use course::{Growth, Season};
pub use dates::{Dates, OpenDates};
pub use distribution::{CountDistribution, DurationDistribution};
pub use level::Level;
pub use limit::LimitText;
pub use mix::{ByValue, Mix, MixText, Split};
pub use pattern::{AtSteps, ByDay, ByHourOfWeek, ByTime};
pub use plain::{Count, Money, Number, Seed, Share};
pub use precision::{HalfWidth, OneOrMore, WarmUp};
pub use recorded::{Replay, StartingPart, StartingText};
pub use schedule::Schedule;
pub use staffing::{Absence, AtShiftEndText, QueueText};
pub use step::{Next, StopsClock, TeamList, Ways};
pub use tables::{ByName, Changes, Enters, Listed, Raises, Roster, SelectorText, entries_of};
pub use time::{Deadline, Lead, LocalTimes, Moment, Zone};
pub use uses::Uses;
pub use week::{Meetings, Week};
pub use words::OneOf;
