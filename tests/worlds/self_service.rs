//! Users who try to help themselves: what never comes to people, who comes back, and what is promised to whom.

use crate::support;
use crate::timeline::{HEAD, assert_timeline, demand, step};

fn world(portal: &str, at: &[&str]) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand("job", &format!("self_service = {{ {portal} }}"), at)
        + &step("job", "help", "desk", "30m", "")
}

fn figure(text: &str, measure: &str, by: &str, name: &str) -> Option<f64> {
    let results = support::run(&support::model(text)).summary.results;
    let mut figures = results.figures.iter();
    let found = figures.find(|figure| figure.measure == measure && figure.by == by && figure.name == name);
    found
        .expect("the figure is there")
        .estimate
        .map(|estimate| estimate.value)
}

fn assert_near(value: Option<f64>, expected: f64) {
    let near = value.is_some_and(|value| (value - expected).abs() < 1e-9);
    assert!(near, "{value:?}, not {expected}");
}

/// What succeeds never comes to people: nobody works, and no item arrives.
#[test]
fn who_succeeds_never_comes() {
    let text = world("tries = \"100%\", succeeds = \"100%\", takes = \"15m\"", &["04 03:00"])
        + "[promise.soon]\nresolve = \"1h\"\ntarget = \"50%\"\n";
    assert_timeline(
        &text,
        "Mon 03:00 job1 tries
         Mon 03:15 job1 has helped themselves after 15m",
    );
    assert_near(figure(&text, "arrivals", "demand", "job"), 0.0);
    assert_near(figure(&text, "deflected", "demand", "job"), 0.5);
    assert_near(figure(&text, "deflection", "demand", "job"), 1.0);
    assert_near(figure(&text, "self-service time", "demand", "job"), 0.25);
    // No promise has been made to whom nobody heard of.
    assert_eq!(figure(&text, "promise kept", "promise", "soon"), None);
}

/// Who fails comes back as an item of its own, whose clock begins then.
#[test]
fn who_fails_comes_back() {
    let text = world(
        "tries = \"100%\", succeeds = \"0%\", takes = \"15m\", after = \"2h\"",
        &["04 09:00"],
    ) + "[promise.soon]\nresolve = \"30m\"\ntarget = \"50%\"\n";
    assert_timeline(
        &text,
        "Mon 09:00 job1 tries
         Mon 09:15 job1 has failed, back Mon 11:15 after 15m
         Mon 11:15 job2 arrives
         Mon 11:15 job2 starts help
         Mon 11:45 job2 ends help, 30m
         Mon 11:45 job2 done",
    );
    assert_near(figure(&text, "arrivals", "demand", "job"), 0.5);
    assert_near(figure(&text, "deflection", "demand", "job"), 0.0);
    assert_near(figure(&text, "failed attempts", "demand", "job"), 1.0);
    assert_near(figure(&text, "came back", "demand", "job"), 0.5);
    assert_near(figure(&text, "lead time", "demand", "job"), 0.5);
    assert_near(figure(&text, "promise kept", "promise", "soon"), 1.0);
}

/// Where the clock runs from the attempt, the same item is two hours and a quarter late; and what succeeds counts as kept.
#[test]
fn the_clock_may_run_from_the_attempt() {
    let promise = "[promise.soon]\nresolve = \"30m\"\ntarget = \"50%\"\n";
    let world = |succeeds: &str| {
        world(
            &format!(
                "tries = \"100%\", succeeds = \"{succeeds}\", takes = \"15m\", after = \"2h\", clock_from_attempt = true"
            ),
            &["04 09:00"],
        ) + promise
    };
    assert_near(figure(&world("0%"), "promise kept", "promise", "soon"), 0.0);
    assert_near(figure(&world("100%"), "promise kept", "promise", "soon"), 1.0);
}

/// Who gives up is never seen again.
#[test]
fn who_gives_up_is_never_seen() {
    let text = world(
        "tries = \"100%\", succeeds = \"0%\", takes = \"15m\", comes_back = \"0%\"",
        &["04 09:00"],
    );
    assert_timeline(
        &text,
        "Mon 09:00 job1 tries
         Mon 09:15 job1 has given up after 15m",
    );
    assert_near(figure(&text, "gave up", "demand", "job"), 0.5);
}

/// By value: only those of the portal try; and who fails there comes as a call.
#[test]
fn who_fails_may_come_as_another_demand() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand(
            "job",
            "channel = { portal = \"100%\", phone = \"0%\" }\n\
             self_service = { tries = { portal = \"100%\", phone = \"0%\" }, succeeds = \"0%\", takes = \"5m\", comes_back_as = \"call\" }",
            &["04 09:00"],
        )
        + &step("job", "help", "desk", "30m", "")
        + &demand("call", "", &[])
        + &step("call", "answer", "desk", "10m", "");
    assert_timeline(
        &text,
        "Mon 09:00 job1 tries
         Mon 09:05 job1 has failed, back Mon 09:05 after 5m
         Mon 09:05 call1 arrives
         Mon 09:05 call1 starts answer
         Mon 09:15 call1 ends answer, 10m
         Mon 09:15 call1 done",
    );
    assert_near(figure(&text, "arrivals", "demand", "call"), 0.5);
}

/// An attempt that the end of the run cuts off is told.
#[test]
fn an_attempt_may_outlast_the_run() {
    let text = world("tries = \"100%\", succeeds = \"100%\", takes = \"15m\"", &["17 23:50"]);
    assert_timeline(
        &text,
        "Sun 23:50 job1 tries
         Mon 00:00 job1 is still trying",
    );
}
