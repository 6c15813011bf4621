//! Calls about an item that is open, and a fixed number of users.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};

/// An outage of two hours with calls about it, 60 an hour; the desk takes half an hour for each.
fn outage(more: &str) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\n[team.network]\npeople = { office = 1 }\n"
        + &demand(
            "outage",
            &format!("while_open = {{ raises = \"call\", per_hour = 60{more} }}"),
            &["04 09:00"],
        )
        + &step("outage", "repair", "network", "2h", "")
        + &demand("call", "", &[])
        + &step("call", "answer", "desk", "30m", "")
}

fn lines(text: &str) -> Vec<String> {
    let (model, program) = support::program(text);
    Timeline::of(&model, &program).lines
}

/// Calls come as long as the outage is open, and end with it wherever they are: those in the queue, and the two that are
/// worked on, whose people are free at once.
#[test]
fn calls_end_with_what_they_are_about() {
    let lines = lines(&outage(""));
    let count = |what: &str| {
        lines
            .iter()
            .filter(|line| line.contains("call") && line.ends_with(what))
            .count()
    };
    let arrived = count("arrives");
    // 120 are expected: within five standard deviations.
    assert!((65..=175).contains(&arrived), "{arrived} calls");
    assert_eq!(count("done"), arrived);
    let ended = lines
        .iter()
        .filter(|line| line.starts_with("Mon 11:00") && line.contains("call") && line.ends_with("done"));
    // Two people answer two calls each half hour: six or seven at most are answered before 11:00.
    let ended = ended.count();
    assert!(ended >= arrived - 8, "{ended} of {arrived} end with the outage");
    let outage = lines
        .iter()
        .position(|line| line == "Mon 11:00 outage1 done")
        .expect("it is repaired");
    assert!(
        lines[outage + 1..].iter().all(|line| line.starts_with("Mon 11:00")),
        "nothing comes after it"
    );
    let stopped = lines[outage + 1..]
        .iter()
        .filter(|line| line.contains("ends answer"))
        .count();
    assert_eq!(stopped, 2, "both people are freed");
}

/// One of two repairs, the other one answers calls. When the outage and its calls end, both are free at once, and take what comes.
#[test]
fn calls_end_beside_whoever_repairs() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\n"
        + &demand(
            "outage",
            "while_open = { raises = \"call\", per_hour = 60 }",
            &["04 09:00"],
        )
        + &step("outage", "repair", "desk", "2h", "")
        + &demand("call", "", &[])
        + &step("call", "answer", "desk", "7h", "")
        + &demand("job", "", &["04 11:05", "04 11:05"])
        + &step("job", "work", "desk", "10m", "");
    let lines = lines(&text);
    let after = lines.iter().skip_while(|line| !line.starts_with("Mon 11:05"));
    let after: Vec<&str> = after.map(String::as_str).collect();
    let expected = [
        "Mon 11:05 job1 arrives",
        "Mon 11:05 job2 arrives",
        "Mon 11:05 job1 starts work",
        "Mon 11:05 job2 starts work",
        "Mon 11:15 job1 ends work, 10m",
        "Mon 11:15 job1 done",
        "Mon 11:15 job2 ends work, 10m",
        "Mon 11:15 job2 done",
    ];
    assert_eq!(after, expected);
}

/// Calls that do not end with the outage are answered one by one.
#[test]
fn calls_can_outlive_what_they_are_about() {
    let lines = lines(&outage(", at_most = 4, closes = false"));
    let answered = lines
        .iter()
        .filter(|line| line.contains("call") && line.contains("ends answer, 30m"))
        .count();
    assert_eq!(answered, 4);
}

/// No more than so many call.
#[test]
fn calls_have_a_bound() {
    let lines = lines(&outage(", at_most = 3"));
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.contains("call") && line.ends_with("arrives"))
            .count(),
        3
    );
}

/// The calls add up: their parts are their lead time, whether they were worked on or not.
#[test]
fn the_parts_of_a_call_that_is_closed_add_up() {
    let (model, program) = support::program(&outage(""));
    for (name, (lead, parts)) in Timeline::of(&model, &program).parts {
        let sum: i64 = parts.iter().flatten().map(|part| part.ticks()).sum();
        assert_eq!(sum, lead.ticks(), "{name}");
    }
}

/// One user with an item of an hour comes 30 minutes after each end.
#[test]
fn a_user_comes_again_after_the_end() {
    let text = HEAD.to_owned().replace("2 weeks", "3h")
        + "[team.desk]\npeople = 1\n"
        + &demand("job", "arrivals = { users = 1, each_again_after = \"30m\" }", &[])
        + &step("job", "do", "desk", "1h", "");
    assert_timeline(
        &text,
        "Mon 00:30 job1 arrives
         Mon 00:30 job1 starts do
         Mon 01:30 job1 ends do, 1h
         Mon 01:30 job1 done
         Mon 02:00 job2 arrives
         Mon 02:00 job2 starts do
         Mon 03:00 job2 ends do, 1h
         Mon 03:00 job2 done",
    );
}
