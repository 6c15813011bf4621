//! Items that wait for each other: branches keep apart and join, nobody waits for ever, nothing is withdrawn from a board.

use super::super::fields::{ScenarioText, StepText};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{DemandId, Model, Step, Stream, Target, WhenFull};

/// Checks them all.
pub fn all(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    for index in 0..model.streams.len() {
        branches(text, model, index, found);
        limited_waits(text, model, index, found);
    }
    calls(text, model, found);
    holding(text, model, found);
    children(text, model, found);
}

fn step_text(text: &ScenarioText, stream: usize, step: usize) -> Option<&StepText> {
    let (_, stream) = text.stream.as_ref()?.value.0.get(stream)?;
    stream.as_ref()?.step.as_ref()?.value.0.get(step)
}

/// Where a fault about a step is shown: at its name.
fn place(text: &ScenarioText, stream: usize, step: usize) -> Option<&Place> {
    step_text(text, stream, step)?.name.as_ref().map(|name| &name.place)
}

fn branches(text: &ScenarioText, model: &Model, index: usize, found: &mut Diagnostics) {
    let stream = &model.streams[index];
    for (number, step) in stream.steps.iter().enumerate() {
        let Some(fork) = &step.fork else { continue };
        let mut owner = vec![None; stream.steps.len()];
        for (branch, start) in fork.to.iter().enumerate() {
            let steps = stream.branch_steps(*start, fork.join);
            if steps.is_empty() || !joins(stream, &steps, fork.join.index()) {
                let fact = format!(
                    "the branch from `{}` never joins at `{}`",
                    stream.steps[start.index()].name,
                    stream.steps[fork.join.index()].name
                );
                tell(
                    text,
                    index,
                    number,
                    fact,
                    "this step branches",
                    "lead the branch to the step named in `join`",
                    found,
                );
            }
            for inside in steps {
                if let Some(other) = owner[inside].replace(branch).filter(|other| *other != branch) {
                    let fact = format!(
                        "step `{}` is on the way of two branches of `{}`, from `{}` and from `{}`",
                        stream.steps[inside].name,
                        step.name,
                        stream.steps[fork.to[other].index()].name,
                        stream.steps[start.index()].name
                    );
                    tell(
                        text,
                        index,
                        number,
                        fact,
                        "this step branches",
                        "give each branch steps of its own",
                        found,
                    );
                }
                if stream.steps[inside].approval && (fork.needed as usize) < fork.to.len() {
                    let fact = format!(
                        "step `{}` asks for approval, and may be withdrawn",
                        stream.steps[inside].name
                    );
                    let help = "leave out `first`, or ask for approval after the branches have joined";
                    tell(
                        text,
                        index,
                        number,
                        fact,
                        "`first` withdraws the other branches",
                        help,
                        found,
                    );
                }
            }
        }
    }
}

fn joins(stream: &Stream, steps: &[usize], join: usize) -> bool {
    let leads = |target: &(Target, f64)| matches!(target.0, Target::Step(step) if step.index() == join);
    steps.iter().any(|step| stream.steps[*step].next.iter().any(leads))
}

fn tell(
    text: &ScenarioText,
    stream: usize,
    step: usize,
    fact: String,
    label: &str,
    help: &str,
    found: &mut Diagnostics,
) {
    let fault = Diagnostic::error(fact);
    let fault = match place(text, stream, step) {
        Some(place) => fault.at(place, label),
        None => fault,
    };
    found.push(fault.help(help));
}

/// A wait needs nobody, and has room for everybody.
fn limited_waits(text: &ScenarioText, model: &Model, index: usize, found: &mut Diagnostics) {
    for (number, step) in model.streams[index].steps.iter().enumerate() {
        if step.wait.is_some() && step.limit.is_some() {
            let fact = format!("step `{}` is a wait and has a limit", step.name);
            let help = "limit the step before it, or the stream";
            tell(
                text,
                index,
                number,
                fact,
                "any number of items can wait here",
                help,
                found,
            );
        }
    }
}

/// Calls that end with what they are about are never before a board.
fn calls(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    for calls in model.demands.iter().filter_map(|demand| demand.calls.as_ref()) {
        let stream = model.demands[calls.demand.index()].stream.index();
        let asks = model.streams[stream].steps.iter().position(|step| step.approval);
        if let Some(step) = asks.filter(|_| calls.closes) {
            let fact = format!(
                "items of demand `{}` end with what they are about, and ask for approval",
                model.demands[calls.demand.index()].name
            );
            let help = "let them go through a stream without approval, or write `closes = false`";
            tell(text, stream, step, fact, "this step asks for approval", help, found);
        }
    }
}

/// Whether people who do `from` may be kept because `to` is full.
fn keeps(model: &Model, stream: &Stream, from: &Step, to: &Step) -> bool {
    let limits = [
        to.limit,
        model.teams[to.team.index()].limit.filter(|_| to.team != from.team),
    ];
    let moves = from
        .next
        .iter()
        .any(|(target, _)| matches!(target, Target::Step(step) if stream.steps[step.index()].name == to.name));
    let works = from.wait.is_none() && to.wait.is_none();
    moves && works && limits.iter().flatten().any(|limit| limit.when_full == WhenFull::Hold)
}

/// People who are kept until others have worked, who may be kept until the first have.
fn holding(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    let teams = model.teams.len();
    let mut waits = vec![vec![false; teams]; teams];
    for stream in &model.streams {
        for (from, to) in stream
            .steps
            .iter()
            .flat_map(|from| stream.steps.iter().map(move |to| (from, to)))
        {
            waits[from.team.index()][to.team.index()] |= keeps(model, stream, from, to);
        }
    }
    for through in 0..teams {
        for from in 0..teams {
            for to in 0..teams {
                waits[from][to] |= waits[from][through] && waits[through][to];
            }
        }
    }
    for team in (0..teams).filter(|team| waits[*team][*team]) {
        let fact = format!(
            "people of team `{}` may be kept waiting for each other for ever",
            model.teams[team].name
        );
        let mut warning = Diagnostic::warning(fact);
        if let Some((name, _)) = text.team.as_ref().and_then(|teams| teams.value.0.get(team)) {
            warning = warning.at(
                &name.place,
                "they keep what they have done until others of them have worked",
            );
        }
        found.push(
            warning
                .note("`when_full = \"holding\"` keeps people until the next step has room")
                .help("write `when_full = \"blocking\"`, which keeps the place and frees the people"),
        );
    }
}

/// A parent keeps its place in the stream while its child waits for one there.
fn children(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    for (index, stream) in model
        .streams
        .iter()
        .enumerate()
        .filter(|(_, stream)| stream.limit.is_some())
    {
        for (number, step) in stream.steps.iter().enumerate() {
            let same = |demand: DemandId| model.demands[demand.index()].stream.index() == index;
            if step.raises.iter().any(|raise| raise.waited_for && same(raise.demand)) {
                let fact = format!("step `{}` waits for items of its own limited stream", step.name);
                let mut warning = Diagnostic::warning(fact);
                if let Some(place) = place(text, index, number) {
                    warning = warning.at(place, "each keeps its place in the stream until its child has had one");
                }
                found.push(
                    warning
                        .note("when all places are kept by items that wait, nothing moves any more")
                        .help("let the children go through a stream of their own"),
                );
            }
        }
    }
}
