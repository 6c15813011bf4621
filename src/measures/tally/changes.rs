//! What is counted of approvals and of changes: by route, and by the class of the item.

use super::Tally;
use crate::measures::layout::route;
use crate::observation::{Decided, Subject};
use crate::statistics::histogram::{BUCKETS, bucket};

impl Tally<'_> {
    /// Counts something of a route (none: of what no route approved), and where it is no part of another also of the item's class.
    pub(super) fn count_change(&mut self, class: u32, number: Option<u32>, whole: bool, count: impl Fn(&mut [i64])) {
        let number = number.map_or(self.program.routes.len(), |route| route as usize);
        count(self.route_cell(number));
        if let Some(start) = self.plan.layout.changes[class as usize].filter(|_| whole) {
            count(&mut self.sums[start..start + route::SIZE]);
        }
    }

    /// Counts a decision, and its delay.
    pub(super) fn count_decision(&mut self, of: &Subject, decided: &Decided) {
        self.count_change(of.class, Some(decided.route), decided.whole, |cell| {
            cell[route::DECIDED] += 1;
            cell[route::DELAY] += decided.delay;
            cell[route::TURNED_DOWN] += i64::from(decided.turned_down);
            cell[route::CLOSED] += i64::from(decided.closes);
            cell[route::BAD_CAUGHT] += i64::from(decided.turned_down && decided.bad);
            cell[route::BAD] += i64::from(decided.bad);
            cell[route::LOOKED] += decided.looked;
        });
        let histogram = decided.route as usize * BUCKETS + bucket(decided.delay);
        if let Some(count) = self.outcome.approval_delays.get_mut(histogram) {
            *count += 1;
        }
    }

    /// Counts an item that is put into effect.
    pub(super) fn count_effect(&mut self, of: &Subject, by: Option<u32>, failed: bool) {
        self.count_change(of.class, by, true, |cell| {
            cell[route::EFFECTED] += 1;
            cell[route::FAILED] += i64::from(failed);
        });
    }
}
