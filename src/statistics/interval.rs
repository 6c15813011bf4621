//! Intervals from independent numbers: of a mean, of a share of trials, of a percentile.

use statrs::distribution::{Beta, Binomial, ContinuousCDF, DiscreteCDF, Normal, StudentsT};

/// A figure with its interval, in the unit of the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The point estimate.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

/// A figure that is known, with its interval where the replications support one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointEstimate {
    /// The point estimate.
    pub value: f64,
    /// The same value with its interval.
    pub interval: Option<Estimate>,
}

impl Estimate {
    /// `value` ± `half_width`.
    pub fn symmetric(value: f64, half_width: f64) -> Estimate {
        Estimate {
            value,
            low: value - half_width,
            high: value + half_width,
        }
    }

    /// Half the length of the interval, whether or not the value is in its middle.
    pub fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }

    /// The interval cut to what the figure can be at all, for instance 0 to 1 for a share.
    pub fn within(self, least: f64, most: f64) -> Estimate {
        Estimate {
            value: self.value,
            low: self.low.max(least),
            high: self.high.min(most),
        }
    }
}

/// 1 − level, the probability that the interval misses; `None` for a level that is not between 0 and 1.
pub(super) fn error_probability(level: f64) -> Option<f64> {
    (level > 0.0 && level < 1.0).then_some(1.0 - level)
}

/// The mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The sample variance (divisor n − 1); `None` below two values.
pub fn variance(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (values.len() >= 2).then(|| squares / (values.len() - 1) as f64)
}

/// Degrees of freedom from which Student's quantile is computed from the normal one.
const MANY_DEGREES: f64 = 1_000.0;

/// The quantile of Student's t distribution with `df` degrees of freedom at probability `p`; `None` unless 0 < p < 1 and
/// df > 0.
pub fn student_quantile(p: f64, df: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    // The crate's quantile loses digits from some 10^5 degrees of freedom and does not return at 10^8.
    if df >= MANY_DEGREES {
        return Some(student_from_normal(Normal::standard().inverse_cdf(p), df));
    }
    Some(StudentsT::new(0.0, 1.0, df).ok()?.inverse_cdf(p))
}

/// Student's quantile from the normal quantile `z` by the expansion in 1/df (Abramowitz and Stegun 26.7.5), to about 10
/// digits from 1,000 degrees of freedom on.
fn student_from_normal(z: f64, df: f64) -> f64 {
    let square = z * z;
    let first = z * (square + 1.0) / 4.0;
    let second = z * ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = z * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    z + (first + (second + third / df) / df) / df
}

/// t_{1−α/2, n−1} / √n: what the standard deviation of n values is multiplied by to give the half width of their mean;
/// `None` below two values.
pub(super) fn half_width_factor(n: usize, level: f64) -> Option<f64> {
    let alpha = error_probability(level)?;
    let df = n.checked_sub(1).filter(|&df| df > 0)? as f64;
    Some(student_quantile(1.0 - alpha / 2.0, df)? / (n as f64).sqrt())
}

/// The mean of independent values with Student's t interval: ȳ ± t_{1−α/2, n−1} s/√n (Law, *Simulation Modeling and
/// Analysis*, 5th ed., §9.4.1); `None` below two values.
pub fn t_interval(values: &[f64], level: f64) -> Option<Estimate> {
    let half_width = half_width_factor(values.len(), level)? * variance(values)?.sqrt();
    Some(Estimate::symmetric(mean(values)?, half_width))
}

/// The share of successes of `n` independent trials with Wilson's score interval (Wilson 1927); `None` without trials.
///
/// Items of one replication are not independent trials: see [`super::ratio::share`].
pub fn wilson(successes: u64, n: u64, level: f64) -> Option<Estimate> {
    let alpha = error_probability(level)?;
    if n == 0 || successes > n {
        return None;
    }
    let z = Normal::standard().inverse_cdf(1.0 - alpha / 2.0);
    let trials = n as f64;
    let p = successes as f64 / trials;
    let scale = 1.0 + z * z / trials;
    let centre = (p + z * z / (2.0 * trials)) / scale;
    let half_width = z * (p * (1.0 - p) / trials + z * z / (4.0 * trials * trials)).sqrt() / scale;
    // At the ends the formula gives 0 and 1 but for rounding.
    let low = if successes == 0 { 0.0 } else { centre - half_width };
    let high = if successes == n { 1.0 } else { centre + half_width };
    Some(Estimate { value: p, low, high })
}

/// The share of successes of `n` independent trials with the exact interval of Clopper and Pearson (1934), which covers at
/// least as often as it says; `None` without trials.
pub fn clopper_pearson(successes: u64, n: u64, level: f64) -> Option<Estimate> {
    let one_sided = 1.0 - error_probability(level)? / 2.0;
    let low = share_lower_bound(successes, n, one_sided)?;
    let high = share_upper_bound(successes, n, one_sided)?;
    Some(Estimate {
        value: successes as f64 / n as f64,
        low,
        high,
    })
}

/// The exact one-sided lower bound of a probability after `successes` of `n` independent trials; n of n gives α^{1/n}.
/// `None` without trials.
pub fn share_lower_bound(successes: u64, n: u64, level: f64) -> Option<f64> {
    let failures = n.checked_sub(successes)?;
    Some(1.0 - share_upper_bound(failures, n, level)?)
}

/// The exact one-sided upper bound of a probability after `successes` of `n` independent trials; 0 of n gives
/// 1 − α^{1/n}, about 3/n at 95 % (the rule of three). `None` without trials.
pub fn share_upper_bound(successes: u64, n: u64, level: f64) -> Option<f64> {
    let alpha = error_probability(level)?;
    if n == 0 || successes > n {
        return None;
    }
    match successes {
        0 => Some(1.0 - alpha.powf(1.0 / n as f64)),
        all if all == n => Some(1.0),
        some => {
            let beta = Beta::new(some as f64 + 1.0, (n - some) as f64).ok()?;
            Some(beta.inverse_cdf(1.0 - alpha))
        }
    }
}

/// Which two of `n` sorted independent values enclose their distribution's `p` quantile with at least the wanted
/// confidence, each side missing with probability at most α/2: positions counted from 1 (David and Nagaraja,
/// *Order Statistics*, §7.1). No assumption about the distribution. `None` when n is too small to enclose it.
pub fn order_statistics_indices(n: usize, p: f64, level: f64) -> Option<(usize, usize)> {
    let tail = error_probability(level)? / 2.0;
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    // How many of the n values lie below the quantile is binomial.
    let below = Binomial::new(p, n as u64).ok()?;
    let lower = first(n, |k| below.cdf(k) > tail);
    let upper = first(n, |k| below.sf(k) <= tail) + 1;
    (lower >= 1 && upper <= n).then_some((lower, upper))
}

/// The first of 0..n for which a condition that never turns false again holds, else `n`.
fn first(n: usize, holds: impl Fn(u64) -> bool) -> usize {
    let (mut from, mut to) = (0, n);
    while from < to {
        let middle = from + (to - from) / 2;
        if holds(middle as u64) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::{
        clopper_pearson, order_statistics_indices, share_lower_bound, share_upper_bound, student_quantile, t_interval,
        variance, wilson,
    };

    /// Within a relative error of 1e-9, the tolerance of the known results.
    #[track_caller]
    fn assert_close(found: f64, known: f64) {
        assert!((found - known).abs() <= 1e-9 * known.abs(), "{found} is not {known}");
    }

    #[test]
    fn student_quantiles_are_those_of_the_tables() {
        let known = [
            (1.0, 12.706204736432095),
            (9.0, 2.2621571627409915),
            (29.0, 2.045229642132703),
        ];
        for (df, t) in known {
            assert_close(student_quantile(0.975, df).unwrap(), t);
            assert_close(student_quantile(0.025, df).unwrap(), -t);
        }
        assert_close(student_quantile(0.95, 4.0).unwrap(), 2.131846786326649);
        assert!(student_quantile(0.5, 5.0).unwrap().abs() < 1e-9);
        assert_eq!((student_quantile(1.0, 5.0), student_quantile(0.9, 0.0)), (None, None));
    }

    #[test]
    fn student_quantiles_go_over_into_normal_ones() {
        for p in [0.55, 0.9, 0.975, 0.9995] {
            let (below, above) = (
                student_quantile(p, 999.999_999).unwrap(),
                student_quantile(p, 1_000.0).unwrap(),
            );
            assert!((below - above).abs() < 1e-9, "{below} and {above}");
        }
        assert!((student_quantile(0.975, 1e9).unwrap() - 1.959963984540054).abs() < 1e-8);
        assert_eq!(student_quantile(0.5, 0.0), None);
    }

    #[test]
    fn alg_tci() {
        let data = [10.2, 11.7, 9.8, 12.4, 10.9, 11.1, 9.5, 13.0, 10.4, 11.8];
        let estimate = t_interval(&data, 0.95).unwrap();
        assert_close(estimate.value, 11.08);
        assert_close(estimate.half_width(), 0.816886219622);
        assert_close(estimate.low, 11.08 - 0.816886219622);
    }

    #[test]
    fn one_value_has_no_interval() {
        assert_eq!(
            (t_interval(&[4.0], 0.95), t_interval(&[], 0.95), variance(&[4.0])),
            (None, None, None)
        );
        assert_eq!(
            (t_interval(&[4.0, 5.0], 1.0), t_interval(&[4.0, 5.0], f64::NAN)),
            (None, None)
        );
    }

    #[test]
    fn alg_wilson() {
        let known = [
            (8, 50, 0.08337420678033404, 0.2851421606303499),
            (0, 30, 0.0, 0.11351339317396876),
            (197, 200, 0.9568342712073097, 0.9948857622067417),
        ];
        for (successes, n, low, high) in known {
            let estimate = wilson(successes, n, 0.95).unwrap();
            assert_close(estimate.low, low);
            assert_close(estimate.high, high);
        }
        assert_eq!(wilson(30, 30, 0.95).unwrap().high, 1.0);
        assert_eq!((wilson(0, 0, 0.95), wilson(3, 2, 0.95)), (None, None));
    }

    /// Each end of the exact interval is the probability at which the tail that was seen has probability α/2: checked by
    /// adding up binomial terms.
    #[test]
    fn clopper_pearson_inverts_the_binomial_tails() {
        // In logarithms, because the first terms underflow.
        let tail_up_to = |k: u64, n: u64, p: f64| -> f64 {
            let mut term = n as f64 * (1.0 - p).ln();
            let mut sum = term.exp();
            for i in 1..=k {
                term += ((n - i + 1) as f64 / i as f64 * p / (1.0 - p)).ln();
                sum += term.exp();
            }
            sum
        };
        for (successes, n) in [(8, 50), (1, 12), (197, 200), (11, 12)] {
            let estimate = clopper_pearson(successes, n, 0.95).unwrap();
            assert_close(tail_up_to(successes, n, estimate.high), 0.025);
            assert_close(tail_up_to(n - successes, n, 1.0 - estimate.low), 0.025);
        }
        let none = clopper_pearson(0, 30, 0.95).unwrap();
        assert_eq!((none.value, none.low), (0.0, 0.0));
        assert_close(none.high, 1.0 - 0.025f64.powf(1.0 / 30.0));
        assert_eq!(clopper_pearson(0, 0, 0.95), None);
    }

    #[test]
    fn one_sided_bounds_at_the_ends() {
        let upper = share_upper_bound(0, 30, 0.95).unwrap();
        assert_close(upper, 1.0 - (0.05f64.ln() / 30.0).exp());
        assert!((upper - 3.0 / 30.0).abs() < 0.01);
        assert_close(share_lower_bound(30, 30, 0.95).unwrap(), 1.0 - upper);
        assert_eq!(
            (share_upper_bound(30, 30, 0.95), share_lower_bound(0, 30, 0.95)),
            (Some(1.0), Some(0.0))
        );
    }

    #[test]
    fn alg_osci() {
        let known = [(100, 0.5, (40, 61)), (200, 0.9, (171, 189)), (1000, 0.95, (936, 964))];
        for (n, p, indices) in known {
            assert_eq!(order_statistics_indices(n, p, 0.95), Some(indices));
        }
        // The largest of n values lies above the 90th percentile with probability 1 − 0.9^n ≥ 0.975 from n = 36 on.
        assert_eq!(order_statistics_indices(35, 0.9, 0.95), None);
        assert_eq!(
            order_statistics_indices(36, 0.9, 0.95).map(|(_, upper)| upper),
            Some(36)
        );
        assert_eq!(
            (
                order_statistics_indices(0, 0.5, 0.95),
                order_statistics_indices(100, 1.0, 0.95)
            ),
            (None, None)
        );
    }
}
