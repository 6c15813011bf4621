//! The improvement register: work, adoption, judgement; and capabilities that work brings about.

use flowcast::engine::World;
use flowcast::observation::{Observer, Subject, Worked};
use flowcast::results::Judgement;
use flowcast::time::{Instant, Span};

use crate::support;
use crate::timeline::{HEAD, assert_timeline, demand, step, task};

/// A job of an hour each morning. The improvement begins on Tuesday at noon with two pieces of work of two hours, for which the one person
/// has time: what it changes holds from 16:00 on, at once. Two days later it is judged by the mean lead time of a day: half an hour in
/// place of one, and it is kept.
#[test]
fn an_improvement_is_worked_on_taken_up_judged_and_kept() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &task("job", "desk", "1h", &["05 09:00", "06 09:00", "07 09:00", "07 10:00"])
        + &task("change", "desk", "2h", &[])
        + "[improvement.script]\nfrom = \"2027-01-05 12:00\"\nwork = \"change\"\nitems = 2\n\
           changes.stream.job.do.effort = \"30m\"\n\
           judged = { by = \"lead time of job\", after = \"2 days\", over = \"1 day\", expected = \"50%\" }\n";
    assert_timeline(
        &text.replace("2 weeks", "4 days"),
        "Tue 09:00 job1 arrives
         Tue 09:00 job1 starts do
         Tue 10:00 job1 ends do, 1h
         Tue 10:00 job1 done
         Tue 12:00 improvement script begins at 3600000
         Tue 12:00 change1 arrives
         Tue 12:00 change2 arrives
         Tue 12:00 change1 starts do
         Tue 14:00 change1 ends do, 2h
         Tue 14:00 change1 done
         Tue 14:00 change2 starts do, 2h queue
         Tue 16:00 change2 ends do, 2h
         Tue 16:00 change2 done
         Tue 16:00 improvement script is done
         Tue 16:00 improvement `script` in force: 1
         Wed 09:00 job2 arrives
         Wed 09:00 job2 starts do
         Wed 09:30 job2 ends do, 30m
         Wed 09:30 job2 done
         Thu 09:00 job3 arrives
         Thu 09:00 job3 starts do
         Thu 09:30 job3 ends do, 30m
         Thu 09:30 job3 done
         Thu 10:00 job4 arrives
         Thu 10:00 job4 starts do
         Thu 10:30 job4 ends do, 30m
         Thu 10:30 job4 done
         Thu 16:00 improvement script is kept at 1800000",
    );
}

/// The owner is busy with what is more urgent, and nothing is improved; then there is time. What was to help makes the jobs
/// longer, and is given up; the job that ends at that very instant is not among those that are looked at.
#[test]
fn without_a_free_owner_there_is_no_progress_and_what_does_not_help_is_given_up() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &demand(
            "job",
            "priority = { P1 = \"100%\" }",
            &["04 09:00", "04 10:00", "05 09:00", "06 09:00"],
        )
        + &step("job", "do", "desk", "4h", "")
        + &demand("change", "priority = { P2 = \"100%\" }", &[])
        + &step("change", "do", "desk", "1h", "")
        + "[improvement.script]\nfrom = \"2027-01-04 15:00\"\nwork = \"change\"\n\
           changes.stream.job.do.effort = \"5h\"\n\
           judged = { by = \"lead time of job\", after = \"1 day\", over = \"2 days\", keep_if_better_by = \"10%\" }\n";
    assert_timeline(
        &text.replace("2 weeks", "3 days"),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts do
         Mon 10:00 job2 arrives
         Mon 13:00 job1 ends do, 4h
         Mon 13:00 job1 done
         Mon 13:00 job2 starts do, 3h queue
         Mon 15:00 improvement script begins at 14400000
         Mon 15:00 change1 arrives
         Mon 17:00 job2 ends do, 4h
         Mon 17:00 job2 done
         Tue 09:00 job3 arrives
         Tue 09:00 job3 starts do
         Tue 13:00 job3 ends do, 4h
         Tue 13:00 job3 done
         Tue 13:00 change1 starts do, 6h queue, 16h off shift
         Tue 14:00 change1 ends do, 1h
         Tue 14:00 change1 done
         Tue 14:00 improvement script is done
         Tue 14:00 improvement `script` in force: 1
         Wed 09:00 job4 arrives
         Wed 09:00 job4 starts do
         Wed 14:00 job4 ends do, 5h
         Wed 14:00 job4 done
         Wed 14:00 improvement script is given up at 19800000
         Wed 14:00 improvement `script` in force: 0",
    );
}

/// A step brings a capability: from then on jobs take half the time, and the second time it comes about changes nothing.
#[test]
fn a_step_brings_a_capability() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &task("job", "desk", "1h", &["04 09:00", "04 12:00", "04 14:00"])
        + &demand("project", "", &["04 10:00", "04 13:00"])
        + &step("project", "build", "desk", "1h", "brings = \"tool\"")
        + "[capability.tool]\nchanges.stream.job.do.effort = \"30m\"\n";
    assert_timeline(
        &text.replace("2 weeks", "1 day"),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts do
         Mon 10:00 job1 ends do, 1h
         Mon 10:00 job1 done
         Mon 10:00 project1 arrives
         Mon 10:00 project1 starts build
         Mon 11:00 project1 ends build, 1h
         Mon 11:00 capability `tool` in force: 1
         Mon 11:00 project1 done
         Mon 12:00 job2 arrives
         Mon 12:00 job2 starts do
         Mon 12:30 job2 ends do, 30m
         Mon 12:30 job2 done
         Mon 13:00 project2 arrives
         Mon 13:00 project2 starts build
         Mon 14:00 project2 ends build, 1h
         Mon 14:00 project2 done
         Mon 14:00 job3 arrives
         Mon 14:00 job3 starts do
         Mon 14:30 job3 ends do, 30m
         Mon 14:30 job3 done",
    );
}

/// Efforts of jobs, in the order in which they end.
#[derive(Default)]
struct Efforts(Vec<(Instant, i64)>);

impl Observer for Efforts {
    fn stopped(&mut self, now: Instant, _: &Subject, _: u32, worked: Worked) {
        self.0.push((now, worked.touch));
    }
}

/// Half of a change that takes ten days is adopted by half of the items after five days, and by 80 % in the end; rates of arrival lie in
/// between. Shares and counts lie within four standard errors of what is expected.
#[test]
fn adoption_chooses_by_item_and_blends_rates() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = 50\n"
        + &task("job", "desk", "1h", &[])
            .replace("stream = \"job\"\n", "stream = \"job\"\narrivals = { per_day = 240 }\n")
        + &demand("project", "", &["04 00:00"])
        + &step("project", "build", "desk", "0m", "brings = \"tool\"")
        + "[capability.tool]\nadoption = { takes = \"10 days\", up_to = \"80%\" }\n\
           changes.stream.job.do.effort = \"30m\"\nchanges.demand.job.arrivals.per_day = 120\n";
    let (model, program) = support::program(&text);
    let mut world = World::new(&program);
    let (mut adopted, mut all) = ([0.0f64; 14], [0.0f64; 14]);
    let runs = 40;
    for replication in 0..runs {
        let mut efforts = Efforts::default();
        world.run(model.run.seed, replication, &mut efforts);
        for (ended, effort) in efforts.0.iter().filter(|(_, effort)| *effort > 0) {
            let began = (*ended - Span(*effort) - Instant::START).as_hours();
            let day = (began / 24.0) as usize;
            all[day] += 1.0;
            adopted[day] += f64::from(u8::from(*effort == 1_800_000));
        }
    }
    for day in 0..13 {
        let level = 0.08 * day.min(10) as f64;
        let expected = runs as f64 * (240.0 - 120.0 * level);
        assert!(
            (all[day] - expected).abs() < 4.0 * expected.sqrt(),
            "day {day}: {} against {expected}",
            all[day]
        );
        let error = (level * (1.0 - level) / all[day]).sqrt();
        let share = adopted[day] / all[day];
        assert!(
            (share - level).abs() <= 4.0 * error,
            "day {day}: {share} against {level} ± {error}"
        );
    }
}

/// An improvement that changes nothing that matters and one that halves the effort, both judged by a noisy figure: the results tell them
/// apart, and how often managers were wrong.
#[test]
fn the_register_tells_what_improvements_did() {
    let text = HEAD
        .to_owned()
        .replace("replications = 1", "replications = 60")
        .replace("2 weeks", "20 weeks")
        + "[team.desk]\npeople = { office = 3 }\n[team.other]\npeople = { office = 1 }\n"
        + &task("job", "desk", "1h", &[])
            .replace(
                "stream = \"job\"\n",
                "stream = \"job\"\narrivals = { per_week = 90, burstiness = { spread = \"40%\", memory = \"60%\" } }\n",
            )
            .replace(
                "effort = \"1h\"",
                "effort = { typical = \"50m\", one_in_ten_over = \"2h\" }",
            )
        + &task("change", "other", "8h", &[])
        + "[improvement.good]\nfrom = 2027-02-15\nwork = \"change\"\nitems = 3\nchanges.stream.job.do.effort = \"20m\"\n\
           judged = { by = \"lead time of job\", after = \"4 weeks\", over = \"4 weeks\" }\n\
           [improvement.idle]\nfrom = 2027-02-15\nwork = \"change\"\nchanges.team.other.absence = \"50%\"\n\
           judged = { by = \"lead time of job\", after = \"4 weeks\", over = \"4 weeks\" }\n";
    let model = support::model(&text);
    let results = support::run(&model).summary.results;
    let [good, idle] = results.improvements.as_slice() else {
        panic!("two improvements")
    };
    assert_eq!(good.judgement, Some(Judgement::Better));
    assert_eq!(good.done.map(|done| done.value), Some(1.0));
    let did = good.did.expect("paired");
    assert!(did.high.expect("an interval") < 0.0, "{did:?}");
    // What changes nothing does nothing in any run, to the bit, and about half of the runs keep it all the same.
    assert_eq!(idle.did.map(|did| did.value), Some(0.0));
    assert_eq!(idle.judgement, Some(Judgement::Same));
    let wrong = idle.wrong.expect("it is known to do nothing");
    assert_eq!(idle.kept.map(|kept| kept.value), Some(wrong.value));
    assert!(wrong.value > 0.0 && wrong.value < 1.0, "{wrong:?}");
    // On one thread as on two.
    let again = support::run_on(&model, 1).summary.results;
    assert_eq!(again.improvements, results.improvements);
}
