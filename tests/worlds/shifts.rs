//! Shifts: they end in the middle of work, overlap, and fall on holidays.

use flowcast::observation::Part;
use flowcast::time::Span;

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, task};

/// `cal_resume` of the known results: two hours of work that arrive on Friday at 16:30, half an hour before closing. The rest
/// of 90 minutes is done on Monday from 09:00: 66 hours later.
#[test]
fn work_pauses_at_the_end_of_a_shift_and_goes_on_in_the_next() {
    let text = HEAD.replace("2027-01-04", "2026-03-02")
        + "[team.desk]\npeople = { office = 1 }\n"
        + &task("job", "desk", "2h", &["06 16:30"]).replace("2027-01-", "2026-03-");
    assert_timeline(
        &text,
        "Fri 16:30 job1 arrives
         Fri 16:30 job1 starts do
         Fri 17:00 job1 pauses do, 30m
         Mon 09:00 job1 starts do, 2d 16h off shift
         Mon 10:30 job1 ends do, 1h 30m
         Mon 10:30 job1 done",
    );
    let (model, program) = support::program(&text);
    let (lead, parts) = Timeline::of(&model, &program).parts["job1"];
    assert_eq!(lead, Span::hours(66));
    assert_eq!(parts[0][Part::Touch as usize], Span::hours(2));
    assert_eq!(parts[0][Part::OffShift as usize], Span::hours(64));
    assert_eq!(parts[0][Part::Queue as usize], Span::ZERO);
}

/// One person until 12:00, one from 11:00: the first begins at 10:30 because the other is not there, the second goes on at 12:00
/// with the two and a half hours left.
#[test]
fn anyone_of_the_team_resumes_what_was_paused() {
    let text = HEAD.to_owned()
        + "morning = \"Mon-Fri 08:00-12:00\"\nmidday = \"Mon-Fri 11:00-15:00\"\n"
        + "[team.desk]\npeople = { morning = 1, midday = 1 }\n"
        + &task("job", "desk", "4h", &["04 10:30"]);
    assert_timeline(
        &text,
        "Mon 10:30 job1 arrives
         Mon 10:30 job1 starts do
         Mon 12:00 job1 pauses do, 1h 30m
         Mon 12:00 job1 starts do
         Mon 14:30 job1 ends do, 2h 30m
         Mon 14:30 job1 done",
    );
}

/// A paused item is at the front of its class: it goes on before an older item's younger neighbour that waited all night.
#[test]
fn what_was_paused_is_first_in_its_class() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &task("job", "desk", "1h", &["04 16:30", "04 16:40"]);
    assert_timeline(
        &text,
        "Mon 16:30 job1 arrives
         Mon 16:30 job1 starts do
         Mon 16:40 job2 arrives
         Mon 17:00 job1 pauses do, 30m
         Tue 09:00 job1 starts do, 16h off shift
         Tue 09:30 job1 ends do, 30m
         Tue 09:30 job1 done
         Tue 09:30 job2 starts do, 50m queue, 16h off shift
         Tue 10:30 job2 ends do, 1h
         Tue 10:30 job2 done",
    );
}

/// Wednesday is a holiday: what arrives on Tuesday after closing is begun on Thursday, 40 hours later.
#[test]
fn nobody_works_on_a_holiday() {
    let text = HEAD.to_owned()
        + "holidays = [2027-01-06]\n[team.desk]\npeople = { office = 1 }\n"
        + &task("job", "desk", "1h", &["05 17:00"]);
    assert_timeline(
        &text,
        "Tue 17:00 job1 arrives
         Thu 09:00 job1 starts do, 1d 16h off shift
         Thu 10:00 job1 ends do, 1h
         Thu 10:00 job1 done",
    );
}

/// Two people in office hours and one late: two from 09:00, three from 13:00, one from 17:00, nobody from 21:00.
#[test]
fn shifts_that_overlap_add_up() {
    let text = HEAD.to_owned()
        + "late = \"Mon-Fri 13:00-21:00\"\n[team.desk]\npeople = { office = 2, late = 1 }\n"
        + &task("job", "desk", "1h", &["04 20:30"]);
    let (model, program) = support::program(&text);
    let timeline = Timeline::of(&model, &program);
    let monday: Vec<_> = timeline
        .levels
        .iter()
        .filter(|(at, _, _)| at.starts_with("Mon"))
        .take(5)
        .map(|(at, _, level)| (at.as_str(), level.rostered, level.present, level.busy))
        .collect();
    let expected = [
        ("Mon 09:00", 2, 2, 0),
        ("Mon 13:00", 3, 3, 0),
        ("Mon 17:00", 1, 1, 0),
        ("Mon 20:30", 1, 1, 1),
        ("Mon 21:00", 0, 0, 0),
    ];
    assert_eq!(monday, expected);
}

/// A team that is always there changes over at midnight where something is drawn by the day: nobody's work is interrupted.
#[test]
fn who_stays_over_midnight_goes_on_working() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\nother_duties = \"0.0001%\"\n"
        + &task("job", "desk", "2h", &["04 23:00"]);
    let (model, program) = support::program(&text);
    let lines = Timeline::of(&model, &program).lines;
    let touched: i64 = lines.iter().filter(|line| line.contains("done")).count() as i64;
    assert_eq!(touched, 1, "{lines:?}");
    assert!(lines.iter().all(|line| !line.starts_with("Tue 00:00 ")), "{lines:?}");
}

/// Follow the sun: an item that arrives at 17:30 in London is taken by Auckland, where it is 06:30 on Tuesday, from 09:00 there,
/// 20:00 in London; London goes on at 09:00 the next morning only if Auckland has not finished by 04:00.
#[test]
fn hours_may_be_told_in_a_zone_of_their_own() {
    let text = HEAD.replace("start =", "timezone = \"Europe/London\"\nstart =")
        + "auckland = { week = \"Mon-Fri 09:00-17:00\", timezone = \"Pacific/Auckland\" }\n"
        + "[team.desk]\npeople = { office = 1, auckland = 1 }\n"
        + &task("job", "desk", "9h", &["04 17:30"]);
    assert_timeline(
        &text,
        "Mon 17:30 job1 arrives
         Mon 20:00 job1 starts do, 2h 30m off shift
         Tue 04:00 job1 pauses do, 8h
         Tue 09:00 job1 starts do, 5h off shift
         Tue 10:00 job1 ends do, 1h
         Tue 10:00 job1 done",
    );
}
