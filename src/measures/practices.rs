//! Practices: how much of which activity of the service value chain each does, how long items wait there, and what it costs.

use std::collections::BTreeMap;

use super::figures::{Better, Figures, Form, Label, Sum};
use super::groups::{cells_of_place, part_of_the_chain};
use super::layout::visit;
use super::supply::Source;
use crate::model::{Activity, PracticeId};
use crate::results::PracticeResult;
use crate::time::HOUR;

/// The visit cells of a practice in an activity, each with what an hour of work there costs.
#[derive(Default)]
struct Part {
    cells: Vec<(usize, Option<f64>)>,
}

impl Part {
    fn sum(&self, numbers: &[usize], weight: f64) -> Sum {
        let of = |number: &usize| Sum::of(self.cells.iter().map(|(cell, _)| cell + number), weight);
        numbers.iter().map(of).fold(Sum::default(), Sum::plus)
    }

    /// What the hours of work cost, where every team involved states what one costs.
    fn cost(&self) -> Option<Sum> {
        let each = self.cells.iter().map(|(cell, price)| Some((cell, (*price)?)));
        each.map(|of| of.map(|(cell, price)| Sum::of([cell + visit::WORK], price / HOUR as f64)))
            .try_fold(Sum::default(), |sum, cost| Some(sum.plus(cost?)))
    }
}

/// Makes the figures of every practice in every activity that any step belongs to, those with a name first.
pub fn add(figures: &mut Figures<'_>, source: &Source<'_>) -> Vec<PracticeResult> {
    let mut parts: BTreeMap<(PracticeId, Activity), Part> = BTreeMap::new();
    for (number, place) in source.program.places.iter().enumerate() {
        let Some((activity, practice)) = part_of_the_chain(source.model, place) else {
            continue;
        };
        // What nobody of ours does costs no hours.
        let team = source.model.teams.get(place.team as usize);
        let price = team.map_or(Some(0.0), |team| team.hourly_cost);
        let part = parts.entry((practice, activity)).or_default();
        let cells = cells_of_place(source.program, source.layout, number);
        part.cells.extend(cells.map(|cell| (cell, price)));
    }
    let all = parts.values().map(|part| part.sum(&[visit::WORK], 1.0 / HOUR as f64));
    let all = all.fold(Sum::default(), Sum::plus);
    parts
        .iter()
        .map(|((practice, activity), part)| add_part(figures, (source.weeks, &all), (*practice, *activity), part))
        .collect()
}

fn add_part(
    figures: &mut Figures<'_>,
    (weeks, all_hours): (f64, &Sum),
    (practice, activity): (PracticeId, Activity),
    part: &Part,
) -> PracticeResult {
    let name = format!("{} × {}", activity.word(), practice.name());
    let label = |measure, unit| Label {
        measure,
        by: "activity × practice",
        name: &name,
        statistic: "per week",
        unit,
    };
    let hours = 1.0 / HOUR as f64;
    let waiting = part.sum(&[visit::QUEUE, visit::OFF_SHIFT, visit::HELD], hours);
    let waiting = figures.add(label("waiting", "hours"), Form::Rate(waiting, weeks), Better::Less);
    let cost = part.cost();
    let cost = cost.and_then(|cost| {
        let form = Form::Rate(cost, weeks);
        figures.add(label("cost of work", "currency"), form, Better::Less)
    });
    let share = Form::Ratio(part.sum(&[visit::WORK], hours), all_hours.clone());
    let share = figures.add(
        Label {
            measure: "share of work",
            statistic: "share",
            ..label("", "share")
        },
        share,
        Better::Neither,
    );
    // Visits and hours of work have their rows among those of all groups of visits.
    let rate = |sum: Sum| figures.estimate(&Form::Rate(sum, weeks));
    PracticeResult {
        practice: practice.name().to_owned(),
        group: practice.group().word().to_owned(),
        activity: activity.word().to_owned(),
        visits_per_week: rate(part.sum(&[visit::ENDED], 1.0)),
        hours_per_week: rate(part.sum(&[visit::WORK], hours)),
        share_of_hours: share,
        waiting_per_week: waiting,
        cost_per_week: cost,
    }
}
