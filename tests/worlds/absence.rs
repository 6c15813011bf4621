//! Absence and other duties.

use flowcast::engine::World;
use flowcast::observation::{Observer, Staff};
use flowcast::time::{DAY, Instant};

use crate::support;
use crate::support::staff::Gauge;
use crate::timeline::{HEAD, task};

/// People present at the first moment of each shift, by day of the run.
#[derive(Default)]
struct Mornings(Vec<(i64, u32)>, Gauge);

impl Observer for Mornings {
    fn staff(&mut self, now: Instant, team: u32, what: Staff, change: i32) {
        if team != 0 {
            return;
        }
        let Some(Gauge { since, level }) = self.1.change(now, what, change) else {
            return;
        };
        let day = since.ticks() / DAY;
        if level.rostered > 0 && self.0.last().is_none_or(|(last, _)| *last < day) {
            self.0.push((day, level.present));
        }
    }
}

fn mornings(people: u32, more: &str, replication: u64) -> Vec<(i64, u32)> {
    let text = HEAD.replace("2 weeks", "12 weeks")
        + &format!("[team.desk]\npeople = {{ office = {people} }}\nabsence = \"30%\"\n")
        + &task("job", "desk", "1h", &["04 09:00"])
        + more;
    let (model, program) = support::program(&text);
    let mut mornings = Mornings::default();
    World::new(&program).run(model.run.seed, replication, &mut mornings);
    mornings.0
}

/// With one person more, each morning shows as many people as before, or one more: nobody else's absence is drawn anew. The
/// person added is present on about 70 % of days.
#[test]
fn adding_a_person_redraws_nobody_elses_absence() {
    for replication in 0..5 {
        let mut before = mornings(1, "", replication);
        for people in 2..=8 {
            let after = mornings(people, "", replication);
            assert_eq!(after.len(), 60, "12 weeks of five days");
            let added: Vec<u32> = before.iter().zip(&after).map(|((_, a), (_, b))| b - a).collect();
            assert!(added.iter().all(|one| *one <= 1), "{people}: {added:?}");
            let present = added.iter().sum::<u32>();
            // Four standard deviations around 42 of 60 are 14.
            assert!((28..=56).contains(&present), "{people}: {present}");
            before = after;
        }
    }
}

/// Another team and more work change nobody's absence; another replication does.
#[test]
fn absence_depends_on_nothing_but_the_person_the_date_and_the_replication() {
    let more = "[team.other]\npeople = { office = 3 }\nabsence = \"30%\"\n".to_owned()
        + &task("extra", "other", "7h", &["04 09:00", "05 09:00"])
        + &task("more", "desk", "3h", &["04 09:00", "05 09:00"]);
    assert_eq!(mornings(5, "", 0), mornings(5, &more, 0));
    assert_ne!(mornings(5, "", 0), mornings(5, "", 1));
}

fn hours(text: &str, measure: &str) -> f64 {
    let forecast = support::run(&support::model(text));
    let figures = &forecast.summary.results.figures;
    let figure = figures
        .iter()
        .find(|figure| figure.measure == measure && figure.by == "team" && figure.statistic == "per week");
    figure.and_then(|figure| figure.estimate).expect("it is known").value
}

/// Other duties take exactly their share of every person's shift: of two people for 40 hours a week, 30 % are 24 hours.
#[test]
fn other_duties_take_exactly_their_share() {
    let world = |share: &str| {
        HEAD.to_owned()
            + &format!("[team.desk]\npeople = {{ office = 2 }}\nother_duties = \"{share}\"\n")
            + &task("job", "desk", "1h", &["04 09:00"])
    };
    for (share, present) in [("0%", 80.0), ("10%", 72.0), ("30%", 56.0), ("50%", 40.0)] {
        assert_eq!(hours(&world(share), "rostered"), 80.0);
        let told = hours(&world(share), "present");
        assert!((told - present).abs() < 1e-9, "{share}: {told}");
    }
}
