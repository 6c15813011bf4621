//! What the auditor believes of suppliers, shelves and services: nothing, until it has added it up itself.

use std::collections::BTreeMap;

use flowcast::engine::Program;
use flowcast::model::{DemandId, Impact, Model};
use flowcast::observation::{Returned, Subject};
use flowcast::time::{HOUR, Instant};

/// A case from sending to return: who, when sent, when begun, when back.
struct Case {
    supplier: u32,
    sent: Instant,
    began: Instant,
    back: Instant,
}

/// A shelf as the auditor counts it.
#[derive(Clone, Copy, Default)]
struct Shelf {
    there: i64,
    used: i64,
    ordered: i64,
}

/// Suppliers, shelves and services of one replication.
pub struct Supply {
    cases: Vec<Case>,
    shelves: Vec<Shelf>,
    /// Since when items take a service down, by key, and the stretches in which they did.
    taking_down: BTreeMap<u64, Instant>,
    stretches: Vec<(Instant, Instant)>,
    faults: Vec<String>,
}

impl Supply {
    pub fn of(program: &Program) -> Supply {
        Supply {
            cases: Vec::new(),
            shelves: vec![Shelf::default(); program.stocks.len()],
            taking_down: BTreeMap::new(),
            stretches: Vec::new(),
            faults: Vec::new(),
        }
    }

    pub fn returned(&mut self, program: &Program, now: Instant, place: u32, returned: Returned) {
        let Some(case) = program.places[place as usize].gates.case else {
            self.faults
                .push(format!("a case comes back from place {place}, which has no supplier"));
            return;
        };
        let began = Instant(returned.sent.ticks() + returned.waited);
        if returned.waited < 0 || began > now {
            self.faults.push(format!("a case began at {began:?}: {returned:?}"));
        }
        self.cases.push(Case {
            supplier: case.supplier,
            sent: returned.sent,
            began,
            back: now,
        });
    }

    pub fn stocked(&mut self, part: u32, change: i64) {
        let shelf = &mut self.shelves[part as usize];
        shelf.there += change;
        if shelf.there < 0 {
            self.faults
                .push(format!("{} parts {part} are on the shelf", shelf.there));
        }
    }

    pub fn supplied(&mut self, part: u32, units: i64) {
        self.shelves[part as usize].used += units;
    }

    pub fn ordered(&mut self, part: u32, units: i64) {
        self.shelves[part as usize].ordered += units;
    }

    /// Whether the items of a class take a service down.
    fn takes_down(model: &Model, program: &Program, item: &Subject) -> bool {
        let demand = DemandId(program.classes[item.class as usize].demand);
        let Some(affects) = &model.demands[demand.index()].affects else {
            return false;
        };
        let values = program.values_of(model, item.class);
        let value_of = |attribute| {
            values
                .iter()
                .find(|(own, _)| *own == attribute)
                .map(|(_, value)| *value)
        };
        *affects.means.of(demand, value_of) == Impact::Down
    }

    pub fn comes(&mut self, model: &Model, program: &Program, now: Instant, item: &Subject) {
        if Supply::takes_down(model, program, item) {
            self.taking_down.insert(item.key, now);
        }
    }

    pub fn goes(&mut self, now: Instant, item: &Subject) {
        if let Some(from) = self.taking_down.remove(&item.key) {
            self.stretches.push((from, now));
        }
    }

    /// Hours from the start of the run in which an open item took the service down, in its hours.
    pub fn hours_down(&self, model: &Model, end: Instant) -> f64 {
        let still = self.taking_down.values().map(|from| (*from, end));
        let mut all: Vec<(Instant, Instant)> = self.stretches.iter().copied().chain(still).collect();
        all.sort();
        let calendar = &model.calendars[model.services[0].calendar.index()];
        let hours = calendar.timetable(&model.epoch, Instant::START, end);
        let (mut covered, mut ticks) = (Instant::START, 0);
        for (from, to) in all {
            ticks += hours.open_between(from.max(covered), to.max(covered)).ticks();
            covered = covered.max(to);
        }
        ticks as f64 / HOUR as f64
    }

    /// Everything that was wrong.
    pub fn close(&mut self, model: &Model, program: &Program) -> Vec<String> {
        for (number, (shelf, stock)) in self.shelves.iter().zip(&program.stocks).enumerate() {
            let delivered = shelf.there + shelf.used - stock.count;
            if delivered < 0 || delivered > shelf.ordered {
                self.faults
                    .push(format!("part {number}: {delivered} delivered of {}", shelf.ordered));
            }
        }
        for (number, supplier) in model.suppliers.iter().enumerate() {
            let mut cases: Vec<&Case> = self
                .cases
                .iter()
                .filter(|case| case.supplier as usize == number)
                .collect();
            cases.sort_by_key(|case| (case.began, case.sent));
            let in_turn = cases
                .windows(2)
                .all(|pair| pair[0].sent <= pair[1].sent || pair[0].began == pair[1].began);
            let most = supplier.at_once.map_or(usize::MAX, |most| most as usize);
            let crowded = cases.iter().any(|one| {
                let beside = cases
                    .iter()
                    .filter(|other| other.began <= one.began && one.began < other.back);
                beside.count() > most
            });
            if !in_turn || crowded {
                self.faults.push(format!(
                    "supplier {number}: in turn {in_turn}, too many at once {crowded}"
                ));
            }
        }
        std::mem::take(&mut self.faults)
    }
}
