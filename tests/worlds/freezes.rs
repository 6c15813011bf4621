//! Freezes: steps that are not begun for a while.

use flowcast::observation::Part;
use flowcast::time::Span;

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};

fn world(people: u32, changes: &[&str], freeze: &str) -> String {
    HEAD.to_owned()
        + &format!("[team.dev]\npeople = {{ office = {people} }}\n")
        + &demand("change", "", changes)
        + &step("change", "prepare", "dev", "30m", "")
        + &step("change", "deploy", "dev", "1h", "")
        + "[demand.hotfix]\nkind = \"failure\"\nstream = \"change\"\narrivals = { at = [\"2027-01-04 11:00\"] }\n\
           [freeze.lunch]\nstops = \"change.deploy\"\nfor = { demand = \"change\" }\n"
        + freeze
}

/// From 10:30 to 14:00 no change is deployed: the first, begun at 10:00, is finished; the second waited and is held; a hotfix is not
/// meant.
#[test]
fn what_is_under_way_is_finished_and_what_waits_is_held() {
    let text = world(
        1,
        &["04 09:00", "04 09:05"],
        "from = \"2027-01-04 10:30\"\nuntil = \"2027-01-04 14:00\"\n",
    );
    assert_timeline(
        &text,
        "Mon 09:00 change1 arrives
         Mon 09:00 change1 starts prepare
         Mon 09:05 change2 arrives
         Mon 09:30 change1 ends prepare, 30m
         Mon 09:30 change2 starts prepare, 25m queue
         Mon 10:00 change2 ends prepare, 30m
         Mon 10:00 change1 starts deploy, 30m queue
         Mon 10:30 change2 leaves deploy, 30m queue
         Mon 10:30 change2 held at deploy by lunch
         Mon 11:00 change1 ends deploy, 1h
         Mon 11:00 change1 done
         Mon 11:00 hotfix1 arrives
         Mon 11:00 hotfix1 starts prepare
         Mon 11:30 hotfix1 ends prepare, 30m
         Mon 11:30 hotfix1 starts deploy
         Mon 12:30 hotfix1 ends deploy, 1h
         Mon 12:30 hotfix1 done
         Mon 14:00 change2 goes on to deploy, 3h 30m held
         Mon 14:00 change2 starts deploy
         Mon 15:00 change2 ends deploy, 1h
         Mon 15:00 change2 done",
    );
    let (model, program) = support::program(&text);
    let (_, parts) = Timeline::of(&model, &program).parts["change2"];
    assert_eq!(parts[0][Part::Blocked as usize], Span::minutes(210));
}

/// What comes to the step at the very beginning is held; at the very end it goes on.
#[test]
fn a_freeze_holds_from_its_beginning_up_to_its_end() {
    let lines = |change: &str| {
        let text = world(
            9,
            &[change],
            "from = \"2027-01-04 10:30\"\nuntil = \"2027-01-04 14:00\"\n",
        );
        let (model, program) = support::program(&text);
        Timeline::of(&model, &program).lines
    };
    assert!(lines("04 10:00").contains(&"Mon 10:30 change1 held at deploy by lunch".to_owned()));
    assert!(lines("04 13:30").contains(&"Mon 14:00 change1 starts deploy".to_owned()));
    assert!(lines("04 09:59").contains(&"Mon 10:29 change1 starts deploy".to_owned()));
}

/// Hours that come again: every afternoon from 13:00.
#[test]
fn a_freeze_may_come_with_hours() {
    let text = world(9, &["04 12:45", "05 12:45"], "during = \"afternoon\"\n")
        .replace("[hours]\n", "[hours]\nafternoon = \"Mon-Fri 13:00-15:00\"\n");
    let (model, program) = support::program(&text);
    let timeline = Timeline::of(&model, &program);
    let held: Vec<&str> = timeline
        .lines
        .iter()
        .filter(|line| line.contains("held") || line.contains("starts deploy"))
        .map(String::as_str)
        .collect();
    assert_eq!(
        held,
        [
            "Mon 11:30 hotfix1 starts deploy",
            "Mon 13:15 change1 held at deploy by lunch",
            "Mon 15:00 change1 goes on to deploy, 1h 45m held",
            "Mon 15:00 change1 starts deploy",
            "Tue 13:15 change2 held at deploy by lunch",
            "Tue 15:00 change2 goes on to deploy, 1h 45m held",
            "Tue 15:00 change2 starts deploy",
        ]
    );
}

/// A frozen item keeps its place in the step, as on a board: the next one waits for the place.
#[test]
fn what_is_frozen_counts_in_the_limit_of_its_step() {
    let text = world(
        9,
        &["04 10:00", "04 10:05"],
        "from = \"2027-01-04 10:30\"\nuntil = \"2027-01-04 14:00\"\n",
    )
    .replace("name = \"deploy\"", "name = \"deploy\"\nwip = 1")
    .replace("2027-01-04 11:00", "2027-01-05 11:00");
    let (model, program) = support::program(&text);
    let timeline = Timeline::of(&model, &program);
    let told: Vec<&str> = timeline
        .lines
        .iter()
        .filter(|line| line.contains("deploy") && line.starts_with("Mon"))
        .map(String::as_str)
        .collect();
    assert_eq!(
        told,
        [
            "Mon 10:30 change1 held at deploy by lunch",
            "Mon 10:35 change2 finds deploy full",
            "Mon 14:00 change1 goes on to deploy, 3h 30m held",
            "Mon 14:00 change1 starts deploy",
            "Mon 15:00 change1 ends deploy, 1h",
            "Mon 15:00 change2 goes on to deploy, 4h 25m held",
            "Mon 15:00 change2 starts deploy",
            "Mon 16:00 change2 ends deploy, 1h",
        ]
    );
}

/// The second change has taken its part when the freeze begins: it keeps it, and asks for no other afterwards. There is none.
#[test]
fn what_a_freeze_takes_out_of_a_queue_keeps_its_parts() {
    let text = HEAD.to_owned()
        + "[team.dev]\npeople = { office = 1 }\n"
        + "[part.antenna]\ncount = 2\nreorder_at = 0\norder = 1\ntakes = \"3 days\"\n"
        + &demand("change", "", &["04 09:00", "04 09:05"])
        + &step("change", "prepare", "dev", "30m", "")
        + &step("change", "deploy", "dev", "1h", "uses = { antenna = 1 }")
        + "[freeze.lunch]\nstops = \"change.deploy\"\nfrom = \"2027-01-04 10:30\"\nuntil = \"2027-01-04 14:00\"\n";
    assert_timeline(
        &text,
        "Mon 00:00 +2 antenna
         Mon 09:00 change1 arrives
         Mon 09:00 change1 starts prepare
         Mon 09:05 change2 arrives
         Mon 09:30 change1 ends prepare, 30m
         Mon 09:30 -1 antenna
         Mon 09:30 change2 starts prepare, 25m queue
         Mon 10:00 change2 ends prepare, 30m
         Mon 10:00 -1 antenna
         Mon 10:00 1 antenna ordered
         Mon 10:00 change1 starts deploy, 30m queue
         Mon 10:30 change2 leaves deploy, 30m queue
         Mon 10:30 change2 held at deploy by lunch
         Mon 11:00 change1 ends deploy, 1h
         Mon 11:00 change1 done
         Mon 14:00 change2 goes on to deploy, 3h 30m held
         Mon 14:00 change2 starts deploy
         Mon 15:00 change2 ends deploy, 1h
         Mon 15:00 change2 done
         Thu 10:00 +1 antenna",
    );
}
