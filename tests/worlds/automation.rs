//! Steps that run without people: what they do, what they fail to do, and when somebody notices.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};
use flowcast::observation::Part;
use flowcast::time::Span;

/// Jobs of two steps, the first of which the desk does in half an hour, the second in ten minutes.
fn world(automated: &str, at: &[&str]) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand("job", "", at)
        + &step("job", "reset", "desk", "30m", automated)
        + &step("job", "tell", "desk", "10m", "")
}

fn figures(text: &str) -> Vec<(String, f64)> {
    let results = support::run(&support::model(text)).summary.results;
    let told = |figure: &flowcast::results::Figure| {
        let name = format!("{} {} {} {}", figure.measure, figure.by, figure.name, figure.statistic);
        Some((name, figure.estimate?.value))
    };
    results.figures.iter().filter_map(told).collect()
}

fn assert_figure(text: &str, name: &str, expected: f64) {
    let figures = figures(text);
    let found = figures.iter().find(|(own, _)| own == name);
    let (_, value) = found.unwrap_or_else(|| panic!("{name} is a figure"));
    assert!((value - expected).abs() < 1e-9, "{name} is {value}, not {expected}");
}

/// A run needs nobody and no turn: two at once take two minutes each, at night, and only the second step waits for people.
#[test]
fn a_run_needs_nobody() {
    let text = world(
        "automated = { share = \"100%\", takes = \"2m\" }",
        &["04 09:00", "04 09:00"],
    );
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 held at reset, other waits
         Mon 09:00 job1 reset runs by itself
         Mon 09:00 job2 arrives
         Mon 09:00 job2 held at reset, other waits
         Mon 09:00 job2 reset runs by itself
         Mon 09:02 job1 ends reset, 2m held
         Mon 09:02 job1 reset has run after 2m
         Mon 09:02 job2 ends reset, 2m held
         Mon 09:02 job2 reset has run after 2m
         Mon 09:02 job1 starts tell
         Mon 09:12 job1 ends tell, 10m
         Mon 09:12 job1 done
         Mon 09:12 job2 starts tell, 10m queue
         Mon 09:22 job2 ends tell, 10m
         Mon 09:22 job2 done",
    );
    let (model, program) = support::program(&text);
    let (_, [first, rework]) = Timeline::of(&model, &program).parts["job1"];
    assert_eq!(first[Part::Other as usize], Span::minutes(2));
    assert_eq!(rework[Part::Other as usize], Span::ZERO);
    // Two of two visits to the step, of four visits in all; and whoever ran was touched when the run had ended.
    assert_figure(&text, "automation rate step job.reset share", 1.0);
    assert_figure(&text, "automation rate all all share", 0.5);
    assert_figure(&text, "response time demand job mean", 2.0 / 60.0);
}

/// A failure that is noticed at once goes to the people of the step: the same visit, with the touch time that it would have had.
#[test]
fn what_fails_goes_to_people() {
    let text = world(
        "automated = { share = \"100%\", takes = \"2m\", succeeds = \"0%\" }",
        &["04 09:00"],
    );
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 held at reset, other waits
         Mon 09:00 job1 reset runs by itself
         Mon 09:02 job1 goes on to reset, 2m held
         Mon 09:02 job1 reset has failed after 2m
         Mon 09:02 job1 starts reset
         Mon 09:32 job1 ends reset, 30m
         Mon 09:32 job1 starts tell
         Mon 09:42 job1 ends tell, 10m
         Mon 09:42 job1 done",
    );
    assert_figure(&text, "automation rate step job.reset share", 0.0);
    assert_figure(&text, "failed runs step job.reset share", 1.0);
    assert_figure(&text, "visits step job.reset per week", 0.5);
}

/// Or to another step, and on from there: the visit is over, and the step that follows it is left out.
#[test]
fn what_fails_goes_to_the_step_that_is_named() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand("job", "", &["04 09:00"])
        + &step(
            "job",
            "reset",
            "desk",
            "30m",
            "automated = { share = \"100%\", takes = \"2m\", succeeds = \"0%\", fallback = \"by_hand\" }\nnext = \"done\"",
        )
        + &step("job", "by_hand", "desk", "1h", "");
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 held at reset, other waits
         Mon 09:00 job1 reset runs by itself
         Mon 09:02 job1 ends reset, 2m held
         Mon 09:02 job1 reset has failed after 2m
         Mon 09:02 job1 starts by_hand
         Mon 10:02 job1 ends by_hand, 1h
         Mon 10:02 job1 done",
    );
}

/// A failure that nobody notices: the item goes on, seems to be done, and comes back when somebody does. The first resolution
/// decides its promise, lead time runs to the last, and it counts as with the customer meanwhile.
#[test]
fn a_failure_that_nobody_notices_comes_back() {
    let text = world(
        "automated = { share = \"100%\", takes = \"2m\", succeeds = \"0%\", unnoticed = \"100%\", noticed_after = \"3h\" }",
        &["04 09:00"],
    ) + "[promise.soon]\nfor = { demand = \"job\" }\nresolve = \"1h\"\ntarget = \"50%\"\n";
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 held at reset, other waits
         Mon 09:00 job1 reset runs by itself
         Mon 09:02 job1 ends reset, 2m held
         Mon 09:02 job1 reset has failed, unnoticed after 2m
         Mon 09:02 job1 starts tell
         Mon 09:12 job1 ends tell, 10m
         Mon 09:12 job1 seems done
         Mon 09:12 job1 held at tell, customer
         Mon 12:02 job1 reset had failed, noticed after 3h
         Mon 12:02 job1 goes on to tell, 2h 50m held
         Mon 12:02 job1 starts reset
         Mon 12:32 job1 ends reset, 30m again
         Mon 12:32 job1 starts tell
         Mon 12:42 job1 ends tell, 10m again
         Mon 12:42 job1 done",
    );
    assert_figure(&text, "promise kept promise soon share", 1.0);
    assert_figure(&text, "lead time demand job mean", 3.7);
    assert_figure(&text, "unnoticed failures step job.reset per week", 0.5);
    assert_figure(&text, "time until a failure is noticed step job.reset mean", 3.0);
    assert_figure(&text, "rework team desk per week", 0.5 * 40.0 / 60.0);
}

/// Noticed while somebody works on it, it goes back when that visit is over.
#[test]
fn an_item_at_work_goes_back_after_its_visit() {
    let text = world(
        "automated = { share = \"100%\", takes = \"2m\", succeeds = \"0%\", unnoticed = \"100%\", noticed_after = \"5m\" }",
        &["04 09:00"],
    );
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 held at reset, other waits
         Mon 09:00 job1 reset runs by itself
         Mon 09:02 job1 ends reset, 2m held
         Mon 09:02 job1 reset has failed, unnoticed after 2m
         Mon 09:02 job1 starts tell
         Mon 09:07 job1 reset had failed, noticed after 5m
         Mon 09:12 job1 ends tell, 10m
         Mon 09:12 job1 starts reset
         Mon 09:42 job1 ends reset, 30m again
         Mon 09:42 job1 starts tell
         Mon 09:52 job1 ends tell, 10m again
         Mon 09:52 job1 done",
    );
}

/// Two failures in a row stop the automation for an hour: people do what comes meanwhile, and it runs again afterwards.
#[test]
fn failures_in_a_row_stop_it() {
    let text = world(
        "automated = { share = \"100%\", takes = \"2m\", succeeds = \"0%\", stops = { after = 2, for = \"1h\" } }",
        &["04 09:00", "04 10:00", "04 10:30", "04 11:05"],
    );
    let (model, program) = support::program(&text);
    let told = Timeline::of(&model, &program).lines;
    let about = |line: &&String| line.contains("reset") && !line.contains("held") || line.contains("automation");
    let told: Vec<&str> = told.iter().filter(about).map(String::as_str).collect();
    assert_eq!(
        told,
        [
            "Mon 09:00 job1 reset runs by itself",
            "Mon 09:02 job1 reset has failed after 2m",
            "Mon 09:02 job1 starts reset",
            "Mon 09:32 job1 ends reset, 30m",
            "Mon 10:00 job2 reset runs by itself",
            "Mon 10:02 job2 reset has failed after 2m",
            "Mon 10:02 automation 0 stops until Mon 11:02",
            "Mon 10:02 job2 starts reset",
            "Mon 10:32 job2 ends reset, 30m",
            "Mon 10:32 job3 starts reset, 2m queue",
            "Mon 11:02 job3 ends reset, 30m",
            "Mon 11:05 job4 reset runs by itself",
            "Mon 11:07 job4 reset has failed after 2m",
            // After what two others have been waiting to be told since before.
            "Mon 11:22 job4 starts reset, 15m queue",
            "Mon 11:52 job4 ends reset, 30m",
        ]
    );
    assert_figure(&text, "automation stops step job.reset per week", 0.5);
    assert_figure(&text, "automation stopped step job.reset share", 1.0 / 336.0);
}

/// Standard changes that a run has prepared need no approval, others wait for it all the same.
#[test]
fn approval_is_kept_by_value() {
    let world = |kind: &str| {
        HEAD.to_owned()
            + "[team.desk]\npeople = 1\n[team.peers]\npeople = 1\n"
            + &demand(
                "job",
                &format!("type = {{ {kind} = \"100%\", rare = \"0%\" }}"),
                &["04 09:00"],
            )
            + &step(
                "job",
                "prepare",
                "desk",
                "30m",
                "approval = true\nautomated = { share = \"100%\", takes = \"2m\", needs_approval = { standard = false, other = true } }",
            )
            .replace("standard = false", if kind == "standard" { "standard = false" } else { "rare = false" })
            + "[governance]\npolicy = \"all\"\n[policy.all]\nrules = [ { route = \"peer\" } ]\n\
               [route.peer]\nby = \"peers\"\npeople = 1\neffort = \"20m\"\ncatches_bad = \"0%\"\nrejects_good = \"0%\"\n"
    };
    let ends = |kind: &str| {
        let (model, program) = support::program(&world(kind));
        Timeline::of(&model, &program).lines.pop().expect("it ends")
    };
    assert_eq!(ends("standard"), "Mon 09:02 job1 done");
    assert_eq!(ends("normal"), "Mon 09:22 job1 done");
}

/// A freeze keeps a run from beginning as it keeps people.
#[test]
fn a_freeze_holds_runs_too() {
    let text = world("automated = { share = \"100%\", takes = \"2m\" }", &["04 09:00"])
        + "[freeze.close]\nfrom = \"2027-01-04 08:00\"\nuntil = \"2027-01-04 12:00\"\nstops = \"job.reset\"\n";
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 held at reset by close
         Mon 12:00 job1 goes on to reset, 3h held
         Mon 12:00 job1 held at reset, other waits
         Mon 12:00 job1 reset runs by itself
         Mon 12:02 job1 ends reset, 2m held
         Mon 12:02 job1 reset has run after 2m
         Mon 12:02 job1 starts tell
         Mon 12:12 job1 ends tell, 10m
         Mon 12:12 job1 done",
    );
}

/// Each run costs, whatever comes of it; people's hours come on top.
#[test]
fn runs_cost() {
    let text = world(
        "automated = { share = \"100%\", takes = \"2m\", succeeds = \"0%\", cost_per_run = 5 }",
        &["04 09:00"],
    )
    .replace(
        "people = 1\n",
        "people = 1\nhourly_cost = 60\npaid = \"for time used\"\n",
    );
    // Forty minutes of people, and one run, in two weeks.
    assert_figure(&text, "cost all all per week", (40.0 + 5.0) / 2.0);
}
