//! Poisson arrivals and service that is not exponential: M/G/1, M/D/2, M/H2/2.

use crate::harness::{
    INSTANTLY, Read, Station, balanced, case, hold, hyperexponential, mean_lead, mean_open, mean_wait,
};

/// M/lognormal/1, load 0.6, squared coefficient of variation 4.
/// Source: Pollaczek 1930 / Khintchine 1932; Gross et al. s.5.1; Takacs for E[Wq^2].
#[test]
fn mg1_ln_scv4() {
    let station = Station::poisson(0.6, 1, "{ lognormal = { mean = \"1m\", cv = 2 } }")
        .respond("wait_5", 5.0)
        .respond("wait_20", 20.0);
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 3.75, 0.005, 0.001),
        case("mean_sojourn_W", mean_lead(), 4.75, 0.005, 0.001),
        case("mean_in_system_L", mean_open(), 2.85, 0.005, 0.001),
        case("sd_wait", Read::ResponseDeviation, 8.75, 0.03, 0.005),
        case("P(wait>5)", Read::Missed("wait_5 respond"), 0.21081116901, 0.02, 0.003),
        case(
            "P(wait>20)",
            Read::Missed("wait_20 respond"),
            0.0394017756637,
            0.02,
            0.003,
        ),
        case(
            "wait_p90",
            Read::Response(0.90, "all", "all"),
            10.737541039,
            0.015,
            0.002,
        ),
        case(
            "wait_p95",
            Read::Response(0.95, "all", "all"),
            17.4035337324,
            0.015,
            0.002,
        ),
    ];
    hold("mg1_ln_scv4", &station.text(0.6, 32e6, 400.0), &cases);
}

/// M/D/1, load 0.8.
/// Source: Pollaczek 1930 / Khintchine 1932; Gross et al. s.5.1; Takacs for E[Wq^2].
#[test]
fn md1_r80() {
    let station = Station::poisson(0.8, 1, "\"1m\"")
        .respond("wait_1", 1.0)
        .respond("wait_2_5", 2.5)
        .respond("wait_5", 5.0)
        .respond("wait_8", 8.0);
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 2.0, 0.005, 0.001),
        case(
            "P(wait>1)",
            Read::Missed("wait_1 respond"),
            0.554891814302,
            0.015,
            0.002,
        ),
        case(
            "P(wait>2.5)",
            Read::Missed("wait_2_5 respond"),
            0.295147646508,
            0.015,
            0.002,
        ),
        case(
            "P(wait>5)",
            Read::Missed("wait_5 respond"),
            0.100497238246,
            0.015,
            0.002,
        ),
        case(
            "P(wait>8)",
            Read::Missed("wait_8 respond"),
            0.0275940607594,
            0.015,
            0.002,
        ),
        case(
            "wait_p90",
            Read::Response(0.90, "all", "all"),
            5.01151149845,
            0.01,
            0.001,
        ),
        case(
            "wait_p95",
            Read::Response(0.95, "all", "all"),
            6.62032499684,
            0.01,
            0.001,
        ),
        case(
            "wait_p99",
            Read::Response(0.99, "all", "all"),
            10.355886792,
            0.01,
            0.001,
        ),
    ];
    hold("md1_r80", &station.text(0.8, 14e6, 2000.0), &cases);
}

/// M/H2/1, load 0.7: rates 1.8 with probability 0.9, else 0.2.
/// Source: Pollaczek 1930 / Khintchine 1932; Gross et al. s.5.1; Takacs for E[Wq^2].
#[test]
fn mg1_h2() {
    let station = Station::poisson(0.7, 1, hyperexponential(&[(0.9, 1.8), (0.1, 0.2)]))
        .respond("wait_5", 5.0)
        .respond("wait_20", 20.0);
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 6.48148148148, 0.005, 0.001),
        case("mean_in_system_L", mean_open(), 5.23703703704, 0.005, 0.001),
        case("E[wait^2]", Read::ResponseSquare, 143.072702332, 0.05, 0.01),
        case("P(wait>5)", Read::Missed("wait_5 respond"), 0.364218417072, 0.02, 0.003),
        case(
            "P(wait>20)",
            Read::Missed("wait_20 respond"),
            0.0954831712315,
            0.02,
            0.003,
        ),
        case(
            "wait_p95",
            Read::Response(0.95, "all", "all"),
            27.2527885233,
            0.015,
            0.002,
        ),
    ];
    hold("mg1_h2", &station.text(0.7, 12e6, 700.0), &cases);
}

/// M/Erlang-4/1, load 0.9.
/// Source: Pollaczek 1930 / Khintchine 1932; Gross et al. s.5.1; Takacs for E[Wq^2].
#[test]
fn mg1_erl() {
    let station = Station::poisson(0.9, 1, "{ erlang = { mean = \"1m\", k = 4 } }");
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 5.625, 0.005, 0.001),
        case("mean_in_system_L", mean_open(), 5.9625, 0.005, 0.001),
        case("E[wait^2]", Read::ResponseSquare, 68.90625, 0.05, 0.01),
    ];
    hold("mg1_erl", &station.text(0.9, 18e6, 6000.0), &cases);
}

/// M/D/2, load 0.8 (Crommelin).
/// Source: Crommelin 1932; Tijms, A First Course in Stochastic Models s.9.6.2; wait cdf: Franx 2001 ORL 29:225.
#[test]
fn md2_r80() {
    let station = Station::poisson(1.6, 2, "\"1m\"")
        .respond("wait_0", INSTANTLY)
        .respond("wait_0_5", 0.5)
        .respond("wait_1_5", 1.5);
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 0.903283879415, 0.005, 0.001),
        case("P(wait>0)", Read::Missed("wait_0 respond"), 0.701898317173, 0.01, 0.001),
        case(
            "P(wait>0.5)",
            Read::Missed("wait_0_5 respond"),
            0.517985604348,
            0.015,
            0.002,
        ),
        case(
            "P(wait>1.5)",
            Read::Missed("wait_1_5 respond"),
            0.216807864911,
            0.015,
            0.002,
        ),
        case(
            "wait_p95",
            Read::Response(0.95, "all", "all"),
            3.20175706215,
            0.01,
            0.001,
        ),
    ];
    hold("md2_r80", &station.text(1.6, 7e6, 2000.0), &cases);
}

/// M/H2/2, load 0.8, balanced means, squared coefficient of variation 4.
/// Source: exact CTMC (phase expansion, truncated, sparse LU); approximation literature: Whitt 1993 'Approximations for the GI/G/m queue' POM 2:114; Tijms 2003 ch.9.
#[test]
fn mh2_2() {
    let station = Station::poisson(1.6, 2, balanced(1.774_596_669_24, 0.225_403_330_759)).respond("wait_0", INSTANTLY);
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 4.28537766318, 0.005, 0.001),
        case("P(wait>0)", Read::Missed("wait_0 respond"), 0.718382735397, 0.01, 0.001),
    ];
    hold("mh2_2", &station.text(1.6, 34e6, 2000.0), &cases);
}
