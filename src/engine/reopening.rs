//! Reopening: resolved items that turn out not to be.

use super::gates::Gate;
use super::streams::name_hash;
use super::timers::Timer;
use super::world::World;
use crate::observation::{Observer, Part};
use crate::time::Span;

const REOPENED: u64 = name_hash("reopened");
const MOMENT: u64 = name_hash("moment");

impl World<'_> {
    /// An item is resolved: whether it will be reopened is drawn now, and when. Then it stays open, with the customer, who does not
    /// know yet; its first resolution is what counts for promises.
    pub(super) fn will_reopen<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let of = &self.items[item as usize];
        let demand = self.program.classes[of.class as usize].demand;
        let Some(reopening) = self.program_of(item).demands[demand as usize].reopening else {
            return false;
        };
        let (now, key) = (self.now, of.key.part(REOPENED));
        let dossier = self.dossier(item);
        let luck = key.child(u64::from(dossier.reopenings));
        if luck.uniform() >= reopening.share {
            return false;
        }
        dossier.reopenings += 1;
        dossier.resolved = dossier.resolved.or(Some(now));
        dossier.gate = Gate::Reopening;
        observer.resolved(now, &self.items[item as usize].subject());
        self.hold(item, Part::Customer, observer);
        let after = (luck.part(MOMENT).uniform() * reopening.within as f64) as i64;
        self.set_timer(item, Timer::Passage, now + Span(after));
        true
    }

    /// A resolved item is reopened, and goes back.
    pub(super) fn reopen<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let of = &self.items[item as usize];
        let demand = self.program.classes[of.class as usize].demand;
        observer.reopened(self.now, &of.subject());
        if let Some(reopening) = self.program.demands[demand as usize].reopening {
            self.move_on(item, reopening.to, observer);
        }
    }
}
