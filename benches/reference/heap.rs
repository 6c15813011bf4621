//! A calendar as most simulators have it: a heap of those at work, four children to a parent.

use super::calendar::{Calendar, NEVER, PLACES, entry, read};

const CHILDREN: usize = 4;

/// The completions of servers at work; the first is the next.
pub struct Heap {
    entry: [u64; PLACES],
    len: usize,
}

impl Heap {
    #[inline(always)]
    fn rise(&mut self, mut at: usize, key: u64) {
        while at > 0 {
            let parent = (at - 1) / CHILDREN;
            if self.entry[parent] <= key {
                break;
            }
            self.entry[at] = self.entry[parent];
            at = parent;
        }
        self.entry[at] = key;
    }

    #[inline(always)]
    fn sink(&mut self, key: u64) {
        let mut at = 0;
        loop {
            let first = at * CHILDREN + 1;
            if first >= self.len {
                break;
            }
            let mut least = first;
            for child in first + 1..(first + CHILDREN).min(self.len) {
                least = if self.entry[child] < self.entry[least] {
                    child
                } else {
                    least
                };
            }
            if self.entry[least] >= key {
                break;
            }
            self.entry[at] = self.entry[least];
            at = least;
        }
        self.entry[at] = key;
    }
}

impl Calendar for Heap {
    fn new() -> Self {
        Heap {
            entry: [0; PLACES],
            len: 0,
        }
    }

    #[inline(always)]
    fn first(&self) -> (f64, usize) {
        if self.len == 0 { (NEVER, 0) } else { read(self.entry[0]) }
    }

    /// Who has just finished is first in the heap: replaced in place where more work follows.
    #[inline(always)]
    fn set(&mut self, server: usize, hours: f64) {
        let key = entry(server, hours);
        let finishes = self.len > 0 && read(self.entry[0]).1 == server;
        if !finishes {
            self.len += 1;
            self.rise(self.len - 1, key);
        } else if hours < NEVER {
            self.sink(key);
        } else {
            self.len -= 1;
            let last = self.entry[self.len];
            self.sink(last);
        }
    }
}
