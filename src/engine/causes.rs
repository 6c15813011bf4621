//! Causes: items raise others, and each that is raised knows where it comes from.

use super::agenda::Rank;
use super::bonds::Tie;
use super::program::NIL;
use super::streams::{Key, name_hash};
use super::world::{ItemState, World};
use crate::observation::{Observer, Origin, Raised};
use crate::time::Instant;

const RAISE: u64 = name_hash("raise");

/// What an item is to the fault that it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearing {
    /// Nothing: it carries none.
    None,
    /// The fault raised it.
    Symptom,
    /// It was raised because of an item that the fault raised.
    Heir,
    /// Somebody looks for the fault with it.
    Mender,
}

/// Where an item comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cause {
    /// The kind of its root cause, as an index into the roots that its demand can have.
    pub root: u8,
    /// The root cause: the demand of an item, or beyond the demands the sort of a fault; [`NIL`] where it is the item itself.
    pub origin: u32,
    /// The fault that it carries, or [`NIL`].
    pub fault: u32,
    pub bearing: Bearing,
}

impl Cause {
    /// It is its own root cause.
    pub fn itself(root: u8) -> Cause {
        Cause {
            root,
            origin: NIL,
            fault: NIL,
            bearing: Bearing::None,
        }
    }
}

impl World<'_> {
    /// The root cause of an item, in the numbering of [`Cause::origin`].
    pub(super) fn origin(&self, item: u32) -> u32 {
        let of = &self.items[item as usize];
        match self.dossiers[item as usize].origin {
            origin if of.has_dossier && origin != NIL => origin,
            _ => self.program.classes[of.class as usize].demand,
        }
    }

    /// The cause of what an item brings about, other than its children; `roots` says for each root index of the item the other's.
    pub(super) fn brought_about(&self, item: u32, roots: &[u8]) -> Cause {
        Cause {
            origin: self.origin(item),
            ..Cause::itself(roots[usize::from(self.items[item as usize].root)])
        }
    }

    /// The cause of an item's child, which carries the item's fault on.
    fn of_child(&self, item: u32, roots: &[u8]) -> Cause {
        let mut cause = self.brought_about(item, roots);
        let dossier = &self.dossiers[item as usize];
        if self.items[item as usize].has_dossier && dossier.fault != NIL {
            cause.fault = dossier.fault;
            cause.bearing = match dossier.bearing {
                Bearing::Mender => Bearing::Mender,
                _ => Bearing::Heir,
            };
        }
        cause
    }

    /// Notes where a new item comes from.
    pub(super) fn note_cause(&mut self, item: u32, cause: Cause) {
        if cause.origin == NIL && cause.fault == NIL {
            return;
        }
        let dossier = self.dossier(item);
        dossier.origin = cause.origin;
        dossier.fault = cause.fault;
        dossier.bearing = cause.bearing;
        if cause.bearing == Bearing::Mender {
            self.faults.begin_mending(cause.fault);
        }
    }

    /// Tells where an item that appears now comes from, where that is not itself.
    pub(super) fn tell_origin<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let of = &self.items[item as usize];
        let origin = self.dossiers[item as usize].origin;
        if !of.has_dossier || origin == NIL {
            return;
        }
        let demands = self.program.demands.len() as u32;
        let origin = match origin.checked_sub(demands) {
            None => Origin::Demand(origin),
            Some(sort) => Origin::Fault(sort),
        };
        observer.traced(self.now, &of.subject(), origin);
    }

    /// Raises an item, now or later.
    pub(super) fn raise<O: Observer>(
        &mut self,
        demand: u32,
        key: Key,
        cause: Cause,
        at: Instant,
        (tie, to): (Tie, u32),
        observer: &mut O,
    ) {
        if self.full_since.is_some() {
            return;
        }
        let class = self
            .special_class(demand, key, &[])
            .unwrap_or_else(|| self.draw_class(demand, key));
        if at <= self.now {
            let item = self.new_item(key, class, cause.root, self.now, ItemState::Open);
            self.misjudge(item);
            self.note_cause(item, cause);
            match tie {
                Tie::None => {}
                Tie::Improvement => self.dossier(item).improves = to,
                tie => self.tie(item, tie, to),
            }
            self.tell_origin(item, observer);
            observer.arrived(self.now, &self.items[item as usize].subject());
            self.enter_queue(item, observer);
        } else if at <= self.program.window_end {
            let item = self.new_item(key, class, cause.root, at, ItemState::Coming);
            self.misjudge(item);
            self.note_cause(item, cause);
            self.agenda.add(Rank::Appearance, item, at);
        }
    }

    /// What a visit raises when it ends.
    pub(super) fn raise_children<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let program = self.program_of(item);
        let parent = &self.items[item as usize];
        let key = parent.key;
        let place = &program.places[parent.place as usize];
        let visit = u64::from(parent.repeats * u16::from(parent.rework));
        for (number, raise) in place.raises.iter().enumerate() {
            let luck = key.part(place.hash ^ RAISE).child(number as u64).child(visit);
            if luck.uniform() < raise.share {
                // A child that cannot come, because as many are open as may be, would be waited for without end.
                let tie = if raise.waited_for && self.full_since.is_none() {
                    self.dossier(item).bonds.awaited += 1;
                    Tie::Awaited
                } else {
                    Tie::None
                };
                let child = luck.child(0);
                let (key, at) = (child.0, self.now);
                let cause = self.of_child(item, &raise.roots);
                observer.raised(at, &self.items[item as usize].subject(), Raised { key, at });
                self.raise(raise.demand, child, cause, at, (tie, item), observer);
            }
        }
    }
}
