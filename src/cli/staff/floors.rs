//! What teams are offered, against the hours of their people.

use super::people::People;
use crate::experiment::Floor;
use crate::model::{Arrivals, AtShiftEnd, Model, Team};
use crate::scenario::load::{self, TeamLoad};
use crate::time::Instant;

/// Teams whose work has to fit into their hours, or their queues grow without end: those to which nobody else lends hours, whose
/// items neither give up nor are turned away, and whose work is the same from week to week.
pub fn floors(model: &Model, people: &[People]) -> Vec<Floor> {
    let dated = |demand: &crate::model::Demand| {
        matches!(
            demand.arrivals,
            Some(Arrivals::At(_) | Arrivals::Recorded(_) | Arrivals::Users { .. })
        )
    };
    let changes = !model.later.is_empty() || !model.switches.is_empty();
    if changes || model.demands.iter().any(dated) {
        return Vec::new();
    }
    let loads = load::offered_load(model);
    let each = loads
        .iter()
        .enumerate()
        .filter(|(index, _)| stands_alone(model, *index));
    each.filter_map(|(index, load)| floor(model, people, index, load))
        .collect()
}

fn stands_alone(model: &Model, index: usize) -> bool {
    let team = &model.teams[index];
    let lends = |other: &Team| other.also_works_for.iter().any(|to| to.index() == index);
    let pauses = team.at_shift_end.iter().all(|end| *end == AtShiftEnd::Pause);
    let bounded = model
        .streams
        .iter()
        .flat_map(|stream| &stream.steps)
        .any(|step| step.patience.is_some() || step.limit.is_some());
    let own = team.also_works_for.is_empty() && team.limit.is_none() && team.on_call.is_none();
    own && pauses && !bounded && !model.teams.iter().any(lends)
}

fn floor(model: &Model, people: &[People], index: usize, load: &TeamLoad) -> Option<Floor> {
    let slots: Vec<usize> = (0..people.len()).filter(|&slot| people[slot].team == index).collect();
    let decided: f64 = slots
        .iter()
        .map(|&slot| people[slot].present * f64::from(people[slot].today))
        .sum();
    // Who joins or leaves on a day is not decided on, and helps all the same.
    let others = load.capacity + load.boards - decided;
    let plain = model.teams[index]
        .shifts
        .iter()
        .all(|shift| shift.from == Instant::START && shift.until.is_none());
    (plain && !slots.is_empty() && load.offered > 0.0).then_some(Floor {
        slots,
        offered: load.offered + load.boards - others.max(0.0),
    })
}
