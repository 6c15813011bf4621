//! People who work for several teams.

use super::program::NIL;
use super::world::World;
use crate::observation::Observer;

impl World<'_> {
    /// After a team's own people have taken what they can: others help with what still waits, and those of its own who are idle
    /// help other teams, in their order.
    #[inline(never)]
    pub(super) fn share<O: Observer>(&mut self, team: u32, observer: &mut O) {
        let habits = &self.program.teams[team as usize].habits;
        self.help(team, observer);
        for &other in &habits.also {
            if self.teams[team as usize].idle == 0 {
                break;
            }
            self.help(other, observer);
        }
    }

    /// Idle people of other teams take what waits for a team and needs one person: nobody holds one and waits for another.
    fn help<O: Observer>(&mut self, team: u32, observer: &mut O) {
        let program = self.program;
        while self.teams[team as usize].waiting != 0 {
            if self.teams[team as usize].is_ranked {
                self.draw_next(team);
            }
            let number = self.teams[team as usize].next_in_line();
            let place = &program.places[self.items[number as usize].place as usize];
            // Its own people come first.
            if self.teams[team as usize].idle >= place.people || place.people > 1 {
                return;
            }
            let Some(helper) = self.idle_helper(team) else { return };
            let after = self.items[number as usize].next;
            self.teams[team as usize].take_next(number, after);
            let person = self.take_idle(helper, observer);
            self.start(person, number, place, observer);
        }
    }

    /// Of the teams that help and have somebody idle: the one whose people work for the fewest teams, then the one whose first
    /// idle person has been idle longest, then the one with the lowest number.
    fn idle_helper(&self, team: u32) -> Option<u32> {
        let helpers = self.program.teams[team as usize].habits.helpers.iter();
        let idle = helpers.filter(|helper| self.teams[**helper as usize].idle > 0);
        idle.copied().min_by_key(|&helper| {
            let state = &self.teams[helper as usize];
            let first = if state.idle_first != NIL {
                state.idle_first
            } else {
                state.freed
            };
            let skills = self.program.teams[helper as usize].habits.also.len();
            (skills, self.people[first as usize].idle_since, first)
        })
    }

    /// How many people are on shift, and not absent, who could take a team's work.
    pub(super) fn eligible(&self, team: u32) -> u32 {
        let helpers = self.program.teams[team as usize].habits.helpers.iter();
        let helping: u32 = helpers.map(|helper| self.teams[*helper as usize].staffed).sum();
        self.teams[team as usize].staffed + helping
    }
}
