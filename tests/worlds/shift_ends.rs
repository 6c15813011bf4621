//! What becomes of work at the end of a shift: it is finished in overtime, or another team goes on with it.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step, task};

/// `cal_finish` of the known results: two hours of work that arrive on Friday at 16:30 are done at 18:30.
#[test]
fn work_is_finished_in_overtime() {
    let text = HEAD.replace("2027-01-04", "2026-03-02")
        + "[team.desk]\npeople = { office = 1 }\nat_shift_end = \"finish\"\n"
        + &task("job", "desk", "2h", &["06 16:30", "06 16:40"]).replace("2027-01-", "2026-03-");
    assert_timeline(
        &text,
        "Fri 16:30 job1 arrives
         Fri 16:30 job1 starts do
         Fri 16:40 job2 arrives
         Fri 18:30 job1 ends do, 2h
         Fri 18:30 job1 done
         Mon 09:00 job2 starts do, 20m queue, 2d 16h off shift
         Mon 11:00 job2 ends do, 2h
         Mon 11:00 job2 done",
    );
    let (model, program) = support::program(&text);
    let timeline = Timeline::of(&model, &program);
    let friday: Vec<_> = timeline
        .levels
        .iter()
        .filter(|(at, _, _)| at.starts_with("Fri"))
        .map(|(at, _, level)| (at.as_str(), level.rostered, level.busy, level.overtime))
        .take(4)
        .collect();
    let expected = [
        ("Fri 09:00", 1, 0, 0),
        ("Fri 16:30", 1, 1, 0),
        ("Fri 17:00", 0, 0, 1),
        ("Fri 18:30", 0, 0, 0),
    ];
    assert_eq!(friday, expected);
}

/// Only urgent work is finished; the rest pauses.
#[test]
fn the_rule_may_depend_on_the_priority() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\nat_shift_end = { P1 = \"finish\", other = \"pause\" }\n"
        + &demand("urgent", "priority = { P1 = \"100%\", P3 = \"0%\" }", &["04 16:00"])
        + &step("urgent", "do", "desk", "2h", "")
        + &demand("plain", "priority = { P1 = \"0%\", P3 = \"100%\" }", &["04 16:00"])
        + &step("plain", "do", "desk", "2h", "");
    assert_timeline(
        &text,
        "Mon 16:00 urgent1 arrives
         Mon 16:00 plain1 arrives
         Mon 16:00 urgent1 starts do
         Mon 16:00 plain1 starts do
         Mon 17:00 plain1 pauses do, 1h
         Mon 18:00 urgent1 ends do, 2h
         Mon 18:00 urgent1 done
         Tue 09:00 plain1 starts do, 16h off shift
         Tue 10:00 plain1 ends do, 1h
         Tue 10:00 plain1 done",
    );
}

/// Work that outlasts the night is at work when the next shift begins, and on the roster again.
#[test]
fn overtime_may_last_until_the_next_shift() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\nat_shift_end = \"finish\"\n"
        + &task("job", "desk", "20h", &["04 16:00"]);
    assert_timeline(
        &text,
        "Mon 16:00 job1 arrives
         Mon 16:00 job1 starts do
         Tue 12:00 job1 ends do, 20h
         Tue 12:00 job1 done",
    );
    let (model, program) = support::program(&text);
    let levels: Vec<_> = Timeline::of(&model, &program)
        .levels
        .iter()
        .take(6)
        .map(|(at, _, level)| (at.clone(), level.rostered, level.busy, level.overtime))
        .collect();
    let expected = [
        ("Mon 09:00", 1, 0, 0),
        ("Mon 16:00", 1, 1, 0),
        ("Mon 17:00", 0, 0, 1),
        ("Tue 09:00", 1, 1, 0),
        ("Tue 12:00", 1, 0, 0),
        ("Tue 17:00", 0, 0, 0),
    ];
    assert_eq!(
        levels,
        expected.map(|(at, rostered, busy, overtime)| (at.to_owned(), rostered, busy, overtime))
    );
}

/// Follow the sun: at 17:00 the day team hands its work over, which takes the night team ten minutes, and what waits goes along;
/// at 06:00 the night team hands back what it has not finished.
#[test]
fn another_team_goes_on_with_the_work_and_takes_the_queue_along() {
    let text = HEAD.to_owned()
        + "night = \"Mon-Fri 17:00-06:00\"\n\
           [team.day]\npeople = { office = 1 }\nat_shift_end = \"hand over\"\nhand_over = { to = \"night\", takes = \"10m\" }\n\
           [team.night]\npeople = { night = 1 }\nat_shift_end = \"hand over\"\nhand_over = { to = \"day\" }\n"
        + &task("job", "day", "2h", &["04 16:00", "04 16:30"])
        + &task("long", "day", "12h", &["04 16:40"]);
    assert_timeline(
        &text,
        "Mon 16:00 job1 arrives
         Mon 16:00 job1 starts do
         Mon 16:30 job2 arrives
         Mon 16:40 long1 arrives
         Mon 17:00 job1 pauses do, 1h
         Mon 17:00 job2 leaves do, 30m queue
         Mon 17:00 long1 leaves do, 20m queue
         Mon 17:00 job1 starts do
         Mon 18:10 job1 ends do, 1h 10m
         Mon 18:10 job1 done
         Mon 18:10 job2 starts do, 1h 10m queue
         Mon 20:10 job2 ends do, 2h
         Mon 20:10 job2 done
         Mon 20:10 long1 starts do, 3h 10m queue
         Tue 06:00 long1 pauses do, 9h 50m
         Tue 09:00 long1 starts do, 3h off shift
         Tue 11:10 long1 ends do, 2h 10m
         Tue 11:10 long1 done",
    );
}
