//! `large-enterprise.toml`: forty teams, twenty streams, sixty thousand items a month. Some promises are kept and some are missed, and
//! what a manager would try moves what it should. A few weeks are enough to show that.

use flowcast::results::{Results, Verdict};

use crate::compared::{compared_with, difference, ends, figure};
use crate::support;

const TEXT: &str = include_str!("../../scenarios/large-enterprise.toml");
const SHORTER: [&str; 3] = ["duration=\"4 weeks\"", "run.warm_up=\"2 weeks\"", "run.replications=4"];
const VARIANTS: [&str; 3] = [
    "managers decide, not the board",
    "two more in the field",
    "chat at night from elsewhere",
];

fn verdict_of(results: &Results, promise: &str) -> Verdict {
    let found = results.promises.iter().find(|one| one.name == promise);
    found.unwrap_or_else(|| panic!("there is no promise {promise}")).verdict
}

#[test]
fn some_promises_are_kept_and_some_are_missed() {
    let comparison = compared_with(TEXT, &VARIANTS, &SHORTER);
    let base = &comparison.base;
    let a_week = figure(base, ["arrivals", "all", "all", "per week"]).value;
    let a_month = a_week * 52.0 / 12.0;
    assert!((55_000.0..70_000.0).contains(&a_month), "{a_month} items a month");
    for kept in ["hardware", "plants", "data"] {
        assert_eq!(verdict_of(base, kept), Verdict::Kept, "{kept}");
    }
    for missed in ["chat_is_answered", "lines"] {
        assert_eq!(verdict_of(base, missed), Verdict::Missed, "{missed}");
    }
    let [managers, field, chat] = [0, 1, 2];
    // Whoever need not wait for Tuesday is done sooner.
    let change = ends(difference(
        &comparison,
        managers,
        ["lead time", "demand × type", "change normal", "mean"],
    ));
    assert!(change.1 < 0.0, "{change:?}");
    // Two more on site, and the visits of both regions wait less.
    let visit = ends(difference(
        &comparison,
        field,
        ["lead time", "demand", "incident_americas", "mean"],
    ));
    assert!(visit.1 < 0.0, "{visit:?}");
    let answered = ends(difference(
        &comparison,
        chat,
        ["response time", "demand", "question", "mean"],
    ));
    assert!(answered.1 < 0.0, "{answered:?}");
}

/// What the scenario says it has.
#[test]
fn it_is_as_large_as_it_says() {
    let model = support::model_of(TEXT, &flowcast::scenario::Choice::default());
    assert_eq!(model.teams.len(), 40);
    // Audits and escalations have streams of their own, and so has what the organisation makes for itself.
    let is_written = |name: &str| TEXT.contains(&format!("[[stream.{name}.step]]"));
    let of_users = model
        .streams
        .iter()
        .filter(|stream| is_written(&stream.name) && !["tasks", "improve"].contains(&stream.name.as_str()));
    assert_eq!(of_users.clone().count(), 20);
    let crosses = |steps: &[flowcast::model::Step]| {
        let mut teams: Vec<_> = steps
            .iter()
            .filter(|step| step.wait.is_none())
            .map(|step| step.team)
            .collect();
        teams.sort_unstable();
        teams.dedup();
        teams.len() > 1
    };
    let crossing = of_users.filter(|stream| crosses(&stream.steps)).count();
    assert!(crossing >= 15, "{crossing} streams cross teams");
}
