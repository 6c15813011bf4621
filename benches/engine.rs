//! Nanoseconds per event of the engine, as ratios against programs that are specialised by hand to just one network, in the
//! same run on the same thread. Event: an arrival, or a completion of a service.
//!
//! `cargo bench --bench engine` prints the figures; `cargo bench --bench engine -- --record NAME` also writes them, dated and
//! with that machine name, to `benches/runs/`.

mod record;
mod reference;

use std::hint::black_box;
use std::time::Instant as WallClock;

use flowcast::diagnostic::{Sources, Style};
use flowcast::engine::{Program, World};
use flowcast::measures::{Plan, Tally};
use flowcast::model::Model;
use flowcast::observation::{Deaf, Ending, Observer, Subject, Worked};
use flowcast::scenario::{self, Choice};
use flowcast::time::{Instant, Span};
use reference::luck::{Keyed, Sequential};
use reference::{Answer, mmc, network};

const CUSTOMERS: u64 = 200_000;
const ROUNDS: u64 = 9;

/// Counts events and sums lead times as the reference does.
#[derive(Default)]
struct Events {
    count: u64,
    completed: u64,
    lead_ticks: i64,
}

impl Observer for Events {
    fn arrived(&mut self, _: Instant, _: &Subject) {
        self.count += 1;
    }
    fn stopped(&mut self, _: Instant, _: &Subject, _: u32, worked: Worked) {
        self.count += u64::from(worked.ends);
    }
    fn ended(&mut self, now: Instant, item: &Subject, ending: Ending<'_>) {
        self.completed += u64::from(ending.completed);
        self.lead_ticks += if ending.completed {
            (now - item.arrived).ticks()
        } else {
            0
        };
    }
}

fn read(text: &str) -> Model {
    let mut sources = Sources::default();
    let file = sources.add("benchmark.toml", text);
    match scenario::read(&mut sources, file, &Choice::default()) {
        Ok(scenario) => scenario.model,
        Err(faults) => panic!(
            "{}",
            faults
                .iter()
                .map(|fault| fault.render(&sources, Style::Plain))
                .collect::<String>()
        ),
    }
}

fn mmc_scenario(servers: u32) -> String {
    let per_hour = 9.0 * f64::from(servers);
    let weeks = CUSTOMERS as f64 / (per_hour * 168.0);
    format!(
        r#"
title = "M/M/{servers}"
start = 2027-01-04
timezone = "UTC"
duration = "{} weeks"
[team.desk]
people = {servers}
[demand.job]
kind = "value"
stream = "serve"
arrivals = {{ per_hour = {per_hour} }}
[[stream.serve.step]]
name = "serve"
activity = "deliver_and_support"
practice = "service desk"
team = "desk"
effort = {{ exponential = {{ mean = "6m" }} }}
[promise.job]
for = {{ demand = "job" }}
resolve = "90m"
clock = "always"
target = "90%"
judged = "each month"
[run]
warm_up = "0 weeks"
"#,
        weeks.round(),
    )
}

/// Nanoseconds per event: least and median over the rounds.
struct Timing {
    best: f64,
    median: f64,
}

fn summarise(mut nanoseconds: Vec<f64>) -> Timing {
    nanoseconds.sort_by(f64::total_cmp);
    Timing {
        best: nanoseconds[0],
        median: nanoseconds[nanoseconds.len() / 2],
    }
}

fn time(events: u64, mut run: impl FnMut()) -> f64 {
    let start = WallClock::now();
    run();
    start.elapsed().as_nanos() as f64 / events as f64
}

/// A network to race on.
struct Network<'a> {
    name: &'a str,
    /// The greatest ratio that is to be reached.
    bound: f64,
    /// What the scenario takes for the reference's unit of time.
    unit: Span,
    text: &'a str,
}

/// One network: the reference with its own generator and with ours, flowcast without and with its measures, taken in turn so that a
/// slow spell of the machine hits all of them.
fn race(network: &Network<'_>, own: fn(u64, u64) -> Answer, keyed: fn(u64, u64) -> Answer) -> String {
    let Network {
        name,
        bound,
        unit,
        text,
    } = network;
    let model = read(text);
    let program = Program::new(&model);
    let plan = Plan::new(&model, &program);
    let mut world = World::new(&program);
    let mut tally = Tally::new(&program, &plan);
    let mut timings: [Vec<f64>; 4] = Default::default();
    let (mut answers, mut lead_times) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let mut answer = None;
        let wall = WallClock::now();
        answer.replace(black_box(own(CUSTOMERS, round)));
        timings[0].push(wall.elapsed().as_nanos() as f64 / answer.as_ref().map_or(1, |a| a.events) as f64);
        let wall = WallClock::now();
        answer.replace(black_box(keyed(CUSTOMERS, round)));
        timings[1].push(wall.elapsed().as_nanos() as f64 / answer.as_ref().map_or(1, |a| a.events) as f64);
        answers.extend(answer);
        let mut events = Events::default();
        world.run(round, 0, &mut events);
        lead_times.push(events.lead_ticks as f64 / unit.ticks() as f64 / events.completed as f64);
        timings[2].push(time(events.count, || world.run(round, 0, &mut Deaf)));
        timings[3].push(time(events.count, || {
            world.run(round, 0, &mut tally);
            black_box(tally.take());
        }));
    }
    let [own, keyed, deaf, measured] = timings.map(summarise);
    let ratio = measured.best / keyed.best;
    format!(
        "{name:<16} by hand {:5.1} ({:5.1})   by hand, our generator {:5.1} ({:5.1})   flowcast unobserved {:5.1} ({:5.1})   \
         flowcast measured {:5.1} ({:5.1}) ns/event   ratio {ratio:.2} (at most {bound}) {}",
        own.best,
        own.median,
        keyed.best,
        keyed.median,
        deaf.best,
        deaf.median,
        measured.best,
        measured.median,
        if ratio <= *bound { "met" } else { "NOT MET" }
    ) + &agreement(&answers, &lead_times)
}

/// A line that says whether both found the same: mean lead times in the unit of the reference with their standard errors over the rounds.
fn agreement(by_hand: &[Answer], flowcast: &[f64]) -> String {
    let all = |of: fn(&Answer) -> f64| mean_and_error(by_hand.iter().map(of));
    let (lead, error) = all(|answer| answer.lead_time_mean);
    let (own, own_error) = mean_and_error(flowcast.iter().copied());
    format!(
        "\n{:16} lead time by hand {lead:.4} ± {error:.4} (deviation {:.3}, utilisation {:.4}, {:.0} customers)   flowcast \
         {own:.4} ± {own_error:.4}",
        "",
        all(|answer| answer.lead_time_deviation).0,
        all(|answer| answer.utilisation).0,
        all(|answer| answer.customers as f64).0,
    )
}

/// The mean and its standard error.
fn mean_and_error(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    let variance = values.map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}

fn main() {
    let network_text = include_str!("service-network.toml");
    let races = [
        race(
            &Network {
                name: "service network",
                bound: 2.0,
                unit: Span::hours(1),
                text: network_text,
            },
            network::run::<Sequential>,
            network::run::<Keyed>,
        ),
        race(
            &Network {
                name: "M/M/1",
                bound: 3.0,
                unit: Span::minutes(6),
                text: &mmc_scenario(1),
            },
            mmc::run::<1, 1, Sequential>,
            mmc::run::<1, 1, Keyed>,
        ),
        race(
            &Network {
                name: "M/M/10",
                bound: 3.0,
                unit: Span::minutes(6),
                text: &mmc_scenario(10),
            },
            mmc::run::<10, 16, Sequential>,
            mmc::run::<10, 16, Keyed>,
        ),
    ];
    let mut lines = vec![format!(
        "best (median) of {ROUNDS} rounds of {CUSTOMERS} customers on one thread"
    )];
    lines.extend(races);
    record::tell("engine", &lines);
}
