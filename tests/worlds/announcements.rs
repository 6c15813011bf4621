//! Announcements about what is open: fewer people call.

use crate::support;
use crate::timeline::{HEAD, Timeline, demand, step};

/// An outage of two hours from 09:00 on Monday, with a call each minute on average.
fn outage(announced: &str, steps: &str) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = 50\n[team.network]\npeople = 1\n[team.press]\npeople = { office = 1 }\n"
        + &demand(
            "outage",
            &format!("while_open = {{ raises = \"call\", per_hour = 60, announced = {{ {announced} }} }}"),
            &["04 09:00"],
        )
        + steps
        + &demand("call", "", &[])
        + &step("call", "answer", "desk", "1m", "")
}

fn told(text: &str) -> Vec<String> {
    let (model, program) = support::program(text);
    Timeline::of(&model, &program).lines
}

fn times<'a>(lines: &'a [String], what: &str) -> Vec<&'a str> {
    lines
        .iter()
        .filter(|line| line.contains(what))
        .map(|line| &line[..9])
        .collect()
}

/// After a quarter of an hour everybody has read it, and nobody calls any more; who would have is told apart.
#[test]
fn nobody_calls_about_what_is_announced() {
    let lines = told(&outage(
        "after = \"15m\", stops = \"100%\"",
        &step("outage", "repair", "network", "2h", ""),
    ));
    let (calls, away) = (times(&lines, " arrives"), times(&lines, "keeps a call away"));
    assert!(calls.iter().all(|at| *at < "Mon 09:15"), "{calls:?}");
    assert!(away.iter().all(|at| *at >= "Mon 09:15"), "{away:?}");
    assert!(calls.len() > 5 && away.len() > 60, "{} and {}", calls.len(), away.len());
    // They are the same people as where nothing is announced.
    let silent = told(&outage(
        "after = \"3h\", stops = \"100%\"",
        &step("outage", "repair", "network", "2h", ""),
    ));
    assert_eq!(times(&silent, " arrives").len(), calls.len() + away.len());
}

/// Whoever writes the announcement has other things to do until 10:00: it comes as late as they are.
#[test]
fn a_desk_that_is_busy_announces_late() {
    let steps = step(
        "outage",
        "begin",
        "network",
        "0m",
        "branch = { to = [\"write\", \"repair\"], join = \"close\" }",
    ) + &step("outage", "write", "press", "10m", "announces = true\nnext = \"close\"")
        + &step("outage", "repair", "network", "2h", "next = \"close\"")
        + &step("outage", "close", "network", "0m", "")
        + &demand("speech", "", &["04 08:00"])
        + &step("speech", "hold", "press", "1h", "");
    let lines = told(&outage("stops = \"100%\"", &steps));
    // The speech begins at 09:00, when the press comes in, and was there first.
    assert_eq!(times(&lines, "outage1 is announced"), ["Mon 10:10"]);
    let calls = times(&lines, "call");
    let late = |at: &&&str| **at >= "Mon 10:11";
    assert!(times(&lines, " arrives").iter().filter(late).count() == 0, "{calls:?}");
}

/// A call may be what tells those who announce it: the first answer ends with an announcement about the outage.
#[test]
fn who_answers_may_announce_what_the_call_is_about() {
    let text = outage("stops = \"100%\"", &step("outage", "repair", "network", "2h", ""));
    let text = text.replace("effort = \"1m\"", "effort = \"1m\"\nannounces = true");
    let lines = told(&text);
    let announced = times(&lines, "outage1 is announced");
    assert_eq!(announced.len(), 1);
    let first_answer = times(&lines, "ends answer")[0];
    assert_eq!(announced[0], first_answer);
}
