//! `major-outage.toml`: one outage brings two hundred calls. Most of them end with it, and meanwhile everybody else waits; a
//! status page spares the desk most of that.

use std::sync::atomic::AtomicBool;

use flowcast::experiment::{Candidate, Means, compare};
use flowcast::measures::Identity;
use flowcast::results::{Comparison, Estimate, Judgement, Results};
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
        model: support::model_of(include_str!("../../scenarios/major-outage.toml"), &choice),
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
    compare(&candidate(None), &[candidate(Some("a status page"))], &mut means).expect("it is not stopped")
}

fn figure(results: &Results, measure: &str, by: &str, name: &str, statistic: &str) -> Estimate {
    let mut figures = results.figures.iter();
    let found =
        figures.find(|one| one.measure == measure && one.by == by && one.name == name && one.statistic == statistic);
    found
        .and_then(|figure| figure.estimate)
        .unwrap_or_else(|| panic!("no figure {measure} {by} {name} {statistic}"))
}

#[test]
fn one_outage_brings_two_hundred_calls_and_a_status_page_spares_them() {
    let comparison = compared();
    let base = &comparison.base;
    let calls = figure(base, "arrivals", "demand", "call", "per week");
    let outages = figure(base, "arrivals", "demand", "outage", "per week");
    let open = figure(base, "lead time", "demand", "outage", "mean").value;
    let each = calls.value / outages.value;
    assert!((150.0..250.0).contains(&each), "{each} calls for each outage");
    // Calls come at 80 an hour as long as an outage is open: what they number follows from how long that is. Given that time
    // they are Poisson, so five standard errors are 5/√n; at both ends of the window an outage may be cut in two.
    let number = calls.value * 26.0 * 100.0;
    let error = 5.0 / number.sqrt() + 2.0 * 100.0 / (outages.value * 26.0 * 100.0) / 26.0;
    assert!(
        (each / (80.0 * open) - 1.0).abs() < error,
        "{each} calls, {open} hours, {error}"
    );
    // Of the calls that are over, most were never answered: they ended with the outage.
    let over = figure(base, "throughput", "demand", "call", "per week").value;
    let answered = figure(base, "visits", "step", "answer.talk", "per week").value;
    assert!(answered < 0.75 * over, "{answered} of {over} calls were taken up");
    // Everybody else feels it, and the status page helps: clearly, on the same luck.
    let variant = &comparison.variants[0];
    let kept = variant
        .differences
        .iter()
        .find(|one| one.measure == "promise kept" && one.name.contains("requests"));
    let kept = kept.expect("the promise is compared");
    assert_eq!(kept.judgement, Judgement::Better, "{kept:?}");
    assert!(kept.difference.low.is_some_and(|low| low > 0.005), "{kept:?}");
}
