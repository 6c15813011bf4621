//! Knowledge: what was written, and what it saved.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::layout::knowledge;
use super::supply::Source;
use crate::results::{Estimate, KnowledgeResult};
use crate::time::HOUR;

const HOURS_PER_TICK: f64 = 1.0 / HOUR as f64;

/// Makes the figures of every knowledge, in the order of the scenario.
pub fn add(figures: &mut Figures<'_>, source: &Source<'_>) -> Vec<KnowledgeResult> {
    let all = source.model.knowledge.iter().enumerate();
    all.map(|(number, of)| of_one(figures, source, (number, &of.name)))
        .collect()
}

fn of_one(figures: &mut Figures<'_>, source: &Source<'_>, (number, name): (usize, &str)) -> KnowledgeResult {
    let cell = source.layout.knowledge + number * knowledge::SIZE;
    let mut add = |(measure, statistic, unit): (&str, &str, &str), form: Form, better: Better| -> Option<Estimate> {
        let label = Label {
            measure,
            by: "knowledge",
            name,
            statistic,
            unit,
        };
        figures.add(label, form, better)
    };
    let sum = |of: usize, weight: f64| Sum::of([cell + of], weight);
    let weekly = |of: usize, weight: f64| Form::Rate(sum(of, weight), source.weeks);
    KnowledgeResult {
        name: name.to_owned(),
        written_per_week: add(
            ("articles written", "per week", "articles"),
            weekly(knowledge::WRITTEN, 1.0),
            Better::Neither,
        ),
        at_end: add(
            ("articles up to date", "mean at end", "articles"),
            Form::Rate(sum(knowledge::AT_END, 1.0 / knowledge::PARTS), 1.0),
            Better::Neither,
        ),
        saved_per_week: add(
            ("effort saved by knowledge", "per week", "hours"),
            weekly(knowledge::SAVED, HOURS_PER_TICK),
            Better::More,
        ),
        writing_per_week: add(
            ("effort of writing", "per week", "hours"),
            weekly(knowledge::WRITING, HOURS_PER_TICK),
            Better::Less,
        ),
    }
}
