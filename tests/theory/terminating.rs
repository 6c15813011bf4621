//! Runs that end: the first customers of a queue, the drain of a backlog, the age of the oldest waiting item.

use std::collections::VecDeque;

use flowcast::engine::World;
use flowcast::observation::{Ending, Observer, Subject, Waited};
use flowcast::time::{Instant, MINUTE};

use flowcast::statistics::interval::{t_interval, variance};

use crate::harness::{Read, Station, case, exponential, heading, judge, judge_reference, mean, step};
use crate::support;

/// Judges the mean of independent replications of an observer's figure.
fn hold_mean(id: &str, quantity: &'static str, values: &[f64], expected: f64, rel_se: f64, bias: f64) {
    let known = case(quantity, Read::LeadVariance, expected, rel_se, bias);
    let (estimate, error) = mean(values);
    assert_eq!(judge(id, &known, estimate, error), None);
}

/// The waits of the first items to start, in minutes. First in, first out: they are the first to arrive.
struct FirstWaits {
    wanted: usize,
    minutes: Vec<f64>,
}

impl Observer for FirstWaits {
    fn started(&mut self, _: Instant, _: &Subject, _: u32, waited: Waited) {
        if self.minutes.len() < self.wanted {
            self.minutes
                .push((waited.queue + waited.off_shift) as f64 / MINUTE as f64);
        }
    }
}

/// The average wait of the first items, by replication.
fn first_waits(people: u32, effort: &str, wanted: usize, horizon: f64, replications: u32) -> Vec<f64> {
    let mut text = heading(horizon, 0.0, replications);
    text += &format!("[team.desk]\npeople = {people}\n[demand.customer]\nkind = \"value\"\nstream = \"counter\"\n");
    text += "arrivals = { per_hour = 60 }\n";
    text += &step("counter", "serve", "desk", effort, "");
    let (model, program) = support::program(&text);
    let mut world = World::new(&program);
    (0..u64::from(replications))
        .map(|number| {
            let mut first = FirstWaits {
                wanted,
                minutes: Vec::new(),
            };
            world.run(model.run.seed, number, &mut first);
            assert_eq!(first.minutes.len(), wanted, "the horizon is too short");
            first.minutes.iter().sum::<f64>() / wanted as f64
        })
        .collect()
}

/// M/M/1 with load 0.9 from an empty start: the average delay of the first 25 customers.
/// Source: Law, Simulation Modeling and Analysis 5e, s.9.4.1, Table 9.2; Kelton & Law (1985) Oper.Res. 33:378.
#[test]
fn mm1_law25() {
    let delays = first_waits(1, &exponential(0.9), 25, 120.0, 60_000);
    hold_mean(
        "mm1_law25",
        "E[avg_delay_of_first_25]",
        &delays,
        2.12448934653,
        0.005,
        0.0,
    );
    // law_coverage: how often the nominal 90 % interval of ten of them covers, whose values are skewed.
    let covers = |ten: &[f64]| {
        let interval = t_interval(ten, 0.9).expect("ten are enough");
        let (low, high) = (interval.low, interval.high);
        f64::from(u8::from((low..=high).contains(&2.12448934653)))
    };
    let covered: Vec<f64> = delays.chunks_exact(10).map(covers).collect();
    let known = case("coverage_n=10", Read::LeadVariance, 0.8591075, 0.01, 0.0);
    assert_eq!(judge_reference("law_coverage", &known, mean(&covered), 0.0009473), None);
}

/// One fast server or two slow ones, with the same customers: the average delay of the first 100.
/// Source: Law 5e s.10.1: d_Z(100)=4.13, d_K(100)=3.70.
#[test]
fn law_zippy() {
    let fast = first_waits(1, &exponential(0.9), 100, 300.0, 50_000);
    let slow = first_waits(2, &exponential(1.8), 100, 300.0, 50_000);
    let differences: Vec<f64> = fast.iter().zip(&slow).map(|(a, b)| a - b).collect();
    hold_mean("law_zippy", "E[A]", &fast, 4.13418460298, 0.005, 0.0);
    hold_mean("law_zippy", "E[B]", &slow, 3.70002016242, 0.005, 0.0);
    hold_mean("law_zippy", "E[A-B]", &differences, 0.434164440566, 0.03, 0.0);
    // crn_law: how much less the difference varies because both serve the same customers; its error from groups of runs.
    let variance = |values: &[f64]| variance(values).expect("there are many");
    let gain = |from: usize, to: usize| {
        (variance(&fast[from..to]) + variance(&slow[from..to])) / variance(&differences[from..to])
    };
    const GROUPS: usize = 25;
    let size = fast.len() / GROUPS;
    let groups: Vec<f64> = (0..GROUPS)
        .map(|group| gain(group * size, (group + 1) * size))
        .collect();
    let known = case("(VarA+VarB)/Var(A-B)", Read::LeadVariance, 300.641309, 0.02, 0.0);
    let estimate = (gain(0, fast.len()), mean(&groups).1);
    assert_eq!(judge_reference("crn_law", &known, estimate, 1.383), None);
}

/// When the last item ends, in minutes.
#[derive(Default)]
struct LastEnd {
    minutes: f64,
    ended: usize,
}

impl Observer for LastEnd {
    fn ended(&mut self, now: Instant, _: &Subject, _: Ending<'_>) {
        self.minutes = now.ticks() as f64 / MINUTE as f64;
        self.ended += 1;
    }
}

/// Items that are all there at the start, and four people.
fn makespans(items: usize, effort: &str, replications: u32) -> Vec<f64> {
    let mut text = heading(200.0, 0.0, replications);
    text += "[team.desk]\npeople = 4\n[demand.backlog]\nkind = \"failure\"\nstream = \"restore\"\n";
    text += &format!(
        "arrivals = {{ at = [{}] }}\n",
        vec!["\"2027-01-04 00:00\""; items].join(", ")
    );
    text += &step("restore", "fix", "desk", effort, "");
    let (model, program) = support::program(&text);
    let mut world = World::new(&program);
    (0..u64::from(replications))
        .map(|number| {
            let mut last = LastEnd::default();
            world.run(model.run.seed, number, &mut last);
            assert_eq!(last.ended, items);
            last.minutes
        })
        .collect()
}

/// 40 items drained by four people, exponential service of mean 1: Σ 1/min(n, 4).
#[test]
fn drain_exp() {
    let spans = makespans(40, &exponential(1.0), 20_000);
    hold_mean("drain_exp", "mean_makespan", &spans, 11.0833333333, 0.003, 0.0);
}

/// Ten items of 1.5 each: ⌈10/4⌉ · 1.5.
#[test]
fn drain_det() {
    assert_eq!(makespans(10, "\"90s\"", 3), [4.5, 4.5, 4.5]);
}

/// The age of the oldest waiting item over time; items wait in order of arrival.
struct OldestAge {
    from: Instant,
    since: Instant,
    waiting: VecDeque<Instant>,
    /// Minutes with a queue, age-minutes, minutes with an age above five.
    sums: [f64; 3],
}

impl OldestAge {
    fn read(&mut self, now: Instant) {
        const OLD: f64 = 5.0;
        let since = self.since.max(self.from);
        if now > since
            && let Some(&oldest) = self.waiting.front()
        {
            let age = |at: Instant| (at - oldest).ticks() as f64 / MINUTE as f64;
            let (young, old) = (age(since), age(now));
            self.sums[0] += old - young;
            self.sums[1] += (old * old - young * young) / 2.0;
            self.sums[2] += (old - young.max(OLD)).max(0.0);
        }
        self.since = now;
    }
}

impl Observer for OldestAge {
    fn arrived(&mut self, now: Instant, _: &Subject) {
        self.read(now);
        self.waiting.push_back(now);
    }
    fn started(&mut self, now: Instant, of: &Subject, _: u32, _: Waited) {
        self.read(now);
        assert_eq!(self.waiting.pop_front(), Some(of.arrived), "first in, first out");
    }
    fn sampled(&mut self, now: Instant, _: u32) {
        self.read(now);
    }
}

/// M/M/5 with load 0.9: the age of the item that has waited longest.
/// Source: FIFO M/M/c: that age is 0 with probability 1 − Cρ, else exponential with rate cμ − λ (balance of the age process).
#[test]
fn age_mmc5() {
    let text = Station::poisson(4.5, 5, exponential(1.0)).text(4.5, 21e6, 6000.0);
    let (model, program) = support::program(&text);
    let mut world = World::new(&program);
    let counted = model.run.counted.ticks() as f64 / MINUTE as f64;
    let shares: Vec<[f64; 3]> = (0..u64::from(model.run.replications))
        .map(|number| {
            let mut oldest = OldestAge {
                from: program.window_start,
                since: Instant::START,
                waiting: VecDeque::new(),
                sums: [0.0; 3],
            };
            world.run(model.run.seed, number, &mut oldest);
            oldest.sums.map(|sum| sum / counted)
        })
        .collect();
    let by = |number: usize| shares.iter().map(|sums| sums[number]).collect::<Vec<_>>();
    hold_mean("age_mmc5", "P(queue_nonempty)", &by(0), 0.68624389866, 0.01, 0.001);
    let age = "mean_age_of_oldest_waiting_job_(0_if_none)";
    hold_mean("age_mmc5", age, &by(1), 1.37248779732, 0.01, 0.002);
    hold_mean("age_mmc5", "P(oldest_age>5)", &by(2), 0.0563303294771, 0.02, 0.003);
}
