//! Withdrawal: an item is taken away from wherever it is, because it is not needed any more.

use super::bonds::Stay;
use super::timers::Timer;
use super::world::World;
use crate::observation::{Among, Observer};
use crate::time::Instant;

impl World<'_> {
    /// Takes an item out of its queue, its line, its wait, or the hands of whoever works on it. Its time up to now is counted;
    /// what becomes of it is for others to say.
    pub(super) fn take_back<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let dossier = self.dossier(number);
        let in_line = dossier.permits.waits();
        match std::mem::replace(&mut dossier.bonds.stay, Stay::None) {
            // It has no time of its own, or none that is not counted.
            Stay::Unsent | Stay::Leaving => return,
            Stay::Split => {
                self.follow_one_branch(number, observer);
                return;
            }
            Stay::ForParts => {
                self.leave_parts_line(number, observer);
                return;
            }
            Stay::SeemsDone | Stay::Unnoticed => {
                self.dossiers[number as usize].timers[Timer::Passage as usize] = Instant::NEVER;
                self.let_go(number, false, observer);
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
        if self.leave_batch(number, observer)
            || self.leave_train(number, observer)
            || self.take_from_gate(number, observer)
            || self.take_from_held(number, observer)
        {
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
        self.stop_sharing(
            number,
            self.people[leader as usize].team,
            (true, Among::ALONE),
            observer,
        );
        self.release_crew(leader, observer);
    }
}
