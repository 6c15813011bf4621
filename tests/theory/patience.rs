//! Impatient customers: M/M/c+M (Erlang A) and M/M/c+D.

use crate::harness::{INSTANTLY, Read, Station, case, exponential, hold, mean_wait, utilisation};

/// A station whose items leave after a time in the queue.
fn impatient(rate: f64, people: u32, patience: &str) -> Station {
    let mut station = Station::poisson(rate, people, exponential(1.0));
    // The effort is the step's last key but `next`.
    station.effort = format!("{}\npatience = {{ lasts = {patience} }}", station.effort);
    station
}

fn abandoned() -> Read {
    Read::Figure("abandoned", "all", "all", "share")
}

/// Mean wait of all, by Little's law from the hours of queueing in a week.
fn mean_wait_of_all(rate: f64) -> Read {
    let queueing = Read::Figure("queue", "team", "desk", "per week");
    Read::Times(1.0 / (168.0 * rate), Box::new(queueing))
}

/// M/M/50+M, patience 2 on average.
/// Source: Palm 1957; Garnett, Mandelbaum, Reiman 2002, MSOM 4:208, Table 1; Baccelli and Hebuterne 1981.
#[test]
fn erl_a_garnett() {
    let station = impatient(48.0, 50, &exponential(2.0))
        .respond("wait_0", INSTANTLY)
        .respond("within_a_third", 0.3333)
        .respond("within_a_fifth", 0.2083);
    let served = |name| Read::Figure("promise kept", "promise", name, "share");
    let cases = [
        case("P(abandon)", abandoned(), 0.0309122491622, 0.01, 0.001),
        case("P(wait>0)", Read::Missed("wait_0 respond"), 0.467774068554, 0.01, 0.001),
        case("mean_wait_all", mean_wait_of_all(48.0), 0.0618244983244, 0.01, 0.001),
        case(
            "mean_wait_served",
            mean_wait("all", "all"),
            0.0602650039926,
            0.01,
            0.001,
        ),
        case("utilisation", utilisation("desk"), 0.930324240804, 0.002, 0.001),
        case(
            "P(served_within_0.3333)",
            served("within_a_third respond"),
            0.943018954747,
            0.01,
            0.001,
        ),
        case(
            "P(served_within_0.2083)",
            served("within_a_fifth respond"),
            0.874556909673,
            0.01,
            0.001,
        ),
    ];
    hold("erlA_garnett", &station.text(48.0, 5e6, 2000.0), &cases);
}

/// M/M/4+M at 1.25 times its capacity.
/// Source: the same.
#[test]
fn erl_a_small() {
    let station = impatient(5.0, 4, &exponential(2.0))
        .respond("wait_0", INSTANTLY)
        .respond("within_half", 0.5)
        .respond("within_one", 1.0);
    let served = |name| Read::Figure("promise kept", "promise", name, "share");
    let cases = [
        case("P(abandon)", abandoned(), 0.259025502083, 0.01, 0.001),
        case("P(wait>0)", Read::Missed("wait_0 respond"), 0.820950919133, 0.01, 0.001),
        case("mean_wait_all", mean_wait_of_all(5.0), 0.518051004165, 0.01, 0.001),
        case("mean_wait_served", mean_wait("all", "all"), 0.520366604916, 0.01, 0.001),
        case("utilisation", utilisation("desk"), 0.926218122397, 0.002, 0.001),
        case(
            "P(served_within_0.5)",
            served("within_half respond"),
            0.422701182224,
            0.01,
            0.001,
        ),
        case(
            "P(served_within_1)",
            served("within_one respond"),
            0.606570999503,
            0.01,
            0.001,
        ),
    ];
    hold("erlA_small", &station.text(5.0, 4e6, 2000.0), &cases);
}

/// M/M/5+D: everybody leaves after just two minutes in the queue.
/// Source: Baccelli and Hebuterne 1981, with deterministic patience.
#[test]
fn mmc_d_det() {
    let station = impatient(5.0, 5, "\"2m\"").respond("wait_0", INSTANTLY);
    let cases = [
        case("P(abandon)", abandoned(), 0.0740170535291, 0.01, 0.001),
        case("mean_wait_all", mean_wait_of_all(5.0), 0.88820464235, 0.005, 0.001),
        case("P(wait>0)", Read::Missed("wait_0 respond"), 0.81418758882, 0.01, 0.001),
    ];
    hold("mmcD_det", &station.text(5.0, 3e6, 2000.0), &cases);
}
