//! Shocks: what changes while the run goes on.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, demand, step, task};

/// From Tuesday 10:00 for a day, work takes three hours instead of one: what is under way goes on as it was drawn, and what came
/// before but is drawn in the shock takes longer.
#[test]
fn a_shock_changes_later_draws_only() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &task("job", "desk", "1h", &["05 09:30", "05 10:30", "06 10:15"])
        + "[shock.outage]\nfrom = \"2027-01-05 10:00\"\nlasts = \"1 day\"\nchanges.stream.job.do.effort = \"3h\"\n";
    assert_timeline(
        &text,
        "Tue 09:30 job1 arrives
         Tue 09:30 job1 starts do
         Tue 10:30 job1 ends do, 1h
         Tue 10:30 job1 done
         Tue 10:30 job2 arrives
         Tue 10:30 job2 starts do
         Tue 13:30 job2 ends do, 3h
         Tue 13:30 job2 done
         Wed 10:15 job3 arrives
         Wed 10:15 job3 starts do
         Wed 11:15 job3 ends do, 1h
         Wed 11:15 job3 done",
    );
}

/// Two people; in the second and third day only one: the work of the other is paused when the shock begins at midnight, and the other
/// is back on Thursday. A second shock brings a third person on Friday for good.
#[test]
fn people_are_away_while_a_shock_lasts() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\n"
        + &task("job", "desk", "1h", &["04 09:00"])
        + "[shock.flu]\nfrom = 2027-01-05\nlasts = \"2 days\"\nchanges.team.desk.people.office = 1\n\
           [shock.help]\nfrom = 2027-01-08\nchanges.team.desk.people.office = 3\n";
    let (model, program) = support::program(&text);
    let levels = Timeline::of(&model, &program).levels;
    let mornings: Vec<(&str, u32)> = levels
        .iter()
        .filter(|(at, _, _)| at.ends_with("09:00"))
        .map(|(at, _, level)| (&at[..3], level.rostered))
        .take(6)
        .collect();
    assert_eq!(
        mornings,
        [("Mon", 2), ("Tue", 1), ("Wed", 1), ("Thu", 2), ("Fri", 3), ("Mon", 3)]
    );
}

/// A shift that is on when a shock takes its people ends then.
#[test]
fn a_shock_in_the_middle_of_a_shift_ends_it() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\n"
        + &task("job", "desk", "2h", &["04 11:00", "04 11:00"])
        + "[shock.alarm]\nfrom = \"2027-01-04 12:00\"\nlasts = \"2h\"\nchanges.team.desk.people.office = 1\n";
    assert_timeline(
        &text,
        "Mon 11:00 job1 arrives
         Mon 11:00 job2 arrives
         Mon 11:00 job1 starts do
         Mon 11:00 job2 starts do
         Mon 12:00 job2 pauses do, 1h
         Mon 13:00 job1 ends do, 2h
         Mon 13:00 job1 done
         Mon 13:00 job2 starts do, 1h queue
         Mon 14:00 job2 ends do, 1h
         Mon 14:00 job2 done",
    );
}

/// Arrivals follow the rate of their time: nobody comes in the first two days, then 70 a week, and 700 a week in the second week: 50 and
/// 700 are expected, and over 200 replications the means lie within four standard errors.
#[test]
fn arrivals_follow_the_rate_of_their_time() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 50\n"
        + &task("job", "desk", "1m", &[])
            .replace("stream = \"job\"\n", "stream = \"job\"\narrivals = { per_week = 0 }\n")
        + "[shock.begins]\nfrom = 2027-01-06\nlasts = \"5 days\"\nchanges.demand.job.arrivals.per_week = 70\n\
           [shock.grows]\nfrom = 2027-01-11\nchanges.demand.job.arrivals.per_week = 700\n";
    let (model, program) = support::program(&text);
    let mut world = flowcast::engine::World::new(&program);
    let (mut first, mut second) = (0u32, 0u32);
    let replications = 200;
    for replication in 0..replications {
        let mut timeline = Timeline::silent(&model, &program);
        world.run(7, replication, &mut timeline);
        let arrivals: Vec<&String> = timeline.lines.iter().filter(|line| line.ends_with("arrives")).collect();
        let day = |line: &str| line.starts_with("Mon") || line.starts_with("Tue");
        let quiet = arrivals.iter().position(|line| day(line)).unwrap_or(arrivals.len());
        first += quiet as u32;
        second += (arrivals.len() - quiet) as u32;
    }
    for (count, expected) in [(first, 50.0), (second, 700.0)] {
        let mean = f64::from(count) / replications as f64;
        let error = (expected / replications as f64).sqrt();
        assert!(
            (mean - expected).abs() < 4.0 * error,
            "{mean} against {expected} ± {error}"
        );
    }
}

/// What a shock leaves as it was is as it is without the shock, to the bit: the first day of two runs is the same.
#[test]
fn before_a_shock_nothing_differs() {
    let plain = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\nabsence = \"20%\"\nother_duties = \"20%\"\n"
        + &task("job", "desk", "1h", &[]).replace(
            "stream = \"job\"\n",
            "stream = \"job\"\narrivals = { per_week = 200 }\n",
        );
    let shocked = plain.clone()
        + "[shock.later]\nfrom = 2027-01-06\nchanges.team.desk.absence = \"80%\"\nchanges.demand.job.arrivals.per_week = 900\n";
    let first_days = |text: &str| {
        let (model, program) = support::program(text);
        let lines = Timeline::of(&model, &program).lines;
        lines
            .into_iter()
            .take_while(|line| !line.starts_with("Wed"))
            .collect::<Vec<_>>()
    };
    let (plain, shocked) = (first_days(&plain), first_days(&shocked));
    assert!(plain.len() > 20);
    assert_eq!(plain, shocked);
}

fn on_call(people: u32, more: &str, shock: &str) -> String {
    HEAD.to_owned()
        + &format!(
            "[team.platform]\npeople = {{ office = 1 }}\non_call = {{ people = {people}, call_out = \"15m\"{more} }}\n\
             [team.other]\npeople = {{ office = 1 }}\non_call = {{ call_out = \"5m\" }}\n"
        )
        + &format!("[shock.now]\n{shock}\n")
}

/// From 20:10 two people are on call: the second is called at once. Another team's people are not touched by that.
#[test]
fn more_people_on_call_are_called_at_once() {
    let text = on_call(
        1,
        "",
        "from = \"2027-01-04 20:10\"\nlasts = \"1 day\"\nchanges.team.platform.on_call.people = 2",
    ) + &task("job", "platform", "1h", &["04 20:00", "04 20:05"])
        + &task("errand", "other", "2h", &["04 20:00"]);
    assert_timeline(
        &text,
        "Mon 20:00 job1 arrives
         Mon 20:00 errand1 arrives
         Mon 20:00 call-out of platform
         Mon 20:00 call-out of other
         Mon 20:05 errand1 starts do, 5m queue
         Mon 20:05 job2 arrives
         Mon 20:10 call-out of platform
         Mon 20:15 job1 starts do, 15m queue
         Mon 20:25 job2 starts do, 20m queue
         Mon 21:15 job1 ends do, 1h
         Mon 21:15 job1 done
         Mon 21:25 job2 ends do, 1h
         Mon 21:25 job2 done
         Mon 22:05 errand1 ends do, 2h
         Mon 22:05 errand1 done",
    );
}

/// From 20:10 one of two: who was called comes and ends that work, and takes no more.
#[test]
fn who_is_on_call_no_longer_takes_no_more() {
    let text = on_call(
        2,
        "",
        "from = \"2027-01-04 20:10\"\nchanges.team.platform.on_call.people = 1",
    ) + &task(
        "job",
        "platform",
        "1h",
        &["04 20:00", "04 20:05", "04 20:12", "04 21:18"],
    );
    assert_timeline(
        &text,
        "Mon 20:00 job1 arrives
         Mon 20:00 call-out of platform
         Mon 20:05 job2 arrives
         Mon 20:05 call-out of platform
         Mon 20:12 job3 arrives
         Mon 20:15 job1 starts do, 15m queue
         Mon 20:20 job2 starts do, 15m queue
         Mon 21:15 job1 ends do, 1h
         Mon 21:15 job1 done
         Mon 21:15 job3 starts do, 1h 3m queue
         Mon 21:18 job4 arrives
         Mon 21:20 job2 ends do, 1h
         Mon 21:20 job2 done
         Mon 22:15 job3 ends do, 1h
         Mon 22:15 job3 done
         Mon 22:15 job4 starts do, 57m queue
         Mon 23:15 job4 ends do, 1h
         Mon 23:15 job4 done",
    );
}

/// What waits off shift can be called for from 20:30 on: only then does it wait in a queue.
#[test]
fn what_people_are_called_for_changes_for_those_who_wait() {
    let text = on_call(
        1,
        ", only = { priority = \"P1\" }",
        "from = \"2027-01-04 20:30\"\nchanges.team.platform.on_call.only.priority = [\"P1\", \"P3\"]",
    ) + &demand("job", "priority = { P1 = \"0%\", P3 = \"100%\" }", &["04 20:00"])
        + &step("job", "do", "platform", "1h", "");
    assert_timeline(
        &text,
        "Mon 20:00 job1 arrives
         Mon 20:30 call-out of platform
         Mon 20:45 job1 starts do, 15m queue, 30m off shift
         Mon 21:45 job1 ends do, 1h
         Mon 21:45 job1 done",
    );
}

/// From 09:30 to 11:30 another team does the step: who waits for the first goes on waiting for it, who comes goes to the second.
#[test]
fn another_team_takes_what_comes_later() {
    let text = HEAD.to_owned()
        + "[team.one]\npeople = { office = 1 }\n[team.two]\npeople = { office = 1 }\n"
        + &task(
            "job",
            "one",
            "1h",
            &["04 09:00", "04 09:10", "04 10:30", "04 11:40", "04 11:40"],
        )
        + "[shock.help]\nfrom = \"2027-01-04 09:30\"\nlasts = \"2h\"\nchanges.stream.job.do.team = \"two\"\n";
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts do
         Mon 09:10 job2 arrives
         Mon 10:00 job1 ends do, 1h
         Mon 10:00 job1 done
         Mon 10:00 job2 starts do, 50m queue
         Mon 10:30 job3 arrives
         Mon 10:30 job3 starts do
         Mon 11:00 job2 ends do, 1h
         Mon 11:00 job2 done
         Mon 11:30 job3 ends do, 1h
         Mon 11:30 job3 done
         Mon 11:40 job4 arrives
         Mon 11:40 job5 arrives
         Mon 11:40 job4 starts do
         Mon 12:40 job4 ends do, 1h
         Mon 12:40 job4 done
         Mon 12:40 job5 starts do, 1h queue
         Mon 13:40 job5 ends do, 1h
         Mon 13:40 job5 done",
    );
}

/// A limit of one is two from 09:20 to 09:40: one more is let in at 09:20, and one for the first that ends. Then nobody is sent away,
/// but nobody is let in until fewer than one are there.
#[test]
fn a_limit_that_is_raised_lets_in_at_once_and_one_that_is_lowered_waits() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 5 }\n"
        + &demand("job", "", &["04 09:00", "04 09:01", "04 09:02", "04 09:03", "04 09:04"])
        + &step("job", "do", "desk", "30m", "wip = 1")
        + "[shock.push]\nfrom = \"2027-01-04 09:20\"\nlasts = \"20m\"\nchanges.stream.job.do.wip = 2\n";
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts do
         Mon 09:01 job2 arrives
         Mon 09:01 job2 finds do full
         Mon 09:02 job3 arrives
         Mon 09:02 job3 finds do full
         Mon 09:03 job4 arrives
         Mon 09:03 job4 finds do full
         Mon 09:04 job5 arrives
         Mon 09:04 job5 finds do full
         Mon 09:20 job2 goes on to do, 19m held
         Mon 09:20 job2 starts do
         Mon 09:30 job1 ends do, 30m
         Mon 09:30 job3 goes on to do, 28m held
         Mon 09:30 job1 done
         Mon 09:30 job3 starts do
         Mon 09:50 job2 ends do, 30m
         Mon 09:50 job2 done
         Mon 10:00 job3 ends do, 30m
         Mon 10:00 job4 goes on to do, 57m held
         Mon 10:00 job3 done
         Mon 10:00 job4 starts do
         Mon 10:30 job4 ends do, 30m
         Mon 10:30 job5 goes on to do, 1h 26m held
         Mon 10:30 job4 done
         Mon 10:30 job5 starts do
         Mon 11:00 job5 ends do, 30m
         Mon 11:00 job5 done",
    );
}

/// A limit that is there for an hour only counts who came before it: two are in work, so nobody is let in until both have ended.
#[test]
fn a_limit_for_a_while_counts_who_is_there() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 5 }\n"
        + &task("job", "desk", "30m", &["04 09:00", "04 09:10", "04 09:25"])
        + "[shock.care]\nfrom = \"2027-01-04 09:20\"\nlasts = \"1h\"\nchanges.team.desk.wip = 1\n";
    assert_timeline(
        &text,
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts do
         Mon 09:10 job2 arrives
         Mon 09:10 job2 starts do
         Mon 09:25 job3 arrives
         Mon 09:25 job3 finds do full
         Mon 09:30 job1 ends do, 30m
         Mon 09:30 job1 done
         Mon 09:40 job2 ends do, 30m
         Mon 09:40 job3 goes on to do, 15m held
         Mon 09:40 job2 done
         Mon 09:40 job3 starts do
         Mon 10:10 job3 ends do, 30m
         Mon 10:10 job3 done",
    );
}

/// One user, who comes again an hour after each item, and from 03:00 two hours after: what ends at that very instant still counts
/// as before, because completions come first.
#[test]
fn users_come_again_by_what_holds_when_their_item_ends() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand("job", "arrivals = { users = 1, each_again_after = \"1h\" }", &[])
        + &step("job", "do", "desk", "30m", "")
        + "[shock.tired]\nfrom = \"2027-01-04 03:00\"\nchanges.demand.job.arrivals.each_again_after = \"2h\"\n";
    let (model, program) = support::program(&text);
    let lines = Timeline::of(&model, &program).lines;
    let arrivals: Vec<&str> = lines
        .iter()
        .filter(|line| line.ends_with("arrives"))
        .map(|line| &line[..9])
        .take(5)
        .collect();
    assert_eq!(
        arrivals,
        ["Mon 01:00", "Mon 02:30", "Mon 04:00", "Mon 06:30", "Mon 09:00"]
    );
}
