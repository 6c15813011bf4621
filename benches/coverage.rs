//! How often intervals hold what is known: 1,000 experiments with other seeds, each with as many replications as a run has by
//! default. `cargo bench --bench coverage -- --record NAME` keeps the figures, which docs/statistics.md quotes.

#[path = "../tests/support/coverage.rs"]
mod coverage;
mod record;

use coverage::{Coverage, LEVEL, QUEUES};

const EXPERIMENTS: u32 = 1_000;

fn main() {
    let rows = coverage::coverage(
        &QUEUES,
        EXPERIMENTS,
        std::thread::available_parallelism().map_or(1, usize::from),
    );
    let mut lines = vec![format!("experiments {EXPERIMENTS}, nominal {:.1} %", LEVEL * 100.0)];
    lines.extend(rows.iter().map(line));
    record::tell("coverage", &lines);
}

/// `queue; kind; figure; known; covered; half width`.
fn line(row: &Coverage) -> String {
    format!(
        "{}; {}; {}; {:.6}; {:.1} %; {:.6}",
        row.queue,
        row.kind,
        row.figure,
        row.truth,
        row.share() * 100.0,
        row.half_width
    )
}
