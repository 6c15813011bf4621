//! Automation: what was done without people, what failed, and what nobody noticed.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::groups::cells_of_place;
use super::layout::{machine, run, visit};
use super::supply::Source;
use crate::engine::program::automated_steps;
use crate::results::{AutomationResult, Estimate};
use crate::time::HOUR;

const HOURS_PER_TICK: f64 = 1.0 / HOUR as f64;

/// What is summed up of one step.
struct Cells {
    runs: Vec<usize>,
    visits: Vec<usize>,
    machine: usize,
}

impl Cells {
    fn of(source: &Source<'_>, number: usize) -> Cells {
        let mut cells = Cells {
            runs: Vec::new(),
            visits: Vec::new(),
            machine: source.layout.machines + number * machine::SIZE,
        };
        for (index, place) in source.program.places.iter().enumerate() {
            let own = |automated: &crate::engine::program::AutomationProgram| automated.number as usize == number;
            if !place.gates.automated.as_deref().is_some_and(own) {
                continue;
            }
            cells
                .visits
                .extend(cells_of_place(source.program, source.layout, index));
            let roots = source.program.demands[place.demand as usize].roots.len();
            let first = source.layout.runs[index].into_iter();
            cells
                .runs
                .extend(first.flat_map(|first| (0..roots).map(move |root| first + root * run::SIZE)));
        }
        cells
    }

    fn count(&self, number: usize) -> Sum {
        Sum::of(self.runs.iter().map(|cell| cell + number), 1.0)
    }

    fn visits(&self) -> Sum {
        Sum::of(self.visits.iter().map(|cell| cell + visit::ENDED), 1.0)
    }
}

/// Makes the figures of every step that has automation, and of all visits together.
pub fn add(figures: &mut Figures<'_>, source: &Source<'_>) -> Vec<AutomationResult> {
    let steps = automated_steps(source.model);
    if steps.is_empty() {
        return Vec::new();
    }
    let (mut results, mut done) = (Vec::new(), Sum::default());
    for (number, (stream, step)) in steps.into_iter().enumerate() {
        let stream = &source.model.streams[stream.index()];
        let cells = Cells::of(source, number);
        done = done.plus(cells.count(run::DONE));
        let of_step = &stream.steps[step];
        let safeguarded = of_step.automation.as_ref().is_some_and(|it| it.safeguard.is_some());
        let name = format!("{}.{}", stream.name, of_step.name);
        results.push(of_one(figures, source, &cells, (&name, safeguarded)));
    }
    let places = 0..source.program.places.len();
    let all = places.flat_map(|place| cells_of_place(source.program, source.layout, place));
    let visits = Sum::of(all.map(|cell| cell + visit::ENDED), 1.0);
    let label = label(("automation rate", "share", "share"), "all", "all");
    figures.add(label, Form::Share(done, visits), Better::Neither);
    results
}

fn label<'l>((measure, statistic, unit): (&'l str, &'l str, &'l str), by: &'l str, name: &'l str) -> Label<'l> {
    Label {
        measure,
        by,
        name,
        statistic,
        unit,
    }
}

fn of_one(
    figures: &mut Figures<'_>,
    source: &Source<'_>,
    cells: &Cells,
    (name, safeguarded): (&str, bool),
) -> AutomationResult {
    let mut add = |words: (&str, &str, &str), form: Form, better: Better| -> Option<Estimate> {
        figures.add(label(words, "step", name), form, better)
    };
    let weekly = |sum: Sum| Form::Rate(sum, source.weeks);
    let count = |number| cells.count(number);
    let failed = count(run::FAILED).plus(count(run::UNNOTICED));
    let time = source.model.run.counted.ticks() as f64;
    AutomationResult {
        step: name.to_owned(),
        runs_per_week: add(("runs", "per week", "runs"), weekly(count(run::RUNS)), Better::Neither),
        rate: add(
            ("automation rate", "share", "share"),
            Form::Share(count(run::DONE), cells.visits()),
            Better::Neither,
        ),
        failed: add(
            ("failed runs", "share", "share"),
            Form::Share(failed, count(run::RUNS)),
            Better::Less,
        ),
        unnoticed_per_week: add(
            ("unnoticed failures", "per week", "runs"),
            weekly(count(run::UNNOTICED)),
            Better::Less,
        ),
        hidden: add(
            ("time until a failure is noticed", "mean", "hours"),
            Form::Ratio(count(run::HIDDEN).times(HOURS_PER_TICK), count(run::FOUND)),
            Better::Less,
        ),
        stops_per_week: safeguarded
            .then(|| {
                let stops = Sum::of([cells.machine + machine::STOPS], 1.0);
                add(("automation stops", "per week", "stops"), weekly(stops), Better::Less)
            })
            .flatten(),
        stopped: safeguarded
            .then(|| {
                let stopped = Sum::of([cells.machine + machine::STOPPED], 1.0);
                add(
                    ("automation stopped", "share", "share"),
                    Form::Rate(stopped, time),
                    Better::Less,
                )
            })
            .flatten(),
    }
}
