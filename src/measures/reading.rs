//! Readings: what replications told of a figure, enough to estimate it, to pair it with another run's, and to go on later.

use serde::{Deserialize, Serialize};

use super::figures::from_point;
use crate::results::Estimate;
use crate::statistics::Histogram;
use crate::statistics::quantile::{paired_quantile_difference, pooled_quantile};
use crate::statistics::ratio::{self, PairedDifference, paired_difference, paired_quotient, paired_share_difference};
use crate::time::HOUR;

/// What replications told of a figure. Sums stand in the order of the replications' numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reading {
    /// A sum per replication, divided by a constant.
    Rate {
        /// The sum of each replication.
        sums: Vec<f64>,
        /// The constant.
        per: f64,
    },
    /// A sum divided by another.
    Ratio {
        /// The sum of each replication.
        sums: Vec<f64>,
        /// What it is divided by, of each replication.
        by: Vec<f64>,
    },
    /// As a ratio, of hits among trials.
    Share {
        /// The hits of each replication.
        hits: Vec<f64>,
        /// The trials of each replication.
        trials: Vec<f64>,
    },
    /// A percentile of a distribution in ticks, told in hours.
    Percentile {
        /// The distribution by section: replications are dealt to them in turn.
        sections: Vec<Histogram>,
        /// Which percentile, as a share.
        p: f64,
    },
}

impl Reading {
    /// The figure with its interval at a level of confidence; times in hours.
    pub fn estimate(&self, level: f64) -> Option<Estimate> {
        match self {
            Reading::Rate { sums, per } => ratio::ratio(sums, &vec![*per; sums.len()], level).map(from_point),
            Reading::Ratio { sums, by } => ratio::ratio(sums, by, level).map(from_point),
            Reading::Share { hits, trials } => ratio::share(hits, trials, level).map(from_point),
            Reading::Percentile { sections, p } => percentile(sections, *p, level),
        }
    }

    /// The paired difference, this one less `base`, over the replications that both have; times in hours. None where they
    /// are not made in the same way, or say too little.
    pub fn less(&self, base: &Reading, level: f64) -> Option<PairedDifference> {
        let both = self.replications().zip(base.replications());
        let both = both.map_or(0, |(this, base)| this.min(base));
        let constant = |per: &f64| vec![*per; both];
        match (self, base) {
            (Reading::Rate { sums: a, per: per_a }, Reading::Rate { sums: b, per: per_b }) => {
                paired_difference((&a[..both], &constant(per_a)), (&b[..both], &constant(per_b)), level)
            }
            (Reading::Ratio { sums: a, by: by_a }, Reading::Ratio { sums: b, by: by_b }) => {
                paired_difference((&a[..both], &by_a[..both]), (&b[..both], &by_b[..both]), level)
            }
            (Reading::Share { hits: a, trials: of_a }, Reading::Share { hits: b, trials: of_b }) => {
                paired_share_difference((&a[..both], &of_a[..both]), (&b[..both], &of_b[..both]), level)
            }
            (Reading::Percentile { sections: a, p }, Reading::Percentile { sections: b, .. }) => {
                paired_percentile(a, b, *p, level)
            }
            _ => None,
        }
    }

    /// How many times as much as `base` it is, paired over the replications that both have. None for percentiles, and where
    /// one of them is not above 0 or they say too little.
    pub fn times(&self, base: &Reading, level: f64) -> Option<Estimate> {
        let both = self.replications()?.min(base.replications()?);
        let columns = |reading: &Reading| match reading {
            Reading::Rate { sums, per } => Some((sums[..both].to_vec(), vec![*per; both])),
            Reading::Ratio { sums, by } => Some((sums[..both].to_vec(), by[..both].to_vec())),
            Reading::Share { hits, trials } => Some((hits[..both].to_vec(), trials[..both].to_vec())),
            Reading::Percentile { .. } => None,
        };
        let ((a, of_a), (b, of_b)) = (columns(self)?, columns(base)?);
        let quotient = paired_quotient((&a, &of_a), (&b, &of_b), level)?;
        Some(Estimate {
            value: quotient.value,
            low: Some(quotient.low),
            high: Some(quotient.high),
        })
    }

    /// Adds what later replications told of the same figure.
    pub fn append(&mut self, later: Reading) {
        match (self, later) {
            (Reading::Rate { sums, .. }, Reading::Rate { sums: more, .. }) => sums.extend(more),
            (
                Reading::Ratio { sums, by },
                Reading::Ratio {
                    sums: more,
                    by: more_by,
                },
            ) => {
                sums.extend(more);
                by.extend(more_by);
            }
            (Reading::Share { hits, trials }, Reading::Share { hits: more, trials: of }) => {
                hits.extend(more);
                trials.extend(of);
            }
            (Reading::Percentile { sections, .. }, Reading::Percentile { sections: more, .. }) => {
                sections
                    .iter_mut()
                    .zip(&more)
                    .for_each(|(section, more)| section.merge(more));
            }
            // Of one figure all readings are of one form.
            _ => {}
        }
    }

    /// What the replications from a number until before another told; none where they are not told apart, or are not there.
    pub fn part(&self, from: u32, until: u32) -> Option<Reading> {
        let cut = |all: &Vec<f64>| all.get(from as usize..until as usize).map(<[f64]>::to_vec);
        Some(match self {
            Reading::Rate { sums, per } => Reading::Rate {
                sums: cut(sums)?,
                per: *per,
            },
            Reading::Ratio { sums, by } => Reading::Ratio {
                sums: cut(sums)?,
                by: cut(by)?,
            },
            Reading::Share { hits, trials } => Reading::Share {
                hits: cut(hits)?,
                trials: cut(trials)?,
            },
            Reading::Percentile { .. } => return None,
        })
    }

    /// Two rates added up, replication by replication; none where they are no rates over the same time.
    pub fn plus(&self, other: &Reading) -> Option<Reading> {
        let (Reading::Rate { sums, per }, Reading::Rate { sums: more, per: also }) = (self, other) else {
            return None;
        };
        let same = sums.len() == more.len() && per == also;
        same.then(|| Reading::Rate {
            sums: sums.iter().zip(more).map(|(one, other)| one + other).collect(),
            per: *per,
        })
    }

    /// What each replication told alone; none for one that told nothing. None at all where replications are not told apart.
    pub fn by_replication(&self) -> Option<Vec<Option<f64>>> {
        let share = |(sum, by): (&f64, &f64)| (*by > 0.0).then(|| sum / by);
        match self {
            Reading::Rate { sums, per } => Some(sums.iter().map(|sum| Some(sum / per)).collect()),
            Reading::Ratio { sums, by } => Some(sums.iter().zip(by).map(share).collect()),
            Reading::Share { hits, trials } => Some(hits.iter().zip(trials).map(share).collect()),
            Reading::Percentile { .. } => None,
        }
    }

    /// How many replications it holds; none where they are not told apart.
    pub fn replications(&self) -> Option<usize> {
        match self {
            Reading::Rate { sums, .. } | Reading::Ratio { sums, .. } => Some(sums.len()),
            Reading::Share { hits, .. } => Some(hits.len()),
            Reading::Percentile { .. } => None,
        }
    }
}

/// A percentile in hours of a distribution in ticks that is held by sections.
pub fn percentile(sections: &[Histogram], p: f64, level: f64) -> Option<Estimate> {
    let hour = HOUR as f64;
    let point = pooled_quantile(sections, p, level)?;
    let low = point.interval.map(|interval| interval.low.max(0.0) / hour);
    Some(Estimate {
        value: point.value / hour,
        low,
        high: point.interval.map(|interval| interval.high / hour),
    })
}

fn paired_percentile(a: &[Histogram], b: &[Histogram], p: f64, level: f64) -> Option<PairedDifference> {
    let mut paired = paired_quantile_difference(a, b, p, level)?;
    let hour = HOUR as f64;
    paired.difference.value /= hour;
    paired.difference.low /= hour;
    paired.difference.high /= hour;
    Some(paired)
}

#[cfg(test)]
mod tests {
    use super::Reading;
    use crate::statistics::Histogram;

    fn share(hits: &[f64]) -> Reading {
        Reading::Share {
            hits: hits.to_vec(),
            trials: vec![10.0; hits.len()],
        }
    }

    #[test]
    fn what_comes_later_counts_as_if_it_had_come_at_once() {
        let whole = share(&[9.0, 8.0, 10.0, 7.0]);
        let mut parts = share(&[9.0, 8.0]);
        parts.append(share(&[10.0, 7.0]));
        assert_eq!(parts, whole);
        assert_eq!(parts.replications(), Some(4));
    }

    #[test]
    fn it_pairs_the_replications_that_both_have() {
        let (base, variant) = (share(&[9.0, 8.0, 10.0]), share(&[8.0, 7.0]));
        let paired = variant.less(&base, 0.95).expect("two replications of both");
        assert!((paired.difference.value + 0.1).abs() < 1e-12);
        let rate = Reading::Rate {
            sums: vec![1.0; 3],
            per: 1.0,
        };
        assert!(rate.less(&base, 0.95).is_none(), "other forms are other figures");
    }

    #[test]
    fn parts_and_sums_are_by_replication() {
        let whole = share(&[9.0, 8.0, 10.0, 7.0]);
        assert_eq!(whole.part(1, 3), Some(share(&[8.0, 10.0])));
        assert_eq!(whole.part(3, 5), None);
        let rate = |sums: &[f64], per| Reading::Rate {
            sums: sums.to_vec(),
            per,
        };
        let (one, other) = (rate(&[1.0, 2.0], 4.0), rate(&[0.5, 0.25], 4.0));
        assert_eq!(one.plus(&other), Some(rate(&[1.5, 2.25], 4.0)));
        assert_eq!((one.plus(&rate(&[0.5, 0.25], 5.0)), one.plus(&whole)), (None, None));
    }

    #[test]
    fn it_is_kept_in_text_to_the_bit() {
        let mut histogram = Histogram::new();
        [3, 70_000, 70_000, 1 << 39]
            .into_iter()
            .for_each(|ticks| histogram.record(ticks));
        let readings = [
            Reading::Ratio {
                sums: vec![0.1 + 0.2, 1.0 / 3.0, 5e-324],
                by: vec![1.0, 3.0, f64::MAX],
            },
            Reading::Percentile {
                sections: vec![histogram, Histogram::new()],
                p: 0.85,
            },
        ];
        let text = serde_json::to_string(&readings).expect("plain data");
        let back: Vec<Reading> = serde_json::from_str(&text).expect("its own text");
        assert_eq!(back, readings);
    }
}
