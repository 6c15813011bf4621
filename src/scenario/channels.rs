//! What comes to people of what arrives, and of those who would call, expected before any run.

use super::load::combinations;
use crate::model::{Calls, Demand, DemandId, Model};
use crate::time::HOUR;

/// Which share of what arrives comes to people at once, and which comes back from a failed attempt of users to help themselves.
pub fn reaching_people(model: &Model, demand: &Demand, id: DemandId) -> (f64, f64) {
    let Some(of) = &demand.self_service else {
        return (1.0, 0.0);
    };
    // As much is known as at the start.
    let factor = |number: usize| model.knowledge[number].factor(model.knowledge[number].at_start);
    let known = of.learns_from.map_or(1.0, factor);
    let (mut direct, mut back) = (0.0, 0.0);
    for item in combinations(demand) {
        let value_of = |attribute| item.value_of(attribute);
        let tries = of.tries.of(id, value_of);
        direct += item.share * (1.0 - tries);
        back += item.share * tries * known * (1.0 - of.succeeds.of(id, value_of)) * of.comes_back;
    }
    (direct, back)
}

/// In an item that is open for so many hours, the hours for which people call about it: those after an announcement count in part.
pub fn calling_hours(calls: &Calls, open: f64) -> f64 {
    let Some(announced) = &calls.announced else { return open };
    let Some(after) = &announced.after else { return open };
    let before = (after.mean() / HOUR as f64).min(open);
    before + (open - before) * (1.0 - announced.stops)
}
