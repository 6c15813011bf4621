//! Draws from distributions.
//!
//! Under common random numbers (the same stream state) a draw of [`Distribution::scaled`] is the factor times the draw, for
//! every distribution. Beyond that a draw never falls where the mean of an exponential, `mu` of a lognormal, the scale of
//! a gamma or Weibull, a bound or mode of a uniform or triangular, or a value of an empirical distribution of the same
//! size rises. It may fall where the shape of a gamma, the spread of a lognormal, the ratio of `mu` to `sigma` of a
//! truncated normal, or the place of the mode of a PERT changes: those are drawn by rejection or cross over.

use rand_core::Rng;
use rand_distr::{Beta, Distribution as _, Exp1, Gamma, StandardNormal};

use crate::model::Distribution;
use crate::time::DAY;

/// The longest draw of a duration: 100 years, in milliseconds.
pub const LONGEST_DRAW: i64 = 36_525 * DAY;

/// A distribution prepared for drawing.
#[derive(Clone, Debug)]
pub enum Sampler {
    /// Always this value.
    Constant(f64),
    /// Exponential with this mean.
    Exponential {
        /// Mean.
        mean: f64,
    },
    /// exp(mu + sigma Z), Z standard normal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// One of the rarer distributions.
    Other(Box<Rare>),
}

/// A rarer distribution, prepared for drawing.
#[derive(Clone, Debug)]
pub struct Rare(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// The unit gamma of a shape, and the scale.
    Gamma(Gamma<f64>, f64),
    Weibull {
        inverse_shape: f64,
        scale: f64,
    },
    Uniform {
        low: f64,
        width: f64,
    },
    Triangular {
        low: f64,
        likely: f64,
        high: f64,
    },
    Pert {
        low: f64,
        width: f64,
        beta: Beta<f64>,
    },
    /// Weights added up, and the samplers of the parts.
    Mixture(Vec<(f64, Sampler)>),
    TruncatedNormal {
        mu: f64,
        sigma: f64,
    },
    Empirical(Vec<f64>),
}

impl Sampler {
    /// Prepares a distribution.
    ///
    /// # Panics
    /// Where [`Distribution::check`] finds fault; the scenario reader lets no such distribution into a model.
    pub fn new(distribution: &Distribution) -> Sampler {
        if let Err(fault) = distribution.check() {
            panic!("a model holds only checked distributions: {fault}");
        }
        let kind = match *distribution {
            Distribution::Constant(value) => return Sampler::Constant(value),
            Distribution::Exponential { mean } => return Sampler::Exponential { mean },
            Distribution::Lognormal { mu, sigma } => return Sampler::Lognormal { mu, sigma },
            Distribution::Gamma { shape, scale } => {
                Kind::Gamma(Gamma::new(shape, 1.0).expect("a checked shape is above zero"), scale)
            }
            Distribution::Weibull { shape, scale } => Kind::Weibull {
                inverse_shape: 1.0 / shape,
                scale,
            },
            Distribution::Uniform { low, high } => Kind::Uniform { low, width: high - low },
            Distribution::Triangular { low, high, .. } | Distribution::Pert { low, high, .. } if low == high => {
                return Sampler::Constant(low);
            }
            Distribution::Triangular { low, likely, high } => Kind::Triangular { low, likely, high },
            Distribution::Pert { low, likely, high } => {
                let width = high - low;
                let (rise, fall) = ((likely - low) / width, (high - likely) / width);
                let beta = Beta::new(1.0 + 4.0 * rise, 1.0 + 4.0 * fall).expect("both shapes are at least 1");
                Kind::Pert { low, width, beta }
            }
            Distribution::Mixture(ref parts) => Kind::Mixture(cumulative(parts)),
            Distribution::TruncatedNormal { mu, sigma } => Kind::TruncatedNormal { mu, sigma },
            Distribution::Empirical(ref values) => Kind::Empirical(values.clone()),
        };
        Sampler::Other(Box::new(Rare(kind)))
    }

    /// A draw, in the unit of the distribution; never negative.
    #[inline(always)]
    pub fn sample<R: Rng>(&self, rng: &mut R) -> f64 {
        match self {
            Sampler::Constant(value) => *value,
            Sampler::Exponential { mean } => {
                let unit: f64 = Exp1.sample(rng);
                mean * unit
            }
            Sampler::Lognormal { mu, sigma } => {
                let z: f64 = StandardNormal.sample(rng);
                (mu + sigma * z).exp()
            }
            Sampler::Other(rare) => rare.sample(rng),
        }
    }

    /// A draw rounded to the nearest whole number, which for a duration is milliseconds; from 0 to [`LONGEST_DRAW`].
    #[inline(always)]
    pub fn sample_ticks<R: Rng>(&self, rng: &mut R) -> i64 {
        // The conversion saturates, so an infinite draw is the longest one.
        ((self.sample(rng) + 0.5) as i64).clamp(0, LONGEST_DRAW)
    }
}

/// The parts that can be drawn, each with the sum of the weights up to it.
fn cumulative(parts: &[(f64, Distribution)]) -> Vec<(f64, Sampler)> {
    let mut sum = 0.0;
    parts
        .iter()
        .filter(|(weight, _)| *weight > 0.0)
        .map(|(weight, part)| {
            sum += weight;
            (sum, Sampler::new(part))
        })
        .collect()
}

/// Uniform on [0, 1) in steps of 2^-53.
#[inline]
fn uniform<R: Rng>(rng: &mut R) -> f64 {
    (rng.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
}

impl Rare {
    #[cold]
    fn sample<R: Rng>(&self, rng: &mut R) -> f64 {
        match &self.0 {
            Kind::Gamma(unit, scale) => scale * unit.sample(rng),
            Kind::Weibull { inverse_shape, scale } => {
                let unit: f64 = Exp1.sample(rng);
                scale * unit.powf(*inverse_shape)
            }
            Kind::Uniform { low, width } => low + width * uniform(rng),
            Kind::Triangular { low, likely, high } => triangular(*low, *likely, *high, uniform(rng)),
            Kind::Pert { low, width, beta } => low + width * beta.sample(rng),
            Kind::Mixture(parts) => {
                let u = uniform(rng);
                // Weights may add up to a little less than 1; the last part takes what is left.
                let i = parts.partition_point(|part| part.0 <= u).min(parts.len() - 1);
                parts[i].1.sample(rng)
            }
            Kind::TruncatedNormal { mu, sigma } => sigma * excess(-mu / sigma, rng),
            Kind::Empirical(values) => values[(uniform(rng) * values.len() as f64) as usize],
        }
    }
}

/// The value of a triangular distribution below which a share `u` lies.
fn triangular(low: f64, likely: f64, high: f64, u: f64) -> f64 {
    let (width, rise, fall) = (high - low, likely - low, high - likely);
    if u * width < rise {
        low + (u * width * rise).sqrt()
    } else {
        high - ((1.0 - u) * width * fall).sqrt()
    }
}

/// How far a standard normal draw lies above `cut`, on condition that it does.
///
/// Plain rejection where a good share of the draws lies above; else exponential proposals of the best rate (Robert,
/// Simulation of truncated normal variables, Statistics and Computing 5, 1995).
fn excess<R: Rng>(cut: f64, rng: &mut R) -> f64 {
    if cut < 0.5 {
        loop {
            let z: f64 = StandardNormal.sample(rng);
            if z >= cut {
                return z - cut;
            }
        }
    }
    let rate = (cut + (cut * cut + 4.0).sqrt()) / 2.0;
    loop {
        let unit: f64 = Exp1.sample(rng);
        let beyond = unit / rate;
        let gap = cut + beyond - rate;
        if uniform(rng) < (-gap * gap / 2.0).exp() {
            return beyond;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::FRAC_1_SQRT_2;

    use statrs::function::beta::beta_reg;
    use statrs::function::erf::erfc;
    use statrs::function::gamma::gamma_lr;

    use super::*;
    use crate::engine::streams::Key;

    const DRAWS: u64 = 1_000_000;

    fn draws(distribution: &Distribution, n: u64) -> Vec<f64> {
        let sampler = Sampler::new(distribution);
        let key = Key::replication(7, 0);
        (0..n).map(|i| sampler.sample(&mut key.child(i).stream())).collect()
    }

    fn every_kind() -> Vec<Distribution> {
        let (low, likely, high) = (1.0, 2.0, 6.0);
        vec![
            Distribution::Exponential { mean: 4.0 },
            Distribution::lognormal_from_quantiles(10.0, 20.0).unwrap(),
            Distribution::gamma_from_mean(5.0, 1.5).unwrap(),
            Distribution::gamma_from_mean(5.0, 0.3).unwrap(),
            Distribution::erlang(5.0, 1).unwrap(),
            Distribution::Weibull { shape: 0.8, scale: 3.0 },
            Distribution::Weibull { shape: 3.0, scale: 3.0 },
            Distribution::Uniform { low, high },
            Distribution::Triangular { low, likely, high },
            Distribution::Triangular { low, likely: low, high },
            Distribution::Triangular {
                low,
                likely: high,
                high,
            },
            Distribution::Pert { low, likely, high },
            Distribution::Pert { low, likely: low, high },
            Distribution::Pert {
                low,
                likely: high,
                high,
            },
            Distribution::hyperexponential(&[(0.25, 1.0), (0.75, 3.0)]).unwrap(),
            Distribution::discrete(&[(0.2, 1.0), (0.0, 100.0), (0.8, 3.0)]).unwrap(),
            Distribution::Mixture(vec![
                (0.5, Distribution::Constant(2.0)),
                (0.5, Distribution::Uniform { low, high }),
            ]),
            Distribution::TruncatedNormal { mu: 2.0, sigma: 1.0 },
            Distribution::TruncatedNormal { mu: -0.4, sigma: 1.0 },
            Distribution::TruncatedNormal { mu: -6.0, sigma: 2.0 },
            Distribution::empirical(vec![5.0, 1.0, 1.0, 9.0]).unwrap(),
        ]
    }

    /// Mean and variance of a million draws lie within 4.9 standard errors (1 in 10^6) of the exact ones.
    #[test]
    fn draws_have_the_moments_of_their_distribution() {
        for distribution in every_kind() {
            let (mean, variance) = (distribution.mean(), distribution.variance());
            let (mut sum, mut squares, mut fourths) = (0.0, 0.0, 0.0);
            for draw in draws(&distribution, DRAWS) {
                assert!(draw >= distribution.min(), "{draw} from {distribution:?}");
                let square = (draw - mean).powi(2);
                sum += draw - mean;
                squares += square;
                fourths += square * square;
            }
            let n = DRAWS as f64;
            let off_mean = sum / n / (variance / n).sqrt();
            let off_variance = (squares / n - variance) / ((fourths / n - variance * variance) / n).sqrt();
            assert!(
                off_mean.abs() < 4.9,
                "mean of {distribution:?}: {off_mean} standard errors"
            );
            assert!(
                off_variance.abs() < 4.9,
                "variance of {distribution:?}: {off_variance} standard errors"
            );
        }
    }

    /// The Kolmogorov-Smirnov distance of a million draws is below its 1-in-10^6 bound, sqrt(ln(2 * 10^6) / 2 / n).
    #[test]
    fn draws_have_the_quantiles_of_their_distribution() {
        let above = |z: f64| 0.5 * erfc(z * FRAC_1_SQRT_2);
        let bound = ((2e6f64).ln() / 2.0 / DRAWS as f64).sqrt();
        let below = |distribution: &Distribution, x: f64| match *distribution {
            Distribution::Exponential { mean } => Some(-(-x / mean).exp_m1()),
            Distribution::Lognormal { mu, sigma } => Some(above((mu - x.ln()) / sigma)),
            Distribution::Gamma { shape, scale } => Some(gamma_lr(shape, x / scale)),
            Distribution::Weibull { shape, scale } => Some(-(-(x / scale).powf(shape)).exp_m1()),
            Distribution::Uniform { low, high } => Some((x - low) / (high - low)),
            Distribution::TruncatedNormal { mu, sigma } => Some(1.0 - above((x - mu) / sigma) / above(-mu / sigma)),
            Distribution::Triangular { low, likely, high } => Some(if x < likely {
                (x - low).powi(2) / ((high - low) * (likely - low))
            } else {
                1.0 - (high - x).powi(2) / ((high - low) * (high - likely)).max(f64::MIN_POSITIVE)
            }),
            Distribution::Pert { low, likely, high } => {
                let width = high - low;
                let (rise, fall) = (1.0 + 4.0 * (likely - low) / width, 1.0 + 4.0 * (high - likely) / width);
                Some(beta_reg(rise, fall, ((x - low) / width).clamp(0.0, 1.0)))
            }
            Distribution::Mixture(ref parts) => parts
                .iter()
                .map(|(weight, part)| match part {
                    Distribution::Exponential { mean } => Some(weight * -(-x / mean).exp_m1()),
                    _ => None,
                })
                .sum(),
            _ => None,
        };
        let mut held = 0;
        for distribution in every_kind() {
            if below(&distribution, 2.0).is_none() {
                continue;
            }
            let mut drawn = draws(&distribution, DRAWS);
            drawn.sort_by(f64::total_cmp);
            let mut distance = 0.0f64;
            for (i, &x) in drawn.iter().enumerate() {
                let share = below(&distribution, x).unwrap();
                let (before, after) = (i as f64 / DRAWS as f64, (i + 1) as f64 / DRAWS as f64);
                distance = distance.max(share - before).max(after - share);
            }
            assert!(distance < bound, "{distribution:?}: {distance} against {bound}");
            held += 1;
        }
        assert_eq!(held, 18);
    }

    /// Draws of distributions on a few values: chi-square over the values below its 1-in-10^6 bound (Wilson and Hilferty).
    #[test]
    fn draws_of_single_values_have_their_shares() {
        let cases = [
            (
                Distribution::discrete(&[(0.2, 1.0), (0.0, 100.0), (0.5, 2.0), (0.3, 3.0)]).unwrap(),
                vec![(1.0, 0.2), (2.0, 0.5), (3.0, 0.3)],
            ),
            (
                Distribution::empirical(vec![5.0, 1.0, 1.0, 9.0, 2.0]).unwrap(),
                vec![(1.0, 0.4), (2.0, 0.2), (5.0, 0.2), (9.0, 0.2)],
            ),
        ];
        for (distribution, shares) in cases {
            let drawn = draws(&distribution, DRAWS);
            let mut chi = 0.0;
            let mut seen = 0;
            for (value, share) in &shares {
                let count = drawn.iter().filter(|draw| *draw == value).count();
                let expected = share * DRAWS as f64;
                chi += (count as f64 - expected).powi(2) / expected;
                seen += count;
            }
            assert_eq!(seen as u64, DRAWS, "nothing but these values");
            let freedom = (shares.len() - 1) as f64;
            let scale = 2.0 / (9.0 * freedom);
            let bound = freedom * (1.0 - scale + 4.753 * scale.sqrt()).powi(3);
            assert!(chi < bound, "{distribution:?}: chi-square {chi} against {bound}");
        }
    }

    #[test]
    fn a_scaled_distribution_gives_scaled_draws_from_the_same_numbers() {
        for distribution in every_kind() {
            let plain = draws(&distribution, 1_000);
            let scaled = draws(&distribution.scaled(1.7), 1_000);
            for (draw, scaled) in plain.into_iter().zip(scaled) {
                assert!(
                    (scaled - 1.7 * draw).abs() <= 1e-12 * scaled,
                    "{distribution:?}: {scaled} and {draw}"
                );
            }
        }
    }

    #[test]
    fn draws_rise_with_the_parameters_that_promise_it() {
        let pairs = [
            (
                Distribution::Uniform { low: 1.0, high: 4.0 },
                Distribution::Uniform { low: 2.0, high: 4.5 },
            ),
            (
                Distribution::Triangular {
                    low: 1.0,
                    likely: 2.0,
                    high: 6.0,
                },
                Distribution::Triangular {
                    low: 1.0,
                    likely: 3.0,
                    high: 6.5,
                },
            ),
            (
                Distribution::empirical(vec![1.0, 5.0, 9.0]).unwrap(),
                Distribution::empirical(vec![6.0, 2.0, 9.0]).unwrap(),
            ),
        ];
        for (less, more) in pairs {
            let rose = draws(&less, 10_000)
                .into_iter()
                .zip(draws(&more, 10_000))
                .all(|(a, b)| a <= b);
            assert!(rose, "{less:?} and {more:?}");
        }
    }

    #[test]
    fn ticks_are_whole_not_negative_and_end_at_a_century() {
        let ticks = |value| Sampler::new(&Distribution::Constant(value)).sample_ticks(&mut Key(1).stream());
        assert_eq!([0.0, 0.4, 0.5, 1.49, 60_000.0].map(ticks), [0, 0, 1, 1, 60_000]);
        assert_eq!(ticks(1e300), LONGEST_DRAW);
        let wild = Sampler::new(&Distribution::Lognormal { mu: 800.0, sigma: 0.0 });
        assert_eq!(wild.sample_ticks(&mut Key(1).stream()), LONGEST_DRAW);
    }

    #[test]
    fn distributions_without_width_are_constants() {
        let (low, likely, high) = (3.0, 3.0, 3.0);
        for distribution in [
            Distribution::Triangular { low, likely, high },
            Distribution::Pert { low, likely, high },
            Distribution::Uniform { low, high },
            Distribution::Lognormal {
                mu: 3.0f64.ln(),
                sigma: 0.0,
            },
        ] {
            for draw in draws(&distribution, 10) {
                assert!((draw - 3.0).abs() < 1e-14);
            }
        }
    }
}
