//! Series of equally spaced levels, one per replication: trend, average and bands.

use super::interval::{PointEstimate, mean, t_interval};

/// The slope of the least-squares line through equally spaced levels, in units of level per step; `None` below two levels.
pub fn slope(levels: &[f64]) -> Option<f64> {
    let n = levels.len() as f64;
    if levels.len() < 2 {
        return None;
    }
    let middle = (n - 1.0) / 2.0;
    // Steps are whole numbers, so their sum of squares around the middle is known: n(n² − 1)/12.
    let products: f64 = levels
        .iter()
        .enumerate()
        .map(|(step, level)| (step as f64 - middle) * level)
        .sum();
    Some(products / (n * (n * n - 1.0) / 12.0))
}

/// The mean slope over replications, in units of level per step, with Student's t interval over replications (levels of
/// one replication are far from independent, so the regression's own standard error would be far too small). `None` when
/// no replication has two levels; those with fewer are left out.
pub fn trend<S: AsRef<[f64]>>(replications: &[S], level: f64) -> Option<PointEstimate> {
    let slopes: Vec<f64> = replications
        .iter()
        .filter_map(|levels| slope(levels.as_ref()))
        .collect();
    Some(PointEstimate {
        value: mean(&slopes)?,
        interval: t_interval(&slopes, level),
    })
}

/// The mean over replications at each step, as far as the shortest series goes.
pub fn mean_by_step<S: AsRef<[f64]>>(replications: &[S]) -> Vec<f64> {
    by_step(replications).filter_map(|levels| mean(&levels)).collect()
}

/// The `p` quantile of plain values by linear interpolation at 1 + (n − 1)p of the sorted values (type 7 of Hyndman and
/// Fan 1996, the rule of R and NumPy); `None` of nothing, and when `p` is not in [0, 1].
///
/// It describes spread over replications (risk), which more replications do not shrink; it is no interval.
pub fn percentile(values: &[f64], p: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    percentile_of_sorted(&sorted, p)
}

fn percentile_of_sorted(sorted: &[f64], p: f64) -> Option<f64> {
    if sorted.is_empty() || !(0.0..=1.0).contains(&p) {
        return None;
    }
    let position = (sorted.len() - 1) as f64 * p;
    let (below, above) = (sorted[position.floor() as usize], sorted[position.ceil() as usize]);
    Some(below + position.fract() * (above - below))
}

/// A fan chart's lines: for each of the probabilities the percentile over replications at each step, as far as the shortest
/// series goes. `None` when a probability is not in [0, 1].
pub fn percentiles_by_step<S: AsRef<[f64]>>(replications: &[S], probabilities: &[f64]) -> Option<Vec<Vec<f64>>> {
    let mut lines = vec![Vec::new(); probabilities.len()];
    for mut levels in by_step(replications) {
        levels.sort_by(f64::total_cmp);
        for (line, &p) in lines.iter_mut().zip(probabilities) {
            line.push(percentile_of_sorted(&levels, p)?);
        }
    }
    Some(lines)
}

/// The levels of all replications at each step.
fn by_step<S: AsRef<[f64]>>(replications: &[S]) -> impl Iterator<Item = Vec<f64>> {
    let steps = replications
        .iter()
        .map(|levels| levels.as_ref().len())
        .min()
        .unwrap_or(0);
    (0..steps).map(move |step| replications.iter().map(|levels| levels.as_ref()[step]).collect())
}

#[cfg(test)]
mod tests {
    use super::{mean_by_step, percentile, percentiles_by_step, slope, trend};
    use crate::statistics::interval::t_interval;

    #[test]
    fn slopes_by_hand() {
        assert_eq!(slope(&[3.0, 5.0, 7.0, 9.0]), Some(2.0));
        // Steps −1, 0, 1 against 0, 3, 1: 1/2.
        assert_eq!(slope(&[0.0, 3.0, 1.0]), Some(0.5));
        assert_eq!(slope(&[4.0, 4.0]), Some(0.0));
        assert_eq!((slope(&[4.0]), slope(&[])), (None, None));
    }

    #[test]
    fn a_trend_is_a_t_interval_of_slopes() {
        let replications = [vec![0.0, 1.0, 2.0], vec![5.0, 8.0, 11.0], vec![1.0, 3.0], vec![9.0]];
        let estimate = trend(&replications, 0.95).unwrap();
        assert_eq!(estimate.value, 2.0);
        assert_eq!(estimate.interval, t_interval(&[1.0, 3.0, 2.0], 0.95));
        let single = trend(&replications[..1], 0.95).unwrap();
        assert_eq!((single.value, single.interval), (1.0, None));
        assert_eq!(trend(&replications[3..], 0.95), None);
    }

    #[test]
    fn percentiles_are_of_type_7() {
        let values = [4.0, 1.0, 3.0, 2.0];
        assert_eq!(
            [0.0, 0.25, 0.5, 0.9, 1.0].map(|p| percentile(&values, p)),
            [1.0, 1.75, 2.5, 3.7, 4.0].map(Some)
        );
        assert_eq!(percentile(&[7.0], 0.3), Some(7.0));
        assert_eq!((percentile(&[], 0.5), percentile(&values, 1.5)), (None, None));
    }

    #[test]
    fn steps_go_as_far_as_the_shortest_series() {
        let replications = [vec![1.0, 10.0, 5.0], vec![3.0, 30.0], vec![2.0, 20.0]];
        assert_eq!(mean_by_step(&replications), [2.0, 20.0]);
        let lines = percentiles_by_step(&replications, &[0.0, 0.5, 0.75]).unwrap();
        assert_eq!(lines, [[1.0, 10.0], [2.0, 20.0], [2.5, 25.0]]);
        assert_eq!(percentiles_by_step(&replications, &[2.0]), None);
        assert!(mean_by_step::<Vec<f64>>(&[]).is_empty());
    }
}
