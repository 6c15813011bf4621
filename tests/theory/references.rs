//! Published or independently simulated references: |estimate − reference| ≤ 4·√(SE² + (half width ÷ 1.96)²).

use crate::harness::{Read, Station, case, exponential, heading, hold, hold_references, step, utilisation};

/// Its name, its jobs an hour, and its stations with the mean time at each.
type Route = (&'static str, u32, &'static [(usize, f64)]);

/// Five stations, three routes, Erlang services: a year of eight-hour days from an empty start, an hour for a unit.
/// Source: Law, Simulation Modeling and Analysis 5e, s.2.7; utilisations of an independent simulation.
#[test]
fn law_jobshop() {
    let routes: [Route; 3] = [
        ("one", 72, &[(3, 0.5), (1, 0.6), (2, 0.85), (5, 0.5)]),
        ("two", 120, &[(4, 1.1), (1, 0.8), (3, 0.75)]),
        ("three", 48, &[(2, 1.2), (5, 0.25), (1, 0.7), (4, 0.9), (3, 1.0)]),
    ];
    let mut text = heading(2920.0, 0.0, 400);
    for (number, people) in [3, 2, 4, 3, 1].into_iter().enumerate() {
        text += &format!("[team.station{}]\npeople = {people}\n", number + 1);
    }
    for (name, per_hour, route) in routes {
        text += &format!(
            "[demand.{name}]\nkind = \"value\"\nstream = \"{name}\"\narrivals = {{ per_hour = {per_hour} }}\n"
        );
        for (station, mean) in route {
            let (place, team) = (format!("at{station}"), format!("station{station}"));
            let effort = format!("{{ erlang = {{ mean = \"{mean}m\", k = 2 }} }}");
            text += &step(name, &place, &team, &effort, "");
        }
    }
    let busy = |quantity, team, known| case(quantity, utilisation(team), known, 0.002, 0.0);
    let cases = [
        (busy("station1_utilisation", "station1", 0.954997327), 0.0004474),
        (busy("station2_utilisation", "station2", 0.980728826), 0.0005004),
        (busy("station3_utilisation", "station3", 0.720136809), 0.0003367),
        (busy("station4_utilisation", "station4", 0.96744333), 0.0005237),
        (busy("station5_utilisation", "station5", 0.791684225), 0.0005328),
    ];
    hold_references("law_jobshop", &text, &cases);
}

/// A belt of three stations with room for three before each: a finished job keeps its server until there is room, and whoever
/// finds the first full is lost. A second is a second.
/// Source: the simulation library Ciw, example of the stools; losses of an independent simulation.
#[test]
fn ciw_stools() {
    let mut text = heading(60.0, 10.0, 1000);
    text += "[demand.stool]\nkind = \"value\"\nstream = \"belt\"\narrivals = { every = \"4s\" }\n";
    for (number, when_full) in ["turn away", "holding", "holding"].into_iter().enumerate() {
        let (place, team) = (format!("s{number}"), format!("t{number}"));
        text += &format!("[team.{team}]\npeople = 1\n");
        text += &step(
            "belt",
            &place,
            &team,
            "{ uniform = { low = \"3s\", high = \"5s\" } }",
            "",
        );
        text += &format!("wip = {{ items = 4, when_full = \"{when_full}\" }}\n");
    }
    let lost = Read::Times(
        1.0 / 168.0,
        Box::new(Read::Figure("closed undone", "all", "all", "per week")),
    );
    hold_references(
        "ciw_stools",
        &text,
        &[(case("losses_per_hour_U(3-5)", lost, 7.35655, 0.02, 0.0), 0.04071)],
    );
}

/// M/M/1 whose server fails, busy or idle, and is repaired: a failure is urgent work that interrupts, whose one source fails again
/// an exponential time after its repair. Source: the Markov chain of jobs and servers; White and Christie 1958.
#[test]
fn brk_m1() {
    let mut station = Station::poisson(0.5, 1, exponential(1.0));
    station.demand = "priority = { P2 = \"100%\" }".to_owned();
    let mut text = station
        .text(0.5, 4e6, 400.0)
        .replace("people = 1\n", "people = 1\npreempts = [\"P1\"]\n");
    text += &format!(
        "[demand.breakdown]\nkind = \"internal\"\nstream = \"repair\"\npriority = {{ P1 = \"100%\" }}\n\
         arrivals = {{ users = 1, each_again_after = {} }}\n{}",
        exponential(20.0),
        step("repair", "repair", "desk", &exponential(4.0), "")
    );
    let work = Read::Figure("work", "step", "restore.fix", "per week");
    let cases = [
        case(
            "mean_in_system_L",
            Read::Figure("open items", "demand", "incident", "mean"),
            2.33333333333,
            0.01,
            0.002,
        ),
        case(
            "mean_busy_working_servers",
            Read::Times(1.0 / 168.0, Box::new(work)),
            0.5,
            0.002,
            0.001,
        ),
    ];
    hold("brk_m1", &text, &cases);
}
