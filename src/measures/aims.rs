//! Figures that decide how many replications there are.

use super::figures::{Figures, Form, Sum};
use super::gathered::Gathered;
use super::groups;
use super::layout::{commitment, item, team, visit};
use super::summary::CONFIDENCE;
use super::tally::Plan;
use crate::engine::Program;
use crate::model::{AimedFigure, Model};
use crate::results::Estimate;
use crate::time::{HOUR, WEEK};

const HOURS_PER_TICK: f64 = 1.0 / HOUR as f64;

/// What a figure comes to so far, as the summary will tell it.
pub fn estimate(
    model: &Model,
    program: &Program,
    plan: &Plan,
    gathered: &Gathered,
    figure: AimedFigure,
) -> Option<Estimate> {
    let form = form(model, program, plan, figure)?;
    Figures::new(gathered, CONFIDENCE).estimate(&form)
}

/// How a figure is made.
fn form(model: &Model, program: &Program, plan: &Plan, figure: AimedFigure) -> Option<Form> {
    let layout = &plan.layout;
    let weeks = model.run.counted.ticks() as f64 / WEEK as f64;
    let group = |by: &str, name: &str| {
        let groups = groups::items(model, program, layout).into_iter();
        groups.into_iter().find(|group| group.by == by && group.name == name)
    };
    let items = |demand: Option<crate::model::DemandId>| match demand {
        None => group("all", "all"),
        Some(demand) => group("demand", &model.demands[demand.index()].name),
    };
    Some(match figure {
        AimedFigure::Kept(promise, aspect) => {
            let mut commitments = program.commitments.iter();
            let number = commitments.position(|of| of.promise as usize == promise && of.aspect == aspect)?;
            let cell = layout.commitments + number * commitment::SIZE;
            let count = |number| Sum::of([cell + number], 1.0);
            Form::Share(count(commitment::KEPT), count(commitment::DUE))
        }
        AimedFigure::LeadTime(demand, Some(p)) => Form::LeadTime(items(demand)?.cohorts, p),
        AimedFigure::ResponseTime(demand, Some(p)) => Form::ResponseTime(items(demand)?.cohorts, p),
        AimedFigure::LeadTime(demand, None) => mean(&items(demand)?, item::LEAD, item::COMPLETED),
        AimedFigure::ResponseTime(demand, None) => mean(&items(demand)?, item::RESPONSE, item::TOUCHED),
        AimedFigure::Open(demand) => {
            let open = Sum::of(items(demand)?.at(item::OPEN), HOURS_PER_TICK);
            Form::Rate(open, weeks * 168.0)
        }
        AimedFigure::Throughput(demand) => Form::Rate(Sum::of(items(demand)?.at(item::COMPLETED), 1.0), weeks),
        AimedFigure::Utilisation(of) => {
            let cell = layout.teams + of.index() * team::SIZE;
            let hours = |number| Sum::of([cell + number], HOURS_PER_TICK);
            Form::Ratio(hours(team::BUSY), hours(team::PRESENT))
        }
        AimedFigure::Queue(of) => {
            let name = &model.teams[of.index()].name;
            let mut visits = groups::visits(model, program, layout).into_iter();
            let group = visits.find(|group| group.by == "team" && group.name == *name)?;
            let queue = Sum::of(group.at(visit::QUEUE), HOURS_PER_TICK);
            Form::Ratio(queue, Sum::of(group.at(visit::ENDED), 1.0))
        }
    })
}

fn mean(group: &groups::Items, sum: usize, count: usize) -> Form {
    Form::Ratio(Sum::of(group.at(sum), HOURS_PER_TICK), Sum::of(group.at(count), 1.0))
}
