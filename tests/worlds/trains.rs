//! Items that wait at a step for a departure.

use crate::support;
use crate::timeline::{HEAD, assert_timeline, demand, step};

fn world(train: &str, at: &[&str]) -> String {
    HEAD.to_owned()
        + "[team.ops]\npeople = 3\n"
        + &demand("job", "", at)
        + &step("job", "deploy", "ops", "30m", &format!("train = {train}"))
}

/// Papers are closed a day before: who comes at that minute leaves on Thursday, who comes a minute later a week after. Work on each
/// begins when they leave.
#[test]
fn a_train_takes_what_was_there_in_time() {
    assert_timeline(
        &world(
            "{ leaves = \"Thu 12:00\", cut_off = \"24h before\" }",
            &["04 09:00", "06 12:00", "06 12:01"],
        ),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 waits for the train to deploy
         Wed 12:00 job2 arrives
         Wed 12:00 job2 waits for the train to deploy
         Wed 12:01 job3 arrives
         Wed 12:01 job3 waits for the train to deploy
         Thu 12:00 job1 goes on to deploy, 3d 3h held
         Thu 12:00 job2 goes on to deploy, 1d held
         Thu 12:00 job1 starts deploy
         Thu 12:00 job2 starts deploy
         Thu 12:30 job1 ends deploy, 30m
         Thu 12:30 job1 done
         Thu 12:30 job2 ends deploy, 30m
         Thu 12:30 job2 done
         Thu 12:00 job3 goes on to deploy, 1w 23h 59m held
         Thu 12:00 job3 starts deploy
         Thu 12:30 job3 ends deploy, 30m
         Thu 12:30 job3 done",
    );
}

/// Without a cut-off too: what arrives at the very instant of a departure is too late for it.
#[test]
fn who_comes_as_it_leaves_is_too_late() {
    assert_timeline(
        &world("{ leaves = \"Mon-Tue 12:00\" }", &["04 12:00"]),
        "Mon 12:00 job1 arrives
         Mon 12:00 job1 waits for the train to deploy
         Tue 12:00 job1 goes on to deploy, 1d held
         Tue 12:00 job1 starts deploy
         Tue 12:30 job1 ends deploy, 30m
         Tue 12:30 job1 done",
    );
}

/// There is room for two: the urgent one leaves, which came last, and the one that has waited longest; the others leave the next day.
#[test]
fn what_finds_no_room_waits_for_the_next_train() {
    let priority = |one: &str| {
        let share = |of| if of == one { "100%" } else { "0%" };
        format!("priority = {{ P1 = \"{}\", P3 = \"{}\" }}", share("P1"), share("P3"))
    };
    let text = HEAD.to_owned()
        + "[team.ops]\npeople = 3\n"
        + &demand("low", &priority("P3"), &["04 09:00", "04 09:10", "04 09:20"])
        + &demand("high", &priority("P1"), &["04 09:30"]).replace("stream = \"high\"", "stream = \"low\"")
        + &step(
            "low",
            "deploy",
            "ops",
            "30m",
            "train = { leaves = \"Mon-Fri 10:00\", at_most = 2 }",
        );
    assert_timeline(
        &text,
        "Mon 09:00 low1 arrives
         Mon 09:00 low1 waits for the train to deploy
         Mon 09:10 low2 arrives
         Mon 09:10 low2 waits for the train to deploy
         Mon 09:20 low3 arrives
         Mon 09:20 low3 waits for the train to deploy
         Mon 09:30 high1 arrives
         Mon 09:30 high1 waits for the train to deploy
         Mon 10:00 high1 goes on to deploy, 30m held
         Mon 10:00 low1 goes on to deploy, 1h held
         Mon 10:00 high1 starts deploy
         Mon 10:00 low1 starts deploy
         Mon 10:30 high1 ends deploy, 30m
         Mon 10:30 high1 done
         Mon 10:30 low1 ends deploy, 30m
         Mon 10:30 low1 done
         Tue 10:00 low2 goes on to deploy, 1d 50m held
         Tue 10:00 low3 goes on to deploy, 1d 40m held
         Tue 10:00 low2 starts deploy
         Tue 10:00 low3 starts deploy
         Tue 10:30 low3 ends deploy, 30m
         Tue 10:30 low3 done
         Tue 10:30 low2 ends deploy, 30m
         Tue 10:30 low2 done",
    );
}

/// With a batch all that leave together are one piece of work.
#[test]
fn a_train_may_carry_one_batch() {
    let text = HEAD.to_owned()
        + "[team.ops]\npeople = 3\n"
        + &demand("job", "", &["04 09:00", "04 09:10", "04 10:30"])
        + &step(
            "job",
            "deploy",
            "ops",
            "30m",
            "train = { leaves = \"Mon-Fri 10:00\" }\nbatch = { at_most = 20, effort_each = \"5m\" }",
        );
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 waits for the train to deploy
         Mon 09:10 job2 arrives
         Mon 09:10 job2 waits for the train to deploy
         Mon 10:00 job1 goes on to deploy, 1h held
         Mon 10:00 job2 goes on to deploy, 50m held
         Mon 10:00 job1 starts deploy
         Mon 10:00 job2 starts deploy
         Mon 10:30 job3 arrives
         Mon 10:30 job3 waits for the train to deploy
         Mon 10:40 job1 ends deploy, 40m
         Mon 10:40 job2 ends deploy, 40m
         Mon 10:40 job1 done
         Mon 10:40 job2 done
         Tue 10:00 job3 goes on to deploy, 23h 30m held
         Tue 10:00 job3 starts deploy
         Tue 10:35 job3 ends deploy, 35m
         Tue 10:35 job3 done",
    );
}

/// On 28 March the clocks of London jump from 01:00 to 02:00. A departure at 01:30 is at 02:30 on that night, an hour after 01:00; from
/// Saturday noon to Monday noon is an hour less than two days.
#[test]
fn departures_keep_local_time_over_a_jump_of_the_clocks() {
    let text = world("{ leaves = \"Sun 01:30, Mon 12:00\" }", &[])
        .replace("start = 2027-01-04", "start = 2027-03-22\ntimezone = \"Europe/London\"")
        .replace(
            "stream = \"job\"\n",
            "stream = \"job\"\narrivals = { at = [\"2027-03-27 12:00\", \"2027-03-28 02:30\"] }\n",
        );
    assert_timeline(
        &text,
        "Sat 12:00 job1 arrives
         Sat 12:00 job1 waits for the train to deploy
         Sun 02:30 job1 goes on to deploy, 13h 30m held
         Sun 02:30 job2 arrives
         Sun 02:30 job2 waits for the train to deploy
         Sun 02:30 job1 starts deploy
         Sun 03:00 job1 ends deploy, 30m
         Sun 03:00 job1 done
         Mon 12:00 job2 goes on to deploy, 1d 9h 30m held
         Mon 12:00 job2 starts deploy
         Mon 12:30 job2 ends deploy, 30m
         Mon 12:30 job2 done",
    );
}

fn departures(train: &str) -> Vec<String> {
    let text = world(train, &["04 09:00"])
        .replace("duration = \"2 weeks\"", "duration = \"6 weeks\"")
        .replace("[hours]", "[hours]\nholidays = [2027-01-07, 2027-01-08, 2027-01-21]");
    let model = support::model(&text);
    let train = model.streams[0].steps[0].train.as_ref().expect("a train");
    let told = train.departures.iter().map(|at| model.epoch.civil_of(*at));
    told.map(|at| at.strftime("%a %-d %b %H:%M").to_string()).collect()
}

/// Six Thursdays from 7 January; 7, 8 and 21 January are holidays.
#[test]
fn holidays_skip_or_move_departures() {
    assert_eq!(
        departures("{ leaves = \"Thu 18:00\" }"),
        [
            "Thu 14 Jan 18:00",
            "Thu 28 Jan 18:00",
            "Thu 4 Feb 18:00",
            "Thu 11 Feb 18:00"
        ]
    );
    assert_eq!(
        departures("{ leaves = \"Thu 18:00\", on_holiday = \"move\" }"),
        [
            "Sat 9 Jan 18:00",
            "Thu 14 Jan 18:00",
            "Fri 22 Jan 18:00",
            "Thu 28 Jan 18:00",
            "Thu 4 Feb 18:00",
            "Thu 11 Feb 18:00"
        ]
    );
}

/// Every second week from that of the first day; on days of the month; with several departures a week.
#[test]
fn departures_are_every_so_many_weeks_or_on_days_of_the_month() {
    assert_eq!(
        departures("{ leaves = \"Mon 08:00, Fri 16:00\", every = \"2 weeks\" }"),
        [
            "Mon 4 Jan 08:00",
            "Mon 18 Jan 08:00",
            "Fri 22 Jan 16:00",
            "Mon 1 Feb 08:00",
            "Fri 5 Feb 16:00"
        ],
        "Friday 8 January is a holiday"
    );
    assert_eq!(
        departures("{ leaves = \"Mon 08:00, Fri 16:00\", every = \"3 weeks\", first = 2027-01-13 }"),
        ["Fri 15 Jan 16:00", "Mon 1 Feb 08:00", "Fri 5 Feb 16:00"]
    );
    assert_eq!(
        departures("{ leaves = \"1st 06:00, last day 20:00\" }"),
        ["Sun 31 Jan 20:00", "Mon 1 Feb 06:00"]
    );
}
