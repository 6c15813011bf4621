//! Every step is reached, and every item can come to an end.

use super::super::fields::{ScenarioText, StepText};
use super::super::nearest;
use super::super::resolve::Soundness;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Model, Stream, StreamId, Target};

/// Checks the flow of each sound stream.
pub fn streams(text: &ScenarioText, model: &Model, soundness: &Soundness, found: &mut Diagnostics) {
    for (index, stream) in model.streams.iter().enumerate() {
        let id = StreamId::from(index);
        let users: Vec<usize> = (0..model.demands.len())
            .filter(|demand| model.demands[*demand].stream == id)
            .collect();
        let sound = soundness.streams[index] && users.iter().all(|demand| soundness.demands[*demand]);
        let Some((name, Some(stream_text))) = text.stream.as_ref().and_then(|streams| streams.value.0.get(index))
        else {
            continue;
        };
        if !sound || stream.steps.is_empty() {
            continue;
        }
        if users.is_empty() {
            let warning = Diagnostic::warning(format!("no demand flows through stream `{}`", stream.name));
            found.push(warning.at(&name.place, "its steps are never reached"));
            continue;
        }
        let steps = stream_text
            .step
            .as_ref()
            .map_or(&[][..], |steps| steps.value.0.as_slice());
        let reached = reach(stream, entries(model, &users));
        report_unreached(stream, steps, &reached, found);
        report_endless(stream, steps, &reached, &name.place, found);
    }
}

/// The steps at which items of these demands enter.
fn entries(model: &Model, users: &[usize]) -> Vec<usize> {
    let choices = users.iter().map(|demand| &model.demands[*demand].enters);
    let reopened = users
        .iter()
        .filter_map(|demand| model.demands[*demand].reopening.as_ref());
    let reopened = reopened.map(|reopening| reopening.to.index());
    choices
        .flat_map(|enters| {
            enters
                .cases
                .iter()
                .map(|(_, step)| step.index())
                .chain([enters.otherwise.index()])
        })
        .chain(reopened)
        .collect()
}

fn reach(stream: &Stream, mut open: Vec<usize>) -> Vec<bool> {
    let mut reached = vec![false; stream.steps.len()];
    while let Some(step) = open.pop() {
        if reached.get(step) != Some(&false) {
            continue;
        }
        reached[step] = true;
        open.extend(stream.steps[step].targets().filter_map(|target| match target {
            Target::Step(step) => Some(step.index()),
            Target::Done => None,
        }));
        let branches = stream.steps[step].fork.iter().flat_map(|fork| &fork.to);
        open.extend(branches.map(|step| step.index()));
    }
    reached
}

/// Which steps lead to the end.
fn ends(stream: &Stream) -> Vec<bool> {
    let mut ends = vec![false; stream.steps.len()];
    loop {
        let leads = |step: &crate::model::Step| {
            step.targets().any(|target| match target {
                Target::Done => true,
                Target::Step(step) => ends[step.index()],
            })
        };
        let now: Vec<bool> = stream.steps.iter().map(leads).collect();
        if now == ends {
            return ends;
        }
        ends = now;
    }
}

fn place(steps: &[StepText], index: usize) -> Option<&Place> {
    steps
        .get(index)
        .and_then(|step| step.name.as_ref())
        .map(|name| &name.place)
}

fn report_unreached(stream: &Stream, steps: &[StepText], reached: &[bool], found: &mut Diagnostics) {
    for index in (0..reached.len()).filter(|index| !reached[*index]) {
        let fault = Diagnostic::error(format!(
            "no item ever reaches step `{}` of stream `{}`",
            stream.steps[index].name, stream.name
        ));
        let fault = match place(steps, index) {
            Some(place) => fault.at(place, "no step leads here, and nothing enters here"),
            None => fault,
        };
        found.push(fault.help("name it in the `next` of a step before it, or take it out"));
    }
}

fn report_endless(stream: &Stream, steps: &[StepText], reached: &[bool], name: &Place, found: &mut Diagnostics) {
    let ends = ends(stream);
    let stuck: Vec<usize> = (0..ends.len())
        .filter(|index| reached[*index] && !ends[*index])
        .collect();
    let Some(first) = stuck.first() else { return };
    let fault = if (0..ends.len()).any(|index| reached[index] && ends[index]) {
        let names = nearest::list(stuck.iter().map(|index| stream.steps[*index].name.as_str()));
        let fault = Diagnostic::error(format!(
            "items that reach {names} of stream `{}` never end",
            stream.name
        ));
        match place(steps, *first) {
            Some(place) => fault.at(place, "this loop has no exit"),
            None => fault,
        }
    } else {
        Diagnostic::error(format!("stream `{}` has no way to the end", stream.name)).at(name, "no step leads to `done`")
    };
    found.push(fault.help("let a step lead to `done`, as in `next = { done = \"80%\", fix = \"rest\" }`"));
}
