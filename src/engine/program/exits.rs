//! Where items go after a visit: destinations with probabilities.

use super::NIL;
use super::numbering::Layout;
use crate::model::{DemandId, Target};

/// Destinations with probabilities: inversion of one 31-bit draw, so that a small change of a probability moves few items.
#[derive(Clone, Debug)]
pub enum Exits {
    /// Up to nine: all alike, because which of several ways to choose a place needs cannot be foreseen.
    Few(Routing<8, 9>),
    /// More: cumulative thresholds in order.
    Many(Vec<(i32, u32)>),
}

/// Thresholds in one place, so that choosing takes no branch: the number of thresholds not above the draw says which target.
/// Unused thresholds are the maximum.
#[derive(Clone, Debug)]
pub struct Routing<const THRESHOLDS: usize, const TARGETS: usize> {
    thresholds: [i32; THRESHOLDS],
    targets: [u32; TARGETS],
}

impl<const THRESHOLDS: usize, const TARGETS: usize> Routing<THRESHOLDS, TARGETS> {
    fn new(steps: &[(i32, u32)]) -> Self {
        let mut routing = Routing {
            thresholds: [i32::MAX; THRESHOLDS],
            targets: [NIL; TARGETS],
        };
        for (index, (threshold, target)) in steps.iter().enumerate() {
            routing.targets[index..].fill(*target);
            if index + 1 < steps.len() {
                routing.thresholds[index] = *threshold;
            }
        }
        routing
    }

    #[inline(always)]
    fn choose(&self, draw: i32) -> u32 {
        let passed: usize = self
            .thresholds
            .iter()
            .map(|&threshold| usize::from(draw >= threshold))
            .sum();
        self.targets[passed]
    }
}

impl Exits {
    /// The place that a draw leads to; [`NIL`] is done.
    #[inline(always)]
    pub fn choose(&self, luck: u64) -> u32 {
        let draw = (luck >> 33) as i32;
        match self {
            Exits::Few(routing) => routing.choose(draw),
            Exits::Many(steps) => {
                let index = steps.partition_point(|&(threshold, _)| draw >= threshold);
                steps[index.min(steps.len() - 1)].1
            }
        }
    }

    pub(super) fn new(targets: &[(u32, f64)]) -> Exits {
        let mut sum = 0.0;
        let steps: Vec<(i32, u32)> = targets
            .iter()
            .enumerate()
            .map(|(index, (target, share))| {
                sum += share;
                let end = (sum * 2f64.powi(31)).round() as i32;
                (if index + 1 == targets.len() { i32::MAX } else { end }, *target)
            })
            .collect();
        match steps.len() {
            1..=9 => Exits::Few(Routing::new(&steps)),
            _ => Exits::Many(steps),
        }
    }
}

/// Where items of a demand go, compiled.
pub(super) fn exits(layout: &Layout, demand: DemandId, next: &[(Target, f64)]) -> Exits {
    let target = |(target, share): &(Target, f64)| match target {
        Target::Step(step) => (layout.place_of_step(demand, *step), *share),
        Target::Done => (NIL, *share),
    };
    let targets: Vec<(u32, f64)> = next.iter().map(target).collect();
    Exits::new(&targets)
}
