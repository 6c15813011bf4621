//! A year of forty teams with everything on: seconds, items, events, nanoseconds an event, peak memory, and how long its check
//! takes. Event: whatever the engine tells of an item.
//!
//! `cargo bench --bench large_enterprise` prints the figures; `-- --record NAME` also writes them, dated, to `benches/runs/`.

mod record;

use std::hint::black_box;
use std::process::Command;
use std::time::Instant as WallClock;

use flowcast::diagnostic::Sources;
use flowcast::engine::{Program, World};
use flowcast::measures::{Plan, Tally};
use flowcast::observation::{Block, Decided, Ending, Observer, Part, Passed, Subject, Waited, Worked};
use flowcast::scenario::{self, Choice};
use flowcast::time::Instant;

const FLOWCAST: &str = env!("CARGO_BIN_EXE_flowcast");
const SCENARIO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/large-enterprise.toml");
/// With the warm-up of four weeks before it, of which nothing is counted.
const YEAR: &str = "duration=\"52 weeks\"";
const ROUNDS: u64 = 5;
/// Seconds that a year may take.
const BOUND: f64 = 3.0;

/// Counts what is told of items.
#[derive(Default)]
struct Events {
    items: u64,
    all: u64,
}

impl Observer for Events {
    fn arrived(&mut self, _: Instant, _: &Subject) {
        self.items += 1;
        self.all += 1;
    }
    fn started(&mut self, _: Instant, _: &Subject, _: u32, _: Waited) {
        self.all += 1;
    }
    fn stopped(&mut self, _: Instant, _: &Subject, _: u32, _: Worked) {
        self.all += 1;
    }
    fn left(&mut self, _: Instant, _: &Subject, _: u32, _: Waited) {
        self.all += 1;
    }
    fn held(&mut self, _: Instant, _: &Subject, _: u32, _: Part) {
        self.all += 1;
    }
    fn passed(&mut self, _: Instant, _: &Subject, _: u32, _: Passed) {
        self.all += 1;
    }
    fn blocked(&mut self, _: Instant, _: &Subject, _: u32, _: Block) {
        self.all += 1;
    }
    fn decided(&mut self, _: Instant, _: &Subject, _: Decided) {
        self.all += 1;
    }
    fn ended(&mut self, _: Instant, _: &Subject, _: Ending<'_>) {
        self.all += 1;
    }
}

/// A year, measured, on one thread; the first round compiles what the changes of the run ask for, and is told for itself.
fn year() -> Option<Vec<String>> {
    let text = std::fs::read_to_string(SCENARIO).ok()?;
    let mut sources = Sources::default();
    let file = sources.add("large-enterprise.toml", text);
    let choice = Choice {
        variant: None,
        sets: vec![YEAR.to_owned()],
    };
    let begun = WallClock::now();
    let model = scenario::read(&mut sources, file, &choice).ok()?.model;
    let read = begun.elapsed().as_secs_f64();
    let program = Program::new(&model);
    let plan = Plan::new(&model, &program);
    let (mut world, mut tally) = (World::new(&program), Tally::new(&program, &plan));
    let compiled = begun.elapsed().as_secs_f64();
    let mut seconds = Vec::new();
    for _ in 0..ROUNDS {
        let start = WallClock::now();
        world.run(1, 0, &mut tally);
        black_box(tally.take());
        seconds.push(start.elapsed().as_secs_f64());
    }
    let mut events = Events::default();
    world.run(1, 0, &mut events);
    let first = seconds[0];
    seconds.sort_by(f64::total_cmp);
    let (best, median) = (seconds[0], seconds[seconds.len() / 2]);
    let verdict = if compiled + first <= BOUND { "met" } else { "NOT MET" };
    Some(vec![
        format!(
            "a year after four weeks: {best:.2} s on one core ({median:.2} median of {ROUNDS}, {first:.2} the first time)"
        ),
        format!(
            "from text to the end of the first year: {:.2} s, at most {BOUND}: {verdict}",
            compiled + first
        ),
        format!(
            "{} items, {} events, {:.0} ns an event",
            events.items,
            events.all,
            best * 1e9 / events.all as f64
        ),
        format!(
            "read and checked in {:.0} ms, compiled in {:.0} ms",
            read * 1e3,
            (compiled - read) * 1e3
        ),
    ])
}

/// Peak memory in MB of a command, as the kernel counted it for the finished child; Linux's `/usr/bin/time` tells.
fn peak_memory(words: &[&str]) -> Option<f64> {
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%M", FLOWCAST])
        .args(words)
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let kilobytes: f64 = text.lines().last()?.trim().parse().ok()?;
    Some(kilobytes / 1_024.0)
}

fn main() {
    let mut lines = year().unwrap_or_else(|| vec!["it cannot be read".to_owned()]);
    let folder = std::env::temp_dir().join(format!("flowcast-large-{}", std::process::id()));
    let out = folder.to_string_lossy();
    let run = [
        "run",
        SCENARIO,
        "--replications",
        "1",
        "--threads",
        "1",
        "--set",
        YEAR,
        "--out",
        &out,
        "-q",
    ];
    lines.push(match peak_memory(&run) {
        Some(peak) => format!("peak memory of the command, a year, one run: {peak:.0} MB"),
        None => "peak memory: not known without /usr/bin/time".to_owned(),
    });
    let start = WallClock::now();
    let checked = Command::new(FLOWCAST).args(["check", SCENARIO]).output();
    if checked.is_ok_and(|output| output.status.success()) {
        lines.push(format!("check: {:.0} ms", start.elapsed().as_secs_f64() * 1e3));
    }
    let _ = std::fs::remove_dir_all(&folder);
    record::tell("large enterprise", &lines);
}
