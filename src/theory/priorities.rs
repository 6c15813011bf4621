//! Waits by priority where nobody is interrupted: Cobham (1954).

use super::erlang;

/// Items of one priority.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// Arrivals in a unit of time.
    pub rate: f64,
    /// Mean service time.
    pub service: f64,
    /// Mean of the squared service time.
    pub square: f64,
}

/// Mean waits of M/G/1 by class, the most urgent first: W₀ / ((1 − σ_{k−1}) (1 − σ_k)), W₀ = Σλ E[S²]/2, σ_k the load of
/// the first k classes (Gross et al., 4th ed., §3.4.1). `None` for classes from which on the load is not below 1.
pub fn one_server(classes: &[Class]) -> Vec<Option<f64>> {
    let residual: f64 = classes.iter().map(|class| class.rate * class.square / 2.0).sum();
    by_class(classes, 1, residual)
}

/// The same for M/M/c where all classes have one mean service time: W₀ = C s/c (Gross et al., §3.4.2).
pub fn several_servers(rates: &[f64], service: f64, servers: u32) -> Option<Vec<Option<f64>>> {
    let rate: f64 = rates.iter().sum();
    let residual = erlang::erlang_c(servers, rate * service)? * service / f64::from(servers);
    let class = |rate: &f64| Class {
        rate: *rate,
        service,
        square: 2.0 * service * service,
    };
    let classes: Vec<Class> = rates.iter().map(class).collect();
    Some(by_class(&classes, servers, residual))
}

fn by_class(classes: &[Class], servers: u32, residual: f64) -> Vec<Option<f64>> {
    let mut above = 0.0;
    let wait = |class: &Class| {
        let before = 1.0 - above;
        above += class.rate * class.service / f64::from(servers);
        (above < 1.0).then(|| residual / (before * (1.0 - above)))
    };
    classes.iter().map(wait).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exponential(rate: f64, service: f64) -> Class {
        Class {
            rate,
            service,
            square: 2.0 * service * service,
        }
    }

    fn close(waits: &[Option<f64>], expected: &[f64]) {
        assert_eq!(waits.len(), expected.len());
        for (wait, expected) in waits.iter().zip(expected) {
            assert!(
                (wait.unwrap() / expected - 1.0).abs() < 1e-9,
                "{wait:?} is not {expected}"
            );
        }
    }

    #[test]
    fn waits_are_those_of_the_collection() {
        let two = [exponential(0.2, 1.0), exponential(0.6, 1.0)];
        close(&one_server(&two), &[1.0, 5.0]);
        let three = [exponential(0.1, 0.5), exponential(0.2, 1.0), exponential(0.3, 1.5)];
        close(&one_server(&three), &[0.947368421053, 1.26315789474, 4.0]);
        let waits = several_servers(&[3.0, 5.0], 1.0, 10).unwrap();
        close(&waits, &[0.0584543072566, 0.292271536283]);
    }

    #[test]
    fn classes_beyond_the_load_of_one_have_no_wait() {
        let waits = one_server(&[exponential(0.5, 1.0), exponential(0.6, 1.0)]);
        assert!(waits[0].is_some() && waits[1].is_none());
        assert_eq!(several_servers(&[6.0, 5.0], 1.0, 10), None);
    }
}
