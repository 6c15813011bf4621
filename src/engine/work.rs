//! Work: it starts, it is paused, it is completed; idle people look for it.

use super::program::{NIL, PlaceKind};
use super::world::{World, away};
use crate::observation::{Observer, Part, Waited, Worked};
use crate::time::{Instant, Span};

impl World<'_> {
    /// At the end of an instant: idle people of the teams where something changed take work, once, and the observer hears how
    /// many people are busy.
    #[inline(always)]
    pub(super) fn settle<O: Observer>(&mut self, observer: &mut O) {
        let mut next = 0;
        while next < self.unsettled.len() {
            let team = self.unsettled[next];
            next += 1;
            self.teams[team as usize].unsettled = false;
            self.take_work(team, observer);
            let state = &mut self.teams[team as usize];
            if state.level != state.told {
                state.told = state.level;
                observer.level(self.now, team, state.level);
            }
        }
        self.unsettled.clear();
    }

    #[inline(always)]
    fn take_work<O: Observer>(&mut self, team: u32, observer: &mut O) {
        while self.teams[team as usize].waiting != 0 {
            let idle = self.teams[team as usize].idle;
            if idle == 0 {
                break;
            }
            let item = self.next_in_line(team);
            let people = self.program.places[self.items[item as usize].place as usize].people;
            // Several people at once: all or nothing, and nobody overtakes.
            if idle < people {
                break;
            }
            self.take_next(team);
            let leader = self.take_idle(team);
            if people > 1 {
                self.gather(team, leader, people);
            }
            self.start(leader, item, observer);
        }
        if self.teams[team as usize].callable > 0 {
            self.take_call_outs(team, observer);
        }
    }

    /// Adds idle people to a crew of `people` that has its leader.
    fn gather(&mut self, team: u32, leader: u32, people: u32) {
        let mut last = leader;
        for _ in 1..people {
            let person = self.take_idle(team);
            self.people[last as usize].crew = person;
            last = person;
        }
        self.people[last as usize].crew = leader;
    }

    /// A person, with any crew, starts or resumes work on an item that was taken off the queue.
    #[inline(always)]
    pub(super) fn start<O: Observer>(&mut self, leader: u32, item: u32, observer: &mut O) {
        let now = self.now;
        let place_number = self.items[item as usize].place;
        let place = &self.program.places[place_number as usize];
        let closed = self.end_wait(item, place.team);
        let working = &mut self.items[item as usize];
        let waited = (now - working.since).ticks();
        working.since = now;
        let story = &mut self.stories[item as usize];
        let parts = &mut story.parts[usize::from(working.rework)];
        if matches!(place.kind, PlaceKind::Approval(_)) {
            parts[Part::Approval as usize] += waited;
        } else {
            parts[Part::Queue as usize] += waited - closed;
            parts[Part::OffShift as usize] += closed;
            if story.first_touch.is_none() {
                story.first_touch = Some(now);
            }
        }
        if working.remaining < 0 {
            // No two visits share their luck: a repeat visit of an item has a number above all before it, and never 0.
            let visit = match place.kind {
                PlaceKind::Step(_) if working.rework => story.repeats + 1,
                PlaceKind::Step(_) => 0,
                PlaceKind::Approval(_) => story.submissions,
            };
            let mut stream = working.key.part(place.hash.wrapping_add(u64::from(visit))).stream();
            let luck = stream.next();
            // The draw that routes an item after a step outlives the approval that it asks for in between.
            if matches!(place.kind, PlaceKind::Step(_)) {
                working.luck = luck;
            }
            let effort = match place.effort_by_class.as_slice() {
                [] => &place.effort,
                efforts => {
                    let first = self.program.demands[place.demand as usize].first_class;
                    &efforts[(working.class - first) as usize]
                }
            };
            working.remaining = effort.sample_ticks(&mut stream);
        }
        let ends = now + Span(working.remaining);
        self.assign(leader, item, place.people, place.team);
        self.agenda.set_completion(leader, ends.min(Instant::NEVER));
        let told = Waited {
            queue: waited - closed,
            off_shift: closed,
        };
        observer.started(now, &self.subject(item), place_number, told);
    }

    #[inline(always)]
    fn assign(&mut self, leader: u32, item: u32, people: u32, team: u32) {
        self.people[leader as usize].item = item;
        let level = &mut self.teams[team as usize].level;
        if self.people[leader as usize].away & away::OFF_SHIFT == 0 {
            level.busy += people;
        } else {
            level.overtime += people;
        }
        let mut person = self.people[leader as usize].crew;
        while person != NIL && person != leader {
            self.people[person as usize].item = item;
            person = self.people[person as usize].crew;
        }
    }

    /// A person's work on an item ends, and the item goes on.
    #[inline(always)]
    pub(super) fn complete<O: Observer>(&mut self, leader: u32, observer: &mut O) {
        let item = self.people[leader as usize].item;
        if item == NIL {
            self.call_out_ready(leader, observer);
            return;
        }
        self.agenda.unset_completion(leader);
        let people = self.release_crew(leader);
        let rework = self.stop(item, people, true, observer);
        let place_number = self.items[item as usize].place;
        let place = &self.program.places[place_number as usize];
        let story = &mut self.stories[item as usize];
        story.visited |= place.bit;
        if rework && place.bit != 0 {
            story.repeats += 1;
        }
        self.items[item as usize].remaining = -1;
        if place.eventful {
            self.conclude(item, observer);
        } else {
            let target = place.exits.choose(self.items[item as usize].luck);
            self.move_on(item, target, observer);
        }
    }

    /// Counts the touch time of a stretch of work that ends; returns whether it is rework.
    #[inline(always)]
    fn stop<O: Observer>(&mut self, item: u32, people: u32, ends: bool, observer: &mut O) -> bool {
        let worked = &mut self.items[item as usize];
        let touch = (self.now - worked.since).ticks();
        worked.since = self.now;
        let (place_number, rework) = (worked.place, worked.rework);
        let part = match self.program.places[place_number as usize].kind {
            PlaceKind::Step(_) => Part::Touch,
            PlaceKind::Approval(_) => Part::Approval,
        };
        self.stories[item as usize].parts[usize::from(rework)][part as usize] += touch;
        let told = Worked {
            touch,
            people,
            rework,
            ends,
        };
        observer.stopped(self.now, &self.subject(item), place_number, told);
        rework
    }

    /// Stops whatever work a person does: the item goes to the front of its class, and anyone of the team resumes it.
    pub(super) fn pause<O: Observer>(&mut self, person: u32, observer: &mut O) {
        let item = self.people[person as usize].item;
        if item == NIL {
            return;
        }
        let leader = self.leader_of(person);
        self.agenda.unset_completion(leader);
        let people = self.release_crew(leader);
        let done = (self.now - self.items[item as usize].since).ticks();
        self.items[item as usize].remaining -= done;
        self.stop(item, people, false, observer);
        self.enqueue_first(item);
    }

    /// The person of a crew who owns the completion: the one with the lowest number would do as well, but only the leader's
    /// source has an event.
    fn leader_of(&self, person: u32) -> u32 {
        let mut leader = person;
        while !self.agenda.has_completion(leader) {
            leader = self.people[leader as usize].crew;
        }
        leader
    }

    /// Frees everybody at work on the leader's item; returns how many that were.
    #[inline(always)]
    fn release_crew(&mut self, leader: u32) -> u32 {
        let mut people = 1;
        let mut person = std::mem::replace(&mut self.people[leader as usize].crew, NIL);
        self.release(leader);
        while person != NIL && person != leader {
            let next = std::mem::replace(&mut self.people[person as usize].crew, NIL);
            self.release(person);
            people += 1;
            person = next;
        }
        people
    }
}
