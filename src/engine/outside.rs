//! Suppliers: cases are sent to them, wait there for their turn, and come back, solved or not.
//!
//! To the item this is a wait; here is only who of those sent is worked on, and what came of it.

use std::collections::VecDeque;

use super::gates::Gate;
use super::program::CaseProgram;
use super::streams::name_hash;
use super::timers::Timer;
use super::world::{ItemState, World};
use crate::observation::{Observer, Returned};
use crate::time::{Instant, Span};

const UNSOLVED: u64 = name_hash("unsolved");

/// A supplier in a run.
#[derive(Clone, Debug, Default)]
pub(super) struct SupplierState {
    /// Cases worked on.
    busy: u32,
    /// Items that wait for their turn there, first come first.
    line: VecDeque<u32>,
}

impl SupplierState {
    pub fn clear(&mut self) {
        self.busy = 0;
        self.line.clear();
    }
}

impl World<'_> {
    /// An item is sent to a supplier: its case begins, or waits there for its turn.
    pub(super) fn send_out<O: Observer>(&mut self, item: u32, case: CaseProgram, observer: &mut O) {
        let of = &self.items[item as usize];
        observer.sent(self.now, &of.subject(), of.place);
        self.dossier(item).is_outside = true;
        let state = &mut self.suppliers[case.supplier as usize];
        if state.busy < self.program.suppliers[case.supplier as usize].at_once {
            state.busy += 1;
            self.begin_case(item);
        } else {
            state.line.push_back(item);
            let dossier = self.dossier(item);
            dossier.case_began = Instant::NEVER;
            dossier.timers[Timer::Passage as usize] = Instant::NEVER;
        }
    }

    fn begin_case(&mut self, item: u32) {
        let of = &self.items[item as usize];
        let Some(wait) = &self.program.places[of.place as usize].gates.wait else {
            return;
        };
        let ends = wait.clock.after(self.now, Span(of.remaining));
        let now = self.now;
        self.dossier(item).case_began = now;
        self.set_timer(item, Timer::Passage, ends.unwrap_or(Instant::NEVER));
    }

    /// The supplier's part of an item's case is over, however it ended: the next one there begins.
    fn leave_supplier(&mut self, item: u32, supplier: u32) {
        let dossier = &mut self.dossiers[item as usize];
        dossier.is_outside = false;
        let state = &mut self.suppliers[supplier as usize];
        if dossier.case_began == Instant::NEVER {
            state.line.retain(|&other| other != item);
            return;
        }
        match state.line.pop_front() {
            Some(next) => self.begin_case(next),
            None => state.busy -= 1,
        }
    }

    /// An item's case comes back. Whether it is unsolved: then the item has gone on to where such go.
    pub(super) fn take_case_back<O: Observer>(&mut self, item: u32, sent: Instant, observer: &mut O) -> bool {
        let place = &self.program_of(item).places[self.items[item as usize].place as usize];
        let Some(case) = place.gates.case else { return false };
        let began = self.dossiers[item as usize].case_began;
        self.leave_supplier(item, case.supplier);
        // Its own luck, so that a change of the share moves few cases.
        let unsolved = case.unsolved > 0.0 && self.visit_key(item).part(UNSOLVED).uniform() < case.unsolved;
        let of = &self.items[item as usize];
        let returned = Returned {
            sent,
            waited: (began - sent).ticks(),
            unsolved,
        };
        observer.returned(self.now, &of.subject(), of.place, returned);
        unsolved
    }

    /// An item is taken away from its supplier, if it is at one.
    pub(super) fn call_case_off<O: Observer>(&mut self, item: u32, observer: &mut O) {
        if !self.dossiers[item as usize].is_outside {
            return;
        }
        let of = &self.items[item as usize];
        if let Some(case) = self.program.places[of.place as usize].gates.case {
            observer.still_out(self.now, &of.subject(), of.place, of.since);
            self.leave_supplier(item, case.supplier);
        }
    }

    /// The run ends: cases that are still outside are told.
    pub(super) fn tell_cases<O: Observer>(&mut self, observer: &mut O) {
        if self.program.suppliers.is_empty() {
            return;
        }
        for (item, dossier) in self.items.iter().zip(&self.dossiers) {
            let there = matches!(item.state, ItemState::Open | ItemState::Branch) && item.has_dossier;
            if there && dossier.is_outside && dossier.gate == Gate::Wait {
                observer.still_out(self.now, &item.subject(), item.place, item.since);
            }
        }
    }
}
