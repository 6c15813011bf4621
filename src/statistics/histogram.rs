//! A log-linear histogram of non-negative integers.
//!
//! Counts are integers and buckets are found by bit operations alone, so merging is commutative and associative and a
//! result has the same bits whatever the processor, the number of threads or the order of merging. The layout is that of
//! HdrHistogram (Tene 2012): each power of two is cut into 64 buckets, so a value is known to within 1/64 of itself,
//! and values below 128 are known exactly.

use serde::{Deserialize, Serialize};

/// log2 of the number of buckets in each power of two.
const SUB_BITS: u32 = 6;
/// Buckets in each power of two.
const SUB_BUCKETS: usize = 1 << SUB_BITS;
/// log2 of the first value that is only known to be large.
const LIMIT_BITS: u32 = 40;
/// The first value that goes to the last bucket, about 34.8 years in milliseconds.
const LIMIT: i64 = 1 << LIMIT_BITS;
/// The last bucket: everything from 2^40 up, whose values are not told apart.
const LAST: usize = BUCKETS - 1;
/// A drop in the survival curve smaller than this share is not worth a point of its own in a plot.
const SURVIVAL_STEP: f64 = 1.0 / 400.0;

/// The number of buckets.
pub const BUCKETS: usize = SUB_BUCKETS * (LIMIT_BITS - SUB_BITS + 1) as usize + 1;

/// The bucket of a value in ticks. A negative value counts as 0; everything from 2^40 ticks up shares the last bucket.
#[inline]
pub fn bucket(ticks: i64) -> usize {
    let value = ticks.max(0) as u64;
    if value < SUB_BUCKETS as u64 {
        return value as usize;
    }
    let exponent = 63 - value.leading_zeros();
    if exponent >= LIMIT_BITS {
        return LAST;
    }
    // The leading one bit of the shifted value is itself worth SUB_BUCKETS, hence one octave less in front.
    let octave = (exponent - SUB_BITS) as usize;
    octave * SUB_BUCKETS + (value >> octave) as usize
}

/// The values of a bucket in ticks: the smallest, and the one after the largest. The last bucket ends at `i64::MAX`; so
/// do numbers that are no bucket.
pub fn bounds(bucket: usize) -> (i64, i64) {
    if bucket < SUB_BUCKETS {
        return (bucket as i64, bucket as i64 + 1);
    }
    if bucket >= LAST {
        return (LIMIT, i64::MAX);
    }
    let octave = bucket / SUB_BUCKETS - 1;
    let low = ((bucket - octave * SUB_BUCKETS) as i64) << octave;
    (low, low + (1 << octave))
}

/// How often each bucket was hit. An empty histogram owns no memory, and trailing empty buckets are never stored, so two
/// histograms of the same values are equal.
///
/// Every reading of it rests on one distribution function F: the values of a bucket are spread evenly over its integers,
/// and F is linear between integers. In buckets of one value (below 128) that is exact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<(u16, u64)>", from = "Vec<(u16, u64)>")]
pub struct Histogram {
    counts: Vec<u64>,
}

/// As it is kept in text: the buckets that were hit, with their counts.
impl From<Histogram> for Vec<(u16, u64)> {
    fn from(histogram: Histogram) -> Vec<(u16, u64)> {
        let counts = (0u16..).zip(histogram.counts);
        counts.filter(|(_, count)| *count > 0).collect()
    }
}

impl From<Vec<(u16, u64)>> for Histogram {
    fn from(hit: Vec<(u16, u64)>) -> Histogram {
        let mut histogram = Histogram::new();
        for (bucket, count) in hit {
            let bucket = usize::from(bucket).min(LAST);
            if bucket >= histogram.counts.len() && count > 0 {
                histogram.counts.resize(bucket + 1, 0);
            }
            if let Some(counted) = histogram.counts.get_mut(bucket) {
                *counted += count;
            }
        }
        histogram
    }
}

impl Histogram {
    /// A histogram without values.
    pub const fn new() -> Histogram {
        Histogram { counts: Vec::new() }
    }

    /// Counts one value, in ticks.
    pub fn record(&mut self, ticks: i64) {
        self.record_buckets(&[bucket(ticks) as u16]);
    }

    /// Counts values that are known by their buckets; one beyond the last bucket goes to the last.
    pub fn record_buckets(&mut self, buckets: &[u16]) {
        let Some(most) = buckets.iter().map(|&bucket| usize::from(bucket).min(LAST)).max() else {
            return;
        };
        if most >= self.counts.len() {
            self.counts.resize(most + 1, 0);
        }
        for &bucket in buckets {
            self.counts[usize::from(bucket).min(LAST)] += 1;
        }
    }

    /// Adds the values of another histogram.
    pub fn merge(&mut self, other: &Histogram) {
        self.add(other.counts.iter().copied());
    }

    /// Adds plain counts, one for each bucket from bucket 0 on; counts beyond the last bucket are added to it.
    pub fn merge_counts(&mut self, counts: &[u32]) {
        let used = counts.iter().rposition(|&count| count != 0).map_or(0, |last| last + 1);
        self.add(counts[..used].iter().map(|&count| u64::from(count)));
    }

    fn add(&mut self, counts: impl ExactSizeIterator<Item = u64>) {
        let buckets = counts.len().min(BUCKETS);
        if buckets > self.counts.len() {
            self.counts.resize(buckets, 0);
        }
        for (bucket, count) in counts.enumerate() {
            self.counts[bucket.min(LAST)] += count;
        }
    }

    /// The number of values.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The counts of the buckets from bucket 0 to the last one hit.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The smallest x, in ticks, with F(x) ≥ p; it lies in the bucket of the ⌈p·n⌉-th smallest of the n values.
    ///
    /// `None` when there are no values, when `p` is not in [0, 1], and when the answer is 2^40 ticks or more, whose values
    /// are not told apart.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let total = self.total();
        if total == 0 || !(0.0..=1.0).contains(&p) {
            return None;
        }
        // Without the allowance, 0.07 × 100 is a hair above 7 and would ask for the eighth value.
        let wanted = (p * total as f64) * (1.0 - 4.0 * f64::EPSILON);
        let mut below = 0;
        for (bucket, &count) in self.counts.iter().enumerate() {
            if count > 0 && (below + count) as f64 >= wanted {
                return (bucket != LAST).then(|| inside(bucket, (wanted - below as f64) / count as f64));
            }
            below += count;
        }
        None
    }

    /// The share of values above `ticks`: 1 − F(ticks).
    ///
    /// `None` when there are no values, and when `ticks` is 2^40 or more while some values are, which are not told apart.
    pub fn share_above(&self, ticks: i64) -> Option<f64> {
        let total = self.total();
        if total == 0 {
            return None;
        }
        if ticks < 0 {
            return Some(1.0);
        }
        let own = bucket(ticks);
        let (low, end) = bounds(own);
        let inside = self.counts.get(own).map_or(0.0, |&count| count as f64);
        if own == LAST && inside > 0.0 {
            return None;
        }
        let above: u64 = self.counts.iter().skip(own + 1).sum();
        let part = (end - 1 - ticks) as f64 / (end - low) as f64;
        Some((above as f64 + inside * part) / total as f64)
    }

    /// The survival curve for plotting: points (ticks, share of values above), joined by straight lines.
    ///
    /// Empty without values. Thinned to at most some 800 points that are off by less than 1/400; the first point has share 1 and
    /// the last is at the largest value, with share 0 unless values of 2^40 ticks or more remain.
    pub fn survival(&self) -> Vec<(f64, f64)> {
        let corners = self.survival_corners();
        let mut kept: Vec<(f64, f64)> = Vec::new();
        let mut skipped = None;
        let last = corners.len().saturating_sub(1);
        for (i, corner) in corners.into_iter().enumerate() {
            let fallen = kept.last().map(|&(_, share)| share - corner.1);
            if i == last || fallen.is_none_or(|fallen| fallen >= SURVIVAL_STEP) {
                // The point before a large drop keeps a flat stretch flat.
                kept.extend(skipped.take());
                kept.push(corner);
            } else {
                skipped = Some(corner);
            }
        }
        kept
    }

    /// All corners of 1 − F.
    fn survival_corners(&self) -> Vec<(f64, f64)> {
        let total = self.total();
        let mut corners: Vec<(f64, f64)> = Vec::new();
        let mut above = total;
        for (bucket, &count) in self.counts.iter().enumerate().take(LAST) {
            if count == 0 {
                continue;
            }
            let (low, end) = bounds(bucket);
            // F begins to rise one tick before the first value; no curve begins before 0.
            let start = (low - 1).max(0) as f64;
            if corners.last().is_none_or(|&(ticks, _)| ticks < start) {
                corners.push((start, above as f64 / total as f64));
            }
            above -= count;
            corners.push(((end - 1) as f64, above as f64 / total as f64));
        }
        if above > 0 {
            corners.push((LIMIT as f64, above as f64 / total as f64));
        }
        corners
    }
}

/// The point that a share of the values of a bucket lies at or below.
fn inside(bucket: usize, share: f64) -> f64 {
    let (low, end) = bounds(bucket);
    let last_before = (low - 1) as f64;
    (last_before + share * (end - low) as f64).clamp(low as f64, (end - 1) as f64)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

    use super::{BUCKETS, Histogram, LIMIT, bounds, bucket};

    fn of(values: &[i64]) -> Histogram {
        let mut histogram = Histogram::new();
        values.iter().for_each(|&value| histogram.record(value));
        histogram
    }

    /// Values of every magnitude the buckets tell apart.
    fn ticks() -> impl Strategy<Value = i64> {
        (any::<u64>(), 24u32..64).prop_map(|(bits, shift)| (bits >> shift) as i64)
    }

    #[test]
    fn buckets_tile_the_integers() {
        let mut expected_low = 0;
        for number in 0..BUCKETS {
            let (low, end) = bounds(number);
            assert_eq!(low, expected_low);
            assert_eq!(bucket(low), number);
            assert_eq!(bucket(end - 1), number);
            assert!(end - low == 1 || number == BUCKETS - 1 || (end - low) * 64 <= low);
            expected_low = end;
        }
        assert_eq!(expected_low, i64::MAX);
        assert_eq!((bucket(-1), bucket(i64::MIN), bucket(i64::MAX)), (0, 0, BUCKETS - 1));
        assert_eq!((bounds(127), bounds(128)), ((127, 128), (128, 130)));
        assert_eq!((bucket(LIMIT - 1), bucket(LIMIT)), (BUCKETS - 2, BUCKETS - 1));
    }

    #[test]
    fn small_values_have_exact_quantiles() {
        let histogram = of(&[5, 1, 3, 3, 100]);
        let quantiles = [0.0, 0.2, 0.21, 0.6, 0.61, 0.8, 0.81, 1.0].map(|p| histogram.quantile(p));
        assert_eq!(quantiles, [1.0, 1.0, 3.0, 3.0, 5.0, 5.0, 100.0, 100.0].map(Some));
        let hundred: Vec<i64> = (1..=100).collect();
        for percent in 1..=100u32 {
            let p = f64::from(percent) / 100.0;
            assert_eq!(of(&hundred).quantile(p), Some(f64::from(percent)));
        }
    }

    #[test]
    fn quantiles_are_linear_inside_a_bucket() {
        // The bucket 1024..1040 has 16 values; four hits spread over it evenly.
        let histogram = of(&[1024, 1024, 1030, 1039]);
        assert_eq!(bounds(bucket(1030)), (1024, 1040));
        assert_eq!(histogram.quantile(0.25), Some(1027.0));
        assert_eq!(histogram.quantile(0.5), Some(1031.0));
        assert_eq!(histogram.quantile(1.0), Some(1039.0));
        assert_eq!(histogram.quantile(0.0), Some(1024.0));
        assert_eq!(histogram.share_above(1031), Some(0.5));
        assert_eq!(histogram.share_above(1039), Some(0.0));
        assert_eq!(histogram.share_above(1023), Some(1.0));
    }

    #[test]
    fn what_is_not_known_is_none() {
        let empty = Histogram::new();
        assert_eq!(
            (empty.quantile(0.5), empty.share_above(3), empty.total()),
            (None, None, 0)
        );
        assert!(empty.survival().is_empty() && empty.is_empty());
        let huge = of(&[1, LIMIT, LIMIT + 7]);
        assert_eq!((huge.quantile(0.3), huge.quantile(0.5)), (Some(1.0), None));
        assert_eq!(huge.share_above(LIMIT - 1), Some(2.0 / 3.0));
        assert_eq!(
            (huge.share_above(LIMIT), of(&[1]).share_above(LIMIT)),
            (None, Some(0.0))
        );
        assert_eq!(
            (huge.quantile(-0.1), huge.quantile(1.1), huge.quantile(f64::NAN)),
            (None, None, None)
        );
    }

    #[test]
    fn survival_of_a_few_values() {
        assert_eq!(
            of(&[0, 10, 10, 12]).survival(),
            [
                (0.0, 1.0),
                (0.0, 0.75),
                (9.0, 0.75),
                (10.0, 0.25),
                (11.0, 0.25),
                (12.0, 0.0)
            ]
        );
        assert_eq!(of(&[LIMIT]).survival(), [(LIMIT as f64, 1.0)]);
    }

    #[test]
    fn plain_counts_merge_like_values() {
        let mut merged = of(&[3]);
        merged.merge_counts(&[0, 2, 0, 1, 0, 0]);
        assert_eq!(merged, of(&[1, 1, 3, 3]));
        assert_eq!(merged.counts(), [0, 2, 0, 2]);
        merged.merge_counts(&[0; BUCKETS]);
        assert_eq!(merged.counts(), [0, 2, 0, 2]);
    }

    proptest! {
        #[test]
        fn a_quantile_shares_the_bucket_of_the_exact_one(values in vec(ticks(), 1..200), p in 0.0f64..=1.0) {
            let mut sorted = values.clone();
            sorted.sort_unstable();
            let rank = (p * sorted.len() as f64).ceil().max(1.0) as usize;
            let (low, end) = bounds(bucket(sorted[rank - 1]));
            let quantile = of(&values).quantile(p).unwrap();
            prop_assert!(low as f64 <= quantile && quantile <= (end - 1) as f64, "{quantile} not in {low}..{end}");
        }

        #[test]
        fn quantiles_never_fall(values in vec(ticks(), 1..50), p in 0.0f64..=1.0, q in 0.0f64..=1.0) {
            let histogram = of(&values);
            prop_assert!(histogram.quantile(p.min(q)) <= histogram.quantile(p.max(q)));
        }

        #[test]
        fn the_share_above_agrees_with_the_values(values in vec(ticks(), 1..200), at in ticks()) {
            let (low, end) = bounds(bucket(at));
            let share = |threshold: i64| values.iter().filter(|&&v| v > threshold).count() as f64 / values.len() as f64;
            let above = of(&values).share_above(at).unwrap();
            prop_assert!(share(end - 1) - 1e-12 <= above && above <= share(low - 1) + 1e-12);
            prop_assert_eq!(of(&values).share_above(end - 1), Some(share(end - 1)));
        }

        #[test]
        fn any_order_of_merging_gives_the_same(
            a in vec(ticks(), 0..60), b in vec(ticks(), 0..60), c in vec(ticks(), 0..60),
        ) {
            let merged = |parts: &[&Histogram]| {
                let mut sum = Histogram::new();
                parts.iter().for_each(|part| sum.merge(part));
                sum
            };
            let (ha, hb, hc) = (of(&a), of(&b), of(&c));
            let all = of(&[a, b, c].concat());
            prop_assert_eq!(&merged(&[&ha, &hb, &hc]), &all);
            prop_assert_eq!(&merged(&[&hc, &ha, &hb]), &all);
            prop_assert_eq!(&merged(&[&ha, &merged(&[&hc, &hb])]), &all);
        }

        #[test]
        fn survival_falls_and_stays_close(values in vec(ticks(), 1..2000)) {
            let histogram = of(&values);
            let curve = histogram.survival();
            prop_assert!(curve.len() <= 802);
            prop_assert_eq!(curve.first().map(|point| point.1), Some(1.0));
            prop_assert_eq!(curve.last().map(|point| point.1), Some(0.0));
            prop_assert!(curve.windows(2).all(|w| w[0].0 <= w[1].0 && w[0].1 >= w[1].1));
            for &(ticks, share) in &curve[1..] {
                prop_assert!((histogram.share_above(ticks as i64).unwrap() - share).abs() < 1e-9);
            }
        }
    }
}
