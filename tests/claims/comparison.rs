//! A scenario that is shipped, beside its variants.

use std::sync::atomic::AtomicBool;

use flowcast::experiment::{Candidate, Means, compare};
use flowcast::measures::Identity;
use flowcast::results::{Comparison, Difference, Estimate};
use flowcast::scenario::Choice;

use crate::support;

fn candidate(text: &str, variant: Option<&str>) -> Candidate {
    let choice = Choice {
        variant: variant.map(str::to_owned),
        sets: Vec::new(),
    };
    let identity = Identity {
        variant: choice.variant.clone(),
        ..Identity::default()
    };
    Candidate {
        model: support::model_of(text, &choice),
        identity,
    }
}

/// Runs a scenario and some of its variants on the same luck.
pub fn compared(text: &str, variants: &[&str]) -> Comparison {
    let pool = rayon::ThreadPoolBuilder::new().build().expect("a pool can be built");
    let stop = AtomicBool::new(false);
    let mut means = Means {
        pool: &pool,
        progress: &mut |_| {},
        stop: &stop,
    };
    let variants: Vec<Candidate> = variants.iter().map(|name| candidate(text, Some(name))).collect();
    compare(&candidate(text, None), &variants, &mut means).expect("it is not stopped")
}

/// Variant minus today of a figure, with its paired interval.
pub fn difference(comparison: &Comparison, variant: usize, measure: &str, name: &str, statistic: &str) -> Estimate {
    let differences = &comparison.variants[variant].differences;
    let of = |one: &&Difference| one.measure == measure && one.name == name && one.statistic == statistic;
    let found = differences.iter().find(of);
    let Some(found) = found else {
        let all: Vec<_> = differences
            .iter()
            .map(|one| (&one.measure, &one.by, &one.name, &one.statistic))
            .collect();
        panic!("no difference of {measure}, {name}, {statistic} among {all:?}")
    };
    println!("{measure}, {name}, {statistic}: {:?}", found.difference);
    found.difference
}

/// Both ends of an interval.
pub fn ends(estimate: Estimate) -> (f64, f64) {
    let low = estimate.low.expect("an interval has a lower end");
    (low, estimate.high.expect("an interval has an upper end"))
}
