//! Bonds: what ties an item to others. Branches to the item that split, children to the parent that waits for them, calls to
//! what they are about.

use super::agenda::Rank;
use super::causes::Bearing;
use super::program::NIL;
use super::sources::INTERVAL;
use super::streams::{Key, name_hash};
use super::world::{Dossier, Item, ItemState, World};
use crate::observation::{Block, Observer, Raised};
use crate::time::Span;

const CALL: u64 = name_hash("call");
const AGAIN: u64 = name_hash("again");

/// What an item is to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// Nothing.
    None,
    /// One of the branches into which it split.
    Branch,
    /// A child that it waits for.
    Awaited,
    /// A call that ends with it.
    Call,
    /// A piece of the work of an improvement, which is no item.
    Improvement,
}

/// Where an item is that nobody works on and that is in no queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stay {
    /// Nowhere: it is in a queue, at work, or on its way.
    None,
    /// It is a branch that has not been sent yet.
    Unsent,
    /// It has split and waits for its branches.
    Split,
    /// It waits for children.
    ForChildren,
    /// It waits for spare parts.
    ForParts,
    /// Nobody has noticed it.
    Unnoticed,
    /// It seems to be done, until somebody notices that it is not.
    SeemsDone,
    /// Work on the batch in which it was has just ended, and it is about to go on.
    Leaving,
}

/// What ties an item to others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bonds {
    /// What it is to `to`.
    pub tie: Tie,
    /// The other item, or [`NIL`].
    pub to: u32,
    /// Its neighbours among those tied to the same item.
    before: u32,
    pub after: u32,
    /// The first of those tied to it, latest first.
    pub first: u32,
    /// How many children it waits for, or branches it still needs.
    pub awaited: u32,
    /// Why it is in no queue.
    pub stay: Stay,
    /// Its source of calls, or [`NIL`].
    caller: u32,
    /// Whether it came from one of a fixed number of users, who will come again.
    comes_again: bool,
}

impl Bonds {
    /// Tied to nobody.
    pub const NONE: Bonds = Bonds {
        tie: Tie::None,
        to: NIL,
        before: NIL,
        after: NIL,
        first: NIL,
        awaited: 0,
        stay: Stay::None,
        caller: NIL,
        comes_again: false,
    };
}

/// A source of calls about one item. It is used again when its last event has come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    /// The item, [`NIL`] when that has ended.
    item: u32,
    ordinal: u32,
    /// The next free one.
    next: u32,
}

/// All sources of calls.
#[derive(Clone, Debug, Default)]
pub(super) struct Callers {
    all: Vec<Caller>,
    free: u32,
}

impl Callers {
    pub fn reset(&mut self) {
        self.all.clear();
        self.free = NIL;
    }
}

impl World<'_> {
    /// Ties an item to another one.
    pub(super) fn tie(&mut self, item: u32, tie: Tie, to: u32) {
        let first = std::mem::replace(&mut self.dossier(to).bonds.first, item);
        let bonds = &mut self.dossier(item).bonds;
        bonds.tie = tie;
        bonds.to = to;
        bonds.before = NIL;
        bonds.after = first;
        if first != NIL {
            self.dossiers[first as usize].bonds.before = item;
        }
    }

    /// Cuts an item's tie to another one.
    pub(super) fn cut_tie(&mut self, item: u32) {
        let bonds = &mut self.dossiers[item as usize].bonds;
        let (to, before, after) = (bonds.to, bonds.before, bonds.after);
        bonds.tie = Tie::None;
        bonds.to = NIL;
        if to == NIL {
            return;
        }
        match before {
            NIL => self.dossiers[to as usize].bonds.first = after,
            _ => self.dossiers[before as usize].bonds.after = after,
        }
        if after != NIL {
            self.dossiers[after as usize].bonds.before = before;
        }
    }

    /// Ends an item that has a dossier: with it end those of its branches that still go on and the calls about it; who waited
    /// for it goes on.
    #[inline(never)]
    pub(super) fn end_with_bonds<O: Observer>(&mut self, item: u32, completed: bool, observer: &mut O) {
        if self.join_branches(item, NIL, observer) {
            return;
        }
        self.forget_permits(item, observer);
        self.drop_latents(item);
        let bonds = self.dossiers[item as usize].bonds;
        let improves = self.dossiers[item as usize].improves;
        let (fault, bearing) = (self.dossiers[item as usize].fault, self.dossiers[item as usize].bearing);
        self.cut_tie(item);
        let slot = &mut self.items[item as usize];
        let (key, class) = (slot.key, slot.class);
        let ending = slot.ending(item, &self.dossiers, &self.pauses, completed);
        observer.ended(self.now, &slot.subject(), ending);
        // The slot is not free yet: what is tied to it still names it.
        slot.state = ItemState::Coming;
        self.end_followers(item, observer);
        if bonds.caller != NIL {
            self.callers.all[bonds.caller as usize].item = NIL;
        }
        self.free_slot(item);
        if bonds.comes_again {
            self.come_again(self.program.classes[class as usize].demand, key.part(AGAIN));
        }
        if bonds.tie == Tie::Awaited {
            self.child_ended(bonds.to, observer);
        }
        if bearing == Bearing::Mender {
            self.faults.end_mending(fault);
        }
        if improves != NIL {
            self.work_ended(improves, observer);
        }
    }

    pub(super) fn free_slot(&mut self, item: u32) {
        let slot = &mut self.items[item as usize];
        slot.state = ItemState::Free;
        slot.next = std::mem::replace(&mut self.free, item);
    }

    /// Branches and calls of an item end with it; children go on alone.
    pub(super) fn end_followers<O: Observer>(&mut self, item: u32, observer: &mut O) {
        loop {
            let follower = self.dossiers[item as usize].bonds.first;
            if follower == NIL {
                return;
            }
            match self.dossiers[follower as usize].bonds.tie {
                Tie::Branch => {
                    self.take_back(follower, observer);
                    self.end_branch(follower, observer);
                }
                Tie::Call => {
                    self.take_back(follower, observer);
                    self.end(follower, true, observer);
                }
                Tie::Awaited | Tie::Improvement | Tie::None => self.cut_tie(follower),
            }
        }
    }

    /// An item has raised children that it waits for: it does, unless all of them have ended already.
    pub(super) fn waits_for_children<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        if !self.items[item as usize].has_dossier || self.dossiers[item as usize].bonds.awaited == 0 {
            return false;
        }
        self.block(item, Block::Children, observer);
        self.dossiers[item as usize].bonds.stay = Stay::ForChildren;
        self.keep_only_the_stream(item, observer);
        true
    }

    fn child_ended<O: Observer>(&mut self, parent: u32, observer: &mut O) {
        let bonds = &mut self.dossiers[parent as usize].bonds;
        bonds.awaited -= 1;
        if bonds.awaited == 0 && bonds.stay == Stay::ForChildren {
            bonds.stay = Stay::None;
            self.let_go(parent, false, observer);
            self.proceed(parent, observer);
        }
    }

    /// Calls about an item begin, where its demand brings any.
    pub(super) fn begin_calls(&mut self, item: u32) {
        let demand = self.program.classes[self.items[item as usize].class as usize].demand;
        if self.program.demands[demand as usize].calls.is_none() {
            return;
        }
        let caller = Caller {
            item,
            ordinal: 0,
            next: NIL,
        };
        let number = match self.callers.free {
            NIL => {
                self.callers.all.push(caller);
                self.callers.all.len() as u32 - 1
            }
            free => {
                self.callers.free = self.callers.all[free as usize].next;
                self.callers.all[free as usize] = caller;
                free
            }
        };
        self.dossier(item).bonds.caller = number;
        self.schedule_call(number);
    }

    /// The key of a source's next call.
    fn call_key(&self, caller: u32) -> Key {
        let Caller { item, ordinal, .. } = self.callers.all[caller as usize];
        self.items[item as usize].key.part(CALL).child(u64::from(ordinal))
    }

    fn schedule_call(&mut self, caller: u32) {
        let item = self.callers.all[caller as usize].item;
        let demand = self.program.classes[self.items[item as usize].class as usize].demand;
        let Some(calls) = &self.program.demands[demand as usize].calls else {
            return;
        };
        let interval = calls
            .interval
            .sample(&mut self.call_key(caller).part(INTERVAL).stream());
        let at = self.now + Span(interval as i64);
        if self.callers.all[caller as usize].ordinal < calls.at_most && at <= self.program.window_end {
            self.agenda.add(Rank::Call, caller, at);
        }
    }

    /// Somebody calls about an item, if it is still open.
    pub(super) fn call<O: Observer>(&mut self, caller: u32, observer: &mut O) {
        let about = self.callers.all[caller as usize].item;
        if about == NIL {
            self.callers.all[caller as usize].next = std::mem::replace(&mut self.callers.free, caller);
            return;
        }
        let program = self.program;
        let of = &self.items[about as usize];
        let demand = program.classes[of.class as usize].demand;
        let Some(calls) = &program.demands[demand as usize].calls else {
            return;
        };
        let key = self.call_key(caller);
        self.callers.all[caller as usize].ordinal += 1;
        self.schedule_call(caller);
        if self.is_kept_away(about, key) {
            observer.kept_away(self.now, &self.items[about as usize].subject());
            return;
        }
        let tie = if calls.closes { Tie::Call } else { Tie::None };
        let call = Raised {
            key: key.0,
            at: self.now,
        };
        observer.called(self.now, &self.items[about as usize].subject(), call);
        self.raise(
            calls.demand,
            key,
            self.brought_about(about, &calls.roots),
            self.now,
            (tie, about),
            observer,
        );
        if self.is_noticed_by_call(about) {
            self.notice(about, true, observer);
        }
    }

    /// The users of a demand come for the first time.
    pub(super) fn begin_users(&mut self, demand: u32, users: u32) {
        for user in 0..users {
            let key = self.sources[demand as usize].key.child(u64::from(user));
            self.come_again(demand, key);
        }
    }

    /// One of a fixed number of users comes (again) after some time.
    fn come_again(&mut self, demand: u32, key: Key) {
        let program = &self.program.demands[demand as usize];
        let Some(super::program::ArrivalProgram::Users { again_after, .. }) = &program.arrivals else {
            return;
        };
        let after = again_after.sample_ticks(&mut key.part(INTERVAL).stream());
        let at = self.now + Span(after);
        if at > self.program.window_end {
            return;
        }
        let root = program.own_root;
        let class = self
            .special_class(demand, key, &[])
            .unwrap_or_else(|| self.draw_class(demand, key));
        let item = self.new_item(key, class, root, at, ItemState::Coming);
        self.misjudge(item);
        self.dossier(item).bonds.comes_again = true;
        self.agenda.add(Rank::Appearance, item, at);
    }
}

/// Adds the parts of one item's life to another's.
pub(super) fn add_parts(to: (&mut Item, &mut Dossier), from: (&Item, &Dossier)) {
    let (to, to_dossier) = to;
    let (from, from_dossier) = from;
    for visits in 0..2 {
        to.touch[visits] += from.touch[visits];
        to.queue[visits] += from.queue[visits];
        to.off_shift[visits] += from.off_shift[visits];
        let parts = to_dossier.parts[visits].iter_mut().zip(&from_dossier.parts[visits]);
        parts.for_each(|(part, more)| *part += more);
    }
    to.first_touch = to.first_touch.min(from.first_touch);
    to.visited |= from.visited;
    to.repeats = to.repeats.max(from.repeats);
}
