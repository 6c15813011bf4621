//! A moment as it is told.

use jiff::Zoned;
use serde::{Serialize, Serializer};

use crate::time::Instant;

/// A moment, with its local time in the scenario's zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// On the simulation clock.
    pub at: Instant,
    /// On the wall.
    pub local: Zoned,
}

impl Moment {
    /// Local time with milliseconds and offset: `2027-01-12T14:05:00.000+00:00`.
    pub fn with_offset(&self) -> String {
        self.local.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.with_offset())
    }
}
