//! Self-service: users try to help themselves before they ask anybody. What succeeds never comes to people; whoever fails comes back
//! as an item of its own, with the luck that it would have had if it had come at once.

use super::agenda::Rank;
use super::program::NIL;
use super::streams::{Key, name_hash};
use super::world::{ItemState, World};
use crate::observation::{self, Observer, Raised, Subject};
use crate::time::{Instant, Span};

const TRIES: u64 = name_hash("tries");
const ATTEMPT: u64 = name_hash("attempt");
const TAKES: u64 = name_hash("attempt takes");
const SUCCEEDS: u64 = name_hash("attempt succeeds");
const COMES_BACK: u64 = name_hash("comes back");

/// A user's attempt that is under way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attempt {
    /// What the user will have if they come to people.
    key: Key,
    class: u32,
    root: u8,
    since: Instant,
    /// The next free one, where it is over; else [`NIL`].
    next: u32,
    over: bool,
}

impl Attempt {
    fn subject(&self) -> Subject {
        Subject {
            key: self.key.part(ATTEMPT).0,
            class: self.class,
            root: self.root,
            arrived: self.since,
        }
    }
}

/// All attempts.
#[derive(Clone, Debug, Default)]
pub(super) struct Attempts {
    all: Vec<Attempt>,
    free: u32,
}

impl Attempts {
    pub fn reset(&mut self) {
        self.all.clear();
        self.free = NIL;
    }

    fn begin(&mut self, attempt: Attempt) -> u32 {
        let free = self.free;
        if free == NIL {
            self.all.push(attempt);
            return self.all.len() as u32 - 1;
        }
        self.free = std::mem::replace(&mut self.all[free as usize], attempt).next;
        free
    }

    fn end(&mut self, number: u32) -> Attempt {
        let attempt = &mut self.all[number as usize];
        let ended = *attempt;
        attempt.over = true;
        attempt.next = std::mem::replace(&mut self.free, number);
        ended
    }
}

impl World<'_> {
    /// Somebody needs something: whether they try to help themselves first.
    pub(super) fn tries<O: Observer>(&mut self, key: Key, class: u32, root: u8, observer: &mut O) -> bool {
        let program = self.program_by(key);
        let demand = &program.demands[program.classes[class as usize].demand as usize];
        let Some(portal) = demand.special.as_deref().and_then(|it| it.self_service.as_ref()) else {
            return false;
        };
        let (tries, _) = portal.odds[(class - demand.first_class) as usize];
        if key.part(TRIES).uniform() >= tries {
            return false;
        }
        let attempt = Attempt {
            key,
            class,
            root,
            since: self.now,
            next: NIL,
            over: false,
        };
        let ticks = portal.takes.sample_ticks(&mut key.part(TAKES).stream());
        observer.attempted(self.now, &attempt.subject());
        let number = self.attempts.begin(attempt);
        let at = self.now + Span(ticks);
        if at <= self.program.window_end {
            self.agenda.add(Rank::Attempt, number, at);
        }
        true
    }

    /// A user's attempt ends: it has succeeded, or they come back some time, or they give up.
    pub(super) fn end_attempt<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let attempt = self.attempts.end(number);
        let Attempt { key, class, root, .. } = attempt;
        let program = self.program_by(key);
        let number = program.classes[class as usize].demand;
        let demand = &program.demands[number as usize];
        let Some(portal) = demand.special.as_deref().and_then(|it| it.self_service.as_ref()) else {
            return;
        };
        let (_, succeeds) = portal.odds[(class - demand.first_class) as usize];
        // Exactly what it was where nothing is learnt.
        let succeeds = portal
            .learns_from
            .map_or(succeeds, |knowledge| 1.0 - (1.0 - succeeds) * self.factor(knowledge));
        let succeeded = key.part(SUCCEEDS).uniform() < succeeds;
        let luck = key.part(COMES_BACK);
        let returns = !succeeded && self.full_since.is_none() && luck.uniform() < portal.comes_back;
        let after = portal.after.sample_ticks(&mut luck.child(0).stream());
        let at = self.now + Span(after);
        let told = observation::Attempt {
            ticks: (self.now - attempt.since).ticks(),
            succeeded,
            comes_back: returns.then_some(Raised { key: key.0, at }),
            promised: portal.clock_from_attempt,
        };
        observer.attempt_ended(self.now, &attempt.subject(), told);
        if !returns || at > self.program.window_end {
            return;
        }
        let (class, root) = match &portal.comes_back_as {
            // The same need, so the same item.
            None => (class, root),
            Some((other, roots)) => {
                let drawn = self.special_class(*other, key, &[]);
                (
                    drawn.unwrap_or_else(|| self.draw_class(*other, key)),
                    roots[root as usize],
                )
            }
        };
        let item = self.new_item(key, class, root, at, ItemState::Coming);
        self.misjudge(item);
        self.dossier(item).clock_from = Some(if portal.clock_from_attempt { attempt.since } else { at });
        self.agenda.add(Rank::Appearance, item, at);
    }

    /// The run ends: attempts that are under way are told.
    pub(super) fn tell_attempts<O: Observer>(&mut self, observer: &mut O) {
        for attempt in self.attempts.all.iter().filter(|attempt| !attempt.over) {
            observer.attempting(self.now, &attempt.subject());
        }
    }
}
