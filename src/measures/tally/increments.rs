//! What the tally keeps of opportunities: the parts of their value, when they come, and in which week.

use super::Tally;
use crate::measures::layout::{increment, venture};
use crate::observation::{Ending, Released, Subject};
use crate::time::{HOUR, Instant, WEEK};

/// Parts that add up to so much are all of a value.
const ALL: f64 = 1.0 - 1e-9;

impl Tally<'_> {
    /// The parts of its value that an item of a class releases before its end.
    fn shares(&self, class: u32) -> &[f64] {
        &self.program.demands[self.program.classes[class as usize].demand as usize].increments
    }

    /// How much of its value an item of a class has released, by the bits of its increments.
    fn released_share(&self, class: u32, released: u64) -> f64 {
        let shares = self.shares(class).iter().enumerate();
        shares
            .filter(|(number, _)| released & 1 << number != 0)
            .map(|(_, share)| share)
            .sum()
    }

    fn venture(&self, of: &Subject) -> Option<usize> {
        let demand = self.program.classes[of.class as usize].demand;
        self.plan.layout.ventures[demand as usize]
    }

    /// For how many ticks an item is late that brings value now, as far as that costs.
    fn late(&self, now: Instant, of: &Subject) -> i64 {
        let lateness = self.plan.lateness.get(of.class as usize).copied().flatten();
        lateness.map_or(0, |(after, most)| ((now - of.arrived).ticks() - after).clamp(0, most))
    }

    /// A share of an item's value is there: what it is worth by now comes in this week, `first` and `full` tell whether it is the first
    /// part and whether nothing is left.
    fn count_value(&mut self, now: Instant, of: &Subject, share: f64, (first, full): (bool, bool)) {
        let Some(cell) = self.venture(of) else { return };
        let after = (now - of.arrived).ticks();
        self.sums[cell + venture::FIRST] += i64::from(first);
        self.sums[cell + venture::FIRST_AFTER] += i64::from(first) * after;
        self.sums[cell + venture::FULL] += i64::from(full);
        self.sums[cell + venture::FULL_AFTER] += i64::from(full) * after;
        let price = self.plan.prices[of.class as usize];
        let Some(value) = price.value else { return };
        let lost = price.per_hour.unwrap_or(0.0) * self.late(now, of) as f64 / HOUR as f64;
        // What happens at the very end of the run belongs to its last week.
        let weeks = venture::weeks(self.from, self.to);
        let week = ((now - self.from).ticks() / WEEK) as usize;
        let number = cell + venture::WEEKS_FROM + week.min(weeks.saturating_sub(1));
        self.value.push((number, share * (value - lost)));
    }

    /// An item releases a part of its value.
    pub(super) fn count_increment(&mut self, now: Instant, of: &Subject, released: Released) {
        let share = self.shares(of.class)[released.increment as usize];
        let late = self.late(now, of);
        let cell = self.plan.layout.increments[of.class as usize] + released.increment as usize * increment::SIZE;
        self.sums[cell + increment::RELEASED] += 1;
        self.sums[cell + increment::LATE] += late;
        let before = self.released_share(of.class, released.before);
        let (first, full) = (released.before == 0, before + share >= ALL);
        self.count_value(now, of, share, (first, full));
    }

    /// An item of a venture ends: the rest of its value is there, or forgone.
    pub(super) fn end_venture(&mut self, now: Instant, of: &Subject, ending: &Ending<'_>) {
        let late = self.late(now, of);
        for number in (0..self.shares(of.class).len()).filter(|number| ending.released & 1 << number != 0) {
            let cell = self.plan.layout.increments[of.class as usize] + number * increment::SIZE;
            if ending.completed {
                self.sums[cell + increment::COMPLETED] += 1;
                self.sums[cell + increment::LATE_AT_END] += late;
            } else {
                self.sums[cell + increment::CLOSED] += 1;
            }
        }
        if !ending.completed {
            return;
        }
        let before = self.released_share(of.class, ending.released);
        if before < ALL {
            self.count_value(now, of, 1.0 - before, (ending.released == 0, true));
        }
    }
}
