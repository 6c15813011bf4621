//! What happens before people have anything to do with an item: users help themselves, and nobody has noticed yet.

use super::{Choice, DemandId, Distribution};

/// Users who try to help themselves before they ask anybody.
#[derive(Clone, Debug, PartialEq)]
pub struct SelfService {
    /// Probability that whoever needs something tries.
    pub tries: Choice<f64>,
    /// Probability that an attempt succeeds.
    pub succeeds: Choice<f64>,
    /// The knowledge with which failures become fewer, as an index into the model's.
    pub learns_from: Option<usize>,
    /// How long an attempt takes the user, in milliseconds.
    pub takes: Distribution,
    /// Probability that a user whose attempt has failed asks somebody.
    pub comes_back: f64,
    /// How much later, in milliseconds.
    pub after: Distribution,
    /// The demand as whose item they come; the same where there is none.
    pub comes_back_as: Option<DemandId>,
    /// Whether promises count from the attempt on, and for what succeeds, too.
    pub clock_from_attempt: bool,
}

/// When somebody notices that an item is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Detection {
    /// How long after it has come, in milliseconds; never by itself where there is none.
    pub after: Option<Choice<Distribution>>,
    /// Whether the first call about it is noticed.
    pub first_call: Choice<bool>,
}

/// An announcement about an open item, after which fewer people call about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Announcement {
    /// How long after the item has been noticed it is made, in milliseconds; when a step ends that makes it where there is none.
    pub after: Option<Distribution>,
    /// Probability that who would call reads it and does not.
    pub stops: f64,
}
