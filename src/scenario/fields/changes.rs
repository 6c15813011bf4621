//! Changes: of structure, and while a run goes on.

use crate::scenario::catalogue::Placed;
use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{Changes, Moment};
use crate::time::Span;

record! {
    /// Something that changes while the run goes on
    pub struct ShockText {
        /// When it begins: a date, or a local date and time
        [structural, required] from: Moment,
        /// How long it lasts; for good where it is left out
        [structural, optional] lasts: Span,
        /// What is different then, written as in a variant
        [structural, required] changes: Changes,
    }
}

record! {
    /// Teams that become one
    pub struct MergeText {
        /// Those that are merged
        [structural, required] teams: Vec<Placed<String>>,
        /// What they are called together: one of them, or a new name
        [structural, required] into: String,
    }
}
