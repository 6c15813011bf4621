//! Review by people who look at each item as it comes, and what happens to what they turn down.

use flowcast::observation::Part;
use flowcast::time::Span;

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step, task};

fn world(fails: &str, route: &str) -> String {
    HEAD.to_owned()
        + "[team.dev]\npeople = { office = 1 }\n"
        + &demand("change", &format!("fails = \"{fails}\""), &["04 09:00"])
        + &step("change", "prepare", "dev", "1h", "approval = true")
        + &step(
            "change",
            "deploy",
            "dev",
            "30m",
            "if_it_fails = { raises = \"incident\" }",
        )
        + "[demand.incident]\nkind = \"failure\"\nstream = \"incident\"\n"
        + &step("incident", "fix", "dev", "2h", "")
        + "[governance]\npolicy = \"looked_at\"\n[policy.looked_at]\nrules = [ { route = \"peer\" } ]\n"
        + "[route.peer]\nby = \"dev\"\neffort = \"20m\"\n"
        + route
        + "\n"
}

/// The review waits in the team's queue behind an item that arrived before it was asked for.
#[test]
fn a_review_takes_its_turn_in_the_queue_of_the_team() {
    let text = world("0%", "") + &task("errand", "dev", "10m", &["04 09:50"]);
    assert_timeline(
        &text,
        "Mon 09:00 change1 arrives
         Mon 09:00 change1 starts prepare
         Mon 09:50 errand1 arrives
         Mon 10:00 change1 ends prepare, 1h
         Mon 10:00 errand1 starts do, 10m queue
         Mon 10:10 errand1 ends do, 10m
         Mon 10:10 errand1 done
         Mon 10:10 change1 starts approval by peer, 10m queue
         Mon 10:30 change1 ends approval by peer, 20m
         Mon 10:30 change1 approved by peer after 30m
         Mon 10:30 change1 starts deploy
         Mon 11:00 change1 ends deploy, 30m
         Mon 11:00 change1 works, approved by peer
         Mon 11:00 change1 done",
    );
    let (model, program) = support::program(&text);
    let (lead, parts) = Timeline::of(&model, &program).parts["change1"];
    assert_eq!(lead, Span::hours(2));
    assert_eq!(parts[0][Part::Touch as usize], Span::minutes(90));
    assert_eq!(
        parts[0][Part::Approval as usize],
        Span::minutes(30),
        "waiting and looking"
    );
}

/// A bad change is caught, prepared again, good from then on, approved and put into effect.
#[test]
fn what_is_caught_is_reworked() {
    let text = world("100%", "catches_bad = \"100%\"");
    assert_timeline(
        &text,
        "Mon 09:00 change1 arrives
         Mon 09:00 change1 starts prepare
         Mon 10:00 change1 ends prepare, 1h
         Mon 10:00 change1 starts approval by peer
         Mon 10:20 change1 ends approval by peer, 20m
         Mon 10:20 change1 bad, turned down by peer after 20m
         Mon 10:20 change1 starts prepare
         Mon 11:20 change1 ends prepare, 1h again
         Mon 11:20 change1 starts approval by peer
         Mon 11:40 change1 ends approval by peer, 20m again
         Mon 11:40 change1 approved by peer after 20m
         Mon 11:40 change1 starts deploy
         Mon 12:10 change1 ends deploy, 30m
         Mon 12:10 change1 works, approved by peer
         Mon 12:10 change1 done",
    );
    let (model, program) = support::program(&text);
    let (_, parts) = Timeline::of(&model, &program).parts["change1"];
    assert_eq!(parts[0][Part::Touch as usize], Span::minutes(90));
    assert_eq!(parts[1][Part::Touch as usize], Span::minutes(60));
    assert_eq!(
        [parts[0][Part::Approval as usize], parts[1][Part::Approval as usize]],
        [Span::minutes(20); 2]
    );
}

/// What is turned down is closed where the route says so; nothing takes effect.
#[test]
fn what_is_turned_down_may_be_closed() {
    let text = world("100%", "catches_bad = \"100%\"\non_rejection = \"close\"");
    assert_timeline(
        &text,
        "Mon 09:00 change1 arrives
         Mon 09:00 change1 starts prepare
         Mon 10:00 change1 ends prepare, 1h
         Mon 10:00 change1 starts approval by peer
         Mon 10:20 change1 ends approval by peer, 20m
         Mon 10:20 change1 bad, turned down by peer after 20m
         Mon 10:20 change1 closed",
    );
}

/// What nobody catches fails, and its incident is there at once.
#[test]
fn what_is_not_caught_fails() {
    assert_timeline(
        &world("100%", "catches_bad = \"0%\""),
        "Mon 09:00 change1 arrives
         Mon 09:00 change1 starts prepare
         Mon 10:00 change1 ends prepare, 1h
         Mon 10:00 change1 starts approval by peer
         Mon 10:20 change1 ends approval by peer, 20m
         Mon 10:20 change1 bad, approved by peer after 20m
         Mon 10:20 change1 starts deploy
         Mon 10:50 change1 ends deploy, 30m
         Mon 10:50 change1 fails, approved by peer
         Mon 10:50 incident1 arrives
         Mon 10:50 change1 done
         Mon 10:50 incident1 starts fix
         Mon 12:50 incident1 ends fix, 2h
         Mon 12:50 incident1 done",
    );
}
