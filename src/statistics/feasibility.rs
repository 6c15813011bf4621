//! Whether a share is high enough: sequential tests that stop as soon as they can tell, with a bound on their error.
//!
//! Between `target − tolerance` and `target + tolerance` either answer is right (the indifference zone); above it "kept", below
//! it "missed" is wrong with at most the probability `error`.

use super::interval::{mean, variance};

/// A share that is to be reached, and how far from it either answer will do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// The share.
    pub target: f64,
    /// Half the width of the indifference zone, above 0.
    pub tolerance: f64,
    /// Probability of a wrong answer outside of the zone.
    pub error: f64,
}

/// What a test found, and after how many replications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Whether the share is high enough.
    pub kept: bool,
    /// The replication at which it could be told.
    pub after: usize,
}

/// Whether the long-run share ΣB/ΣN reaches the target: procedure F for one constraint (Andradóttir and Kim, "Fully sequential
/// procedures for comparing constrained systems via simulation", *Naval Research Logistics* 57 (2010), §3; for several
/// constraints Batur and Kim, "Finding feasible systems in the presence of constraints on multiple performance measures",
/// *ACM TOMACS* 20 (2010), 13).
///
/// Each replication gives `Y = B − target · N`; that is above zero in the mean exactly where the promise is kept, and needs no
/// ratio. With S² the variance of the `first` values, ε = tolerance · N̄ and η = ((2β)^(−2/(n₀−1)) − 1)/2 the sum leaves the
/// triangle ±max(0, η(n₀−1)S²/ε − εr/2). Like every such procedure it takes sums of replications for normal.
///
/// Where no item missed, S² says nothing about the misses that may come: then "kept" takes as many replications as make
/// `(target − tolerance)^r ≤ β`, the bound of the rule of three.
pub fn long_run(hits: &[f64], trials: &[f64], threshold: Threshold, first: usize) -> Option<Told> {
    let Threshold {
        target,
        tolerance,
        error,
    } = threshold;
    let first = first.max(3);
    if hits.len() < first {
        return None;
    }
    let values: Vec<f64> = hits
        .iter()
        .zip(trials)
        .map(|(hits, trials)| hits - target * trials)
        .collect();
    let spread = variance(&values[..first])?;
    let zone = tolerance * mean(&trials[..first])?;
    if zone <= 0.0 {
        return None;
    }
    let freedom = (first - 1) as f64;
    let eta = 0.5 * ((2.0 * error).powf(-2.0 / freedom) - 1.0);
    let without_miss = error.ln() / (target - tolerance).clamp(1e-9, 1.0 - 1e-9).ln();
    let (mut sum, mut missed) = (0.0, 0.0);
    for (index, value) in values.iter().enumerate() {
        sum += value;
        missed += trials[index] - hits[index];
        let count = index + 1;
        if count < first {
            continue;
        }
        let reach = (eta * freedom * spread / zone - zone * count as f64 / 2.0).max(0.0);
        let kept = sum >= reach;
        let sure = missed > 0.0 || count as f64 >= without_miss;
        if sum <= -reach && !kept || kept && sure {
            return Some(Told { kept, after: count });
        }
    }
    None
}

/// Whether the mean of values between 0 and 1 reaches the target, such as the share of a replication's months in which a promise
/// is met: two wagers, each against one of the ends of the zone.
///
/// Who bets on values above `target − tolerance` at fair odds does not multiply their stake by 1/β, ever, but with probability β
/// where the mean is no higher (Ville 1939); so a stake that has grown so much tells that it is. Wald's sequential test of
/// a binomial share is the special case of values 0 and 1 with fixed bets. Here a bet is fitted to the variance seen before it
/// (Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting", *JRSS B* 86 (2024), 1–27). Nothing is
/// assumed of the distribution, and months of one replication may depend on each other.
pub fn of_parts(hits: &[f64], trials: &[f64], threshold: Threshold) -> Option<Told> {
    let Threshold {
        target,
        tolerance,
        error,
    } = threshold;
    let (low, high) = ((target - tolerance).max(1e-6), (target + tolerance).min(1.0));
    let (mut above, mut below) = (0.0f64, 0.0f64);
    let (mut sum, mut squares, mut count) = (target, target * (1.0 - target), 1.0);
    for (index, (hits, trials)) in hits.iter().zip(trials).enumerate() {
        if *trials <= 0.0 {
            continue;
        }
        let value = hits / trials;
        let bet = (high - low) / (squares / count);
        above += (bet.min(0.5 / low) * (value - low)).ln_1p();
        below += (bet.min(0.5 / (1.0 - high).max(0.01)) * (high - value)).ln_1p();
        count += 1.0;
        sum += value;
        squares += (value - sum / count).powi(2);
        let enough = -error.ln();
        if above >= enough || below >= enough {
            return Some(Told {
                kept: above >= below,
                after: index + 1,
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Threshold, long_run, of_parts};
    use crate::engine::streams::Key;

    const EXPERIMENTS: u32 = 1_000;

    /// Hits among ten trials each, with a probability that differs from replication to replication around a mean.
    fn replications(seed: u64, share: f64, count: usize) -> (Vec<f64>, Vec<f64>) {
        let mut stream = Key::replication(23, seed).stream();
        let one = |_| {
            let own = share + 0.08 * (stream.uniform() - 0.5);
            f64::from((0..10).map(|_| u32::from(stream.uniform() < own)).sum::<u32>())
        };
        ((0..count).map(one).collect(), vec![10.0; count])
    }

    fn wrong(share: f64, right: bool, test: impl Fn(&[f64], &[f64]) -> Option<super::Told>) -> u32 {
        let told = (0..EXPERIMENTS).map(|seed| {
            let (hits, trials) = replications(u64::from(seed), share, 6_000);
            test(&hits, &trials).expect("it can be told")
        });
        told.map(|told| u32::from(told.kept != right)).sum()
    }

    /// At the edges of the zone no test is wrong more often than it says, but for luck: four deviations of the binomial.
    #[test]
    fn at_the_edge_of_the_zone_it_is_wrong_no_more_often_than_it_says() {
        let threshold = Threshold {
            target: 0.9,
            tolerance: 0.02,
            error: 0.05,
        };
        let most = f64::from(EXPERIMENTS) * 0.05 + 4.0 * (f64::from(EXPERIMENTS) * 0.05 * 0.95).sqrt();
        for (share, right) in [(0.88, false), (0.92, true)] {
            for found in [
                wrong(share, right, |hits, trials| long_run(hits, trials, threshold, 20)),
                wrong(share, right, |hits, trials| of_parts(hits, trials, threshold)),
            ] {
                assert!(f64::from(found) <= most, "{found} wrong at {share}");
            }
        }
    }

    #[test]
    fn far_from_the_target_it_takes_few() {
        let threshold = Threshold {
            target: 0.9,
            tolerance: 0.01,
            error: 0.001,
        };
        let (hits, trials) = replications(1, 0.5, 100);
        let told = long_run(&hits, &trials, threshold, 20).expect("it is clear");
        // 4 below the target each, against a reach of η(n₀ − 1)S²/ζ, about 120: some thirty.
        assert!(!told.kept && told.after < 40, "{told:?}");
        assert!(of_parts(&hits, &trials, threshold).is_some_and(|told| !told.kept && told.after < 60));
    }

    #[test]
    fn nothing_missed_yet_is_no_proof() {
        let threshold = Threshold {
            target: 0.95,
            tolerance: 0.005,
            error: 0.001,
        };
        let told = long_run(&[10.0; 400], &[10.0; 400], threshold, 20).expect("it is enough");
        assert_eq!((told.kept, told.after), (true, 123));
        // ln 0.001 / ln 0.945 is 122.1.
        assert_eq!(long_run(&[10.0; 122], &[10.0; 122], threshold, 20), None);
        assert_eq!(long_run(&[10.0; 19], &[10.0; 19], threshold, 20), None);
        assert_eq!(long_run(&[0.0; 30], &[0.0; 30], threshold, 20), None);
    }
}
