//! Opportunities: when their value comes, how much of it, and in which week.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::layout::{item, venture};
use super::price::earnings::Worth;
use super::price::spending::{Scope, items};
use super::supply::Source;
use super::worth::{Price, price};
use crate::engine::Program;
use crate::model::{Kind, Model};
use crate::results::{OpportunityResult, WeekOfValue};
use crate::time::{HOUR, Span, WEEK};

/// What the items of each class are worth; nothing where no demand is an opportunity or releases its value in increments.
pub fn prices(model: &Model, program: &Program) -> Vec<Price> {
    let increments = program.demands.iter().any(|demand| !demand.increments.is_empty());
    if !increments && model.demands.iter().all(|demand| demand.kind != Kind::Opportunity) {
        return Vec::new();
    }
    let classes = 0..program.classes.len() as u32;
    classes.map(|class| price(model, program, class)).collect()
}

/// Makes the figures of every demand that is an opportunity, or releases its value in increments.
pub fn add(figures: &mut Figures<'_>, source: &Source<'_>) -> Vec<OpportunityResult> {
    let cells = source.layout.ventures.iter().enumerate();
    cells
        .filter_map(|(demand, cell)| Some(add_one(figures, source, demand, (*cell)?)))
        .collect()
}

fn add_one(figures: &mut Figures<'_>, source: &Source<'_>, demand: usize, cell: usize) -> OpportunityResult {
    let name = source.model.demands[demand].name.as_str();
    let label = |measure, statistic, unit| Label {
        measure,
        by: "demand",
        name,
        statistic,
        unit,
    };
    let sum = |number: usize, weight| Sum::of([cell + number], weight);
    let hours = 1.0 / HOUR as f64;
    let time = |after: usize, count: usize| Form::Ratio(sum(after, hours), sum(count, 1.0));
    let first = time(venture::FIRST_AFTER, venture::FIRST);
    let full = time(venture::FULL_AFTER, venture::FULL);
    let time_to_first_value = figures.add(label("time to first value", "mean", "hours"), first, Better::Less);
    let time_to_full_value = figures.add(label("time to full value", "mean", "hours"), full, Better::Less);
    let ended = |number| items(source, Scope::Demand(demand), number, |_| 1.0);
    let stopped = Form::Rate(ended(item::CLOSED), source.weeks);
    let stopped_per_week = figures.estimate(&stopped);
    let worth = Worth::of(source, Some(demand));
    let mut money = |measure, sum: Option<Sum>, better| {
        sum.and_then(|sum| {
            figures.add(
                label(measure, "per week", "currency"),
                Form::Rate(sum, source.weeks),
                better,
            )
        })
    };
    let is_priced = worth.delivered.is_some();
    OpportunityResult {
        name: name.to_owned(),
        time_to_first_value,
        time_to_full_value,
        value_per_week: money("value delivered", worth.delivered, Better::More),
        lost_to_delay_per_week: money("lost to delay", worth.delay, Better::Less),
        lost_undone_per_week: money("value lost undone", worth.undone, Better::Less),
        stopped_per_week,
        by_week: if is_priced {
            by_week(figures, source, name, cell)
        } else {
            Vec::new()
        },
    }
}

/// The value that came in each week of the counted window.
fn by_week(figures: &mut Figures<'_>, source: &Source<'_>, name: &str, cell: usize) -> Vec<WeekOfValue> {
    let from = source.program.window_start;
    let weeks = venture::weeks(from, source.program.window_end);
    let week = |number: usize| {
        let begins = source.model.epoch.label(from + Span(number as i64 * WEEK));
        let sum = Sum::of([cell + venture::WEEKS_FROM + number], 1.0);
        let label = Label {
            measure: "value delivered",
            by: "week",
            name: &format!("{name} {begins}"),
            statistic: "in the week",
            unit: "currency",
        };
        let value = figures.add(label, Form::Rate(sum, 1.0), Better::More);
        WeekOfValue { begins, value }
    };
    (0..weeks).map(week).collect()
}
