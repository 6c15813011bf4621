//! People who join and leave.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, task};

fn rostered(text: &str) -> Vec<(String, u32)> {
    let (model, program) = support::program(text);
    let timeline = Timeline::of(&model, &program);
    let mut mornings: Vec<(String, u32)> = timeline
        .levels
        .iter()
        .filter(|(at, _, _)| at.ends_with("09:00"))
        .map(|(at, _, level)| (at[..3].to_owned(), level.rostered))
        .collect();
    mornings.truncate(5);
    mornings
}

/// Two people; one joins on Wednesday, one leaves on Thursday.
#[test]
fn people_join_and_leave_on_their_days() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\n\
           joining = [ { date = 2027-01-06, people = 1, hours = \"office\" } ]\n\
           leaving = [ { date = 2027-01-07, people = 1, hours = \"office\" } ]\n"
        + &task("job", "desk", "1h", &["04 09:00"]);
    let expected = [("Mon", 2), ("Tue", 2), ("Wed", 3), ("Thu", 2), ("Fri", 2)];
    assert_eq!(rostered(&text), expected.map(|(day, people)| (day.to_owned(), people)));
}

/// At half speed on the first day, full after ten: an hour of work takes whoever joins two hours at the first midnight of theirs, on
/// Monday at 09:00, 9 hours of 240 in, 1 ÷ (0.5 + 0.5 × 9 ÷ 240) hours, and the third is paused at noon and goes on.
#[test]
fn who_joins_gets_up_to_speed() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 0 }\n\
           joining = [ { date = 2027-01-04, hours = \"office\", ramp_up = \"10 days\", starts_at = \"50%\" } ]\n"
        + &task("job", "desk", "1h", &["04 09:00"]);
    let hours: f64 = 1.0 / (0.5 + 0.5 * 9.0 / 240.0);
    let (model, program) = support::program(&text);
    let timeline = Timeline::of(&model, &program);
    let (lead, _) = timeline.parts["job1"];
    assert_eq!(lead.ticks(), (hours * 3_600_000.0).round() as i64);
}

/// Work that pauses loses nothing: what was done at a slow pace counts as the work that it was.
#[test]
fn slow_work_that_pauses_goes_on_where_it_was() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 0 }\n\
           joining = [ { date = 2027-01-04, hours = \"office\", ramp_up = \"1000 weeks\", starts_at = \"50%\" } ]\n"
        + &task("job", "desk", "1h", &["04 16:00"]);
    let (model, program) = support::program(&text);
    let timeline = Timeline::of(&model, &program);
    let (lead, _) = timeline.parts["job1"];
    // Two hours at very nearly half speed, with the night between.
    let seconds = lead.ticks() / 1000 - 18 * 3600;
    assert!((-10..=0).contains(&seconds), "{lead}");
}

/// Who joins changes nobody else's absence.
#[test]
fn who_joins_redraws_nobody() {
    let before = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 3 }\nabsence = { share = \"30%\", days = 3 }\n"
        + &task("job", "desk", "1h", &["04 09:00"]);
    let after = before.replace(
        "absence",
        "joining = [ { date = 2027-01-11, people = 1, hours = \"office\" } ]\nabsence",
    );
    let week = |text: &str| {
        let (model, program) = support::program(text);
        let levels = Timeline::of(&model, &program).levels;
        let first: Vec<_> = levels
            .into_iter()
            .take_while(|(at, _, level)| !at.is_empty() && level.rostered <= 3)
            .collect();
        first
            .into_iter()
            .take(4)
            .map(|(at, _, level)| (at, level.present))
            .collect::<Vec<_>>()
    };
    assert_eq!(week(&before), week(&after));
}

#[test]
fn a_person_at_nine_in_the_morning_of_the_first_day_is_there() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 0 }\njoining = [ { date = 2027-01-05, hours = \"office\" } ]\n"
        + &task("job", "desk", "1h", &["04 10:00"]);
    assert_timeline(
        &text,
        "Mon 10:00 job1 arrives
         Tue 09:00 job1 starts do, 23h off shift
         Tue 10:00 job1 ends do, 1h
         Tue 10:00 job1 done",
    );
}
