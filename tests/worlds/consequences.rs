//! What work causes: children, incidents of failed changes, and whose account they go on.

use crate::support;
use crate::timeline::{HEAD, assert_timeline, demand, step, task};

/// An item that raises a child does so when its step ends; nobody waits for the child.
#[test]
fn a_child_is_there_when_its_parents_step_ends() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &demand("parent", "", &["04 09:00"])
        + &step("parent", "one", "desk", "1h", "raises = { child = \"100%\" }")
        + &step("parent", "two", "desk", "30m", "")
        + &demand("child", "", &[])
        + &step("child", "do", "desk", "15m", "");
    assert_timeline(
        &text,
        "Mon 09:00 parent1 arrives
         Mon 09:00 parent1 starts one
         Mon 10:00 parent1 ends one, 1h
         Mon 10:00 child1 arrives
         Mon 10:00 child1 starts do
         Mon 10:15 child1 ends do, 15m
         Mon 10:15 child1 done
         Mon 10:15 parent1 starts two, 15m queue
         Mon 10:45 parent1 ends two, 30m
         Mon 10:45 parent1 done",
    );
}

/// A change of value fails and causes two incidents, each of which raises a request; an incident of its own comes from outside.
/// Every minute of the caused work goes on the account of value, its root.
#[test]
fn every_minute_goes_on_the_account_of_its_root() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 3 }\nhourly_cost = 10\n"
        + &demand("change", "fails = \"100%\"", &["04 09:00"])
        + &step(
            "change",
            "deploy",
            "desk",
            "1h",
            "if_it_fails = { raises = \"incident\", count = 2, within = \"2h\" }",
        )
        + &demand("incident", "", &["04 09:00"]).replace("value", "failure")
        + &step("incident", "fix", "desk", "30m", "raises = { question = \"100%\" }")
        + &demand("question", "", &[]).replace("value", "information")
        + &step("question", "answer", "desk", "15m", "")
        + &task("other", "desk", "2h", &["05 09:00"]);
    let forecast = support::run(&support::model(&text));
    let results = &forecast.summary.results;
    // Two weeks: hours a week are half the hours.
    let expected = [
        ("value", "value", 3.0, 2.0),
        ("information", "value", 0.5, 2.0),
        ("information", "failure", 0.25, 1.0),
        ("failure", "value", 1.0, 2.0),
        ("failure", "failure", 0.5, 1.0),
    ];
    let mut told: Vec<(&str, &str, f64, f64)> = results
        .ledgers
        .iter()
        .map(|row| {
            let value = |of: Option<flowcast::results::Estimate>| of.expect("it is known").value;
            let twice = |of| (value(of) * 2e9).round() / 1e9;
            assert!((value(row.cost_per_week) - value(row.hours_per_week) * 10.0).abs() < 1e-9);
            (
                row.kind.as_str(),
                row.root.as_str(),
                twice(row.hours_per_week),
                twice(row.completed_per_week),
            )
        })
        .collect();
    let by = |a: &(&str, &str, f64, f64), b: &(&str, &str, f64, f64)| (a.0, a.1).cmp(&(b.0, b.1));
    let mut expected = expected.to_vec();
    expected.sort_by(by);
    told.sort_by(by);
    assert_eq!(told, expected);
    let multiplier = results.failure_multiplier.expect("it is known").value;
    assert!((multiplier - 0.75 / 4.5).abs() < 1e-12, "{multiplier}");
}

/// The incidents of a failed change appear within the time that is told, at moments of their own.
#[test]
fn incidents_appear_within_the_time_told() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 5\n"
        + &demand("change", "fails = \"100%\"", &["04 09:00"])
        + &step(
            "change",
            "deploy",
            "desk",
            "1h",
            "if_it_fails = { raises = \"incident\", count = 20, within = \"4h\" }",
        )
        + &demand("incident", "", &[])
        + &step("incident", "fix", "desk", "1m", "");
    let (model, program) = support::program(&text);
    let lines = crate::timeline::Timeline::of(&model, &program).lines;
    let mut times: Vec<&str> = lines
        .iter()
        .filter(|line| line.contains("incident") && line.ends_with("arrives"))
        .map(|line| line.split(" inc").next().expect("a time"))
        .collect();
    assert_eq!(times.len(), 20);
    assert!(
        times.iter().all(|at| ("Mon 10:00".."Mon 14:00").contains(at)),
        "{times:?}"
    );
    times.dedup();
    assert_eq!(times.len(), 20);
}
