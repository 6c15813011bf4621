//! Renewal arrivals: GI/M/1.

use crate::harness::{INSTANTLY, Read, Station, balanced, case, exponential, hold, mean_wait};

/// Exponential service of mean 1 by one person; intervals in TOML.
fn renewals(interval: String) -> Station {
    let mut station = Station::poisson(1.0, 1, exponential(1.0));
    station.arrivals = format!("{{ every = {interval} }}");
    station
}

/// Erlang-2 intervals of mean 1.25, exponential service of mean 1.
/// Source: Gross et al. s.5.3 (root sigma of A*(mu(1-sigma))=sigma).
#[test]
fn e2m1_r80() {
    let station = renewals("{ erlang = { mean = \"1.25m\", k = 2 } }".to_owned())
        .respond("wait_0", INSTANTLY)
        .respond("wait_5", 5.0);
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 2.84397976699, 0.005, 0.001),
        case("P(wait>0)", Read::Missed("wait_0 respond"), 0.739852949126, 0.01, 0.001),
        case("sojourn_p95", Read::Lead(0.95), 11.5155342469, 0.01, 0.001),
        case("P(wait>5)", Read::Missed("wait_5 respond"), 0.20148525342, 0.015, 0.002),
    ];
    hold("e2m1_r80", &station.text(0.8, 7e6, 2000.0), &cases);
}

/// Hyperexponential intervals of mean 1.25 with balanced means, squared coefficient of variation 4; exponential service of mean 1.
/// Source: Gross et al. s.5.3 (root sigma of A*(mu(1-sigma))=sigma).
#[test]
fn h2m1_r80() {
    let station = renewals(balanced(1.419_677_335_39, 0.180_322_664_607))
        .respond("wait_0", INSTANTLY)
        .respond("wait_5", 5.0);
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 9.81919277198, 0.005, 0.001),
        case("P(wait>0)", Read::Missed("wait_0 respond"), 0.907571662593, 0.01, 0.001),
        case("sojourn_p95", Read::Lead(0.95), 32.4114049608, 0.01, 0.001),
        case(
            "P(wait>5)",
            Read::Missed("wait_5 respond"),
            0.571709412981,
            0.015,
            0.002,
        ),
    ];
    hold("h2m1_r80", &station.text(0.8, 16e6, 2000.0), &cases);
}
