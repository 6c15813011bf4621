//! What was spent on the items of a scope, as weighted sums of counts.

use crate::engine::program::{NIL, Place, PlaceKind};
use crate::measures::figures::Sum;
use crate::measures::groups::cells_of_place;
use crate::measures::layout::{case, commitment, item, run, visit, worth as cells, worth_size};
use crate::measures::supply::Source;
use crate::model::{DemandId, Kind, Model, Step};
use crate::time::HOUR;

const HOURS_PER_TICK: f64 = 1.0 / HOUR as f64;

/// Which costs: of all items, of one demand, of one kind of root cause.
#[derive(Clone, Copy, PartialEq)]
pub enum Scope {
    All,
    Demand(usize),
    Root(Kind),
}

impl Scope {
    /// Whether it holds items of a demand with a root.
    fn holds(self, demand: u32, root: Kind) -> bool {
        match self {
            Scope::All => true,
            Scope::Demand(number) => number == demand as usize,
            Scope::Root(kind) => kind == root,
        }
    }
}

/// The roots of a place's demand that a scope holds, by number.
pub(super) fn roots(source: &Source<'_>, scope: Scope, demand: u32) -> Vec<usize> {
    let roots = source.program.demands[demand as usize].roots.iter().enumerate();
    roots
        .filter(|(_, root)| scope.holds(demand, **root))
        .map(|(number, _)| number)
        .collect()
}

/// A weighted sum over the visits of a scope.
pub(super) fn over_places(source: &Source<'_>, scope: Scope, number: usize, weight: impl Fn(&Place) -> f64) -> Sum {
    let mut sum = Sum::default();
    for (index, place) in source.program.places.iter().enumerate() {
        let weight = weight(place);
        if weight != 0.0 {
            let cells: Vec<usize> = cells_of_place(source.program, source.layout, index).collect();
            let held = roots(source, scope, place.demand)
                .into_iter()
                .map(|root| cells[root] + number);
            sum = sum.plus(Sum::of(held, weight));
        }
    }
    sum
}

/// The step of a place whose visits count as the step's own.
pub(super) fn step_of<'m>(model: &'m Model, place: &Place) -> Option<&'m Step> {
    match place.kind {
        PlaceKind::Step(step) if place.gates.detour_to == NIL => {
            model.steps_of(DemandId(place.demand)).get(step as usize)
        }
        _ => None,
    }
}

/// What hours of work cost, where every team involved states what one costs.
pub(super) fn work(source: &Source<'_>, scope: Scope) -> Option<Sum> {
    let teams = &source.model.teams;
    let silent = |place: &&Place| {
        teams
            .get(place.team as usize)
            .is_some_and(|team| team.hourly_cost.is_none())
    };
    let mut held = source
        .program
        .places
        .iter()
        .filter(|place| !roots(source, scope, place.demand).is_empty());
    if held.any(|place| silent(&place)) {
        return None;
    }
    let price = |place: &Place| {
        teams
            .get(place.team as usize)
            .and_then(|team| team.hourly_cost)
            .unwrap_or(0.0)
    };
    Some(over_places(source, scope, visit::WORK, |place| {
        price(place) * HOURS_PER_TICK
    }))
}

/// What is paid by visit.
pub(super) fn visits(source: &Source<'_>, scope: Scope) -> Sum {
    let price = |place: &Place| {
        step_of(source.model, place)
            .and_then(|step| step.cost_per_visit)
            .unwrap_or(0.0)
    };
    over_places(source, scope, visit::ENDED, price)
}

/// What runs that need nobody cost.
pub(super) fn runs(source: &Source<'_>, scope: Scope) -> Sum {
    let mut sum = Sum::default();
    for (place, cell) in source.program.places.iter().zip(&source.layout.runs) {
        let automation = step_of(source.model, place).and_then(|step| step.automation.as_ref());
        let price = automation.and_then(|automation| automation.cost_per_run);
        if let (Some(first), Some(price)) = (cell, price) {
            let roots = roots(source, scope, place.demand).into_iter();
            let cells = roots.map(|root| first + root * run::SIZE + run::RUNS);
            sum = sum.plus(Sum::of(cells, price));
        }
    }
    sum
}

/// What suppliers cost for cases that came back.
pub(super) fn fees(source: &Source<'_>, scope: Scope) -> Sum {
    let fee = |place: &Place| source.model.suppliers.get(place.gates.case?.supplier as usize)?.fee;
    over_places(source, scope, visit::ENDED, |place| fee(place).unwrap_or(0.0))
}

/// What spare parts cost: each when the visit ends that used it.
pub(super) fn spare_parts(source: &Source<'_>, scope: Scope) -> Sum {
    let model = source.model;
    let price = |place: &Place| -> f64 {
        let uses = step_of(model, place).map_or(&[][..], |step| step.uses.as_slice());
        let prices = uses
            .iter()
            .map(|(part, units)| f64::from(*units) * model.parts[part.index()].cost.unwrap_or(0.0));
        prices.sum()
    };
    over_places(source, scope, visit::ENDED, price)
}

/// What suppliers owe for cases that came back too late.
pub(super) fn supplier_penalties(source: &Source<'_>, scope: Scope) -> Sum {
    let mut sum = Sum::default();
    for (place, cell) in source.program.places.iter().zip(&source.layout.cases) {
        let (Some(cell), Some(case)) = (cell, place.gates.case) else {
            continue;
        };
        if let Some(penalty) = source.model.suppliers[case.supplier as usize].penalty {
            let cells = roots(source, scope, place.demand)
                .into_iter()
                .map(|root| cell + root * case::SIZE);
            let cells: Vec<usize> = cells.collect();
            let count = |number: usize| Sum::of(cells.iter().map(|cell| cell + number), penalty);
            sum = sum.plus(count(case::DUE)).minus(count(case::KEPT));
        }
    }
    sum
}

/// A weighted sum over the items of a scope.
pub fn items(source: &Source<'_>, scope: Scope, number: usize, weight: impl Fn(usize) -> f64) -> Sum {
    let mut sum = Sum::default();
    for (class, of) in source.program.classes.iter().enumerate() {
        let weight = weight(of.demand as usize);
        if weight != 0.0 {
            let first = source.layout.items[class];
            let cells = roots(source, scope, of.demand)
                .into_iter()
                .map(|root| first + root * item::SIZE + number);
            sum = sum.plus(Sum::of(cells, weight));
        }
    }
    sum
}

/// What missed deadlines cost.
pub(super) fn item_penalties(source: &Source<'_>, scope: Scope) -> Sum {
    let mut sum = Sum::default();
    for (class, of) in source.program.classes.iter().enumerate() {
        for (number, index) in of.commitments.iter().enumerate() {
            let promise = source.program.commitments[*index as usize].promise;
            if let Some(penalty) = source.model.promises[promise as usize].penalty_per_item {
                let missed = source.layout.worth[class] + cells::MISSED_FROM + number;
                let roots = roots(source, scope, of.demand).into_iter();
                sum = sum.plus(Sum::of(roots.map(|root| missed + root * worth_size(of)), penalty));
            }
        }
    }
    sum
}

/// What periods cost in which a target was missed.
pub(super) fn period_penalties(model: &Model, source: &Source<'_>) -> Sum {
    let mut sum = Sum::default();
    for (number, of) in source.program.commitments.iter().enumerate() {
        if let Some(penalty) = model.promises[of.promise as usize].penalty_per_period {
            let cell = source.layout.commitments + number * commitment::SIZE;
            let count = |number| Sum::of([cell + number], penalty);
            sum = sum.plus(count(commitment::PERIODS)).minus(count(commitment::MET));
        }
    }
    sum
}
