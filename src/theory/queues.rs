//! Service of any distribution. `scv` is the squared coefficient of variation: variance by squared mean.

use super::erlang;

/// The mean wait of M/G/1 by Pollaczek and Khinchine: λ E[S²] / (2 (1 − ρ)), exact; `None` from ρ = 1 on.
pub fn pollaczek_khinchine(rate: f64, service: f64, scv: f64) -> Option<f64> {
    let load = rate * service;
    (load < 1.0).then(|| load * service * (1.0 + scv) / (2.0 * (1.0 - load)))
}

/// Kingman's bound from above on the mean wait of GI/G/1: λ (σ_a² + σ_s²) / (2 (1 − ρ)) (Kingman 1962).
pub fn kingman_bound(rate: f64, service: f64, arrival_scv: f64, service_scv: f64) -> Option<f64> {
    let variances = arrival_scv / (rate * rate) + service_scv * service * service;
    let load = rate * service;
    (load < 1.0).then(|| rate * variances / (2.0 * (1.0 - load)))
}

/// The approximation of Allen and Cunneen for the mean wait of GI/G/c: that of M/M/c times (c_a² + c_s²) / 2 (Allen,
/// *Probability, Statistics and Queueing Theory*, 2nd ed., §5.3.6). Exact for M/M/c and M/G/1.
pub fn allen_cunneen(rate: f64, service: f64, servers: u32, arrival_scv: f64, service_scv: f64) -> Option<f64> {
    Some(erlang::mean_wait(rate, service, servers)? * (arrival_scv + service_scv) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: Option<f64>, expected: f64) {
        let value = value.unwrap();
        assert!((value / expected - 1.0).abs() < 1e-9, "{value} is not {expected}");
    }

    #[test]
    fn one_server_with_general_service_is_that_of_the_collection() {
        close(pollaczek_khinchine(0.6, 1.0, 4.0), 3.75);
        close(pollaczek_khinchine(0.8, 1.0, 0.0), 2.0);
        // 2 (0.9/1.8² + 0.1/0.2²) − 1.
        close(
            pollaczek_khinchine(0.7, 1.0, 2.0 * (0.9 / 3.24 + 0.1 / 0.04) - 1.0),
            6.48148148148,
        );
        close(pollaczek_khinchine(0.9, 1.0, 0.25), 5.625);
        assert_eq!(pollaczek_khinchine(1.0, 1.0, 1.0), None);
    }

    #[test]
    fn the_bound_lies_above_exact_waits_and_is_tight_in_heavy_traffic() {
        // GI/M/1 with Erlang-2 and hyperexponential arrivals: e2m1_r80 and h2m1_r80.
        for (scv, exact) in [(0.5, 2.84397976699), (4.0, 9.81919277198)] {
            let bound = kingman_bound(0.8, 1.0, scv, 1.0).unwrap();
            assert!(bound > exact && bound < 1.6 * exact, "{bound} {exact}");
        }
        let (bound, exact) = (
            kingman_bound(0.999, 1.0, 1.0, 1.0).unwrap(),
            pollaczek_khinchine(0.999, 1.0, 1.0).unwrap(),
        );
        assert!((bound / exact - 1.0).abs() < 0.002);
        assert_eq!(kingman_bound(1.0, 1.0, 1.0, 1.0), None);
    }

    #[test]
    fn the_approximation_is_exact_where_it_must_be_and_near_elsewhere() {
        close(allen_cunneen(4.5, 1.0, 5, 1.0, 1.0), 1.52498644147);
        close(allen_cunneen(0.8, 1.0, 1, 1.0, 0.0), 2.0);
        // md2_r80 and mh2_2: within 5 %.
        for (scv, exact) in [(0.0, 0.903283879415), (4.0, 4.28537766318)] {
            let near = allen_cunneen(1.6, 1.0, 2, 1.0, scv).unwrap();
            assert!((near / exact - 1.0).abs() < 0.05, "{near} {exact}");
        }
    }
}
