//! Faults: defects that cause items again and again, until somebody removes them.

use super::{AttributeId, CalendarId, DemandId, ValueId};

/// A sort of faults: all that belong to it are alike, and each of them causes items of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Its name.
    pub name: String,
    /// How many are open when the scenario starts.
    pub open: u32,
    /// How many new ones a week come by themselves on average, at random moments.
    pub new_per_week: f64,
    /// What each of them causes.
    pub raises: DemandId,
    /// How many of those a standard week, from each open fault, at random.
    pub per_week: f64,
    /// The hours in which they come.
    pub hours: CalendarId,
    /// Attribute values that they always have.
    pub values: Vec<(AttributeId, ValueId)>,
    /// What part of their efforts they take once a workaround is known for their fault; above 0.
    pub effort_once_known: f64,
    /// When it is found.
    pub found: Option<Found>,
}

/// When somebody is asked to look for a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Once it has caused so many items since it was last asked for; at least 1.
    pub after: u32,
    /// What is raised: the problem.
    pub raises: DemandId,
}
