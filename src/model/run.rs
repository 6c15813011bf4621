//! How a model is run: what is counted, how often, and when it is enough.

use super::{Aspect, DemandId, TeamId};
use crate::time::{Instant, Span};

/// How a model is run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunPlan {
    /// Simulated before counting begins; zero or more.
    pub warm_up: Span,
    /// Whether a pilot decides the warm-up; `warm_up` is zero until it has.
    pub automatic_warm_up: bool,
    /// The counted window, after the warm-up; above zero.
    pub counted: Span,
    /// Monte Carlo replications, at least 1; the most of them where `precision` decides.
    pub replications: u32,
    /// How sure some figures are to be, where that decides how many replications there are.
    pub precision: Option<Precision>,
    /// Seed of every random number.
    pub seed: u64,
}

impl RunPlan {
    /// When counting begins.
    pub fn window_start(&self) -> Instant {
        Instant::START + self.warm_up
    }
    /// When the run ends.
    pub fn window_end(&self) -> Instant {
        Instant::START + self.warm_up + self.counted
    }
}

/// How sure some figures are to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Precision {
    /// Largest half width of their intervals.
    pub within: Within,
    /// Which figures; every one must be as sure.
    pub of: Vec<Aim>,
}

/// The largest half width of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Within {
    /// A part of the figure.
    Part(f64),
    /// So much of the figure's unit: a share, hours, items, money.
    Absolute(f64),
}

/// A figure to be sure of.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// As the scenario calls it.
    pub words: String,
    /// What it is.
    pub figure: AimedFigure,
}

/// Which figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AimedFigure {
    /// The share kept of a promise (index into the model's) and one of its deadlines.
    Kept(usize, Aspect),
    /// Lead time of a demand or all: a percentile, or the mean.
    LeadTime(Option<DemandId>, Option<f64>),
    /// Time to first touch of a demand or all: a percentile, or the mean.
    ResponseTime(Option<DemandId>, Option<f64>),
    /// Mean open items of a demand or all.
    Open(Option<DemandId>),
    /// Items of a demand, or all, completed in a week.
    Throughput(Option<DemandId>),
    /// Busy as a share of present hours.
    Utilisation(TeamId),
    /// Mean time in a team's queue, by visit.
    Queue(TeamId),
}
