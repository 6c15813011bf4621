//! Percentiles of the pooled distribution of items, with an interval by sectioning.
//!
//! A section is a group of neighbouring replications. The point estimate is the quantile Q of all values pooled; the spread
//! of the sections' own quantiles around Q gives the interval (Asmussen and Glynn, *Stochastic Simulation*, 2007, §III.5;
//! Nakayama 2014). Averaging the sections' quantiles instead would be biased, and order statistics of pooled items would
//! ignore that items of one replication share its luck.

use super::histogram::Histogram;
use super::interval::{Estimate, PointEstimate, half_width_factor};
use super::ratio::PairedDifference;

/// How many values of a section must be expected beyond the quantile.
const VALUES_BEYOND: f64 = 100.0;

/// The `p` quantile of all replications (or groups of them) pooled, in ticks, by [`sectioning`] over sections that are large
/// enough for it: neighbours are merged as [`replications_per_section`] says. `None` as for [`Histogram::quantile`]; no
/// interval when that leaves fewer than two sections.
pub fn pooled_quantile(replications: &[Histogram], p: f64, level: f64) -> Option<PointEstimate> {
    let totals: Vec<u64> = replications.iter().map(Histogram::total).collect();
    let group = replications_per_section(&totals, p).unwrap_or(replications.len());
    sectioning(&merge_neighbours(replications, group), p, level)
}

/// The `p` quantile Q of all sections pooled, with Q ± t_{1−α/2, S−1} √(Σ(q_s − Q)²/(S−1)) / √S over the S sections that
/// have values. `None` when Q is unknown; no interval below two sections, or when a section's quantile is unknown.
pub fn sectioning(sections: &[Histogram], p: f64, level: f64) -> Option<PointEstimate> {
    let value = pool(sections).quantile(p)?;
    let own = sections.iter().filter(|section| !section.is_empty());
    let quantiles: Option<Vec<f64>> = own.map(|section| section.quantile(p)).collect();
    Some(PointEstimate {
        value,
        interval: quantiles.and_then(|quantiles| around(value, &quantiles, level)),
    })
}

/// The interval around a value from the sections' values.
fn around(value: f64, sections: &[f64], level: f64) -> Option<Estimate> {
    let factor = half_width_factor(sections.len(), level)?;
    let squares: f64 = sections.iter().map(|own| (own - value).powi(2)).sum();
    let spread = (squares / (sections.len() - 1) as f64).sqrt();
    Some(Estimate::symmetric(value, factor * spread))
}

/// The difference of two `p` quantiles, a − b, over the same replications, section by section: the pooled difference, with
/// the interval of [`sectioning`] from the differences of the sections' own quantiles. Both are cut into the same sections,
/// large enough for the smaller of the two. `None` below two sections or where a quantile is unknown.
pub fn paired_quantile_difference(a: &[Histogram], b: &[Histogram], p: f64, level: f64) -> Option<PairedDifference> {
    let smaller = |(x, y): (&Histogram, &Histogram)| x.total().min(y.total());
    let totals: Vec<u64> = a.iter().zip(b).map(smaller).collect();
    let group = replications_per_section(&totals, p)?;
    let own = |sections: &[Histogram]| -> Option<Vec<f64>> {
        merge_neighbours(sections, group)
            .iter()
            .map(|section| section.quantile(p))
            .collect()
    };
    let (own_a, own_b) = (own(a)?, own(b)?);
    let (pooled_a, pooled_b) = (pool(a).quantile(p)?, pool(b).quantile(p)?);
    let differences: Vec<f64> = own_a.iter().zip(&own_b).map(|(x, y)| x - y).collect();
    let difference = around(pooled_a - pooled_b, &differences, level)?;
    let spread = |values: &[f64], centre: f64| values.iter().map(|value| (value - centre).powi(2)).sum::<f64>();
    let (spread_a, spread_b) = (spread(&own_a, pooled_a), spread(&own_b, pooled_b));
    let spread_difference = spread(&differences, pooled_a - pooled_b);
    let covariance = (spread_a + spread_b - spread_difference) / 2.0;
    Some(PairedDifference {
        difference,
        correlation: (spread_a > 0.0 && spread_b > 0.0)
            .then(|| (covariance / (spread_a * spread_b).sqrt()).clamp(-1.0, 1.0)),
        variance_ratio: (spread_difference > 0.0).then(|| (spread_a + spread_b) / spread_difference),
    })
}

/// The smallest number of neighbouring replications to merge so that every section has at least 100/(1−p) values (100/p
/// for p below one half), given the number of values of each replication. `None` when fewer than two sections would be left.
pub fn replications_per_section(values: &[u64], p: f64) -> Option<usize> {
    let beyond = p.min(1.0 - p);
    let enough = VALUES_BEYOND / beyond * (1.0 - 4.0 * f64::EPSILON);
    if beyond.is_nan() || beyond <= 0.0 {
        return None;
    }
    (1..=values.len() / 2)
        .find(|&group| groups(values, group).all(|section| section.iter().sum::<u64>() as f64 >= enough))
}

/// Merges each `group` neighbouring replications into one section; left-over replications join the last section. A group
/// of 0 counts as 1.
pub fn merge_neighbours(replications: &[Histogram], group: usize) -> Vec<Histogram> {
    groups(replications, group).map(pool).collect()
}

/// Neighbours in groups of at least `group`, the last one taking what is left over.
fn groups<T>(items: &[T], group: usize) -> impl Iterator<Item = &[T]> {
    let group = group.max(1);
    let number = (items.len() / group).max(usize::from(!items.is_empty()));
    (0..number).map(move |i| {
        let end = if i + 1 == number { items.len() } else { (i + 1) * group };
        &items[i * group..end]
    })
}

/// All values in one histogram.
fn pool(sections: &[Histogram]) -> Histogram {
    let mut all = Histogram::new();
    sections.iter().for_each(|section| all.merge(section));
    all
}

#[cfg(test)]
mod tests {
    use super::{merge_neighbours, pooled_quantile, replications_per_section, sectioning};
    use crate::engine::streams::Key;
    use crate::statistics::histogram::Histogram;
    use crate::statistics::interval::student_quantile;

    fn of(values: impl IntoIterator<Item = i64>) -> Histogram {
        let mut histogram = Histogram::new();
        values.into_iter().for_each(|value| histogram.record(value));
        histogram
    }

    /// Medians 2, 5 and 4 around the pooled median 4: squares 4 + 1 + 0 over 2.
    #[test]
    fn sectioning_by_hand() {
        let sections = [of([1, 2, 3]), of([4, 5, 6]), Histogram::new(), of([3, 4, 5])];
        let estimate = sectioning(&sections, 0.5, 0.95).unwrap();
        assert_eq!(estimate.value, 4.0);
        let half_width = student_quantile(0.975, 2.0).unwrap() * 2.5f64.sqrt() / 3.0f64.sqrt();
        assert!((estimate.interval.unwrap().half_width() - half_width).abs() < 1e-12);
    }

    #[test]
    fn too_few_sections_give_no_interval() {
        let lonely = sectioning(&[of([1, 2, 3]), Histogram::new()], 0.5, 0.95).unwrap();
        assert_eq!((lonely.value, lonely.interval), (2.0, None));
        assert_eq!(sectioning(&[], 0.5, 0.95), None);
        assert_eq!(pooled_quantile(&[Histogram::new(), Histogram::new()], 0.5, 0.95), None);
        let few = pooled_quantile(&[of(0..10), of(0..10)], 0.9, 0.95).unwrap();
        assert_eq!((few.value, few.interval), (8.0, None));
    }

    #[test]
    fn sections_are_merged_until_they_are_large_enough() {
        assert_eq!(replications_per_section(&[200, 250, 300], 0.5), Some(1));
        assert_eq!(replications_per_section(&[199, 250, 300], 0.5), None);
        // Groups of two have 900, 1100, 1500; groups of three (with the left-over one) 1400 and 2100.
        let values = [400, 500, 500, 600, 700, 400, 400];
        assert_eq!(replications_per_section(&values, 0.9), Some(3));
        assert_eq!(replications_per_section(&values, 0.1), Some(3));
        assert_eq!(replications_per_section(&[1000; 4], 0.9), Some(1));
        assert_eq!(replications_per_section(&[u64::MAX / 8; 4], 1.0), None);
        assert_eq!(replications_per_section(&[], 0.5), None);
    }

    #[test]
    fn left_over_replications_join_the_last_section() {
        let replications: Vec<Histogram> = (0..7).map(|value| of([value])).collect();
        assert_eq!(merge_neighbours(&replications, 3), [of([0, 1, 2]), of([3, 4, 5, 6])]);
        assert_eq!(merge_neighbours(&replications, 9), [of(0..7)]);
        assert_eq!(merge_neighbours(&replications, 1), replications);
        assert!(merge_neighbours(&[], 3).is_empty());
    }

    /// Items of a replication share a factor; the interval still covers the pooled 90th percentile within four standard
    /// deviations of the binomial count. Values are u·v with u shared and v their own, both uniform on [0, 10000), so
    /// P(u·v ≤ x·10^8) = x − x ln x, which is 0.9 at x = 0.60821....
    #[test]
    fn sectioning_covers_as_often_as_it_says() {
        let (mut low, mut high) = (0.0f64, 1.0);
        for _ in 0..100 {
            let x = (low + high) / 2.0;
            if x - x * x.ln() < 0.9 { low = x } else { high = x }
        }
        let truth = low * 1e8;
        let (experiments, level) = (500u32, 0.95);
        let mut covered = 0;
        for experiment in 0..experiments {
            let root = Key::replication(11, u64::from(experiment));
            // Sections of 25 replications of 40 values each, 40 sections.
            let section = |s: u64| {
                let replication = |r: u64| {
                    let mut stream = root.child(s).child(r).stream();
                    let shared = stream.uniform();
                    (0..40).map(move |_| (shared * stream.uniform() * 1e8) as i64)
                };
                of((0..25).flat_map(replication))
            };
            let sections: Vec<Histogram> = (0..40).map(section).collect();
            let interval = pooled_quantile(&sections, 0.9, level).unwrap().interval.unwrap();
            covered += u32::from(interval.low <= truth && truth <= interval.high);
        }
        let expected = f64::from(experiments) * level;
        let band = 4.0 * (expected * (1.0 - level)).sqrt();
        assert!(
            (f64::from(covered) - expected).abs() < band,
            "{covered} of {experiments}"
        );
    }
}
