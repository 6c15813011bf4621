//! Offered load: how much work each team is asked to do in a standard week, before any run.
//!
//! Rates of demand follow from arrivals and from what items raise; visits to steps from each stream's routing, rework after
//! rejections included; hours from the mean efforts.

use std::collections::BTreeMap;

use super::chains::expected_visits;
use super::channels::{calling_hours, reaching_people};
use super::decisions;
use super::phases::Phase;
use super::raising::Raising;
use super::visits::{self, Journey, Runs, Way};
use super::workload::Workload;
use crate::model::{
    AttributeId, Demand, DemandId, DependentMix, Model, Noticed, Policy, Route, RouteKind, Starting, Step, TeamId,
    ValueId,
};
use crate::time::HOUR;

/// What a team is offered in a standard week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TeamLoad {
    /// The team.
    pub team: TeamId,
    /// Hours of work that are asked of it, a week; time on boards is left out.
    pub offered: f64,
    /// Hours it has, a week: on the roster, less absence, other duties and time on boards. Without people on call. Who is there
    /// for a part of the time counts for that part, and who is new by how fast they work.
    pub capacity: f64,
    /// Hours a week that its people are expected to sit on boards: the time to discuss what comes before them.
    pub boards: f64,
}

impl TeamLoad {
    /// Offered by capacity; none where it has no hours at all.
    pub fn ratio(&self) -> Option<f64> {
        (self.capacity > 0.0).then(|| self.offered / self.capacity)
    }
}

/// The values of an item's attributes, with their probability.
pub struct Combination {
    /// Probability among the items of the demand.
    pub share: f64,
    /// Value of each attribute that the demand has.
    pub values: Vec<(AttributeId, ValueId)>,
}

impl Combination {
    /// The value of an attribute.
    pub fn value_of(&self, attribute: AttributeId) -> Option<ValueId> {
        self.values
            .iter()
            .find(|(own, _)| *own == attribute)
            .map(|(_, value)| *value)
    }
}

/// Every combination of attribute values that an item of `demand` can have, by probability above 0.
pub fn combinations(demand: &Demand) -> Vec<Combination> {
    let mut all = vec![Combination {
        share: 1.0,
        values: Vec::new(),
    }];
    for (attribute, mix) in &demand.mixes {
        let depends = demand.dependent.iter().any(|mix| mix.attribute == *attribute);
        let extend = |before: &Combination| {
            let values = before.values.clone();
            let share = before.share;
            let possible = mix.iter().filter(|(_, part)| *part > 0.0);
            let with = move |(value, part): &(ValueId, f64)| {
                let mut values = values.clone();
                values.push((*attribute, *value));
                // What depends on another attribute is weighed when both are there.
                let part = if depends { 1.0 } else { *part };
                Combination {
                    share: share * part,
                    values,
                }
            };
            possible.map(with).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(extend).collect();
    }
    for mix in &demand.dependent {
        for combination in &mut all {
            combination.share *= share_given(demand, mix, combination);
        }
    }
    all.retain(|combination| combination.share > 0.0);
    all
}

/// The share of a combination's value of a dependent attribute, given its value of the other one.
fn share_given(demand: &Demand, mix: &DependentMix, combination: &Combination) -> f64 {
    let number = |attribute: AttributeId| {
        let (_, shares) = demand.mixes.iter().find(|(own, _)| *own == attribute)?;
        let value = combination.value_of(attribute)?;
        shares.iter().position(|(own, _)| *own == value)
    };
    let given = number(mix.by).zip(number(mix.attribute));
    given.map_or(0.0, |(row, column)| mix.shares[row][column])
}

/// What one item of a demand brings on average.
pub(super) struct PerItem {
    /// Hours of work, by team.
    pub hours: Vec<f64>,
    /// Hours on boards, by team.
    pub board: Vec<f64>,
    /// Items raised, by demand.
    pub raised: Vec<f64>,
    /// Of those, items that carry the same fault.
    pub passes_on: Vec<f64>,
    /// Faults that it leaves behind, by sort.
    pub adds: Vec<f64>,
    /// How often it removes the fault that it carries, if any.
    pub removes: f64,
    /// Hours of cases, by supplier.
    cases: Vec<f64>,
    /// Visits, by step of its stream.
    visits: Vec<f64>,
}

/// What one item of each demand brings.
pub(super) fn items(model: &Model) -> Vec<PerItem> {
    (0..model.demands.len())
        .map(|index| per_item(model, index.into()))
        .collect()
}

/// Offered load of every team over the whole run, in the order of the model. The model must have passed the reader's checks.
pub fn offered_load(model: &Model) -> Vec<TeamLoad> {
    Workload::new(model).offered()
}

/// Items a week of every demand, those raised by others included. The model must have passed the reader's checks.
pub fn items_per_week(model: &Model) -> Vec<f64> {
    Workload::new(model).items_per_week()
}

/// Hours of cases that each supplier is sent in a standard week.
pub fn supplier_hours(model: &Model) -> Vec<f64> {
    let items = items(model);
    let rates = weekly_rates(model, &items, &Phase::whole(model));
    let hours = |supplier: usize| {
        items
            .iter()
            .zip(&rates)
            .map(|(item, rate)| rate * item.cases[supplier])
            .sum()
    };
    (0..model.suppliers.len()).map(hours).collect()
}

/// Hours of work that the items that are open at the start still ask of each team, what they raise included.
pub fn starting_hours(model: &Model) -> Vec<f64> {
    let items = items(model);
    let matrix: Vec<Vec<f64>> = items.iter().map(|item| item.raised.clone()).collect();
    let open: Vec<f64> = model.demands.iter().map(open_at_start).collect();
    let all = expected_visits(&matrix, &open).unwrap_or(open);
    let hours = |team: usize| {
        items
            .iter()
            .zip(&all)
            .map(|(item, count)| item.hours[team] * count)
            .sum()
    };
    (0..model.teams.len()).map(hours).collect()
}

/// How many items of a demand are open at the start.
pub fn open_at_start(demand: &Demand) -> f64 {
    let count = |starting: &Starting| match starting {
        Starting::Drawn { count, .. } => f64::from(*count),
        Starting::Listed(items) => items.len() as f64,
    };
    demand.starting.iter().map(count).sum()
}

/// Items a week of every demand in a part of the run.
pub(super) fn weekly_rates(model: &Model, items: &[PerItem], phase: &Phase) -> Vec<f64> {
    let mut outside = vec![0.0; model.demands.len()];
    for (index, demand) in model.demands.iter().enumerate() {
        let arrivals = phase.per_week(model, demand);
        let (direct, back) = reaching_people(model, demand, index.into());
        outside[index] += arrivals * direct;
        let to = demand.self_service.as_ref().and_then(|of| of.comes_back_as);
        outside[to.map_or(index, |to| to.index())] += arrivals * back;
    }
    Raising::new(model, items).rates(outside)
}

/// The route that a policy gives an item.
pub fn route_of<'m>(
    model: &'m Model,
    policy: Option<&Policy>,
    demand: DemandId,
    item: &Combination,
) -> Option<&'m Route> {
    let rules = policy.map_or(&[][..], |policy| policy.rules.as_slice());
    let rule = rules
        .iter()
        .find(|(selector, _)| selector.selects(demand, |attribute| item.value_of(attribute)));
    rule.map(|(_, route)| &model.routes[route.index()])
}

fn per_item(model: &Model, id: DemandId) -> PerItem {
    let demand = &model.demands[id.index()];
    let stream = &model.streams[demand.stream.index()];
    let policy = model.policy.map(|policy| &model.policies[policy.index()]);
    let mut item = PerItem {
        hours: vec![0.0; model.teams.len()],
        board: vec![0.0; model.teams.len()],
        raised: vec![0.0; model.demands.len()],
        passes_on: vec![0.0; model.demands.len()],
        adds: vec![0.0; model.faults.len()],
        removes: 0.0,
        cases: vec![0.0; model.suppliers.len()],
        visits: vec![0.0; stream.steps.len()],
    };
    let mut solved: BTreeMap<_, Vec<f64>> = BTreeMap::new();
    // Hours for which it is open at least.
    let mut open = 0.0;
    for combination in combinations(demand) {
        let value_of = |attribute| combination.value_of(attribute);
        let entry = *demand.enters.of(id, value_of);
        let fails = *demand.fails.of(id, value_of);
        let route = route_of(model, policy, id, &combination);
        let ways: Vec<Vec<Way<'_>>> = stream
            .steps
            .iter()
            .map(|step| visits::ways(step, id, value_of))
            .collect();
        let taken: Vec<usize> = ways.iter().flatten().map(|way| way.number).collect();
        let runs: Vec<Runs> = stream.steps.iter().map(|step| Runs::of(step, id, value_of)).collect();
        let odds: Vec<[u64; 3]> = runs.iter().map(Runs::bits).collect();
        let taken = (taken, odds);
        let key = (entry.0, fails.to_bits(), route.map(|route| route.name.clone()), taken);
        let journey = Journey {
            stream,
            ways,
            runs: runs.clone(),
            route,
            routes: &model.routes,
            reopening: demand.reopening.as_ref(),
        };
        let visits = solved
            .entry(key)
            .or_insert_with(|| journey.visits(entry.index(), fails));
        for (index, step) in stream.steps.iter().enumerate() {
            let (good, bad) = (visits[2 * index], visits[2 * index + 1]);
            let runs = &runs[index];
            let concluded = combination.share * (good + bad) * runs.concluded();
            let times = combination.share * (good + bad) * runs.by_people();
            let effort = visits::effort_with_knowledge(model, step, step.effort.of(id, value_of).mean()) / HOUR as f64;
            open += times * effort;
            item.visits[index] += times;
            item.hours[step.team.index()] += times * f64::from(step.people) * effort_of_each(step, effort);
            if let Some(outsourced) = step.outsourced {
                item.cases[outsourced.supplier.index()] += times * effort;
            }
            add_misrouting(&mut item, step, times);
            for raise in &step.raises {
                item.raised[raise.demand.index()] += concluded * raise.share;
                item.passes_on[raise.demand.index()] += concluded * raise.share;
            }
            add_consequence(&mut item, step, combination.share * bad * runs.concluded());
            if let Some(asks) = step.brings.and_then(|brings| model.capabilities[brings].asks.as_ref()) {
                // Once about each item, and no more than come in the whole run.
                let expected = asks.expected_within(model.run.warm_up + model.run.counted);
                item.raised[asks.demand.index()] += concluded.min(combination.share) * expected;
            }
            if step.removes_fault {
                item.removes += combination.share * good * runs.concluded();
            }
            if step.approval {
                let (good, bad) = (good * runs.asking(), bad * runs.asking());
                let share = combination.share;
                add_decisions(&mut item, model, route, [share * good, share * bad]);
                add_governed(
                    &mut item,
                    model,
                    (id, &combination),
                    route.filter(|_| good + bad > 0.0),
                    [good, bad],
                );
            }
        }
    }
    if let Some(calls) = &demand.calls {
        // At least as many as come while it is worked on.
        item.raised[calls.demand.index()] +=
            (calls.per_hour * calling_hours(calls, open)).min(f64::from(calls.at_most));
    }
    item
}

/// What follows from items that fail.
fn add_consequence(item: &mut PerItem, step: &Step, fail: f64) {
    let Some(failure) = &step.if_it_fails else { return };
    if let Some(raised) = &failure.raises {
        item.raised[raised.demand.index()] += fail * raised.count.mean();
    }
    if let Some(added) = &failure.adds {
        item.adds[added.fault.index()] += fail * added.count.mean();
    }
}

/// Hours that each visit asks of every person: in a batch a part of what the whole takes, as if batches were as large as may be.
fn effort_of_each(step: &Step, effort: f64) -> f64 {
    let Some(batch) = &step.batch else { return effort };
    let own = batch.effort_each.as_ref().map_or(0.0, |each| each.mean() / HOUR as f64);
    let share = match batch.at_most {
        // Any number: the more wait, the less each takes.
        u32::MAX => 0.0,
        most => effort / f64::from(most),
    };
    share + own
}

/// Visits a week to every step of every stream, by all demands. The model must have passed the reader's checks.
pub fn visits_per_week(model: &Model) -> Vec<Vec<f64>> {
    let items = items(model);
    let rates = weekly_rates(model, &items, &Phase::whole(model));
    let mut visits: Vec<Vec<f64>> = model
        .streams
        .iter()
        .map(|stream| vec![0.0; stream.steps.len()])
        .collect();
    for ((demand, item), rate) in model.demands.iter().zip(&items).zip(rates) {
        let steps = visits[demand.stream.index()].iter_mut().zip(&item.visits);
        steps.for_each(|(sum, visits)| *sum += rate * visits);
    }
    visits
}

/// What wrong teams do until they notice.
fn add_misrouting(item: &mut PerItem, step: &Step, times: f64) {
    let Some(misrouting) = &step.misrouting else { return };
    if let Noticed::Effort(effort) = &misrouting.noticed {
        for (team, share) in &misrouting.to {
            item.hours[team.index()] += times * misrouting.share * share * effort.mean() / HOUR as f64;
        }
    }
}

/// What those do who decide: about items that would not fail, and those that would.
fn add_decisions(item: &mut PerItem, model: &Model, route: Option<&Route>, times: [f64; 2]) {
    let Some(route) = route else { return };
    for (times, bad) in times.into_iter().zip([false, true]) {
        for (asked, share) in decisions::asked(&model.routes, route, bad) {
            let times = times * share;
            match &asked.kind {
                RouteKind::Review(review) => {
                    let people = f64::from(review.people);
                    item.hours[review.team.index()] += times * people * review.effort.mean() / HOUR as f64;
                }
                RouteKind::Board(board) => {
                    let people = f64::from(board.people);
                    item.board[board.team.index()] += times * people * board.discussion.mean() / HOUR as f64;
                }
                _ => {}
            }
        }
    }
}

/// What audits look at: a sample of what was approved. Those with a most count in full, so this may be more than they do.
fn add_governed(
    item: &mut PerItem,
    model: &Model,
    (id, combination): (DemandId, &Combination),
    route: Option<&Route>,
    visits: [f64; 2],
) {
    let Some(route) = route else { return };
    let approved = |(visits, bad)| visits * (1.0 - decisions::outcome(&model.routes, route, bad).turned_down());
    let cases: f64 = visits.into_iter().zip([false, true]).map(approved).sum();
    for audit in model.audits.iter().filter(|audit| audit.at_most == u32::MAX) {
        if audit.selector.selects(id, |attribute| combination.value_of(attribute)) {
            item.raised[audit.looking.index()] += combination.share * cases * audit.sample;
        }
    }
}
