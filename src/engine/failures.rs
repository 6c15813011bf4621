//! Failures: an item that could fail is put into effect; what failed causes others, leaves faults behind, and is undone.

use super::bonds::Tie;
use super::program::{AddedProgram, CausedProgram, NIL};
use super::sampler::Sampler;
use super::sources::{INTERVAL, LARGEST_BATCH};
use super::streams::{Key, name_hash};
use super::world::{Dossier, Fate, World};
use crate::observation::{Arisen, Observer, Raised};
use crate::time::Span;

const CAUSED: u64 = name_hash("caused");
const FATE: u64 = name_hash("fate");
const ADDS: u64 = name_hash("leaves a fault behind");
const UNDONE: u64 = name_hash("still bad after a back-out");

impl World<'_> {
    /// An item that could fail is put into effect, and fails or does not.
    pub(super) fn take_effect<O: Observer>(&mut self, item: u32, fails: bool, observer: &mut O) {
        let program = self.program_of(item);
        let route = Some(self.dossier(item).approved_by).filter(|route| *route != NIL);
        let of = &self.items[item as usize];
        observer.took_effect(self.now, &of.subject(), route, fails);
        self.dossier(item).undone = false;
        let of = &self.items[item as usize];
        let place = &program.places[of.place as usize];
        let (true, Some(consequence)) = (fails, &place.consequence) else {
            return;
        };
        let luck = of.key.part(place.hash ^ CAUSED).child(u64::from(of.repeats));
        if let Some(raised) = &consequence.raises {
            self.cause_others(item, raised, luck, observer);
        }
        if let Some(added) = &consequence.adds {
            self.leave_faults(item, added, luck.part(ADDS), observer);
        }
        if let Some((to, still_bad)) = consequence.back_out {
            self.back_out(item, to, still_bad, observer);
        }
    }

    fn cause_others<O: Observer>(&mut self, item: u32, raised: &CausedProgram, luck: Key, observer: &mut O) {
        let route = Some(self.dossier(item).approved_by).filter(|route| *route != NIL);
        let count = whole(&raised.count, luck);
        observer.caused(self.now, &self.items[item as usize].subject(), route, count);
        let cause = self.brought_about(item, &raised.roots);
        for number in 0..count {
            let child = luck.child(number);
            let delay = (child.part(INTERVAL).uniform() * raised.within as f64) as i64;
            let (key, at) = (child.0, self.now + Span(delay));
            observer.raised(self.now, &self.items[item as usize].subject(), Raised { key, at });
            self.raise(raised.demand, child, cause, at, (Tie::None, NIL), observer);
        }
    }

    fn leave_faults<O: Observer>(&mut self, item: u32, added: &AddedProgram, luck: Key, observer: &mut O) {
        let cause = self.brought_about(item, &added.roots);
        let subject = self.items[item as usize].subject();
        for number in 0..whole(&added.count, luck) {
            let left_by = Arisen::LeftBy(&subject);
            self.add_fault(
                added.sort,
                luck.child(number),
                (cause.root, cause.origin),
                left_by,
                observer,
            );
        }
    }

    /// A failed item goes back to be undone; what it does after that may fail again, or not.
    fn back_out<O: Observer>(&mut self, item: u32, to: u32, still_bad: f64, observer: &mut O) {
        let route = Some(self.dossier(item).approved_by).filter(|route| *route != NIL);
        let of = &mut self.items[item as usize];
        of.target = to;
        let key = of.key.part(UNDONE);
        observer.backed_out(self.now, &of.subject(), of.place, route);
        let dossier = self.dossier(item);
        dossier.undone = true;
        dossier.sent_back = true;
        let luck = key.child(u64::from(dossier.back_outs)).uniform();
        dossier.back_outs += 1;
        if luck >= still_bad {
            dossier.fate = Fate::Good;
        }
    }

    /// Whether an item goes to where it is undone now, and not where it would have gone.
    pub(super) fn is_sent_back(&mut self, item: u32) -> bool {
        std::mem::replace(&mut self.dossier(item).sent_back, false)
    }

    /// Whether an item was undone, and not put into effect since.
    pub(super) fn was_undone(&self, item: u32) -> bool {
        self.items[item as usize].has_dossier && self.dossiers[item as usize].undone
    }

    /// Whether the item would fail: drawn the first time it is asked for, from luck of its own, so that it is the same under
    /// every policy.
    pub(super) fn fate(&mut self, item: u32) -> Fate {
        let program = self.program_of(item);
        let of = &mut self.items[item as usize];
        let dossier = Dossier::of(&mut self.dossiers, item, of);
        if dossier.fate == Fate::Undrawn {
            let fails = program.classes[of.class as usize].fails;
            dossier.fate = if of.key.part(FATE).uniform() < fails {
                Fate::Bad
            } else {
                Fate::Good
            };
        }
        dossier.fate
    }
}

/// A drawn whole number.
fn whole(count: &Sampler, luck: Key) -> u64 {
    count.sample(&mut luck.stream()).round().clamp(0.0, LARGEST_BATCH) as u64
}
