//! As many items are open as may be: nothing more arrives, what is there goes on, and the run says so.

use flowcast::engine::{Program, World};
use flowcast::measures::{Gathered, Identity, Plan, Tally, summarise};
use flowcast::observation::Observer;
use flowcast::report::terminal::{Beside, TerminalStyle, summary};
use flowcast::results::{NoteLevel, Results};
use flowcast::time::{Instant, Span};

use crate::support;
use crate::timeline::{HEAD, Timeline, demand, step};

fn world(arrivals: &str) -> String {
    HEAD.replace("2 weeks", "1 week")
        + "[team.desk]\npeople = { office = 1 }\n"
        + &demand("job", arrivals, &[])
        + &step("job", "do", "desk", "4h", "")
}

const HOURLY: &str = "arrivals = { on = \"Mon 09:00, Mon 10:00, Mon 11:00, Mon 12:00, Tue 09:00\" }";

/// Three may be open. The third comes at 11:00; those of 12:00 and of Tuesday do not, although by then fewer are open.
#[test]
fn once_as_many_are_open_as_may_be_nothing_more_arrives() {
    let model = support::model(&world(HOURLY));
    let mut program = Program::new(&model);
    program.most_open = 3;
    assert_eq!(
        Timeline::of(&model, &program).lines,
        [
            "Mon 09:00 job1 arrives",
            "Mon 09:00 job1 starts do",
            "Mon 10:00 job2 arrives",
            "Mon 11:00 job3 arrives",
            "Mon 13:00 job1 ends do, 4h",
            "Mon 13:00 job1 done",
            "Mon 13:00 job2 starts do, 3h queue",
            "Mon 17:00 job2 ends do, 4h",
            "Mon 17:00 job2 done",
            "Tue 09:00 job3 starts do, 6h queue, 16h off shift",
            "Tue 13:00 job3 ends do, 4h",
            "Tue 13:00 job3 done",
        ]
    );
    program.most_open = 5;
    let lines = Timeline::of(&model, &program).lines;
    let arrived = lines.iter().filter(|line| line.ends_with("arrives")).count();
    assert_eq!(
        arrived, 5,
        "two are gone before the fifth comes, so there are never five\n{lines:#?}"
    );
}

/// Hears when a run was full, and counts what was there.
#[derive(Default)]
struct Full {
    items: u32,
    since: Option<Instant>,
}

impl Observer for Full {
    fn arrived(&mut self, _: Instant, _: &flowcast::observation::Subject) {
        self.items += 1;
    }
    fn was_open(&mut self, _: Instant, _: &flowcast::observation::Subject, _: Option<Instant>) {
        self.items += 1;
    }
    fn was_full(&mut self, since: Instant) {
        self.since = Some(since);
    }
}

fn full(arrivals: &str, most: usize) -> Full {
    let model = support::model(&world(arrivals));
    let mut program = Program::new(&model);
    program.most_open = most;
    let mut full = Full::default();
    World::new(&program).run(model.run.seed, 0, &mut full);
    full
}

/// A batch of ten, a backlog of ten, a rate: whatever brings them, no more than five are ever there.
#[test]
fn batches_backlogs_and_rates_are_cut_off_alike() {
    let batch = full("arrivals = { on = \"Mon 09:00\", batch = 10 }", 5);
    assert_eq!((batch.items, batch.since), (5, Some(Instant::START + Span::hours(9))));
    let backlog = full(
        "starting = { count = 10, age = \"1h\" }\narrivals = { per_week = 100 }",
        5,
    );
    assert_eq!((backlog.items, backlog.since), (5, Some(Instant::START)));
    let rate = full("arrivals = { per_week = 1000 }", 5);
    assert!(
        rate.items >= 5 && rate.items < 10 && rate.since.is_some(),
        "{} items",
        rate.items
    );
    let interval = full("arrivals = { every = \"1m\" }", 5);
    assert_eq!(
        (interval.items, interval.since),
        (5, Some(Instant::START + Span::minutes(5)))
    );
    let enough = full("arrivals = { on = \"Mon 09:00\", batch = 10 }", 11);
    assert_eq!((enough.items, enough.since), (10, None));
}

/// What two runs with so many open items at most come to.
fn results(most: usize) -> Results {
    let model = support::model(&world(HOURLY));
    let mut program = Program::new(&model);
    program.most_open = most;
    let plan = Plan::new(&model, &program);
    let mut gathered = Gathered::new(&program, &plan);
    for replication in 0..2 {
        let mut tally = Tally::new(&program, &plan);
        World::new(&program).run(model.run.seed, replication, &mut tally);
        gathered.add(tally.take());
    }
    summarise(&model, &program, &plan, &gathered, &Identity::default()).results
}

#[test]
fn results_and_summary_say_that_it_was_overloaded() {
    let told = "overloaded: in 2 of 2 runs 3 items were open at once; nothing more arrived in them from then on, so all figures are \
                better than the truth";
    let results_at_three = results(3);
    let mut notes = results_at_three.notes.iter();
    assert!(
        notes.any(|note| note.level == NoteLevel::Warning && note.text == told),
        "{:#?}",
        results_at_three.notes
    );
    let style = TerminalStyle {
        colour: false,
        width: 400,
        unicode: true,
    };
    assert!(summary(&results_at_three, &style, &Beside::default()).contains(told));
    assert!(results(5).notes.iter().all(|note| !note.text.starts_with("overloaded")));
}

/// A parent would wait for its child, which finds as many open as may be: nobody comes, so nobody is waited for.
#[test]
fn nobody_waits_for_a_child_that_could_not_come() {
    let text = HEAD.to_owned()
        + "[team.desk]\npeople = { office = 1 }\n"
        + &demand("job", "", &["04 09:00"])
        + &step(
            "job",
            "do",
            "desk",
            "1h",
            "raises = { part = { share = \"100%\", wait = true } }",
        )
        + &demand("part", "", &[])
        + &step("part", "do", "desk", "1h", "");
    let model = support::model(&text);
    let mut program = Program::new(&model);
    program.most_open = 1;
    assert_eq!(
        Timeline::of(&model, &program).lines,
        [
            "Mon 09:00 job1 arrives",
            "Mon 09:00 job1 starts do",
            "Mon 10:00 job1 ends do, 1h",
            "Mon 10:00 job1 done",
        ]
    );
}
