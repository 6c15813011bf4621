//! Suppliers and spare parts, compiled.

use super::commitments::{Due, due_of};
use super::gates::Source;
use crate::engine::sampler::Sampler;
use crate::engine::streams::name_hash;
use crate::model::{Model, Timetable};
use crate::time::Instant;

/// A supplier.
#[derive(Clone, Debug)]
pub struct SupplierProgram {
    /// How many cases it works on at once; [`u32::MAX`] where any number fits.
    pub at_once: u32,
    /// When a case is to be back that is sent at an instant, where that is promised.
    pub due: Option<Due>,
}

/// A step that a supplier does.
#[derive(Clone, Copy, Debug)]
pub struct CaseProgram {
    /// The supplier, as an index into the program's.
    pub supplier: u32,
    /// Probability that a case comes back unsolved.
    pub unsolved: f64,
    /// The place where it goes then.
    pub unsolved_to: u32,
}

/// Spare parts of one sort.
#[derive(Clone, Debug)]
pub struct StockProgram {
    /// How many are there at the start.
    pub count: i64,
    /// More are ordered when no more than these are there or on order, less those that items wait for.
    pub reorder_at: i64,
    /// How many an order brings.
    pub order: i64,
    /// How long an order is on its way.
    pub takes: Sampler,
    /// The hours in which it is.
    pub clock: Timetable,
    /// Hash of the name: the key of its luck.
    pub hash: u64,
}

pub(super) fn suppliers(model: &Model) -> Vec<SupplierProgram> {
    let supplier = |of: &crate::model::Supplier| SupplierProgram {
        at_once: of.at_once.unwrap_or(u32::MAX),
        due: of.promise.map(|deadline| due_of(model, of.calendar, deadline)),
    };
    model.suppliers.iter().map(supplier).collect()
}

pub(super) fn stocks(model: &Model) -> Vec<StockProgram> {
    let stock = |of: &crate::model::SparePart| StockProgram {
        count: i64::from(of.count),
        reorder_at: i64::from(of.reorder_at),
        order: i64::from(of.order),
        takes: Sampler::new(&of.takes),
        clock: model.calendars[of.calendar.index()].timetable(&model.epoch, Instant::START, model.run.window_end()),
        hash: name_hash(&format!("part.{}", of.name)),
    };
    model.parts.iter().map(stock).collect()
}

pub(super) fn case(of: &Source<'_>) -> Option<CaseProgram> {
    let outsourced = of.step.outsourced.as_ref()?;
    let unsolved_to = outsourced.if_unsolved.unwrap_or(of.number);
    Some(CaseProgram {
        supplier: outsourced.supplier.0,
        unsolved: outsourced.returned_unsolved,
        unsolved_to: of.layout.place_of_step(of.demand, unsolved_to),
    })
}
