//! Items that leave the queue undone when their patience ends.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};

fn calls(patience: &str, at: &[&str]) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand("call", "", at)
        + &step("call", "answer", "desk", "10m", &format!("patience = {patience}"))
}

/// The second caller waits five minutes and leaves; the third is served; one who is being served has all the patience it takes.
#[test]
fn who_waits_too_long_leaves_undone() {
    assert_timeline(
        &calls("{ lasts = \"5m\" }", &["04 09:00", "04 09:01", "04 09:06"]),
        "Mon 09:00 call1 arrives
         Mon 09:00 call1 starts answer
         Mon 09:01 call2 arrives
         Mon 09:06 call3 arrives
         Mon 09:06 call2 leaves answer, 5m queue
         Mon 09:06 call2 closed
         Mon 09:10 call1 ends answer, 10m
         Mon 09:10 call1 done
         Mon 09:10 call3 starts answer, 4m queue
         Mon 09:20 call3 ends answer, 10m
         Mon 09:20 call3 done",
    );
}

/// At the instant at which patience ends somebody is freed: service beats patience.
#[test]
fn service_beats_patience() {
    assert_timeline(
        &calls("{ lasts = \"5m\" }", &["04 09:00", "04 09:05"]),
        "Mon 09:00 call1 arrives
         Mon 09:00 call1 starts answer
         Mon 09:05 call2 arrives
         Mon 09:10 call1 ends answer, 10m
         Mon 09:10 call1 done
         Mon 09:10 call2 starts answer, 5m queue
         Mon 09:20 call2 ends answer, 10m
         Mon 09:20 call2 done",
    );
}

/// Who has left comes back as an item of its own, with a patience and a lead time of its own.
#[test]
fn who_has_left_may_come_back() {
    assert_timeline(
        &calls(
            "{ lasts = \"5m\", comes_back = \"100%\", after = \"30m\" }",
            &["04 09:00", "04 09:01"],
        ),
        "Mon 09:00 call1 arrives
         Mon 09:00 call1 starts answer
         Mon 09:01 call2 arrives
         Mon 09:06 call2 leaves answer, 5m queue
         Mon 09:06 call2 closed
         Mon 09:10 call1 ends answer, 10m
         Mon 09:10 call1 done
         Mon 09:36 call3 arrives
         Mon 09:36 call3 starts answer
         Mon 09:46 call3 ends answer, 10m
         Mon 09:46 call3 done",
    );
}

/// Work that was interrupted has begun: patience no longer counts, however long the item waits to be resumed.
#[test]
fn what_was_begun_does_not_leave() {
    let text = calls("{ lasts = \"5m\" }", &["04 16:58"]).replace("people = 1\n", "people = { office = 1 }\n");
    assert_timeline(
        &text,
        "Mon 16:58 call1 arrives
         Mon 16:58 call1 starts answer
         Mon 17:00 call1 pauses answer, 2m
         Tue 09:00 call1 starts answer, 16h off shift
         Tue 09:08 call1 ends answer, 8m
         Tue 09:08 call1 done",
    );
}

/// The abandoned are counted, by items that ended; they count as closed undone too.
#[test]
fn the_abandoned_are_counted() {
    let model = support::model(&calls(
        "{ lasts = \"5m\" }",
        &["04 09:00", "04 09:01", "04 09:02", "04 09:06"],
    ));
    let forecast = support::run(&model);
    let figure = |measure: &str, statistic: &str| {
        let mut figures = forecast.summary.results.figures.iter();
        let found = figures.find(|one| one.measure == measure && one.by == "all" && one.statistic == statistic);
        found.and_then(|figure| figure.estimate).map(|estimate| estimate.value)
    };
    assert_eq!(figure("abandoned", "per week"), Some(1.0));
    assert_eq!(figure("abandoned", "share"), Some(0.5));
    assert_eq!(figure("closed undone", "per week"), Some(1.0));
    let program = flowcast::engine::Program::new(&model);
    assert_eq!(Timeline::of(&model, &program).parts.len(), 4);
}
