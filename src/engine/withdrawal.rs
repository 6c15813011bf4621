//! Withdrawal: an item is taken away from wherever it is, because it is not needed any more.

use super::bonds::Stay;
use super::work;
use super::world::World;
use crate::observation::Observer;

impl World<'_> {
    /// Takes an item out of its queue, its line, its wait, or the hands of whoever works on it. Its time up to now is counted;
    /// what becomes of it is for others to say.
    pub(super) fn take_back<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let dossier = self.dossier(number);
        let in_line = dossier.permits.waits();
        match std::mem::replace(&mut dossier.bonds.stay, Stay::None) {
            // It has no time of its own yet.
            Stay::Unsent => return,
            Stay::Split => {
                self.follow_one_branch(number, observer);
                return;
            }
            Stay::ForParts => {
                self.leave_parts_line(number, observer);
                return;
            }
            Stay::None if !in_line => {}
            Stay::None | Stay::ForChildren => {
                // Whom it keeps has been kept since it began to wait.
                self.step_out_of_line(number, observer);
                self.let_go(number, false, observer);
                return;
            }
        }
        if self.take_from_gate(number, observer) {
            return;
        }
        let worker = self.people.iter().position(|person| person.item == number);
        match worker {
            Some(person) => self.take_away(person as u32, number, observer),
            None => {
                let unstarted = self.waits_for_first_start(number);
                if self.leave_queue(number, observer) && unstarted {
                    self.give_parts_back(number, observer);
                }
            }
        }
    }

    fn take_away<O: Observer>(&mut self, person: u32, number: u32, observer: &mut O) {
        let leader = self.leader_of(person);
        self.agenda.unset_completion(leader);
        let item = &mut self.items[number as usize];
        let place = &self.program.places[item.place as usize];
        work::stop(self.now, place, (number, item), &mut self.dossiers, true, observer);
        self.release_crew(leader, observer);
    }
}
