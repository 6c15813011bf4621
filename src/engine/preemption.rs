//! Preemption: urgent work interrupts less urgent work.

use super::program::NIL;
use super::world::World;
use crate::observation::{Leave, Observer};

impl World<'_> {
    /// Where the item that is next may interrupt and nobody is idle, the least urgent work of the team, and of that the latest
    /// started, is interrupted; whether any was. Work of several people at once is left alone.
    #[inline(never)]
    pub(super) fn evict<O: Observer>(&mut self, team: u32, observer: &mut O) -> bool {
        let habits = &self.program.teams[team as usize].habits;
        let state = &self.teams[team as usize];
        if state.idle > 0 || state.waiting == 0 || habits.preempts & 1 << state.most_urgent() == 0 {
            return false;
        }
        let urgent = &self.items[state.next_in_line() as usize];
        if self.program.places[urgent.place as usize].people > 1 {
            return false;
        }
        let Some(person) = self.least_urgent_work(team, urgent.priority) else {
            return false;
        };
        let item = self.people[person as usize].item;
        observer.leaves(self.now, person, Leave::Preempted);
        self.pause(person, observer);
        self.items[item as usize].remaining += habits.resumption;
        true
    }

    /// Who of a team does the least urgent work that is less urgent than `priority`, the latest started first, then the lowest
    /// number.
    fn least_urgent_work(&self, team: u32, priority: u8) -> Option<u32> {
        let program = &self.program.teams[team as usize];
        let regulars = program.first_person..program.first_person + program.regulars;
        let at_work = regulars.filter_map(|person| {
            let state = &self.people[person as usize];
            let item = self.items.get(state.item as usize).filter(|_| state.item != NIL)?;
            let can = state.away == 0 && state.crew == NIL && item.priority > priority;
            let own = self.program.places[item.place as usize].team == team;
            (can && own).then_some((item.priority, item.since, std::cmp::Reverse(person)))
        });
        at_work.max().map(|(_, _, person)| person.0)
    }
}
