//! Escalations: what happens to an item that has been open for too long.

use super::agenda::Rank;
use super::bonds::Tie;
use super::program::{ChaseProgram, NIL};
use super::streams::Key;
use super::world::{ItemState, World};
use crate::observation::{Observer, Raised, Standing};
use crate::time::{Instant, Span};

/// What an item is watched for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Watch {
    item: u32,
    /// The item's key: its slot may belong to another one by then.
    key: Key,
    escalation: u32,
    /// How often people have asked after it.
    chases: u32,
    /// Whether its clock stands still, so that nobody knows when it rings.
    asleep: bool,
    over: bool,
}

impl World<'_> {
    /// An item has come: it is watched for what it may be escalated for.
    pub(super) fn begin_watches(&mut self, item: u32) {
        if self.program.escalations.is_empty() {
            return;
        }
        let (class, key) = (self.items[item as usize].class, self.items[item as usize].key);
        let first = self.watches.len() as u32;
        for (number, escalation) in (0u32..).zip(&self.program.escalations) {
            if escalation.classes[class as usize] {
                self.watches.push(Watch {
                    item,
                    key,
                    escalation: number,
                    chases: 0,
                    asleep: false,
                    over: false,
                });
            }
        }
        let count = self.watches.len() as u32 - first;
        self.dossier(item).watches = (first, count);
        for watch in first..first + count {
            self.set_watch(watch);
        }
    }

    /// When the time of a watch is up, as far as that is known; none while its clock stands still.
    fn time_of(&self, watch: u32) -> Option<Instant> {
        let Watch {
            item,
            escalation,
            chases,
            ..
        } = self.watches[watch as usize];
        let program = &self.program.escalations[escalation as usize];
        let of = &self.items[item as usize];
        let again = program.chase.and_then(|chase| chase.again).unwrap_or(0);
        let more = Span(again.saturating_mul(i64::from(chases)));
        let Standing { pauses, clock_from, .. } = self.standing(of, item);
        let Some(base) = program.stands_still_with else {
            return Some(
                program
                    .clock
                    .due_after_more(more, clock_from, &[], Instant::NEVER, |_| false),
            );
        };
        let stops = |place| self.program.stops(place, base);
        let due = program
            .clock
            .due_after_more(more, clock_from, pauses, Instant::NEVER, stops);
        let stands = pauses
            .last()
            .is_some_and(|pause| pause.to == Instant::NEVER && stops(pause.place) && pause.from < due);
        (!stands).then_some(due)
    }

    fn set_watch(&mut self, watch: u32) {
        let time = self.time_of(watch);
        self.watches[watch as usize].asleep = time.is_none();
        if let Some(at) = time.filter(|at| *at <= self.program.window_end) {
            self.agenda.add(Rank::Escalation, watch, at.max(self.now));
        }
    }

    /// Clocks about an item go on: what it is watched for has a time again.
    pub(super) fn wake_watches(&mut self, item: u32) {
        let (first, count) = self.dossiers[item as usize].watches;
        for watch in first..first + count {
            if self.watches[watch as usize].asleep {
                self.set_watch(watch);
            }
        }
    }

    /// The time of a watch may be up. Work that can start at this instant does so first.
    #[inline(never)]
    pub(super) fn watch<O: Observer>(&mut self, watch: u32, observer: &mut O) {
        let Watch {
            item,
            key,
            escalation,
            over,
            asleep,
            ..
        } = self.watches[watch as usize];
        let of = &self.items[item as usize];
        if over || asleep || of.key != key || of.state != ItemState::Open || !of.has_dossier {
            return;
        }
        // Clocks may have stood still meanwhile.
        if self.time_of(watch).is_none_or(|at| at > self.now) {
            self.set_watch(watch);
            return;
        }
        self.settle(observer);
        let program = &self.program.escalations[escalation as usize];
        let of = &self.items[item as usize];
        let met = program.until_touched && of.touched().is_some();
        if met || self.dossiers[item as usize].resolved.is_some() {
            return;
        }
        if let Some(chase) = self.program_of(item).escalations[escalation as usize].chase {
            return self.chase(watch, chase, observer);
        }
        self.watches[watch as usize].over = true;
        self.escalate(item, escalation, observer);
    }

    /// An item is late, and somebody asks after it, or nobody ever does.
    fn chase<O: Observer>(&mut self, watch: u32, chase: ChaseProgram, observer: &mut O) {
        let Watch {
            item,
            key,
            escalation,
            chases,
            ..
        } = self.watches[watch as usize];
        let program = &self.program.escalations[escalation as usize];
        let luck = key.part(program.hash);
        let chases = chases + 1;
        self.watches[watch as usize].chases = chases;
        let asks = luck.uniform() < chase.share;
        self.watches[watch as usize].over = !asks || chase.again.is_none() || chases >= chase.at_most;
        let Some((demand, roots)) = program.raises.as_ref().filter(|_| asks) else {
            return;
        };
        let about = &self.items[item as usize];
        let own = self.program.classes[about.class as usize].demand;
        let child = luck.child(u64::from(chases));
        let told = Raised {
            key: child.0,
            at: self.now,
        };
        observer.chased(self.now, &about.subject(), told);
        let cause = self.brought_about(item, &roots[own as usize]);
        let tie = if chase.closes { Tie::Call } else { Tie::None };
        self.raise(*demand, child, cause, self.now, (tie, item), observer);
        if !self.watches[watch as usize].over {
            self.set_watch(watch);
        }
    }

    fn escalate<O: Observer>(&mut self, item: u32, escalation: u32, observer: &mut O) {
        let program = self.program;
        let what = &program.escalations[escalation as usize];
        let of = &self.items[item as usize];
        let (key, demand) = (of.key, program.classes[of.class as usize].demand);
        observer.escalated(self.now, &of.subject(), escalation);
        if let Some((told, roots)) = &what.raises {
            let child = key.part(what.hash);
            let raised = Raised {
                key: child.0,
                at: self.now,
            };
            observer.raised(self.now, &of.subject(), raised);
            let cause = self.brought_about(item, &roots[demand as usize]);
            self.raise(*told, child, cause, self.now, (Tie::None, NIL), observer);
        }
        for one in self.whole(item) {
            if let Some(priority) = what
                .priority
                .filter(|priority| *priority < self.items[one as usize].priority)
            {
                self.dossier(one).escalated = true;
                self.reprioritise(one, priority, observer);
            }
            self.hand_on(one, &what.places, observer);
        }
    }

    /// An item, and the branches into which it has split.
    fn whole(&self, item: u32) -> Vec<u32> {
        let mut all = vec![item];
        let mut next = 0;
        while next < all.len() {
            let mut follower = self.dossiers[all[next] as usize].bonds.first;
            while follower != NIL {
                let bonds = &self.dossiers[follower as usize].bonds;
                if bonds.tie == Tie::Branch {
                    all.push(follower);
                }
                follower = bonds.after;
            }
            next += 1;
        }
        all
    }

    /// What waits in a queue goes before all others of its class in the queue of another team.
    fn hand_on<O: Observer>(&mut self, item: u32, places: &[u32], observer: &mut O) {
        let from = self.items[item as usize].place;
        let to = places.get(from as usize).copied().unwrap_or(NIL);
        // Nobody takes over a batch.
        if to == NIL || self.batch_of(item).is_some() {
            return;
        }
        let (dossier, since) = (&self.dossiers[item as usize], self.items[item as usize].since);
        let first_start = (dossier.waits_at, dossier.waits_since) == (from, since);
        if !self.leave_queue(item, observer) {
            return;
        }
        self.unsettle(self.program.places[from as usize].team);
        let of = &mut self.items[item as usize];
        of.place = to;
        let team = self.program.places[to as usize].team;
        observer.overflowed(self.now, &of.subject(), from, team);
        self.enqueue_first(item);
        if first_start {
            // Patience and freezes count for this wait too.
            let dossier = &mut self.dossiers[item as usize];
            (dossier.waits_at, dossier.waits_since) = (to, self.now);
        }
        observer.waits(self.now, &self.items[item as usize].subject(), to);
    }
}
