//! Work: it starts, it is paused, it is completed; idle people look for it.

use super::program::{NIL, Place, PlaceKind, Program};
use super::world::{Item, World, away};
use crate::observation::{Observer, Part, Staff, Waited, Worked};
use crate::time::{Instant, Span};

impl World<'_> {
    /// At the end of an instant: idle people of the teams where something changed take work, once.
    #[inline(always)]
    pub(super) fn settle<O: Observer>(&mut self, observer: &mut O) {
        let mut next = 0;
        while next < self.unsettled.len() {
            let team = self.unsettled[next];
            next += 1;
            self.take_work(team, observer);
        }
        self.unsettled.clear();
    }

    /// Idle people of a team take what waits for it.
    #[inline(always)]
    pub(super) fn take_work<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let program = self.program;
        loop {
            let team = &mut self.teams[number as usize];
            let Some(item_number) = team.next_in_line() else { break };
            let item = &mut self.items[item_number as usize];
            let place = &program.places[item.place as usize];
            // Several people at once: all or nothing, and nobody overtakes.
            if team.idle < place.people {
                break;
            }
            team.take_next(item_number, item.next);
            let mut leader = team.freed;
            if team.idle_first == NIL && place.people == 1 {
                // Mostly whoever has just been freed goes on, and is never among the idle.
                team.freed = NIL;
                team.idle -= 1;
            } else {
                leader = self.take_idle(number);
                if place.people > 1 {
                    self.gather(number, leader, place.people);
                }
            }
            self.start(leader, item_number, place, observer);
        }
        let team = &mut self.teams[number as usize];
        team.unsettled = false;
        let (freed, callable) = (team.freed, team.callable);
        if freed != NIL {
            self.file_freed(number, freed);
        }
        if callable > 0 {
            self.take_call_outs(number, observer);
        }
    }

    /// Adds idle people to a crew of `people` that has its leader.
    fn gather(&mut self, team: u32, leader: u32, people: u32) {
        let mut last = leader;
        for _ in 1..people {
            let person = self.take_idle(team);
            // Only the leader has a completion; one that has just come may still be there.
            self.agenda.unset_completion(person);
            self.people[last as usize].crew = person;
            last = person;
        }
        self.people[last as usize].crew = leader;
    }

    /// A person, with any crew, starts or resumes work on an item that was taken off the queue.
    #[inline(always)]
    pub(super) fn start<O: Observer>(&mut self, leader: u32, number: u32, place: &Place, observer: &mut O) {
        let now = self.now;
        let item = &mut self.items[number as usize];
        let is_step = matches!(place.kind, PlaceKind::Step(_));
        let closed = self
            .program
            .end_wait(now, item, place, &mut self.teams[place.team as usize]);
        let waited = (now - item.since).ticks();
        item.since = now;
        let parts = &mut item.parts[usize::from(item.rework & 1)];
        if is_step {
            parts[Part::Queue as usize] += waited - closed;
            parts[Part::OffShift as usize] += closed;
            item.first_touch = item.first_touch.min(now);
        } else {
            parts[Part::Approval as usize] += waited;
        }
        if item.remaining < 0 {
            self.program.draw_visit(item, place, is_step);
        }
        let ends = now + Span(item.remaining);
        self.agenda.set_completion(leader, ends.min(Instant::NEVER));
        observer.started(
            now,
            &item.subject(),
            item.place,
            Waited {
                queue: waited - closed,
                off_shift: closed,
            },
        );
        let person = &mut self.people[leader as usize];
        person.item = number;
        let what = if person.away & away::OFF_SHIFT == 0 {
            Staff::Busy
        } else {
            Staff::Overtime
        };
        observer.staff(now, place.team, what, place.people as i32);
        if person.crew != NIL {
            self.assign_crew(leader, number);
        }
    }

    fn assign_crew(&mut self, leader: u32, item: u32) {
        let mut person = self.people[leader as usize].crew;
        while person != leader {
            self.people[person as usize].item = item;
            person = self.people[person as usize].crew;
        }
    }

    /// A person's work on an item ends, and the item goes on.
    #[inline(always)]
    pub(super) fn complete<O: Observer>(&mut self, leader: u32, observer: &mut O) {
        let now = self.now;
        let person = &mut self.people[leader as usize];
        let item_number = person.item;
        if item_number == NIL {
            self.call_out_ready(leader, observer);
            return;
        }
        let item = &mut self.items[item_number as usize];
        let place = &self.program.places[item.place as usize];
        stop(now, place, item, true, observer);
        item.visited |= place.bit;
        item.repeats += u32::from(item.rework) & u32::from(place.bit != 0);
        item.remaining = -1;
        let team = &mut self.teams[place.team as usize];
        let plain = !place.eventful && person.crew == NIL && !team.has_on_call && team.freed == NIL;
        if !plain || self.agenda.next_time_without(leader) <= now {
            self.agenda.unset_completion(leader);
            self.release_crew(leader, observer);
            self.conclude(item_number, observer);
            return;
        }
        // Mostly nothing else happens at this instant: nobody has to be remembered until it ends.
        person.item = NIL;
        person.idle_since = now;
        team.freed = leader;
        team.idle += 1;
        observer.staff(now, place.team, Staff::Busy, -1);
        let target = place.exits.choose(item.luck);
        if target == NIL {
            self.end(item_number, true, observer);
        } else {
            let (to, idle) = self.send(item_number, target);
            if idle && to.team != place.team {
                self.take_work(to.team, observer);
            }
        }
        self.take_work(place.team, observer);
        if self.people[leader as usize].item == NIL {
            self.agenda.unset_completion(leader);
        }
    }

    /// Stops whatever work a person does: the item goes to the front of its class, and anyone of the team resumes it.
    pub(super) fn pause<O: Observer>(&mut self, person: u32, observer: &mut O) {
        let item_number = self.people[person as usize].item;
        if item_number == NIL {
            return;
        }
        let leader = self.leader_of(person);
        self.agenda.unset_completion(leader);
        let item = &mut self.items[item_number as usize];
        item.remaining -= (self.now - item.since).ticks();
        stop(
            self.now,
            &self.program.places[item.place as usize],
            item,
            false,
            observer,
        );
        self.release_crew(leader, observer);
        self.enqueue_first(item_number);
    }

    /// The person of a crew who owns the completion.
    fn leader_of(&self, person: u32) -> u32 {
        let mut leader = person;
        while !self.agenda.has_completion(leader) {
            leader = self.people[leader as usize].crew;
        }
        leader
    }

    /// Frees everybody at work on the leader's item.
    #[inline(always)]
    fn release_crew<O: Observer>(&mut self, leader: u32, observer: &mut O) {
        let mut person = std::mem::replace(&mut self.people[leader as usize].crew, NIL);
        self.release(leader, observer);
        while person != NIL && person != leader {
            let next = std::mem::replace(&mut self.people[person as usize].crew, NIL);
            self.release(person, observer);
            person = next;
        }
    }
}

/// Counts the touch time of a stretch of work that ends.
#[inline(always)]
fn stop<O: Observer>(now: Instant, place: &Place, item: &mut Item, ends: bool, observer: &mut O) {
    let touch = (now - item.since).ticks();
    item.since = now;
    let part = match place.kind {
        PlaceKind::Step(_) => Part::Touch,
        PlaceKind::Approval(_) => Part::Approval,
    };
    item.parts[usize::from(item.rework & 1)][part as usize] += touch;
    let worked = Worked {
        touch,
        people: place.people,
        rework: item.rework != 0,
        ends,
    };
    observer.stopped(now, &item.subject(), item.place, worked);
}

impl Program {
    /// Draws what belongs to a visit: where the item goes after it, and its touch time.
    #[inline(always)]
    fn draw_visit(&self, item: &mut Item, place: &Place, is_step: bool) {
        // No two visits share their luck: a repeat visit of an item has a number above all before it, and never 0; approvals go
        // by the number of the submission.
        let visit = if is_step {
            (item.repeats + 1) * u32::from(item.rework)
        } else {
            item.submissions
        };
        let mut stream = item.key.part(place.hash.wrapping_add(u64::from(visit))).stream();
        let luck = stream.next();
        // The draw that routes an item after a step outlives the approval that it asks for in between.
        item.luck = if is_step { luck } else { item.luck };
        let effort = match place.effort_by_class.as_slice() {
            [] => &place.effort,
            efforts => &efforts[(item.class - self.demands[place.demand as usize].first_class) as usize],
        };
        item.remaining = effort.sample_ticks(&mut stream);
    }
}
