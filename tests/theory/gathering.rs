//! Batches and trains: work on up to so many at once, on exactly so many, and departures by the clock.

use crate::harness::{Read, Station, case, exponential, hold, mean_lead, mean_wait, minutes, utilisation};

/// Adds a line to the station's step.
fn with(text: &str, line: &str) -> String {
    text.replacen("name = \"fix\"\n", &format!("name = \"fix\"\n{line}\n"), 1)
}

fn mean_batch() -> Read {
    minutes(Read::Figure("batch", "all", "all", "mean"))
}

/// Whoever is free takes up to five of those that wait; three a minute come, and each batch takes a minute on average. Source:
/// Bailey 1954; Neuts 1967; Gross et al. s.3.2, from the Markov chain of (busy, queue).
#[test]
fn bulk_upto5() {
    let station = Station::poisson(3.0, 1, exponential(1.0));
    let text = with(&station.text(3.0, 4e6, 500.0), "batch = { at_most = 5 }");
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 1.59075826874, 0.005, 0.001),
        case("P(server_busy)", utilisation("desk"), 0.947664481275, 0.002, 0.001),
    ];
    hold("bulk_upto5", &text, &cases);
}

/// Exactly four are worked on as one. Items gather for (4 − 1)/2 intervals on average; batches arrive at Erlang-4 intervals, so they
/// queue as in E₄/M/1: σ/(μ(1 − σ)), where σ is the root in (0, 1) of σ = (λ/(λ + μ(1 − σ)))⁴ (Gross et al. s.5.3). For λ = 3 and μ = 1.
#[test]
fn batches_of_four() {
    let mut sigma = 0.5_f64;
    for _ in 0..10_000 {
        sigma = (3.0 / (4.0 - sigma)).powi(4);
    }
    let (gather, queue) = (1.5 / 3.0, sigma / (1.0 - sigma));
    let station = Station::poisson(3.0, 1, exponential(1.0));
    let text = with(&station.text(3.0, 4e6, 500.0), "batch = { size = 4 }");
    let cases = [
        case("mean time to gather", mean_batch(), gather, 0.005, 0.001),
        case("mean_lead", mean_lead(), gather + queue + 1.0, 0.005, 0.001),
        case("utilisation", utilisation("desk"), 0.75, 0.002, 0.001),
    ];
    hold("batches_of_four", &text, &cases);
}

/// What comes at random waits half a period on average for a train with room for all: 12 hours where one leaves every day. By
/// PASTA the wait is uniform, and work begins at once where there are people enough.
#[test]
fn half_a_period_to_the_next_train() {
    let station = Station::poisson(0.05, 1000, "\"1m\"");
    let text = with(
        &station.text(0.05, 4e5, 144.0),
        "train = { leaves = \"Mon-Sun 18:00\" }",
    );
    let cases = [
        case("mean wait for it", mean_batch(), 720.0, 0.005, 0.001),
        case("mean_lead", mean_lead(), 721.0, 0.005, 0.001),
    ];
    hold("half_a_period", &text, &cases);
}
