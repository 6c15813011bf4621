//! One thread running the benchmark's network and nothing else, for a profiler:
//! `valgrind --tool=callgrind $(cargo bench --bench profile --no-run ...) measured`; with `mm1`, M/M/1 instead.

mod worlds;

use std::hint::black_box;

use flowcast::diagnostic::Sources;
use flowcast::engine::{Program, World};
use flowcast::measures::{Plan, Tally};
use flowcast::observation::Deaf;
use flowcast::scenario::{self, Choice};

fn main() {
    let text = match std::env::args().any(|argument| argument == "mm1") {
        true => worlds::mmc(1, 50_000),
        false => worlds::SERVICE_NETWORK.to_owned(),
    };
    let measured = std::env::args().any(|argument| argument == "measured");
    let mut sources = Sources::default();
    let file = sources.add("service-network.toml", &text);
    let choice = Choice {
        variant: None,
        sets: vec!["duration=\"12 weeks\"".to_owned()],
    };
    let Ok(scenario) = scenario::read(&mut sources, file, &choice) else {
        return;
    };
    let program = Program::new(&scenario.model);
    let plan = Plan::new(&scenario.model, &program);
    let mut world = World::new(&program);
    let mut tally = Tally::new(&program, &plan);
    // For a profiler that samples, say how many: `measured 300`.
    let replications = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(3);
    for replication in 0..replications {
        if measured {
            world.run(1, replication, &mut tally);
            black_box(tally.take());
        } else {
            world.run(1, replication, &mut Deaf);
        }
    }
}
