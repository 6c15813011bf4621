//! Causes: the ledgers by kind and root cause.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::groups::cells_of_place;
use super::layout::{Layout, item, visit};
use crate::engine::Program;
use crate::model::{Kind, Model};
use crate::results::{Estimate, LedgerRow};
use crate::time::HOUR;

const HOURS_PER_TICK: f64 = 1.0 / HOUR as f64;

/// Makes the ledgers: work by the kind of the item and by the kind of its root cause. Hours count all work, approvals included.
pub fn add_ledgers(
    figures: &mut Figures<'_>,
    model: &Model,
    program: &Program,
    layout: &Layout,
    weeks: f64,
) -> (Vec<LedgerRow>, Option<Estimate>) {
    let all_hours = ledger_hours(model, program, layout, |_, _| true);
    let mut rows = Vec::new();
    for kind in Kind::ALL {
        for root in Kind::ALL {
            let cells = item_cells(model, program, layout, kind, root);
            if cells.is_empty() {
                continue;
            }
            let name = format!("{} from {}", kind.word(), root.word());
            let mut add = |measure, statistic, unit, form, better| {
                figures.add(
                    Label {
                        measure,
                        by: "kind × root kind",
                        name: &name,
                        statistic,
                        unit,
                    },
                    form,
                    better,
                )
            };
            let of = |kind_of, root_of| kind_of == kind && root_of == root;
            let hours = ledger_hours(model, program, layout, of);
            let count = |number: usize| Sum::of(cells.iter().map(|cell| cell + number), 1.0);
            let direction = if root == Kind::Failure {
                Better::Less
            } else {
                Better::Neither
            };
            rows.push(LedgerRow {
                kind: kind.word().to_owned(),
                root: root.word().to_owned(),
                arrivals_per_week: add(
                    "arrivals",
                    "per week",
                    "items",
                    Form::Rate(count(item::ARRIVED), weeks),
                    direction,
                ),
                completed_per_week: add(
                    "throughput",
                    "per week",
                    "items",
                    Form::Rate(count(item::COMPLETED), weeks),
                    Better::Neither,
                ),
                hours_per_week: add("work", "per week", "hours", Form::Rate(hours.clone(), weeks), direction),
                share_of_hours: add(
                    "share of work",
                    "share",
                    "share",
                    Form::Ratio(hours, all_hours.clone()),
                    direction,
                ),
                cost_per_week: ledger_cost(model, program, layout, of).and_then(|cost| {
                    add(
                        "cost of work",
                        "per week",
                        "currency",
                        Form::Rate(cost, weeks),
                        direction,
                    )
                }),
            });
        }
    }
    let from_failure = ledger_hours(model, program, layout, |_, root| root == Kind::Failure);
    let multiplier = Form::Ratio(from_failure.clone(), all_hours.minus(from_failure));
    let label = Label {
        measure: "failure multiplier",
        by: "all",
        name: "all",
        statistic: "ratio",
        unit: "ratio",
    };
    let multiplier = figures.add(label, multiplier, Better::Less);
    (rows, multiplier)
}

fn item_cells(model: &Model, program: &Program, layout: &Layout, kind: Kind, root: Kind) -> Vec<usize> {
    let mut cells = Vec::new();
    for (class, of) in program.classes.iter().enumerate() {
        if model.demands[of.demand as usize].kind != kind {
            continue;
        }
        let roots = &program.demands[of.demand as usize].roots;
        cells.extend(
            roots
                .iter()
                .enumerate()
                .filter(|(_, other)| **other == root)
                .map(|(number, _)| layout.items[class] + number * item::SIZE),
        );
    }
    cells
}

/// Visit cells whose item's kind and root belong, with the team that works there.
fn work_cells<'a>(
    model: &'a Model,
    program: &'a Program,
    layout: &'a Layout,
    belongs: impl Fn(Kind, Kind) -> bool + 'a,
) -> impl Iterator<Item = (usize, u32)> + 'a {
    program.places.iter().enumerate().flat_map(move |(number, place)| {
        let kind = model.demands[place.demand as usize].kind;
        let roots = &program.demands[place.demand as usize].roots;
        let cells = cells_of_place(program, layout, number).zip(roots);
        let cells: Vec<_> = cells
            .filter(|(_, root)| belongs(kind, **root))
            .map(|(cell, _)| (cell, place.team))
            .collect();
        cells
    })
}

fn ledger_hours(model: &Model, program: &Program, layout: &Layout, belongs: impl Fn(Kind, Kind) -> bool) -> Sum {
    Sum::of(
        work_cells(model, program, layout, belongs).map(|(cell, _)| cell + visit::WORK),
        HOURS_PER_TICK,
    )
}

/// The cost of the hours of work; none where a team involved states no cost.
fn ledger_cost(model: &Model, program: &Program, layout: &Layout, belongs: impl Fn(Kind, Kind) -> bool) -> Option<Sum> {
    let mut sum = Sum::default();
    for (cell, team) in work_cells(model, program, layout, belongs) {
        if let Some(team) = model.teams.get(team as usize) {
            sum = sum.plus(Sum::of([cell + visit::WORK], HOURS_PER_TICK * team.hourly_cost?));
        }
    }
    Some(sum)
}
