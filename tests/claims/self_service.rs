//! `self-service.toml`: a portal whose failures come back makes more work the more people are sent to it, unless what is written
//! there is any good. Resets without people and messages about outages spare the desk work.

use flowcast::results::Comparison;

use crate::compared::{compared, difference, ends, figure};

const WORK: [&str; 4] = ["work", "team", "desk", "per week"];
const DEFLECTION: [&str; 4] = ["deflection", "demand", "request", "share"];

fn scenario(variants: &[&str]) -> Comparison {
    compared(include_str!("../../scenarios/self-service.toml"), variants)
}

#[test]
fn more_portal_helps_only_where_its_articles_do() {
    let comparison = scenario(&["more portal", "better articles", "more portal, better articles"]);
    // The portal looks like a success, and the desk has more to do than before.
    let (deflected, _) = ends(difference(&comparison, 0, DEFLECTION));
    let (more_work, _) = ends(difference(&comparison, 0, WORK));
    assert!(deflected > 0.05, "deflection grows by at least {deflected}");
    assert!(more_work > 0.0, "the desk works at least {more_work} h more");
    let (_, later) = ends(difference(
        &comparison,
        0,
        ["promise kept", "promise", "requests respond", "share"],
    ));
    assert!(later < 0.0, "the promise is kept by at most {later} more");
    // Better articles let more succeed and take work off the desk, and then more portal takes off more.
    let (deflected, _) = ends(difference(&comparison, 1, DEFLECTION));
    let (_, less_work) = ends(difference(&comparison, 1, WORK));
    let (_, least_work) = ends(difference(&comparison, 2, WORK));
    assert!(deflected > 0.0 && less_work < 0.0, "{deflected}, {less_work}");
    let both = difference(&comparison, 2, WORK).value;
    let one = difference(&comparison, 1, WORK).value;
    assert!(least_work < 0.0 && both < one, "{both} against {one}");
}

#[test]
fn resets_need_no_people_and_some_failures_stay_hidden() {
    let comparison = scenario(&["resets by themselves"]);
    let (_, less_work) = ends(difference(&comparison, 0, WORK));
    let (_, sooner) = ends(difference(&comparison, 0, ["response time", "demand", "reset", "mean"]));
    assert!(less_work < 0.0 && sooner < 0.0, "{less_work}, {sooner}");
    let results = &comparison.variants[0].results;
    let of = |measure, statistic| figure(results, [measure, "step", "reset.reset", statistic]);
    // Nine in ten of the 85 % are done, less those who find the automation stopped.
    let rate = ends(of("automation rate", "share"));
    let stopped = ends(of("automation stopped", "share"));
    assert!(rate.1 < 0.85 * 0.9, "{rate:?}");
    assert!(
        rate.0 > 0.85 * 0.9 * (1.0 - 3.0 * stopped.1) - 0.02,
        "{rate:?} {stopped:?}"
    );
    // One failure in five is hidden: of the runs, one in fifty.
    let (hidden, runs) = (of("unnoticed failures", "per week"), of("runs", "per week"));
    let (low, high) = ends(hidden);
    let expected = 0.1 * 0.2 * runs.value;
    assert!(
        low < expected && expected < high,
        "{expected} is not in {low} to {high}"
    );
}

#[test]
fn whoever_has_read_of_an_outage_does_not_call() {
    let comparison = scenario(&["push messages"]);
    let (_, fewer) = ends(difference(&comparison, 0, ["arrivals", "demand", "call", "per week"]));
    assert!(fewer < 0.0, "{fewer}");
    let (_, less_work) = ends(difference(
        &comparison,
        0,
        ["visits", "step", "answer.talk", "per week"],
    ));
    assert!(less_work < 0.0, "{less_work}");
}
