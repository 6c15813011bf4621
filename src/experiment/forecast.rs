//! A forecast: one model compiled, run and summarised.

use super::replications::{self, Means};
use crate::engine::Program;
use crate::measures::{Gathered, Identity, Plan, Summary, summarise};
use crate::model::Model;

/// What a model comes to, with the numbers by replication, so that it can be paired with another's.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// Results, and how each figure is made.
    pub summary: Summary,
    /// What was gathered.
    pub gathered: Gathered,
}

/// Compiles a model, runs it and summarises what was gathered; none where it was stopped before the first replication.
pub fn forecast(model: &Model, identity: &Identity, means: &mut Means<'_>) -> Option<Forecast> {
    let program = Program::new(model);
    let plan = Plan::new(model, &program);
    let gathered = replications::run(model, &program, &plan, means);
    if gathered.replications() == 0 {
        return None;
    }
    let summary = summarise(model, &program, &plan, &gathered, identity);
    Some(Forecast { summary, gathered })
}
