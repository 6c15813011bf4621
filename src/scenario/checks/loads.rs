//! What is offered can be done, loops of raising die out, and the run is no nonsense.

use super::super::catalogue::Placed;
use super::super::fields::ScenarioText;
use super::super::load;
use super::super::nearest;
use super::super::phases::{self, Phase};
use super::super::pools::{self, Pool};
use super::super::values::Roster;
use super::super::workload::Workload;
use super::causes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Arrivals, Demand, DemandId, Model, TeamId};
use crate::time::WEEK;

/// The most items that one replication may expect.
const MOST_ITEMS: f64 = 20_000_000.0;
/// Above this share of capacity, queues are long and a little more work makes them much longer.
const TIGHT: f64 = 0.95;

/// Checks rates and loads.
pub fn all(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    let workload = Workload::new(model);
    if causes::endless(text, model, &workload.raising(), found) {
        return;
    }
    let rates = workload.items_per_week();
    let weeks = (model.run.warm_up + model.run.counted).ticks() as f64 / WEEK as f64;
    let open: f64 = model.demands.iter().map(load::open_at_start).sum();
    let items = rates.iter().sum::<f64>() * weeks + open;
    // What is no number, as from infinity times nothing, is too many.
    if items.is_nan() || items > MOST_ITEMS {
        let told = match items / 1e6 {
            millions if millions < 1e6 => format!("about {millions:.0} million items"),
            _ => "more than a million million items".to_owned(),
        };
        let fault = Diagnostic::error(format!("a replication would have {told}"));
        found.push(
            fault
                .note("at most 20 million can be simulated")
                .help("shorten `duration`, or lower the arrivals"),
        );
        return;
    }
    report_idle_demands(text, model, &rates, found);
    let loads = workload.offered();
    let pools = pools::pools(model, &loads);
    for pool in &pools {
        report_load(text, model, pool, found);
    }
    if phases::differ(model) {
        report_months((text, model), &workload, &pools, found);
    }
    check_warm_up(text, model, &pools, found);
}

/// Months in which teams are offered more than they can do, although they are not over the whole run.
fn report_months(
    (text, model): (&ScenarioText, &Model),
    workload: &Workload<'_>,
    whole: &[Pool],
    found: &mut Diagnostics,
) {
    let months: Vec<(String, Vec<Pool>)> = Phase::months(model)
        .iter()
        .map(|phase| (phase.month(model), pools::pools(model, &workload.offered_in(phase))))
        .collect();
    // A pool that is full over the whole run has been told, and so has everybody whose work is in it.
    let full: Vec<TeamId> = whole
        .iter()
        .filter(|pool| pool.ratio().is_none_or(|ratio| ratio > 1.0))
        .flat_map(|pool| pool.work.iter().copied())
        .collect();
    for index in 0..model.teams.len() {
        let team = TeamId::from(index);
        // Teams that are tight together are told once, at the first of them.
        let ratios = months.iter().filter_map(|(month, pools)| {
            let pool = pools.iter().find(|pool| pool.work.first() == Some(&team))?;
            Some((month, pool, pool.ratio()?))
        });
        let over: Vec<(&String, &Pool, f64)> = ratios.filter(|(_, _, ratio)| *ratio > 1.0).collect();
        let Some((worst, pool, ratio)) = over.iter().max_by(|a, b| a.2.total_cmp(&b.2)) else {
            continue;
        };
        if pool.work.iter().all(|team| full.contains(team)) {
            continue;
        }
        let fact = format!(
            "in {worst} {} offered {ratio:.2} times the work {}",
            subject(model, pool),
            can_do(pool)
        );
        let mut warning = Diagnostic::warning(fact);
        if let Some(people) = people_of(text, pool) {
            warning = warning.at(&people.place, "over the whole run they are enough");
        }
        let names = nearest::list(over.iter().map(|(month, _, _)| month.as_str()));
        let note = format!("months in which more is offered than can be done: {names}");
        found.push(
            warning
                .note(note)
                .help("its queue grows in those months and shrinks in the others"),
        );
    }
}

/// "team `desk` is", or "teams `desk` and `platform` are".
fn subject(model: &Model, pool: &Pool) -> String {
    let names = || pool.work.iter().map(|team| model.teams[team.index()].name.as_str());
    match pool.work.as_slice() {
        [team] => format!("team `{}` is", model.teams[team.index()].name),
        _ => format!("teams {} are", nearest::list(names())),
    }
}

fn can_do(pool: &Pool) -> &'static str {
    match (pool.is_shared(), pool.work.len()) {
        (false, _) => "it can do",
        (true, 1) => "it and those who help it can do",
        (true, _) => "they and those who help them can do",
    }
}

fn people_of<'t>(text: &'t ScenarioText, pool: &Pool) -> Option<&'t Placed<Roster>> {
    let teams = text.team.as_ref()?;
    let (_, team) = teams.value.0.get(pool.work.first()?.index())?;
    team.as_ref()?.people.as_ref()
}

/// A pilot finds a warm-up only where there is a steady state to warm up to.
fn check_warm_up(text: &ScenarioText, model: &Model, pools: &[Pool], found: &mut Diagnostics) {
    let warm_up = text.run.as_ref().and_then(|run| run.value.warm_up.as_ref());
    let Some(warm_up) = warm_up.filter(|_| model.run.automatic_warm_up) else {
        return;
    };
    let mut arrivals = model.demands.iter().filter_map(|demand| demand.arrivals.as_ref());
    let dated = arrivals.any(|arrivals| matches!(arrivals, Arrivals::At(_) | Arrivals::Recorded(_)));
    let full = pools
        .iter()
        .find(|pool| pool.offered >= pool.capacity && pool.offered > 0.0);
    let why = match full {
        Some(pool) => format!(
            "the queue of team `{}` grows for ever, so there is nothing that it settles to",
            model.teams[pool.work[0].index()].name
        ),
        None if dated => "work that arrives at dates has no steady state".to_owned(),
        None => return,
    };
    let fault = Diagnostic::error("no pilot can find this warm-up").at(&warm_up.place, why);
    found.push(fault.help("give it yourself, as in `warm_up = \"4 weeks\"`, or leave it out to count from the start"));
}

fn report_idle_demands(text: &ScenarioText, model: &Model, rates: &[f64], found: &mut Diagnostics) {
    let texts = text
        .demand
        .as_ref()
        .map_or(&[][..], |demands| demands.value.0.as_slice());
    let of_governance = |id: DemandId| {
        let reviews = model.reviews.iter().filter_map(|review| review.raises);
        let improvements = model.improvements.iter().map(|improvement| improvement.work);
        // How often audits raise what they correct is not known before a run.
        let audits = model.audits.iter().filter_map(|audit| audit.raises);
        // Nor how much is late.
        let chases = model.demands.iter().filter_map(|demand| demand.chased.as_ref());
        let chases = chases.map(|chase| chase.demand);
        let governance = reviews.chain(improvements).chain(audits);
        governance.chain(chases).any(|work| work == id)
    };
    for (index, ((demand, rate), (name, _))) in model.demands.iter().zip(rates).zip(texts).enumerate() {
        if *rate == 0.0 && load::open_at_start(demand) == 0.0 && !of_governance(index.into()) {
            let warning = Diagnostic::warning(format!("no item of demand `{}` ever comes", demand.name));
            found.push(warning.at(&name.place, "it has no arrivals, and nothing raises it"));
        }
    }
}

fn report_load(text: &ScenarioText, model: &Model, pool: &Pool, found: &mut Diagnostics) {
    let Some(ratio) = pool.ratio().filter(|ratio| *ratio > TIGHT) else {
        return;
    };
    // A fixed number of users wait for their items, and ask for no more meanwhile: nothing grows without end.
    let closed = |demand: &Demand| matches!(demand.arrivals, Some(Arrivals::Users { .. }));
    let asks = |demand: &&Demand| {
        let steps = &model.streams[demand.stream.index()].steps;
        steps.iter().any(|step| pool.work.contains(&step.team))
    };
    if model.demands.iter().filter(asks).any(closed) {
        return;
    }
    let (subject, can_do) = (subject(model, pool), can_do(pool));
    let fact = if ratio > 1.0 {
        format!("{subject} offered {ratio:.2} times the work {can_do}")
    } else {
        format!("{subject} offered {:.0} % of the work {can_do}", ratio * 100.0)
    };
    let mut warning = Diagnostic::warning(fact);
    if let Some(people) = people_of(text, pool) {
        let label = format!("{:.1} hours a week are asked of {:.1}", pool.offered, pool.capacity);
        warning = warning.at(&people.place, label);
    }
    if pool.is_shared() {
        let names = pool.people.iter().map(|team| model.teams[team.index()].name.as_str());
        warning = warning.note(format!(
            "people who may do this work are in the teams {}",
            nearest::list(names)
        ));
    }
    found.push(if ratio > 1.0 {
        warning
            .note("its queue grows until the end of the run, so mean lead time depends on how long the run is")
            .help("add a person, lower `effort`, or read the backlog growth instead")
    } else {
        warning.note("so near to its capacity, a little more work makes its queue much longer")
    });
}
