//! People who work for several teams.

use crate::support;
use crate::timeline::{HEAD, assert_timeline, task};

/// The desk's person helps the platform once the desk has nothing left, and goes back to the desk's queue first.
#[test]
fn idle_people_help_other_teams_and_their_own_queue_comes_first() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\nalso_works_for = [\"platform\"]\n[team.platform]\npeople = { office = 1 }\n"
        + &task("call", "desk", "30m", &["04 09:00", "04 09:40"])
        + &task("fault", "platform", "1h", &["04 09:00", "04 09:10", "04 09:20"]);
    assert_timeline(
        &text,
        "Mon 09:00 call1 arrives
         Mon 09:00 fault1 arrives
         Mon 09:00 call1 starts do
         Mon 09:00 fault1 starts do
         Mon 09:10 fault2 arrives
         Mon 09:20 fault3 arrives
         Mon 09:30 call1 ends do, 30m
         Mon 09:30 call1 done
         Mon 09:30 fault2 starts do, 20m queue
         Mon 09:40 call2 arrives
         Mon 10:00 fault1 ends do, 1h
         Mon 10:00 fault1 done
         Mon 10:00 fault3 starts do, 40m queue
         Mon 10:30 fault2 ends do, 1h
         Mon 10:30 fault2 done
         Mon 10:30 call2 starts do, 50m queue
         Mon 11:00 call2 ends do, 30m
         Mon 11:00 call2 done
         Mon 11:00 fault3 ends do, 1h
         Mon 11:00 fault3 done",
    );
}

/// Of the three faults of an hour each the desk's person does one: that is work of the desk, in a queue of the platform.
#[test]
fn work_of_a_team_is_what_its_own_people_did() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\nalso_works_for = [\"platform\"]\n[team.platform]\npeople = { office = 1 }\n"
        + &task("call", "desk", "30m", &["04 09:00", "04 09:40"])
        + &task("fault", "platform", "1h", &["04 09:00", "04 09:10", "04 09:20"]);
    let results = support::run(&support::model(&text)).summary.results;
    let figure = |measure: &str, team: &str| {
        let mut figures = results.figures.iter();
        let found = figures.find(|figure| figure.measure == measure && figure.by == "team" && figure.name == team);
        let value = found.and_then(|figure| figure.estimate).expect("a figure").value;
        (value * results.about.counted_hours / 168.0 * 60.0).round()
    };
    // Two calls and a fault; two faults.
    assert_eq!([figure("work", "desk"), figure("work", "platform")], [120.0, 120.0]);
    assert_eq!([figure("busy", "desk"), figure("busy", "platform")], [120.0, 120.0]);
    // The queues are those of the steps.
    assert_eq!(
        [figure("visits", "desk"), figure("visits", "platform")],
        [2.0 * 60.0, 3.0 * 60.0]
    );
}

/// Whom a fault finds idle: its own people before anybody else, then whoever works for the fewest teams, even where the other has
/// been idle longer.
#[test]
fn own_people_come_first_and_then_those_with_the_fewest_teams() {
    let text = HEAD.to_owned()
        + "early = \"Mon-Fri 08:00-17:00\"\n\
           [team.all_round]\npeople = { early = 1 }\nalso_works_for = [\"network\", \"platform\"]\n\
           [team.network]\npeople = { office = 1 }\nalso_works_for = [\"platform\"]\n\
           [team.platform]\npeople = { office = 1 }\n"
        + &task("fault", "platform", "1h", &["04 09:00", "04 09:10", "04 09:20"])
        + &task("line", "network", "10m", &["04 09:30"]);
    assert_timeline(
        &text,
        "Mon 09:00 fault1 arrives
         Mon 09:00 fault1 starts do
         Mon 09:10 fault2 arrives
         Mon 09:10 fault2 starts do
         Mon 09:20 fault3 arrives
         Mon 09:20 fault3 starts do
         Mon 09:30 line1 arrives
         Mon 10:00 fault1 ends do, 1h
         Mon 10:00 fault1 done
         Mon 10:10 fault2 ends do, 1h
         Mon 10:10 fault2 done
         Mon 10:10 line1 starts do, 40m queue
         Mon 10:20 fault3 ends do, 1h
         Mon 10:20 fault3 done
         Mon 10:20 line1 ends do, 10m
         Mon 10:20 line1 done",
    );
}

/// Before 09:00 only the early person, who helps, is there: a fault that comes at 08:30 is not off shift for a minute.
#[test]
fn waiting_is_off_shift_while_nobody_who_could_take_it_is_there() {
    let text = HEAD.to_owned()
        + "early = \"Mon-Fri 08:00-12:00\"\n\
           [team.desk]\npeople = { early = 1 }\nalso_works_for = [\"platform\"]\n[team.platform]\npeople = { office = 1 }\n"
        + &task("call", "desk", "30m", &["04 08:00"])
        + &task("fault", "platform", "10m", &["04 07:40"]);
    assert_timeline(
        &text,
        "Mon 07:40 fault1 arrives
         Mon 08:00 call1 arrives
         Mon 08:00 call1 starts do
         Mon 08:30 call1 ends do, 30m
         Mon 08:30 call1 done
         Mon 08:30 fault1 starts do, 30m queue, 20m off shift
         Mon 08:40 fault1 ends do, 10m
         Mon 08:40 fault1 done",
    );
}
