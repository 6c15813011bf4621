//! How long a scenario takes to read: text to model, with every check of it and of its variants.
//!
//! `cargo bench --bench reading` prints the figures; `-- --record NAME` also writes them, dated, to `benches/runs/`.

mod record;
mod worlds;

use std::hint::black_box;
use std::time::{Duration, Instant};

use flowcast::diagnostic::Sources;
use flowcast::scenario::{self, Choice};

/// Every scenario is read at least so often, and for so long.
const ROUNDS: usize = 20;
const LONG: Duration = Duration::from_secs(1);

fn read(text: &str) {
    let mut sources = Sources::default();
    let file = sources.add("scenario.toml", text);
    let read = scenario::read(&mut sources, file, &Choice::default());
    assert!(black_box(read).is_ok(), "it can be read");
}

/// Least and median milliseconds.
fn time(text: &str) -> (f64, f64) {
    let begun = Instant::now();
    let mut taken = Vec::new();
    while taken.len() < ROUNDS || begun.elapsed() < LONG {
        let start = Instant::now();
        read(text);
        taken.push(start.elapsed().as_secs_f64() * 1e3);
    }
    taken.sort_by(f64::total_cmp);
    (taken[0], taken[taken.len() / 2])
}

/// An organisation of so many teams, streams and promises, with ten variants: much to read.
fn large(teams: usize) -> String {
    let mut text = r#"
title = "Large"
start = 2027-01-04
timezone = "Europe/Berlin"
duration = "12 weeks"
[hours]
office = "Mon-Fri 09:00-17:30"
late = "Mon-Fri 13:00-21:00"
"#
    .to_owned();
    for team in 0..teams {
        let next = (team + 1) % teams;
        text += &format!(
            r#"
[team.team_{team}]
people = {{ office = 8, late = 2 }}
absence = "8%"
other_duties = "10%"
hourly_cost = 40
[demand.demand_{team}]
kind = "value"
stream = "stream_{team}"
arrivals = {{ per_week = 100, split = {{ office = "80%", outside = "20%" }} }}
priority = {{ P1 = "5%", P2 = "20%", P3 = "75%" }}
[[stream.stream_{team}.step]]
name = "take"
activity = "engage"
practice = "service desk"
team = "team_{team}"
effort = {{ typical = "20m", one_in_ten_over = "1h" }}
next = {{ done = "60%", work = "rest" }}
[[stream.stream_{team}.step]]
name = "work"
activity = "deliver_and_support"
practice = "incident management"
team = "team_{next}"
effort = {{ typical = "1h", one_in_ten_over = "4h" }}
[promise.promise_{team}]
for = {{ demand = "demand_{team}", priority = ["P1", "P2"] }}
respond = "1h"
resolve = "8h"
clock = "office"
target = "80%"
"#
        );
    }
    for variant in 0..10 {
        text += &format!("[variant.more_{variant}]\nteam.team_{variant}.people.office = 9\n");
    }
    text
}

fn main() {
    let northwind = include_str!("../scenarios/northwind.toml");
    let scenarios = [
        ("Northwind", northwind.to_owned()),
        ("the service network", worlds::SERVICE_NETWORK.to_owned()),
        ("M/M/1", worlds::mmc(1, 50_000)),
        ("40 teams", large(40)),
    ];
    let lines: Vec<String> = scenarios
        .iter()
        .map(|(name, text)| {
            let (best, median) = time(text);
            let lines = text.lines().count();
            format!("{name}, {lines} lines: {best:.3} ms ({median:.3} median)")
        })
        .collect();
    record::tell("reading", &lines);
}
