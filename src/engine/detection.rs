//! Detection: an item is there, does harm and makes people call, and nobody who could do something about it knows.

use super::bonds::Stay;
use super::gates::Gate;
use super::program::NIL;
use super::streams::{Key, name_hash};
use super::timers::Timer;
use super::world::{ItemState, World};
use crate::observation::{Block, Observer, Part};
use crate::time::{Instant, Span};

const NOTICED: u64 = name_hash("noticed");
const ANNOUNCED: u64 = name_hash("announced");

impl World<'_> {
    /// An item has come to a gated place: calls about it begin, and it goes on when somebody has noticed it.
    pub(super) fn come_in<O: Observer>(&mut self, item: u32, observer: &mut O) {
        self.begin_calls(item);
        if !self.stays_unnoticed(item, observer) {
            self.be_known(item, observer);
        }
    }

    /// An item is known: what depends on that begins.
    fn be_known<O: Observer>(&mut self, item: u32, observer: &mut O) {
        self.plan_announcement(item);
        self.begin_watches(item);
        self.pass_gates(item, NIL, observer);
    }

    /// Whether nobody notices for a while that an item is there. Who has asked for it is known to need it.
    fn stays_unnoticed<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let program = self.program_of(item);
        let of = &self.items[item as usize];
        let (key, class) = (of.key, of.class);
        let demand = &program.demands[program.classes[class as usize].demand as usize];
        let Some(detection) = &demand.detection else {
            return false;
        };
        if self.dossier(item).clock_from.is_some() {
            return false;
        }
        let after = detection.after.get((class - demand.first_class) as usize);
        let ticks = after.map(|after| after.sample_ticks(&mut key.part(NOTICED).stream()));
        let dossier = self.dossier(item);
        dossier.gate = Gate::Unnoticed;
        dossier.clock_from = Some(Instant::NEVER);
        dossier.bonds.stay = Stay::Unnoticed;
        self.hold(item, Part::Other, observer);
        let of = &self.items[item as usize];
        observer.blocked(self.now, &of.subject(), of.place, Block::Unnoticed);
        if let Some(ticks) = ticks {
            self.set_timer(item, Timer::Passage, (self.now + Span(ticks)).min(Instant::NEVER));
        }
        true
    }

    /// Somebody notices an item: it comes to people, and promises about it count from now.
    pub(super) fn notice<O: Observer>(&mut self, item: u32, by_call: bool, observer: &mut O) {
        let now = self.now;
        let ticks = (now - self.items[item as usize].arrived).ticks();
        let dossier = self.dossier(item);
        dossier.timers[Timer::Passage as usize] = Instant::NEVER;
        dossier.bonds.stay = Stay::None;
        dossier.clock_from = Some(now);
        self.let_go(item, false, observer);
        observer.noticed(now, &self.items[item as usize].subject(), ticks, by_call);
        self.be_known(item, observer);
    }

    /// Somebody has called about an item: whether that makes it known.
    pub(super) fn is_noticed_by_call(&self, item: u32) -> bool {
        let of = &self.items[item as usize];
        let demand = &self.program.demands[self.program.classes[of.class as usize].demand as usize];
        let calls = |detection: &super::program::DetectionProgram| {
            detection.first_call[(of.class - demand.first_class) as usize]
        };
        of.has_dossier
            && self.dossiers[item as usize].bonds.stay == Stay::Unnoticed
            && demand.detection.as_ref().is_some_and(calls)
    }

    /// An item is known from now: when it will be announced by itself.
    fn plan_announcement(&mut self, item: u32) {
        let program = self.program_of(item);
        let of = &self.items[item as usize];
        let demand = program.classes[of.class as usize].demand;
        let calls = program.demands[demand as usize].calls.as_ref();
        let Some(after) = calls.and_then(|calls| calls.announced.as_ref()?.after.as_ref()) else {
            return;
        };
        let ticks = after.sample_ticks(&mut of.key.part(ANNOUNCED).stream());
        let at = (self.now + Span(ticks)).min(Instant::NEVER);
        let dossier = self.dossier(item);
        dossier.announced_at = dossier.announced_at.min(at);
    }

    /// Whether who would call about an item does not, because it has been announced.
    pub(super) fn is_kept_away(&self, item: u32, call: Key) -> bool {
        let of = &self.items[item as usize];
        let demand = self.program.classes[of.class as usize].demand;
        let calls = self.program.demands[demand as usize].calls.as_ref();
        let Some(announced) = calls.and_then(|calls| calls.announced.as_ref()) else {
            return false;
        };
        of.has_dossier
            && self.dossiers[item as usize].announced_at <= self.now
            && call.part(ANNOUNCED).uniform() < announced.stops
    }

    /// Somebody has announced an item, and whatever it is a part of or about: a branch of it, a child that it waits for, a call.
    pub(super) fn announce<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let now = self.now;
        let mut one = item;
        while one != NIL {
            let of = &self.items[one as usize];
            let state = of.state;
            let demand = self.program.classes[of.class as usize].demand;
            let calls = self.program.demands[demand as usize].calls.as_ref();
            let is_news = calls.is_some_and(|calls| calls.announced.is_some());
            let dossier = self.dossier(one);
            let to = dossier.bonds.to;
            // A branch is the item once more.
            let whole = state == ItemState::Open;
            if is_news && whole && dossier.announced_at > now {
                dossier.announced_at = now;
                observer.announced(now, &self.items[one as usize].subject());
            }
            one = to;
        }
    }
}
