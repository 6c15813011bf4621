//! Open networks of stations: Jackson networks, feedback, tandem queues.

use crate::harness::{
    Case, REPLICATIONS, Read, Station, case, exponential, heading, hold, mean_lead, mean_open, minutes, step,
    utilisation,
};

/// The figures of a station of a network: utilisation, mean wait of a visit, visits of a job.
fn station(team: &'static str, step: &'static str, known: [(&'static str, f64); 3]) -> [Case; 3] {
    let [(q0, busy), (q1, wait), (q2, visits)] = known;
    let per_visit = minutes(Read::Figure("queue", "step", step, "mean per visit"));
    let per_job = Read::By(
        Box::new(Read::Figure("visits", "step", step, "per week")),
        Box::new(Read::Figure("throughput", "all", "all", "per week")),
    );
    [
        case(q0, utilisation(team), busy, 0.002, 0.001),
        case(q1, per_visit, wait, 0.01, 0.002),
        case(q2, per_job, visits, 0.002, 0.001),
    ]
}

/// The café of the second Ciw tutorial: cold food, hot food, till; customers enter at both kinds of food.
/// Source: Jackson 1957/1963; Gross et al. s.4.2.
#[test]
fn jack_ciwcafe() {
    let mut text = heading(2e6 / f64::from(REPLICATIONS) / 0.5, 200.0 / 0.5, REPLICATIONS);
    text += "[team.cold]\npeople = 1\n[team.hot]\npeople = 2\n[team.till]\npeople = 2\n";
    text += "[demand.cold_first]\nkind = \"value\"\nstream = \"meal\"\narrivals = { per_hour = 18 }\n";
    text += "[demand.hot_first]\nkind = \"value\"\nstream = \"meal\"\narrivals = { per_hour = 12 }\nenters = \"hot\"\n";
    let after_cold = "{ hot = \"30%\", pay = \"70%\" }";
    text += &step("meal", "cold", "cold", &exponential(1.0), after_cold);
    text += &step("meal", "hot", "hot", &exponential(1.0 / 0.4), "{ pay = \"100%\" }");
    text += &step("meal", "pay", "till", &exponential(1.0 / 0.5), "");
    let mut cases = vec![
        case("mean_total_sojourn", mean_lead(), 5.19317451751, 0.005, 0.001),
        case("mean_total_in_system", mean_open(), 2.59658725876, 0.005, 0.001),
    ];
    cases.extend(station(
        "cold",
        "meal.cold",
        [
            ("station1_utilisation", 0.3),
            ("station1_mean_wait_per_visit", 0.428571428571),
            ("station1_visits_per_job", 0.6),
        ],
    ));
    cases.extend(station(
        "hot",
        "meal.hot",
        [
            ("station2_utilisation", 0.3625),
            ("station2_mean_wait_per_visit", 0.378215506386),
            ("station2_visits_per_job", 0.58),
        ],
    ));
    cases.extend(station(
        "till",
        "meal.pay",
        [
            ("station3_utilisation", 0.5),
            ("station3_mean_wait_per_visit", 0.666666666667),
            ("station3_visits_per_job", 1.0),
        ],
    ));
    hold("jack_ciwcafe", &text, &cases);
}

/// Development with rework: a quarter comes back from review, a tenth from test.
/// Source: Jackson 1957/1963; Gross et al. s.4.2.
#[test]
fn jack_rework() {
    let mut text = heading(6e6 / f64::from(REPLICATIONS) / 2.0, 2000.0 / 2.0, REPLICATIONS);
    text += "[team.dev]\npeople = 4\n[team.review]\npeople = 3\n[team.test]\npeople = 2\n[team.deploy]\npeople = 1\n";
    text += "[demand.feature]\nkind = \"value\"\nstream = \"change\"\narrivals = { per_hour = 120 }\n";
    text += &step("change", "dev", "dev", &exponential(1.0 / 0.9), "");
    let after_review = "{ dev = \"25%\", test = \"75%\" }";
    text += &step("change", "review", "review", &exponential(1.0 / 1.5), after_review);
    let after_test = "{ dev = \"10%\", deploy = \"90%\" }";
    text += &step("change", "test", "test", &exponential(1.0 / 1.4), after_test);
    text += &step("change", "deploy", "deploy", &exponential(1.0 / 4.0), "");
    let mut cases = vec![
        case("mean_total_sojourn", mean_lead(), 7.18029348744, 0.005, 0.001),
        case("mean_total_in_system", mean_open(), 14.3605869749, 0.005, 0.001),
    ];
    let known = [
        (
            "dev",
            "change.dev",
            [
                ("station1_utilisation", 0.82304526749),
                ("station1_mean_wait_per_visit", 1.00234694504),
                ("station1_visits_per_job", 1.48148148148),
            ],
        ),
        (
            "review",
            "change.review",
            [
                ("station2_utilisation", 0.658436213992),
                ("station2_mean_wait_per_visit", 0.281660174936),
                ("station2_visits_per_job", 1.48148148148),
            ],
        ),
        (
            "test",
            "change.test",
            [
                ("station3_utilisation", 0.793650793651),
                ("station3_mean_wait_per_visit", 1.21559856073),
                ("station3_visits_per_job", 1.11111111111),
            ],
        ),
        (
            "deploy",
            "change.deploy",
            [
                ("station4_utilisation", 0.5),
                ("station4_mean_wait_per_visit", 0.25),
                ("station4_visits_per_job", 1.0),
            ],
        ),
    ];
    cases.extend(
        known
            .into_iter()
            .flat_map(|(team, step, known)| station(team, step, known)),
    );
    hold("jack_rework", &text, &cases);
}

/// M/M/4 whose work comes back to the tail of the queue with probability 0.25.
/// Source: Jackson 1957/1963; Gross et al. s.4.2.
#[test]
fn fb_mmc() {
    let mut station = Station::poisson(2.4, 4, exponential(1.0));
    station.next = "{ done = \"75%\", fix = \"25%\" }";
    let per_visit = minutes(Read::Figure("queue", "step", "restore.fix", "mean per visit"));
    let cases = [
        case("mean_total_sojourn", mean_lead(), 2.32738745298, 0.005, 0.001),
        case("mean_wait_per_visit", per_visit, 0.745540589734, 0.005, 0.001),
    ];
    hold("fb_mmc", &station.text(2.4, 11e6, 2000.0), &cases);
}

/// Two M/M/1 stations in a row, with the exact law of the lead time from end to end.
/// Source: Burke 1956, Reich 1957/1963: sojourns are independent in tandem.
#[test]
fn tandem_11() {
    let mut text = heading(8e6 / f64::from(REPLICATIONS) / 0.7, 700.0 / 0.7, REPLICATIONS);
    text += "[team.first]\npeople = 1\n[team.second]\npeople = 1\n";
    text += "[demand.order]\nkind = \"value\"\nstream = \"line\"\narrivals = { per_hour = 42 }\n";
    text += &step("line", "one", "first", &exponential(1.0), "");
    text += &step("line", "two", "second", &exponential(1.0 / 1.2), "");
    text +=
        "[promise.soon]\nresolve = \"5m\"\ntarget = \"90%\"\n[promise.later]\nresolve = \"15m\"\ntarget = \"90%\"\n";
    let cases = [
        case("mean_lead_time", mean_lead(), 5.33333333333, 0.005, 0.001),
        case("lead_time_p50", Read::Lead(0.50), 4.41394742636, 0.01, 0.001),
        case("lead_time_p85", Read::Lead(0.85), 9.03222929045, 0.01, 0.001),
        case("lead_time_p95", Read::Lead(0.95), 12.8844819958, 0.01, 0.001),
        case("P(lead>5)", Read::Missed("soon"), 0.434697902439, 0.015, 0.002),
        case("P(lead>15)", Read::Missed("later"), 0.0269428647916, 0.015, 0.002),
    ];
    hold("tandem_11", &text, &cases);
}
