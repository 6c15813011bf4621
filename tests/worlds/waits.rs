//! Waits that need nobody, and clocks that stand still in them.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};
use flowcast::observation::Part;
use flowcast::time::Span;

/// A wait of a stream.
fn wait(stream: &str, name: &str, wait: &str, more: &str) -> String {
    format!(
        "[[stream.{stream}.step]]\nname = \"{name}\"\nactivity = \"obtain_build\"\npractice = \"supplier management\"\n\
         wait = {wait}\n{more}\n"
    )
}

fn vendor(more: &str) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand("job", "", &["04 16:00"])
        + &step("job", "ask", "desk", "30m", "")
        + &wait("job", "vendor", "\"2h\"", more)
        + &step("job", "check", "desk", "15m", "")
}

/// Nobody is at work in a wait, so the desk could take anything else; on the vendor's hours, two hours from 16:30 end at 10:30.
#[test]
fn a_wait_passes_in_its_hours_and_counts_as_what_it_is_for() {
    let text = vendor("waits_for = \"supplier\"\nwait_hours = \"office\"");
    assert_timeline(
        &text,
        "Mon 16:00 job1 arrives
         Mon 16:00 job1 starts ask
         Mon 16:30 job1 ends ask, 30m
         Mon 16:30 job1 held at vendor, supplier
         Tue 10:30 job1 ends vendor, 18h held
         Tue 10:30 job1 starts check
         Tue 10:45 job1 ends check, 15m
         Tue 10:45 job1 done",
    );
    for (reason, part) in [
        ("supplier", Part::Supplier),
        ("customer", Part::Customer),
        ("other", Part::Other),
    ] {
        let (model, program) = support::program(&vendor(&format!("waits_for = \"{reason}\"")));
        let (lead, parts) = Timeline::of(&model, &program).parts["job1"];
        assert_eq!(lead, Span::minutes(30 + 120 + 15));
        assert_eq!(parts[0][part as usize], Span::hours(2));
    }
}

/// A wait can be where items enter and where they end, raise others, and be repeated: then its time is rework. The luck of the
/// first replication sends the item round once.
#[test]
fn a_wait_is_a_step_like_others() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand("note", "", &[])
        + &step("note", "read", "desk", "5m", "")
        + &demand("job", "", &["04 09:00"])
        + &wait("job", "post", "\"1h\"", "raises = { note = \"100%\" }");
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 held at post, other waits
         Mon 10:00 job1 ends post, 1h held
         Mon 10:00 note1 arrives
         Mon 10:00 job1 done
         Mon 10:00 note1 starts read
         Mon 10:05 note1 ends read, 5m
         Mon 10:05 note1 done",
    );
}

/// How many of the items that fell due kept their promise.
fn kept(text: &str) -> (f64, f64) {
    let forecast = support::run(&support::model(text));
    let results = &forecast.summary.results;
    let due = results.promises[0].due_per_week.map_or(0.0, |due| due.value * 2.0);
    (results.promises[0].kept.map_or(f64::NAN, |kept| kept.value), due)
}

fn promised(stops: &str, promise: &str) -> String {
    vendor(&format!("wait_hours = \"office\"\nstops_clock = {stops}"))
        + &format!("[promise.it]\ntarget = \"90%\"\n{promise}\n[promise.other]\nresolve = \"1h\"\ntarget = \"90%\"\n")
}

/// The item takes 45 minutes of work and 18 hours at the vendor. Where that stops the clock, 45 minutes are enough, to the
/// millisecond; else it takes 18 h 45 min.
#[test]
fn a_wait_that_stops_the_clock_moves_the_due_time_by_as_long_as_the_clock_would_have_run() {
    for (stops, target, expected) in [
        ("true", "45m", 1.0),
        ("true", "2699.999s", 0.0),
        ("[\"it\"]", "45m", 1.0),
        ("[\"other\"]", "45m", 0.0),
        ("[\"other\"]", "18h 45m", 1.0),
        ("false", "18h 45m", 1.0),
        ("false", "67499.999s", 0.0),
    ] {
        let text = promised(stops, &format!("resolve = \"{target}\""));
        assert_eq!(kept(&text), (expected, 1.0), "{stops}, {target}");
    }
}

/// On an office clock the pause from 16:30 to 10:30 is two hours long: 45 minutes and two hours from 16:00 are at 10:45.
#[test]
fn a_pause_lasts_as_long_as_the_clock_would_have_run_in_it() {
    let office =
        |stops: &str, target: &str| kept(&promised(stops, &format!("resolve = \"{target}\"\nclock = \"office\""))).0;
    assert_eq!((office("true", "45m"), office("true", "2699.999s")), (1.0, 0.0));
    assert_eq!((office("false", "2h 45m"), office("false", "9899.999s")), (1.0, 0.0));
}

/// One working day from Monday 16:00 is Tuesday 16:00; two office hours of pause move that to Wednesday 10:00. The check of two
/// office days is done on Wednesday at 09:45 or 10:45.
#[test]
fn a_promise_in_working_days_is_moved_by_the_running_time_of_the_pause() {
    for (check, expected) in [("23h 30m", 1.0), ("23h 31m", 0.0)] {
        let text = promised("true", "resolve = \"1 working day\"\nclock = \"office\"")
            .replace("effort = \"15m\"", &format!("effort = \"{check}\""));
        assert_eq!(kept(&text), (expected, 1.0), "{check}");
    }
}

/// What was missed before the pause stays missed, and a pause after the answer changes nothing about `respond`.
#[test]
fn a_pause_mends_nothing_that_was_decided_before_it() {
    assert_eq!(kept(&promised("true", "resolve = \"29m\"")), (0.0, 1.0));
    assert_eq!(kept(&promised("true", "respond = \"1s\"")), (1.0, 1.0));
    // At the due instant itself the clock has run out: the pause begins too late.
    assert_eq!(kept(&promised("true", "resolve = \"30m\"")), (0.0, 1.0));
}

/// While the clock stands still nothing falls due, not even at the end of the run.
#[test]
fn an_item_that_waits_at_the_end_is_not_due() {
    let text = promised("true", "resolve = \"1h\"").replace("wait = \"2h\"", "wait = \"30 weeks\"");
    let (share, due) = kept(&text);
    assert!(share.is_nan() && due == 0.0, "{share}, {due}");
    assert_eq!(
        kept(&text.replace("stops_clock = true", "stops_clock = false")),
        (0.0, 1.0)
    );
}
