//! Causes: what items bring about, what faults cause and how often it comes again, and how people ask after late items.

use super::figures::{Better, Figures, Form, Label, Sum, from_point};
use super::layout::{Layout, fault, item, trace};
use super::supply::Source;
use crate::engine::Program;
use crate::model::{Kind, Model};
use crate::results::{CauseResult, Estimate, FaultDay, FaultResult};
use crate::statistics::series;
use crate::time::DAY;

/// Makes the figures of faults, sort by sort.
pub fn add_faults(figures: &mut Figures<'_>, source: &Source<'_>) -> Vec<FaultResult> {
    let sorts = 0..source.model.faults.len();
    if source.model.faults.len() > 1 {
        let cells: Vec<usize> = sorts.clone().map(|sort| cell(source.layout, sort)).collect();
        add_sorts(figures, source, ("all", "all"), &cells);
    }
    sorts.map(|sort| add_fault(figures, source, sort)).collect()
}

fn cell(layout: &Layout, sort: usize) -> usize {
    layout.faults + sort * fault::SIZE
}

fn add_fault(figures: &mut Figures<'_>, source: &Source<'_>, sort: usize) -> FaultResult {
    let name = &source.model.faults[sort].name;
    let mut result = add_sorts(figures, source, ("fault", name), &[cell(source.layout, sort)]);
    let samples = 0..source.program.samples.len();
    let gathered = figures.gathered();
    result.growth_per_week = growth(figures, source, sort);
    result.days = samples
        .map(|sample| {
            let at = source.program.samples[sample];
            let open = gathered.open_faults_at(sample, sort);
            let percentile = |p| series::percentile(&open, p).unwrap_or(0.0);
            FaultDay {
                date: source.model.epoch.label(at),
                at: source.model.epoch.civil_of(at).strftime("%Y-%m-%dT%H:%M").to_string(),
                day: (at - source.program.window_start).ticks() as f64 / DAY as f64,
                mean: open.iter().sum::<f64>() / open.len().max(1) as f64,
                p5: percentile(0.05),
                p50: percentile(0.5),
                p95: percentile(0.95),
            }
        })
        .collect();
    result
}

/// The slope of a straight line through the daily numbers of open faults, by replication.
fn growth(figures: &mut Figures<'_>, source: &Source<'_>, sort: usize) -> Option<Estimate> {
    let gathered = figures.gathered();
    let days = source.program.samples.len() - 1;
    let by_day: Vec<Vec<f64>> = (0..days).map(|sample| gathered.open_faults_at(sample, sort)).collect();
    let runs: Vec<Vec<f64>> = (0..gathered.replications() as usize)
        .map(|run| by_day.iter().map(|day| day[run]).collect())
        .collect();
    let per_week = |estimate: Estimate| Estimate {
        value: estimate.value * 7.0,
        low: estimate.low.map(|low| low * 7.0),
        high: estimate.high.map(|high| high * 7.0),
    };
    let growth = series::trend(&runs, super::CONFIDENCE).map(from_point).map(per_week);
    let label = Label {
        measure: "growth of open faults",
        by: "fault",
        name: &source.model.faults[sort].name,
        statistic: "per week",
        unit: "faults",
    };
    figures.add_made(label, growth, Form::Other, Better::Less);
    growth
}

fn add_sorts(figures: &mut Figures<'_>, source: &Source<'_>, (by, name): (&str, &str), cells: &[usize]) -> FaultResult {
    let count = |number: usize| Sum::of(cells.iter().map(|cell| cell + number), 1.0);
    let mut add = |measure, statistic, unit, form, better| {
        let label = Label {
            measure,
            by,
            name,
            statistic,
            unit,
        };
        figures.add(label, form, better)
    };
    let weekly = |sum| Form::Rate(sum, source.weeks);
    let ticks = source.model.run.counted.ticks() as f64;
    let added = count(fault::NEW).plus(count(fault::LEFT));
    FaultResult {
        name: name.to_owned(),
        open: add(
            "open faults",
            "mean",
            "faults",
            Form::Rate(count(fault::OPEN), ticks),
            Better::Less,
        ),
        growth_per_week: None,
        added_per_week: add("faults added", "per week", "faults", weekly(added), Better::Less),
        left_behind_per_week: add(
            "faults left behind",
            "per week",
            "faults",
            weekly(count(fault::LEFT)),
            Better::Less,
        ),
        removed_per_week: add(
            "faults removed",
            "per week",
            "faults",
            weekly(count(fault::REMOVED)),
            Better::More,
        ),
        caused_per_week: add(
            "caused by faults",
            "per week",
            "items",
            weekly(count(fault::SYMPTOMS)),
            Better::Less,
        ),
        // Of all, told by demand: among all items that came.
        repeats: (by == "fault")
            .then(|| {
                let share = Form::Share(count(fault::REPEATS), count(fault::SYMPTOMS));
                add("repeat incidents", "share", "share", share, Better::Less)
            })
            .flatten(),
        with_workaround: source
            .program
            .may_ease()
            .then(|| {
                let share = Form::Share(count(fault::KNOWN), count(fault::SYMPTOMS));
                add("known errors", "share", "share", share, Better::More)
            })
            .flatten(),
        traced_per_week: add(
            "traced to faults",
            "per week",
            "items",
            weekly(count(fault::BRINGS)),
            Better::Less,
        ),
        days: Vec::new(),
    }
}

/// Makes the figures of what items bring about: of all, and of each demand.
pub fn add_causes(figures: &mut Figures<'_>, source: &Source<'_>) -> Vec<CauseResult> {
    let model = source.model;
    if !brings_about(model) {
        return Vec::new();
    }
    let all: Vec<usize> = (0..model.demands.len()).collect();
    let mut results = vec![add_cause(figures, source, ("all", "all"), &all)];
    for number in all {
        let demand = &model.demands[number];
        results.push(add_cause(figures, source, ("demand", &demand.name), &[number]));
    }
    results
}

/// Whether anything brings about anything.
fn brings_about(model: &Model) -> bool {
    let mut steps = model.streams.iter().flat_map(|stream| &stream.steps);
    let raised = steps.any(|step| {
        let comes_back = step.patience.as_ref().is_some_and(|patience| patience.comes_back > 0.0);
        comes_back
            || !step.raises.is_empty()
            || step
                .if_it_fails
                .as_ref()
                .is_some_and(|failure| failure.raises.is_some())
    });
    let about = |demand: &crate::model::Demand| demand.calls.is_some() || demand.chased.is_some();
    raised || !model.faults.is_empty() || model.demands.iter().any(about)
}

fn add_cause(
    figures: &mut Figures<'_>,
    source: &Source<'_>,
    (by, name): (&str, &str),
    demands: &[usize],
) -> CauseResult {
    let Source {
        model,
        program,
        layout,
        weeks,
    } = *source;
    let of = |number: usize| {
        Sum::of(
            demands
                .iter()
                .map(|demand| layout.traces + demand * trace::SIZE + number),
            1.0,
        )
    };
    let arrived = || arrived(program, layout, demands);
    let outside = || arrived().minus(of(trace::BROUGHT_ABOUT));
    let mut add = |measure, statistic, unit, form, better| {
        let label = Label {
            measure,
            by,
            name,
            statistic,
            unit,
        };
        figures.add(label, form, better)
    };
    let chased = demands.iter().any(|demand| model.demands[*demand].chased.is_some());
    let raised = |demand: usize| model.faults.iter().any(|fault| fault.raises.index() == demand);
    let from_faults: Vec<usize> = demands.iter().copied().filter(|demand| raised(*demand)).collect();
    // Of what nothing but others brings about there are no items from outside.
    let alone = demands.iter().all(|demand| {
        let demand = &model.demands[*demand];
        demand.arrivals.is_none() && demand.starting.is_empty()
    });
    let mut brought = of(trace::BRINGS);
    if by == "all" {
        let sorts = 0..model.faults.len();
        brought = brought.plus(Sum::of(sorts.map(|sort| cell(layout, sort) + fault::BRINGS), 1.0));
    }
    let better = if demands
        .iter()
        .any(|demand| model.demands[*demand].kind == Kind::Opportunity)
    {
        Better::Neither
    } else {
        Better::Less
    };
    CauseResult {
        by: by.to_owned(),
        name: name.to_owned(),
        caused_per_item: (!alone)
            .then(|| {
                add(
                    "items caused",
                    "per item from outside",
                    "items",
                    Form::Ratio(brought, outside()),
                    better,
                )
            })
            .flatten(),
        brought_about: add(
            "brought about",
            "share",
            "share",
            Form::Share(of(trace::BROUGHT_ABOUT), arrived()),
            better,
        ),
        repeats: (!from_faults.is_empty())
            .then(|| {
                let repeats = of(trace::REPEATS);
                let items = self::arrived(program, layout, &from_faults);
                add(
                    "repeat incidents",
                    "share",
                    "share",
                    Form::Share(repeats, items),
                    Better::Less,
                )
            })
            .flatten(),
        chases_per_week: chased
            .then(|| {
                let chases = Form::Rate(of(trace::CHASED), weeks);
                add("chases", "per week", "items", chases, Better::Less)
            })
            .flatten(),
    }
}

/// Items of some demands that came.
fn arrived(program: &Program, layout: &Layout, demands: &[usize]) -> Sum {
    let classes = program.classes.iter().zip(&layout.items);
    let own = classes.filter(|(class, _)| demands.contains(&(class.demand as usize)));
    let cells = own.flat_map(|(class, start)| {
        let roots = program.demands[class.demand as usize].roots.len();
        (0..roots).map(move |root| start + root * item::SIZE + item::ARRIVED)
    });
    Sum::of(cells, 1.0)
}
