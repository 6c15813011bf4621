//! Items that are open at the start.

use flowcast::engine::Program;
use flowcast::measures::backlog::broken_before;
use flowcast::observation::Part;
use flowcast::time::Span;

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, assert_timeline_beside, demand, step};

const OPEN: &str = "arrived,priority,step\n2027-01-03 10:00,P2,\n2026-12-31 16:00,P2,fix\n2027-01-03 12:00,P1,triage\n";

fn world() -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &demand(
            "job",
            "priority = { P1 = \"50%\", P2 = \"50%\" }\nstarting = \"open.csv\"",
            &[],
        )
        + &step("job", "triage", "desk", "1h", "")
        + &step("job", "fix", "desk", "2h", "")
}

/// Three open items and one person from Monday 09:00: the urgent one first, then by age. One stands at its second step, where
/// somebody has touched it before.
#[test]
fn open_items_wait_by_priority_and_age_and_count_from_their_arrival() {
    let text = world();
    assert_timeline_beside(
        &text,
        &[("open.csv", OPEN)],
        "Mon 00:00 job1 is open, 3d 8h old, touched
         Mon 00:00 job2 is open, 14h old
         Mon 00:00 job3 is open, 12h old
         Mon 09:00 job3 starts triage, 9h off shift
         Mon 10:00 job3 ends triage, 1h
         Mon 10:00 job3 starts fix
         Mon 12:00 job3 ends fix, 2h
         Mon 12:00 job3 done
         Mon 12:00 job1 starts fix, 3h queue, 9h off shift
         Mon 14:00 job1 ends fix, 2h
         Mon 14:00 job1 done
         Mon 14:00 job2 starts triage, 5h queue, 9h off shift
         Mon 15:00 job2 ends triage, 1h
         Mon 15:00 job2 starts fix
         Mon 17:00 job2 ends fix, 2h
         Mon 17:00 job2 done",
    );
    let model = support::model_beside(&text, &[("open.csv", OPEN)]);
    let program = Program::new(&model);
    let timeline = Timeline::of(&model, &program);
    let (lead, parts) = timeline.parts["job1"];
    assert_eq!(
        lead,
        Span::hours(3 * 24 + 8 + 14),
        "from Thursday 16:00 to Monday 14:00"
    );
    assert_eq!(
        parts[0][Part::Queue as usize],
        Span::hours(3 * 24 + 8 + 3),
        "its time before the start is queueing"
    );
    assert_eq!(parts[0][Part::OffShift as usize], Span::hours(9));
    assert_eq!(parts[0][Part::Touch as usize], Span::hours(2));
}

/// Ten working hours from Thursday 16:00 end on Monday at 17:00 (one hour on Thursday, eight on Friday, one on Monday at 10:00):
/// due after the start, and missed. Eight hours ended on Friday at 16:00: broken before the run began.
#[test]
fn promises_count_from_the_arrival_before_the_start() {
    let of = |target: &str| {
        let promise = format!("[promise.it]\nresolve = \"{target}\"\nclock = \"office\"\ntarget = \"90%\"\n");
        support::model_beside(&(world() + &promise), &[("open.csv", OPEN)])
    };
    let forecast = support::run(&of("10h"));
    let kept = forecast.summary.results.promises[0]
        .kept
        .as_ref()
        .expect("they fell due")
        .value;
    // The first is due on Monday at 10:00 and done at 14:00; the others, from Sunday, on Tuesday at 11:00 and done on Monday.
    assert!((kept - 2.0 / 3.0).abs() < 1e-12, "{kept}");
    assert!(broken_before(&of("10h")).is_empty());
    let model = of("8h");
    let broken = broken_before(&model);
    assert_eq!(broken.len(), 1);
    assert_eq!(
        (broken[0].promise.as_str(), broken[0].broken, broken[0].items),
        ("it", 1.0, 3.0)
    );
    let kept = support::run(&model).summary.results.promises[0]
        .kept
        .as_ref()
        .expect("two fell due")
        .value;
    assert_eq!(kept, 1.0, "done by Monday 17:00, when eight hours have run");
}

/// Told in words: four items of three days; they arrived before the one that arrives on Monday, so they go first.
#[test]
fn a_backlog_in_words_is_there_at_the_start() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &demand(
            "job",
            "starting = { count = 2, age = \"3 days\", at = \"fix\" }",
            &["04 08:00"],
        )
        + &step("job", "triage", "desk", "1h", "")
        + &step("job", "fix", "desk", "2h", "");
    assert_timeline(
        &text,
        "Mon 00:00 job1 is open, 3d old, touched
         Mon 00:00 job2 is open, 3d old, touched
         Mon 08:00 job3 arrives
         Mon 09:00 job1 starts fix, 9h off shift
         Mon 11:00 job1 ends fix, 2h
         Mon 11:00 job1 done
         Mon 11:00 job2 starts fix, 2h queue, 9h off shift
         Mon 13:00 job2 ends fix, 2h
         Mon 13:00 job2 done
         Mon 13:00 job3 starts triage, 4h queue, 1h off shift
         Mon 14:00 job3 ends triage, 1h
         Mon 14:00 job3 starts fix
         Mon 16:00 job3 ends fix, 2h
         Mon 16:00 job3 done",
    );
}

/// What is open at the start has not arrived in the run: it is no arrival of the counted window, but a completion.
#[test]
fn a_backlog_is_no_arrival() {
    let model = support::model_beside(&world(), &[("open.csv", OPEN)]);
    let results = support::run(&model).summary.results;
    let figure = |measure: &str| {
        let found = results
            .figures
            .iter()
            .find(|figure| figure.measure == measure && figure.by == "all");
        found
            .and_then(|figure| figure.estimate.as_ref())
            .map(|estimate| estimate.value)
    };
    assert_eq!(figure("arrivals"), Some(0.0));
    assert_eq!(figure("throughput"), Some(1.5));
}
