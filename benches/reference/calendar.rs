//! What a reference program asks of its calendar.

/// The most servers.
pub const PLACES: usize = 64;
/// When an idle server finishes, in hours.
pub const NEVER: f64 = 1e300;

const NAME: u64 = PLACES as u64 - 1;

/// Completion times of servers.
pub trait Calendar {
    /// Nobody at work.
    fn new() -> Self;
    /// The next completion: its time in hours ([`NEVER`] where nobody is at work), and the server.
    fn first(&self) -> (f64, usize);
    /// This server, who is idle or has just finished, finishes at `hours`; [`NEVER`] where it becomes idle.
    fn set(&mut self, server: usize, hours: f64);
}

/// A completion in one word. A positive float orders as its bits do, so the word is the hours, with the server in place of the
/// six lowest bits (under a microsecond in 20,000 hours).
#[inline(always)]
pub fn entry(server: usize, hours: f64) -> u64 {
    hours.to_bits() & !NAME | server as u64
}

/// The hours and the server of an entry.
#[inline(always)]
pub fn read(entry: u64) -> (f64, usize) {
    (f64::from_bits(entry & !NAME), (entry & NAME) as usize)
}
