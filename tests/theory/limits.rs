//! Finite capacity, closed networks, blocking lines, fork and join, finite sources.

use crate::harness::{
    Case, REPLICATIONS, Read, Station, case, exponential, heading, hold, mean_lead, mean_open, mean_wait, minutes,
    step, utilisation,
};

/// Share of the arrivals that were turned away.
fn turned_away() -> Read {
    Read::By(
        Box::new(Read::Figure("closed undone", "all", "all", "per week")),
        Box::new(Read::Figure("arrivals", "all", "all", "per week")),
    )
}

/// Items done in a minute.
fn throughput() -> Read {
    Read::Times(
        1.0 / (168.0 * 60.0),
        Box::new(Read::Figure("throughput", "all", "all", "per week")),
    )
}

/// Turns away whoever finds so many items in the stream.
fn room_for(items: u32, text: &str) -> String {
    let stream =
        format!("[stream.restore]\nwip = {{ items = {items}, when_full = \"turn away\" }}\n[[stream.restore.step]]");
    text.replacen("[[stream.restore.step]]", &stream, 1)
}

fn capacity(rate: f64, people: u32, service: f64, items: u32, known: [f64; 4]) -> (String, Vec<Case>) {
    let station = Station::poisson(rate, people, exponential(service));
    let text = room_for(items, &station.text(rate, 4e6, 500.0));
    let [blocked, system, wait, busy] = known;
    let cases = vec![
        case("P(blocked)", turned_away(), blocked, 0.01, 0.001),
        case("mean_in_system_L", mean_open(), system, 0.005, 0.001),
        case("mean_wait_accepted", mean_wait("all", "all"), wait, 0.005, 0.001),
        case("utilisation", utilisation("desk"), busy, 0.002, 0.001),
    ];
    (text, cases)
}

/// M/M/1/4. Source: Gross et al. s.2.5.
#[test]
fn mm1k_4() {
    let (text, cases) = capacity(
        0.9,
        1,
        1.0,
        4,
        [0.160215867744, 1.7902859515, 1.36871183484, 0.75580571903],
    );
    hold("mm1k_4", &text, &cases);
}

/// M/M/2/3. Source: Gross et al. s.2.5; the same model is in the simmer vignette on queueing.
#[test]
fn simmer_mm23() {
    let (text, cases) = capacity(
        3.0,
        2,
        0.25,
        3,
        [0.0493601462523, 0.762340036563, 0.0173076923077, 0.356489945155],
    );
    hold("simmer_mm23", &text, &cases);
}

/// Erlang's loss formula holds whatever the law of service. Source: Erlang 1917; Sevastyanov 1957.
#[test]
fn erlang_b_15() {
    for (name, effort) in [
        ("exponential", exponential(1.0)),
        ("constant", "\"1m\"".to_owned()),
        ("lognormal", "{ lognormal = { mean = \"1m\", cv = 2 } }".to_owned()),
    ] {
        let station = Station::poisson(10.0, 15, effort);
        let text = room_for(15, &station.text(10.0, 4e6, 500.0));
        let cases = [case("P(blocked)", turned_away(), 0.0364969454724, 0.01, 0.001)];
        hold(&format!("erlangB_15 {name}"), &text, &cases);
    }
}

/// One pump and no queue: cars and motorcycles. Source: the simmer vignette on continuous-time Markov chains.
#[test]
fn simmer_gas1() {
    let mut station = Station::poisson(
        0.15,
        1,
        "{ by = \"type\", car = { exponential = { mean = \"8m\" } }, motorcycle = { exponential = { mean = \"3m\" } } }",
    );
    station.demand = "type = { car = \"75%\", motorcycle = \"25%\" }\n".to_owned();
    let text = room_for(1, &station.text(0.15, 2e6, 500.0));
    let cases = [case("mean_in_system_L", mean_open(), 0.503105590062, 0.01, 0.001)];
    hold("simmer_gas1", &text, &cases);
}

/// A line that is never starved: every minute one item comes, more than can pass.
fn saturated(efforts: &[f64], stream: &str, steps: &str, minutes: f64) -> String {
    let mut text = heading(minutes, 3000.0, REPLICATIONS);
    text += "[demand.job]\nkind = \"value\"\nstream = \"line\"\narrivals = { every = \"45s\" }\n";
    text += &format!("[stream.line]\n{stream}\n");
    for (number, mean) in efforts.iter().enumerate() {
        text += &format!("[team.t{number}]\npeople = 1\n");
        text += &step(
            "line",
            &format!("s{number}"),
            &format!("t{number}"),
            &exponential(*mean),
            "",
        );
        if number > 0 {
            text += &format!("{steps}\n");
        }
    }
    text
}

/// Constant work in progress: six items in a line of three. Source: Reiser and Lavenberg 1980; Buzen 1973; Spearman, Woodruff
/// and Hopp 1990.
#[test]
fn conwip_3x1() {
    let text = saturated(&[1.0, 0.8, 0.6], "wip = 6", "", 60_000.0);
    let number = |index: usize| {
        let (team, step) = [("t0", "line.s0"), ("t1", "line.s1"), ("t2", "line.s2")][index];
        let waiting = Read::Times(1.0 / 168.0, Box::new(Read::Figure("queue", "step", step, "per week")));
        Read::Sum(vec![waiting, utilisation(team)])
    };
    let cases = [
        case("throughput", throughput(), 0.893301367083, 0.002, 0.001),
        case(
            "mean_cycle_time",
            Read::By(
                Box::new(Read::Sum((0..3).map(number).collect())),
                Box::new(throughput()),
            ),
            6.71665825341,
            0.005,
            0.001,
        ),
        case("station1_mean_number", number(0), 3.13500980783, 0.01, 0.001),
        case("station2_mean_number", number(1), 1.83259805948, 0.01, 0.001),
        case("station3_mean_number", number(2), 1.0323921327, 0.01, 0.001),
    ];
    hold("conwip_3x1", &text, &cases);
}

/// Two and three stations without room between them: a finished job keeps its server until the next is free. Source: Hunt 1956.
#[test]
fn blocking_after_service() {
    let holding = "wip = { items = 1, when_full = \"holding\" }";
    for (id, stations, known) in [("sat2_b0", 2, 0.666666666667), ("sat3_b0", 3, 0.564102564103)] {
        let text = saturated(&vec![1.0; stations], "", holding, 60_000.0);
        hold(id, &text, &[case("throughput", throughput(), known, 0.002, 0.001)]);
    }
}

/// The same line, where what is kept is the only place of the step and not the person.
#[test]
fn a_place_kept_is_as_good_as_a_person() {
    let blocking = "wip = { items = 1, when_full = \"blocking\" }";
    let text = saturated(&[1.0; 2], "", blocking, 60_000.0).replacen("team = \"t0\"\n", "team = \"t0\"\nwip = 1\n", 1);
    hold(
        "sat2_b0 by places",
        &text,
        &[case("throughput", throughput(), 0.666666666667, 0.002, 0.001)],
    );
}

/// Ten machines and two repairers. Source: Gross et al. s.2.7.
#[test]
fn repair_10_2() {
    let mut station = Station::poisson(1.0, 2, exponential(2.0));
    station.arrivals = "{ users = 10, each_again_after = { exponential = { mean = \"10m\" } } }".to_owned();
    let cases = [
        case("mean_machines_down", mean_open(), 2.40372153013, 0.005, 0.001),
        case("repair_throughput", throughput(), 0.759627846987, 0.002, 0.001),
        case(
            "mean_wait_for_repairer",
            mean_wait("all", "all"),
            1.16434098574,
            0.005,
            0.001,
        ),
        case(
            "utilisation_repairers",
            utilisation("desk"),
            0.759627846987,
            0.002,
            0.001,
        ),
    ];
    hold("repair_10_2", &station.text(1.0, 4e6, 500.0), &cases);
}

/// Two branches, each with a queue of its own. Source: Flatto and Hahn 1984; Nelson and Tantawi 1988.
#[test]
fn fj2_r50() {
    let mut text = heading(2e6 / f64::from(REPLICATIONS) / 0.5, 400.0, REPLICATIONS);
    text += "[team.gate]\npeople = 1\n[team.left]\npeople = 1\n[team.right]\npeople = 1\n";
    text += "[demand.order]\nkind = \"value\"\nstream = \"line\"\narrivals = { per_hour = 30 }\n";
    text += &step("line", "split", "gate", "\"0m\"", "");
    text += "branch = { to = [\"a\", \"b\"], join = \"together\" }\n";
    text += &step("line", "a", "left", &exponential(1.0), "{ together = \"100%\" }");
    text += &step("line", "b", "right", &exponential(1.0), "");
    text += &step("line", "together", "gate", "\"0m\"", "");
    let queue = |name| minutes(Read::Figure("queue", "step", name, "mean per visit"));
    let cases = [
        case("mean_response", mean_lead(), 2.875, 0.005, 0.001),
        // Each branch alone is an M/M/1 queue.
        case("wait of one branch", queue("line.a"), 1.0, 0.01, 0.001),
    ];
    hold("fj2_r50", &text, &cases);
}
