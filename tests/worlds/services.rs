//! Services that open items take down: outages merged, in hours, on critical dates; what they cost.

use crate::support;
use crate::timeline::{HEAD, demand, step};
use flowcast::results::{Results, ServiceResult};

/// What a run of two weeks says of the service `wifi`.
fn wifi(service: &str, items: &str) -> (ServiceResult, Results) {
    let text = HEAD.to_owned()
        + &format!("[service.wifi]\nusers = 10\nharm_per_hour = 900\ndegraded = \"30%\"\n{service}\n")
        + items;
    let results = support::run(&support::model(&text)).summary.results;
    (results.services[0].clone(), results)
}

fn outages(team: u32, means: &str, at: &[&str]) -> String {
    format!("[team.desk]\npeople = {team}\n")
        + &demand("outage", &format!("service = \"wifi\"\n{means}"), at)
        + &step("outage", "mend", "desk", "2h", "")
}

fn value(of: &Option<flowcast::results::Estimate>) -> f64 {
    of.expect("it is known").value
}

fn close(is: f64, should: f64) {
    assert!((is - should).abs() < 1e-9, "{is} instead of {should}");
}

/// Two people: 09:00 to 11:00 and 10:00 to 12:00 overlap, and 12:00 to 14:00 touches: one outage of five hours. Another two hours
/// on Tuesday. In two weeks of 336 hours.
#[test]
fn outages_that_overlap_or_touch_are_one() {
    let (of, _) = wifi("", &outages(2, "", &["04 09:00", "04 10:00", "04 12:00", "05 09:00"]));
    close(value(&of.availability), 1.0 - 7.0 / 336.0);
    close(value(&of.outages_per_week), 1.0);
    close(value(&of.outage), 3.5);
    close(value(&of.recovery), 3.5);
    close(value(&of.user_hours_lost_per_week), 35.0);
    close(value(&of.harm_per_week), 900.0 * 3.5);
}

/// In office hours: Monday 16:00 to 18:00 costs one hour, Saturday none and is no outage, Friday 16:30 begins in hours and its recovery
/// runs on after them. 80 hours in two weeks.
#[test]
fn only_its_hours_count_and_recovery_goes_on_without_them() {
    let (of, _) = wifi(
        "hours = \"office\"",
        &outages(2, "", &["04 16:00", "09 10:00", "08 16:30"]),
    );
    close(value(&of.availability), 1.0 - 1.5 / 80.0);
    close(value(&of.outages_per_week), 1.0);
    close(value(&of.outage), 0.75);
    close(value(&of.recovery), 2.0);
    close(value(&of.harm_per_week), 900.0 * 0.75);
}

/// An outage over midnight into a critical date: one hour at the price of every day, one at four times that.
#[test]
fn critical_dates_cost_more() {
    let (of, _) = wifi(
        "critical = { on = [2027-01-05], factor = 4 }",
        &outages(1, "", &["04 23:00"]),
    );
    close(value(&of.harm_per_week) * 2.0, 900.0 + 4.0 * 900.0);
    close(value(&of.availability), 1.0 - 2.0 / 336.0);
}

/// P1 takes it down from 10:00 to 12:00, P2 degrades it from 09:00 to 11:00 and again from 11:30 to 13:30, P3 means nothing: degraded
/// counts from 09:00 to 10:00 and from 12:00 to 13:30.
#[test]
fn degraded_counts_while_it_is_not_down() {
    let urgent = |name: &str, means: &str, at: &[&str]| {
        demand(name, &format!("service = \"wifi\"\nmeans = \"{means}\""), at) + &step(name, "mend", "desk", "2h", "")
    };
    let items = "[team.desk]\npeople = 4\n".to_owned()
        + &urgent("first", "down", &["04 10:00"])
        + &urgent("second", "degraded", &["04 09:00", "04 11:30"])
        + &urgent("third", "nothing", &["04 08:00"]);
    let (of, _) = wifi("", &items);
    close(value(&of.availability), 1.0 - 2.0 / 336.0);
    close(value(&of.degraded), 2.5 / 336.0);
    close(value(&of.harm_per_week) * 2.0, 900.0 * 2.0 + 900.0 * 0.3 * 2.5);
}

/// What an item means can depend on its attributes: half of these are P1 and mean down.
#[test]
fn what_an_item_means_can_depend_on_its_values() {
    let means = "priority = { P1 = \"100%\", P2 = \"0%\" }\nmeans = { P1 = \"down\", P2 = \"degraded\" }";
    let (of, _) = wifi("", &outages(1, means, &["04 09:00"]));
    close(value(&of.availability), 1.0 - 2.0 / 336.0);
    close(value(&of.degraded), 0.0);
}

/// Resolved, reopened, resolved: the quiet time in between is no outage, and both stretches are outages of their own.
#[test]
fn a_resolved_item_takes_nothing_down_until_it_is_reopened() {
    let text = |seed: u32| {
        HEAD.replace("replications = 1", &format!("replications = 1\nseed = {seed}"))
            + "[service.wifi]\n"
            + &outages(
                1,
                "reopened = { share = \"50%\", to = \"mend\", within = \"3 days\" }",
                &["04 09:00"],
            )
    };
    let of = |seed: u32| support::run(&support::model(&text(seed))).summary.results.services[0].clone();
    let twice = (1..40)
        .map(of)
        .find(|of| of.outages_per_week.is_some_and(|outages| outages.value == 1.0));
    let twice = twice.expect("some luck reopens it just once");
    close(value(&twice.recovery), 2.0);
    close(value(&twice.availability), 1.0 - 4.0 / 336.0);
}
