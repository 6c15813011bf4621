//! Another program holds: what changes at once, because it was counted under what held before.

use super::program::Program;
use super::world::World;
use crate::observation::Observer;

impl World<'_> {
    /// From now on another program holds than `before`. Items stay where they are; people on call look at what waits anew, and
    /// whoever waited for a limit that was raised is let in.
    pub(super) fn adapt<O: Observer>(&mut self, before: &Program, observer: &mut O) {
        for team in 0..self.teams.len() as u32 {
            if self.teams[team as usize].has_on_call {
                self.recount_callable(team, before);
                self.unsettle(team);
            }
        }
        self.offer_raised_limits(before, observer);
        self.change_fault_rates();
    }

    /// Counts which waiting items people on call can take now. What such an item has waited with the team closed stays counted as
    /// it was.
    fn recount_callable(&mut self, team: u32, before: &Program) {
        let mut waiting = std::mem::take(&mut self.moving);
        waiting.clear();
        self.list_waiting(team, &mut waiting);
        for &number in &waiting {
            let item = &mut self.items[number as usize];
            let could = before.is_callable(&before.places[item.place as usize], before.seen_class(item));
            let can = self
                .program
                .is_callable(&self.program.places[item.place as usize], self.program.seen_class(item));
            let state = &mut self.teams[team as usize];
            let (all, for_callable) = (state.closed.until(self.now), state.closed_on_call.until(self.now));
            match (could, can) {
                (false, true) => {
                    state.callable += 1;
                    item.closed_mark += for_callable - all;
                }
                (true, false) => {
                    state.callable -= 1;
                    item.closed_mark += all - for_callable;
                }
                _ => {}
            }
        }
        waiting.clear();
        self.moving = waiting;
    }
}
