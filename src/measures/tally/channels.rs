//! What the tally keeps of what is done without people.

use super::Tally;
use crate::measures::layout::{machine, run};
use crate::observation::{Run, RunOutcome, Subject};
use crate::time::Instant;

impl Tally<'_> {
    fn run_cell(&mut self, place: u32, of: &Subject) -> Option<&mut [i64]> {
        let start = self.plan.layout.runs[place as usize]? + usize::from(of.root) * run::SIZE;
        self.sums.get_mut(start..start + run::SIZE)
    }

    /// A run ends.
    pub(super) fn count_run(&mut self, of: &Subject, place: u32, told: Run) {
        if let Some(cell) = self.run_cell(place, of) {
            cell[run::RUNS] += 1;
            cell[match told.outcome {
                RunOutcome::Done => run::DONE,
                RunOutcome::Failed => run::FAILED,
                RunOutcome::Unnoticed => run::UNNOTICED,
            }] += 1;
            cell[run::TIME] += told.ticks;
        }
    }

    /// A failure is noticed that was hidden for so long.
    pub(super) fn count_discovery(&mut self, of: &Subject, place: u32, ticks: i64) {
        if let Some(cell) = self.run_cell(place, of) {
            cell[run::FOUND] += 1;
            cell[run::HIDDEN] += ticks;
        }
    }

    /// An automation stops until an instant.
    pub(super) fn count_stop(&mut self, now: Instant, number: u32, until: Instant) {
        let cell = self.plan.layout.machines + number as usize * machine::SIZE;
        let ticks = (until.min(self.to) - now.max(self.from)).ticks();
        self.sums[cell + machine::STOPPED] += ticks.max(0);
        self.sums[cell + machine::STOPS] += i64::from(self.counts(now));
    }
}
