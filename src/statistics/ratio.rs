//! Ratios over replications: means per item and shares of items.
//!
//! Items of one replication share its luck, so the replication is the unit: with B_r the sum (or the number of hits) and
//! N_r the number of items of replication r, the figure is p = ΣB/ΣN and its spread is that of the residuals
//! B_r − p·N_r (the delta method; Law, *Simulation Modeling and Analysis*, 5th ed., §9.5; Cochran, *Sampling Techniques*, §6).
//! It answers "for the average item"; the mean of B_r/N_r would answer "for the average replication".
//!
//! A replication with B_r = N_r = 0 says nothing about the ratio and is left out; with fewer than two others there is no
//! interval.

use super::interval::{Estimate, PointEstimate, half_width_factor, mean, share_upper_bound, variance};

/// A standard deviation below this share of the scale of the numbers is rounding error, not spread.
const ROUNDING_ERROR: f64 = 1e-12;

/// The difference of two ratios on the same replications: a − b.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedDifference {
    /// The difference with its interval.
    pub difference: Estimate,
    /// The correlation of the two ratios over replications; `None` when one of them never varied.
    pub correlation: Option<f64>,
    /// How many times as many replications independent runs would need for the same interval: (Var A + Var B) / Var(A − B);
    /// `None` when the difference never varied.
    pub variance_ratio: Option<f64>,
}

/// ΣB/ΣN with p ± t_{1−α/2, R−1} s/(√R N̄), s² = Σ(B_r − p·N_r)²/(R−1). `None` when the denominators sum to 0.
///
/// # Panics
/// When the slices differ in length, as everywhere in this module: they are columns of one table.
pub fn ratio(numerators: &[f64], denominators: &[f64], level: f64) -> Option<PointEstimate> {
    let (numerators, denominators) = informative(numerators, denominators);
    let value = pooled(&numerators, &denominators)?;
    let residuals = ratio_residuals(&numerators, &denominators);
    let half_width = half_width(&residuals, level);
    Some(PointEstimate {
        value,
        interval: half_width.map(|half_width| Estimate::symmetric(value, half_width)),
    })
}

/// The share ΣB/ΣN of items, 0 ≤ B_r ≤ N_r, as [`ratio`] with the interval cut to [0, 1], but never "± 0".
///
/// Where every replication had the same share (above all: no miss at all, or no hit) the residuals vanish and the delta
/// method would claim certainty. What R such replications do support is the exact bound q = 1 − α^{1/R} on the
/// probability that a replication is different (about 3/R at 95 %, the rule of three). Nothing was seen of how different, so
/// the worst is assumed: all its items miss, or all hit. That leaves the share between (1−q)·p and (1−q)·p + q: without
/// any miss 1 − q to 1, without any hit 0 to q. It is deliberately wide, because thousands of items that shared the luck
/// of a few replications are no evidence about the rest; it takes the unseen replications to be no larger than the seen.
/// One replication is enough for such a bound if its share is 0 or 1; otherwise it gives no interval.
pub fn share(numerators: &[f64], denominators: &[f64], level: f64) -> Option<PointEstimate> {
    let estimate = ratio(numerators, denominators, level)?;
    let value = estimate.value;
    let replications = informative(numerators, denominators).0.len();
    let spread = estimate
        .interval
        .is_some_and(|interval| interval.half_width() > ROUNDING_ERROR);
    let interval = if spread {
        estimate.interval.map(|interval| interval.within(0.0, 1.0))
    } else if replications >= 2 || value <= 0.0 || value >= 1.0 {
        share_upper_bound(0, replications as u64, level).map(|q| {
            let low = (1.0 - q) * value;
            Estimate {
                value,
                low,
                high: low + q,
            }
            .within(0.0, 1.0)
        })
    } else {
        None
    };
    Some(PointEstimate { value, interval })
}

/// (B_r − p·N_r)/N̄ for each replication: what it adds to the error of the ratio. They sum to 0, and their mean square over
/// R − 1 is the variance to use in any formula for means. Empty when the denominators sum to 0.
pub fn ratio_residuals(numerators: &[f64], denominators: &[f64]) -> Vec<f64> {
    let (Some(p), Some(items)) = (pooled(numerators, denominators), mean(denominators)) else {
        return Vec::new();
    };
    numerators
        .iter()
        .zip(denominators)
        .map(|(b, n)| (b - p * n) / items)
        .collect()
}

/// The difference of two ratios that were run with common random numbers, each given as (numerators, denominators) by
/// replication: a t interval on the differences of the residuals. `None` when a ratio is unknown or has fewer than two
/// replications that say anything.
///
/// A difference that never varied has an interval of width 0; for shares use [`paired_share_difference`].
pub fn paired_difference(a: (&[f64], &[f64]), b: (&[f64], &[f64]), level: f64) -> Option<PairedDifference> {
    assert_eq!(a.0.len(), b.0.len(), "paired ratios need the same replications");
    let difference = pooled(a.0, a.1)? - pooled(b.0, b.1)?;
    let both = informative(a.0, a.1).0.len().min(informative(b.0, b.1).0.len());
    if both < 2 {
        return None;
    }
    let (residuals_a, residuals_b) = (ratio_residuals(a.0, a.1), ratio_residuals(b.0, b.1));
    let differences: Vec<f64> = residuals_a.iter().zip(&residuals_b).map(|(x, y)| x - y).collect();
    let (variance_a, variance_b) = (variance(&residuals_a)?, variance(&residuals_b)?);
    let variance_difference = variance(&differences)?;
    let negligible = ROUNDING_ERROR * ROUNDING_ERROR * (variance_a + variance_b);
    let covariance = (variance_a + variance_b - variance_difference) / 2.0;
    let varied = |variance: f64| variance > negligible;
    Some(PairedDifference {
        difference: Estimate::symmetric(difference, half_width(&differences, level)?),
        correlation: (varied(variance_a) && varied(variance_b))
            .then(|| (covariance / (variance_a * variance_b).sqrt()).clamp(-1.0, 1.0)),
        variance_ratio: varied(variance_difference).then(|| (variance_a + variance_b) / variance_difference),
    })
}

/// As [`paired_difference`] for shares of items, but never "± 0": where the two shares kept the same distance in every
/// replication, a replication is different with probability at most q = 1 − α^{1/R}, and then by −1 to 1, for the reasons
/// given at [`share`].
pub fn paired_share_difference(a: (&[f64], &[f64]), b: (&[f64], &[f64]), level: f64) -> Option<PairedDifference> {
    let mut paired = paired_difference(a, b, level)?;
    if paired.difference.half_width() <= ROUNDING_ERROR {
        let replications = informative(a.0, a.1).0.len().min(informative(b.0, b.1).0.len());
        let q = share_upper_bound(0, replications as u64, level)?;
        let value = paired.difference.value;
        let centre = (1.0 - q) * value;
        paired.difference = Estimate {
            value,
            low: centre - q,
            high: centre + q,
        };
    }
    paired.difference = paired.difference.within(-1.0, 1.0);
    Some(paired)
}

/// The quotient a/b of two ratios that were run with common random numbers: how many times as much. The interval is that of
/// its logarithm, whose residuals are r_a/a − r_b/b (the delta method), so that it is never below 0 and turning the quotient
/// over turns its interval over. `None` where a ratio is not above 0, or fewer than two replications say anything.
pub fn paired_quotient(a: (&[f64], &[f64]), b: (&[f64], &[f64]), level: f64) -> Option<Estimate> {
    assert_eq!(a.0.len(), b.0.len(), "paired ratios need the same replications");
    let (value_a, value_b) = (pooled(a.0, a.1)?, pooled(b.0, b.1)?);
    if value_a <= 0.0 || value_b <= 0.0 {
        return None;
    }
    let residuals = ratio_residuals(a.0, a.1).into_iter().zip(ratio_residuals(b.0, b.1));
    let logarithm: Vec<f64> = residuals.map(|(of_a, of_b)| of_a / value_a - of_b / value_b).collect();
    let half_width = half_width(&logarithm, level)?;
    let value = value_a / value_b;
    Some(Estimate {
        value,
        low: value * (-half_width).exp(),
        high: value * half_width.exp(),
    })
}

/// ΣB/ΣN; `None` when the denominators sum to 0.
fn pooled(numerators: &[f64], denominators: &[f64]) -> Option<f64> {
    let items: f64 = denominators.iter().sum();
    (items != 0.0).then(|| numerators.iter().sum::<f64>() / items)
}

/// The half width of the mean of the residuals, which is the half width of their ratio.
fn half_width(residuals: &[f64], level: f64) -> Option<f64> {
    Some(half_width_factor(residuals.len(), level)? * variance(residuals)?.sqrt())
}

/// The replications that say anything about the ratio.
fn informative(numerators: &[f64], denominators: &[f64]) -> (Vec<f64>, Vec<f64>) {
    assert_eq!(
        numerators.len(),
        denominators.len(),
        "a ratio needs a denominator for each numerator"
    );
    let pairs = numerators.iter().copied().zip(denominators.iter().copied());
    pairs.filter(|&(b, n)| b != 0.0 || n != 0.0).unzip()
}

#[cfg(test)]
mod tests {
    use super::{paired_difference, paired_quotient, paired_share_difference, ratio, ratio_residuals, share};
    use crate::engine::streams::Key;
    use crate::statistics::interval::{student_quantile, t_interval, wilson};

    #[track_caller]
    fn assert_close(found: f64, known: f64) {
        assert!(
            (found - known).abs() <= 1e-12 * known.abs().max(1.0),
            "{found} is not {known}"
        );
    }

    /// p = 18/30; residuals 8−6, 4−6, 6−6 over 10 items: s² = 8/2, half width 4.3026527297 · 2/(√3 · 10).
    #[test]
    fn a_ratio_by_hand() {
        let estimate = ratio(&[8.0, 4.0, 6.0], &[10.0; 3], 0.95).unwrap();
        assert_close(estimate.value, 0.6);
        let t = student_quantile(0.975, 2.0).unwrap();
        assert_close(
            estimate.interval.unwrap().half_width(),
            t * 2.0 / (3.0f64.sqrt() * 10.0),
        );
        // Unequal sizes: p = 12/24, residuals 1, −1, 0 over a mean of 8.
        let estimate = ratio(&[3.0, 4.0, 5.0], &[4.0, 10.0, 10.0], 0.9).unwrap();
        assert_close(estimate.value, 0.5);
        let t = student_quantile(0.95, 2.0).unwrap();
        assert_close(estimate.interval.unwrap().half_width(), t / (3.0f64.sqrt() * 8.0));
        assert_eq!(
            ratio_residuals(&[3.0, 4.0, 5.0], &[4.0, 10.0, 10.0]),
            [0.125, -0.125, 0.0]
        );
    }

    /// a = 6, residuals 2, −2, 0; b = 3, residuals 1, 0, −1: a/b = 2, and of its logarithm 0, −1/3, 1/3, whose standard
    /// deviation is 1/3.
    #[test]
    fn a_quotient_by_hand() {
        let (a, b, one) = ([8.0, 4.0, 6.0], [4.0, 3.0, 2.0], [1.0; 3]);
        let found = paired_quotient((&a, &one), (&b, &one), 0.95).unwrap();
        let half_width = student_quantile(0.975, 2.0).unwrap() / 3.0 / 3.0f64.sqrt();
        assert_close(found.value, 2.0);
        assert_close(found.low, 2.0 * (-half_width).exp());
        let turned = paired_quotient((&b, &one), (&a, &one), 0.95).unwrap();
        assert_close(turned.high, 1.0 / found.low);
        assert_eq!(paired_quotient((&a, &one), (&[0.0; 3], &one), 0.95), None);
    }

    #[test]
    fn a_ratio_over_one_item_each_is_a_t_interval() {
        let values = [10.2, 11.7, 9.8, 12.4];
        let (found, known) = (
            ratio(&values, &[1.0; 4], 0.95).unwrap().interval.unwrap(),
            t_interval(&values, 0.95).unwrap(),
        );
        assert_close(found.low, known.low);
        assert_close(found.high, known.high);
    }

    #[test]
    fn what_the_replications_cannot_tell_is_none() {
        assert_eq!(ratio(&[], &[], 0.95), None);
        assert_eq!(ratio(&[0.0, 0.0], &[0.0, 0.0], 0.95), None);
        assert!(ratio_residuals(&[0.0], &[0.0]).is_empty());
        let single = ratio(&[3.0], &[4.0], 0.95).unwrap();
        assert_eq!((single.value, single.interval), (0.75, None));
        // Empty replications must not lend their number to the only one with items.
        let lonely = share(&[0.0, 3.0, 0.0], &[0.0, 4.0, 0.0], 0.95).unwrap();
        assert_eq!((lonely.value, lonely.interval), (0.75, None));
        assert_eq!(paired_difference((&[1.0], &[2.0]), (&[1.0], &[4.0]), 0.95), None);
    }

    #[test]
    fn a_share_without_a_miss_is_not_certain() {
        let n = [500.0; 30];
        let q = 1.0 - 0.05f64.powf(1.0 / 30.0);
        let perfect = share(&n, &n, 0.95).unwrap();
        let interval = perfect.interval.unwrap();
        assert_eq!((perfect.value, interval.value, interval.high), (1.0, 1.0, 1.0));
        assert_close(interval.low, 1.0 - q);
        let never = share(&[0.0; 30], &n, 0.95).unwrap().interval.unwrap();
        assert_eq!((never.value, never.low), (0.0, 0.0));
        assert_close(never.high, q);
        let same = share(&[475.0; 30], &n, 0.95).unwrap().interval.unwrap();
        assert_close(same.low, 0.95 * (1.0 - q));
        assert_close(same.high, 0.95 + 0.05 * q);
        let once = share(&[500.0], &[500.0], 0.95).unwrap().interval.unwrap();
        assert_close(once.low, 0.05);
        // Replications in which nothing fell due are no evidence that promises are kept.
        let two = share(&[9.0, 9.0, 0.0, 0.0], &[9.0, 9.0, 0.0, 0.0], 0.95)
            .unwrap()
            .interval
            .unwrap();
        assert_close(two.low, 0.05f64.sqrt());
    }

    #[test]
    fn a_share_stays_between_none_and_all() {
        let mut hits = [100.0; 30];
        hits[7] = 80.0;
        let interval = share(&hits, &[100.0; 30], 0.95).unwrap().interval.unwrap();
        assert!(interval.low < interval.value && interval.value < 1.0);
        assert_eq!(interval.high, 1.0);
    }

    /// Residuals (1, 0, −1) and (1, 1, −2) over one item each: they differ by (0, −1, 1).
    #[test]
    fn a_paired_difference_by_hand() {
        let ones = [1.0; 3];
        let paired = paired_difference((&[6.0, 5.0, 4.0], &ones), (&[4.0, 4.0, 1.0], &ones), 0.95).unwrap();
        assert_close(paired.difference.value, 2.0);
        // Var A = 1, Var B = 3, Var D = 1, so the covariance is 3/2.
        let t = student_quantile(0.975, 2.0).unwrap();
        assert_close(paired.difference.half_width(), t / 3.0f64.sqrt());
        assert_close(paired.correlation.unwrap(), 1.5 / 3.0f64.sqrt());
        assert_close(paired.variance_ratio.unwrap(), 4.0);
    }

    #[test]
    fn a_difference_that_never_varies() {
        let (ones, values) = ([1.0; 3], [6.0, 5.0, 4.0]);
        let same = paired_difference((&values, &ones), (&values, &ones), 0.95).unwrap();
        assert_eq!(
            (same.difference.low, same.difference.high, same.variance_ratio),
            (0.0, 0.0, None)
        );
        assert_close(same.correlation.unwrap(), 1.0);
        let flat = paired_difference((&values, &ones), (&ones, &ones), 0.95).unwrap();
        assert_eq!(flat.correlation, None);
        assert_close(flat.variance_ratio.unwrap(), 1.0);
        let n = [50.0; 30];
        let perfect = paired_share_difference((&n, &n), (&n, &n), 0.95).unwrap().difference;
        let q = 1.0 - 0.05f64.powf(1.0 / 30.0);
        assert_eq!(perfect.value, 0.0);
        assert_close(perfect.low, -q);
        assert_close(perfect.high, q);
    }

    /// One replication: the luck u sets both how many items come (40 to 79) and how likely each is a hit (0.95 down to 0.755).
    fn replication(key: Key) -> (f64, f64) {
        let mut stream = key.stream();
        let busy = (stream.uniform() * 40.0).floor();
        let items = 40.0 + busy;
        let hits = (0..items as u32)
            .filter(|_| stream.uniform() < 0.95 - 0.005 * busy)
            .count();
        (hits as f64, items)
    }

    /// The exact ratio E[B]/E[N] of those replications.
    fn true_share() -> f64 {
        let levels = || (0..40).map(f64::from);
        let hits: f64 = levels().map(|busy| (40.0 + busy) * (0.95 - 0.005 * busy)).sum();
        hits / levels().map(|busy| 40.0 + busy).sum::<f64>()
    }

    /// 2,000 experiments of 40 replications: the interval covers the truth as often as it says, within four standard
    /// deviations of the binomial count; pretending that items are independent does not.
    #[test]
    fn ratio_intervals_cover_as_often_as_they_say() {
        let (experiments, level, truth) = (2_000u32, 0.95, true_share());
        let (mut covered, mut covered_if_independent) = (0, 0);
        for experiment in 0..experiments {
            let root = Key::replication(2024, u64::from(experiment));
            let (hits, items): (Vec<f64>, Vec<f64>) = (0..40).map(|r| replication(root.child(r))).unzip();
            let interval = share(&hits, &items, level).unwrap().interval.unwrap();
            covered += u32::from(interval.low <= truth && truth <= interval.high);
            let total = |counts: &[f64]| counts.iter().sum::<f64>() as u64;
            let naive = wilson(total(&hits), total(&items), level).unwrap();
            covered_if_independent += u32::from(naive.low <= truth && truth <= naive.high);
        }
        let expected = f64::from(experiments) * level;
        let band = 4.0 * (expected * (1.0 - level)).sqrt();
        assert!(
            (f64::from(covered) - expected).abs() < band,
            "{covered} of {experiments}"
        );
        assert!(
            f64::from(covered_if_independent) < expected - 2.0 * band,
            "{covered_if_independent} of {experiments}"
        );
    }

    /// The same for paired differences of two variants that share their luck.
    #[test]
    fn paired_intervals_cover_as_often_as_they_say() {
        let (experiments, level) = (2_000u32, 0.95);
        // The second variant also saves one in five of the misses.
        let truth = -0.2 * (1.0 - true_share());
        let mut covered = 0;
        for experiment in 0..experiments {
            let root = Key::replication(7, u64::from(experiment));
            let (a, items): (Vec<f64>, Vec<f64>) = (0..40).map(|r| replication(root.child(r))).unzip();
            let saved = |r: usize| {
                let mut stream = root.child(1_000 + r as u64).stream();
                (0..(items[r] - a[r]) as u32).filter(|_| stream.uniform() < 0.2).count() as f64
            };
            let b: Vec<f64> = (0..40).map(|r| a[r] + saved(r)).collect();
            let paired = paired_share_difference((&a, &items), (&b, &items), level).unwrap();
            covered += u32::from(paired.difference.low <= truth && truth <= paired.difference.high);
            assert!(paired.variance_ratio.unwrap() > 1.0 && paired.correlation.unwrap() > 0.5);
        }
        let expected = f64::from(experiments) * level;
        let band = 4.0 * (expected * (1.0 - level)).sqrt();
        assert!(
            (f64::from(covered) - expected).abs() < band,
            "{covered} of {experiments}"
        );
    }
}
