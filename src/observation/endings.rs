//! What the engine tells of visits and items that end.

use super::{PARTS, Part, Pause};
use crate::time::Instant;

/// A stretch of work that ends.
#[derive(Clone, Copy, Debug)]
pub struct Worked {
    /// How long, in ticks.
    pub touch: i64,
    /// How many people.
    pub people: u32,
    /// Whether the item had visited this step before.
    pub rework: bool,
    /// Whether the visit ends; otherwise the work was paused and will go on.
    pub ends: bool,
    /// Whose work it was.
    pub among: Among,
}

/// Among how many items a stretch of work is shared, and which of them this one is: people work on a batch as one, and each of its
/// items bears an equal part of their hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Among {
    /// How many share it: 1 where an item is worked on alone, 0 where it bears none because it was withdrawn from a batch that goes on.
    pub items: u32,
    /// The item's number among them, from 0.
    pub number: u32,
}

impl Among {
    /// The item is worked on alone.
    pub const ALONE: Among = Among { items: 1, number: 0 };
    /// It bears none of the work.
    pub const NONE: Among = Among { items: 0, number: 0 };

    /// The item's part of so many ticks; the parts of all items add up to them exactly.
    #[inline(always)]
    pub fn part_of(self, ticks: i64) -> i64 {
        let (items, number) = (i64::from(self.items), i64::from(self.number));
        match items {
            0 => 0,
            1 => ticks,
            _ => ticks * (number + 1) / items - ticks * number / items,
        }
    }
}

/// How an item ends.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    /// When work on it first started, if ever.
    pub first_touch: Option<Instant>,
    /// When it was first resolved, where that was not now.
    pub resolved: Option<Instant>,
    /// When clocks stood still, in order.
    pub pauses: &'a [Pause],
    /// From when promises count: mostly from arrival; [`Instant::NEVER`] where nobody has noticed it.
    pub clock_from: Instant,
    /// Ticks of touch time: in first visits, then in repeat visits. So for the next two.
    pub touch: [i64; 2],
    /// Ticks in queues.
    pub queue: [i64; 2],
    /// Ticks in queues whose people were off shift.
    pub off_shift: [i64; 2],
    /// Ticks in the other parts of lead time, where the item has any: first visits, then repeat visits.
    pub others: Option<&'a [[i64; PARTS]; 2]>,
    /// Whether it was completed; otherwise it was closed undone.
    pub completed: bool,
    /// Which increments it has released, a bit each.
    pub released: u64,
}

impl Ending<'_> {
    /// Ticks in each part of lead time: first visits, then repeat visits.
    pub fn parts(&self) -> [[i64; PARTS]; 2] {
        let mut parts = self.others.copied().unwrap_or_default();
        for (visits, parts) in parts.iter_mut().enumerate() {
            parts[Part::Touch as usize] = self.touch[visits];
            parts[Part::Queue as usize] = self.queue[visits];
            parts[Part::OffShift as usize] = self.off_shift[visits];
        }
        parts
    }
}

/// A part of an item's value that is there before the item is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Released {
    /// Which of its demand's increments.
    pub increment: u32,
    /// Those that it had released before, a bit each.
    pub before: u64,
}
