//! Work: it starts, it is paused, it is completed; idle people look for it.

use super::program::{NIL, Place};
use super::visits;
use super::world::{World, away};
use crate::observation::{Among, Observer, Staff};
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

    /// Idle people of a team take what waits for it. What is not plain, of the team or of what is next, leaves this path.
    #[inline(always)]
    pub(super) fn take_work<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let (now, program) = (self.now, self.program);
        loop {
            let team = &mut self.teams[number as usize];
            if !team.plain {
                return self.take_work_specially(number, observer);
            }
            // One test, because neither half can be foreseen: a team has either idle people or waiting items.
            if team.idle.min(team.waiting) == 0 {
                break;
            }
            let item_number = team.first_in_lists();
            let item = &mut self.items[item_number as usize];
            let place = &program.places[item.place as usize];
            if !place.plain {
                return self.take_work_specially(number, observer);
            }
            team.advance(item_number, item.next);
            let closed = team.closed.until(now) - item.closed_mark;
            let ends = item.begin_at_step(now, closed, observer);
            if team.idle_first == NIL {
                // Mostly whoever has just been freed goes on: never among the idle, and busy all the time. Nobody else is idle.
                team.idle = 0;
                let person = std::mem::replace(&mut team.freed, NIL);
                self.agenda.set_completion(person, ends);
                self.people[person as usize].item = item_number;
                observer.taken(now, &item.subject(), person);
                break;
            }
            let leader = self.take_idle(number, observer);
            self.occupy(leader, item_number, place, ends, observer);
        }
        let team = &mut self.teams[number as usize];
        team.unsettled = false;
        let watched = team.watched;
        if team.freed != NIL {
            self.file_freed(number, observer);
        }
        if watched {
            self.release_held(number, observer);
        }
    }

    /// Idle people of any team take any of what waits for it.
    #[inline(never)]
    fn take_work_specially<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let program = self.program;
        loop {
            let team = &mut self.teams[number as usize];
            // One test, because neither half can be foreseen: a team has either idle people or waiting items.
            if team.idle.min(team.waiting) == 0 {
                break;
            }
            if team.is_ranked {
                self.draw_next(number);
            }
            let team = &mut self.teams[number as usize];
            let item_number = team.next_in_line();
            let item = &mut self.items[item_number as usize];
            let place = &program.places[item.place as usize];
            // Several people at once: all or nothing, and nobody overtakes.
            if team.idle < place.people {
                break;
            }
            let special = team.special;
            team.take_next(item_number, item.next);
            if special && place.batch != NIL {
                self.set_out(item_number);
            }
            let (team, item) = (&mut self.teams[number as usize], &mut self.items[item_number as usize]);
            let ends = program.begin_work(self.now, (item_number, item), place, team, &mut self.dossiers, observer);
            if team.idle_first == NIL && place.people == 1 && !special {
                team.idle -= 1;
                let person = std::mem::replace(&mut team.freed, NIL);
                self.agenda.set_completion(person, ends);
                self.people[person as usize].item = item_number;
                observer.taken(self.now, &self.items[item_number as usize].subject(), person);
            } else {
                let leader = self.take_crew(number, place.people, observer);
                self.occupy(leader, item_number, place, ends, observer);
            }
        }
        if self.teams[number as usize].special {
            self.take_specially(number, observer);
        }
        let team = &mut self.teams[number as usize];
        team.unsettled = false;
        let (freed, callable, watched) = (team.freed, team.callable, team.watched);
        if freed != NIL {
            self.file_freed(number, observer);
        }
        if callable > 0 {
            self.take_call_outs(number, observer);
        }
        if watched {
            self.release_held(number, observer);
        }
    }

    /// What more a special team does: it interrupts less urgent work, and it shares people.
    #[inline(never)]
    fn take_specially<O: Observer>(&mut self, number: u32, observer: &mut O) {
        while self.program.teams[number as usize].habits.preempts != 0 && self.evict(number, observer) {
            let item = self.teams[number as usize].next_in_line();
            let place = &self.program.places[self.items[item as usize].place as usize];
            let after = self.items[item as usize].next;
            self.teams[number as usize].take_next(item, after);
            let person = self.take_idle(number, observer);
            self.start(person, item, place, observer);
        }
        self.share(number, observer);
    }

    /// A person starts or resumes work on an item that was taken off the queue.
    pub(super) fn start<O: Observer>(&mut self, person: u32, number: u32, place: &Place, observer: &mut O) {
        if place.batch != NIL {
            self.set_out(number);
        }
        let item = &mut self.items[number as usize];
        let team = &mut self.teams[place.team as usize];
        let ends = self
            .program
            .begin_work(self.now, (number, item), place, team, &mut self.dossiers, observer);
        self.occupy(person, number, place, ends, observer);
    }

    /// A person, with any crew, is at work on an item until `ends`.
    #[inline(always)]
    fn occupy<O: Observer>(&mut self, leader: u32, number: u32, place: &Place, ends: Instant, observer: &mut O) {
        let ends = self.paced(leader, number, ends);
        self.agenda.set_completion(leader, ends);
        let person = &mut self.people[leader as usize];
        person.item = number;
        observer.taken(self.now, &self.items[number as usize].subject(), leader);
        let what = if person.away & away::OFF_SHIFT == 0 {
            Staff::Busy
        } else {
            Staff::Overtime
        };
        observer.staff(self.now, person.team, what, place.people as i32);
        if person.crew != NIL {
            self.assign_crew(leader, number, observer);
        }
        if place.batch != NIL {
            self.begin_with_batch(leader, number, observer);
        }
    }

    /// When work ends that would end at `ends` if the person were as fast as others.
    #[inline(always)]
    fn paced(&self, person: u32, item: u32, ends: Instant) -> Instant {
        let state = &self.people[person as usize];
        if !self.program.teams[state.team as usize].habits.ramps_up {
            return ends;
        }
        let pace = self.program.people[person as usize].pace.at(self.now);
        let ticks = self.items[item as usize].remaining as f64 / pace;
        (self.now + Span(ticks.round() as i64)).min(Instant::NEVER)
    }

    /// A person's work on an item ends, and the item goes on. Mostly the visit is plain, its end is nothing but routing, and nothing
    /// else happens at this instant: nobody has to be remembered until it ends.
    #[inline(always)]
    pub(super) fn complete<O: Observer>(&mut self, leader: u32, observer: &mut O) {
        let (now, program) = (self.now, self.program);
        let person = &mut self.people[leader as usize];
        let item_number = person.item;
        // Nobody works on no item.
        let Some(item) = self.items.get_mut(item_number as usize) else {
            return self.call_out_ready(leader, observer);
        };
        let place = &program.places[item.place as usize];
        // The team of the place, reached without waiting for the item.
        let team_number = person.team;
        let team = &mut self.teams[team_number as usize];
        let special = !place.plain | place.eventful | (person.crew != NIL) | (person.away != 0);
        if special | team.special | (team.freed != NIL) || self.agenda.next_time_without(leader) <= now {
            return self.complete_specially(leader, observer);
        }
        item.stop_at_step(now, true, observer);
        item.count_visit(place);
        person.item = NIL;
        person.idle_since = now;
        team.freed = leader;
        team.idle += 1;
        let target = item.target;
        if target == NIL {
            self.end(item_number, true, observer);
            return self.take_work(team_number, observer);
        }
        let (to, idle) = self.send(item_number, target, observer);
        if !to.gated {
            observer.waits(now, &self.items[item_number as usize].subject(), target);
        }
        if idle && to.team != team_number {
            self.take_work(to.team, observer);
        }
        self.take_work(team_number, observer);
    }

    /// The same for any person, any place and any instant.
    #[inline(never)]
    fn complete_specially<O: Observer>(&mut self, leader: u32, observer: &mut O) {
        let now = self.now;
        let (item_number, team) = (self.people[leader as usize].item, self.people[leader as usize].team);
        let item = &mut self.items[item_number as usize];
        let place = &self.program.places[item.place as usize];
        if place.batch != NIL {
            return self.complete_batch(leader, item_number, place, observer);
        }
        let how = (true, Among::ALONE);
        let worked = visits::stop(now, place, (item_number, item), &mut self.dossiers, how, observer);
        item.count_visit(place);
        let number = item.place;
        self.agenda.unset_completion(leader);
        if team != place.team {
            observer.helped(now, team, number, worked);
        }
        if !place.may_keep {
            self.release_crew(leader, observer);
            self.conclude(item_number, observer);
            return;
        }
        // The item may end meanwhile, and another one have its number; whoever keeps them says so.
        self.give_to_crew(leader, NIL);
        self.limits.keepable = leader;
        self.conclude(item_number, observer);
        if std::mem::replace(&mut self.limits.keepable, NIL) != NIL {
            self.release_crew(leader, observer);
        }
    }

    /// Stops whatever work a person does: the item goes to the front of its class, and anyone of the team resumes it.
    pub(super) fn pause<O: Observer>(&mut self, person: u32, observer: &mut O) {
        let item_number = self.people[person as usize].item;
        if item_number != NIL && !self.part_from_kept(item_number, observer) {
            self.stop_work(person, observer);
            self.enqueue_first(item_number);
            let of = &self.items[item_number as usize];
            observer.waits(self.now, &of.subject(), of.place);
            self.pause_batch(item_number, observer);
        }
    }

    /// Stops the work that a person does before it is done; the item is nowhere then.
    pub(super) fn stop_work<O: Observer>(&mut self, person: u32, observer: &mut O) {
        let item_number = self.people[person as usize].item;
        let leader = self.leader_of(person);
        self.agenda.unset_completion(leader);
        let item = &mut self.items[item_number as usize];
        let worked = (self.now - item.since).ticks();
        item.remaining -= if self.program.teams[self.people[leader as usize].team as usize]
            .habits
            .ramps_up
        {
            (worked as f64 * self.program.people[leader as usize].pace.at(item.since)).round() as i64
        } else {
            worked
        };
        item.remaining = item.remaining.max(0);
        let place = &self.program.places[item.place as usize];
        let by = self.people[leader as usize].team;
        self.stop_touch(item_number, place, by, false, observer);
        self.release_crew(leader, observer);
    }
}
