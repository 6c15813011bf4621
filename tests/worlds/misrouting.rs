//! Items that go to a wrong team first.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};
use flowcast::observation::Part;
use flowcast::time::Span;

fn astray(how: &str) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = 1\n[team.network]\npeople = 1\n[team.apps]\npeople = 1\n"
        + &demand("job", "", &["04 09:00", "04 09:05"])
        + &step("job", "look", "desk", "5m", "")
        + &step(
            "job",
            "fix",
            "apps",
            "1h",
            &format!("handoff = \"2m\"\nmisrouted = {{ share = \"100%\", to = {{ network = \"100%\" }}, {how} }}"),
        )
}

/// Two minutes on its way to the wrong team, ten of their touch time in their queue, two minutes on to the right one.
#[test]
fn a_wrong_team_works_on_an_item_until_it_notices() {
    assert_timeline(
        &astray("effort = \"10m\""),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts look
         Mon 09:05 job1 ends look, 5m
         Mon 09:05 job1 goes to network by mistake
         Mon 09:05 job1 held at fix, handoff
         Mon 09:05 job2 arrives
         Mon 09:05 job2 starts look
         Mon 09:07 job1 goes on to fix, 2m held
         Mon 09:07 job1 starts fix
         Mon 09:10 job2 ends look, 5m
         Mon 09:10 job2 goes to network by mistake
         Mon 09:10 job2 held at fix, handoff
         Mon 09:12 job2 goes on to fix, 2m held
         Mon 09:17 job1 ends fix, 10m
         Mon 09:17 job1 held at fix, handoff
         Mon 09:17 job2 starts fix, 5m queue
         Mon 09:19 job1 goes on to fix, 2m held
         Mon 09:19 job1 starts fix
         Mon 09:27 job2 ends fix, 10m
         Mon 09:27 job2 held at fix, handoff
         Mon 09:29 job2 goes on to fix, 2m held
         Mon 10:19 job1 ends fix, 1h
         Mon 10:19 job1 done
         Mon 10:19 job2 starts fix, 50m queue
         Mon 11:19 job2 ends fix, 1h
         Mon 11:19 job2 done",
    );
}

/// Where nobody touches it, it lies there for its time, and is handed on: all of that is handoff.
#[test]
fn a_wrong_team_may_just_let_it_lie() {
    let text = astray("noticed_after = \"30m\"");
    let (model, program) = support::program(&text);
    let (lead, parts) = Timeline::of(&model, &program).parts["job1"];
    assert_eq!(lead, Span::minutes(5 + 30 + 2 + 60));
    assert_eq!(parts[0][Part::Handoff as usize], Span::minutes(32));
    assert_eq!(parts[0][Part::Touch as usize], Span::minutes(65));
    let forecast = support::run(&model);
    let mut figures = forecast.summary.results.figures.iter();
    let reassigned = figures.find(|figure| figure.measure == "reassignments" && figure.by == "all");
    let estimate = reassigned.and_then(|figure| figure.estimate).expect("it is counted");
    assert_eq!(estimate.value, 1.0);
}
