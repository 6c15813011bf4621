//! What the tally keeps of promises, ours and those of suppliers, of lateness, routes, and changes that a run makes itself.

use super::Tally;
use crate::engine::Program;
use crate::measures::layout::{self, Layout, case, route, switch, worth};
use crate::model::Aspect;
use crate::observation::{Pause, Returned, Subject};
use crate::time::Instant;

/// The worth cell of an item.
fn worth_cell(program: &Program, layout: &Layout, of: &Subject) -> usize {
    let class = of.class as usize;
    layout.worth[class] + usize::from(of.root) * layout::worth_size(&program.classes[class])
}

impl Tally<'_> {
    /// What is kept for a route.
    pub(super) fn route_cell(&mut self, number: usize) -> &mut [i64] {
        let start = self.plan.layout.routes + number * route::SIZE;
        &mut self.sums[start..start + route::SIZE]
    }

    /// Counts how long a change has been in force.
    pub(super) fn count_force(&mut self, now: Instant, number: usize) {
        let (level, since) = self.in_force[number];
        let ticks = (now - since.max(self.from)).ticks().max(0);
        let cell = self.plan.layout.switches + number * switch::SIZE;
        self.sums[cell + switch::IN_FORCE] += (level * ticks as f64).round() as i64;
    }

    /// Judges the commitments about an item: `touched` and `resolved` are when those happened, [`Instant::NEVER`] where they did
    /// not; promises count from `from`, [`Instant::NEVER`] where they do not; `pauses` is when clocks stood still.
    #[inline(always)]
    pub(super) fn judge(&mut self, of: &Subject, from: Instant, [touched, resolved]: [Instant; 2], pauses: &[Pause]) {
        if from == Instant::NEVER {
            return;
        }
        let program = self.program;
        for (number, &index) in program.classes[of.class as usize].commitments.iter().enumerate() {
            let commitment = &program.commitments[index as usize];
            let met = match commitment.aspect {
                Aspect::Resolve => resolved,
                Aspect::Respond => touched,
            };
            let due = commitment.due_after(from, pauses, met, |place| program.stops(place, index));
            if due < self.from || due >= self.to {
                continue;
            }
            self.judgements[index as usize].count(due, met <= due);
            if self.plan.penalties && met > due {
                self.count_miss(of, number);
            }
        }
    }

    fn case_cell(&mut self, place: u32, of: &Subject) -> Option<&mut [i64]> {
        let start = self.plan.layout.cases[place as usize]? + usize::from(of.root) * case::SIZE;
        self.sums.get_mut(start..start + case::SIZE)
    }

    /// A case comes back.
    pub(super) fn count_case(&mut self, now: Instant, of: &Subject, place: u32, returned: Returned) {
        if self.counts(now)
            && let Some(cell) = self.case_cell(place, of)
        {
            cell[case::RETURNED] += 1;
            cell[case::UNSOLVED] += i64::from(returned.unsolved);
            cell[case::TIME] += (now - returned.sent).ticks();
            cell[case::WAITED] += returned.waited;
        }
        self.judge_case(now, of, place, returned.sent, Some(now));
    }

    /// The commitment of this number among those of its class was missed for an item.
    pub(super) fn count_miss(&mut self, of: &Subject, number: usize) {
        let cell = worth_cell(self.program, &self.plan.layout, of);
        self.sums[cell + worth::MISSED_FROM + number] += 1;
    }

    /// Judges the supplier's promise about a case that was sent at an instant: `back` is when it came back, if it did.
    pub(super) fn judge_case(&mut self, now: Instant, of: &Subject, place: u32, sent: Instant, back: Option<Instant>) {
        let program = self.program;
        let Some(case) = program.places[place as usize].gates.case else {
            return;
        };
        let Some(due) = program.suppliers[case.supplier as usize]
            .due
            .as_ref()
            .map(|due| due.of(sent))
        else {
            return;
        };
        let decided = back.is_some() || due < now;
        let (from, to) = (self.from, self.to);
        if let Some(cell) = self.case_cell(place, of)
            && decided
            && from <= due
            && due < to
        {
            cell[case::DUE] += 1;
            cell[case::KEPT] += i64::from(back.is_some_and(|back| back <= due));
        }
    }

    /// A completed item that costs by the hour was open for so long.
    pub(super) fn count_lateness(&mut self, of: &Subject, lead: i64) {
        let Some(Some((after, most))) = self.plan.lateness.get(of.class as usize).copied() else {
            return;
        };
        let cell = worth_cell(self.program, &self.plan.layout, of);
        self.sums[cell + worth::DELAYED] += (lead - after).clamp(0, most);
    }
}
