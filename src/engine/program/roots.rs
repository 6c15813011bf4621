//! Root causes: of which kinds they can be, by what raises what.

use std::collections::BTreeSet;

use super::causes::Roots;
use super::classes::may_select;
use crate::model::{DemandId, Kind, Model};

/// The kinds of root cause that items of each demand, and faults of each sort, can have.
pub(super) fn reachable_roots(model: &Model) -> Roots {
    let mut roots: Vec<BTreeSet<Kind>> = model
        .demands
        .iter()
        .map(|demand| {
            let looks = |audit: &crate::model::Audit| model.demands[audit.looking.index()].name == demand.name;
            let comes = demand.arrivals.is_some() || !demand.starting.is_empty() || model.audits.iter().any(looks);
            comes.then_some(demand.kind).into_iter().collect()
        })
        .collect();
    // Faults follow the demands. Those that no item left behind are failures themselves.
    let demands = model.demands.len();
    roots.extend(model.faults.iter().map(|_| BTreeSet::from([Kind::Failure])));
    loop {
        let mut grown = false;
        for (parent, demand) in model.demands.iter().enumerate() {
            let from_parent = roots[parent].clone();
            let calls = demand.calls.iter().map(|calls| calls.demand);
            let back = demand.self_service.iter().filter_map(|of| of.comes_back_as);
            for child in children(model, demand.stream.index())
                .chain(calls)
                .chain(back)
                .chain(demand.chased.iter().map(|chase| chase.demand))
                .chain(governed(model, parent))
                .map(DemandId::index)
                .chain(added(model, demand.stream.index()).map(|fault| demands + fault))
            {
                let before = roots[child].len();
                roots[child].extend(&from_parent);
                grown |= roots[child].len() > before;
            }
        }
        for (number, fault) in model.faults.iter().enumerate() {
            let from_fault = roots[demands + number].clone();
            for child in std::iter::once(fault.raises).chain(fault.found.map(|found| found.raises)) {
                let before = roots[child.index()].len();
                roots[child.index()].extend(&from_fault);
                grown |= roots[child.index()].len() > before;
            }
        }
        if !grown {
            break;
        }
    }
    // A demand that nothing brings about still has a ledger of its own.
    for (demand, roots) in model.demands.iter().zip(&mut roots) {
        if roots.is_empty() {
            roots.insert(demand.kind);
        }
    }
    let mut all: Vec<Vec<Kind>> = roots.into_iter().map(|set| set.into_iter().collect()).collect();
    let faults = all.split_off(demands);
    Roots { demands: all, faults }
}

/// The faults that failed items leave behind at the steps of a stream.
fn added(model: &Model, stream: usize) -> impl Iterator<Item = usize> {
    let failures = model.streams[stream]
        .steps
        .iter()
        .filter_map(|step| step.if_it_fails.as_ref());
    failures.filter_map(|failure| failure.adds.as_ref().map(|added| added.fault.index()))
}

fn children(model: &Model, stream: usize) -> impl Iterator<Item = DemandId> {
    model.streams[stream].steps.iter().flat_map(|step| {
        let asks = step
            .brings
            .and_then(|capability| model.capabilities[capability].asks.as_ref());
        let failures = step.if_it_fails.iter();
        step.raises
            .iter()
            .map(|raise| raise.demand)
            .chain(failures.filter_map(|failure| Some(failure.raises.as_ref()?.demand)))
            .chain(asks.map(|asks| asks.demand))
    })
}

/// What governance raises because of items of a demand: who is told of them, and what is corrected after they were looked at.
fn governed(model: &Model, parent: usize) -> impl Iterator<Item = DemandId> {
    let escalations = model.escalations.iter();
    let told = escalations.filter(move |escalation| may_select(&escalation.selector, parent));
    let audits = model.audits.iter().filter(move |audit| audit.looking.index() == parent);
    let told = told.filter_map(|escalation| escalation.raises);
    told.filter(move |told| told.index() != parent)
        .chain(audits.filter_map(|audit| audit.raises))
}
