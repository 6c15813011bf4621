//! Faults, counted through one replication.

use super::layout::fault;
use crate::engine::Program;
use crate::observation::{Arisen, Symptom};
use crate::time::Instant;

/// One sort.
#[derive(Clone, Debug, Default)]
struct Sort {
    open: i64,
    since: Instant,
    sums: [i64; fault::SIZE],
}

/// All sorts.
#[derive(Clone, Debug)]
pub(super) struct Defects {
    from: Instant,
    to: Instant,
    sorts: Vec<Sort>,
}

impl Defects {
    pub fn new(program: &Program) -> Defects {
        Defects {
            from: program.window_start,
            to: program.window_end,
            sorts: vec![Sort::default(); program.faults.len()],
        }
    }

    pub fn clear(&mut self) {
        self.sorts.fill(Sort::default());
    }

    pub fn added(&mut self, now: Instant, sort: u32, arisen: Arisen<'_>) {
        let from = self.from;
        let sort = &mut self.sorts[sort as usize];
        sort.pass(from, now);
        sort.open += 1;
        if now >= from {
            match arisen {
                Arisen::AtStart => {}
                Arisen::ByItself => sort.sums[fault::NEW] += 1,
                Arisen::LeftBy(_) => sort.sums[fault::LEFT] += 1,
            }
        }
    }

    pub fn removed(&mut self, now: Instant, sort: u32) {
        let from = self.from;
        let sort = &mut self.sorts[sort as usize];
        sort.pass(from, now);
        sort.open -= 1;
        sort.sums[fault::REMOVED] += i64::from(now >= from);
    }

    /// A fault causes an item.
    pub fn symptom(&mut self, now: Instant, symptom: Symptom) {
        if now >= self.from {
            let sums = &mut self.sorts[symptom.sort as usize].sums;
            sums[fault::SYMPTOMS] += 1;
            sums[fault::REPEATS] += i64::from(symptom.number > 1);
            sums[fault::KNOWN] += i64::from(symptom.known);
        }
    }

    /// An item that appears has a fault of a sort as its root cause.
    pub fn brings(&mut self, now: Instant, sort: u32) {
        self.sorts[sort as usize].sums[fault::BRINGS] += i64::from(now >= self.from);
    }

    /// How many faults of each sort are open.
    pub fn open(&self) -> impl Iterator<Item = u32> {
        self.sorts.iter().map(|sort| sort.open.max(0) as u32)
    }

    /// The run ends: the sums, sort by sort.
    pub fn finish(&mut self, sums: &mut [i64]) {
        let (from, to) = (self.from, self.to);
        for (sort, cell) in self.sorts.iter_mut().zip(sums.chunks_exact_mut(fault::SIZE)) {
            sort.pass(from, to);
            cell.copy_from_slice(&sort.sums);
        }
    }
}

impl Sort {
    /// The number that are open has held up to now.
    fn pass(&mut self, from: Instant, now: Instant) {
        let ticks = (now - self.since.max(from)).ticks().max(0);
        self.sums[fault::OPEN] += ticks * self.open;
        self.since = now;
    }
}
