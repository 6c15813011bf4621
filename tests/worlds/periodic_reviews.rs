//! Periodic reviews: they look at figures of the past, and what they change holds for a time.

use flowcast::engine::World;
use flowcast::observation::Observer;
use flowcast::time::Instant;

use crate::support;
use crate::timeline::{HEAD, Timeline, assert_timeline, task};

/// A job of three hours comes every morning. The review at 18:00 finds a lead time above two hours, and for a day jobs take half an
/// hour; on the next evening that ends before the review looks, which finds nothing amiss; on the third day it acts again.
#[test]
fn a_review_acts_for_a_time_expires_and_acts_again() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &task("job", "desk", "3h", &["04 09:00", "05 09:00", "06 09:00", "07 09:00"])
        + "[review.evening]\non = \"Mon-Thu 18:00\"\nlooks_at = \"lead time of job\"\nover = \"1 day\"\n\
           when = { above = \"2h\" }\nlasts = \"1 day\"\nthen.stream.job.do.effort = \"30m\"\n";
    assert_timeline(
        &text.replace("2 weeks", "4 days"),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts do
         Mon 12:00 job1 ends do, 3h
         Mon 12:00 job1 done
         Mon 18:00 review evening sees 10800000 and acts
         Mon 18:00 review `evening` in force: 1
         Tue 09:00 job2 arrives
         Tue 09:00 job2 starts do
         Tue 09:30 job2 ends do, 30m
         Tue 09:30 job2 done
         Tue 18:00 review `evening` in force: 0
         Tue 18:00 review evening sees 1800000
         Wed 09:00 job3 arrives
         Wed 09:00 job3 starts do
         Wed 12:00 job3 ends do, 3h
         Wed 12:00 job3 done
         Wed 18:00 review evening sees 10800000 and acts
         Wed 18:00 review `evening` in force: 1
         Thu 09:00 job4 arrives
         Thu 09:00 job4 starts do
         Thu 09:30 job4 ends do, 30m
         Thu 09:30 job4 done
         Thu 18:00 review `evening` in force: 0
         Thu 18:00 review evening sees 1800000",
    );
}

/// Figures are a day old, the decision takes half a day to hold, and it holds for good. On Monday nothing has been seen: no figure, no
/// decision. The review makes work: a report of an hour, for the same person.
#[test]
fn figures_are_old_decisions_take_time_and_reviews_make_work() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &task("job", "desk", "3h", &["04 09:00", "06 09:00"])
        + &task("report", "desk", "1h", &[])
        + "[review.evening]\non = \"Mon-Tue 16:00\"\nlooks_at = \"lead time of job\"\nover = \"1 day\"\nlag = \"1 day\"\n\
           when = { above = \"2h\" }\nafter = \"12h\"\nthen.stream.job.do.effort = \"30m\"\nraises = \"report\"\n";
    assert_timeline(
        &text.replace("2 weeks", "3 days"),
        "Mon 09:00 job1 arrives
         Mon 09:00 job1 starts do
         Mon 12:00 job1 ends do, 3h
         Mon 12:00 job1 done
         Mon 16:00 review evening sees nothing
         Mon 16:00 report1 arrives
         Mon 16:00 report1 starts do
         Mon 17:00 report1 ends do, 1h
         Mon 17:00 report1 done
         Tue 16:00 review evening sees 10800000 and acts
         Tue 16:00 report2 arrives
         Tue 16:00 report2 starts do
         Tue 17:00 report2 ends do, 1h
         Tue 17:00 report2 done
         Wed 04:00 review `evening` in force: 1
         Wed 09:00 job2 arrives
         Wed 09:00 job2 starts do
         Wed 09:30 job2 ends do, 30m
         Wed 09:30 job2 done",
    );
}

/// What a review changes that always acts is what a shock changes that begins then: people, efforts, ways, rates, mixes and policies,
/// people on call, limits and the team of a step.
#[test]
fn a_review_that_always_acts_is_a_shock() {
    let plain = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 3 }\nabsence = \"10%\"\nother_duties = \"10%\"\n\
           on_call = { people = 1, only = { priority = \"P1\" }, call_out = \"20m\" }\n\
           [team.lead]\npeople = { office = 1 }\n"
        + &task("job", "desk", "1h", &[]).replace(
            "stream = \"job\"\n",
            "stream = \"job\"\narrivals = { per_week = 90, burstiness = { spread = \"40%\", memory = \"50%\" } }\n\
             fails = \"20%\"\npriority = { P1 = \"20%\", P2 = \"80%\" }\n",
        )
        + "approval = true\nif_it_fails = { raises = \"job\", count = 1 }\n\
           [governance]\npolicy = \"none\"\n[policy.none]\nrules = [ { route = \"pre_approved\" } ]\n\
           [policy.all]\nrules = [ { route = \"look\" } ]\n\
           [route.look]\nby = \"lead\"\neffort = \"20m\"\ncatches_bad = \"50%\"\n";
    let changes = [
        "team.desk.people.office = 1",
        "team.desk.people.office = 5",
        "stream.job.do.effort = { typical = \"2h\", one_in_ten_over = \"5h\" }",
        "governance.policy = \"all\"",
        "demand.job.fails = \"40%\"",
        "demand.job.priority = { P1 = \"60%\", P2 = \"40%\" }",
        "demand.job.arrivals.per_week = 30",
        "demand.job.arrivals.per_week = 300",
        "team.desk.on_call.call_out = \"2h\"",
        "team.desk.on_call.only.priority = [\"P1\", \"P2\"]",
        "team.desk.wip = 2",
        "stream.job.do.wip = { items = 2, when_full = \"turn away\" }",
        "stream.job.wip = 3",
        "stream.job.do.team = \"lead\"",
    ];
    for change in changes {
        // Whoever comes in the middle of a shift has other duties in what is left of it, or in the whole of it.
        let plain = match change.contains("people") {
            true => plain.replace("other_duties = \"10%\"\n", ""),
            false => plain.clone(),
        };
        let review = format!(
            "{plain}[review.once]\non = \"Wed 11:00\"\neach = 1\nlooks_at = \"open items\"\nover = \"1 day\"\n\
             when = {{ below = 1e9 }}\nlasts = \"40h\"\nthen.{change}\n"
        );
        let shock =
            |day: &str| format!("[shock.on{day}]\nfrom = \"2027-01-{day} 11:00\"\nlasts = \"40h\"\nchanges.{change}\n");
        let shock = format!("{plain}{}{}", shock("06"), shock("13"));
        let lines = |text: &str| {
            let (model, program) = support::program(text);
            let mut lines = Timeline::of(&model, &program).lines;
            lines.retain(|line| !line.contains(" review "));
            lines
        };
        let (reviewed, shocked, unchanged) = (lines(&review), lines(&shock), lines(&plain));
        let differs = reviewed.iter().zip(&shocked).find(|(one, other)| one != other);
        assert_eq!(differs, None, "{change}");
        assert_eq!(reviewed.len(), shocked.len(), "{change}");
        assert!(reviewed != unchanged, "{change}");
    }
}

/// The figures that reviews saw in a replication, by review.
#[derive(Default)]
struct Saw(Vec<Option<f64>>);

impl Observer for Saw {
    fn reviewed(&mut self, _: Instant, _: u32, figure: Option<f64>, _: bool) {
        self.0.push(figure);
    }
}

/// A review of the whole run at its end sees what the results say of one replication.
#[test]
fn a_review_sees_what_is_measured() {
    let figures = [
        "p",
        "p respond",
        "lead time of job",
        "response time",
        "throughput of job",
        "open items of job",
    ];
    let mut text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 2 }\n"
        + &task("job", "desk", "1h", &[])
            .replace("stream = \"job\"\n", "stream = \"job\"\narrivals = { per_week = 75 }\n")
        + "[promise.p]\nresolve = \"4h\"\nrespond = \"3h\"\nclock = \"office\"\ntarget = \"90%\"\n";
    for (number, figure) in figures.iter().enumerate() {
        let level = match number {
            0 | 1 => "\"0%\"",
            2 | 3 => "\"0h\"",
            _ => "0",
        };
        text += &format!(
            "[review.r{number}]\non = \"Mon 00:00\"\neach = 3\nlooks_at = \"{figure}\"\nover = \"2 weeks\"\n\
             when = {{ below = {level} }}\nthen.team.desk.absence = \"1{number}%\"\n"
        );
    }
    // Six reviews may not change the same thing: each changes something of its own.
    let own = [
        "team.desk.absence = \"1%\"",
        "team.desk.other_duties = \"1%\"",
        "team.desk.people.office = 1",
        "team.desk.resumption = \"1m\"",
        "team.desk.handoff = \"1m\"",
        "stream.job.do.effort = \"2h\"",
    ];
    for (number, change) in own.iter().enumerate() {
        text = text.replace(
            &format!("then.team.desk.absence = \"1{number}%\""),
            &format!("then.{change}"),
        );
    }
    let (model, program) = support::program(&text);
    let mut saw = Saw::default();
    World::new(&program).run(model.run.seed, 0, &mut saw);
    let forecast = support::run(&model);
    let estimate = |measure: &str, by: &str, name: &str, statistic: &str| {
        let mut rows = forecast.summary.results.figures.iter();
        let row =
            rows.find(|row| row.measure == measure && row.by == by && row.name == name && row.statistic == statistic);
        row.and_then(|row| row.estimate.as_ref())
            .map(|estimate| estimate.value)
            .unwrap_or_else(|| panic!("no {measure} {by} {name} {statistic}"))
    };
    let hour = 3_600_000.0;
    let expected = [
        estimate("promise kept", "promise", "p", "share"),
        estimate("promise kept", "promise", "p respond", "share"),
        estimate("lead time", "demand", "job", "mean") * hour,
        estimate("response time", "all", "all", "mean") * hour,
        estimate("throughput", "demand", "job", "per week"),
        estimate("open items", "demand", "job", "mean"),
    ];
    for ((seen, expected), figure) in saw.0.iter().zip(expected).zip(figures) {
        let seen = seen.expect("there are items");
        assert!(
            (seen - expected).abs() <= 1e-9 * expected.abs(),
            "{figure}: {seen} against {expected}"
        );
        assert!(seen > 0.0, "{figure}");
    }
    assert_eq!(saw.0.len(), figures.len());
}
