//! Limits on work in progress, in all their forms.

use crate::support;
use crate::timeline::{HEAD, assert_timeline, demand, step, task};

/// A line of two steps, each with a team of one; more of the second step's table and of the first's.
fn line(at: &[&str], first: &str, second: &str) -> String {
    HEAD.to_owned()
        + "[team.one]\npeople = { office = 1 }\n[team.two]\npeople = { office = 1 }\n"
        + &demand("job", "", at)
        + &step("job", "first", "one", "10m", first)
        + &step("job", "second", "two", "30m", second)
}

/// Only one item may be in the second step. The others wait before it, without a place anywhere, and the first team goes on.
#[test]
fn a_pool_holds_nobody_up() {
    assert_timeline(
        &line(&["04 09:00", "04 09:00", "04 09:00"], "", "wip = 1"),
        "Mon 09:00 job1 arrives
         Mon 09:00 job2 arrives
         Mon 09:00 job3 arrives
         Mon 09:00 job1 starts first
         Mon 09:10 job1 ends first, 10m
         Mon 09:10 job2 starts first, 10m queue
         Mon 09:10 job1 starts second
         Mon 09:20 job2 ends first, 10m
         Mon 09:20 job2 finds second full
         Mon 09:20 job3 starts first, 20m queue
         Mon 09:30 job3 ends first, 10m
         Mon 09:30 job3 finds second full
         Mon 09:40 job1 ends second, 30m
         Mon 09:40 job2 goes on to second, 20m held
         Mon 09:40 job1 done
         Mon 09:40 job2 starts second
         Mon 10:10 job2 ends second, 30m
         Mon 10:10 job3 goes on to second, 40m held
         Mon 10:10 job2 done
         Mon 10:10 job3 starts second
         Mon 10:40 job3 ends second, 30m
         Mon 10:40 job3 done",
    );
}

/// Of those who wait in a pool the most urgent is let in first.
#[test]
fn the_most_urgent_leaves_the_pool_first() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\n"
        + &demand(
            "job",
            "priority = { P1 = \"0%\", P2 = \"100%\" }",
            &["04 09:00", "04 09:01"],
        )
        + &demand("alarm", "priority = { P1 = \"100%\", P2 = \"0%\" }", &["04 09:02"]).replace("\"alarm\"", "\"job\"")
        + &step("job", "do", "desk", "30m", "wip = 1");
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts do
         Mon 09:01 job2 arrives
         Mon 09:01 job2 finds do full
         Mon 09:02 alarm1 arrives
         Mon 09:02 alarm1 finds do full
         Mon 09:30 job1 ends do, 30m
         Mon 09:30 alarm1 goes on to do, 28m held
         Mon 09:30 job1 done
         Mon 09:30 alarm1 starts do
         Mon 10:00 alarm1 ends do, 30m
         Mon 10:00 job2 goes on to do, 59m held
         Mon 10:00 alarm1 done
         Mon 10:00 job2 starts do
         Mon 10:30 job2 ends do, 30m
         Mon 10:30 job2 done",
    );
}

/// The finished item keeps its place in the first step, which has two: from 09:20 to 09:40 the person of the first team is free
/// but may let only one other item in.
#[test]
fn a_blocked_item_keeps_its_place_but_nobody() {
    let blocking = "wip = { items = 1, when_full = \"blocking\" }";
    assert_timeline(
        &line(&["04 09:00", "04 09:00", "04 09:00", "04 09:00"], "wip = 2", blocking),
        "Mon 09:00 job1 arrives
         Mon 09:00 job2 arrives
         Mon 09:00 job3 arrives
         Mon 09:00 job3 finds first full
         Mon 09:00 job4 arrives
         Mon 09:00 job4 finds first full
         Mon 09:00 job1 starts first
         Mon 09:10 job1 ends first, 10m
         Mon 09:10 job3 goes on to first, 10m held
         Mon 09:10 job2 starts first, 10m queue
         Mon 09:10 job1 starts second
         Mon 09:20 job2 ends first, 10m
         Mon 09:20 job2 finds second full
         Mon 09:20 job3 starts first, 10m queue
         Mon 09:30 job3 ends first, 10m
         Mon 09:30 job3 finds second full
         Mon 09:40 job1 ends second, 30m
         Mon 09:40 job2 goes on to second, 20m held
         Mon 09:40 job4 goes on to first, 40m held
         Mon 09:40 job1 done
         Mon 09:40 job2 starts second
         Mon 09:40 job4 starts first
         Mon 09:50 job4 ends first, 10m
         Mon 09:50 job4 finds second full
         Mon 10:10 job2 ends second, 30m
         Mon 10:10 job3 goes on to second, 40m held
         Mon 10:10 job2 done
         Mon 10:10 job3 starts second
         Mon 10:40 job3 ends second, 30m
         Mon 10:40 job4 goes on to second, 50m held
         Mon 10:40 job3 done
         Mon 10:40 job4 starts second
         Mon 11:10 job4 ends second, 30m
         Mon 11:10 job4 done",
    );
}

/// Holding keeps the person too: the third item cannot be begun until the second is let in.
#[test]
fn a_held_item_keeps_its_person() {
    let holding = "wip = { items = 1, when_full = \"holding\" }";
    let text = line(&["04 09:00", "04 09:00", "04 09:00"], "", holding);
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job2 arrives
         Mon 09:00 job3 arrives
         Mon 09:00 job1 starts first
         Mon 09:10 job1 ends first, 10m
         Mon 09:10 job1 starts second
         Mon 09:10 job2 starts first, 10m queue
         Mon 09:20 job2 ends first, 10m
         Mon 09:20 job2 finds second full and keeps 1
         Mon 09:40 job1 ends second, 30m
         Mon 09:40 1 of one free, kept 20m
         Mon 09:40 job2 goes on to second, 20m held
         Mon 09:40 job1 done
         Mon 09:40 job2 starts second
         Mon 09:40 job3 starts first, 40m queue
         Mon 09:50 job3 ends first, 10m
         Mon 09:50 job3 finds second full and keeps 1
         Mon 10:10 job2 ends second, 30m
         Mon 10:10 1 of one free, kept 20m
         Mon 10:10 job3 goes on to second, 20m held
         Mon 10:10 job2 done
         Mon 10:10 job3 starts second
         Mon 10:40 job3 ends second, 30m
         Mon 10:40 job3 done",
    );
}

/// The same world: twenty minutes twice, of 70 busy ones.
#[test]
fn hours_in_which_people_are_kept_are_counted() {
    let holding = "wip = { items = 1, when_full = \"holding\" }";
    let text = line(&["04 09:00", "04 09:00", "04 09:00"], "", holding);
    let hours = |text: &str| {
        let results = support::run(&support::model(text)).summary.results;
        let team = |name: &str| {
            results
                .teams
                .iter()
                .find(|team| team.name == name)
                .expect("a team")
                .clone()
        };
        let weeks = results.about.counted_hours / 168.0;
        let (one, two) = (team("one"), team("two"));
        assert_eq!(two.kept_per_week, None, "nobody waits after the last step");
        let total = |of: Option<flowcast::results::Estimate>| of.expect("a figure").value * weeks * 60.0;
        [total(one.kept_per_week), total(one.busy_per_week)].map(|minutes| minutes.round())
    };
    assert_eq!(hours(&text), [40.0, 70.0]);
}

/// Who is kept at the end of the shift goes home; the item is blocked without them.
#[test]
fn whoever_is_kept_goes_home_at_the_end_of_the_shift() {
    let holding = "wip = { items = 1, when_full = \"holding\" }";
    assert_timeline(
        &line(&["04 16:35", "04 16:35"], "", holding),
        "Mon 16:35 job1 arrives
         Mon 16:35 job2 arrives
         Mon 16:35 job1 starts first
         Mon 16:45 job1 ends first, 10m
         Mon 16:45 job1 starts second
         Mon 16:45 job2 starts first, 10m queue
         Mon 16:55 job2 ends first, 10m
         Mon 16:55 job2 finds second full and keeps 1
         Mon 17:00 1 of one free, kept 5m
         Mon 17:00 job1 pauses second, 15m
         Tue 09:00 job1 starts second, 16h off shift
         Tue 09:15 job1 ends second, 15m
         Tue 09:15 job2 goes on to second, 16h 20m held
         Tue 09:15 job1 done
         Tue 09:15 job2 starts second
         Tue 09:45 job2 ends second, 30m
         Tue 09:45 job2 done",
    );
}

/// Two items, each in the other's way: both move at once.
#[test]
fn a_circle_of_blocked_items_moves_at_once() {
    let blocking = "wip = { items = 1, when_full = \"blocking\" }";
    let text = HEAD.to_owned()
        + "[team.one]\npeople = { office = 1 }\n[team.two]\npeople = { office = 1 }\n"
        + &demand("out", "enters = \"left\"", &["04 09:00"]).replace("\"out\"", "\"swap\"")
        + &demand("back", "enters = \"right\"", &["04 09:00"]).replace("\"back\"", "\"swap\"")
        // Whoever comes from the left goes right and is done there with 1 in 10^12; whoever comes from the right goes left.
        + &step("swap", "left", "one", "10m", &format!("next = {{ right = \"100%\" }}\n{blocking}"))
        + &step("swap", "right", "two", "20m", &format!("next = {{ left = \"99.9999999999%\", done = \"rest\" }}\n{blocking}"));
    let (model, program) = crate::support::program(&text);
    let lines = crate::timeline::Timeline::of(&model, &program).lines;
    let expected = [
        "Mon 09:00 out1 arrives",
        "Mon 09:00 back1 arrives",
        "Mon 09:00 out1 starts left",
        "Mon 09:00 back1 starts right",
        "Mon 09:10 out1 ends left, 10m",
        "Mon 09:10 out1 finds right full",
        "Mon 09:20 back1 ends right, 20m",
        "Mon 09:20 back1 finds left full",
        "Mon 09:20 back1 goes on to left, 0s held",
        "Mon 09:20 out1 goes on to right, 10m held",
    ];
    assert_eq!(lines[..expected.len()], expected, "{}", lines[..14].join("\n"));
    assert_eq!(
        lines[expected.len()..expected.len() + 2],
        ["Mon 09:20 out1 starts right", "Mon 09:20 back1 starts left"]
    );
}

/// A team's limit counts all its steps; an item that stays with the team keeps its place.
#[test]
fn a_team_limit_spans_its_steps() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\nwip = 1\n"
        + &demand("job", "", &["04 09:00", "04 09:00"])
        + &step("job", "first", "desk", "10m", "")
        + &step("job", "second", "desk", "10m", "");
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job2 arrives
         Mon 09:00 job2 finds first full
         Mon 09:00 job1 starts first
         Mon 09:10 job1 ends first, 10m
         Mon 09:10 job1 starts second
         Mon 09:20 job1 ends second, 10m
         Mon 09:20 job2 goes on to first, 20m held
         Mon 09:20 job1 done
         Mon 09:20 job2 starts first
         Mon 09:30 job2 ends first, 10m
         Mon 09:30 job2 starts second
         Mon 09:40 job2 ends second, 10m
         Mon 09:40 job2 done",
    );
}

/// A stream's limit holds from the first step to the end; whoever is turned away is closed undone.
#[test]
fn a_full_stream_turns_away() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\n[stream.job]\nwip = { items = 1, when_full = \"turn away\" }\n"
        + &demand("job", "", &["04 09:00", "04 09:15", "04 09:20"])
        + &step("job", "first", "desk", "10m", "")
        + &step("job", "second", "desk", "10m", "");
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts first
         Mon 09:10 job1 ends first, 10m
         Mon 09:10 job1 starts second
         Mon 09:15 job2 arrives
         Mon 09:15 job2 closed
         Mon 09:20 job1 ends second, 10m
         Mon 09:20 job1 done
         Mon 09:20 job3 arrives
         Mon 09:20 job3 starts first
         Mon 09:30 job3 ends first, 10m
         Mon 09:30 job3 starts second
         Mon 09:40 job3 ends second, 10m
         Mon 09:40 job3 done",
    );
}

/// The parts of lead time of a blocked item add up, the wait as blocked.
#[test]
fn blocked_time_is_a_part_of_lead_time() {
    let (model, program) =
        crate::support::program(&(line(&["04 09:00", "04 09:00"], "", "wip = 1") + &task("other", "one", "1m", &[])));
    let parts = crate::timeline::Timeline::of(&model, &program).parts;
    let (lead, [first, again]) = &parts["job2"];
    assert_eq!(again.iter().map(|part| part.ticks()).sum::<i64>(), 0);
    let blocked = first[flowcast::observation::Part::Blocked as usize];
    assert_eq!(blocked, flowcast::time::Span::minutes(20));
    assert_eq!(first.iter().map(|part| part.ticks()).sum::<i64>(), lead.ticks());
}
