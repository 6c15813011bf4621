//! Speed and answers of the programs specialised by hand, alone: `cargo bench --bench reference_only -- [seeds]`.

mod reference;

use std::time::Instant;

use reference::luck::{Keyed, Sequential};
use reference::{Answer, Heap, PLACES, Tournament, mmc, network};

const CUSTOMERS: u64 = 200_000;
const TIMED: usize = 7;

/// Prints nanoseconds per event (best and median) and the answers over seeds.
fn measure(name: &str, run: fn(u64, u64) -> Answer, seeds: u64) {
    let mut times: Vec<f64> = (0..TIMED)
        .map(|_| {
            let start = Instant::now();
            let answer = std::hint::black_box(run(CUSTOMERS, 1));
            start.elapsed().as_nanos() as f64 / answer.events as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let answers: Vec<Answer> = (1..=seeds).map(|seed| run(CUSTOMERS, seed)).collect();
    let (lead, error) = mean_and_error(answers.iter().map(|answer| answer.lead_time_mean));
    let (deviation, _) = mean_and_error(answers.iter().map(|answer| answer.lead_time_deviation));
    let (utilisation, spread) = mean_and_error(answers.iter().map(|answer| answer.utilisation));
    println!(
        "{name:40} {:6.1} best {:6.1} median ns/event, {:.3} events/customer, lead time {lead:.4} ± {error:.4} (deviation \
         {deviation:.3}), utilisation {utilisation:.4} ± {spread:.4}",
        times[0],
        times[TIMED / 2],
        answers[0].events as f64 / answers[0].customers as f64,
    );
}

/// The mean and its standard error.
fn mean_and_error(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    let variance = values.map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}

fn main() {
    let seeds = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(24);
    measure("network, heap, own generator", network::run::<Sequential, Heap>, seeds);
    measure("network, heap, flowcast generator", network::run::<Keyed, Heap>, seeds);
    measure(
        "network, tournament, own generator",
        network::run::<Sequential, Tournament<PLACES>>,
        seeds,
    );
    measure(
        "network, tournament, flowcast generator",
        network::run::<Keyed, Tournament<PLACES>>,
        seeds,
    );
    measure("M/M/1, own generator", mmc::run::<1, 1, Sequential>, seeds);
    measure("M/M/1, flowcast generator", mmc::run::<1, 1, Keyed>, seeds);
    measure("M/M/10, own generator", mmc::run::<10, 16, Sequential>, seeds);
    measure("M/M/10, flowcast generator", mmc::run::<10, 16, Keyed>, seeds);
}
