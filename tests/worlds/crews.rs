//! Several people at once: all or nothing, and nobody overtakes.

use crate::support;
use crate::timeline::{HEAD, assert_timeline, demand, step, task};

/// Of two people one is busy until 10:00. The item for two waits although the other is idle, and the small item behind it does
/// not overtake it.
#[test]
fn a_crew_starts_together_or_not_at_all() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\n"
        + &task("errand", "desk", "1h", &["04 09:00", "04 09:20"])
        + &demand("lift", "", &["04 09:10"])
        + &step("lift", "carry", "desk", "30m", "people = 2");
    assert_timeline(
        &text,
        "Mon 09:00 errand1 arrives
         Mon 09:00 errand1 starts do
         Mon 09:10 lift1 arrives
         Mon 09:20 errand2 arrives
         Mon 10:00 errand1 ends do, 1h
         Mon 10:00 errand1 done
         Mon 10:00 lift1 starts carry, 50m queue
         Mon 10:30 lift1 ends carry, 30m of 2
         Mon 10:30 lift1 done
         Mon 10:30 errand2 starts do, 1h 10m queue
         Mon 11:30 errand2 ends do, 1h
         Mon 11:30 errand2 done",
    );
    let forecast = support::run(&support::model(&text));
    let figures = &forecast.summary.results.figures;
    let work = figures
        .iter()
        .find(|figure| figure.measure == "work" && figure.by == "step" && figure.name == "lift.carry");
    let hours = work.and_then(|figure| figure.estimate).expect("it is known").value;
    assert!((hours - 0.5).abs() < 1e-12, "one person-hour in two weeks, not {hours}");
}

/// One of the two leaves at 12:00: both stop, and the rest is done when two are there again, from 13:00.
#[test]
fn a_crew_stops_when_one_of_them_leaves() {
    let text = HEAD.to_owned()
        + "early = \"Mon-Fri 09:00-12:00\"\nlate = \"Mon-Fri 13:00-17:00\"\n"
        + "[team.desk]\npeople = { office = 1, early = 1, late = 1 }\n"
        + &demand("lift", "", &["04 11:30"])
        + &step("lift", "carry", "desk", "2h", "people = 2");
    assert_timeline(
        &text,
        "Mon 11:30 lift1 arrives
         Mon 11:30 lift1 starts carry
         Mon 12:00 lift1 pauses carry, 30m of 2
         Mon 13:00 lift1 starts carry, 1h queue
         Mon 14:30 lift1 ends carry, 1h 30m of 2
         Mon 14:30 lift1 done",
    );
}

/// Two peers look at a change together, by the queue of their team.
#[test]
fn two_peers_review_together() {
    let text = HEAD.to_owned()
        + "[team.dev]\npeople = { office = 2 }\n"
        + &demand("change", "", &["04 09:00", "04 09:15"])
        + &step("change", "prepare", "dev", "30m", "approval = true")
        + "[governance]\npolicy = \"pairs\"\n[policy.pairs]\nrules = [ { route = \"pair\" } ]\n"
        + "[route.pair]\nby = \"dev\"\npeople = 2\neffort = \"10m\"\n";
    // At 09:30 only one is free, so the first review waits until 09:45, when the second change is prepared.
    assert_timeline(
        &text,
        "Mon 09:00 change1 arrives
         Mon 09:00 change1 starts prepare
         Mon 09:15 change2 arrives
         Mon 09:15 change2 starts prepare
         Mon 09:30 change1 ends prepare, 30m
         Mon 09:45 change2 ends prepare, 30m
         Mon 09:45 change1 starts approval by pair, 15m queue
         Mon 09:55 change1 ends approval by pair, 10m of 2
         Mon 09:55 change1 approved by pair after 25m
         Mon 09:55 change1 done
         Mon 09:55 change2 starts approval by pair, 10m queue
         Mon 10:05 change2 ends approval by pair, 10m of 2
         Mon 10:05 change2 approved by pair after 20m
         Mon 10:05 change2 done",
    );
}
