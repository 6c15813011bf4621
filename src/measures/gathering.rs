//! Figures of steps at which items gather into batches or wait for departures.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::layout::{Layout, batch, train};
use crate::model::{Model, Step};

/// Makes the figures of all batches and trains, in the order of the model.
pub fn add(figures: &mut Figures<'_>, model: &Model, layout: &Layout, weeks: f64) {
    let named = |has: fn(&Step) -> bool| {
        let streams = model.streams.iter();
        let steps = streams.flat_map(|stream| stream.steps.iter().map(move |step| (stream, step)));
        steps
            .filter(move |(_, step)| has(step))
            .map(|(stream, step)| format!("{}.{}", stream.name, step.name))
    };
    for (number, name) in named(|step| step.batch.is_some()).enumerate() {
        let count = |of: usize| Sum::of([layout.batches + number * batch::SIZE + of], 1.0);
        let size = Form::Ratio(count(batch::ITEMS), count(batch::BATCHES));
        figures.add(label("batch size", &name, "mean", "items"), size, Better::Neither);
        let rate = Form::Rate(count(batch::BATCHES), weeks);
        figures.add(label("batches", &name, "per week", "batches"), rate, Better::Neither);
    }
    for (number, name) in named(|step| step.train.is_some()).enumerate() {
        let count = |of: usize| Sum::of([layout.trains + number * train::SIZE + of], 1.0);
        let aboard = Form::Ratio(count(train::ITEMS), count(train::DEPARTURES));
        figures.add(label("on a train", &name, "mean", "items"), aboard, Better::Neither);
        let behind = Form::Ratio(count(train::LEFT_BEHIND), count(train::DEPARTURES));
        figures.add(label("left behind", &name, "mean", "items"), behind, Better::Less);
    }
}

fn label<'l>(measure: &'l str, name: &'l str, statistic: &'l str, unit: &'l str) -> Label<'l> {
    Label {
        measure,
        by: "step",
        name,
        statistic,
        unit,
    }
}
