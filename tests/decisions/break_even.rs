//! Break-even of a control, in worlds in which it is known: every change fails, a look at one costs 15, a failure that is let
//! through 60; so looking pays from 25 % on.

use std::sync::OnceLock;

use flowcast::experiment::{BreakEvenQuestion, Description, Forgetful, NoBreakEven, Workshop, break_even, settled};
use flowcast::results::break_even::{BreakEven, BreakEvenAnswer, Pays};

use crate::desk::{Changed, Notebook, Texts, on_threads};

/// Ten changes a day are made at no cost. A reviewer who costs 60 an hour looks at each for a quarter of an hour and stops
/// what is caught; what is let through fails, and mending takes an hour of somebody who costs 60.
const WORLD: &str = r#"
title    = "What is a look worth?"
start    = 2027-01-04
duration = "8 weeks"
[hours]
office = "Mon-Fri 08:00-18:00"
[team.reviewers]
people      = { office = 4 }
hourly_cost = 60
paid        = "for time used"
[team.menders]
people      = { office = 20 }
hourly_cost = 60
paid        = "for time used"
[demand.change]
kind     = "value"
stream   = "change"
arrivals = { every = "1h", first = "2027-01-04 08:00" }
fails    = "100%"
[demand.incident]
kind   = "failure"
stream = "mend"
[[stream.change.step]]
name     = "prepare"
activity = "design_and_transition"
practice = "change enablement"
team     = "menders"
effort   = "0m"
approval = true
[[stream.change.step]]
name     = "deploy"
activity = "deliver_and_support"
practice = "deployment management"
team     = "menders"
effort   = "0m"
if_it_fails = { raises = "incident" }
[[stream.mend.step]]
name     = "mend"
activity = "deliver_and_support"
practice = "incident management"
team     = "menders"
effort   = "1h"
[governance]
policy = "look"
[policy.look]
rules = [{ route = "look" }]
[policy.nobody]
rules = [{ route = "pre_approved" }]
[policy.dear]
rules = [{ route = "dear" }]
[route.look]
by           = "reviewers"
effort       = "15m"
catches_bad  = "40%"
on_rejection = "close"
[route.dear]
by           = "reviewers"
effort       = "100m"
on_rejection = "close"
[run]
warm_up      = "1 week"
replications = 40
seed         = 3
"#;

const PATH: &str = "route.look.catches_bad";

fn question(against: &str) -> BreakEvenQuestion<'_> {
    BreakEvenQuestion {
        path: PATH,
        with: "today",
        against,
        figure: Description::measure("cost").by("all"),
        stated: Some(0.4),
        replications: 40,
    }
}

/// Today against nobody who looks, found once.
fn found() -> &'static BreakEven {
    static FOUND: OnceLock<BreakEven> = OnceLock::new();
    FOUND.get_or_init(|| answer(&[], "nobody", 2))
}

/// Today with some changes against a policy.
fn answer(changes: &[&str], policy: &str, threads: usize) -> BreakEven {
    let texts = Texts(WORLD);
    let changes: Vec<String> = changes.iter().map(|it| (*it).to_owned()).collect();
    let today = Changed(&texts, changes.clone());
    let against = Changed(&texts, [changes, vec![format!("governance.policy={policy}")]].concat());
    let sides: [&dyn Workshop; 2] = [&today, &against];
    on_threads(threads, |means| {
        let (_, sides) = settled(sides, 40, means)?;
        break_even(sides.each(), &question(policy), &mut Forgetful, means)
    })
    .expect("nobody stops it")
}

#[test]
fn the_range_holds_the_share_that_is_known() {
    let found = found();
    assert_eq!(found.answer, BreakEvenAnswer::Between);
    let (low, high) = (found.low.expect("a range"), found.high.expect("a range"));
    assert!(low <= 0.25 && 0.25 <= high, "{low} to {high}");
    assert!(high - low < 0.06, "{low} to {high}");
    // Shares outside are told from it, each by its own interval; those inside are not.
    for point in &found.points {
        let (from, to) = (
            point.difference.low.expect("known"),
            point.difference.high.expect("known"),
        );
        let expected = match (low..=high).contains(&point.share) {
            true => Pays::Open,
            false if point.share < low => Pays::No,
            false => Pays::Yes,
        };
        assert_eq!(point.pays, expected, "{point:?}");
        assert_eq!(from <= 0.0 && to >= 0.0, expected == Pays::Open);
    }
    // The ends are found to a percentage point.
    let gaps = found.points.windows(2).filter(|pair| pair[0].pays != pair[1].pays);
    assert!(
        gaps.map(|pair| pair[1].share - pair[0].share)
            .all(|gap| gap < 0.0101 + found.step)
    );
}

/// Nothing is caught at 0 % and everything at 100 %: no luck is left, and both differences are those of arithmetic. 240 changes come
/// in a week, day and night; all of them are looked at in office hours.
#[test]
fn at_both_ends_the_difference_is_exact() {
    let found = found();
    let [first, last] = [&found.points[0], &found.points[found.points.len() - 1]];
    assert_eq!((first.share, last.share), (0.0, 1.0));
    let each = |value: f64| value / 168.0;
    // A look costs 15; with every failure stopped, 60 are saved. What is cut off at the ends of the run is the same every week.
    assert!((each(first.difference.value) - 15.0).abs() < 0.5, "{first:?}");
    assert!((each(last.difference.value) + 45.0).abs() < 0.5, "{last:?}");
}

#[test]
fn what_one_share_catches_a_larger_one_catches_too() {
    let found = found();
    let falls = found
        .points
        .windows(2)
        .all(|pair| pair[1].difference.value <= pair[0].difference.value);
    assert!(falls, "{:?}", found.points);
}

#[test]
fn a_look_that_costs_more_than_a_failure_never_pays() {
    let found = answer(&["route.look.effort=\"80m\""], "nobody", 2);
    assert_eq!(
        (found.answer, found.low, found.high),
        (BreakEvenAnswer::Never, None, None)
    );
}

#[test]
fn a_look_that_replaces_a_dearer_one_always_pays() {
    let found = answer(&[], "dear", 2);
    assert_eq!(
        (found.answer, found.low, found.high),
        (BreakEvenAnswer::Always, None, None)
    );
    assert!(found.points.iter().all(|point| point.pays == Pays::Yes));
}

#[test]
fn threads_and_interruptions_change_nothing() {
    let one = answer(&[], "nobody", 1);
    assert_eq!(one, *found());
    assert_eq!(one, answer(&[], "nobody", 7));
    // What was measured before the interruption is remembered, and not measured again.
    let texts = Texts(WORLD);
    let against = Changed(&texts, vec!["governance.policy=nobody".to_owned()]);
    let sides: [&dyn Workshop; 2] = [&texts, &against];
    let mut memory = Notebook::default();
    let run = |memory: &mut Notebook, stop_at: u32| {
        let stop = std::sync::atomic::AtomicBool::new(false);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(2)
            .build()
            .expect("a pool can be built");
        let mut progress = |progress: flowcast::experiment::Progress| {
            if progress.done >= stop_at {
                stop.store(true, std::sync::atomic::Ordering::Relaxed);
            }
        };
        let mut means = flowcast::experiment::Means {
            pool: &pool,
            stop: &stop,
            progress: &mut progress,
        };
        let (_, sides) = settled(sides, 40, &mut means)?;
        break_even(sides.each(), &question("nobody"), memory, &mut means)
    };
    let _cut = run(&mut memory, 197);
    let kept = memory.kept;
    assert!(kept > 0, "some of it was whole");
    let whole = run(&mut memory, u32::MAX).expect("nobody stops it");
    assert_eq!(whole, one);
    let again = run(&mut memory, u32::MAX).expect("nobody stops it");
    assert_eq!(again, one);
}

#[test]
fn what_is_no_share_and_no_figure_is_said() {
    let texts = Texts(WORLD);
    let ask = |path: &str, measure: &str| {
        let question = BreakEvenQuestion {
            path,
            figure: Description::measure(measure),
            ..question("nobody")
        };
        let sides: [&dyn Workshop; 2] = [&texts, &texts];
        on_threads(2, |means| {
            let (_, sides) = settled(sides, 2, means)?;
            break_even(sides.each(), &question, &mut Forgetful, means)
        })
    };
    assert!(matches!(ask("route.look.effort", "cost"), Err(NoBreakEven::Unfit(_))));
    assert_eq!(ask(PATH, "happiness"), Err(NoBreakEven::NoFigure));
}
