//! Nanoseconds per event of the engine, as ratios against programs that are specialised by hand to just one network, in the
//! same run on the same thread. Event: an arrival, or a completion of a service.
//!
//! `cargo bench --bench engine` prints the figures; `cargo bench --bench engine -- --record NAME` also writes them, dated and
//! with that machine name, to `benches/runs/`.

mod record;
mod reference;
mod worlds;

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
use reference::{Answer, Heap, PLACES, Tournament, mmc, network};

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
    /// Programs by hand: the first with a generator of its own, the others with that of flowcast. The bound is about the second; any
    /// third is the fastest that we could write.
    by_hand: &'a [(&'a str, ByHand)],
}

/// Simulates so many customers with a seed.
type ByHand = fn(u64, u64) -> Answer;

/// One network: the programs by hand, flowcast without and with its measures, taken in turn so that a slow spell of the machine hits
/// all of them.
fn race(network: &Network<'_>) -> String {
    let model = read(network.text);
    let program = Program::new(&model);
    let plan = Plan::new(&model, &program);
    let mut world = World::new(&program);
    let mut tally = Tally::new(&program, &plan);
    let mut by_hand: Vec<Vec<f64>> = vec![Vec::new(); network.by_hand.len()];
    let (mut unobserved, mut measured) = (Vec::new(), Vec::new());
    let (mut answers, mut lead_times) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for ((_, run), times) in network.by_hand.iter().zip(&mut by_hand) {
            let wall = WallClock::now();
            let answer = black_box(run(CUSTOMERS, round));
            times.push(wall.elapsed().as_nanos() as f64 / answer.events as f64);
            answers.push(answer);
        }
        let mut events = Events::default();
        world.run(round, 0, &mut events);
        lead_times.push(events.lead_ticks as f64 / network.unit.ticks() as f64 / events.completed as f64);
        unobserved.push(time(events.count, || world.run(round, 0, &mut Deaf)));
        measured.push(time(events.count, || {
            world.run(round, 0, &mut tally);
            black_box(tally.take());
        }));
    }
    let names = network.by_hand.iter().map(|(name, _)| *name);
    let by_hand: Vec<Timing> = by_hand.into_iter().map(summarise).collect();
    let (unobserved, measured) = (summarise(unobserved), summarise(measured));
    let line = |name: &str, timing: &Timing| {
        let ratio = measured.best / timing.best;
        format!(
            "\n  {name:<42} {:6.1} ({:5.1}) ns/event   flowcast measured is {ratio:.2} times that",
            timing.best, timing.median
        )
    };
    let mut text = network.name.to_owned();
    for (name, timing) in names.zip(&by_hand).chain([("flowcast, unobserved", &unobserved)]) {
        text += &line(name, timing);
    }
    let ratio = measured.best / by_hand[1].best;
    text += &format!(
        "\n  {:<42} {:6.1} ({:5.1}) ns/event   ratio {ratio:.2}, at most {}: {}",
        "flowcast, measured",
        measured.best,
        measured.median,
        network.bound,
        if ratio <= network.bound { "met" } else { "NOT MET" }
    );
    text + &agreement(&answers, &lead_times)
}

/// A line that says whether both found the same: mean lead times in the unit of the reference with their standard errors over the rounds.
fn agreement(by_hand: &[Answer], flowcast: &[f64]) -> String {
    let all = |of: fn(&Answer) -> f64| mean_and_error(by_hand.iter().map(of));
    let (lead, error) = all(|answer| answer.lead_time_mean);
    let (own, own_error) = mean_and_error(flowcast.iter().copied());
    format!(
        "\n  lead time by hand {lead:.4} ± {error:.4} (deviation {:.3}, utilisation {:.4}, {:.0} customers)   flowcast \
         {own:.4} ± {own_error:.4}",
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
    let races = [
        race(&Network {
            name: "service network",
            bound: 2.0,
            unit: Span::hours(1),
            text: worlds::SERVICE_NETWORK,
            by_hand: &[
                ("by hand, own generator", network::run::<Sequential, Heap>),
                ("by hand, our generator", network::run::<Keyed, Heap>),
                (
                    "by hand with a tournament, our generator",
                    network::run::<Keyed, Tournament<PLACES>>,
                ),
            ],
        }),
        race(&Network {
            name: "M/M/1",
            bound: 3.0,
            unit: Span::minutes(6),
            text: &worlds::mmc(1, CUSTOMERS),
            by_hand: &[
                ("by hand, own generator", mmc::run::<1, 1, Sequential>),
                ("by hand, our generator", mmc::run::<1, 1, Keyed>),
            ],
        }),
        race(&Network {
            name: "M/M/10",
            bound: 3.0,
            unit: Span::minutes(6),
            text: &worlds::mmc(10, CUSTOMERS),
            by_hand: &[
                ("by hand, own generator", mmc::run::<10, 16, Sequential>),
                ("by hand, our generator", mmc::run::<10, 16, Keyed>),
            ],
        }),
    ];
    let mut lines = vec![format!(
        "best (median) of {ROUNDS} rounds of {CUSTOMERS} customers on one thread"
    )];
    lines.extend(races);
    record::tell("engine", &lines);
}
