//! Leaving a queue before work starts: for the queue of another team, or for good.

use std::collections::VecDeque;

use super::agenda::Rank;
use super::causes::Cause;
use super::program::Place;
use super::streams::name_hash;
use super::timers::Timer;
use super::world::{ItemState, World};
use crate::observation::{Block, Observer, Part, Raised};
use crate::time::{Instant, Span};

const PATIENCE: u64 = name_hash("patience");
const RETURN: u64 = name_hash("return");

impl World<'_> {
    /// An item has joined the queue of its place: its patience begins, and the time after which another team takes it over.
    pub(super) fn begin_timed_wait(&mut self, item: u32) {
        let program = self.program_of(item);
        let place = &program.places[self.items[item as usize].place as usize];
        if let Some(patience) = &place.gates.patience {
            let luck = self.visit_key(item).part(PATIENCE);
            let lasts = patience.lasts.sample_ticks(&mut luck.stream());
            self.set_timer(item, Timer::Patience, (self.now + Span(lasts)).min(Instant::NEVER));
        }
        self.begin_overflow(item, place);
    }

    fn begin_overflow(&mut self, item: u32, place: &Place) {
        let now = self.now;
        let at = self.items[item as usize].place;
        let dossier = self.dossier(item);
        (dossier.waits_at, dossier.waits_since) = (at, now);
        if let Some((after, _)) = place.gates.overflow {
            self.set_timer(item, Timer::Overflow, now + Span(after));
        }
    }

    /// Whether an item that is in a queue has not been started there yet.
    pub(super) fn waits_for_first_start(&self, item: u32) -> bool {
        let (of, dossier) = (&self.items[item as usize], &self.dossiers[item as usize]);
        of.place == dossier.waits_at && of.since == dossier.waits_since
    }

    /// Takes an item off the queue in which it still waits for its first start there. False where it does not.
    pub(super) fn give_up<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        if self.batch_of(item).is_some() {
            return self.give_up_on_batch(item, observer);
        }
        let team = self.program.places[self.items[item as usize].place as usize].team;
        if !self.waits_for_first_start(item) || !self.leave_queue(item, observer) {
            return false;
        }
        // Whoever stood behind it may be next: several people at once may be there for that.
        self.unsettle(team);
        true
    }

    /// An item has waited too long for a team: it goes on waiting for the next, at the end of its class there. Work that can start
    /// at this instant does so first.
    #[inline(never)]
    pub(super) fn overflow<O: Observer>(&mut self, item: u32, observer: &mut O) {
        if !self.rings(item, Timer::Overflow) {
            return;
        }
        self.settle(observer);
        let program = self.program;
        let from = self.items[item as usize].place;
        let Some((_, to)) = program.places[from as usize].gates.overflow else {
            return;
        };
        if !self.give_up(item, observer) {
            return;
        }
        let place = &program.places[to as usize];
        let of = &mut self.items[item as usize];
        observer.overflowed(self.now, &of.subject(), from, place.team);
        of.place = to;
        program.begin_wait(self.now, of, place, &mut self.teams[place.team as usize]);
        self.append(item);
        observer.waits(self.now, &self.items[item as usize].subject(), to);
        self.begin_overflow(item, place);
        self.unsettle(place.team);
    }

    /// An item's patience ends: where it still waits, it leaves undone. Service beats patience: work that can start at this instant
    /// does so first.
    #[inline(never)]
    pub(super) fn lose_patience<O: Observer>(&mut self, item: u32, observer: &mut O) {
        if !self.rings(item, Timer::Patience) {
            return;
        }
        self.settle(observer);
        if !self.give_up(item, observer) {
            return;
        }
        let of = &self.items[item as usize];
        let (place, key, class, subject) = (of.place, of.key.part(RETURN), of.class, of.subject());
        observer.abandoned(self.now, &subject, place);
        let patience = self.program.places[place as usize].gates.patience.as_ref();
        let patience = patience.filter(|patience| key.uniform() < patience.comes_back);
        let comes_back = patience.map(|patience| {
            let at = self.now + Span(patience.after.sample_ticks(&mut key.child(0).stream()));
            let cause = Cause {
                origin: self.origin(item),
                ..Cause::itself(subject.root)
            };
            (at, cause)
        });
        if let Some((at, _)) = comes_back {
            let key = key.child(1).0;
            observer.raised(self.now, &subject, Raised { key, at });
        }
        self.give_parts_back(item, observer);
        self.end(item, false, observer);
        if let Some((at, cause)) = comes_back.filter(|(at, _)| *at <= self.program.window_end) {
            let item = self.new_item(key.child(1), class, cause.root, at, ItemState::Coming);
            self.misjudge(item);
            self.note_cause(item, cause);
            self.agenda.add(Rank::Appearance, item, at);
        }
    }

    /// Items are held while a team is swamped: more wait for it than the step says.
    pub(super) fn hold_while_swamped<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let place = &self.program.places[self.items[item as usize].place as usize];
        let Some(hold) = place.gates.hold else { return false };
        if self.queue_length(hold.team) <= hold.above {
            return false;
        }
        self.hold(item, Part::Blocked, observer);
        let of = &self.items[item as usize];
        observer.blocked(self.now, &of.subject(), of.place, Block::Swamped);
        self.held[hold.team as usize].push_back(item);
        true
    }

    /// A team's people have taken what they could: items that were held because it was swamped go on, where it is so no longer.
    #[inline(never)]
    pub(super) fn release_held<O: Observer>(&mut self, team: u32, observer: &mut O) {
        let mut waiting = self.held[team as usize].len();
        if waiting == 0 {
            return;
        }
        let mut length = self.queue_length(team);
        while waiting > 0 {
            waiting -= 1;
            let Some(item) = self.held[team as usize].pop_front() else {
                return;
            };
            let place = &self.program.places[self.items[item as usize].place as usize];
            // Those that let it go only at a shorter queue stay, in their order.
            if place.gates.hold.is_some_and(|hold| length > hold.above) {
                self.held[team as usize].push_back(item);
                continue;
            }
            self.go_on(item, observer);
            length = self.queue_length(team);
        }
    }

    /// Takes an item out of those that are held while a team is swamped; false where it is not among them.
    pub(super) fn take_from_held<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let among = |held: &VecDeque<u32>| held.iter().position(|other| *other == item);
        let found = self.held.iter_mut().any(|held| {
            let at = among(held);
            at.is_some_and(|at| held.remove(at).is_some())
        });
        if found {
            self.let_go(item, false, observer);
        }
        found
    }
}
