//! Outcomes of replications, gathered: scalars by replication, distributions as integer histograms.

use super::tally::{HOURS, Outcome, Plan};
use crate::engine::Program;
use crate::statistics::histogram::{BUCKETS, Histogram};

/// Replications are dealt in turn to this many sections, whose spread gives the intervals of percentiles.
const SECTIONS: usize = 30;

/// What a run's replications came to. It grows by the scalars of each replication only.
#[derive(Clone, Debug)]
pub struct Gathered {
    replications: u32,
    size: usize,
    demands: usize,
    samples: usize,
    /// Counts and sums, replication by replication.
    numbers: Vec<f64>,
    /// Open items, replication by replication: each sampling instant, each demand.
    open: Vec<u32>,
    /// For each sampling instant, ages of all open items of all replications.
    ages: Vec<Histogram>,
    /// For each demand, section by section, ages of its open items at the end.
    ages_at_end: Vec<Vec<Histogram>>,
    /// For each sampling instant: the sum of the ages of the oldest items, and in how many replications there was one.
    oldest: Vec<(f64, u32)>,
    /// Cohort by cohort, section by section.
    lead_times: Vec<Vec<Histogram>>,
    response_times: Vec<Vec<Histogram>>,
    busy: Vec<i64>,
    present: Vec<i64>,
}

impl Gathered {
    /// Nothing yet.
    pub fn new(program: &Program, plan: &Plan) -> Gathered {
        let cohorts = plan.layout.cohort_demands.len();
        let demands = program.demands.len();
        let sections = |count: usize| vec![vec![Histogram::new(); SECTIONS]; count];
        Gathered {
            replications: 0,
            size: plan.layout.size,
            demands,
            samples: program.samples.len(),
            numbers: Vec::new(),
            open: Vec::new(),
            ages: vec![Histogram::new(); program.samples.len()],
            ages_at_end: sections(demands),
            oldest: vec![(0.0, 0); program.samples.len()],
            lead_times: sections(cohorts),
            response_times: sections(cohorts),
            busy: vec![0; program.teams.len() * HOURS],
            present: vec![0; program.teams.len() * HOURS],
        }
    }

    /// Adds the next replication.
    pub fn add(&mut self, outcome: Outcome) {
        let section = self.replications as usize % SECTIONS;
        self.replications += 1;
        self.numbers.extend(&outcome.numbers);
        self.open.extend(&outcome.open);
        let mut from = 0;
        for (histogram, &until) in self.ages.iter_mut().zip(&outcome.ages_until) {
            let until = (until as usize).max(from);
            histogram.record_buckets(&outcome.ages[from..until]);
            from = until;
        }
        for age in &outcome.ages_at_end {
            self.ages_at_end[age.demand as usize][section].record_buckets(&[age.bucket]);
        }
        for (sum, oldest) in self.oldest.iter_mut().zip(&outcome.oldest) {
            if let Some(oldest) = oldest {
                sum.0 += *oldest as f64;
                sum.1 += 1;
            }
        }
        merge(&mut self.lead_times, section, &outcome.lead_times);
        merge(&mut self.response_times, section, &outcome.response_times);
        add(&mut self.busy, &outcome.busy);
        add(&mut self.present, &outcome.present);
    }

    /// How many replications there are.
    pub fn replications(&self) -> u32 {
        self.replications
    }

    /// One number of the layout, by replication.
    pub fn number(&self, index: usize) -> impl Iterator<Item = f64> + '_ {
        self.numbers.chunks_exact(self.size).map(move |numbers| numbers[index])
    }

    /// All numbers of the layout, by replication.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> + '_ {
        self.numbers.chunks_exact(self.size)
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

    /// Ages in ticks of all open items at a sampling instant.
    pub fn ages(&self, sample: usize) -> &Histogram {
        &self.ages[sample]
    }

    /// Ages in ticks of the items of a demand (or all) that are open at the end, by section.
    pub fn ages_at_end(&self, demand: Option<usize>) -> Vec<Histogram> {
        match demand {
            Some(demand) => self.ages_at_end[demand].clone(),
            None => together(self.ages_at_end.iter()),
        }
    }

    /// The mean over replications of the oldest open item's age in ticks; replications without one are left out.
    pub fn oldest(&self, sample: usize) -> Option<f64> {
        let (sum, count) = self.oldest[sample];
        (count > 0).then(|| sum / f64::from(count))
    }

    /// Lead times in ticks of some cohorts together, by section.
    pub fn lead_times(&self, cohorts: &[usize]) -> Vec<Histogram> {
        together(cohorts.iter().map(|&cohort| &self.lead_times[cohort]))
    }

    /// Times to first touch in ticks of some cohorts together, by section.
    pub fn response_times(&self, cohorts: &[usize]) -> Vec<Histogram> {
        together(cohorts.iter().map(|&cohort| &self.response_times[cohort]))
    }

    /// Busy person-ticks of a team by hour of the week, all replications together.
    pub fn busy(&self, team: usize) -> &[i64] {
        &self.busy[team * HOURS..(team + 1) * HOURS]
    }

    /// Person-ticks present of a team by hour of the week, all replications together.
    pub fn present(&self, team: usize) -> &[i64] {
        &self.present[team * HOURS..(team + 1) * HOURS]
    }
}

fn together<'a>(parts: impl Iterator<Item = &'a Vec<Histogram>>) -> Vec<Histogram> {
    let mut all = vec![Histogram::new(); SECTIONS];
    for sections in parts {
        for (sum, section) in all.iter_mut().zip(sections) {
            sum.merge(section);
        }
    }
    all
}

fn merge(cohorts: &mut [Vec<Histogram>], section: usize, counts: &[u32]) {
    for (cohort, counts) in cohorts.iter_mut().zip(counts.chunks_exact(BUCKETS)) {
        cohort[section].merge_counts(counts);
    }
}

fn add(sums: &mut [i64], more: &[i64]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}
