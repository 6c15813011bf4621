//! On the way between teams.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};
use flowcast::observation::Part;
use flowcast::time::Span;

fn two_teams(platform: &str, steps: &str) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = 1\n[team.platform]\npeople = { office = 1 }\n"
        + platform
        + "\n"
        + &demand("job", "", &["04 09:00"])
        + steps
}

/// Handed from the desk to platform at 16:50 with ten minutes on its way, an item is there when platform goes home. What arrives
/// is handed over by nobody, and neither is what stays in its team.
#[test]
fn an_item_is_on_its_way_between_teams() {
    let steps = step("job", "look", "desk", "20m", "handoff = \"10m\"")
        + &step("job", "look twice", "desk", "7h 30m", "handoff = \"10m\"")
        + &step("job", "fix", "platform", "1h", "handoff = \"10m\"");
    assert_timeline(
        &two_teams("", &steps),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts look
         Mon 09:20 job1 ends look, 20m
         Mon 09:20 job1 starts look twice
         Mon 16:50 job1 ends look twice, 7h 30m
         Mon 16:50 job1 held at fix, handoff
         Mon 17:00 job1 goes on to fix, 10m held
         Tue 09:00 job1 starts fix, 16h off shift
         Tue 10:00 job1 ends fix, 1h
         Tue 10:00 job1 done",
    );
}

/// As its team says, unless the step says otherwise; a repeat visit is handed over again, and that time is rework.
#[test]
fn a_team_says_how_long_items_are_on_their_way_to_it() {
    let steps = step("job", "look", "desk", "20m", "")
        + &step("job", "fix", "platform", "1h", "")
        + &step("job", "check", "desk", "30m", "handoff = \"0m\"")
        + &step("job", "prove", "platform", "1h", "handoff = \"3m\"");
    let text = two_teams("handoff = \"5m\"", &steps);
    let (model, program) = support::program(&text);
    let told = Timeline::of(&model, &program);
    let (lead, parts) = told.parts["job1"];
    assert_eq!(parts[0][Part::Handoff as usize], Span::minutes(8));
    assert_eq!(lead, Span::minutes(20 + 5 + 60 + 30 + 3 + 60));
}
