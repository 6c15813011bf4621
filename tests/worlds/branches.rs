//! Branches that join, and children that are waited for.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};
use flowcast::observation::Part;
use flowcast::time::Span;

/// A stream that splits into 30 and 50 minutes of two teams and joins.
fn forked(at: &[&str], more: &str) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n[team.one]\npeople = { office = 1 }\n[team.two]\npeople = { office = 1 }\n"
        + &demand("joiner", "", at)
        + &step(
            "joiner",
            "take",
            "desk",
            "10m",
            &format!("branch = {{ to = [\"laptop\", \"account\"], join = \"hand\"{more} }}"),
        )
        + &step("joiner", "laptop", "one", "30m", "next = { hand = \"100%\" }")
        + &step("joiner", "account", "two", "20m", "")
        + &step("joiner", "check", "two", "30m", "")
        + &step("joiner", "hand", "desk", "5m", "")
}

/// The item goes on when the last of its branches has ended.
#[test]
fn an_item_goes_on_when_all_its_branches_have_ended() {
    assert_timeline(
        &forked(&["04 09:00"], ""),
        "Mon 09:00 joiner1 arrives
         Mon 09:00 joiner1 starts take
         Mon 09:10 joiner1 ends take, 10m
         Mon 09:10 joiner1 splits after take
         Mon 09:10 joiner1 starts laptop
         Mon 09:10 joiner1 starts account
         Mon 09:30 joiner1 ends account, 20m
         Mon 09:30 joiner1 starts check
         Mon 09:40 joiner1 ends laptop, 30m
         Mon 09:40 joiner1 has ended a branch of take
         Mon 10:00 joiner1 ends check, 30m
         Mon 10:00 joiner1 has ended a branch of take, enough to go on
         Mon 10:00 joiner1 starts hand
         Mon 10:05 joiner1 ends hand, 5m
         Mon 10:05 joiner1 done",
    );
}

/// The parts of lead time follow the branch that ended last: 10 + 20 + 30 + 5 minutes of touch time, and not the laptop's 30.
#[test]
fn the_parts_follow_the_last_branch() {
    // The first item's check waits from 09:30 to 09:50, behind the second one's account. The second one waits ten minutes for
    // the desk, ten for its account, and thirty for its check.
    let (model, program) = support::program(&forked(&["04 09:00", "04 09:00"], ""));
    let parts = Timeline::of(&model, &program).parts;
    for (item, touch, queue) in [("joiner1", 65, 20), ("joiner2", 65, 50)] {
        let (lead, [first, _]) = &parts[item];
        assert_eq!(first[Part::Touch as usize], Span::minutes(touch), "{item}: {parts:?}");
        assert_eq!(first[Part::Queue as usize], Span::minutes(queue), "{item}: {parts:?}");
        assert_eq!(lead.ticks(), first.iter().map(|part| part.ticks()).sum::<i64>());
    }
}

/// The first of two branches is enough; the other one is withdrawn, and whoever worked on it is free.
#[test]
fn the_first_branch_can_be_enough() {
    assert_timeline(
        &forked(&["04 09:00", "04 09:20"], ", first = 1"),
        "Mon 09:00 joiner1 arrives
         Mon 09:00 joiner1 starts take
         Mon 09:10 joiner1 ends take, 10m
         Mon 09:10 joiner1 splits after take
         Mon 09:10 joiner1 starts laptop
         Mon 09:10 joiner1 starts account
         Mon 09:20 joiner2 arrives
         Mon 09:20 joiner2 starts take
         Mon 09:30 joiner2 ends take, 10m
         Mon 09:30 joiner2 splits after take
         Mon 09:30 joiner1 ends account, 20m
         Mon 09:30 joiner2 starts account
         Mon 09:40 joiner1 ends laptop, 30m
         Mon 09:40 joiner1 has ended a branch of take, enough to go on
         Mon 09:40 joiner1 leaves check, 10m queue
         Mon 09:40 joiner2 starts laptop, 10m queue
         Mon 09:40 joiner1 starts hand
         Mon 09:45 joiner1 ends hand, 5m
         Mon 09:45 joiner1 done
         Mon 09:50 joiner2 ends account, 20m
         Mon 09:50 joiner2 starts check
         Mon 10:10 joiner2 ends laptop, 30m
         Mon 10:10 joiner2 has ended a branch of take, enough to go on
         Mon 10:10 joiner2 ends check, 20m
         Mon 10:10 joiner2 starts hand
         Mon 10:15 joiner2 ends hand, 5m
         Mon 10:15 joiner2 done",
    );
}

/// The parent holds nobody while its child is worked on, and goes on when that has ended.
#[test]
fn a_parent_waits_for_its_child() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n[team.dev]\npeople = { office = 1 }\n"
        + &demand("parent", "", &["04 09:00", "04 09:00"])
        + &step(
            "parent",
            "one",
            "desk",
            "10m",
            "raises = { child = { share = \"100%\", wait = true } }",
        )
        + &step("parent", "two", "desk", "5m", "")
        + &demand("child", "", &[])
        + &step("child", "do", "dev", "1h", "");
    assert_timeline(
        &text,
        "Mon 09:00 parent1 arrives
         Mon 09:00 parent2 arrives
         Mon 09:00 parent1 starts one
         Mon 09:10 parent1 ends one, 10m
         Mon 09:10 child1 arrives
         Mon 09:10 parent1 waits for children
         Mon 09:10 parent2 starts one, 10m queue
         Mon 09:10 child1 starts do
         Mon 09:20 parent2 ends one, 10m
         Mon 09:20 child2 arrives
         Mon 09:20 parent2 waits for children
         Mon 10:10 child1 ends do, 1h
         Mon 10:10 child1 done
         Mon 10:10 parent1 goes on to one, 1h held
         Mon 10:10 child2 starts do, 50m queue
         Mon 10:10 parent1 starts two
         Mon 10:15 parent1 ends two, 5m
         Mon 10:15 parent1 done
         Mon 11:10 child2 ends do, 1h
         Mon 11:10 child2 done
         Mon 11:10 parent2 goes on to one, 1h 50m held
         Mon 11:10 parent2 starts two
         Mon 11:15 parent2 ends two, 5m
         Mon 11:15 parent2 done",
    );
}

/// Any ending of the child releases the parent: this one is turned away at once.
#[test]
fn a_child_that_is_turned_away_holds_nobody_up() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n[stream.child]\nwip = { items = 1, when_full = \"turn away\" }\n"
        + &demand("parent", "", &["04 09:00"])
        + &step(
            "parent",
            "one",
            "desk",
            "10m",
            "raises = { child = { share = \"100%\", wait = true } }",
        )
        + &step("parent", "two", "desk", "5m", "")
        + &demand("child", "", &["04 09:05"])
        + &step("child", "do", "desk", "1h", "");
    assert_timeline(
        &text,
        "Mon 09:00 parent1 arrives
         Mon 09:00 parent1 starts one
         Mon 09:05 child1 arrives
         Mon 09:10 parent1 ends one, 10m
         Mon 09:10 child2 arrives
         Mon 09:10 child2 closed
         Mon 09:10 child1 starts do, 5m queue
         Mon 10:10 child1 ends do, 1h
         Mon 10:10 child1 done
         Mon 10:10 parent1 starts two, 1h queue
         Mon 10:15 parent1 ends two, 5m
         Mon 10:15 parent1 done",
    );
}
