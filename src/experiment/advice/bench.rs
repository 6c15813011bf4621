//! Where trials are measured: what is done and what is still planned are counted over all of them.

use std::sync::atomic::Ordering;

use crate::experiment::replications::{Means, Progress};
use crate::experiment::trials::{Measured, Memory, Trial, Wanted, measure};

/// A memory, threads, and how far the work has come.
pub(super) struct Bench<'a, 'b> {
    memory: &'a mut dyn Memory,
    means: &'a mut Means<'b>,
    done: u32,
    planned: u32,
}

impl<'a, 'b> Bench<'a, 'b> {
    /// After `done` replications of today.
    pub(super) fn new(memory: &'a mut dyn Memory, means: &'a mut Means<'b>, done: u32) -> Bench<'a, 'b> {
        Bench {
            memory,
            means,
            done,
            planned: done,
        }
    }

    /// So many more replications are to come.
    pub(super) fn plan(&mut self, replications: u32) {
        self.planned += replications;
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.means.stop.load(Ordering::Relaxed)
    }

    pub(super) fn measure(&mut self, trials: &[Trial<'_>], wanted: &Wanted) -> Vec<Option<Vec<Measured>>> {
        let size: u32 = trials.iter().map(|trial| trial.until - trial.from).sum();
        let found = measure(trials, wanted, self.memory, (self.done, self.planned), self.means);
        self.done += size;
        found
    }

    /// Does work that counts its own progress, and is not planned for.
    pub(super) fn aside<T>(&mut self, work: impl FnOnce(&mut dyn Memory, &mut Means<'_>) -> T) -> T {
        let (done, planned) = (self.done, self.planned);
        let (pool, stop) = (self.means.pool, self.means.stop);
        let outer = &mut self.means.progress;
        let mut last = 0;
        let mut progress = |progress: Progress| {
            last = progress.done;
            outer(Progress {
                done: done + progress.done,
                planned: planned + progress.planned,
            });
        };
        let mut means = Means {
            pool,
            stop,
            progress: &mut progress,
        };
        let told = work(self.memory, &mut means);
        self.done += last;
        self.planned += last;
        told
    }
}
