//! A calendar with one entry per server: a tournament whose winner is the next to finish.

/// The most servers.
pub const PLACES: usize = 64;
/// When an idle server finishes, in hours.
pub const NEVER: f64 = 1e300;

const NAME: u64 = PLACES as u64 - 1;

/// Completion times of up to `LEAVES` servers (a power of two up to [`PLACES`]). A positive float orders as its bits do, so
/// an entry is one word: the hours, with the server in place of the six lowest bits (under a microsecond in 20,000 hours).
pub struct Tournament<const LEAVES: usize> {
    node: [u64; 2 * PLACES],
}

impl<const LEAVES: usize> Tournament<LEAVES> {
    /// Nobody at work.
    pub fn new() -> Self {
        Tournament {
            node: [NEVER.to_bits(); 2 * PLACES],
        }
    }

    /// The next completion: its time in hours, and the server.
    #[inline(always)]
    pub fn first(&self) -> (f64, usize) {
        let first = self.node[1];
        (f64::from_bits(first & !NAME), (first & NAME) as usize)
    }

    /// This server finishes at `hours`. Which nodes are loaded depends on the server alone, so the loads run ahead of the
    /// comparisons, and each comparison is a selection: nothing here can be mispredicted.
    #[inline(always)]
    pub fn set(&mut self, server: usize, hours: f64) {
        let mut best = hours.to_bits() & !NAME | server as u64;
        let mut place = LEAVES | server & (LEAVES - 1);
        for _ in 0..LEAVES.trailing_zeros() {
            self.node[place] = best;
            best = best.min(self.node[place ^ 1]);
            place >>= 1;
        }
        self.node[1] = best;
    }
}
