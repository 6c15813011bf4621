//! Non-preemptive priorities, first in first out inside a class.

use crate::harness::{Read, Station, case, exponential, hold, mean_wait};

const BY: &str = "demand × priority";

/// Two classes of arrival rates 0.2 and 0.6, exponential service of mean 1, one person.
/// Source: Cobham 1954; Conway-Maxwell-Miller, Theory of Scheduling ch.8; Gross et al. s.3.4; Kleinrock 1965 conservation law.
#[test]
fn prio_ciw() {
    let mut station = Station::poisson(0.8, 1, exponential(1.0));
    station.demand = "priority = { P1 = \"25%\", P2 = \"75%\" }".to_owned();
    let weighted = |load: f64, name| Read::Times(load, Box::new(mean_wait(BY, name)));
    let conserved = Read::Sum(vec![weighted(0.2, "incident P1"), weighted(0.6, "incident P2")]);
    let cases = [
        case("class1_mean_wait", mean_wait(BY, "incident P1"), 1.0, 0.005, 0.001),
        case("class2_mean_wait", mean_wait(BY, "incident P2"), 5.0, 0.01, 0.002),
        case("sum_rho_k_Wq_k", conserved, 3.2, 0.01, 0.002),
    ];
    hold("prio_ciw", &station.text(0.8, 5e6, 2000.0), &cases);
}

/// Three classes of arrival rates 0.1, 0.2, 0.3 and mean services 0.5, 1, 1.5, all exponential, one person.
/// Source: Cobham 1954; Conway-Maxwell-Miller, Theory of Scheduling ch.8; Gross et al. s.3.4; Kleinrock 1965 conservation law.
#[test]
fn prio_mm1_3() {
    let effort = format!(
        "{{ by = \"priority\", P1 = {}, P2 = {}, P3 = {} }}",
        exponential(0.5),
        exponential(1.0),
        exponential(1.5)
    );
    let mut station = Station::poisson(0.6, 1, effort);
    station.demand = "priority = { P1 = \"16.6666666667%\", P2 = \"33.3333333333%\", P3 = \"rest\" }".to_owned();
    let weighted = |load: f64, name| Read::Times(load, Box::new(mean_wait(BY, name)));
    let conserved = Read::Sum(vec![
        weighted(0.05, "incident P1"),
        weighted(0.2, "incident P2"),
        weighted(0.45, "incident P3"),
    ]);
    let cases = [
        case(
            "class1_mean_wait",
            mean_wait(BY, "incident P1"),
            0.947368421053,
            0.005,
            0.001,
        ),
        case(
            "class2_mean_wait",
            mean_wait(BY, "incident P2"),
            1.26315789474,
            0.005,
            0.001,
        ),
        case("class3_mean_wait", mean_wait(BY, "incident P3"), 4.0, 0.01, 0.002),
        case("sum_rho_k_Wq_k", conserved, 2.1, 0.01, 0.002),
    ];
    hold("prio_mm1_3", &station.text(0.6, 2.2e6, 700.0), &cases);
}

/// M/M/10 with two classes of arrival rates 3 and 5.
/// Source: Davis 1966; Kella-Yechiali 1985 Nav.Res.Log.Q. 32:461 (M/M/c equal mu).
#[test]
fn prio_mmc_2() {
    let mut station = Station::poisson(8.0, 10, exponential(1.0))
        .respond_to("first", 0.5, "{ priority = \"P1\" }")
        .respond_to("second", 0.5, "{ priority = \"P2\" }")
        .respond_to("second_longer", 1.0, "{ priority = \"P2\" }")
        .respond("at_once", crate::harness::INSTANTLY);
    station.demand = "priority = { P1 = \"37.5%\", P2 = \"62.5%\" }".to_owned();
    let (p95_first, p95_second) = (
        Read::Response(0.95, BY, "incident P1"),
        Read::Response(0.95, BY, "incident P2"),
    );
    let cases = [
        case(
            "class1_mean_wait",
            mean_wait(BY, "incident P1"),
            0.0584543072566,
            0.005,
            0.001,
        ),
        case("class1_wait_p95", p95_first, 0.300304645734, 0.02, 0.003),
        case(
            "class1_P(wait>0.5)",
            Read::Missed("first respond"),
            0.0123561699036,
            0.02,
            0.003,
        ),
        case(
            "class2_mean_wait",
            mean_wait(BY, "incident P2"),
            0.292271536283,
            0.01,
            0.002,
        ),
        case("class2_wait_p95", p95_second, 1.55741621719, 0.02, 0.003),
        case(
            "class2_P(wait>0.5)",
            Read::Missed("second respond"),
            0.193685076855,
            0.02,
            0.003,
        ),
        case(
            "class2_P(wait>1)",
            Read::Missed("second_longer respond"),
            0.101284535842,
            0.02,
            0.003,
        ),
        case(
            "P(wait>0)",
            Read::Missed("at_once respond"),
            0.409180150796,
            0.01,
            0.001,
        ),
    ];
    hold("prio_mmc_2", &station.text(8.0, 9.8e6, 2000.0), &cases);
}
