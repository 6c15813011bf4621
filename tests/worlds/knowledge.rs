//! Knowledge: what is written down shortens what comes after it, until it is out of date.

use crate::support;
use crate::timeline::{HEAD, assert_timeline, demand, step};

/// Every visit takes an hour if nobody knows anything; each article halves what can still be saved, of which half never can.
fn world(knowledge: &str, more: &str, at: &[&str]) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &format!("[knowledge.fixes]\nhalves_after = 1\nleast = \"50%\"\n{knowledge}\n")
        + &demand("job", "", at)
        + &step("job", "mend", "desk", "1h", more)
}

fn figure(text: &str, measure: &str) -> f64 {
    let results = support::run(&support::model(text)).summary.results;
    let mut figures = results.figures.iter();
    let found = figures.find(|figure| figure.measure == measure && figure.by == "knowledge");
    found.and_then(|figure| figure.estimate).expect("it is known").value
}

/// The first takes 60 + 10 minutes, the second 45 + 10, the third 37:30 + 10: the law, to the tick.
#[test]
fn each_article_shortens_what_follows() {
    let text = world(
        "",
        "learns_from = \"fixes\"\nwrites = { knowledge = \"fixes\", share = \"100%\", effort = \"10m\" }",
        &["04 09:00", "05 09:00", "06 09:00"],
    );
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts mend
         Mon 10:10 job1 ends mend, 1h 10m
         Mon 10:10 job1 adds to fixes: 1
         Mon 10:10 job1 done
         Tue 09:00 job2 arrives
         Tue 09:00 job2 starts mend
         Tue 09:55 job2 ends mend, 55m
         Tue 09:55 job2 adds to fixes: 2
         Tue 09:55 job2 done
         Wed 09:00 job3 arrives
         Wed 09:00 job3 starts mend
         Wed 09:47:30.000 job3 ends mend, 47m 30s
         Wed 09:47:30.000 job3 adds to fixes: 3
         Wed 09:47:30.000 job3 done",
    );
    assert_eq!(figure(&text, "articles written"), 1.5);
    assert_eq!(figure(&text, "articles up to date"), 3.0);
    // A quarter and three eighths of an hour, in two weeks; half an hour of writing.
    assert!((figure(&text, "effort saved by knowledge") - 0.625 / 2.0).abs() < 1e-9);
    assert!((figure(&text, "effort of writing") - 0.25).abs() < 1e-9);
}

/// What is known at the start is used at once: two articles leave 0.5 + 0.5 / 4 of the hour. What is known when an item joins the
/// queue counts: who came at the same time knows no more.
#[test]
fn what_is_known_at_the_start_is_used() {
    let text = world("at_start = 2", "learns_from = \"fixes\"", &["04 09:00", "04 09:00"]);
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job2 arrives
         Mon 09:00 job1 starts mend
         Mon 09:37:30.000 job1 ends mend, 37m 30s
         Mon 09:37:30.000 job1 done
         Mon 09:37:30.000 job2 starts mend, 37m 30s queue
         Mon 10:15 job2 ends mend, 37m 30s
         Mon 10:15 job2 done",
    );
}

/// Half of two articles is out of date after a day and nine hours: one is left, which leaves three quarters.
#[test]
fn knowledge_ages() {
    let text = world(
        "at_start = 2\nhalf_life = \"33h\"",
        "learns_from = \"fixes\"",
        &["05 09:00"],
    );
    assert_timeline(
        &text,
        "Tue 09:00 job1 arrives
         Tue 09:00 job1 starts mend
         Tue 09:45 job1 ends mend, 45m
         Tue 09:45 job1 done",
    );
}

/// The same law makes failures at a portal fewer. With luck from 0 to 1, all of a thousand attempts fail where nothing is known, and
/// of those with an infinity of articles and nothing that cannot be saved none does.
#[test]
fn who_helps_themselves_draws_on_it_too() {
    let text = |at_start: u32| {
        HEAD.to_owned()
            + "[team.desk]\npeople = 1\n"
            + &format!("[knowledge.fixes]\nhalves_after = 1\nleast = \"0%\"\nat_start = {at_start}\n")
            + &demand(
                "job",
                "self_service = { tries = \"100%\", succeeds = \"0%\", learns_from = \"fixes\" }",
                &["04 09:00", "04 10:00", "04 11:00"],
            )
            + &step("job", "mend", "desk", "1m", "")
    };
    let deflected = |at_start: u32| {
        let results = support::run(&support::model(&text(at_start))).summary.results;
        results.contacts[0].deflected_per_week.expect("it is known").value
    };
    assert_eq!(deflected(0), 0.0);
    assert_eq!(deflected(2_000), 1.5);
}
