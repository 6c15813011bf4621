//! Closed time: how long nobody was there who could take what waits.

use crate::time::Instant;

/// Accumulated closed time: `base`, plus the time now while it is closed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Closed {
    base: i64,
    closed: i64,
}

impl Closed {
    /// Closed from the start.
    pub const FROM_START: Closed = Closed { base: 0, closed: 1 };

    /// Closed ticks until now.
    #[inline(always)]
    pub fn until(&self, now: Instant) -> i64 {
        self.base + self.closed * now.0
    }

    pub fn set(&mut self, now: Instant, closed: bool) {
        let closed = i64::from(closed);
        self.base += (self.closed - closed) * now.0;
        self.closed = closed;
    }
}
