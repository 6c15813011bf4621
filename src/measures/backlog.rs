//! The backlog that a run starts with: which promises are broken before it begins.

use crate::engine::{Program, World};
use crate::model::{Aspect, Model};
use crate::observation::{Observer, Subject};
use crate::time::Instant;

/// Replications over which items that are drawn are looked at.
const REPLICATIONS: u32 = 100;

/// A deadline of a promise that items had broken before the run began.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenBefore {
    /// The promise's name.
    pub promise: String,
    /// Which deadline of it.
    pub aspect: Aspect,
    /// How many items had broken it, on average over replications.
    pub broken: f64,
    /// Of how many for which it was made.
    pub items: f64,
}

/// Counts the items that are open at the start, by commitment.
struct Count<'p> {
    program: &'p Program,
    /// For each commitment: items it was made for, and those that had broken it.
    counts: Vec<[u32; 2]>,
}

impl Observer for Count<'_> {
    fn was_open(&mut self, now: Instant, item: &Subject, first_touch: Option<Instant>) {
        for &index in &self.program.classes[item.class as usize].commitments {
            let commitment = &self.program.commitments[index as usize];
            let met = commitment.aspect == Aspect::Respond && first_touch.is_some();
            let counts = &mut self.counts[index as usize];
            counts[0] += 1;
            counts[1] += u32::from(!met && commitment.due.of(item.arrived) < now);
        }
    }
}

/// The promises that items which are open at the start had broken before it.
pub fn broken_before(model: &Model) -> Vec<BrokenBefore> {
    if model.demands.iter().all(|demand| demand.starting.is_empty()) {
        return Vec::new();
    }
    let program = Program::new(model);
    let mut world = World::new(&program);
    let mut count = Count {
        program: &program,
        counts: vec![[0; 2]; program.commitments.len()],
    };
    let replications = model.run.replications.min(REPLICATIONS);
    for number in 0..replications {
        world.tell_backlog(model.run.seed, u64::from(number), &mut count);
    }
    let mean = |count: u32| f64::from(count) / f64::from(replications);
    program
        .commitments
        .iter()
        .zip(&count.counts)
        .filter(|(_, [_, broken])| *broken > 0)
        .map(|(commitment, [items, broken])| BrokenBefore {
            promise: model.promises[commitment.promise as usize].name.clone(),
            aspect: commitment.aspect,
            broken: mean(*broken),
            items: mean(*items),
        })
        .collect()
}
