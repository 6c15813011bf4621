//! Increments: no item can release more than all of its value.

use super::super::fields::{ScenarioText, StepText};
use super::super::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Model, Step, StepId, Stream, Target};

/// Parts that add up to so much are no more than all of a value.
const ALL: f64 = 1.0 + 1e-9;

/// Checks every stream.
pub fn all(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    for (index, stream) in model.streams.iter().enumerate() {
        let Some((sum, path)) = most_released(stream).filter(|(sum, _)| *sum > ALL) else {
            continue;
        };
        let names = nearest::list(path.iter().map(|step| stream.steps[*step].name.as_str()));
        let mut fault = Diagnostic::error(format!(
            "items of stream `{}` can release {:.0} % of their value",
            stream.name,
            100.0 * sum
        ));
        let releases = path
            .iter()
            .filter_map(|step| step_text(text, index, *step)?.releases.as_ref());
        for part in releases {
            fault = fault.at(&part.place, "this part of it");
        }
        found.push(
            fault
                .note(format!("an item can pass {names} on its way"))
                .note("what is left of it is there when the item is done")
                .help("lower these parts until they add up to 100 % at most"),
        );
    }
}

fn step_text(text: &ScenarioText, stream: usize, step: usize) -> Option<&StepText> {
    let (_, stream) = text.stream.as_ref()?.value.0.get(stream)?;
    stream.as_ref()?.step.as_ref()?.value.0.get(step)
}

/// The most of its value that an item can release on one way through a stream, and the steps that do on it; none where no step
/// releases any. An item releases each part once, so steps of a loop count once. Which way leads where is taken from all of its ways,
/// whatever they depend on.
fn most_released(stream: &Stream) -> Option<(f64, Vec<usize>)> {
    let parts: Vec<(usize, f64)> = stream
        .steps
        .iter()
        .enumerate()
        .filter_map(|(number, step)| Some((number, step.releases?)))
        .collect();
    let onwards = onwards(stream);
    let reach: Vec<Vec<bool>> = parts.iter().map(|(step, _)| reached(&onwards, *step)).collect();
    let leads = |from: usize, to: usize| reach[from][parts[to].0];
    // Who can reach more of them comes first; those of a loop reach the same ones and count together.
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let count = |part: usize| (0..parts.len()).filter(|other| leads(part, *other)).count();
    order.sort_by_key(|part| count(*part));
    let mut best: Vec<(f64, Vec<usize>)> = vec![(0.0, Vec::new()); parts.len()];
    for &part in &order {
        let in_loop = |other: usize| other == part || (leads(part, other) && leads(other, part));
        let after = (0..parts.len()).filter(|other| leads(part, *other) && !in_loop(*other));
        let rest = after.map(|other| &best[other]).max_by(|a, b| a.0.total_cmp(&b.0));
        let (mut sum, steps) = rest.cloned().unwrap_or_default();
        let own: Vec<usize> = (0..parts.len()).filter(|other| in_loop(*other)).collect();
        sum += own.iter().map(|other| parts[*other].1).sum::<f64>();
        let own = own.into_iter().map(|other| parts[other].0);
        best[part] = (sum, own.chain(steps).collect());
    }
    best.into_iter().max_by(|a, b| a.0.total_cmp(&b.0))
}

/// The steps to which each step leads. Branches are taken one after the other, because an item goes all of them: where one ends or
/// joins, the next one begins.
fn onwards(stream: &Stream) -> Vec<Vec<usize>> {
    let mut onwards: Vec<Vec<usize>> = stream.steps.iter().map(|step| targets(step).collect()).collect();
    // Outer forks first, so that what belongs to an inner one is overwritten by it.
    let size = |start: StepId, join: StepId| stream.branch_steps(start, join).len();
    let mut forks: Vec<(usize, &crate::model::Fork)> = stream
        .steps
        .iter()
        .enumerate()
        .filter_map(|(number, step)| Some((number, step.fork.as_ref()?)))
        .collect();
    forks
        .sort_by_key(|(_, fork)| std::cmp::Reverse(fork.to.iter().map(|start| size(*start, fork.join)).sum::<usize>()));
    for (number, fork) in forks {
        onwards[number] = fork.to.first().map(|start| start.index()).into_iter().collect();
        let nexts = fork.to.iter().skip(1).chain([&fork.join]);
        for (start, next) in fork.to.iter().zip(nexts) {
            for step in stream.branch_steps(*start, fork.join) {
                let of = &stream.steps[step];
                let ends = of.targets().any(|target| match target {
                    Target::Done => true,
                    Target::Step(step) => step == fork.join,
                });
                if of.fork.is_none() && ends {
                    let stays = targets(of).filter(|target| *target != fork.join.index());
                    onwards[step] = stays.chain([next.index()]).collect();
                }
            }
        }
    }
    onwards
}

fn targets(step: &Step) -> impl Iterator<Item = usize> + '_ {
    step.targets().filter_map(|target| match target {
        Target::Step(step) => Some(step.index()),
        Target::Done => None,
    })
}

/// Which steps a step leads to, itself only where it is in a loop.
fn reached(onwards: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut reached = vec![false; onwards.len()];
    let mut open = onwards[from].clone();
    while let Some(step) = open.pop() {
        if !std::mem::replace(&mut reached[step], true) {
            open.extend(&onwards[step]);
        }
    }
    reached
}
