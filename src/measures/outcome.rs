//! What is measured of every program, and one replication in numbers.

use super::layout::Layout;
use super::outages::Services;
use super::worth::Price;
use crate::engine::Program;
use crate::model::{Kind, Model};
use crate::time::Instant;

/// Hours in a week.
pub const HOURS: usize = 168;

/// What is measured of every program, and where it stands.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Offsets of the counts and sums.
    pub layout: Layout,
    /// Local hours of the counted window: where each begins, and which hour of the week it is.
    pub hours: Vec<(Instant, u8)>,
    /// For each commitment, the share that is to be kept.
    pub targets: Vec<f64>,
    /// Services, and what items mean for them.
    pub services: Services,
    /// For each class, from which age on a completed item is late, and for how many ticks at most; empty where nothing costs.
    pub lateness: Vec<Option<(i64, i64)>>,
    /// Whether anything is paid for missed commitments.
    pub penalties: bool,
    /// What the items of each class are worth; empty where no demand is an opportunity or releases its value in increments.
    pub prices: Vec<Price>,
}

impl Plan {
    /// The plan for a model and the program it was compiled to.
    pub fn new(model: &Model, program: &Program) -> Plan {
        let opportunities: Vec<bool> = model
            .demands
            .iter()
            .map(|demand| demand.kind == Kind::Opportunity)
            .collect();
        Plan {
            layout: Layout::new(program, model.services.len(), &opportunities),
            hours: model.epoch.hour_boundaries(program.window_start, program.window_end),
            targets: program
                .commitments
                .iter()
                .map(|c| model.promises[c.promise as usize].target)
                .collect(),
            services: Services::new(model, program),
            lateness: super::worth::lateness(model, program),
            prices: super::opportunities::prices(model, program),
            penalties: model.promises.iter().any(|promise| promise.penalty_per_item.is_some()),
        }
    }
}

/// One replication in numbers.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Counts and sums, by [`Layout`]; ticks as they are.
    pub numbers: Vec<f64>,
    /// Open items: for each sampling instant, each demand.
    pub open: Vec<u32>,
    /// Open faults: for each sampling instant, each sort.
    pub open_faults: Vec<u32>,
    /// Ages of open items as histogram buckets, sampling instant by sampling instant.
    pub ages: Vec<u16>,
    /// For each sampling instant, how many ages there are up to and with it; 0 where it has none.
    pub ages_until: Vec<u32>,
    /// The ages at the end once more, by demand.
    pub ages_at_end: Vec<Age>,
    /// Age in ticks of the oldest open item at each sampling instant, where there is one.
    pub oldest: Vec<Option<i64>>,
    /// For each cohort, a histogram of lead times of completed items.
    pub lead_times: Vec<u32>,
    /// For each cohort, a histogram of times to first touch of completed items.
    pub response_times: Vec<u32>,
    /// For each route, a histogram of its delays; empty where nobody asks for approval.
    pub approval_delays: Vec<u32>,
    /// For each team and hour of the week, busy person-ticks.
    pub busy: Vec<i64>,
    /// For each team and hour of the week, person-ticks present.
    pub present: Vec<i64>,
}

/// The age of one item that is open at the end.
#[derive(Clone, Copy, Debug)]
pub struct Age {
    /// The demand.
    pub demand: u32,
    /// The histogram bucket.
    pub bucket: u16,
}
