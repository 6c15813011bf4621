//! Replications in parallel, gathered in the order of their numbers.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc;

use rayon::ThreadPool;

use crate::engine::{Program, World};
use crate::measures::{Gathered, Outcome, Plan, Tally};
use crate::model::Model;

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Replications gathered.
    pub done: u32,
    /// Replications asked for.
    pub planned: u32,
}

/// What a run works with: the threads, who may stop it, who watches it.
pub struct Means<'a> {
    /// The threads that run replications. The caller's own must not be one of them: it gathers, and would wait for work
    /// that it should do.
    pub pool: &'a ThreadPool,
    /// When this becomes true no further replication is begun; those that are done without a gap from the first count.
    pub stop: &'a AtomicBool,
    /// Hears of progress, on the thread that called.
    pub progress: &'a mut dyn FnMut(Progress),
}

/// Runs the replications of a model.
///
/// Which thread runs which replication, and in which order they finish, changes nothing: every replication is a function of
/// seed and number, and they are gathered in the order of their numbers.
pub fn run(model: &Model, program: &Program, plan: &Plan, means: &mut Means<'_>) -> Gathered {
    let planned = model.run.replications;
    let seed = model.run.seed;
    let next = AtomicU32::new(0);
    let mut gathered = Gathered::new(program, plan);
    let workers = means.pool.current_num_threads().min(planned as usize).max(1);
    let (sender, receiver) = mpsc::sync_channel::<(u32, Outcome)>(2 * workers);
    let stop = means.stop;
    means.pool.in_place_scope(|scope| {
        for _ in 0..workers {
            let sender = sender.clone();
            let next = &next;
            scope.spawn(move |_| {
                let mut world = World::new(program);
                let mut tally = Tally::new(program, plan);
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= planned || stop.load(Ordering::Relaxed) {
                        break;
                    }
                    world.run(seed, u64::from(number), &mut tally);
                    if sender.send((number, tally.take())).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        gather(receiver, planned, &mut gathered, means.progress);
    });
    gathered
}

/// Takes outcomes in the order of their numbers; one that comes early waits. What is left behind a gap does not count.
fn gather(
    receiver: mpsc::Receiver<(u32, Outcome)>,
    planned: u32,
    gathered: &mut Gathered,
    progress: &mut dyn FnMut(Progress),
) {
    let mut early: BTreeMap<u32, Outcome> = BTreeMap::new();
    for (number, outcome) in receiver {
        early.insert(number, outcome);
        while let Some(outcome) = early.remove(&gathered.replications()) {
            gathered.add(outcome);
            progress(Progress {
                done: gathered.replications(),
                planned,
            });
        }
    }
}

/// One replication alone, as it would be in any run.
pub fn one(model: &Model, program: &Program, plan: &Plan, number: u32) -> Outcome {
    let mut tally = Tally::new(program, plan);
    World::new(program).run(model.run.seed, u64::from(number), &mut tally);
    tally.take()
}
