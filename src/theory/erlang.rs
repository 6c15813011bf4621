//! Poisson arrivals, exponential service, several servers: Erlang B, Erlang C, and Erlang A with patience.

/// Erlang B: the probability that all of `servers` are busy where nobody waits, for an offered load in servers; by the
/// recursion B(n) = aB(n−1) / (n + aB(n−1)) (Erlang 1917; Gross et al., *Fundamentals of Queueing Theory*, 4th ed., §2.5).
pub fn erlang_b(servers: u32, offered: f64) -> f64 {
    (1..=servers).fold(1.0, |blocked, server| {
        offered * blocked / (f64::from(server) + offered * blocked)
    })
}

/// Erlang C: the probability that an item waits; `None` unless the offered load is below the number of servers.
pub fn erlang_c(servers: u32, offered: f64) -> Option<f64> {
    let load = offered / f64::from(servers);
    if !(0.0..1.0).contains(&load) {
        return None;
    }
    let blocked = erlang_b(servers, offered);
    Some(blocked / (1.0 - load * (1.0 - blocked)))
}

/// The mean wait of M/M/c: C / (c/s − λ), in the unit of the mean service time `s`; `None` where the queue has no end.
pub fn mean_wait(rate: f64, service: f64, servers: u32) -> Option<f64> {
    let waits = erlang_c(servers, rate * service)?;
    Some(waits / (f64::from(servers) / service - rate))
}

/// What M/M/c with exponential patience comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ErlangA {
    /// Probability that an item waits at all.
    pub waits: f64,
    /// Probability that it gives up.
    pub gives_up: f64,
    /// Mean wait of all items, those that give up included, in the unit of the service time.
    pub mean_wait: f64,
    /// Busy servers by servers.
    pub utilisation: f64,
}

/// Weights below this part of the greatest are left out.
const NEGLIGIBLE: f64 = 1e-18;

/// Erlang A (Palm 1957; Garnett, Mandelbaum and Reiman 2002): the birth and death process of items present, with `n`
/// present: deaths at min(n, c)/s + max(n − c, 0)/p, for a mean patience `p`. `None` unless every argument is above zero.
///
/// It has a steady state at any load, because those who wait too long leave.
pub fn erlang_a(rate: f64, service: f64, servers: u32, patience: f64) -> Option<ErlangA> {
    let positive = [rate, service, patience]
        .iter()
        .all(|value| *value > 0.0 && value.is_finite());
    if !positive || servers == 0 {
        return None;
    }
    let c = f64::from(servers);
    let deaths = |present: f64| present.min(c) / service + (present - c).max(0.0) / patience;
    // Weights fall to both sides of the greatest, so that nothing overflows.
    let most_likely = if rate <= c / service {
        (rate * service).floor()
    } else {
        (c + (rate - c / service) * patience).floor()
    };
    let (mut all, mut waiting, mut queue, mut busy) = (0.0, 0.0, 0.0, 0.0);
    let mut add = |present: f64, weight: f64| {
        all += weight;
        waiting += if present >= c { weight } else { 0.0 };
        queue += (present - c).max(0.0) * weight;
        busy += present.min(c) * weight;
    };
    let (mut present, mut weight) = (most_likely, 1.0);
    while weight > NEGLIGIBLE {
        add(present, weight);
        present += 1.0;
        weight *= rate / deaths(present);
    }
    let (mut present, mut weight) = (most_likely, 1.0);
    while present > 0.0 && weight > NEGLIGIBLE {
        weight *= deaths(present) / rate;
        present -= 1.0;
        add(present, weight);
    }
    let mean_wait = queue / all / rate;
    Some(ErlangA {
        waits: waiting / all,
        gives_up: mean_wait / patience,
        mean_wait,
        utilisation: busy / all / c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: f64, expected: f64) {
        assert!((value / expected - 1.0).abs() < 1e-9, "{value} is not {expected}");
    }

    #[test]
    fn erlang_b_and_c_are_those_of_the_collection() {
        // `erlangB_15`-like by hand: two servers, one offered: (1/2) / (1 + 1 + 1/2) = 1/5.
        close(erlang_b(2, 1.0), 0.2);
        close(erlang_c(2, 1.5).unwrap(), 0.642857142857);
        close(erlang_c(5, 4.5).unwrap(), 0.762493220733);
        close(mean_wait(1.5, 1.0, 2).unwrap(), 1.28571428571);
        close(mean_wait(4.5, 1.0, 5).unwrap(), 1.52498644147);
        // mm1_r80: ρ / (μ − λ).
        close(mean_wait(0.8, 1.0, 1).unwrap(), 4.0);
        close(60.0 * mean_wait(48.0, 1.0, 50).unwrap(), 20.8336683359);
        assert_eq!(mean_wait(2.0, 1.0, 2), None);
    }

    #[test]
    fn a_hundred_servers_wait_as_halfin_and_whitt_say_they_nearly_do() {
        // `halfin_whitt`: load less by β times its root; exact values at 100 servers.
        for (beta, exact) in [
            (0.1, 0.8827684626100845),
            (0.25, 0.7247652027731992),
            (0.5, 0.5064568539130203),
            (1.0, 0.21694048090636645),
            (1.5, 0.07485049597455178),
            (2.0, 0.01964642663435952),
        ] {
            close(erlang_c(100, 100.0 - 10.0 * beta).unwrap(), exact);
        }
    }

    #[test]
    fn erlang_a_is_that_of_garnett_mandelbaum_and_reiman() {
        let large = erlang_a(48.0, 1.0, 50, 2.0).unwrap();
        close(large.gives_up, 0.0309122491622);
        close(large.waits, 0.467774068554);
        close(large.mean_wait, 0.0618244983244);
        close(large.utilisation, 0.930324240804);
        let overloaded = erlang_a(5.0, 1.0, 4, 2.0).unwrap();
        close(overloaded.gives_up, 0.259025502083);
        close(overloaded.waits, 0.820950919133);
        close(overloaded.mean_wait, 0.518051004165);
        close(overloaded.utilisation, 0.926218122397);
    }

    #[test]
    fn endless_patience_is_erlang_c_and_the_service_rate_is_an_endless_number_of_servers() {
        let patient = erlang_a(4.5, 1.0, 5, 1e9).unwrap();
        assert!((patient.mean_wait / mean_wait(4.5, 1.0, 5).unwrap() - 1.0).abs() < 1e-6);
        // Patience as long as service: as many present as with endless servers, Poisson with mean 3.
        let poisson = erlang_a(3.0, 1.0, 2, 1.0).unwrap();
        close(poisson.waits, 1.0 - (-3.0f64).exp() * 4.0);
        assert_eq!(erlang_a(0.0, 1.0, 2, 1.0), None);
    }

    #[test]
    fn thousands_of_servers_overflow_nothing() {
        let huge = erlang_a(100.0, 1.0, 3_000, 1.0).unwrap();
        assert!(huge.waits >= 0.0 && huge.waits < 1e-12);
        close(huge.utilisation, 100.0 / 3_000.0);
    }
}
