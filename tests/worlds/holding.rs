//! Items that are held while another team is swamped.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step, task};

/// Two calls wait for the desk when the report is due to go to it from the lead: it is held until only one waits.
#[test]
fn an_item_is_held_while_a_team_is_swamped() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n[team.lead]\npeople = 1\n"
        + &task("call", "desk", "1h", &["04 09:00", "04 09:10", "04 09:20"])
        + &demand("report", "", &["04 09:00"])
        + &step("report", "plan", "lead", "30m", "")
        + &step(
            "report",
            "write",
            "lead",
            "15m",
            "hold = { while = \"desk\", above = 1 }",
        );
    assert_timeline(
        &text,
        "Mon 09:00 call1 arrives
         Mon 09:00 report1 arrives
         Mon 09:00 report1 starts plan
         Mon 09:00 call1 starts do
         Mon 09:10 call2 arrives
         Mon 09:20 call3 arrives
         Mon 09:30 report1 ends plan, 30m
         Mon 09:30 report1 held at write, blocked
         Mon 10:00 call1 ends do, 1h
         Mon 10:00 call1 done
         Mon 10:00 call2 starts do, 50m queue
         Mon 10:00 report1 goes on to write, 30m held
         Mon 10:00 report1 starts write
         Mon 10:15 report1 ends write, 15m
         Mon 10:15 report1 done
         Mon 11:00 call2 ends do, 1h
         Mon 11:00 call2 done
         Mon 11:00 call3 starts do, 1h 40m queue
         Mon 12:00 call3 ends do, 1h
         Mon 12:00 call3 done",
    );
}

/// A branch that is held when the item goes on without it is withdrawn: when the desk is swamped no longer, nothing goes to it.
#[test]
fn a_branch_that_is_held_can_be_withdrawn() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n[team.one]\npeople = 1\n[team.two]\npeople = 1\n"
        + &task("call", "desk", "1h", &["04 09:00", "04 09:00", "04 09:00"])
        + &demand("report", "", &["04 09:00"])
        + &step(
            "report",
            "take",
            "one",
            "10m",
            "branch = { to = [\"look\", \"ask\"], join = \"write\", first = 1 }",
        )
        + &step("report", "look", "one", "20m", "next = \"write\"")
        + &step("report", "ask", "two", "5m", "hold = { while = \"desk\", above = 1 }")
        + &step("report", "write", "one", "1h", "");
    let (model, program) = support::program(&text);
    let timeline = Timeline::of(&model, &program);
    let of_report = timeline.lines.iter().filter(|line| line.contains("report1"));
    let told: Vec<&str> = of_report.map(String::as_str).collect();
    let last = [
        "Mon 09:30 report1 starts write",
        "Mon 10:30 report1 ends write, 1h",
        "Mon 10:30 report1 done",
    ];
    assert_eq!(told[told.len() - 3..], last, "{told:#?}");
    assert!(told.contains(&"Mon 09:10 report1 held at ask, blocked"), "{told:#?}");
    assert!(!told.iter().any(|line| line.contains("starts ask")), "{told:#?}");
    let (lead, [first, again]) = &timeline.parts["report1"];
    let parts: i64 = first.iter().chain(again).map(|part| part.ticks()).sum();
    assert_eq!(parts, lead.ticks(), "the parts add up to lead time");
}
