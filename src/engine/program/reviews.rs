//! Periodic reviews and the gauges that they look at, compiled.

use super::commitments::Commitment;
use crate::model::{AimedFigure, Condition, Model, PeriodicReview};
use crate::time::Instant;

/// A figure of the past that the run itself looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gauge {
    /// Of the items of this demand; of all where there is none.
    pub demand: Option<u32>,
    /// What of them.
    pub of: GaugeOf,
}

/// What a gauge tells of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GaugeOf {
    /// The share kept of a commitment, among the items that fell due.
    Kept(u32),
    /// Lead time in ticks of the items that were completed: a percentile, or the mean.
    LeadTime(Option<f64>),
    /// Time to first touch in ticks of the items that were completed: a percentile, or the mean.
    ResponseTime(Option<f64>),
    /// Items completed in a week.
    Throughput,
    /// Mean number of open items.
    Open,
}

/// A periodic review, compiled.
#[derive(Clone, Debug)]
pub struct ReviewProgram {
    /// When it takes place.
    pub at: Vec<Instant>,
    /// What it looks at: index into the program's gauges.
    pub gauge: usize,
    /// Ticks of which it sees the figure.
    pub over: i64,
    /// Ticks that the figure is old.
    pub lag: i64,
    /// When it acts.
    pub acts: Condition,
    /// What it switches on.
    pub switch: Option<u32>,
    /// The improvement that it begins.
    pub begins: Option<u32>,
    /// Ticks from the decision until that holds.
    pub after: i64,
    /// Ticks for which it holds; for good where there is none.
    pub lasts: Option<i64>,
    /// The demand that it raises.
    pub raises: Option<u32>,
}

/// The reviews of a model, and the gauges for them.
pub(super) fn compile(model: &Model, commitments: &[Commitment]) -> (Vec<ReviewProgram>, Vec<Gauge>) {
    let mut gauges: Vec<Gauge> = Vec::new();
    let mut reviews = Vec::new();
    for review in &model.reviews {
        // Only what can be gauged is read.
        let Some(gauge) = gauge(review.figure, commitments) else {
            continue;
        };
        gauges.push(gauge);
        reviews.push(compile_review(review, gauges.len() - 1));
    }
    (reviews, gauges)
}

fn compile_review(review: &PeriodicReview, gauge: usize) -> ReviewProgram {
    ReviewProgram {
        at: review.at.clone(),
        gauge,
        over: review.over.ticks(),
        lag: review.lag.ticks(),
        acts: review.acts,
        switch: review.switch.map(|switch| switch as u32),
        begins: review.begins.map(|improvement| improvement as u32),
        after: review.after.ticks(),
        lasts: review.lasts.map(|lasts| lasts.ticks()),
        raises: review.raises.map(|demand| demand.0),
    }
}

/// How the run itself can see a figure; none where it cannot.
pub(super) fn gauge(figure: AimedFigure, commitments: &[Commitment]) -> Option<Gauge> {
    let all = |of| Some(Gauge { demand: None, of });
    let by = |demand: Option<crate::model::DemandId>, of| {
        let demand = demand.map(|demand| demand.0);
        Some(Gauge { demand, of })
    };
    match figure {
        AimedFigure::Kept(promise, aspect) => {
            let found = commitments
                .iter()
                .position(|one| one.promise as usize == promise && one.aspect == aspect)?;
            all(GaugeOf::Kept(found as u32))
        }
        AimedFigure::LeadTime(demand, percentile) => by(demand, GaugeOf::LeadTime(percentile)),
        AimedFigure::ResponseTime(demand, percentile) => by(demand, GaugeOf::ResponseTime(percentile)),
        AimedFigure::Open(demand) => by(demand, GaugeOf::Open),
        AimedFigure::Throughput(demand) => by(demand, GaugeOf::Throughput),
        AimedFigure::Utilisation(_) | AimedFigure::Queue(_) => None,
    }
}
