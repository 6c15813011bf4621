//! The Pareto front of cost against promises missed, as far as the runs tell points apart.

use super::trials::Measured;
use super::watched::{Standing, all_missed, cost, standing};
use crate::measures::CONFIDENCE;
use crate::results::FrontPlace;

/// Where points lie.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Places {
    /// Of each point.
    pub places: Vec<FrontPlace>,
    /// The first point that dominates it.
    pub dominated_by: Vec<Option<u32>>,
    /// Confidence of each comparison.
    pub confidence: f64,
}

/// Places of points by cost and by promises missed, both the less the better; none unless every point has both, and there are two.
///
/// A point is taken off the front only where another one's paired interval says so in one of both, and in the other says the same, or
/// that they never differed. All intervals hold together: their error probabilities add up to 1 − confidence (Bonferroni).
pub(super) fn places(points: &[&[Measured]]) -> Option<Places> {
    let both = |measured: &&'_ [Measured]| Some((cost(measured)?, all_missed(measured)?));
    let at: Vec<(usize, usize)> = points.iter().map(both).collect::<Option<_>>()?;
    if points.len() < 2 {
        return None;
    }
    let comparisons = points.len() * (points.len() - 1);
    let confidence = 1.0 - (1.0 - CONFIDENCE) / comparisons as f64;
    let compare = |one: usize, other: usize| {
        let (a, b) = (points[one], points[other]);
        [(at[one].0, at[other].0), (at[one].1, at[other].1)].map(|(x, y)| standing(&a[x], &b[y], confidence))
    };
    let mut found = Places {
        places: vec![FrontPlace::OnFront; points.len()],
        dominated_by: vec![None; points.len()],
        confidence,
    };
    for one in 0..points.len() {
        for other in one + 1..points.len() {
            let standing = compare(one, other);
            found.note(other, one, standing);
            found.note(one, other, standing.map(turned));
        }
    }
    Some(found)
}

impl Places {
    /// What it means for `point` how `other` stands to it in cost and in promises missed.
    fn note(&mut self, point: usize, other: usize, [cost, missed]: [Standing; 2]) {
        use Standing::{Less, More, Same, Unclear};
        match (cost, missed) {
            (Less, Less | Same) | (Same, Less) => {
                self.places[point] = FrontPlace::Dominated;
                self.dominated_by[point].get_or_insert(other as u32);
            }
            // It is better in one, or both are the same.
            (More, _) | (_, More) | (Same, Same) => {}
            (Less | Same | Unclear, Unclear) | (Unclear, Less | Same) => {
                if self.places[point] == FrontPlace::OnFront {
                    self.places[point] = FrontPlace::NotToldApart;
                }
            }
        }
    }
}

fn turned(standing: Standing) -> Standing {
    match standing {
        Standing::Less => Standing::More,
        Standing::More => Standing::Less,
        same => same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::figures::Better;
    use crate::measures::reading::Reading;

    fn figure(measure: &str, sums: &[f64]) -> Measured {
        Measured {
            measure: measure.to_owned(),
            by: "all".to_owned(),
            name: "all".to_owned(),
            statistic: "per week".to_owned(),
            unit: "items".to_owned(),
            better: Better::Less,
            reading: Reading::Rate {
                sums: sums.to_vec(),
                per: 1.0,
            },
        }
    }

    /// A point that costs and misses so much, in eight replications with this luck in what is missed.
    fn point(cost: f64, missed: f64, luck: f64) -> Vec<Measured> {
        let swing = [1.0, -1.0, 0.5, -0.5, 0.25, -0.25, 0.125, -0.125];
        let missed: Vec<f64> = swing.iter().map(|it| missed + luck * it).collect();
        vec![figure("cost", &[cost; 8]), figure("missed", &missed)]
    }

    fn found(points: &[Vec<Measured>]) -> Places {
        places(&points.iter().map(Vec::as_slice).collect::<Vec<_>>()).expect("all have both")
    }

    #[test]
    fn what_is_clearly_worse_is_dominated_and_what_is_unclear_is_not() {
        use FrontPlace::{Dominated, NotToldApart, OnFront};
        let points = [
            point(10.0, 50.0, 0.0),
            point(20.0, 20.0, 0.0),
            point(20.0, 30.0, 0.0),
            point(30.0, 19.0, 40.0),
        ];
        let seen = found(&points);
        // The last costs more, and luck hides what it misses less.
        assert_eq!(seen.places, [OnFront, OnFront, Dominated, NotToldApart]);
        assert_eq!(seen.dominated_by, [None, None, Some(1), None]);
    }

    #[test]
    fn twins_are_both_on_the_front() {
        let seen = found(&[point(10.0, 5.0, 1.0), point(10.0, 5.0, 1.0)]);
        assert_eq!(seen.places, [FrontPlace::OnFront; 2]);
    }

    #[test]
    fn without_a_cost_there_is_no_front() {
        let lone = vec![figure("missed", &[1.0, 2.0])];
        assert_eq!(places(&[&lone, &lone]), None);
        assert_eq!(places(&[&point(1.0, 1.0, 0.0)]), None, "one point is no front");
    }
}
