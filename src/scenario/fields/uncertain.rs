//! What nobody has measured.

use super::{change, field_default, field_key, record};
use crate::scenario::values::{Amount, Share};

record! {
    /// Between what and what a value lies that nobody has measured
    pub struct UncertainText {
        /// The least that it may be
        [structural, optional] low: Amount,
        /// The most that it may be
        [structural, optional] high: Amount,
        /// What it most likely is; where it is left out, all between are as likely
        [structural, optional] likely: Amount,
        /// Instead of both ends: how far it may lie to both sides of what is written, as a part of that
        [structural, optional] within: Share,
    }
}
