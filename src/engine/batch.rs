//! A batch: items that gather, or are worked on as one; all batches of a replication, used again when they have ended.

use super::program::NIL;

/// How far a batch has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Too few have gathered.
    Gathers,
    /// It waits in its team's queue, and work on it has not begun.
    Waits,
    /// Work on it has begun: nobody joins any more.
    Begun,
}

/// An item of a batch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub item: u32,
    /// Touch time that it adds to that of the batch.
    pub each: i64,
}

/// Items that gather, wait and are worked on as one.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    /// In the order in which they came.
    pub members: Vec<Member>,
    /// The item as which it stands in the queue, once it does.
    pub lead: u32,
    pub stage: Stage,
}

/// All batches in a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Batches {
    pub all: Vec<Batch>,
    free: Vec<u32>,
    /// For each of the program's batches, the one that items may join, or [`NIL`].
    pub open: Vec<u32>,
    /// Items on which work as one has just ended, in order.
    pub leaving: Vec<u32>,
}

impl Batches {
    /// None at all, of so many kinds.
    pub fn reset(&mut self, kinds: usize) {
        self.free.clear();
        for (number, batch) in (0u32..).zip(&mut self.all) {
            batch.members.clear();
            self.free.push(number);
        }
        // Taken from the end: so that a world that was used before numbers them as a new one does.
        self.free.reverse();
        self.open.clear();
        self.open.resize(kinds, NIL);
    }

    /// A batch that nobody has joined, with its number.
    pub(super) fn begin(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.all.push(Batch {
                members: Vec::new(),
                lead: NIL,
                stage: Stage::Gathers,
            });
            self.all.len() as u32 - 1
        })
    }

    /// Nobody joins a batch any more.
    pub(super) fn close(&mut self, batch: u32) {
        if let Some(open) = self.open.iter_mut().find(|open| **open == batch) {
            *open = NIL;
        }
    }

    /// A batch is over.
    pub fn end(&mut self, batch: u32) {
        self.close(batch);
        self.all[batch as usize].members.clear();
        self.free.push(batch);
    }
}
