//! How much of the start of a steady-state run to leave out: MSER-5.
//!
//! The truncation that makes the remaining mean look most precise (White 1997; White, Cobb and Spratt, WSC 2000; first-half
//! rule of Hoad, Robinson and Davies 2010). Only for runs without a natural start or cycle: series with a daily or weekly
//! cycle are averaged over whole cycles first, and over replications by [`super::series::mean_by_step`], because a
//! truncation for each replication would be biased.

/// Observations in a batch of MSER-5.
const BATCH: usize = 5;

/// What to leave out of the start of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truncation {
    /// The number of observations to leave out.
    pub observations: usize,
    /// The mean of the others, in the unit of the series.
    pub mean: f64,
    /// Whether the best truncation is the last one tried, half the series: then the run is too short to tell.
    pub too_short: bool,
}

/// The MSER-5 truncation of a series: with z the k means of five, the d ≤ k/2 with the least
/// Σ_{j>d} (z_j − z̄_d)² / (k − d)², the smallest of equals. `None` below five observations.
pub fn mser5(series: &[f64]) -> Option<Truncation> {
    mser(series, BATCH)
}

/// The same with batches of another size, for instance of 1 where an observation is the mean of a whole week already.
pub fn mser(series: &[f64], batch: usize) -> Option<Truncation> {
    let size = batch.max(1);
    let batches: Vec<f64> = series
        .chunks_exact(size)
        .map(|batch| batch.iter().sum::<f64>() / size as f64)
        .collect();
    let half = batches.len() / 2;
    let (mut best, mut least) = (None, f64::INFINITY);
    // From the end, so that the mean and the squares of what remains grow by one batch at a time (Welford 1962).
    let (mut mean, mut squares) = (0.0, 0.0);
    for (d, z) in batches.iter().enumerate().rev() {
        let remaining = (batches.len() - d) as f64;
        let step = z - mean;
        mean += step / remaining;
        squares += step * (z - mean);
        let statistic = squares / (remaining * remaining);
        // Later turns have smaller d, so equals are replaced.
        if d <= half && statistic <= least {
            (best, least) = (Some(d), statistic);
        }
    }
    let d = best?;
    let kept = &series[size * d..];
    Some(Truncation {
        observations: size * d,
        mean: kept.iter().sum::<f64>() / kept.len() as f64,
        too_short: d == half,
    })
}

#[cfg(test)]
mod tests {
    use super::mser5;

    #[test]
    fn alg_mser5() {
        let series: Vec<f64> = (0..500u32)
            .map(|i| {
                let y = 12.0 * (-f64::from(i) / 25.0).exp() + f64::from(7919 * i % 101) / 101.0;
                (y * 1e9).round() / 1e9
            })
            .collect();
        let truncation = mser5(&series).unwrap();
        assert_eq!(truncation.observations, 135);
        assert!((truncation.mean - 0.497914217619).abs() <= 1e-9, "{}", truncation.mean);
        assert!(!truncation.too_short);
    }

    #[test]
    fn a_flat_series_keeps_everything() {
        let truncation = mser5(&[3.0; 23]).unwrap();
        assert_eq!(
            (truncation.observations, truncation.mean, truncation.too_short),
            (0, 3.0, false)
        );
    }

    #[test]
    fn a_series_that_keeps_rising_is_too_short() {
        let rising: Vec<f64> = (0..100).map(f64::from).collect();
        let truncation = mser5(&rising).unwrap();
        assert_eq!((truncation.observations, truncation.too_short), (50, true));
    }

    #[test]
    fn a_few_observations() {
        assert_eq!(mser5(&[1.0; 4]), None);
        assert!(mser5(&[1.0; 9]).unwrap().too_short);
    }
}
