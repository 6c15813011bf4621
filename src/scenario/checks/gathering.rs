//! Batches can fill, and trains have room for what comes.

use super::super::fields::{ScenarioText, StepText};
use super::super::load;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Batch, Model, Stream, Train};
use crate::time::WEEK;

/// Limits that keep a batch from ever being large enough.
pub fn limits(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    for (stream, step, of, text) in steps(text, model) {
        let Some(batch) = &of.steps[step].batch else { continue };
        let Some(at) = text.batch.as_ref().map(|batch| &batch.place) else {
            continue;
        };
        let team = &model.teams[of.steps[step].team.index()];
        let limits = [
            (&of.steps[step].limit, "the limit of the step"),
            (&of.limit, "the limit of its stream"),
            (&team.limit, "the limit of its team"),
        ];
        let full = limits
            .into_iter()
            .filter_map(|(limit, whose)| Some(((*limit)?.items, whose)));
        if let Some((items, whose)) = full.min().filter(|(items, _)| *items < batch.at_least) {
            if batch.wait_at_most.is_some() {
                continue;
            }
            let fact = format!(
                "no batch of step `{}` in stream `{}` ever has the {} items that it takes",
                of.steps[step].name, model.streams[stream].name, batch.at_least
            );
            found.push(
                Diagnostic::error(fact)
                    .at(
                        at,
                        format!("{whose} lets {items} in at once, those that gather among them"),
                    )
                    .help("raise the limit, let fewer be enough, or say with `wait_at_most` how long to wait for more"),
            );
        }
    }
}

/// Every step with its stream's number and its own, and what is written of it.
fn steps<'t>(
    text: &'t ScenarioText,
    model: &'t Model,
) -> impl Iterator<Item = (usize, usize, &'t Stream, &'t StepText)> {
    let streams = text
        .stream
        .as_ref()
        .map_or(&[][..], |streams| streams.value.0.as_slice());
    let both = model.streams.iter().zip(streams).enumerate();
    both.flat_map(|(number, (stream, (_, text)))| {
        let steps = text.as_ref().and_then(|text| text.step.as_ref());
        let steps = steps.map_or(&[][..], |steps| steps.value.0.as_slice());
        let with = move |(step, text)| (number, step, stream, text);
        steps.iter().enumerate().take(stream.steps.len()).map(with)
    })
}

/// Batches that do not fill in the whole run, and trains that leave more and more behind.
pub fn rates(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    let visits = load::visits_per_week(model);
    let weeks = (model.run.warm_up + model.run.counted).ticks() as f64 / WEEK as f64;
    for (stream, step, of, text) in steps(text, model) {
        let per_week = visits[stream][step];
        let name = &of.steps[step].name;
        if let (Some(batch), Some(text)) = (&of.steps[step].batch, &text.batch) {
            let open = open_in(model, stream);
            report_thin(name, batch, per_week * weeks + open, &text.place, found);
        }
        if let (Some(train), Some(text)) = (&of.steps[step].train, &text.train) {
            report_full(name, train, per_week, weeks, &text.place, found);
        }
    }
}

/// Items of a stream that are open at the start.
fn open_in(model: &Model, stream: usize) -> f64 {
    let users = model.demands.iter().filter(|demand| demand.stream.index() == stream);
    users.map(load::open_at_start).sum()
}

fn report_thin(name: &str, batch: &Batch, come: f64, place: &Place, found: &mut Diagnostics) {
    if batch.wait_at_most.is_some() || come >= f64::from(batch.at_least) {
        return;
    }
    let fact = format!(
        "step `{name}` waits for {} items, and in the whole run about {come:.0} come",
        batch.at_least
    );
    found.push(
        Diagnostic::warning(fact)
            .at(place, "work on them may never begin")
            .help("let fewer be enough, or add `wait_at_most`, after which an item waits no longer for others"),
    );
}

fn report_full(name: &str, train: &Train, per_week: f64, weeks: f64, place: &Place, found: &mut Diagnostics) {
    let room = f64::from(train.at_most) * train.departures.len() as f64 / weeks;
    if train.at_most == u32::MAX || per_week <= room {
        return;
    }
    let fact = format!("the train of step `{name}` has room for {room:.1} items a week, and {per_week:.1} come");
    found.push(
        Diagnostic::warning(fact)
            .at(
                place,
                format!(
                    "{} at a time, {} times in the run",
                    train.at_most,
                    train.departures.len()
                ),
            )
            .note("what waits for it grows until the end of the run, so mean lead time depends on how long the run is")
            .help("let it leave more often, or raise `at_most`"),
    );
}
