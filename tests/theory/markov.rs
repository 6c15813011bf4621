//! Poisson arrivals and exponential service: M/M/1 and M/M/c.

use crate::harness::{
    INSTANTLY, Read, Station, case, exponential, hold, mean_lead, mean_open, mean_wait, mean_waiting, utilisation,
};

/// M/M/1, load 0.8.
/// Source: Gross-Shortle-Thompson-Harris, Fundamentals of Queueing Theory 4e, s.2.2; Kleinrock vol.1.
#[test]
fn mm1_r80() {
    let station = Station::poisson(0.8, 1, exponential(1.0))
        .resolve("lead_5", 5.0)
        .resolve("lead_15", 15.0)
        .respond("wait_0", INSTANTLY);
    let cases = [
        case("mean_wait_Wq", mean_wait("all", "all"), 4.0, 0.005, 0.001),
        case("mean_sojourn_W", mean_lead(), 5.0, 0.005, 0.001),
        case("mean_in_system_L", mean_open(), 4.0, 0.005, 0.001),
        case("mean_queue_Lq", mean_waiting(), 3.2, 0.005, 0.001),
        case("utilisation", utilisation("desk"), 0.8, 0.002, 0.001),
        case("var_sojourn", Read::LeadVariance, 25.0, 0.03, 0.005),
        case("sojourn_p50", Read::Lead(0.50), 3.4657359028, 0.01, 0.002),
        case("sojourn_p90", Read::Lead(0.90), 11.512925465, 0.01, 0.002),
        case("sojourn_p95", Read::Lead(0.95), 14.9786613678, 0.01, 0.002),
        case("sojourn_p99", Read::Lead(0.99), 23.0258509299, 0.01, 0.002),
        case(
            "wait_p90",
            Read::Response(0.90, "all", "all"),
            10.3972077084,
            0.01,
            0.002,
        ),
        case(
            "wait_p95",
            Read::Response(0.95, "all", "all"),
            13.8629436112,
            0.01,
            0.002,
        ),
        case("P(sojourn>5)", Read::Missed("lead_5"), 0.367879441171, 0.02, 0.003),
        case("P(sojourn>15)", Read::Missed("lead_15"), 0.0497870683679, 0.02, 0.003),
        case(
            "P(wait=0)",
            Read::Figure("promise kept", "promise", "wait_0 respond", "share"),
            0.2,
            0.01,
            0.001,
        ),
    ];
    hold("mm1_r80", &station.text(0.8, 9e6, 2000.0), &cases);
}

/// M/M/2, load 0.75 (Erlang C).
/// Source: Erlang 1917; Gross et al. s.2.3; sojourn tail: W=S w.p. 1-C else S+Exp(c*mu-lam).
#[test]
fn mmc_2_r75() {
    let station = Station::poisson(1.5, 2, exponential(1.0))
        .respond("wait_0", INSTANTLY)
        .resolve("lead_3", 3.0)
        .resolve("lead_8", 8.0)
        .respond("wait_0_8", 0.8)
        .respond("wait_3", 3.0);
    let cases = [
        case("P(wait>0)", Read::Missed("wait_0 respond"), 0.642857142857, 0.01, 0.001),
        case("mean_wait_Wq", mean_wait("all", "all"), 1.28571428571, 0.005, 0.001),
        case("mean_sojourn_W", mean_lead(), 2.28571428571, 0.005, 0.001),
        case("mean_queue_Lq", mean_waiting(), 1.92857142857, 0.005, 0.001),
        case("utilisation", utilisation("desk"), 0.75, 0.002, 0.001),
        case("sojourn_p50", Read::Lead(0.50), 1.6880679229, 0.01, 0.001),
        case("sojourn_p90", Read::Lead(0.90), 5.0722988705, 0.01, 0.001),
        case("sojourn_p95", Read::Lead(0.95), 6.47658099897, 0.01, 0.001),
        case("sojourn_p99", Read::Lead(0.99), 9.70950344179, 0.01, 0.001),
        case(
            "wait_p90",
            Read::Response(0.90, "all", "all"),
            3.72150468143,
            0.015,
            0.002,
        ),
        case(
            "wait_p95",
            Read::Response(0.95, "all", "all"),
            5.10779904255,
            0.015,
            0.002,
        ),
        case("P(sojourn>3)", Read::Missed("lead_3"), 0.2726567578, 0.015, 0.002),
        case("P(sojourn>8)", Read::Missed("lead_8"), 0.0234528321061, 0.015, 0.002),
        case(
            "P(wait>0.8)",
            Read::Missed("wait_0_8 respond"),
            0.430920029594,
            0.015,
            0.002,
        ),
        case(
            "P(wait>3)",
            Read::Missed("wait_3 respond"),
            0.143440817238,
            0.015,
            0.002,
        ),
    ];
    hold("mmc_2_r75", &station.text(1.5, 11e6, 1000.0), &cases);
}

/// M/M/5, load 0.9 (Erlang C). `P(sojourn>10)` is left out: its standard error asks for 250 million arrivals.
/// Source: Erlang 1917; Gross et al. s.2.3; sojourn tail: W=S w.p. 1-C else S+Exp(c*mu-lam).
#[test]
fn mmc_5_r90() {
    let station = Station::poisson(4.5, 5, exponential(1.0))
        .respond("wait_0", INSTANTLY)
        .resolve("lead_4", 4.0)
        .respond("wait_0_8", 0.8)
        .respond("wait_3", 3.0);
    let cases = [
        case("P(wait>0)", Read::Missed("wait_0 respond"), 0.762493220733, 0.01, 0.001),
        case("mean_wait_Wq", mean_wait("all", "all"), 1.52498644147, 0.005, 0.001),
        case("mean_sojourn_W", mean_lead(), 2.52498644147, 0.005, 0.001),
        case("mean_queue_Lq", mean_waiting(), 6.8624389866, 0.005, 0.001),
        case("utilisation", utilisation("desk"), 0.9, 0.002, 0.001),
        case("sojourn_p50", Read::Lead(0.50), 1.95244921492, 0.01, 0.001),
        case("sojourn_p90", Read::Lead(0.90), 5.40238206879, 0.01, 0.001),
        case("sojourn_p95", Read::Lead(0.95), 6.81246910759, 0.01, 0.001),
        case("sojourn_p99", Read::Lead(0.99), 10.0497811661, 0.01, 0.001),
        case(
            "wait_p90",
            Read::Response(0.90, "all", "all"),
            4.06284686322,
            0.015,
            0.002,
        ),
        case(
            "wait_p95",
            Read::Response(0.95, "all", "all"),
            5.44914122434,
            0.015,
            0.002,
        ),
        case("P(sojourn>4)", Read::Missed("lead_4"), 0.196769009904, 0.015, 0.002),
        case(
            "P(wait>0.8)",
            Read::Missed("wait_0_8 respond"),
            0.511114490824,
            0.015,
            0.002,
        ),
        case(
            "P(wait>3)",
            Read::Missed("wait_3 respond"),
            0.170135234454,
            0.015,
            0.002,
        ),
    ];
    hold("mmc_5_r90", &station.text(4.5, 45e6, 6000.0), &cases);
}
