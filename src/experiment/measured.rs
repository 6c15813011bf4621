//! Measured figures, and where they are kept.

use serde::{Deserialize, Serialize};

use crate::measures::figures::Better;
use crate::measures::reading::Reading;

/// A figure with what each replication told of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// What is measured.
    pub measure: String,
    /// By what.
    pub by: String,
    /// Of which.
    pub name: String,
    /// Which statistic.
    pub statistic: String,
    /// Unit.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// What the replications told.
    pub reading: Reading,
}

impl Measured {
    /// Whether both are the same figure.
    pub fn is_same(&self, other: &Measured) -> bool {
        (&self.measure, &self.by, &self.name, &self.statistic)
            == (&other.measure, &other.by, &other.name, &other.statistic)
    }
}

/// Adds what later replications of the same contender told; figures that only one of them has stay as they are.
pub fn append(measured: &mut Vec<Measured>, later: Vec<Measured>) {
    if measured.is_empty() {
        *measured = later;
        return;
    }
    for more in later {
        if let Some(figure) = measured.iter_mut().find(|figure| figure.is_same(&more)) {
            figure.reading.append(more.reading);
        }
    }
}

/// What was measured before. What is kept under a key is always the same, so that forgetting costs time and nothing else.
pub trait Memory {
    /// What was kept under this key.
    fn recall(&self, key: &str) -> Option<Vec<Measured>>;
    /// Keeps it.
    fn keep(&mut self, key: &str, measured: &[Measured]);
}

/// Remembers nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Forgetful;

impl Memory for Forgetful {
    fn recall(&self, _: &str) -> Option<Vec<Measured>> {
        None
    }

    fn keep(&mut self, _: &str, _: &[Measured]) {}
}
