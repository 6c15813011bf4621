//! Replications in parallel, gathered in the order of their numbers.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc;

use rayon::ThreadPool;

use crate::engine::{Program, World};
use crate::measures::{Gathered, Outcome, Plan, Scalars, Tally};
use crate::model::Model;
use crate::observation::Observer;
use crate::time::Instant;

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
    /// When this becomes true no further replication is begun; those under way are run to their end, and count.
    pub stop: &'a AtomicBool,
    /// Hears of progress, on the thread that called.
    pub progress: &'a mut dyn FnMut(Progress),
}

/// A model as it is run, with what its replications came to so far.
pub struct Running<'a> {
    /// The model.
    pub model: &'a Model,
    /// What it was compiled to.
    pub program: &'a Program,
    /// What is measured.
    pub plan: &'a Plan,
    /// The replications so far.
    pub gathered: Gathered,
}

impl<'a> Running<'a> {
    /// Before the first replication.
    pub fn new(model: &'a Model, program: &'a Program, plan: &'a Plan) -> Running<'a> {
        Running {
            model,
            program,
            plan,
            gathered: Gathered::new(program, plan),
        }
    }
}

/// Runs the replications of a model.
///
/// Which thread runs which replication, and in which order they finish, changes nothing: every replication is a function of
/// seed and number, distributions are counts, and scalars are gathered in the order of their numbers.
pub fn run(model: &Model, program: &Program, plan: &Plan, means: &mut Means<'_>) -> Gathered {
    let mut running = Running::new(model, program, plan);
    run_until(model.run.replications, &mut running, means);
    running.gathered
}

/// Runs replications from those gathered until there are `until`; fewer where it is stopped.
pub(super) fn run_until(until: u32, running: &mut Running<'_>, means: &mut Means<'_>) {
    let Running {
        model,
        program,
        plan,
        ref mut gathered,
    } = *running;
    let seed = model.run.seed;
    let next = AtomicU32::new(gathered.replications());
    let left = until.saturating_sub(gathered.replications()) as usize;
    let workers = means.pool.current_num_threads().min(left).max(1);
    let (sender, receiver) = mpsc::sync_channel::<(u32, Scalars)>(4 * workers);
    let shared = gathered.share();
    let stop = means.stop;
    means.pool.in_place_scope(|scope| {
        for _ in 0..workers {
            let sender = sender.clone();
            let (next, shared) = (&next, &shared);
            scope.spawn(move |_| {
                let mut world = World::new(program);
                let mut tally = Tally::new(program, plan);
                // Stopping is looked at before a number is taken, and every number taken is run: so there is no gap.
                while !stop.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= until {
                        break;
                    }
                    replicate(&mut world, seed, number, &mut tally);
                    if sender.send((number, shared.add(number, tally.take()))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        gather(receiver, model.run.replications, gathered, means.progress);
    });
    gathered.unshare(shared);
}

/// Takes scalars in the order of their numbers; what comes early waits.
fn gather(
    receiver: mpsc::Receiver<(u32, Scalars)>,
    planned: u32,
    gathered: &mut Gathered,
    progress: &mut dyn FnMut(Progress),
) {
    let mut early: BTreeMap<u32, Scalars> = BTreeMap::new();
    for (number, scalars) in receiver {
        early.insert(number, scalars);
        while let Some(scalars) = early.remove(&gathered.replications()) {
            gathered.add_scalars(&scalars);
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
    replicate(&mut World::new(program), model.run.seed, number, &mut tally);
    tally.take()
}

/// Runs a replication; and for each improvement that was judged in it, the same once more as if that had changed nothing.
pub(super) fn replicate(world: &mut World<'_>, seed: u64, number: u32, tally: &mut Tally<'_>) {
    world.run(seed, u64::from(number), tally);
    for improvement in tally.judged() {
        let mut without = FigureOf {
            improvement,
            figure: None,
        };
        world.run_without(improvement, seed, u64::from(number), &mut without);
        tally.set_without(improvement, without.figure);
    }
}

/// Hears only the figure by which one improvement is judged.
struct FigureOf {
    improvement: u32,
    figure: Option<f64>,
}

impl Observer for FigureOf {
    fn improvement_judged(&mut self, _: Instant, improvement: u32, after: Option<f64>, _: bool) {
        if improvement == self.improvement {
            self.figure = after;
        }
    }
}
