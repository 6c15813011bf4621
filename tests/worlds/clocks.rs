//! Promises: when something falls due, by clock hours and working days, and whether it was kept.

use flowcast::engine::Program;
use flowcast::model::Model;
use flowcast::time::Instant;
use jiff::civil::{DateTime, date};

use crate::support;
use crate::timeline::{HEAD, task};

/// When an item that arrives at a local time is due by the only promise.
fn due(text: &str, arrival: DateTime) -> DateTime {
    let (model, program): (Model, Program) = support::program(text);
    let at = program.commitments[0].due.of(model.epoch.instant_of(arrival));
    assert!(at < Instant::NEVER);
    model.epoch.civil_of(at)
}

fn promised(head: &str, promise: &str) -> String {
    head.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &task("job", "desk", "1h", &["04 09:00"])
        + &format!("[promise.it]\ntarget = \"90%\"\n{promise}\n")
}

fn at(month: i8, day: i8, hour: i8, minute: i8) -> DateTime {
    date(2027, month, day).at(hour, minute, 0, 0)
}

/// `cal_sla` of the known results: 16 business hours after Friday 16:00 are one on Friday, eight on Monday and seven on Tuesday.
#[test]
fn business_hours_run_while_the_office_is_open() {
    let head = HEAD.replace("2027-01-04", "2026-03-02");
    let text = promised(&head, "resolve = \"16h\"\nclock = \"office\"").replace("2027-01-04", "2026-03-04");
    let due = due(&text, date(2026, 3, 6).at(16, 0, 0, 0));
    assert_eq!(due, date(2026, 3, 10).at(16, 0, 0, 0));
}

#[test]
fn a_full_day_is_due_at_closing_time_not_at_the_next_opening() {
    let text = promised(HEAD, "resolve = \"8h\"\nclock = \"office\"");
    assert_eq!(due(&text, at(1, 4, 9, 0)), at(1, 4, 17, 0));
    assert_eq!(due(&text, at(1, 4, 8, 0)), at(1, 4, 17, 0));
    assert_eq!(due(&text, at(1, 4, 17, 0)), at(1, 5, 17, 0));
    assert_eq!(due(&text, at(1, 8, 9, 1)), at(1, 11, 9, 1));
}

/// Same local time on the n-th following working day, within its hours; the holiday on Wednesday is no working day.
#[test]
fn working_days_are_read_off_the_wall_clock() {
    let head = HEAD.to_owned() + "holidays = [2027-01-06]\n";
    let text = promised(&head, "resolve = \"2 working days\"\nclock = \"office\"");
    assert_eq!(due(&text, at(1, 4, 10, 30)), at(1, 7, 10, 30));
    assert_eq!(due(&text, at(1, 5, 20, 0)), at(1, 8, 17, 0));
    assert_eq!(
        due(&text, at(1, 9, 12, 0)),
        at(1, 12, 12, 0),
        "Saturday counts from Monday"
    );
}

fn london(start: &str, hours: &str, promise: &str) -> String {
    promised(HEAD, promise)
        .replace(
            "start = 2027-01-04",
            &format!("start = {start}\ntimezone = \"Europe/London\""),
        )
        .replace("Mon-Fri 09:00-17:00", hours)
        .replace("at = [\"2027-01-04 09:00\"]", &format!("at = [\"{start} 09:00\"]"))
}

/// The clocks jump from 01:00 to 02:00 on Sunday 2027-03-28 and from 02:00 to 01:00 on Sunday 2027-10-31.
#[test]
fn daylight_saving_is_honoured_both_ways() {
    let always = "resolve = \"24h\"\nclock = \"always\"";
    let spring = |promise| london("2027-03-22", "Mon-Sun 09:00-17:00", promise);
    let autumn = |promise| london("2027-10-25", "Mon-Sun 09:00-17:00", promise);
    assert_eq!(
        due(&spring(always), at(3, 27, 12, 0)),
        at(3, 28, 13, 0),
        "a day of 23 hours"
    );
    assert_eq!(
        due(&autumn(always), at(10, 30, 12, 0)),
        at(10, 31, 11, 0),
        "a day of 25 hours"
    );
    let office = "resolve = \"8h\"\nclock = \"office\"";
    assert_eq!(
        due(&spring(office), at(3, 27, 12, 0)),
        at(3, 28, 12, 0),
        "the office keeps its hours"
    );
    assert_eq!(due(&autumn(office), at(10, 30, 12, 0)), at(10, 31, 12, 0));
    let days = "resolve = \"1 working day\"\nclock = \"office\"";
    assert_eq!(due(&spring(days), at(3, 27, 12, 0)), at(3, 28, 12, 0));
    assert_eq!(due(&autumn(days), at(10, 30, 12, 0)), at(10, 31, 12, 0));
    // From 22:00 to 06:00 there are seven hours in spring and nine in autumn.
    let night = "resolve = \"6h\"\nclock = \"office\"";
    let nights = |start| london(start, "Mon-Sun 22:00-06:00", night);
    assert_eq!(due(&nights("2027-03-22"), at(3, 27, 22, 0)), at(3, 28, 5, 0));
    assert_eq!(due(&nights("2027-10-25"), at(10, 30, 22, 0)), at(10, 31, 3, 0));
}

/// A shift over the night in which the clocks jump is an hour shorter or longer: people on the roster, a week of seven nights of
/// eight hours.
#[test]
fn a_night_shift_is_an_hour_shorter_in_spring_and_longer_in_autumn() {
    for (start, hours) in [("2027-03-22", 55.0), ("2027-10-25", 57.0), ("2027-06-07", 56.0)] {
        let text = london(start, "Mon-Sun 20:00-04:00", "resolve = \"9h\"")
            .replace("people = 1", "people = { office = 1 }")
            .replace("duration = \"2 weeks\"", "duration = \"8d\"");
        let forecast = support::run(&support::model(&text));
        let team = &forecast.summary.results.teams[0];
        let told = team.rostered_per_week.expect("it is known").value * 8.0 / 7.0;
        // Four hours of the night that began on Sunday before the start, and the eighth night up to the end of 8 × 24 hours:
        // four hours of it, one more or less where a day had 23 or 25.
        let eighth = match hours as i64 {
            55 => 5.0,
            57 => 3.0,
            _ => 4.0,
        };
        assert!((told - 4.0 - hours - eighth).abs() < 1e-9, "{start}: {told}");
    }
}

/// Resolved at the very instant at which it is due, a promise is kept; a millisecond of target less, and it is missed.
#[test]
fn resolved_at_the_due_instant_is_kept() {
    let kept = |target: &str| {
        let text = promised(HEAD, &format!("resolve = \"{target}\""));
        let forecast = support::run(&support::model(&text));
        forecast.summary.results.promises[0].kept.expect("it fell due").value
    };
    assert_eq!((kept("1h"), kept("3599.999s")), (1.0, 0.0));
}

/// Nothing falls due: how much was kept is unknown, not all of it.
#[test]
fn a_promise_that_never_falls_due_is_neither_kept_nor_missed() {
    let text = promised(HEAD, "resolve = \"8 weeks\"");
    let forecast = support::run(&support::model(&text));
    assert_eq!(forecast.summary.results.promises[0].kept, None);
}
