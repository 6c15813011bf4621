//! What each mechanism costs: nanoseconds per event with it and without it on the same base scenario, in turn in the same run on
//! the same thread, as a ratio. Event: whatever the engine tells of an item, so that a mechanism which makes more happen is not
//! charged for that. Each scenario is measured as `flowcast run` does it.
//!
//! `cargo bench --bench mechanisms` prints the figures; `-- --record NAME` also writes them, dated, to `benches/runs/`.

mod record;

use std::hint::black_box;
use std::time::Instant as WallClock;

use flowcast::diagnostic::Sources;
use flowcast::engine::{Program, World};
use flowcast::measures::{Plan, Tally};
use flowcast::model::Model;
use flowcast::observation::{Block, Decided, Ending, Observer, Part, Passed, Subject, Waited, Worked};
use flowcast::scenario::{self, Choice};
use flowcast::time::Instant;

/// Each scenario is run so often with each setting.
const ROUNDS: u64 = 15;
/// Above this ratio a mechanism is told to be dear.
const DEAR: f64 = 1.5;
const BASE: &str = include_str!("worlds/mechanisms.toml");

/// A mechanism, and the overrides that switch it on.
type Mechanism = (&'static str, &'static [&'static str]);

/// Mechanisms of the language that can be on or off; strong enough to happen all the time.
const MECHANISMS: &[Mechanism] = &[
    ("nothing, measured against itself", &[]),
    ("handoff", &["team.second.handoff=\"5m\""]),
    ("wait instead of nothing", &["stream.work.pause.wait=\"2h\""]),
    (
        "wait in hours, clocks stopped",
        &["stream.work.pause={ wait = \"2h\", wait_hours = \"office\", stops_clock = true }"],
    ),
    (
        "misrouting",
        &["stream.work.mend.misrouted={ share = \"20%\", to = { first = \"100%\" }, effort = \"5m\" }"],
    ),
    (
        "patience",
        &["stream.work.take.patience={ lasts = { exponential = { mean = \"2h\" } } }"],
    ),
    (
        "overflow",
        &["stream.work.take.team=[\"first\", { team = \"second\", after = \"10m\" }]"],
    ),
    (
        "queue fifo",
        &["team.first.queue=\"fifo\"", "team.second.queue=\"fifo\""],
    ),
    (
        "queue lifo",
        &["team.first.queue=\"lifo\"", "team.second.queue=\"lifo\""],
    ),
    ("queue due", &["team.first.queue=\"due\"", "team.second.queue=\"due\""]),
    (
        "queue shortest",
        &["team.first.queue=\"shortest\"", "team.second.queue=\"shortest\""],
    ),
    (
        "queue random",
        &["team.first.queue=\"random\"", "team.second.queue=\"random\""],
    ),
    (
        "queue weighted",
        &[
            "team.first.queue={ weighted = { P1 = 8 } }",
            "team.second.queue={ weighted = { P1 = 8 } }",
        ],
    ),
    (
        "queue ageing",
        &[
            "team.first.queue={ ageing = \"4h\" }",
            "team.second.queue={ ageing = \"4h\" }",
        ],
    ),
    (
        "preemption",
        &["team.first.preempts=[\"P1\"]", "team.first.resumption=\"1m\""],
    ),
    (
        "hand over",
        &[
            "team.first.at_shift_end=\"hand over\"",
            "team.first.hand_over={ to = \"second\" }",
        ],
    ),
    ("finish in overtime", &["team.first.at_shift_end=\"finish\""]),
    ("people of several teams", &["team.second.also_works_for=[\"first\"]"]),
    ("limit: waiting outside", &["stream.work.mend.wip=30"]),
    (
        "limit: blocking",
        &["stream.work.mend.wip={ items = 30, when_full = \"blocking\" }"],
    ),
    (
        "limit: holding",
        &["stream.work.mend.wip={ items = 30, when_full = \"holding\" }"],
    ),
    ("limit of a team", &["team.second.wip=60"]),
    ("limit of a stream", &["stream.work.wip=300"]),
    (
        "branches",
        &[
            "stream.work.take.branch={ to = [\"mend\", \"pause\"], join = \"close\" }",
            "stream.work.mend.next=\"close\"",
        ],
    ),
    ("children", &["stream.work.take.raises={ child = \"20%\" }"]),
    (
        "children waited for",
        &["stream.work.take.raises={ child = { share = \"20%\", wait = true } }"],
    ),
    (
        "reopening",
        &["demand.job.reopened={ share = \"20%\", to = \"close\", within = \"2 days\" }"],
    ),
    ("absence", &["team.first.absence=\"8%\"", "team.second.absence=\"8%\""]),
    (
        "absence in spells",
        &[
            "team.first.absence={ share = \"8%\", days = 4 }",
            "team.second.absence={ share = \"8%\", days = 4 }",
        ],
    ),
    (
        "other duties",
        &["team.first.other_duties=\"8%\"", "team.second.other_duties=\"8%\""],
    ),
    ("several people", &["stream.work.close.people=2"]),
    ("hold", &["stream.work.mend.hold={ while = \"second\", above = 20 }"]),
    (
        "calls",
        &["demand.job.while_open={ raises = \"child\", per_hour = 0.02 }"],
    ),
    (
        "wrong priorities",
        &[
            "demand.job.wrong_priority={ share = \"10%\", seen_as = { P1 = \"20%\", P2 = \"40%\", P3 = \"40%\" }, until_step = \"take\" }",
        ],
    ),
    (
        "bursts",
        &["demand.job.arrivals.burstiness={ spread = \"25%\", memory = \"50%\" }"],
    ),
    (
        "growth and season",
        &[
            "demand.job.arrivals.growth=\"1% a year\"",
            "demand.job.arrivals.season={ Feb = \"+5%\" }",
        ],
    ),
    ("batches", &["demand.job.arrivals={ per_week = 500, batch = 4 }"]),
    (
        "shocks",
        &["shock.busy={ from = 2027-02-01, lasts = \"2 weeks\", changes = { demand.job.arrivals.per_week = 2200 } }"],
    ),
    (
        "efforts by value",
        &[
            "stream.work.take.effort={ by = \"priority\", P1 = \"5m\", other = { typical = \"8m\", one_in_ten_over = \"20m\" } }",
        ],
    ),
    (
        "ways by visit",
        &[
            "stream.work.mend.next=[ { from_visit = 3, to = \"close\" }, { to = { take = \"10%\", pause = \"20%\", close = \"rest\" } } ]",
        ],
    ),
];

/// Counts what is told of items.
#[derive(Default)]
struct Events(u64);

impl Observer for Events {
    fn arrived(&mut self, _: Instant, _: &Subject) {
        self.0 += 1;
    }
    fn started(&mut self, _: Instant, _: &Subject, _: u32, _: Waited) {
        self.0 += 1;
    }
    fn stopped(&mut self, _: Instant, _: &Subject, _: u32, _: Worked) {
        self.0 += 1;
    }
    fn left(&mut self, _: Instant, _: &Subject, _: u32, _: Waited) {
        self.0 += 1;
    }
    fn held(&mut self, _: Instant, _: &Subject, _: u32, _: Part) {
        self.0 += 1;
    }
    fn passed(&mut self, _: Instant, _: &Subject, _: u32, _: Passed) {
        self.0 += 1;
    }
    fn blocked(&mut self, _: Instant, _: &Subject, _: u32, _: Block) {
        self.0 += 1;
    }
    fn decided(&mut self, _: Instant, _: &Subject, _: Decided) {
        self.0 += 1;
    }
    fn ended(&mut self, _: Instant, _: &Subject, _: Ending<'_>) {
        self.0 += 1;
    }
}

/// A base scenario, with overrides or without.
fn read(sets: &[&str]) -> Result<Model, String> {
    let mut sources = Sources::default();
    let file = sources.add("mechanisms.toml", BASE);
    let choice = Choice {
        variant: None,
        sets: sets.iter().map(|set| (*set).to_owned()).collect(),
    };
    let read = scenario::read(&mut sources, file, &choice);
    let words = |faults: Vec<flowcast::diagnostic::Diagnostic>| faults.into_iter().map(|fault| fault.message).collect();
    read.map(|scenario| scenario.model).map_err(words)
}

/// Runs a program with its measures; nanoseconds an event.
struct Runner<'p> {
    world: World<'p>,
    tally: Tally<'p>,
}

impl Runner<'_> {
    fn nanoseconds(&mut self, round: u64) -> (f64, u64) {
        let mut events = Events::default();
        self.world.run(1, round, &mut events);
        let wall = WallClock::now();
        self.world.run(1, round, &mut self.tally);
        let taken = wall.elapsed().as_nanos() as f64;
        black_box(self.tally.take());
        (taken / events.0 as f64, events.0)
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A mechanism against the base: the median over the rounds of the ratio of both, taken one after the other.
fn compare((name, sets): &Mechanism) -> Result<String, String> {
    let models = [read(&[])?, read(sets)?];
    let programs = models.each_ref().map(Program::new);
    let plans = [0, 1].map(|number: usize| Plan::new(&models[number], &programs[number]));
    let [mut off, mut on] = [0, 1].map(|number: usize| Runner {
        world: World::new(&programs[number]),
        tally: Tally::new(&programs[number], &plans[number]),
    });
    let (mut before, mut after, mut ratios, mut events) = (Vec::new(), Vec::new(), Vec::new(), [0, 0]);
    for round in 0..ROUNDS {
        let ((without, fewer), (with, more)) = (off.nanoseconds(round), on.nanoseconds(round));
        before.push(without);
        after.push(with);
        ratios.push(with / without);
        events = [events[0] + fewer, events[1] + more];
    }
    let ratio = median(ratios);
    Ok(format!(
        "  {name:<34} {:6.1} ns/event with it, {:6.1} without   ratio {ratio:.2}   {:.2} times the events{}",
        median(after),
        median(before),
        events[1] as f64 / events[0] as f64,
        if ratio > DEAR { "   dear" } else { "" }
    ))
}

fn main() {
    let mut lines = vec![format!(
        "median of {ROUNDS} rounds, each mechanism and the base in turn, measured, on one thread"
    )];
    let mut refused = Vec::new();
    for mechanism in MECHANISMS {
        match compare(mechanism) {
            Ok(line) => lines.push(line),
            Err(why) => refused.push(format!("{}: {why}", mechanism.0)),
        }
    }
    assert!(refused.is_empty(), "the base has changed: {refused:#?}");
    record::tell("mechanisms", &lines);
}
