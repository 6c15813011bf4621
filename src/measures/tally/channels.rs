//! What the tally keeps of what is done without people.

use super::Tally;
use crate::measures::layout::{contact, knowledge, machine, run};
use crate::observation::{Attempt, Drawn, Run, RunOutcome, Subject};
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

    /// Adds to a number of the contact cell of an item or an attempt.
    pub(super) fn count_contact(&mut self, of: &Subject, number: usize, more: i64) {
        if let Some(first) = self.plan.layout.contacts[of.class as usize] {
            self.sums[first + usize::from(of.root) * contact::SIZE + number] += more;
        }
    }

    /// An attempt ends.
    pub(super) fn count_attempt(&mut self, now: Instant, of: &Subject, how: &Attempt) {
        if self.counts(now) {
            if how.succeeded {
                self.count_contact(of, contact::DEFLECTED, 1);
                self.count_contact(of, contact::TIME, how.ticks);
            } else {
                self.count_contact(of, contact::FAILED, 1);
                self.count_contact(of, contact::CAME_BACK, i64::from(how.comes_back.is_some()));
            }
        }
        if !how.promised || how.comes_back.is_some() {
            return;
        }
        let met = if how.succeeded { now } else { Instant::NEVER };
        self.judge(of, of.arrived, [met; 2], &[]);
    }

    /// A visit takes less, or writes.
    pub(super) fn count_knowledge(&mut self, drawn: Drawn) {
        let first = self.plan.layout.knowledge;
        let counts = [(drawn.saved, knowledge::SAVED), (drawn.writing, knowledge::WRITING)];
        for (told, of) in counts {
            if let Some((number, ticks)) = told {
                self.sums[first + number as usize * knowledge::SIZE + of] += ticks;
            }
        }
    }
}
