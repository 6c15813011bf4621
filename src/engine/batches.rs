//! Batches: items gather at a step, wait and are worked on as one, and go on together.
//!
//! A batch that has gathered stands in its team's queue as the most urgent of its items, of these the one that came first: the
//! lead. Until work on it begins, more items may join it, up to the most that it takes. Whatever happens to the lead in the queue
//! or at work happens to all of them.

use super::batch::{Member, Stage};
use super::bonds::Stay;
use super::program::{BatchProgram, NIL, Place};
use super::streams::name_hash;
use super::timers::Timer;
use super::visits;
use super::world::World;
use crate::observation::{Among, Block, Observer, Part};
use crate::time::{Instant, Span};

const EACH: u64 = name_hash("effort of each");

impl World<'_> {
    /// The batch in which an item is.
    pub(super) fn batch_of(&self, item: u32) -> Option<u32> {
        let has = self.items[item as usize].has_dossier;
        Some(self.dossiers[item as usize].batch).filter(|batch| has && *batch != NIL)
    }

    /// How many items an item in a queue stands for.
    pub(super) fn items_in(&self, item: u32) -> u32 {
        let batch = self.batch_of(item);
        batch.map_or(1, |batch| self.batches.all[batch as usize].members.len() as u32)
    }

    /// An item joins the batch that gathers at its place, where items are worked on in batches; its patience begins.
    pub(super) fn gather_in_batch<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let program = self.program;
        let place = &program.places[self.items[item as usize].place as usize];
        if place.batch == NIL {
            return false;
        }
        let rules = &program.batches[place.batch as usize];
        let mut batch = self.batches.open[place.batch as usize];
        if batch == NIL {
            batch = self.batches.begin();
            self.batches.open[place.batch as usize] = batch;
            self.batches.all[batch as usize].stage = Stage::Gathers;
        }
        let each = rules.effort_each.as_ref();
        let luck = self.visit_key(item).part(EACH);
        let each = each.map_or(0, |effort| effort.sample_ticks(&mut luck.stream()));
        self.batches.all[batch as usize].members.push(Member { item, each });
        self.dossier(item).batch = batch;
        self.dossier(item).timers[Timer::Patience as usize] = Instant::NEVER;
        self.begin_timed_wait(item);
        match self.batches.all[batch as usize].stage {
            Stage::Gathers => self.wait_for_others(batch, item, rules, observer),
            Stage::Waits | Stage::Begun => self.join_batch(batch, item, observer),
        }
        if self.batches.all[batch as usize].members.len() >= rules.at_most as usize {
            self.batches.close(batch);
        }
        true
    }

    /// The item waits for others, or is the last that was needed.
    fn wait_for_others<O: Observer>(&mut self, batch: u32, item: u32, rules: &BatchProgram, observer: &mut O) {
        if self.batches.all[batch as usize].members.len() >= rules.at_least as usize {
            self.line_up(batch, item, observer);
            return;
        }
        self.hold(item, Part::Batch, observer);
        let of = &self.items[item as usize];
        observer.blocked(self.now, &of.subject(), of.place, Block::Gathering);
        let until = rules.wait_at_most.map_or(Instant::NEVER, |wait| self.now + Span(wait));
        self.set_timer(item, Timer::Passage, until.min(Instant::NEVER));
    }

    /// An item has waited for others as long as it may: its batch is as large as it is.
    pub(super) fn wait_for_no_more<O: Observer>(&mut self, item: u32, observer: &mut O) {
        if let Some(batch) = self.batch_of(item) {
            self.line_up(batch, NIL, observer);
        }
    }

    /// A batch joins its team's queue; `last` has just come, and was never held.
    fn line_up<O: Observer>(&mut self, batch: u32, last: u32, observer: &mut O) {
        let lead = self.most_urgent_of(batch);
        let state = &mut self.batches.all[batch as usize];
        state.stage = Stage::Waits;
        state.lead = lead;
        for number in 0..self.batches.all[batch as usize].members.len() {
            let item = self.batches.all[batch as usize].members[number].item;
            if item != last {
                self.dossiers[item as usize].timers[Timer::Passage as usize] = Instant::NEVER;
                self.let_go(item, false, observer);
            }
            self.begin_wait_in_batch(item, observer);
        }
        self.stand_for_batch(lead, false);
    }

    /// Which item stands for a batch: the most urgent, of these the first that came.
    pub(super) fn most_urgent_of(&self, batch: u32) -> u32 {
        let members = self.batches.all[batch as usize].members.iter();
        let first = members.min_by_key(|member| self.items[member.item as usize].priority);
        first.map_or(NIL, |member| member.item)
    }

    /// An item's wait in a batch begins; its visit is drawn.
    fn begin_wait_in_batch<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let of = &mut self.items[item as usize];
        let place = &self.program.places[of.place as usize];
        self.program.draw_visit(item, of, place, &self.dossiers);
        self.wait_in_batch(item, observer);
        self.make_exceptions(item);
    }

    /// An item waits from now for the people of its place, with others.
    fn wait_in_batch<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let of = &mut self.items[item as usize];
        let place = &self.program.places[of.place as usize];
        of.since = self.now;
        of.closed_mark = self.teams[place.team as usize].closed.until(self.now);
        observer.waits(self.now, &of.subject(), of.place);
    }

    /// An item joins a batch that waits; where it is more urgent than all others the batch is as urgent as it from now on.
    fn join_batch<O: Observer>(&mut self, batch: u32, item: u32, observer: &mut O) {
        self.begin_wait_in_batch(item, observer);
        let lead = self.batches.all[batch as usize].lead;
        if self.items[item as usize].priority < self.items[lead as usize].priority {
            self.withdraw(lead);
            self.batches.all[batch as usize].lead = item;
            self.stand_for_batch(item, false);
        }
    }

    /// Puts the lead of a batch, which waits already, in its team's queue: at the end of its class, or at its front.
    pub(super) fn stand_for_batch(&mut self, lead: u32, first: bool) {
        let item = &self.items[lead as usize];
        let place = &self.program.places[item.place as usize];
        let (since, mark) = (item.since, item.closed_mark);
        if first {
            self.enqueue_first(lead);
        } else {
            self.wait_again(lead);
        }
        let item = &mut self.items[lead as usize];
        (item.since, item.closed_mark) = (since, mark);
        self.unsettle(place.team);
    }

    /// Work on a batch is about to start: nobody joins it any more, and each item adds its own touch time.
    #[inline(never)]
    pub(super) fn set_out(&mut self, lead: u32) {
        let Some(batch) = self.batch_of(lead) else { return };
        self.batches.close(batch);
        let state = &mut self.batches.all[batch as usize];
        if state.stage == Stage::Waits {
            state.stage = Stage::Begun;
            let each: i64 = state.members.iter().map(|member| member.each).sum();
            self.items[lead as usize].remaining += each;
        }
    }

    /// Work on a batch starts or goes on: as its lead has been told, so are the others.
    #[inline(never)]
    pub(super) fn begin_with_batch<O: Observer>(&mut self, leader: u32, lead: u32, observer: &mut O) {
        let Some(batch) = self.batch_of(lead) else { return };
        for number in 0..self.batches.all[batch as usize].members.len() {
            let item = self.batches.all[batch as usize].members[number].item;
            if item == lead {
                continue;
            }
            let of = &mut self.items[item as usize];
            let place = &self.program.places[of.place as usize];
            let team = &mut self.teams[place.team as usize];
            let waited = self
                .program
                .count_wait(self.now, (item, &mut *of), place, team, &mut self.dossiers);
            of.first_touch = of.first_touch.min(self.now);
            observer.started(self.now, &of.subject(), of.place, waited);
            let mut person = leader;
            loop {
                observer.taken(self.now, &self.items[item as usize].subject(), person);
                person = self.people[person as usize].crew;
                if person == NIL || person == leader {
                    break;
                }
            }
        }
    }

    /// Work on a batch stops; each item bears an equal part of it.
    #[inline(never)]
    fn stop_batch<O: Observer>(&mut self, batch: u32, by: u32, ends: bool, observer: &mut O) {
        let count = self.batches.all[batch as usize].members.len();
        for number in 0..count {
            let item = self.batches.all[batch as usize].members[number].item;
            let among = Among {
                items: count as u32,
                number: number as u32,
            };
            self.stop_sharing(item, by, (ends, among), observer);
        }
    }

    /// Counts the touch time of work on an item that stops, by people of a team.
    pub(super) fn stop_sharing<O: Observer>(&mut self, item: u32, by: u32, how: (bool, Among), observer: &mut O) {
        let of = &mut self.items[item as usize];
        let place = &self.program.places[of.place as usize];
        let worked = visits::stop(self.now, place, (item, of), &mut self.dossiers, how, observer);
        if by != place.team {
            observer.helped(self.now, by, of.place, worked);
        }
    }

    /// Work on an item stops, and on all others of its batch where it is in one.
    #[inline(always)]
    pub(super) fn stop_touch<O: Observer>(&mut self, item: u32, place: &Place, by: u32, ends: bool, observer: &mut O) {
        match self.batch_of(item).filter(|_| place.batch != NIL) {
            Some(batch) => self.stop_batch(batch, by, ends, observer),
            None => self.stop_sharing(item, by, (ends, Among::ALONE), observer),
        }
    }

    /// Paused work on a batch waits again: its lead has been told, the others are.
    pub(super) fn pause_batch<O: Observer>(&mut self, lead: u32, observer: &mut O) {
        let Some(batch) = self.batch_of(lead) else { return };
        for number in 0..self.batches.all[batch as usize].members.len() {
            let item = self.batches.all[batch as usize].members[number].item;
            if item != lead {
                self.items[item as usize].place = self.as_done_by(item, lead);
                self.wait_in_batch(item, observer);
            }
        }
    }

    /// The place of an item where the team of its batch's lead does its step.
    fn as_done_by(&self, item: u32, lead: u32) -> u32 {
        let places = &self.program.places;
        let team = places[self.items[lead as usize].place as usize].team;
        let mut place = self.items[item as usize].place;
        // From team to team, each hands over to one other: a circle comes back to where it began.
        for _ in 0..self.program.teams.len() {
            if places[place as usize].team == team || places[place as usize].hand_over == NIL {
                break;
            }
            place = places[place as usize].hand_over;
        }
        place
    }

    /// The lead of a batch has left its queue for that of another team, which nobody has been told of yet; the others leave it too.
    pub(super) fn leave_with_lead<O: Observer>(&mut self, lead: u32, observer: &mut O) {
        let Some(batch) = self.batch_of(lead) else { return };
        self.batches.close(batch);
        for number in 0..self.batches.all[batch as usize].members.len() {
            let item = self.batches.all[batch as usize].members[number].item;
            if item != lead {
                self.end_wait_in_batch(item, observer);
            }
        }
    }

    /// An item's wait in a batch ends without work.
    pub(super) fn end_wait_in_batch<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let of = &mut self.items[item as usize];
        let place = &self.program.places[of.place as usize];
        let team = &mut self.teams[place.team as usize];
        let waited = self
            .program
            .count_wait(self.now, (item, &mut *of), place, team, &mut self.dossiers);
        observer.left(self.now, &of.subject(), of.place, waited);
    }

    /// Work on a batch ends: all its items go on, in the order in which they came.
    #[inline(never)]
    pub(super) fn complete_batch<O: Observer>(&mut self, leader: u32, lead: u32, place: &Place, observer: &mut O) {
        let at = self.items[lead as usize].place;
        let by = self.people[leader as usize].team;
        self.stop_touch(lead, place, by, true, observer);
        let mut leaving = std::mem::take(&mut self.batches.leaving);
        leaving.clear();
        match self.batch_of(lead) {
            Some(batch) => {
                leaving.extend(
                    self.batches.all[batch as usize]
                        .members
                        .iter()
                        .map(|member| member.item),
                );
                self.batches.end(batch);
            }
            None => leaving.push(lead),
        }
        observer.batched(self.now, at, leaving.len() as u32);
        for &item in &leaving {
            let of = &mut self.items[item as usize];
            of.count_visit(&self.program.places[of.place as usize]);
            let dossier = self.dossier(item);
            dossier.batch = NIL;
            dossier.bonds.stay = Stay::Leaving;
        }
        self.agenda.unset_completion(leader);
        if place.may_keep {
            self.give_to_crew(leader, NIL);
            self.limits.keepable = leader;
        } else {
            self.release_crew(leader, observer);
        }
        for &item in &leaving {
            // One may end another that was a call about it.
            let stay = &mut self.dossiers[item as usize].bonds.stay;
            if std::mem::replace(stay, Stay::None) == Stay::Leaving {
                self.conclude(item, observer);
            }
        }
        if place.may_keep && std::mem::replace(&mut self.limits.keepable, NIL) != NIL {
            self.release_crew(leader, observer);
        }
        self.batches.leaving = leaving;
    }
}
