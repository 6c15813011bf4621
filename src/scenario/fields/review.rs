//! Periodic reviews.

use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{Changes, Count, Level, Schedule};
use crate::time::Span;

record! {
    /// A review that looks at a figure again and again, and acts on it
    pub struct ReviewText {
        /// When it takes place
        [structural, required] on: Schedule,
        /// Which of these occasions count: 4 stands for each fourth one
        [structural, default 1i64] each: Count,
        /// What it looks at: a promise, or a measure of what is demanded
        [structural, required] looks_at: String,
        /// The stretch of time of which it sees the figure
        [structural, required] over: Span,
        /// How old the figure is: how long before the review that stretch ended
        [structural, default "0h"] lag: Span,
        /// When it acts
        [structural, required] when: ConditionText,
        /// What it then changes, written as in a variant
        [structural, optional] then: Changes,
        /// The improvement that it then begins, where that has not begun yet
        [structural, optional] begins: String,
        /// From the decision until that holds
        [structural, default "0h"] after: Span,
        /// How long it then holds; for good where it is left out. A review that acts again lets it last as long again
        [structural, optional] lasts: Span,
        /// Demand of which each review raises an item: the work that it makes
        [structural, optional] raises: String,
    }
}

record! {
    /// What a figure must be
    pub struct ConditionText {
        /// Less than this
        [structural, optional] below: Level,
        /// More than this
        [structural, optional] above: Level,
    }
}
