//! The improvement register, and capabilities that work brings about.

use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{Changes, Count, Moment, Number, Share};
use crate::time::Span;

record! {
    /// An entry of the improvement register
    pub struct ImprovementText {
        /// What it is to mend, in words
        [structural, optional] issue: String,
        /// When its work begins: a date, or a local date and time. A review may begin it instead
        [structural, optional] from: Moment,
        /// The demand of which its work consists
        [structural, required] work: String,
        /// How many items of it; what it changes is taken up when all of them have ended
        [structural, default 1i64] items: Count,
        /// What it changes, written as in a variant
        [structural, required] changes: Changes,
        /// How that is taken up; at once where it is left out
        [structural, default ()] adoption: AdoptionText,
        /// How it is judged; it is kept where this is left out
        [structural, optional] judged: JudgedText,
    }
}

record! {
    /// How a change is taken up: evenly, day by day
    pub struct AdoptionText {
        /// How long it takes
        [structural, default "0 days"] takes: Span,
        /// How much of it is taken up in the end
        [structural, default "100%"] up_to: Share,
    }
}

record! {
    /// How an improvement is judged: by a figure before its work began, and some time after it was taken up
    pub struct JudgedText {
        /// The figure: a promise, or a measure of what is demanded
        [structural, required] by: String,
        /// How long after its changes begin to be taken up
        [structural, required] after: Span,
        /// The stretches of time of which the figure is seen, before and after
        [structural, required] over: Span,
        /// It is kept where the figure is better by this part of what it was
        [structural, default "0%"] keep_if_better_by: Share,
        /// How much better it is expected to be, as a part of what it was
        [structural, optional] expected: Share,
    }
}

record! {
    /// What a step brings about when it ends: changes that hold from then on
    pub struct CapabilityText {
        /// What it changes, written as in a variant
        [structural, required] changes: Changes,
        /// How that is taken up; at once where it is left out
        [structural, default ()] adoption: AdoptionText,
        /// What people ask because it is new
        [structural, optional] asks: AsksText,
    }
}

record! {
    /// Questions about what is new: many at first, then fewer, then none
    pub struct AsksText {
        /// The demand that is raised
        [structural, required] raises: String,
        /// How many a week on average, at random, when it is new
        [structural, required] per_week: Number,
        /// In what time they fade, evenly, until there are none
        [structural, required] fade_over: Span,
        /// The hours in which people ask
        [structural, default "always"] hours: String,
    }
}
