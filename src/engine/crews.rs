//! Crews: people who work on one item together, linked in a ring behind their leader.

use super::program::NIL;
use super::world::World;
use crate::observation::Observer;

impl World<'_> {
    /// Takes so many idle people, linked in a ring where there are several; returns their leader.
    #[inline(always)]
    pub(super) fn take_crew<O: Observer>(&mut self, team: u32, people: u32, observer: &mut O) -> u32 {
        let leader = self.take_idle(team, observer);
        if people > 1 {
            self.gather(team, leader, people, observer);
        }
        leader
    }

    /// Adds idle people to a crew of `people` that has its leader.
    pub(super) fn gather<O: Observer>(&mut self, team: u32, leader: u32, people: u32, observer: &mut O) {
        let mut last = leader;
        for _ in 1..people {
            let person = self.take_idle(team, observer);
            // Only the leader has a completion; one that has just come may still be there.
            self.agenda.unset_completion(person);
            self.people[last as usize].crew = person;
            last = person;
        }
        self.people[last as usize].crew = leader;
    }

    /// A person and any crew are busy with an item.
    pub(super) fn give_to_crew(&mut self, leader: u32, item: u32) {
        let mut person = leader;
        loop {
            self.people[person as usize].item = item;
            person = self.people[person as usize].crew;
            if person == NIL || person == leader {
                return;
            }
        }
    }

    /// Everybody of a crew but its leader is at work on an item.
    pub(super) fn assign_crew<O: Observer>(&mut self, leader: u32, item: u32, observer: &mut O) {
        let mut person = self.people[leader as usize].crew;
        while person != leader {
            self.people[person as usize].item = item;
            observer.taken(self.now, &self.items[item as usize].subject(), person);
            person = self.people[person as usize].crew;
        }
    }

    /// The person of a crew who owns the completion.
    pub(super) fn leader_of(&self, person: u32) -> u32 {
        let mut leader = person;
        while !self.agenda.has_completion(leader) {
            leader = self.people[leader as usize].crew;
        }
        leader
    }

    /// Frees everybody at work on the leader's item.
    #[inline(always)]
    pub(super) fn release_crew<O: Observer>(&mut self, leader: u32, observer: &mut O) {
        let mut person = std::mem::replace(&mut self.people[leader as usize].crew, NIL);
        self.release(leader, observer);
        while person != NIL && person != leader {
            let next = std::mem::replace(&mut self.people[person as usize].crew, NIL);
            self.release(person, observer);
            person = next;
        }
    }
}
