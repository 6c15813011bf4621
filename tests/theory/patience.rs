//! Impatient customers: M/M/c+M (Erlang A) and M/M/c+D.

use flowcast::engine::World;
use flowcast::observation::{Observer, Subject, Waited};
use flowcast::time::{Instant, MINUTE};

use crate::harness::{INSTANTLY, Read, Station, case, exponential, hold, judge, mean, mean_wait, utilisation};
use crate::support;

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

/// The share of items that are in the queue for longer, those that give up included, by replication.
fn longer_waits(text: &str, minutes: f64) -> Vec<f64> {
    struct Waits {
        from: Instant,
        longest: i64,
        longer: f64,
        all: f64,
    }
    impl Observer for Waits {
        fn started(&mut self, now: Instant, _: &Subject, _: u32, waited: Waited) {
            if now >= self.from {
                self.all += 1.0;
                self.longer += f64::from(u8::from(waited.queue > self.longest));
            }
        }
        fn left(&mut self, now: Instant, of: &Subject, place: u32, waited: Waited) {
            self.started(now, of, place, waited);
        }
    }
    let (model, program) = support::program(text);
    let mut world = World::new(&program);
    let share = |number| {
        let mut waits = Waits {
            from: program.window_start,
            longest: (minutes * MINUTE as f64).round() as i64,
            longer: 0.0,
            all: 0.0,
        };
        world.run(model.run.seed, number, &mut waits);
        waits.longer / waits.all
    };
    (0..u64::from(model.run.replications)).map(share).collect()
}

/// How long all wait, whether they are served or give up. Source: the same.
#[test]
fn erl_a_waits_of_all() {
    let large = impatient(48.0, 50, &exponential(2.0)).text(48.0, 15e6, 2000.0);
    let small = impatient(5.0, 4, &exponential(2.0)).text(5.0, 4e6, 2000.0);
    for (id, text, quantity, minutes, known) in [
        ("erlA_garnett", &large, "P(wait>0.3333)", 0.3333, 0.0271356082922),
        ("erlA_garnett", &large, "P(wait>0.2083)", 0.2083, 0.0991498110213),
        ("erlA_small", &small, "P(wait>0.5)", 0.5, 0.423962475871),
        ("erlA_small", &small, "P(wait>1)", 1.0, 0.169254918403),
    ] {
        let known = case(quantity, abandoned(), known, 0.015, 0.001);
        let (estimate, error) = mean(&longer_waits(text, minutes));
        assert_eq!(judge(id, &known, estimate, error), None);
    }
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
