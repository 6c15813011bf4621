//! `monday-morning.toml`: over the week the desk is no busier than planned, and yet callers wait, because they all come at once.

use std::sync::atomic::AtomicBool;

use flowcast::experiment::{Candidate, Means, compare};
use flowcast::measures::Identity;
use flowcast::results::{Comparison, Difference, Results, Verdict};
use flowcast::scenario::Choice;

use crate::support;

fn candidate(variant: Option<&str>) -> Candidate {
    let choice = Choice {
        variant: variant.map(str::to_owned),
        sets: Vec::new(),
    };
    let identity = Identity {
        variant: choice.variant.clone(),
        ..Identity::default()
    };
    Candidate {
        model: support::model_of(include_str!("../../scenarios/monday-morning.toml"), &choice),
        identity,
    }
}

fn compared() -> Comparison {
    let pool = rayon::ThreadPoolBuilder::new().build().expect("a pool can be built");
    let stop = AtomicBool::new(false);
    let mut means = Means {
        pool: &pool,
        progress: &mut |_| {},
        stop: &stop,
    };
    let variants = ["the average week", "more people on Mondays"].map(|name| candidate(Some(name)));
    compare(&candidate(None), &variants, &mut means).expect("it is not stopped")
}

fn difference<'c>(comparison: &'c Comparison, variant: usize, measure: &str) -> &'c Difference {
    let differences = &comparison.variants[variant].differences;
    let found = differences.iter().find(|difference| difference.measure == measure);
    found.unwrap_or_else(|| panic!("no difference of {measure}"))
}

fn busy(results: &Results) -> f64 {
    results.teams[0].utilisation.as_ref().expect("it is known").value
}

#[test]
fn the_average_week_looks_fine_and_mondays_do_not() {
    let comparison = compared();
    let (level, moved) = (&comparison.variants[0].results, &comparison.variants[1].results);
    // Planned at 175 hours of calls for 240 hours of people; in every variant the desk is that busy.
    for results in [&comparison.base, level, moved] {
        let busy = busy(results);
        assert!((0.70..0.77).contains(&busy), "busy {busy}");
    }
    // The average week keeps the promise; calls as they come break it, for more than two fifths of all callers.
    assert_eq!(level.promises[0].verdict, Verdict::Kept);
    assert_eq!(comparison.base.promises[0].verdict, Verdict::Missed);
    let kept = difference(&comparison, 0, "promise kept").difference;
    assert!(kept.low.expect("an interval") > 0.4, "{kept:?}");
    // The same hours, on Mondays: clearly better, without an hour more.
    let kept = difference(&comparison, 1, "promise kept").difference;
    assert!(kept.low.expect("an interval") > 0.0, "{kept:?}");
    let rostered = |results: &Results| results.teams[0].rostered_per_week.as_ref().expect("it is known").value;
    assert!((rostered(&comparison.base) - rostered(moved)).abs() < 1e-9);
}
