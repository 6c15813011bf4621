//! Faults: what causes incidents until it is removed.

use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{Count, Number, SelectorText, Share};

record! {
    /// A sort of faults, each of which causes items until it is removed
    pub struct FaultText {
        /// How many of them are there at the start
        [structural, default 0i64] open: Count,
        /// How many new ones a week come by themselves, on average and at random
        [live, default 0i64] new_per_week: Number,
        /// The demand that each of them raises, such as `incident`
        [structural, required] raises: String,
        /// How many of those a standard week, from each fault that is open, on average and at random
        [live, required] per_week: Number,
        /// The hours in which they come
        [structural, default "always"] hours: String,
        /// Attribute values that they always have, such as { priority = "P2" }; the others are drawn
        [structural, default ()] always: SelectorText,
        /// What part of its effort an item takes that comes once a workaround is known for its fault
        [live, default "100%"] effort_once_known: Share,
        /// When somebody is asked to look for the fault; never where it is left out
        [structural, optional] found: FoundText,
    }
}

record! {
    /// When somebody is asked to look for a fault
    pub struct FoundText {
        /// Once the fault has caused so many items, and after so many more if nobody looks for it any longer
        [live, required] after: Count,
        /// The demand that is raised then, such as `problem`
        [structural, required] raises: String,
    }
}
