//! Outcomes of replications, gathered: scalars by replication, distributions as integer histograms.
//!
//! Distributions are integer counts, so that threads may add to them in any order; scalars are kept by the number of their
//! replication, so that floating sums are made in one order.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::tally::{HOURS, Outcome, Plan};
use crate::engine::Program;
use crate::statistics::histogram::{BUCKETS, Histogram};

/// Replications are dealt in turn to this many sections, whose spread gives the intervals of percentiles.
const SECTIONS: usize = 30;
/// Numbers of this many replications lie side by side, so that one number is read from a few cache lines.
const LANES: usize = 32;

/// What a run's replications came to. It grows by the scalars of each replication only.
#[derive(Clone, Debug)]
pub struct Gathered {
    replications: u32,
    size: usize,
    demands: usize,
    samples: usize,
    /// Counts and sums: blocks of replications, in each of them number by number, replication by replication.
    numbers: Vec<Vec<f64>>,
    /// Open items, replication by replication: each sampling instant, each demand.
    open: Vec<u32>,
    /// Open faults, replication by replication: each sampling instant, each sort.
    open_faults: Vec<u32>,
    /// How many sorts of faults there are.
    sorts: usize,
    sections: Vec<Section>,
    pooled: Pooled,
}

/// The distributions of every thirtieth replication.
#[derive(Clone, Debug)]
struct Section {
    /// For each demand, ages of its open items at the end.
    ages_at_end: Vec<Histogram>,
    /// For each cohort.
    lead_times: Vec<Histogram>,
    response_times: Vec<Histogram>,
    /// For each route, where anybody asks for approval.
    approval_delays: Vec<Histogram>,
}

/// Sums over all replications.
#[derive(Clone, Debug, Default)]
struct Pooled {
    /// For each sampling instant, ages of all open items of all replications.
    ages: Vec<Histogram>,
    /// For each sampling instant: the sum of the ages of the oldest items, and in how many replications there was one.
    oldest: Vec<(i64, u32)>,
    busy: Vec<i64>,
    present: Vec<i64>,
}

/// What is kept of each replication by itself.
#[derive(Clone, Debug)]
pub struct Scalars {
    numbers: Vec<f64>,
    open: Vec<u32>,
    open_faults: Vec<u32>,
}

/// The distributions of a run while threads add to them. There is one copy, whatever the number of threads: neighbouring
/// replications belong to different sections, so that threads seldom wait for each other.
#[derive(Debug)]
pub struct Shared {
    sections: Vec<Mutex<Section>>,
    pooled: Mutex<Pooled>,
}

impl Shared {
    /// Adds the distributions of a replication, from any thread in any order; what is left of it is to be added to
    /// [`Gathered`] in the order of numbers.
    pub fn add(&self, number: u32, outcome: Outcome) -> Scalars {
        locked(&self.sections[number as usize % SECTIONS]).add(&outcome);
        locked(&self.pooled).add(&outcome);
        Scalars {
            numbers: outcome.numbers,
            open: outcome.open,
            open_faults: outcome.open_faults,
        }
    }
}

/// Counts are whole whoever held them last, so a thread that failed elsewhere spoils nothing here.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Section {
    fn new(cohorts: usize, demands: usize, routes: usize) -> Section {
        Section {
            ages_at_end: vec![Histogram::new(); demands],
            lead_times: vec![Histogram::new(); cohorts],
            response_times: vec![Histogram::new(); cohorts],
            approval_delays: vec![Histogram::new(); routes],
        }
    }

    fn add(&mut self, outcome: &Outcome) {
        for age in &outcome.ages_at_end {
            self.ages_at_end[age.demand as usize].record_buckets(&[age.bucket]);
        }
        merge(&mut self.lead_times, &outcome.lead_times);
        merge(&mut self.response_times, &outcome.response_times);
        merge(&mut self.approval_delays, &outcome.approval_delays);
    }
}

impl Pooled {
    fn add(&mut self, outcome: &Outcome) {
        let mut from = 0;
        for (histogram, &until) in self.ages.iter_mut().zip(&outcome.ages_until) {
            let until = (until as usize).max(from);
            histogram.record_buckets(&outcome.ages[from..until]);
            from = until;
        }
        for (sum, oldest) in self.oldest.iter_mut().zip(&outcome.oldest) {
            if let Some(oldest) = oldest {
                sum.0 += *oldest;
                sum.1 += 1;
            }
        }
        add(&mut self.busy, &outcome.busy);
        add(&mut self.present, &outcome.present);
    }
}

impl Gathered {
    /// Nothing yet.
    pub fn new(program: &Program, plan: &Plan) -> Gathered {
        let cohorts = plan.layout.cohort_demands.len();
        let demands = program.demands.len();
        Gathered {
            replications: 0,
            size: plan.layout.size,
            demands,
            samples: program.samples.len(),
            numbers: Vec::new(),
            open: Vec::new(),
            open_faults: Vec::new(),
            sorts: program.faults.len(),
            sections: vec![Section::new(cohorts, demands, plan.layout.delay_routes(program)); SECTIONS],
            pooled: Pooled {
                ages: vec![Histogram::new(); program.samples.len()],
                oldest: vec![(0, 0); program.samples.len()],
                busy: vec![0; program.teams.len() * HOURS],
                present: vec![0; program.teams.len() * HOURS],
            },
        }
    }

    /// Adds the next replication.
    pub fn add(&mut self, outcome: Outcome) {
        let section = self.replications as usize % SECTIONS;
        self.sections[section].add(&outcome);
        self.pooled.add(&outcome);
        self.add_scalars(&Scalars {
            numbers: outcome.numbers,
            open: outcome.open,
            open_faults: outcome.open_faults,
        });
    }

    /// Hands out the distributions, for threads to add to, until [`Gathered::unshare`] takes them back.
    pub fn share(&mut self) -> Shared {
        Shared {
            sections: std::mem::take(&mut self.sections).into_iter().map(Mutex::new).collect(),
            pooled: Mutex::new(std::mem::take(&mut self.pooled)),
        }
    }

    /// Takes the distributions back.
    pub fn unshare(&mut self, shared: Shared) {
        let sections = shared.sections.into_iter();
        self.sections = sections
            .map(|section| section.into_inner().unwrap_or_else(PoisonError::into_inner))
            .collect();
        self.pooled = shared.pooled.into_inner().unwrap_or_else(PoisonError::into_inner);
    }

    /// Adds what is kept of the next replication by itself.
    pub fn add_scalars(&mut self, scalars: &Scalars) {
        let lane = self.replications as usize % LANES;
        if lane == 0 {
            self.numbers.push(vec![0.0; self.size * LANES]);
        }
        if let Some(block) = self.numbers.last_mut() {
            for (numbers, &number) in block.chunks_exact_mut(LANES).zip(&scalars.numbers) {
                numbers[lane] = number;
            }
        }
        self.open.extend(&scalars.open);
        self.open_faults.extend(&scalars.open_faults);
        self.replications += 1;
    }

    /// How many replications there are.
    pub fn replications(&self) -> u32 {
        self.replications
    }

    /// One number of the layout: runs of neighbouring replications, in order.
    pub fn number(&self, index: usize) -> impl Iterator<Item = &[f64]> {
        let replications = self.replications as usize;
        self.numbers.iter().enumerate().map(move |(block, numbers)| {
            let lanes = (replications - block * LANES).min(LANES);
            &numbers[index * LANES..index * LANES + lanes]
        })
    }

    /// All numbers of the layout, by replication.
    pub fn rows(&self) -> impl Iterator<Item = Vec<f64>> {
        (0..self.replications as usize).map(|number| {
            let block = self.numbers[number / LANES].chunks_exact(LANES);
            block.map(|numbers| numbers[number % LANES]).collect()
        })
    }

    /// Open items at a sampling instant, by replication: of one demand, or all.
    pub fn open_at(&self, sample: usize, demand: Option<usize>) -> Vec<f64> {
        self.open
            .chunks_exact(self.samples * self.demands)
            .map(|open| {
                let row = &open[sample * self.demands..(sample + 1) * self.demands];
                match demand {
                    Some(demand) => f64::from(row[demand]),
                    None => row.iter().map(|&count| f64::from(count)).sum(),
                }
            })
            .collect()
    }

    /// Open faults of a sort at a sampling instant, by replication.
    pub fn open_faults_at(&self, sample: usize, sort: usize) -> Vec<f64> {
        let runs = self.open_faults.chunks_exact((self.samples * self.sorts).max(1));
        runs.map(|open| f64::from(open[sample * self.sorts + sort])).collect()
    }

    /// Ages in ticks of all open items at a sampling instant.
    pub fn ages(&self, sample: usize) -> &Histogram {
        &self.pooled.ages[sample]
    }

    /// Ages in ticks of the items of a demand (or all) that are open at the end, by section.
    pub fn ages_at_end(&self, demand: Option<usize>) -> Vec<Histogram> {
        self.together(|section| match demand {
            Some(demand) => std::slice::from_ref(&section.ages_at_end[demand]).iter(),
            None => section.ages_at_end.iter(),
        })
    }

    /// The mean over replications of the oldest open item's age in ticks; replications without one are left out.
    pub fn oldest(&self, sample: usize) -> Option<f64> {
        let (sum, count) = self.pooled.oldest[sample];
        (count > 0).then(|| sum as f64 / f64::from(count))
    }

    /// Lead times in ticks of some cohorts together, by section.
    pub fn lead_times(&self, cohorts: &[usize]) -> Vec<Histogram> {
        self.together(|section| cohorts.iter().map(|&cohort| &section.lead_times[cohort]))
    }

    /// Times to first touch in ticks of some cohorts together, by section.
    pub fn response_times(&self, cohorts: &[usize]) -> Vec<Histogram> {
        self.together(|section| cohorts.iter().map(|&cohort| &section.response_times[cohort]))
    }

    /// Delays in ticks of a route's decisions, by section.
    pub fn approval_delays(&self, route: usize) -> Vec<Histogram> {
        self.together(|section| section.approval_delays.get(route).into_iter())
    }

    /// Busy person-ticks of a team by hour of the week, all replications together.
    pub fn busy(&self, team: usize) -> &[i64] {
        &self.pooled.busy[team * HOURS..(team + 1) * HOURS]
    }

    /// Person-ticks present of a team by hour of the week, all replications together.
    pub fn present(&self, team: usize) -> &[i64] {
        &self.pooled.present[team * HOURS..(team + 1) * HOURS]
    }

    /// Some histograms of each section in one, by section.
    fn together<'a, I>(&'a self, of: impl Fn(&'a Section) -> I) -> Vec<Histogram>
    where
        I: Iterator<Item = &'a Histogram>,
    {
        let merged = |section| {
            let mut sum = Histogram::new();
            of(section).for_each(|histogram| sum.merge(histogram));
            sum
        };
        self.sections.iter().map(merged).collect()
    }
}

fn merge(cohorts: &mut [Histogram], counts: &[u32]) {
    for (cohort, counts) in cohorts.iter_mut().zip(counts.chunks_exact(BUCKETS)) {
        cohort.merge_counts(counts);
    }
}

fn add(sums: &mut [i64], more: &[i64]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}
