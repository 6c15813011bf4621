//! Staffing: a call centre, the fewest agents that keep a promise, pooling.

use flowcast::results::Verdict;

use crate::harness::{INSTANTLY, REPLICATIONS, Read, Station, case, exponential, heading, hold, mean_wait, step};
use crate::support;

/// 100 calls in half an hour, three minutes each.
fn call_centre(agents: u32) -> Station {
    let mut station = Station::poisson(200.0 / 60.0, agents, exponential(3.0)).respond("at_once", INSTANTLY);
    station.demand = "[promise.answer]\nrespond = \"20s\"\ntarget = \"80%\"".to_owned();
    station
}

fn answered() -> Read {
    Read::Figure("promise kept", "promise", "answer respond", "share")
}

/// The worked example of a call centre with 14 agents, and the service level of `staff_100`.
/// Source: Call Centre Helper, 'Erlang C formula - made simple'; Gross et al.
#[test]
fn cc_14agents() {
    let seconds = Read::Times(60.0, Box::new(mean_wait("all", "all")));
    let cases = [
        case("service_level_20s", answered(), 0.888350019179, 0.01, 0.001),
        case("ASA_seconds", seconds, 7.83593701178, 0.005, 0.001),
        case(
            "P(wait>0)",
            Read::Missed("at_once respond"),
            0.174131933595,
            0.01,
            0.001,
        ),
        case(
            "staff_100/service_level_at_min",
            answered(),
            0.888350019179,
            0.01,
            0.001,
        ),
    ];
    hold("cc_14agents", &call_centre(14).text(200.0 / 60.0, 20e6, 2000.0), &cases);
}

/// `staff_100/min_servers`: 14 agents keep the promise of 80 % in 20 seconds, 13 do not (79.56 %).
/// Source: Erlang C scan; Gross et al.
#[test]
fn staff_100() {
    let verdict = |agents| {
        let forecast = support::run(&support::model(&call_centre(agents).text(200.0 / 60.0, 3e6, 2000.0)));
        let results = forecast.summary.results;
        let promise = results.promises.iter().find(|promise| promise.name == "answer");
        promise.expect("it is promised").verdict
    };
    assert_eq!((verdict(13), verdict(14)), (Verdict::Missed, Verdict::Kept));
}

/// Two groups of five, each with arrivals of rate 4, against ten with arrivals of rate 8.
/// Source: Smith-Whitt 1981, ratio of Erlang C.
#[test]
fn pooling() {
    let mut text = heading(60_000.0, 500.0, REPLICATIONS);
    for (name, people, rate) in [("left", 5, 240), ("right", 5, 240), ("pool", 10, 480)] {
        text += &format!("[team.{name}]\npeople = {people}\n[demand.{name}]\nkind = \"value\"\nstream = \"{name}\"\n");
        text += &format!("arrivals = {{ per_hour = {rate} }}\n");
        text += &step(name, "work", name, &exponential(1.0), "");
    }
    let wait = |name| Box::new(mean_wait("demand", name));
    let separate = Read::Times(
        0.5,
        Box::new(Read::Sum(vec![
            mean_wait("demand", "left"),
            mean_wait("demand", "right"),
        ])),
    );
    let ratio = Read::By(Box::new(separate), wait("pool"));
    let cases = [case("Wq_separate_/_Wq_pooled", ratio, 2.70840388046, 0.02, 0.001)];
    hold("pooling", &text, &cases);
}
