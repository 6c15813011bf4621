//! `branch-offices.toml`: six routers on the shelf instead of two do less harm than they cost, and a supplier with one case at a time makes
//! the branches wait.

use crate::compared::{compared, difference, ends, figure};

const HARM: [&str; 4] = ["harm", "service", "branch_network", "per week"];

#[test]
fn more_routers_on_the_shelf_pay() {
    let text = include_str!("../../scenarios/branch-offices.toml");
    let comparison = compared(text, &["six routers", "one case at a time"]);
    // Stock-outs all but vanish, and the harm that nobody does any more is a clear gain.
    let found = ["found on the shelf", "part", "router", "share"];
    assert!(ends(difference(&comparison, 0, found)).0 > 0.0);
    let (_, less_harm) = ends(difference(&comparison, 0, HARM));
    assert!(less_harm < 0.0, "{less_harm}");
    // Four more routers that lie on the shelf for the twelve weeks are paid for by the harm that is not done in them.
    assert!(-less_harm * 12.0 > 4.0 * 420.0, "{less_harm}");
    let wait = ["wait for a turn", "supplier", "netco", "mean"];
    assert!(ends(difference(&comparison, 1, wait)).0 > 0.0);
    assert!(ends(difference(&comparison, 1, ["lead time", "demand", "outage", "mean"])).0 > 0.0);
}

/// The categories of cost add up to the total, and so do the demands with what belongs to none.
#[test]
fn costs_add_up() {
    let comparison = compared(include_str!("../../scenarios/branch-offices.toml"), &[]);
    let money = comparison.base.money.as_ref().expect("there is money in it");
    let total = figure(&comparison.base, ["cost", "all", "all", "per week"]).value;
    for rows in [&money.categories, &money.demands, &money.roots] {
        let sum: f64 = rows.iter().map(|row| row.per_week.expect("it is known").value).sum();
        assert!((sum - total).abs() < 1e-9 * total, "{sum} {total}");
    }
    assert_eq!(money.currency.as_deref(), Some("GBP"));
}
