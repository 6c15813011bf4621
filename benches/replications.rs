//! What a user waits for: a year of Northwind, two threads against one, the memory of a thousand replications, `check`, the
//! start of the program. `cargo bench --bench replications -- --record NAME` keeps the figures.

mod record;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use flowcast::diagnostic::Sources;
use flowcast::engine::{Program, World};
use flowcast::measures::{Plan, Tally};
use flowcast::scenario::{self, Choice};

const FLOWCAST: &str = env!("CARGO_BIN_EXE_flowcast");
const NORTHWIND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/northwind.toml");

/// Milliseconds per replication of 52 counted weeks after 4, on one thread, measures on: best and median.
fn year() -> Option<(f64, f64)> {
    let text = std::fs::read_to_string(NORTHWIND).ok()?;
    let mut sources = Sources::default();
    let file = sources.add("northwind.toml", text);
    let choice = Choice {
        variant: None,
        sets: vec!["duration=\"52 weeks\"".to_owned()],
    };
    let model = scenario::read(&mut sources, file, &choice).ok()?.model;
    let program = Program::new(&model);
    let plan = Plan::new(&model, &program);
    let mut world = World::new(&program);
    let mut tally = Tally::new(&program, &plan);
    let times = (0..40).map(|number| {
        let start = Instant::now();
        world.run(1, number, &mut tally);
        std::hint::black_box(tally.take());
        start.elapsed()
    });
    Some(best_and_median(times.collect()))
}

fn best_and_median(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1_000.0;
    (milliseconds(times[0]), milliseconds(times[times.len() / 2]))
}

/// The time of a whole process, best and median of several.
fn process(times: usize, words: &[&str]) -> Option<(f64, f64)> {
    let mut taken = Vec::new();
    for _ in 0..times {
        let start = Instant::now();
        let output = Command::new(FLOWCAST).args(words).output().ok()?;
        taken.push(start.elapsed());
        if !output.status.success() {
            eprintln!("{}", String::from_utf8_lossy(&output.stderr));
            return None;
        }
    }
    Some(best_and_median(taken))
}

/// Peak memory in MB of a run, as the kernel counted it for the finished child; Linux's `/usr/bin/time` tells.
fn peak_memory(words: &[&str]) -> Option<f64> {
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%M", FLOWCAST])
        .args(words)
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    text.lines()
        .last()?
        .trim()
        .parse::<f64>()
        .ok()
        .map(|kilobytes| kilobytes / 1_024.0)
}

fn main() {
    let folder = std::env::temp_dir().join(format!("flowcast-bench-{}", std::process::id()));
    let out = folder.join("out");
    let out = out.to_string_lossy();
    let run = |threads| {
        [
            "run",
            NORTHWIND,
            "--replications",
            "1000",
            "--threads",
            threads,
            "--out",
            &out,
            "-q",
        ]
    };
    let mut lines = Vec::new();
    if let Some((best, median)) = year() {
        lines.push(format!(
            "a year of Northwind: {best:.1} ms a replication ({median:.1} median), at most 15"
        ));
    }
    if let (Some((one, _)), Some((two, _))) = (process(5, &run("1")), process(5, &run("2"))) {
        lines.push(format!(
            "1,000 replications of Northwind: {:.2} s on one thread, {:.2} s on two",
            one / 1e3,
            two / 1e3
        ));
        lines.push(format!(
            "two threads are {:.2} times one (best of 5 each), at least 1.9",
            one / two
        ));
    }
    match peak_memory(&run("2")) {
        Some(peak) => lines.push(format!("peak memory of 1,000 replications: {peak:.0} MB, below 50")),
        None => lines.push("peak memory: not known without /usr/bin/time".to_owned()),
    }
    if let Some((best, median)) = process(20, &["check", NORTHWIND]) {
        lines.push(format!(
            "check of Northwind: {best:.1} ms ({median:.1} median), below 20"
        ));
    }
    if let Some((best, median)) = process(20, &["--version"]) {
        lines.push(format!("start: {best:.1} ms ({median:.1} median), below 10"));
    }
    if Path::new(&folder).exists() {
        let _ = std::fs::remove_dir_all(&folder);
    }
    record::tell("replications", &lines);
}
