//! The promises of a model as figures call them, before any run.

use super::promises::in_words;
use crate::engine::Program;
use crate::model::{Aspect, Model, Period};

/// A deadline that is promised.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// As figures call it: `p1`, `p1 respond`.
    pub name: String,
    /// The promise's own name.
    pub promise: String,
    /// From arrival to what.
    pub aspect: Aspect,
    /// In words.
    pub words: String,
    /// The share of items for which it is to be kept.
    pub target: f64,
    /// Over which periods it is judged.
    pub period: Period,
    /// Whole periods in a replication.
    pub periods: u32,
}

/// Every deadline that a model promises, in its order.
pub fn commitments(model: &Model) -> Vec<Commitment> {
    let program = Program::new(model);
    let one = |of: &crate::engine::program::Commitment| {
        let promise = &model.promises[of.promise as usize];
        let words = in_words(model, promise)
            .into_iter()
            .find(|(aspect, _)| *aspect == of.aspect);
        Commitment {
            name: match of.aspect {
                Aspect::Resolve => promise.name.clone(),
                Aspect::Respond => format!("{} respond", promise.name),
            },
            promise: promise.name.clone(),
            aspect: of.aspect,
            words: words.map(|(_, words)| words).unwrap_or_default(),
            target: promise.target,
            period: promise.judged,
            periods: of.periods.len().saturating_sub(1) as u32,
        }
    };
    program.commitments.iter().map(one).collect()
}
