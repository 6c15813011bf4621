//! Queue disciplines, preemption, and people of two teams.

use crate::harness::{
    REPLICATIONS, Read, Station, case, exponential, heading, hold, mean_lead, mean_wait, minutes, step,
};

/// M/M/1 at load 0.8 with a queue in some order.
fn queue(order: &str) -> String {
    let station = Station::poisson(0.8, 1, exponential(1.0));
    station
        .text(0.8, 8e6, 2000.0)
        .replace("people = 1\n", &format!("people = 1\nqueue = \"{order}\"\n"))
}

/// Shortest job first, sizes known.
/// Source: Phipps 1956; Conway-Maxwell-Miller, Theory of Scheduling ch.8: ∫ f(x) W0 ÷ (1 − ρ(x))² dx.
#[test]
fn disc_sjf() {
    let cases = [case(
        "mean_wait_Wq",
        mean_wait("all", "all"),
        1.88221861624,
        0.005,
        0.001,
    )];
    hold("disc_sjf", &queue("shortest"), &cases);
}

/// No order that is blind to sizes changes the mean wait; each changes its mean square, which is ρ · 2 ÷ (μ − λ)² = 40 when first come
/// is first served: 1 ÷ (1 − ρ) times that when last come is first, 2 ÷ (2 − ρ) times that at random.
/// Source: Kingman 1962, The effect of queue discipline on waiting time variance; Takács 1963, Delay distributions for one line.
#[test]
fn the_order_changes_the_spread_of_waits_and_not_their_mean() {
    for (order, square, rel_se) in [
        ("fifo", 40.0, 0.02),
        ("random", 40.0 * 2.0 / 1.2, 0.03),
        ("lifo", 200.0, 0.05),
    ] {
        let cases = [
            case("mean wait", mean_wait("all", "all"), 4.0, 0.005, 0.001),
            case("mean square of waits", Read::ResponseSquare, square, rel_se, 0.005),
        ];
        hold(order, &queue(order), &cases);
    }
}

/// Urgent work interrupts, and what was interrupted is resumed. One person, two classes of arrival rate 0.4, exponential service of
/// mean 1. Source: Cobham 1954; Conway-Maxwell-Miller, Theory of Scheduling ch.8; Gross et al. s.3.4.
#[test]
fn prio_pr_mm1_2() {
    let mut station = Station::poisson(0.8, 1, exponential(1.0));
    station.demand = "priority = { P1 = \"50%\", P2 = \"50%\" }".to_owned();
    let text = station
        .text(0.8, 5e6, 2000.0)
        .replace("people = 1\n", "people = 1\npreempts = [\"P1\"]\n");
    let lead = |name| minutes(Read::Figure("lead time", "demand × priority", name, "mean"));
    let cases = [
        case("class1_mean_sojourn", lead("incident P1"), 1.66666666667, 0.005, 0.001),
        case("class2_mean_sojourn", lead("incident P2"), 8.33333333333, 0.01, 0.002),
    ];
    hold("prio_pr_mm1_2", &text, &cases);
}

/// Two teams of five whose people all work for the other team too are one of ten: M/M/10 with arrivals of 8 and service of mean 1 has
/// C(10, 8) ÷ (10 − 8) = 0.409180150796 ÷ 2 of waiting on average, whoever is next (`prio_mmc_2` gives C).
#[test]
fn people_of_both_teams_are_one_team() {
    let mut text = heading(4e6 / f64::from(REPLICATIONS) / 8.0, 300.0, REPLICATIONS);
    for (own, other) in [("east", "west"), ("west", "east")] {
        text += &format!("[team.{own}]\npeople = 5\nalso_works_for = [\"{other}\"]\n");
        text += &format!(
            "[demand.{own}]\nkind = \"value\"\nstream = \"{own}\"\narrivals = {{ per_hour = 240 }}\n{}",
            step(own, "do", own, &exponential(1.0), "")
        );
    }
    let wait = 0.409180150796 / 2.0;
    let cases = [
        case("mean wait", mean_wait("all", "all"), wait, 0.01, 0.002),
        case(
            "mean wait in one of them",
            mean_wait("demand", "east"),
            wait,
            0.015,
            0.003,
        ),
        case("mean sojourn", mean_lead(), 1.0 + wait, 0.005, 0.001),
    ];
    hold("pooled", &text, &cases);
}
