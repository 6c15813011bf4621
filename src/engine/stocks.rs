//! Spare parts: items take them or wait for them, orders fill the shelf again.
//!
//! An item sets aside what its visit needs before it joins the queue, all of it at once or nothing, and nobody takes a part for
//! which another one waits already. More are ordered by the inventory position, which counts what is on its way and what
//! is owed, so that late orders are not ordered again.

use super::agenda::Rank;
use super::bonds::Stay;
use super::gates::Gate;
use super::program::NIL;
use super::world::World;
use crate::observation::{Block, Observer, Part};
use crate::time::{Instant, Span};

/// Spare parts of one sort in a run.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StockState {
    /// On the shelf.
    there: i64,
    /// Ordered and not yet delivered.
    on_order: i64,
    /// Asked for by items that wait.
    owed: i64,
    /// How many items wait that need some.
    waiting: u32,
    /// Orders so far.
    orders: u64,
}

/// All spare parts in a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Stocks {
    states: Vec<StockState>,
    /// Items that wait for parts, first come first.
    line: Vec<u32>,
    /// For each sort, whether an earlier item of the line waits for it; used while the line is looked through.
    spoken_for: Vec<bool>,
}

impl Stocks {
    pub fn reset(&mut self, count: usize) {
        self.states.clear();
        self.states.resize(count, StockState::default());
        self.line.clear();
        self.spoken_for.resize(count, false);
    }
}

impl World<'_> {
    /// The shelves are filled for the first time.
    pub(super) fn open_stocks<O: Observer>(&mut self, observer: &mut O) {
        for part in 0..self.program.stocks.len() {
            let count = self.program.stocks[part].count;
            self.stocks.states[part].there = count;
            observer.stocked(self.now, part as u32, count);
            self.reorder(part, observer);
        }
    }

    /// An item asks for the parts that its visit needs: whether it has to wait for them.
    pub(super) fn lacks_parts<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let program = self.program;
        let at = self.items[item as usize].place;
        let needs = &program.places[at as usize].gates.parts;
        // What a freeze took out of its queue has them already.
        if needs.is_empty() || self.dossiers[item as usize].parts_from == at {
            return false;
        }
        let is_there = |states: &[StockState], part: u32, units: i64| {
            let state = states[part as usize];
            state.waiting == 0 && state.there >= units
        };
        let all = needs
            .iter()
            .all(|&(part, units)| is_there(&self.stocks.states, part, units));
        for &(part, units) in needs {
            let there = is_there(&self.stocks.states, part, units);
            observer.requested(self.now, part, there);
        }
        if all {
            self.set_aside(item, None, observer);
        } else {
            for &(part, units) in needs {
                let state = &mut self.stocks.states[part as usize];
                state.waiting += 1;
                state.owed += units;
            }
            self.stocks.line.push(item);
            self.hold(item, Part::Supplier, observer);
            self.dossier(item).bonds.stay = Stay::ForParts;
            let of = &self.items[item as usize];
            observer.blocked(self.now, &of.subject(), at, Block::NoPart);
        }
        for &(part, _) in needs {
            self.reorder(part as usize, observer);
        }
        !all
    }

    /// An item has its parts; `waited` is for how many ticks it waited for them, if it did.
    fn set_aside<O: Observer>(&mut self, item: u32, waited: Option<i64>, observer: &mut O) {
        let program = self.program;
        let at = self.items[item as usize].place;
        self.dossier(item).parts_from = at;
        for &(part, units) in &program.places[at as usize].gates.parts {
            self.stocks.states[part as usize].there -= units;
            observer.stocked(self.now, part, -units);
            observer.supplied(self.now, part, units, waited);
        }
    }

    /// Orders more, until enough are there or on their way.
    fn reorder<O: Observer>(&mut self, part: usize, observer: &mut O) {
        let program = &self.program.stocks[part];
        loop {
            let state = &mut self.stocks.states[part];
            if state.there + state.on_order - state.owed > program.reorder_at {
                return;
            }
            state.on_order += program.order;
            let luck = self.key.child(program.hash).child(state.orders);
            state.orders += 1;
            observer.ordered(self.now, part as u32, program.order);
            let takes = program.takes.sample_ticks(&mut luck.stream());
            let at = program.clock.after(self.now, Span(takes)).unwrap_or(Instant::NEVER);
            if at <= self.program.window_end {
                self.agenda.add(Rank::Delivery, part as u32, at);
            }
        }
    }

    /// An order is delivered.
    pub(super) fn deliver<O: Observer>(&mut self, part: u32, observer: &mut O) {
        let units = self.program.stocks[part as usize].order;
        self.stocks.states[part as usize].on_order -= units;
        self.put_on_shelf(part, units, observer);
        self.serve_line(observer);
    }

    fn put_on_shelf<O: Observer>(&mut self, part: u32, units: i64, observer: &mut O) {
        self.stocks.states[part as usize].there += units;
        observer.stocked(self.now, part, units);
    }

    /// Items that waited for parts go on, as far as those are there now.
    fn serve_line<O: Observer>(&mut self, observer: &mut O) {
        // Whoever goes on may bring others to wait, so that the line is looked through anew each time.
        while let Some(index) = self.first_with_parts() {
            let item = self.stocks.line.remove(index);
            self.forget_need(item);
            let waited = (self.now - self.items[item as usize].since).ticks();
            self.set_aside(item, Some(waited), observer);
            self.dossiers[item as usize].gate = Gate::Parts;
            self.go_on(item, observer);
        }
    }

    fn first_with_parts(&mut self) -> Option<usize> {
        let program = self.program;
        let Stocks {
            states,
            line,
            spoken_for,
        } = &mut self.stocks;
        spoken_for.fill(false);
        for (index, &item) in line.iter().enumerate() {
            let needs = &program.places[self.items[item as usize].place as usize].gates.parts;
            let has_all = needs
                .iter()
                .all(|&(part, units)| !spoken_for[part as usize] && states[part as usize].there >= units);
            if has_all {
                return Some(index);
            }
            needs.iter().for_each(|&(part, _)| spoken_for[part as usize] = true);
            if spoken_for.iter().all(|spoken_for| *spoken_for) {
                return None;
            }
        }
        None
    }

    /// An item waits for its parts no longer.
    fn forget_need(&mut self, item: u32) {
        let program = self.program;
        self.dossiers[item as usize].bonds.stay = Stay::None;
        for &(part, units) in &program.places[self.items[item as usize].place as usize].gates.parts {
            let state = &mut self.stocks.states[part as usize];
            state.waiting -= 1;
            state.owed -= units;
        }
    }

    /// An item that waits for parts is taken away: those behind it may go on.
    pub(super) fn leave_parts_line<O: Observer>(&mut self, item: u32, observer: &mut O) {
        self.stocks.line.retain(|&other| other != item);
        self.forget_need(item);
        self.let_go(item, false, observer);
        self.serve_line(observer);
    }

    /// An item leaves a queue before anybody has started on it: what was set aside for it goes back on the shelf.
    pub(super) fn give_parts_back<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let from = std::mem::replace(&mut self.dossiers[item as usize].parts_from, NIL);
        if from == NIL {
            return;
        }
        let program = self.program;
        for &(part, units) in &program.places[from as usize].gates.parts {
            observer.supplied(self.now, part, -units, None);
            self.put_on_shelf(part, units, observer);
        }
        self.serve_line(observer);
    }
}
