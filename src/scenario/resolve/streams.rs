//! Streams and their steps.

use super::names::Names;
use super::{World, automation, causes, entries, steps, supply};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Exception, Fork, Selector, StepId, Stream, Target};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{BranchText, DemandText, StepText, StreamText};
use crate::scenario::values::{Next, Ways};

/// The most steps of a stream.
const MOST_STEPS: usize = 64;

/// The names of a stream's steps, in order.
pub fn step_names(stream: Option<&StreamText>) -> Vec<&Placed<String>> {
    let steps = stream.and_then(|stream| stream.step.as_ref());
    steps.map_or_else(Vec::new, |steps| {
        steps.value.0.iter().filter_map(|step| step.name.as_ref()).collect()
    })
}

/// One stream.
pub fn stream(world: &World<'_>, name: &Placed<String>, text: Option<&StreamText>, faults: &mut Diagnostics) -> Stream {
    let mut stream = Stream {
        name: name.value.clone(),
        steps: Vec::new(),
        limit: text.and_then(|text| text.wip.as_ref()).map(|wip| wip.value.0),
    };
    let Some(steps) = text.and_then(|text| text.step.as_ref()) else {
        return stream;
    };
    if steps.value.0.is_empty() || steps.value.0.len() > MOST_STEPS {
        let fact = format!("stream `{}` has {} steps", name.value, steps.value.0.len());
        faults.push(Diagnostic::error(fact).at(&name.place, "a stream has between 1 and 64 steps"));
    }
    let names = step_names(text);
    report_twins(name, &names, faults);
    let audience: Vec<&DemandText> = entries(&world.text.demand)
        .iter()
        .filter_map(|(_, demand)| demand.as_ref())
        .filter(|demand| demand.stream.as_ref().is_some_and(|stream| stream.value == name.value))
        .collect();
    for (index, text) in steps.value.0.iter().enumerate() {
        let following = if index + 1 < steps.value.0.len() {
            Target::Step(StepId::from(index + 1))
        } else {
            Target::Done
        };
        let mut step = steps::step(world, text, &audience, &names, faults);
        (step.exceptions, step.next) = next(text, &names, following, faults, world);
        if let Some(outsourced) = step.outsourced {
            let steps = Names::new("step", "steps", names.iter().copied());
            step.outsourced = Some(supply::outsourced(outsourced, text, &steps, faults));
        }
        if let Some(failure) = &mut step.if_it_fails {
            failure.back_out = causes::back_out(text, &names, faults);
        }
        if let Some(branch) = &text.branch {
            step.fork = fork(text, &branch.value, &names, faults);
            step.next = step.fork.iter().map(|fork| (Target::Step(fork.join), 1.0)).collect();
        }
        stream.steps.push(step);
    }
    automation::report_fallbacks(&steps.value.0, &stream.steps, faults);
    stream
}

fn report_twins(stream: &Placed<String>, names: &[&Placed<String>], faults: &mut Diagnostics) {
    for (index, name) in names.iter().enumerate() {
        if name.value == "done" {
            let fault =
                Diagnostic::error("a step cannot be named `done`").at(&name.place, "`done` is where an item ends");
            faults.push(fault);
        }
        if let Some(first) = names[..index].iter().find(|first| first.value == name.value) {
            let fault = Diagnostic::error(format!(
                "stream `{}` has two steps named `{}`",
                stream.value, name.value
            ));
            faults.push(
                fault
                    .at(&name.place, "this name is taken")
                    .at(&first.place, "by this step"),
            );
        }
    }
}

/// Where an item splits and joins. That the branches keep apart is checked when the whole stream is known.
fn fork(text: &StepText, branch: &BranchText, names: &[&Placed<String>], faults: &mut Diagnostics) -> Option<Fork> {
    let name = text.name.as_ref().map_or("", |name| name.value.as_str());
    for (key, place) in [
        ("next", text.next.as_ref().map(|next| &next.place)),
        (
            "approval",
            text.approval
                .as_ref()
                .filter(|approval| approval.value)
                .map(|approval| &approval.place),
        ),
    ] {
        if let Some(place) = place {
            let fault = Diagnostic::error(format!("step `{name}` says both `branch` and `{key}`"));
            faults.push(fault.at(
                place,
                "its branches go where `to` says, and the item then where `join` says",
            ));
        }
    }
    let steps = Names::new("step", "steps", names.iter().copied());
    let to: Vec<Option<usize>> = branch
        .to
        .iter()
        .flat_map(|to| &to.value)
        .map(|name| steps.find(name, faults))
        .collect();
    let join = steps.find(branch.join.as_ref()?, faults)?;
    let to: Vec<StepId> = to
        .into_iter()
        .collect::<Option<Vec<usize>>>()?
        .into_iter()
        .map(StepId::from)
        .collect();
    if to.len() < 2 {
        let place = branch.to.as_ref().map_or(&branch.place, |to| &to.place);
        faults.push(
            Diagnostic::error(format!("step `{name}` does not branch")).at(place, "two branches or more are needed"),
        );
        return None;
    }
    let needed = branch.first.as_ref().map_or(to.len(), |first| first.value.0 as usize);
    if let Some(first) = branch.first.as_ref().filter(|_| !(1..=to.len()).contains(&needed)) {
        let fault = Diagnostic::error(format!(
            "step `{name}` has {} branches and needs {needed} of them",
            to.len()
        ));
        faults.push(fault.at(&first.place, format!("a number from 1 to {}", to.len())));
        return None;
    }
    Some(Fork {
        needed: needed as u32,
        to,
        join: StepId::from(join),
    })
}

/// Where items go after a step: the exceptions in order, and what holds for all others.
fn next(
    text: &StepText,
    names: &[&Placed<String>],
    following: Target,
    faults: &mut Diagnostics,
    world: &World<'_>,
) -> (Vec<Exception>, Vec<(Target, f64)>) {
    let rules = match text.next.as_ref().map(|next| &next.value) {
        None => return (Vec::new(), vec![(following, 1.0)]),
        Some(Next::Always(ways)) => return (Vec::new(), shares(ways, names, faults)),
        Some(Next::FirstOf(rules)) => rules,
    };
    let mut exceptions = Vec::new();
    for (number, rule) in rules.iter().enumerate() {
        let ways = rule
            .to
            .as_ref()
            .map_or(Vec::new(), |ways| shares(&ways.value, names, faults));
        let from_visit = rule.from_visit.as_ref().map_or(1, |count| count.value.0);
        let selector = rule
            .when
            .as_ref()
            .map(|when| world.selector(&when.value, faults))
            .unwrap_or_default();
        let for_all = from_visit <= 1 && selector == Selector::default();
        if for_all {
            if let Some(never) = rules.get(number + 1) {
                let fault = Diagnostic::error("this way is never taken");
                faults.push(
                    fault
                        .at(&never.place, "the one before it holds for all items")
                        .help("put what holds for all at the end"),
                );
            }
            return (exceptions, ways);
        }
        exceptions.push(Exception {
            selector,
            from_visit,
            next: ways,
        });
    }
    (exceptions, vec![(following, 1.0)])
}

fn shares(ways: &Ways, names: &[&Placed<String>], faults: &mut Diagnostics) -> Vec<(Target, f64)> {
    let steps = Names::new("step", "steps", names.iter().copied());
    let target = |name: &Placed<String>, faults: &mut Diagnostics| match name.value.as_str() {
        "done" => Some(Target::Done),
        _ => steps.find(name, faults).map(|index| Target::Step(StepId::from(index))),
    };
    let shares = ways.0.iter().filter(|(_, share)| *share > 0.0);
    shares
        .filter_map(|(name, share)| Some((target(name, faults)?, *share)))
        .collect()
}
