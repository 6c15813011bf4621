//! Luck: the same fate under every policy, and fresh luck for every visit.

use std::collections::BTreeMap;

use flowcast::engine::{Program, World};
use flowcast::observation::{Decided, Observer, Subject, Worked};
use flowcast::scenario::Choice;
use flowcast::time::Instant;

use crate::support;

const CHANGES: &str = r#"
title = "changes"
start = 2027-01-04
duration = "12 weeks"
[hours]
office = "Mon-Fri 09:00-17:00"
[team.dev]
people = { office = 9 }
[team.board]
people = { office = 3 }
[demand.change]
kind = "value"
stream = "change"
arrivals = { per_week = 40 }
fails = "25%"
[[stream.change.step]]
name = "prepare"
activity = "engage"
practice = "change enablement"
team = "dev"
effort = { exponential = { mean = "2h" } }
approval = true
[[stream.change.step]]
name = "deploy"
activity = "engage"
practice = "change enablement"
team = "dev"
effort = "30m"
if_it_fails = { raises = "incident", count = 1 }
[demand.incident]
kind = "failure"
stream = "restore"
[[stream.restore.step]]
name = "fix"
activity = "engage"
practice = "incident management"
team = "dev"
effort = "1h"
[governance]
policy = "trust"
[policy.trust]
rules = [ { route = "pre_approved" } ]
[policy.blind]
rules = [ { route = "blind" } ]
[policy.sharp]
rules = [ { route = "sharp" } ]
[policy.weekly]
rules = [ { route = "weekly" } ]
[route.blind]
by = "dev"
effort = "20m"
[route.sharp]
by = "dev"
effort = "20m"
catches_bad = "100%"
[route.weekly]
by = "board"
people = 3
meets = "Wed 10:00"
length = "4h"
at_most = 90
[run]
replications = 1
"#;

/// Fates of the items that took effect, and those that were turned down, by the item's key.
#[derive(Default)]
struct Fates {
    failed: BTreeMap<u64, bool>,
    caught: BTreeMap<u64, bool>,
}

impl Observer for Fates {
    fn took_effect(&mut self, _: Instant, item: &Subject, _: Option<u32>, failed: bool) {
        self.failed.insert(item.key, failed);
    }
    fn decided(&mut self, _: Instant, item: &Subject, decided: Decided) {
        if decided.turned_down {
            self.caught.insert(item.key, decided.bad);
        }
    }
}

fn fates(policy: &str) -> Fates {
    let choice = Choice {
        variant: None,
        sets: vec![format!("governance.policy={policy}")],
    };
    let model = support::model_of(CHANGES, &choice);
    let program = Program::new(&model);
    let mut fates = Fates::default();
    World::new(&program).run(model.run.seed, 0, &mut fates);
    fates
}

#[test]
fn a_change_has_the_same_fate_under_every_policy() {
    let trust = fates("trust").failed;
    let bad = trust.values().filter(|failed| **failed).count();
    assert!(trust.len() > 300 && bad > 50, "{bad} of {}", trust.len());
    for policy in ["blind", "weekly"] {
        let other = fates(policy);
        assert!(other.caught.is_empty());
        let common = other.failed.iter().filter(|(key, _)| trust.contains_key(key));
        let mut count = 0;
        for (key, failed) in common {
            assert_eq!(trust[key], *failed, "{policy}");
            count += 1;
        }
        assert!(count > 250, "{policy}: {count}");
    }
}

#[test]
fn a_sharp_eye_catches_exactly_what_would_have_failed() {
    let (trust, sharp) = (fates("trust").failed, fates("sharp"));
    assert!(
        sharp.failed.values().all(|failed| !failed),
        "what was caught is reworked"
    );
    for (key, failed) in trust.iter().filter(|(key, _)| sharp.failed.contains_key(key)) {
        assert_eq!(sharp.caught.get(key), failed.then_some(&true));
    }
}

/// Touch times of the visits of each item.
#[derive(Default)]
struct Visits(BTreeMap<u64, Vec<i64>>);

impl Observer for Visits {
    fn stopped(&mut self, _: Instant, item: &Subject, _: u32, worked: Worked) {
        // Only the end of the run interrupts anybody.
        if worked.ends {
            self.0.entry(item.key).or_default().push(worked.touch);
        }
    }
}

/// Half of all items come back after each visit: a quarter is visited at least three times, and no two visits of an item take
/// equally long, because each has luck of its own.
#[test]
fn every_visit_has_luck_of_its_own() {
    let text = "title = \"again\"\nstart = 2027-01-04\nduration = \"8 weeks\"\n[team.desk]\npeople = 50\n\
                [demand.job]\nkind = \"value\"\nstream = \"work\"\narrivals = { per_hour = 10 }\n\
                [[stream.work.step]]\nname = \"do\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
                effort = { exponential = { mean = \"1h\" } }\nnext = { done = \"50%\", do = \"50%\" }\n\
                [run]\nreplications = 1\n";
    let (model, program) = support::program(text);
    let mut visits = Visits::default();
    World::new(&program).run(model.run.seed, 0, &mut visits);
    let items = visits.0.len() as f64;
    for (least, share) in [(2, 0.5), (3, 0.25), (4, 0.125)] {
        let found = visits.0.values().filter(|times| times.len() >= least).count() as f64 / items;
        // Four standard deviations of a share among some 13,000 items.
        assert!(
            (found - share).abs() < 4.0 * (share * (1.0 - share) / items).sqrt() + 0.002,
            "{least}: {found}"
        );
    }
    for times in visits.0.values() {
        let mut sorted = times.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), times.len(), "{times:?}");
    }
}
