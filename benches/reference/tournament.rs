//! A calendar with one entry per server: a tournament whose winner is the next to finish.

use super::calendar::{Calendar, NEVER, PLACES, entry, read};

/// Completion times of up to `LEAVES` servers (a power of two up to [`PLACES`]).
pub struct Tournament<const LEAVES: usize> {
    node: [u64; 2 * PLACES],
}

impl<const LEAVES: usize> Calendar for Tournament<LEAVES> {
    fn new() -> Self {
        Tournament {
            node: [NEVER.to_bits(); 2 * PLACES],
        }
    }

    #[inline(always)]
    fn first(&self) -> (f64, usize) {
        read(self.node[1])
    }

    /// Which nodes are loaded depends on the server alone, so the loads run ahead of the comparisons, and each comparison is a
    /// selection: nothing here can be mispredicted.
    #[inline(always)]
    fn set(&mut self, server: usize, hours: f64) {
        let mut best = entry(server, hours);
        let mut place = LEAVES | server & (LEAVES - 1);
        for _ in 0..LEAVES.trailing_zeros() {
            self.node[place] = best;
            best = best.min(self.node[place ^ 1]);
            place >>= 1;
        }
        self.node[1] = best;
    }
}
