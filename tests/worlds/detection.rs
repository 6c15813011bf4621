//! Items that nobody has noticed yet: they do harm and make people call, and no promise counts.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};
use flowcast::observation::Part;
use flowcast::time::Span;

const SERVICE: &str = "[service.shop]\nharm_per_hour = 100\n[promise.soon]\nfor = { demand = \"outage\" }\nresolve = \"1h\"\n\
                       respond = \"1m\"\ntarget = \"50%\"\n";

fn world(more: &str, at: &[&str]) -> String {
    HEAD.to_owned()
        + "[team.network]\npeople = 1\n"
        + SERVICE
        + &demand("outage", &format!("service = \"shop\"\n{more}"), at)
        + &step("outage", "repair", "network", "30m", "")
}

fn figure(text: &str, measure: &str, by: &str, name: &str) -> f64 {
    let results = support::run(&support::model(text)).summary.results;
    let mut figures = results.figures.iter();
    let found = figures.find(|figure| figure.measure == measure && figure.by == by && figure.name == name);
    let estimate = found.expect("the figure is there").estimate;
    estimate.expect("it is known").value
}

fn assert_near(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-9, "{value}, not {expected}");
}

/// Forty minutes pass before anybody knows, half an hour of repair follows. Lead time, response and harm count all of it, promises
/// only what follows the notice.
#[test]
fn promises_count_from_the_notice_and_harm_from_the_occurrence() {
    let text = world("noticed = { after = \"40m\" }", &["04 09:00"]);
    assert_timeline(
        &text,
        "Mon 09:00 outage1 arrives
         Mon 09:00 outage1 held at repair, other waits
         Mon 09:00 outage1 is not noticed yet
         Mon 09:40 outage1 goes on to repair, 40m held
         Mon 09:40 outage1 is noticed by itself after 40m
         Mon 09:40 outage1 starts repair
         Mon 10:10 outage1 ends repair, 30m
         Mon 10:10 outage1 done",
    );
    let (model, program) = support::program(&text);
    let (lead, [first, _]) = Timeline::of(&model, &program).parts["outage1"];
    assert_eq!(lead, Span::minutes(70));
    assert_eq!(first[Part::Other as usize], Span::minutes(40));
    assert_near(figure(&text, "time until noticed", "demand", "outage"), 40.0 / 60.0);
    assert_near(figure(&text, "lead time", "demand", "outage"), 70.0 / 60.0);
    assert_near(figure(&text, "response time", "demand", "outage"), 40.0 / 60.0);
    assert_near(figure(&text, "promise kept", "promise", "soon"), 1.0);
    assert_near(figure(&text, "promise kept", "promise", "soon respond"), 1.0);
    assert_near(figure(&text, "harm", "service", "shop"), 100.0 * 70.0 / 60.0 / 2.0);
}

/// Monitored items are noticed after five minutes, others after an hour.
#[test]
fn monitoring_is_by_value() {
    let text = world(
        "monitored = { yes = \"0%\", no = \"100%\" }\nnoticed = { after = { by = \"monitored\", yes = \"5m\", no = \"1h\" } }",
        &["04 09:00"],
    );
    let (model, program) = support::program(&text);
    let told = Timeline::of(&model, &program).lines;
    assert!(
        told.contains(&"Mon 10:00 outage1 is noticed by itself after 1h".to_owned()),
        "{told:?}"
    );
}

/// What nobody watches is noticed when the first of those who are concerned calls. The call is an item, and the outage comes after
/// it.
#[test]
fn the_first_call_is_noticed() {
    let text = world(
        "while_open = { raises = \"call\", per_hour = 60, at_most = 1 }\nnoticed = { first_call = true }",
        &["04 09:00"],
    ) + "[team.desk]\npeople = 1\n"
        + &demand("call", "", &[])
        + &step("call", "answer", "desk", "10m", "");
    let (model, program) = support::program(&text);
    let told = Timeline::of(&model, &program).lines;
    let at = |what: &str| told.iter().position(|line| line.contains(what)).expect("it happens");
    let (call, noticed, starts) = (
        at("call1 arrives"),
        at("outage1 is noticed by a call"),
        at("outage1 starts repair"),
    );
    assert!(call < noticed && noticed < starts, "{told:?}");
    let time = |line: usize| {
        told[line]
            .split(" outage1")
            .next()
            .and_then(|it| it.split(" call1").next())
            .map(str::to_owned)
    };
    assert_eq!(time(call), time(noticed));
    assert_eq!(time(call), time(starts));
    assert_near(figure(&text, "noticed by a call", "demand", "outage"), 1.0);
}

/// What is not noticed when the run ends has broken no promise, and has been open all the while.
#[test]
fn what_is_never_noticed_breaks_no_promise() {
    let text = world("noticed = { after = \"3 weeks\" }", &["04 09:00"]);
    let results = support::run(&support::model(&text)).summary.results;
    assert!(results.promises.iter().all(|promise| promise.kept.is_none()));
    // Down from 09:00 of the first of fourteen days on.
    assert_near(figure(&text, "availability", "service", "shop"), 9.0 / 24.0 / 14.0);
}

/// What is open at the start is known.
#[test]
fn what_is_open_at_the_start_has_been_noticed() {
    let text = world(
        "noticed = { after = \"1 day\" }\nstarting = [ { count = 1, age = \"2h\" } ]",
        &[],
    );
    assert_timeline(
        &text,
        "Mon 00:00 outage1 is open, 2h old
         Mon 00:00 outage1 starts repair
         Mon 00:30 outage1 ends repair, 30m
         Mon 00:30 outage1 done",
    );
}
