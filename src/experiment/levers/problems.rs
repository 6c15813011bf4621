//! Levers of problem management: faults are looked for sooner, and the work of finding them comes first.

use super::Lever;
use super::text::{path, plain, quoted};
use crate::model::{DemandId, Model};
use crate::results::advice::Family;

pub(super) fn levers(model: &Model) -> Vec<Lever> {
    let sooner = model.faults.iter().filter_map(|fault| {
        let found = fault.found.filter(|found| found.after >= 2)?;
        let half = found.after.div_ceil(2);
        let name = format!(
            "{} is looked for after {half} items, not {}",
            plain(&fault.name),
            found.after
        );
        let change = format!("{}={half}", path(&["fault", &fault.name, "found", "after"]));
        Some(Lever::new(
            Family::ProblemsFed,
            super::people::capital(&name),
            vec![change],
        ))
    });
    let mut problems: Vec<DemandId> = model
        .faults
        .iter()
        .filter_map(|fault| Some(fault.found?.raises))
        .collect();
    problems.sort();
    problems.dedup();
    let first = problems.into_iter().filter_map(|id| first(model, id));
    sooner.chain(first).collect()
}

/// The work of finding faults before all else, where it is not already.
fn first(model: &Model, id: DemandId) -> Option<Lever> {
    let demand = &model.demands[id.index()];
    let priorities = &model.attributes[Model::PRIORITY.index()].values;
    let most_urgent = priorities.first().filter(|_| priorities.len() > 1)?;
    let (_, shares) = demand
        .mixes
        .iter()
        .find(|(attribute, _)| *attribute == Model::PRIORITY)?;
    let is_first = shares.iter().all(|(value, share)| value.index() == 0 || *share == 0.0);
    if is_first || demand.misjudged.is_some() {
        return None;
    }
    let name = format!("Work on each {} before all else", plain(&demand.name));
    let change = format!(
        "{}={{ {} = \"100%\" }}",
        path(&["demand", &demand.name, "priority"]),
        quoted(most_urgent)
    );
    Some(Lever::new(Family::ProblemsFed, name, vec![change]))
}
