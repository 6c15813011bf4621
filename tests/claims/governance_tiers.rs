//! `governance-tiers.toml`: what a control costs and what it stops, on the same changes.

use flowcast::results::Comparison;

use crate::compared::{compared, difference, ends, figure};

const VARIANTS: [&str; 4] = ["no control", "peer review", "delegated manager", "automated checks"];

/// What a variant changes against the weekly board; both ends of the interval.
fn change(comparison: &Comparison, variant: usize, row: [&str; 4]) -> (f64, f64) {
    ends(difference(comparison, variant, row))
}

#[test]
fn a_board_costs_days_and_checks_stop_more() {
    let comparison = compared(include_str!("../../scenarios/governance-tiers.toml"), &VARIANTS);
    let [none, peers, manager, checks] = [0, 1, 2, 3];
    let normal = ["lead time", "demand × type", "change normal", "mean"];
    let failed = ["failed changes", "all", "all", "per week"];
    let caused = ["caused by change", "all", "all", "per week"];
    for (variant, name) in VARIANTS.iter().enumerate() {
        let lead = change(&comparison, variant, normal);
        let failures = change(&comparison, variant, failed);
        println!("{name}: lead time {lead:?} hours, failed changes {failures:?} a week");
        // Whatever else is done, a normal change is days faster than with a board that meets once a week.
        assert!(lead.1 < -48.0, "{name}: {lead:?}");
    }
    // Without control more changes fail than under the board, and cause more incidents.
    assert!(change(&comparison, none, failed).0 > 0.0);
    assert!(change(&comparison, none, caused).0 > 0.0);
    // Checks and a peer, who together catch more than half of what would fail, let fewer fail than the board does.
    assert!(change(&comparison, checks, failed).1 < 0.0);
    // A peer or a manager who catches fewer lets more fail: less delay is bought with failures.
    for variant in [peers, manager] {
        assert!(change(&comparison, variant, failed).0 > 0.0, "{}", VARIANTS[variant]);
    }
    // Hours: the board takes four people for each change; nobody takes none.
    let board = figure(
        &comparison.base,
        ["approval effort", "policy", "weekly_board", "per week"],
    )
    .value;
    let none_hours = figure(
        &comparison.variants[none].results,
        ["approval effort", "policy", "none", "per week"],
    );
    assert!(none_hours.value == 0.0 && board > 3.0, "{board}");
    // A weekly board takes days, so more than the one in a hundred are declared urgent that are not.
    let bypassed = figure(&comparison.base, ["bypassed", "route", "board", "share"]);
    assert!(bypassed.low.expect("an interval") > 0.03, "{bypassed:?}");
    // What is not modelled is said.
    let assumed = &comparison.base.assumptions;
    assert!(assumed.iter().any(|text| text.contains("does not grow")), "{assumed:?}");
}
