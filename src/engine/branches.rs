//! Branches: an item splits, its branches go their ways at once, and it goes on when enough of them have joined.

use super::bonds::{Stay, Tie, add_parts};
use super::program::{NIL, PlaceKind};
use super::world::{Dossier, ItemState, World};
use crate::observation::{Block, Observer};

impl World<'_> {
    /// An item splits after its visit, where its place says so.
    pub(super) fn split<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let program = self.program;
        let of = &self.items[item as usize];
        let Some(fork) = &program.places[of.place as usize].fork else {
            return false;
        };
        observer.blocked(self.now, &of.subject(), of.place, Block::Branches);
        let bonds = &mut self.dossier(item).bonds;
        bonds.awaited = fork.needed;
        bonds.stay = Stay::Split;
        self.items[item as usize].since = self.now;
        self.keep_only_the_stream(item, observer);
        // All are tied before the first is sent: one may end at once.
        for _ in &fork.to {
            let branch = self.new_branch(item);
            self.tie(branch, Tie::Branch, item);
            if fork.opinions {
                self.brief(branch, item);
            }
        }
        let mut branch = self.dossiers[item as usize].bonds.first;
        for &place in fork.to.iter().rev() {
            self.items[branch as usize].place = place;
            branch = self.dossiers[branch as usize].bonds.after;
        }
        self.send_branches(item, fork.to.len(), observer);
        true
    }

    /// Sends the branches that have just been made, in the order in which the scenario names them.
    fn send_branches<O: Observer>(&mut self, item: u32, count: usize, observer: &mut O) {
        let mut branches = std::mem::take(&mut self.branches);
        branches.clear();
        let mut branch = self.dossiers[item as usize].bonds.first;
        for _ in 0..count {
            branches.push(branch);
            branch = self.dossiers[branch as usize].bonds.after;
        }
        for &branch in branches.iter().rev() {
            // Another one may have ended the wait, and this one with it.
            if self.items[branch as usize].state == ItemState::Branch && self.dossiers[branch as usize].bonds.to == item
            {
                self.dossiers[branch as usize].bonds.stay = Stay::None;
                let place = self.items[branch as usize].place;
                if let PlaceKind::Approval(route) = self.program.places[place as usize].kind {
                    self.give(branch, route, observer);
                    continue;
                }
                let (to, _) = self.send(branch, place, observer);
                if !to.gated {
                    observer.waits(self.now, &self.items[branch as usize].subject(), place);
                    self.unsettle(to.team);
                }
            }
        }
        self.branches = branches;
    }

    /// A branch: the item itself, as far as it has come, with no time of its own yet.
    fn new_branch(&mut self, item: u32) -> u32 {
        let of = &self.items[item as usize];
        let (key, class, root, visited, repeats, priority) =
            (of.key, of.class, of.root, of.visited, of.repeats, of.priority);
        let arrived = of.arrived;
        let Dossier {
            fate,
            origin,
            fault,
            bearing,
            ..
        } = self.dossiers[item as usize];
        let stream = self.dossiers[item as usize].permits.has[0];
        let clock_from = self.dossiers[item as usize].clock_from;
        let branch = self.new_item(key, class, root, arrived, ItemState::Branch);
        let slot = &mut self.items[branch as usize];
        slot.visited = visited;
        slot.repeats = repeats;
        slot.priority = priority;
        let dossier = self.dossier(branch);
        dossier.fate = fate;
        (dossier.origin, dossier.fault, dossier.bearing) = (origin, fault, bearing);
        dossier.clock_from = clock_from;
        dossier.permits.has[0] = stream;
        dossier.bonds.stay = Stay::Unsent;
        branch
    }

    /// Whether a branch that goes to `target` joins there, or ends before: then it is gone.
    pub(super) fn join_branches<O: Observer>(&mut self, branch: u32, target: u32, observer: &mut O) -> bool {
        if self.items[branch as usize].state != ItemState::Branch {
            return false;
        }
        let item = self.dossiers[branch as usize].bonds.to;
        let Some(fork) = &self.program.places[self.items[item as usize].place as usize].fork else {
            return false;
        };
        if target != fork.join && target != NIL {
            return false;
        }
        let bonds = &mut self.dossiers[item as usize].bonds;
        bonds.awaited -= 1;
        let last = bonds.awaited == 0;
        if last {
            bonds.stay = Stay::None;
            self.add_branch(item, branch);
        } else {
            let (to, from) = pair(&mut self.items, item, branch);
            to.visited |= from.visited;
            to.repeats = to.repeats.max(from.repeats);
            to.first_touch = to.first_touch.min(from.first_touch);
        }
        let of = &self.items[item as usize];
        observer.joined(self.now, &of.subject(), of.place, last);
        self.pass_latents(branch, item);
        self.end_branch(branch, observer);
        if last {
            self.end_branches(item, observer);
            if fork.opinions {
                self.gather_opinions(item, observer);
            } else {
                self.move_on(item, fork.join, observer);
            }
        }
        true
    }

    /// Takes back the branches that are not needed any more.
    fn end_branches<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let mut follower = self.dossiers[item as usize].bonds.first;
        while follower != NIL {
            let after = self.dossiers[follower as usize].bonds.after;
            if self.dossiers[follower as usize].bonds.tie == Tie::Branch {
                self.take_back(follower, observer);
                self.end_branch(follower, observer);
            }
            follower = after;
        }
    }

    /// An item that has split is not to go on: its parts are those of one of the branches that it still waits for.
    pub(super) fn follow_one_branch<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let mut branch = self.dossiers[item as usize].bonds.first;
        while branch != NIL && self.dossiers[branch as usize].bonds.tie != Tie::Branch {
            branch = self.dossiers[branch as usize].bonds.after;
        }
        if branch != NIL {
            self.take_back(branch, observer);
            self.add_branch(item, branch);
            self.end_branch(branch, observer);
        }
    }

    /// The parts of an item's lead time since it split are those of a branch.
    fn add_branch(&mut self, item: u32, branch: u32) {
        let (to, from) = pair(&mut self.items, item, branch);
        let (to_dossier, from_dossier) = pair(&mut self.dossiers, item, branch);
        add_parts((to, to_dossier), (from, from_dossier));
    }

    /// A branch is over; nobody is told, because the item goes on.
    pub(super) fn end_branch<O: Observer>(&mut self, branch: u32, observer: &mut O) {
        self.cut_tie(branch);
        self.drop_latents(branch);
        self.end_followers(branch, observer);
        // The place in the stream is the item's.
        self.dossiers[branch as usize].permits.has[0] = NIL;
        self.forget_permits(branch, observer);
        self.free_slot(branch);
    }
}

/// Two different ones of a list.
fn pair<T>(list: &mut [T], one: u32, other: u32) -> (&mut T, &mut T) {
    let (one, other) = (one as usize, other as usize);
    if one < other {
        let (left, right) = list.split_at_mut(other);
        (&mut left[one], &mut right[0])
    } else {
        let (left, right) = list.split_at_mut(one);
        (&mut right[0], &mut left[other])
    }
}
