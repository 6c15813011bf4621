//! Shocks: what changes while the run goes on.

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, task};

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
