//! Distributions of durations and counts. Durations are in milliseconds; moments are exact (see [`super::moments`]).

use std::fmt;

/// The 90th percentile of the standard normal distribution.
const NORMAL_P90: f64 = 1.281_551_565_544_600_4;

/// How far weights may be from adding up to 1.
const WEIGHT_TOLERANCE: f64 = 1e-9;

/// A distribution of non-negative numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Always this value.
    Constant(f64),
    /// Exponential with this mean.
    Exponential {
        /// Mean.
        mean: f64,
    },
    /// Lognormal: exp(mu + sigma Z), Z standard normal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Gamma with this shape and scale.
    Gamma {
        /// Shape.
        shape: f64,
        /// Scale.
        scale: f64,
    },
    /// Weibull with this shape and scale.
    Weibull {
        /// Shape.
        shape: f64,
        /// Scale.
        scale: f64,
    },
    /// Uniform between two values.
    Uniform {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// Triangular.
    Triangular {
        /// Least value.
        low: f64,
        /// Mode.
        likely: f64,
        /// Greatest value.
        high: f64,
    },
    /// PERT: a beta distribution on `[low, high]` with mean (low + 4 likely + high) / 6.
    Pert {
        /// Least value.
        low: f64,
        /// Most likely value.
        likely: f64,
        /// Greatest value.
        high: f64,
    },
    /// One of several distributions, by weight (weights add up to 1). Hyperexponential and discrete distributions are mixtures.
    Mixture(Vec<(f64, Distribution)>),
    /// Normal on condition that it is not negative.
    TruncatedNormal {
        /// Mean of the normal distribution before it is truncated.
        mu: f64,
        /// Standard deviation of the normal distribution before it is truncated.
        sigma: f64,
    },
    /// One of these values, each as likely as any other (plain resampling, nothing in between). In ascending order.
    Empirical(Vec<f64>),
}

/// Why numbers do not make a distribution of non-negative numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterError {
    /// This parameter is not a finite number above zero.
    NotPositive(&'static str),
    /// This parameter is not a finite number of at least zero.
    Negative(&'static str),
    /// This parameter is not a finite number.
    NotFinite(&'static str),
    /// The first of these parameters is greater than the second.
    Order(&'static str, &'static str),
    /// There is no value to choose from.
    NoValues,
    /// The values are not in ascending order.
    Unsorted,
    /// Weights are negative or do not add up to 1.
    Weights,
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParameterError::NotPositive(name) => write!(f, "{name} must be above zero"),
            ParameterError::Negative(name) => write!(f, "{name} must not be negative"),
            ParameterError::NotFinite(name) => write!(f, "{name} must be a finite number"),
            ParameterError::Order(less, more) => write!(f, "{less} must not be above {more}"),
            ParameterError::NoValues => write!(f, "at least one value is needed"),
            ParameterError::Unsorted => write!(f, "values must be in ascending order"),
            ParameterError::Weights => write!(f, "weights must not be negative and must add up to 1"),
        }
    }
}

impl std::error::Error for ParameterError {}

fn positive(name: &'static str, value: f64) -> Result<(), ParameterError> {
    if value.is_finite() && value > 0.0 {
        Ok(())
    } else {
        Err(ParameterError::NotPositive(name))
    }
}

fn not_negative(name: &'static str, value: f64) -> Result<(), ParameterError> {
    if value.is_finite() && value >= 0.0 {
        Ok(())
    } else {
        Err(ParameterError::Negative(name))
    }
}

fn finite(name: &'static str, value: f64) -> Result<(), ParameterError> {
    if value.is_finite() {
        Ok(())
    } else {
        Err(ParameterError::NotFinite(name))
    }
}

/// Whether `low <= likely <= high`, from zero on.
fn three_points(low: f64, likely: f64, high: f64) -> Result<(), ParameterError> {
    not_negative("low", low)?;
    not_negative("likely", likely)?;
    not_negative("high", high)?;
    if low > likely {
        return Err(ParameterError::Order("low", "likely"));
    }
    if likely > high {
        return Err(ParameterError::Order("likely", "high"));
    }
    Ok(())
}

impl Distribution {
    /// The lognormal distribution with this median and 90th percentile: mu = ln median, sigma = ln(p90 / median) / z(0.9).
    ///
    /// # Errors
    /// Where a quantile is not above zero, or the median is above the 90th percentile.
    pub fn lognormal_from_quantiles(median: f64, p90: f64) -> Result<Distribution, ParameterError> {
        positive("the median", median)?;
        positive("the 90th percentile", p90)?;
        if median > p90 {
            return Err(ParameterError::Order("the median", "the 90th percentile"));
        }
        Ok(Distribution::Lognormal {
            mu: median.ln(),
            sigma: (p90 / median).ln() / NORMAL_P90,
        })
    }

    /// The lognormal distribution with this mean and coefficient of variation: sigma^2 = ln(1 + cv^2),
    /// mu = ln mean - sigma^2 / 2.
    ///
    /// # Errors
    /// Where the mean is not above zero or `cv` is negative.
    pub fn lognormal_from_mean(mean: f64, cv: f64) -> Result<Distribution, ParameterError> {
        positive("the mean", mean)?;
        not_negative("cv", cv)?;
        let variance = (cv * cv).ln_1p();
        Ok(Distribution::Lognormal {
            mu: mean.ln() - variance / 2.0,
            sigma: variance.sqrt(),
        })
    }

    /// The gamma distribution with this mean and coefficient of variation: shape 1 / cv^2. Constant where `cv` is zero.
    ///
    /// # Errors
    /// Where the mean is not above zero or `cv` is negative.
    pub fn gamma_from_mean(mean: f64, cv: f64) -> Result<Distribution, ParameterError> {
        positive("the mean", mean)?;
        not_negative("cv", cv)?;
        if cv == 0.0 {
            return Ok(Distribution::Constant(mean));
        }
        let shape = 1.0 / (cv * cv);
        Distribution::Gamma {
            shape,
            scale: mean / shape,
        }
        .checked()
    }

    /// The sum of `k` exponential phases with this mean in all.
    ///
    /// # Errors
    /// Where the mean or `k` is not above zero.
    pub fn erlang(mean: f64, k: u32) -> Result<Distribution, ParameterError> {
        positive("the mean", mean)?;
        positive("k", f64::from(k))?;
        Ok(Distribution::Gamma {
            shape: f64::from(k),
            scale: mean / f64::from(k),
        })
    }

    /// One of several exponential distributions: (weight, mean).
    ///
    /// # Errors
    /// Where there is none, a mean is not above zero, or the weights do not add up to 1.
    pub fn hyperexponential(phases: &[(f64, f64)]) -> Result<Distribution, ParameterError> {
        let part = |&(weight, mean)| (weight, Distribution::Exponential { mean });
        Distribution::Mixture(phases.iter().map(part).collect()).checked()
    }

    /// One of several values: (weight, value).
    ///
    /// # Errors
    /// Where there is none, a value is negative, or the weights do not add up to 1.
    pub fn discrete(values: &[(f64, f64)]) -> Result<Distribution, ParameterError> {
        let part = |&(weight, value)| (weight, Distribution::Constant(value));
        Distribution::Mixture(values.iter().map(part).collect()).checked()
    }

    /// One of these values, in any order, each as likely as any other.
    ///
    /// # Errors
    /// Where there is none or one is negative.
    pub fn empirical(mut values: Vec<f64>) -> Result<Distribution, ParameterError> {
        values.sort_by(f64::total_cmp);
        Distribution::Empirical(values).checked()
    }

    /// The distribution itself, if its parameters make one.
    ///
    /// # Errors
    /// The first fault of its parameters.
    pub fn checked(self) -> Result<Distribution, ParameterError> {
        self.check().map(|()| self)
    }

    /// Whether the parameters make a distribution of non-negative numbers.
    ///
    /// # Errors
    /// The first fault of its parameters.
    pub fn check(&self) -> Result<(), ParameterError> {
        match self {
            Distribution::Constant(value) => not_negative("the value", *value),
            Distribution::Exponential { mean } => positive("the mean", *mean),
            Distribution::Lognormal { mu, sigma } => finite("mu", *mu).and(not_negative("sigma", *sigma)),
            Distribution::Gamma { shape, scale } | Distribution::Weibull { shape, scale } => {
                positive("shape", *shape).and(positive("scale", *scale))
            }
            Distribution::Uniform { low, high } => {
                not_negative("low", *low)?;
                not_negative("high", *high)?;
                (low <= high).then_some(()).ok_or(ParameterError::Order("low", "high"))
            }
            Distribution::Triangular { low, likely, high } | Distribution::Pert { low, likely, high } => {
                three_points(*low, *likely, *high)
            }
            Distribution::Mixture(parts) => {
                let total: f64 = parts.iter().map(|part| part.0).sum();
                // A weight that is not a number fails the first comparison.
                if !parts.iter().all(|part| part.0 >= 0.0) || (total - 1.0).abs() > WEIGHT_TOLERANCE {
                    return Err(if parts.is_empty() {
                        ParameterError::NoValues
                    } else {
                        ParameterError::Weights
                    });
                }
                parts.iter().try_for_each(|part| part.1.check())
            }
            Distribution::TruncatedNormal { mu, sigma } => finite("mu", *mu).and(positive("sigma", *sigma)),
            Distribution::Empirical(values) if values.is_empty() => Err(ParameterError::NoValues),
            Distribution::Empirical(values) => {
                values.iter().try_for_each(|&value| not_negative("a value", value))?;
                values.is_sorted().then_some(()).ok_or(ParameterError::Unsorted)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lognormal_has_the_quantiles_it_was_made_from() {
        let Ok(Distribution::Lognormal { mu, sigma }) = Distribution::lognormal_from_quantiles(10.0, 30.0) else {
            panic!("a lognormal distribution")
        };
        assert!((mu.exp() - 10.0).abs() < 1e-12);
        let at_p90 = (30.0f64.ln() - mu) / sigma;
        let share_below = 0.5 * statrs::function::erf::erfc(-at_p90 / std::f64::consts::SQRT_2);
        // statrs's erfc is good to ten digits.
        assert!((share_below - 0.9).abs() < 1e-10, "{share_below}");
    }

    #[test]
    fn parameters_that_make_no_distribution_are_refused() {
        let cases = [
            (
                Distribution::lognormal_from_quantiles(30.0, 10.0),
                ParameterError::Order("the median", "the 90th percentile"),
            ),
            (
                Distribution::lognormal_from_quantiles(0.0, 10.0),
                ParameterError::NotPositive("the median"),
            ),
            (
                Distribution::lognormal_from_mean(1.0, -1.0),
                ParameterError::Negative("cv"),
            ),
            (
                Distribution::gamma_from_mean(f64::NAN, 1.0),
                ParameterError::NotPositive("the mean"),
            ),
            (Distribution::erlang(1.0, 0), ParameterError::NotPositive("k")),
            (Distribution::hyperexponential(&[]), ParameterError::NoValues),
            (
                Distribution::discrete(&[(0.5, 1.0), (0.4, 2.0)]),
                ParameterError::Weights,
            ),
            (
                Distribution::discrete(&[(1.5, 1.0), (-0.5, 2.0)]),
                ParameterError::Weights,
            ),
            (Distribution::discrete(&[(f64::NAN, 1.0)]), ParameterError::Weights),
            (
                Distribution::discrete(&[(1.0, -1.0)]),
                ParameterError::Negative("the value"),
            ),
            (Distribution::empirical(vec![]), ParameterError::NoValues),
            (
                Distribution::empirical(vec![1.0, f64::NAN]),
                ParameterError::Negative("a value"),
            ),
            (
                Distribution::Empirical(vec![2.0, 1.0]).checked(),
                ParameterError::Unsorted,
            ),
            (
                Distribution::Pert {
                    low: 3.0,
                    likely: 2.0,
                    high: 4.0,
                }
                .checked(),
                ParameterError::Order("low", "likely"),
            ),
            (
                Distribution::Triangular {
                    low: 1.0,
                    likely: 5.0,
                    high: 4.0,
                }
                .checked(),
                ParameterError::Order("likely", "high"),
            ),
            (
                Distribution::Uniform { low: 1.0, high: 0.5 }.checked(),
                ParameterError::Order("low", "high"),
            ),
            (
                Distribution::TruncatedNormal { mu: 1.0, sigma: 0.0 }.checked(),
                ParameterError::NotPositive("sigma"),
            ),
        ];
        for (made, error) in cases {
            assert_eq!(made, Err(error));
        }
    }

    #[test]
    fn values_may_come_in_any_order() {
        assert_eq!(
            Distribution::empirical(vec![3.0, 1.0, 2.0]),
            Ok(Distribution::Empirical(vec![1.0, 2.0, 3.0]))
        );
    }
}
