//! Judgement of one commitment: how many items fell due and for how many it was kept, period by period.

use crate::time::Instant;

/// Items that fell due, and those for which the commitment was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub due: u32,
    pub kept: u32,
}

/// The counts of one commitment.
#[derive(Clone, Debug)]
pub(super) struct Judgement<'p> {
    /// Starts of whole periods, and the end of the last.
    starts: &'p [Instant],
    /// One before the first start, one from each start on.
    counts: Vec<Count>,
    /// The period of the item judged last: from when, until when, its number among the counts.
    from: Instant,
    until: Instant,
    current: usize,
}

impl<'p> Judgement<'p> {
    /// Nothing judged yet.
    pub fn new(starts: &'p [Instant]) -> Judgement<'p> {
        Judgement {
            starts,
            counts: vec![Count::default(); starts.len() + 1],
            from: Instant::NEVER,
            until: Instant::NEVER,
            current: 0,
        }
    }

    /// Forgets every count.
    pub fn clear(&mut self) {
        self.counts.fill(Count::default());
    }

    /// An item falls due. Neighbours in time mostly fall due in the same period.
    #[inline(always)]
    pub fn count(&mut self, due: Instant, kept: bool) {
        if due < self.from || due >= self.until {
            self.turn_to(due);
        }
        let count = &mut self.counts[self.current];
        count.due += 1;
        count.kept += u32::from(kept);
    }

    #[inline(never)]
    fn turn_to(&mut self, due: Instant) {
        self.current = self.starts.partition_point(|start| *start <= due);
        let before = self.current.checked_sub(1).and_then(|index| self.starts.get(index));
        self.from = before.copied().unwrap_or(Instant(i64::MIN));
        self.until = self.starts.get(self.current).copied().unwrap_or(Instant::NEVER);
    }

    /// All items.
    pub fn total(&self) -> Count {
        self.counts.iter().fold(Count::default(), |sum, count| Count {
            due: sum.due + count.due,
            kept: sum.kept + count.kept,
        })
    }

    /// The counts of whole periods in which items fell due.
    pub fn periods(&self) -> impl Iterator<Item = Count> {
        let whole = 1..self.starts.len().max(1);
        self.counts[whole].iter().copied().filter(|count| count.due > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted_in_the_period_in_which_they_fall_due() {
        let starts = [Instant(10), Instant(20), Instant(30)];
        let mut judgement = Judgement::new(&starts);
        for (due, kept) in [
            (9, true),
            (20, true),
            (19, false),
            (10, true),
            (29, false),
            (30, true),
            (20, false),
        ] {
            judgement.count(Instant(due), kept);
        }
        let counts: Vec<(u32, u32)> = judgement.periods().map(|count| (count.due, count.kept)).collect();
        assert_eq!(counts, [(2, 1), (3, 1)]);
        assert_eq!(judgement.total(), Count { due: 7, kept: 4 });
        judgement.clear();
        assert_eq!(judgement.total(), Count::default());
        assert_eq!(judgement.periods().count(), 0);
    }

    #[test]
    fn without_a_whole_period_there_is_none_to_count() {
        for starts in [&[][..], &[Instant(5)][..]] {
            let mut judgement = Judgement::new(starts);
            judgement.count(Instant(7), true);
            assert_eq!(judgement.periods().count(), 0);
            assert_eq!(judgement.total(), Count { due: 1, kept: 1 });
        }
    }
}
