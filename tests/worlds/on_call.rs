//! On call: only while no regular member of the team is on shift.

use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step};

const URGENT: &str = "priority = { P1 = \"100%\", P3 = \"0%\" }";
const PLAIN: &str = "priority = { P1 = \"0%\", P3 = \"100%\" }";

fn world(more: &str, urgent: &[&str], plain: &[&str]) -> String {
    let mut text = HEAD.to_owned()
        + "[team.platform]\npeople = { office = 1 }\n"
        + "on_call = { hours = \"always\", people = 1, only = { priority = [\"P1\"] }, call_out = \"15m\" }\n";
    text += &(demand("urgent", URGENT, urgent) + &step("urgent", "do", "platform", "30m", more));
    if !plain.is_empty() {
        text += &(demand("plain", PLAIN, plain) + &step("plain", "do", "platform", "1h", ""));
    }
    text
}

/// The person on call begins 15 minutes after the call, takes what arrived meanwhile at 20:45 without another call, and leaves
/// the plain item for the morning. The call at 08:50 is overtaken by the regular person at 09:00.
#[test]
fn people_on_call_take_urgent_items_while_nobody_is_on_shift() {
    let text = world("", &["04 20:00", "04 20:40", "05 08:50"], &["04 21:00"]);
    assert_timeline(
        &text,
        "Mon 20:00 urgent1 arrives
         Mon 20:00 call-out of platform
         Mon 20:15 urgent1 starts do, 15m queue
         Mon 20:40 urgent2 arrives
         Mon 20:45 urgent1 ends do, 30m
         Mon 20:45 urgent1 done
         Mon 20:45 urgent2 starts do, 5m queue
         Mon 21:00 plain1 arrives
         Mon 21:15 urgent2 ends do, 30m
         Mon 21:15 urgent2 done
         Tue 08:50 urgent3 arrives
         Tue 08:50 call-out of platform
         Tue 09:00 urgent3 starts do, 10m queue
         Tue 09:30 urgent3 ends do, 30m
         Tue 09:30 urgent3 done
         Tue 09:30 plain1 starts do, 30m queue, 12h off shift
         Tue 10:30 plain1 ends do, 1h
         Tue 10:30 plain1 done",
    );
}

/// Called at 08:30, at work from 08:45 to 09:15 although the regular person comes at 09:00, who takes the next item.
#[test]
fn a_call_out_under_way_is_finished_off_the_roster() {
    let text = world("", &["04 08:30", "04 09:05"], &[]);
    assert_timeline(
        &text,
        "Mon 08:30 urgent1 arrives
         Mon 08:30 call-out of platform
         Mon 08:45 urgent1 starts do, 15m queue
         Mon 09:05 urgent2 arrives
         Mon 09:05 urgent2 starts do
         Mon 09:15 urgent1 ends do, 30m
         Mon 09:15 urgent1 done
         Mon 09:35 urgent2 ends do, 30m
         Mon 09:35 urgent2 done",
    );
    let (model, program) = crate::support::program(&text);
    let levels: Vec<_> = Timeline::of(&model, &program)
        .levels
        .into_iter()
        .filter(|(at, _, _)| at.starts_with("Mon 08") || at.starts_with("Mon 09"))
        .map(|(at, _, level)| (at, level.rostered, level.busy, level.overtime))
        .take(5)
        .collect();
    let expected = [
        ("Mon 08:45", 0, 0, 1),
        ("Mon 09:00", 1, 0, 1),
        ("Mon 09:05", 1, 1, 1),
        ("Mon 09:15", 1, 1, 0),
        ("Mon 09:35", 1, 0, 0),
    ];
    assert_eq!(levels, expected.map(|(at, a, b, c)| (at.to_owned(), a, b, c)));
}

/// People on call work alone: what takes two people waits for a shift with two.
#[test]
fn what_takes_several_people_is_not_done_by_somebody_on_call() {
    let text = world("people = 2", &["04 20:00"], &[]).replace("office = 1", "office = 2");
    assert_timeline(
        &text,
        "Mon 20:00 urgent1 arrives
         Tue 09:00 urgent1 starts do, 13h off shift
         Tue 09:30 urgent1 ends do, 30m of 2
         Tue 09:30 urgent1 done",
    );
}

/// Where on-call hours are the nights of working days only, what comes on Saturday waits: nobody can be called.
#[test]
fn nobody_is_called_outside_on_call_hours() {
    let text = world("", &["09 12:00"], &[])
        .replace("[team.platform]", "nights = \"Mon-Thu 17:00-09:00\"\n[team.platform]")
        .replace("hours = \"always\"", "hours = \"nights\"");
    assert_timeline(
        &text,
        "Sat 12:00 urgent1 arrives
         Mon 09:00 urgent1 starts do, 1d 21h off shift
         Mon 09:30 urgent1 ends do, 30m
         Mon 09:30 urgent1 done",
    );
}

/// Two urgent items at once and two people on call: two calls, and both are at work after the call-out.
#[test]
fn as_many_are_called_as_there_is_urgent_work() {
    let text = world("", &["04 20:00", "04 20:00", "04 20:05"], &[]).replace("people = 1, only", "people = 2, only");
    assert_timeline(
        &text,
        "Mon 20:00 urgent1 arrives
         Mon 20:00 urgent2 arrives
         Mon 20:00 call-out of platform
         Mon 20:00 call-out of platform
         Mon 20:05 urgent3 arrives
         Mon 20:15 urgent1 starts do, 15m queue
         Mon 20:15 urgent2 starts do, 15m queue
         Mon 20:45 urgent1 ends do, 30m
         Mon 20:45 urgent1 done
         Mon 20:45 urgent2 ends do, 30m
         Mon 20:45 urgent2 done
         Mon 20:45 urgent3 starts do, 40m queue
         Mon 21:15 urgent3 ends do, 30m
         Mon 21:15 urgent3 done",
    );
}
