//! Calendars: several spans a day, spans across midnight, closed and opened days, a zone for each team.

use flowcast::engine::Program;

use crate::support;
use crate::timeline::{HEAD, assert_timeline, task};

/// Two spans a day, and one on Saturday night that ends on Sunday: two hours that begin half an hour before lunch, and four that
/// begin three hours before the night ends.
#[test]
fn spans_may_be_several_a_day_and_cross_midnight() {
    let text = HEAD.to_owned()
        + "shifts = \"Mon-Fri 08:00-12:00, 13:00-17:00; Sat 22:00-02:00\"\n[team.desk]\npeople = { shifts = 1 }\n"
        + &task("job", "desk", "2h", &["04 11:30"])
        + &task("late", "desk", "4h", &["09 23:00"]);
    assert_timeline(
        &text,
        "Mon 11:30 job1 arrives
         Mon 11:30 job1 starts do
         Mon 12:00 job1 pauses do, 30m
         Mon 13:00 job1 starts do, 1h off shift
         Mon 14:30 job1 ends do, 1h 30m
         Mon 14:30 job1 done
         Sat 23:00 late1 arrives
         Sat 23:00 late1 starts do
         Sun 02:00 late1 pauses do, 3h
         Mon 08:00 late1 starts do, 1d 6h off shift
         Mon 09:00 late1 ends do, 1h
         Mon 09:00 late1 done",
    );
}

/// Wednesday is a holiday, Thursday and Friday are closed, and Saturday is opened for four hours: from Tuesday 17:00 to Saturday
/// 10:00 nobody works, 89 hours.
#[test]
fn days_may_be_closed_and_opened_by_date() {
    let hours = "holidays = [2027-01-06]\n\
                 [hours.desk]\nweek = \"Mon-Fri 09:00-17:00\"\nclosed = [\"2027-01-07 to 2027-01-08\"]\n\
                 open = { 2027-01-09 = \"10:00-14:00\" }\n";
    let text =
        HEAD.to_owned() + hours + "[team.desk]\npeople = { desk = 1 }\n" + &task("job", "desk", "3h", &["05 16:00"]);
    assert_timeline(
        &text,
        "Tue 16:00 job1 arrives
         Tue 16:00 job1 starts do
         Tue 17:00 job1 pauses do, 1h
         Sat 10:00 job1 starts do, 3d 17h off shift
         Sat 12:00 job1 ends do, 2h
         Sat 12:00 job1 done",
    );
    // A date alone opens with the hours of its day of the week, holiday or not.
    let as_usual = text.replace("open = { 2027-01-09 = \"10:00-14:00\" }", "open = [2027-01-06]");
    assert_timeline(
        &as_usual,
        "Tue 16:00 job1 arrives
         Tue 16:00 job1 starts do
         Tue 17:00 job1 pauses do, 1h
         Wed 09:00 job1 starts do, 16h off shift
         Wed 11:00 job1 ends do, 2h
         Wed 11:00 job1 done",
    );
}

/// The office hours of a team in Singapore are 01:00 to 09:00 in UTC; hours that name a zone keep it.
#[test]
fn a_team_keeps_its_hours_in_its_own_zone() {
    let team = "[team.desk]\ntimezone = \"Asia/Singapore\"\npeople = { office = 1 }\n";
    let text = HEAD.to_owned() + team + &task("job", "desk", "9h", &["04 00:00"]);
    assert_timeline(
        &text,
        "Mon 00:00 job1 arrives
         Mon 01:00 job1 starts do, 1h off shift
         Mon 09:00 job1 pauses do, 8h
         Tue 01:00 job1 starts do, 16h off shift
         Tue 02:00 job1 ends do, 1h
         Tue 02:00 job1 done",
    );
    let named = HEAD.replace(
        "office = \"Mon-Fri 09:00-17:00\"",
        "office = { week = \"Mon-Fri 09:00-17:00\", timezone = \"UTC\" }",
    ) + team
        + &task("job", "desk", "1h", &["04 00:00"]);
    assert_timeline(
        &named,
        "Mon 00:00 job1 arrives
         Mon 09:00 job1 starts do, 9h off shift
         Mon 10:00 job1 ends do, 1h
         Mon 10:00 job1 done",
    );
}

/// London and New York change their clocks on different Sundays: in the last week of March New York's 09:00 is 13:00 in London,
/// after it 14:00 again; in the last week of October it is 14:00 before London's change and 13:00 after it.
#[test]
fn zones_change_their_clocks_on_different_days() {
    let world = |start: &str, job: &str| {
        HEAD.replace(
            "start = 2027-01-04",
            &format!("timezone = \"Europe/London\"\nstart = {start}"),
        ) + "[team.desk]\ntimezone = \"America/New_York\"\npeople = { office = 1 }\n"
            + &task("job", "desk", "9h", &["04 00:00"]).replace("2027-01-04 00:00", job)
    };
    assert_timeline(
        &world("2027-03-22", "2027-03-26 12:00"),
        "Fri 12:00 job1 arrives
         Fri 13:00 job1 starts do, 1h off shift
         Fri 21:00 job1 pauses do, 8h
         Mon 14:00 job1 starts do, 2d 16h off shift
         Mon 15:00 job1 ends do, 1h
         Mon 15:00 job1 done",
    );
    assert_timeline(
        &world("2027-10-25", "2027-10-29 12:00"),
        "Fri 12:00 job1 arrives
         Fri 14:00 job1 starts do, 2h off shift
         Fri 22:00 job1 pauses do, 8h
         Mon 13:00 job1 starts do, 2d 16h off shift
         Mon 14:00 job1 ends do, 1h
         Mon 14:00 job1 done",
    );
}

/// A day in Auckland, 09:00 to 17:00 with lunch at 12:00, is 20:00 to 23:00 and 00:00 to 04:00 in London. It is one day for the
/// people there, so both parts of it have the key of one date.
#[test]
fn absence_goes_by_the_date_where_the_people_are() {
    let text = HEAD
        .replace("start =", "timezone = \"Europe/London\"\nstart =")
        .replace("Mon-Fri 09:00-17:00", "Mon-Fri 09:00-12:00, 13:00-17:00")
        + "[team.desk]\ntimezone = \"Pacific/Auckland\"\nabsence = \"10%\"\npeople = { office = 1 }\n"
        + &task("job", "desk", "1h", &["04 10:00"]);
    let program = Program::new(&support::model(&text));
    let turns = &program.shifts[0].turns;
    // The first turn is the afternoon of Monday there, which began on Sunday here.
    let days: Vec<&[flowcast::engine::program::Turn]> = turns[1..9].chunks(2).collect();
    for day in days {
        assert_eq!(day[0].date, day[1].date);
        assert_eq!((day[1].from - day[0].to).ticks(), flowcast::time::HOUR);
    }
}
