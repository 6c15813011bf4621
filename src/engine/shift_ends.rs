//! The end of a shift: what becomes of the work of those who go, and of what waits for a team that has gone.

use super::program::NIL;
use super::world::{World, away};
use crate::model::{AtShiftEnd, MOST_PRIORITIES};
use crate::observation::{Leave, Observer};

impl World<'_> {
    /// A person's shift is over: their work is paused, goes to another team, or is finished in overtime.
    pub(super) fn go_home<O: Observer>(&mut self, person: u32, observer: &mut O) {
        self.stay_away(person, away::OFF_SHIFT, observer);
    }

    /// A person goes, with whatever they work on: as at the end of a shift.
    pub(super) fn depart<O: Observer>(&mut self, person: u32, observer: &mut O) {
        self.stay_away(person, away::GONE, observer);
        self.hand_queue_over(self.people[person as usize].team, observer);
    }

    /// A person comes: to work where their shift is on.
    pub(super) fn come<O: Observer>(&mut self, person: u32, observer: &mut O) {
        self.set_away(person, away::GONE, 0, observer);
    }

    fn stay_away<O: Observer>(&mut self, person: u32, why: u8, observer: &mut O) {
        let state = &self.people[person as usize];
        if state.item != NIL && !self.part_from_kept(state.item, observer) {
            let state = &self.people[person as usize];
            let item = &self.items[state.item as usize];
            let rules = &self.program.teams[state.team as usize].habits.at_shift_end;
            observer.leaves(self.now, person, Leave::ShiftEnd);
            match rules[usize::from(item.priority) % MOST_PRIORITIES] {
                AtShiftEnd::Pause => self.pause(person, observer),
                AtShiftEnd::Finish => {}
                AtShiftEnd::HandOver => self.hand_over(person, observer),
            }
        }
        self.set_away(person, 0, why, observer);
    }

    /// What a person works on goes to the front of its class in another team's queue.
    fn hand_over<O: Observer>(&mut self, person: u32, observer: &mut O) {
        let number = self.people[person as usize].item;
        let place = &self.program.places[self.items[number as usize].place as usize];
        let own = &self.program.teams[place.team as usize].habits;
        let (to, takes) = (place.hand_over, own.hand_over);
        if to == NIL {
            self.pause(person, observer);
            return;
        }
        self.stop_work(person, observer);
        let item = &mut self.items[number as usize];
        item.place = to;
        item.remaining += takes;
        self.enqueue_first(number);
        let of = &self.items[number as usize];
        observer.waits(self.now, &of.subject(), of.place);
        self.pause_batch(number, observer);
    }

    /// Nobody of a team is left: what waits for it and is handed over goes to the other team, in its order.
    pub(super) fn hand_queue_over<O: Observer>(&mut self, team: u32, observer: &mut O) {
        let rules = &self.program.teams[team as usize].habits.at_shift_end;
        if self.teams[team as usize].staffed > 0 || !rules.contains(&AtShiftEnd::HandOver) {
            return;
        }
        let mut moving = std::mem::take(&mut self.moving);
        moving.clear();
        self.list_waiting(team, &mut moving);
        moving.retain(|&item| {
            let of = &self.items[item as usize];
            rules[usize::from(of.priority) % MOST_PRIORITIES] == AtShiftEnd::HandOver
                && self.program.places[of.place as usize].hand_over != NIL
        });
        for &item in &moving {
            self.leave_queue(item, observer);
            self.leave_with_lead(item, observer);
            let to = self.program.places[self.items[item as usize].place as usize].hand_over;
            self.items[item as usize].place = to;
            self.wait_again(item);
            observer.waits(self.now, &self.items[item as usize].subject(), to);
            self.pause_batch(item, observer);
        }
        self.moving = moving;
    }
}
