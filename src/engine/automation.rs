//! Automation: visits that need nobody. What a run fails to do goes to people, at once or when somebody notices.

use super::agenda::Rank;
use super::bonds::Stay;
use super::gates::Gate;
use super::program::{AutomationProgram, NIL};
use super::streams::name_hash;
use super::timers::Timer;
use super::world::{ItemState, World};
use crate::observation::{Block, Observer, Part, Run, RunOutcome};
use crate::time::{Instant, Span};

const AUTOMATED: u64 = name_hash("automated");
const TAKES: u64 = name_hash("takes");
const SUCCEEDS: u64 = name_hash("succeeds");
const UNNOTICED: u64 = name_hash("unnoticed");
const NOTICED: u64 = name_hash("noticed after");

/// The automation of a step in a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct MachineState {
    /// What is known of the latest runs, the latest in the lowest bit: 1 where it failed.
    recent: u64,
    /// Until when people do everything.
    stopped_until: Instant,
}

impl MachineState {
    /// Nothing has run yet.
    pub const NEW: MachineState = MachineState {
        recent: 0,
        stopped_until: Instant::START,
    };
}

/// A failure that nobody has noticed, or that has not been made good yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Latent {
    item: u32,
    place: u32,
    since: Instant,
    noticed: bool,
    /// Nothing is to be done about it any more.
    over: bool,
    /// The next one of the same item, or [`NIL`].
    next: u32,
}

impl World<'_> {
    /// Some visits are tried without people: the run begins, and nobody else has to do with the item until it ends.
    pub(super) fn automate<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let program = self.program_of(item);
        let of = &self.items[item as usize];
        let place = &program.places[of.place as usize];
        let Some(automated) = &place.gates.automated else {
            return false;
        };
        let key = self.visit_key(item).part(AUTOMATED);
        let odds = automated.odds[(of.class - program.demands[place.demand as usize].first_class) as usize];
        if key.uniform() >= odds.share || self.now < self.machines[automated.number as usize].stopped_until {
            return false;
        }
        if let Some((until, freeze)) = self.frozen(item, place) {
            self.hold(item, Part::Blocked, observer);
            let of = &self.items[item as usize];
            observer.blocked(self.now, &of.subject(), of.place, Block::Frozen { freeze });
            self.set_timer(item, Timer::Passage, until);
            return true;
        }
        let ticks = automated.takes.sample_ticks(&mut key.part(TAKES).stream());
        self.hold(item, Part::Other, observer);
        let of = &self.items[item as usize];
        observer.blocked(self.now, &of.subject(), of.place, Block::Automated);
        self.set_timer(item, Timer::Passage, (self.now + Span(ticks)).min(Instant::NEVER));
        true
    }

    /// A run ends, or a freeze that kept it from beginning.
    pub(super) fn end_run<O: Observer>(&mut self, item: u32, observer: &mut O) {
        if self.dossiers[item as usize].held_for == Part::Blocked {
            self.let_go(item, false, observer);
            return self.pass_from(item, Gate::Automation, observer);
        }
        let program = self.program_of(item);
        let of = &self.items[item as usize];
        let (number, ticks) = (of.place, (self.now - of.since).ticks());
        let place = &program.places[number as usize];
        let Some(automated) = &place.gates.automated else {
            self.let_go(item, false, observer);
            return self.pass_from(item, Gate::Automation.next(), observer);
        };
        let key = self.visit_key(item).part(AUTOMATED);
        let odds = automated.odds[(of.class - program.demands[place.demand as usize].first_class) as usize];
        let outcome = if key.part(SUCCEEDS).uniform() < odds.succeeds {
            RunOutcome::Done
        } else if key.part(UNNOTICED).uniform() < automated.unnoticed {
            RunOutcome::Unnoticed
        } else {
            RunOutcome::Failed
        };
        let failed = outcome == RunOutcome::Failed;
        self.let_go(item, !failed || automated.fallback != NIL, observer);
        observer.automated(
            self.now,
            &self.items[item as usize].subject(),
            number,
            Run { ticks, outcome },
        );
        self.note_run(automated, failed, observer);
        if failed && automated.fallback == NIL {
            return self.pass_from(item, Gate::Automation.next(), observer);
        }
        let of = &mut self.items[item as usize];
        program.draw_visit(item, of, place, &self.dossiers);
        self.make_exceptions(item);
        self.items[item as usize].count_visit(place);
        if failed {
            return self.move_on(item, automated.fallback, observer);
        }
        let of = &mut self.items[item as usize];
        of.first_touch = of.first_touch.min(self.now);
        if !odds.needs_approval {
            self.dossier(item).unasked_at = number;
        }
        if outcome == RunOutcome::Unnoticed {
            let after = automated.noticed_after.sample_ticks(&mut key.part(NOTICED).stream());
            self.hide_failure(item, self.now + Span(after));
        }
        self.conclude(item, observer);
    }

    /// What is known of a run: enough failures among the latest stop the automation for a while.
    fn note_run<O: Observer>(&mut self, automated: &AutomationProgram, failed: bool, observer: &mut O) {
        let Some(safeguard) = automated.safeguard else { return };
        let now = self.now;
        let machine = &mut self.machines[automated.number as usize];
        machine.recent = machine.recent << 1 | u64::from(failed);
        let looked_at = machine.recent & (u64::MAX >> (64 - safeguard.of_last));
        if failed && looked_at.count_ones() >= safeguard.failures && machine.stopped_until <= now {
            machine.recent = 0;
            machine.stopped_until = (now + safeguard.stops_for).min(Instant::NEVER);
            observer.automation_stopped(now, automated.number, machine.stopped_until);
        }
    }

    /// Whether what a run has just done for an item at its place needs no approval.
    pub(super) fn needs_no_approval(&self, item: u32) -> bool {
        let of = &self.items[item as usize];
        of.has_dossier && self.dossiers[item as usize].unasked_at == of.place
    }

    /// A run for an item has failed at its place, which somebody will notice at `at`.
    fn hide_failure(&mut self, item: u32, at: Instant) {
        let number = self.latents.len() as u32;
        let place = self.items[item as usize].place;
        let next = std::mem::replace(&mut self.dossier(item).latent, number);
        self.latents.push(Latent {
            item,
            place,
            since: self.now,
            noticed: false,
            over: false,
            next,
        });
        if at <= self.program.window_end {
            self.agenda.add(Rank::Discovery, number, at);
        }
    }

    /// Somebody notices that a run had failed. An item that seemed to be done goes back at once, any other when the visit or the wait
    /// is over in which it is.
    pub(super) fn discover<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let latent = &mut self.latents[number as usize];
        if latent.over {
            return;
        }
        latent.noticed = true;
        let Latent { item, place, since, .. } = *latent;
        let ticks = (self.now - since).ticks();
        observer.discovered(self.now, &self.items[item as usize].subject(), place, ticks);
        let program = self.program_of(item);
        if let Some(automated) = &program.places[place as usize].gates.automated {
            self.note_run(automated, true, observer);
        }
        if self.dossiers[item as usize].bonds.stay == Stay::SeemsDone {
            self.dossiers[item as usize].bonds.stay = Stay::None;
            self.let_go(item, false, observer);
            self.go_back(item, observer);
        }
    }

    /// An item is about to go on to `target`: whether it goes back instead, because a failure has been noticed, or stays because it
    /// only seems to be done.
    pub(super) fn is_called_back<O: Observer>(&mut self, item: u32, target: u32, observer: &mut O) -> bool {
        if !self.items[item as usize].has_dossier || self.dossiers[item as usize].latent == NIL {
            return false;
        }
        if self.go_back(item, observer) {
            return true;
        }
        if target != NIL || self.items[item as usize].state != ItemState::Open {
            return false;
        }
        self.leave_places(item, NIL, observer);
        let now = self.now;
        let dossier = &mut self.dossiers[item as usize];
        dossier.resolved = dossier.resolved.or(Some(now));
        dossier.bonds.stay = Stay::SeemsDone;
        observer.seems_done(now, &self.items[item as usize].subject());
        self.hold(item, Part::Customer, observer);
        true
    }

    /// An item goes back to where people make good the failure that was noticed, if one was.
    fn go_back<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let (mut before, mut number) = (NIL, self.dossiers[item as usize].latent);
        while number != NIL && !self.latents[number as usize].noticed {
            (before, number) = (number, self.latents[number as usize].next);
        }
        if number == NIL {
            return false;
        }
        let Latent { place, next, .. } = self.latents[number as usize];
        self.latents[number as usize].over = true;
        match before {
            NIL => self.dossiers[item as usize].latent = next,
            _ => self.latents[before as usize].next = next,
        }
        let program = self.program;
        let automated = &program.places[place as usize].gates.automated;
        match automated.as_ref().map_or(NIL, |automated| automated.fallback) {
            NIL => self.return_to_people(item, place, observer),
            fallback => self.move_on(item, fallback, observer),
        }
        true
    }

    /// An item goes to the people of a place, past what would be tried without them.
    fn return_to_people<O: Observer>(&mut self, item: u32, target: u32, observer: &mut O) {
        self.leave_places(item, target, observer);
        let place = &self.program.places[target as usize];
        let of = &mut self.items[item as usize];
        let from = std::mem::replace(&mut of.place, target);
        of.rework = u8::from(of.visited & place.bit != 0);
        self.begin_gates(item, from);
        self.pass_from(item, Gate::Automation.next(), observer);
    }

    /// A branch has joined its item: what was not noticed in it is the item's.
    pub(super) fn pass_latents(&mut self, branch: u32, item: u32) {
        let mut number = std::mem::replace(&mut self.dossier(branch).latent, NIL);
        while number != NIL {
            let next = self.latents[number as usize].next;
            let first = std::mem::replace(&mut self.dossier(item).latent, number);
            let latent = &mut self.latents[number as usize];
            latent.item = item;
            latent.next = first;
            number = next;
        }
    }

    /// An item, or a branch that is not needed, is over: so is what nobody has noticed about it.
    pub(super) fn drop_latents(&mut self, item: u32) {
        let mut number = std::mem::replace(&mut self.dossiers[item as usize].latent, NIL);
        while number != NIL {
            self.latents[number as usize].over = true;
            number = self.latents[number as usize].next;
        }
    }
}
