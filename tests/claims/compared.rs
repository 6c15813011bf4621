//! A shipped scenario compared with variants of its own.

use std::sync::atomic::AtomicBool;

use flowcast::experiment::{Candidate, Means, compare};
use flowcast::measures::Identity;
use flowcast::results::{Comparison, Estimate, Results};
use flowcast::scenario::Choice;

use crate::support;

/// The scenario `text` as it stands against some of its variants.
pub fn compared(text: &str, variants: &[&str]) -> Comparison {
    compared_with(text, variants, &[])
}

/// The same with something set in all of them.
pub fn compared_with(text: &str, variants: &[&str], sets: &[&str]) -> Comparison {
    let candidate = |variant: Option<&str>| {
        let choice = Choice {
            variant: variant.map(str::to_owned),
            sets: sets.iter().map(|set| (*set).to_owned()).collect(),
        };
        let model = support::model_of(text, &choice);
        let identity = Identity {
            variant: choice.variant,
            ..Identity::default()
        };
        Candidate { model, identity }
    };
    let pool = rayon::ThreadPoolBuilder::new().build().expect("a pool can be built");
    let stop = AtomicBool::new(false);
    let mut means = Means {
        pool: &pool,
        progress: &mut |_| {},
        stop: &stop,
    };
    let variants: Vec<Candidate> = variants.iter().map(|name| candidate(Some(name))).collect();
    compare(&candidate(None), &variants, &mut means).expect("it is not stopped")
}

/// A figure of some results.
pub fn figure(results: &Results, [measure, by, name, statistic]: [&str; 4]) -> Estimate {
    let mut figures = results.figures.iter();
    let found =
        figures.find(|one| one.measure == measure && one.by == by && one.name == name && one.statistic == statistic);
    let estimate = found.and_then(|figure| figure.estimate);
    estimate.unwrap_or_else(|| panic!("no {statistic} of {measure} by {by} {name}"))
}

/// The difference that a variant makes to a figure.
pub fn difference(comparison: &Comparison, variant: usize, [measure, by, name, statistic]: [&str; 4]) -> Estimate {
    let mut differences = comparison.variants[variant].differences.iter();
    let found = differences
        .find(|one| one.measure == measure && one.by == by && one.name == name && one.statistic == statistic);
    found.map_or_else(|| panic!("no difference of {measure}"), |found| found.difference)
}

/// Both ends of an interval.
pub fn ends(estimate: Estimate) -> (f64, f64) {
    let low = estimate.low.expect("an interval has a lower end");
    (low, estimate.high.expect("an interval has an upper end"))
}
