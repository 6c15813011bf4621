//! Exact moments of distributions, so that offered load is known before a run.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use statrs::function::erf::erfc;
use statrs::function::gamma::ln_gamma;

use super::Distribution;

impl Distribution {
    /// The mean, in the unit of the distribution.
    pub fn mean(&self) -> f64 {
        match self {
            Distribution::Constant(value) => *value,
            Distribution::Exponential { mean } => *mean,
            Distribution::Lognormal { mu, sigma } => (mu + sigma * sigma / 2.0).exp(),
            Distribution::Gamma { shape, scale } => shape * scale,
            Distribution::Weibull { shape, scale } => scale * ln_gamma(1.0 + 1.0 / shape).exp(),
            Distribution::Uniform { low, high } => low + (high - low) / 2.0,
            Distribution::Triangular { low, likely, high } => (low + likely + high) / 3.0,
            Distribution::Pert { low, likely, high } => (low + 4.0 * likely + high) / 6.0,
            Distribution::Mixture(parts) => parts.iter().map(|(weight, part)| weight * part.mean()).sum(),
            Distribution::TruncatedNormal { mu, sigma } => mu + sigma * hazard(-mu / sigma),
            Distribution::Empirical(values) => values.iter().sum::<f64>() / values.len() as f64,
        }
    }

    /// The variance, in the square of the distribution's unit.
    ///
    /// Closed forms from Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions (2nd ed., 1994-95); the
    /// variance of PERT is (mean - low)(high - mean) / 7 (Vose, Risk Analysis, 2008). The lognormal and Weibull variances
    /// are written with the squared coefficient of variation, which keeps its digits where it is small.
    pub fn variance(&self) -> f64 {
        match self {
            Distribution::Constant(_) => 0.0,
            Distribution::Exponential { mean } => mean * mean,
            Distribution::Lognormal { sigma, .. } => (sigma * sigma).exp_m1() * self.mean().powi(2),
            Distribution::Gamma { shape, scale } => shape * scale * scale,
            Distribution::Weibull { shape, .. } => {
                let log_ratio = ln_gamma(1.0 + 2.0 / shape) - 2.0 * ln_gamma(1.0 + 1.0 / shape);
                log_ratio.exp_m1() * self.mean().powi(2)
            }
            Distribution::Uniform { low, high } => (high - low).powi(2) / 12.0,
            Distribution::Triangular { low, likely, high } => {
                let (rise, width) = (likely - low, high - low);
                (rise * rise + width * width - rise * width) / 18.0
            }
            Distribution::Pert { low, high, .. } => (self.mean() - low) * (high - self.mean()) / 7.0,
            Distribution::Mixture(parts) => {
                let mean = self.mean();
                parts
                    .iter()
                    .map(|(weight, part)| weight * (part.variance() + (part.mean() - mean).powi(2)))
                    .sum()
            }
            Distribution::TruncatedNormal { mu, sigma } => {
                let cut = -mu / sigma;
                let hazard = hazard(cut);
                sigma * sigma * (1.0 - hazard * (hazard - cut))
            }
            Distribution::Empirical(values) => {
                let mean = self.mean();
                values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64
            }
        }
    }

    /// The squared coefficient of variation, variance over squared mean: 1 for the exponential. None where the mean is
    /// zero.
    pub fn scv(&self) -> Option<f64> {
        let mean = self.mean();
        (mean > 0.0).then(|| self.variance() / (mean * mean))
    }

    /// The infimum of the support: no draw is below it, and draws come as near to it as one likes.
    pub fn min(&self) -> f64 {
        match self {
            Distribution::Constant(value) => *value,
            Distribution::Lognormal { mu, sigma } if *sigma == 0.0 => mu.exp(),
            Distribution::Exponential { .. }
            | Distribution::Lognormal { .. }
            | Distribution::Gamma { .. }
            | Distribution::Weibull { .. }
            | Distribution::TruncatedNormal { .. } => 0.0,
            Distribution::Uniform { low, .. }
            | Distribution::Triangular { low, .. }
            | Distribution::Pert { low, .. } => *low,
            Distribution::Mixture(parts) => parts
                .iter()
                .filter(|(weight, _)| *weight > 0.0)
                .map(|(_, part)| part.min())
                .fold(f64::INFINITY, f64::min),
            Distribution::Empirical(values) => values.first().copied().unwrap_or(f64::INFINITY),
        }
    }

    /// The distribution of `factor` times a draw, for a `factor` of at least zero. The family is kept, so a draw from the
    /// same random numbers is `factor` times the draw of this one.
    pub fn scaled(&self, factor: f64) -> Distribution {
        if factor == 0.0 {
            return Distribution::Constant(0.0);
        }
        let mut scaled = self.clone();
        match &mut scaled {
            Distribution::Constant(value) | Distribution::Exponential { mean: value } => *value *= factor,
            Distribution::Lognormal { mu, .. } => *mu += factor.ln(),
            Distribution::Gamma { scale, .. } | Distribution::Weibull { scale, .. } => *scale *= factor,
            Distribution::Uniform { low: a, high: b } | Distribution::TruncatedNormal { mu: a, sigma: b } => {
                *a *= factor;
                *b *= factor;
            }
            Distribution::Triangular { low, likely, high } | Distribution::Pert { low, likely, high } => {
                for point in [low, likely, high] {
                    *point *= factor;
                }
            }
            Distribution::Mixture(parts) => {
                for (_, part) in parts {
                    *part = part.scaled(factor);
                }
            }
            Distribution::Empirical(values) => {
                for value in values {
                    *value *= factor;
                }
            }
        }
        scaled
    }
}

/// Density over upper tail of the standard normal distribution at `x`, the mean of what lies above `x`.
fn hazard(x: f64) -> f64 {
    if x < 1.0 {
        let density = (-x * x / 2.0).exp() / (2.0 * PI).sqrt();
        return density / (0.5 * erfc(x * FRAC_1_SQRT_2));
    }
    // Both vanish far out; Laplace's continued fraction for their ratio, x + 1/(x + 2/(x + 3/(x + ...))), does not. At 1,
    // where it converges slowest, 500 terms give every digit of an f64.
    (1..=500).rev().fold(x, |tail, k| x + f64::from(k) / tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: f64, expected: f64) {
        assert!(
            (value - expected).abs() <= 1e-12 * expected.abs().max(1e-3),
            "{value} is not {expected}"
        );
    }

    fn moments(distribution: &Distribution, mean: f64, variance: f64) {
        close(distribution.mean(), mean);
        close(distribution.variance(), variance);
        let scaled = distribution.scaled(3.0);
        close(scaled.mean(), 3.0 * mean);
        close(scaled.variance(), 9.0 * variance);
        close(scaled.min(), 3.0 * distribution.min());
        assert_eq!(distribution.scaled(0.0), Distribution::Constant(0.0));
    }

    #[test]
    fn moments_are_those_of_the_closed_forms() {
        moments(&Distribution::Constant(4.0), 4.0, 0.0);
        moments(&Distribution::Exponential { mean: 4.0 }, 4.0, 16.0);
        moments(&Distribution::lognormal_from_mean(5.0, 0.4).unwrap(), 5.0, 4.0);
        moments(&Distribution::gamma_from_mean(5.0, 2.0).unwrap(), 5.0, 100.0);
        moments(&Distribution::gamma_from_mean(5.0, 0.0).unwrap(), 5.0, 0.0);
        moments(&Distribution::erlang(6.0, 4).unwrap(), 6.0, 9.0);
        // The Rayleigh distribution, and the exponential.
        let rayleigh = Distribution::Weibull { shape: 2.0, scale: 2.0 };
        moments(&rayleigh, PI.sqrt(), 4.0 - PI);
        moments(&Distribution::Weibull { shape: 1.0, scale: 3.0 }, 3.0, 9.0);
        moments(&Distribution::Uniform { low: 2.0, high: 8.0 }, 5.0, 3.0);
        let (low, likely, high) = (1.0, 2.0, 6.0);
        moments(&Distribution::Triangular { low, likely, high }, 3.0, 21.0 / 18.0);
        moments(&Distribution::Pert { low, likely, high }, 2.5, 1.5 * 3.5 / 7.0);
        let phases = [(0.25, 1.0), (0.75, 3.0)];
        // Second moment 2 (0.25 + 0.75 * 9) = 14, mean 2.5.
        moments(&Distribution::hyperexponential(&phases).unwrap(), 2.5, 7.75);
        moments(&Distribution::discrete(&phases).unwrap(), 2.5, 0.75);
        moments(&Distribution::empirical(vec![4.0, 1.0, 1.0]).unwrap(), 2.0, 2.0);
    }

    #[test]
    fn a_truncated_normal_is_half_normal_at_zero_normal_far_above_and_exponential_far_below() {
        let truncated = |mu, sigma| Distribution::TruncatedNormal { mu, sigma };
        moments(&truncated(0.0, 2.0), 2.0 * (2.0 / PI).sqrt(), 4.0 * (1.0 - 2.0 / PI));
        moments(&truncated(40.0, 2.0), 40.0, 4.0);
        // Asymptotic series of the tail beyond a = 100: mean 1/a - 2/a^3 + 10/a^5, variance 1/a^2 - 6/a^4 + 50/a^6.
        let tail = truncated(-100.0, 1.0);
        assert!((tail.mean() / (1e-2 - 2e-6 + 1e-9) - 1.0).abs() < 1e-9);
        assert!((tail.variance() / (1e-4 - 6e-8 + 5e-11) - 1.0).abs() < 1e-6);
        // Density over upper tail by the C library's erfc; statrs's own is good to ten digits.
        assert!((hazard(1.0 - 1e-14) / 1.525135276160981 - 1.0).abs() < 1e-10);
        close(hazard(1.0), 1.525135276160981);
        close(hazard(5.0), 5.186503967125843);
    }

    #[test]
    fn scv_is_unknown_where_the_mean_is_zero() {
        assert_eq!(Distribution::Exponential { mean: 7.0 }.scv(), Some(1.0));
        assert_eq!(Distribution::Constant(0.0).scv(), None);
        let steady = Distribution::Weibull { shape: 1e4, scale: 1.0 };
        // pi^2 / 6 / shape^2 for a large shape.
        assert!((steady.scv().unwrap() / (PI * PI / 6.0 / 1e8) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn no_draw_is_below_the_minimum() {
        assert_eq!(Distribution::Uniform { low: 2.0, high: 3.0 }.min(), 2.0);
        assert_eq!(
            Distribution::discrete(&[(0.0, 1.0), (0.5, 3.0), (0.5, 2.0)])
                .unwrap()
                .min(),
            2.0
        );
        assert_eq!(Distribution::Lognormal { mu: 0.0, sigma: 0.0 }.min(), 1.0);
        assert_eq!(Distribution::Lognormal { mu: 0.0, sigma: 1.0 }.min(), 0.0);
    }
}
