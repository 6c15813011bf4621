//! What `new-application.toml` claims: a first part for some brings value sooner, what is bought is there no sooner and costs more, and
//! daily work pays for it.

use crate::compared::{compared, difference, ends, figure};

const TEXT: &str = include_str!("../../scenarios/new-application.toml");
const VALUE: [&str; 4] = ["value delivered", "demand", "new_application", "per week"];
const FIRST: [&str; 4] = ["time to first value", "demand", "new_application", "mean"];
const FULL: [&str; 4] = ["time to full value", "demand", "new_application", "mean"];
const INCIDENTS: [&str; 4] = ["lead time", "demand", "incident", "mean"];

#[test]
fn a_first_part_brings_value_sooner_and_what_is_bought_does_not() {
    let comparison = compared(TEXT, &["all at once", "buy"]);
    let base = &comparison.base;
    // All at once, the first value comes later by weeks, and what comes later is worth less.
    let (low, _) = ends(difference(&comparison, 0, FIRST));
    assert!(low > 2.0 * 168.0, "later by {low} h at least");
    let (_, high) = ends(difference(&comparison, 0, VALUE));
    assert!(high < 0.0, "worth less by {high} a week at least");
    // What is bought is there neither sooner nor later by a week, first part or all of it: it waits for those who adapt it, who have
    // daily work to do. It costs what the vendor asks, and leaves the developers' hours to others.
    for of in [FIRST, FULL] {
        let (low, high) = ends(difference(&comparison, 1, of));
        assert!(low > -168.0 && high < 168.0, "{of:?}: {low} to {high} h");
    }
    let (low, _) = ends(difference(&comparison, 1, ["cost", "all", "all", "per week"]));
    assert!(low > 0.0, "dearer by {low} a week at least");
    let (_, high) = ends(difference(&comparison, 1, ["work", "team", "developers", "per week"]));
    assert!(high < 0.0, "{high} hours of developers");
    let fees = figure(
        &comparison.variants[1].results,
        ["cost", "category", "supplier fees", "per week"],
    );
    assert!(fees.low.is_some_and(|low| low > 0.0), "{fees:?}");
    // A gate stops some ideas; what those would have been worth is forgone.
    let undone = figure(base, ["value lost undone", "demand", "new_application", "per week"]);
    assert!(undone.low.is_some_and(|low| low > 0.0), "{undone:?}");
}

#[test]
fn daily_work_pays_for_the_project() {
    let comparison = compared(TEXT, &["no project"]);
    // Without it incidents are mended sooner, and more of the promise is kept.
    let (_, high) = ends(difference(&comparison, 0, INCIDENTS));
    assert!(high < 0.0, "{high}");
    let (low, _) = ends(difference(
        &comparison,
        0,
        ["promise kept", "promise", "incidents", "share"],
    ));
    assert!(low > 0.0, "{low}");
    // What people ask about it is work that the project has caused.
    let asked = figure(
        &comparison.base,
        ["work", "kind × root kind", "information from opportunity", "per week"],
    );
    assert!(asked.low.is_some_and(|low| low > 0.0), "{asked:?}");
}
