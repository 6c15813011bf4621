//! Distributions of durations and counts. Durations are in milliseconds; moments are exact.

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
}
