//! What is counted of causes: who brings about what, and which faults cause items.

use super::Tally;
use crate::measures::layout::trace;
use crate::observation::{Origin, Subject, Symptom};
use crate::time::Instant;

impl Tally<'_> {
    /// The trace cell of the demand of a class.
    pub(super) fn trace_cell(&mut self, class: u32) -> &mut [i64] {
        let demand = self.program.classes[class as usize].demand;
        self.trace_of(demand)
    }

    fn trace_of(&mut self, demand: u32) -> &mut [i64] {
        let start = self.plan.layout.traces + demand as usize * trace::SIZE;
        &mut self.sums[start..start + trace::SIZE]
    }

    /// Counts an item that appears, for its demand and for its root cause.
    pub(super) fn count_origin(&mut self, now: Instant, of: &Subject, origin: Origin) {
        if !self.counts(now) {
            return;
        }
        self.trace_cell(of.class)[trace::BROUGHT_ABOUT] += 1;
        match origin {
            Origin::Demand(demand) => self.trace_of(demand)[trace::BRINGS] += 1,
            Origin::Fault(sort) => self.defects.brings(now, sort),
        }
    }

    /// Counts an item that a fault causes.
    pub(super) fn count_symptom(&mut self, now: Instant, of: &Subject, symptom: Symptom) {
        self.defects.symptom(now, symptom);
        if self.counts(now) && symptom.number > 1 {
            self.trace_cell(of.class)[trace::REPEATS] += 1;
        }
    }
}
