//! Shelves of spare parts, counted through one replication.

use super::layout::stock;
use crate::engine::Program;
use crate::time::Instant;

/// One sort.
#[derive(Clone, Copy, Debug, Default)]
struct Shelf {
    level: i64,
    since: Instant,
    sums: [i64; stock::SIZE],
}

/// All sorts.
#[derive(Clone, Debug)]
pub(super) struct Shelves {
    from: Instant,
    to: Instant,
    shelves: Vec<Shelf>,
}

impl Shelves {
    pub fn new(program: &Program) -> Shelves {
        Shelves {
            from: program.window_start,
            to: program.window_end,
            shelves: vec![Shelf::default(); program.stocks.len()],
        }
    }

    pub fn clear(&mut self) {
        self.shelves.fill(Shelf::default());
    }

    /// From now on so many more are there.
    pub fn stocked(&mut self, now: Instant, part: u32, change: i64) {
        let from = self.from;
        let shelf = &mut self.shelves[part as usize];
        shelf.pass(from, now);
        shelf.level += change;
    }

    pub fn requested(&mut self, now: Instant, part: u32, there: bool) {
        if now >= self.from {
            let sums = &mut self.shelves[part as usize].sums;
            sums[stock::REQUESTS] += 1;
            sums[stock::SHORT] += i64::from(!there);
        }
    }

    pub fn supplied(&mut self, now: Instant, part: u32, units: i64, waited: Option<i64>) {
        if now >= self.from {
            let sums = &mut self.shelves[part as usize].sums;
            sums[stock::USED] += units;
            if let Some(waited) = waited {
                sums[stock::WAITS] += 1;
                sums[stock::WAITED] += waited;
            }
        }
    }

    pub fn ordered(&mut self, now: Instant, part: u32) {
        if now >= self.from {
            self.shelves[part as usize].sums[stock::ORDERS] += 1;
        }
    }

    /// The run ends: the sums, sort by sort.
    pub fn finish(&mut self, sums: &mut [i64]) {
        let (from, to) = (self.from, self.to);
        for (shelf, cell) in self.shelves.iter_mut().zip(sums.chunks_exact_mut(stock::SIZE)) {
            shelf.pass(from, to);
            cell.copy_from_slice(&shelf.sums);
        }
    }
}

impl Shelf {
    /// The level has held up to now.
    fn pass(&mut self, from: Instant, now: Instant) {
        let ticks = (now - self.since.max(from)).ticks().max(0);
        self.sums[stock::SHELF] += ticks * self.level;
        self.sums[stock::EMPTY] += if self.level == 0 { ticks } else { 0 };
        self.since = now;
    }
}
