//! A forecast: one model compiled, run and summarised.

use super::replications::{Means, Running, run_until};
use super::{sequential, warm_up};
use crate::engine::Program;
use crate::measures::{Gathered, Identity, Plan, Summary, summarise};
use crate::model::{Model, RunPlan};
use crate::results::{Note, NoteLevel, Results, RunLength};
use crate::theory;

/// What a model comes to, with the numbers by replication, so that it can be paired with another's.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// Results, and how each figure is made.
    pub summary: Summary,
    /// What was gathered.
    pub gathered: Gathered,
    /// How it was run: the warm-up and the number of replications as they were decided.
    pub run: RunPlan,
}

/// Compiles a model, runs it and summarises what was gathered; none where it was stopped before the first replication.
///
/// Where the model leaves the warm-up to a pilot, that runs first; where a precision decides the number of replications,
/// they are run in stages.
pub fn forecast(model: &Model, identity: &Identity, means: &mut Means<'_>) -> Option<Forecast> {
    let mut model = model.clone();
    let pilot = match model.run.automatic_warm_up {
        true => Some(warm_up::settle(&mut [&mut model], means)?),
        false => None,
    };
    let forecast = settled_forecast(&mut model, identity, means)?;
    Some(told_of_pilot(forecast, pilot))
}

/// A forecast after a pilot says what that found.
pub(super) fn told_of_pilot(mut forecast: Forecast, pilot: Option<warm_up::Pilot>) -> Forecast {
    if let Some(pilot) = pilot {
        let results = &mut forecast.summary.results;
        results.notes.push(pilot.note());
        if let Some(warm_up) = &mut results.analysis.warm_up {
            warm_up.automatic = true;
        }
    }
    forecast
}

/// A forecast of a model whose warm-up is known.
pub(super) fn settled_forecast(model: &mut Model, identity: &Identity, means: &mut Means<'_>) -> Option<Forecast> {
    let program = Program::new(model);
    let plan = Plan::new(model, &program);
    let mut running = Running::new(model, &program, &plan);
    let run_length = match &model.run.precision {
        None => {
            run_until(model.run.replications, &mut running, means);
            None
        }
        Some(precision) => Some(sequential::run(&mut running, precision, means)),
    };
    let gathered = running.gathered;
    if gathered.replications() == 0 {
        return None;
    }
    if run_length.as_ref().is_some_and(|length| !length.interrupted) {
        model.run.replications = gathered.replications();
    }
    Some(concluded(model, (&program, &plan), gathered, identity, run_length))
}

/// What a run comes to.
pub(super) fn concluded(
    model: &Model,
    (program, plan): (&Program, &Plan),
    gathered: Gathered,
    identity: &Identity,
    run_length: Option<RunLength>,
) -> Forecast {
    let mut summary = summarise(model, program, plan, &gathered, identity);
    let results = &mut summary.results;
    results.analysis.warm_up = warm_up::diagnose(model, program, &gathered, results);
    results.analysis.theory = theory::twins(model, results);
    let notes = analyst_notes(results, run_length.as_ref());
    results.notes.extend(notes);
    results.analysis.run_length = run_length;
    Forecast {
        summary,
        gathered,
        run: model.run.clone(),
    }
}

/// What a reader must know of how the figures were made.
fn analyst_notes(results: &Results, run_length: Option<&RunLength>) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some(length) = run_length.filter(|length| !length.interrupted) {
        notes.push(sequential::note(length));
    }
    let warm_up = results.analysis.warm_up.as_ref();
    if let Some(found) = warm_up.filter(|found| found.too_short_by_hours > 0.0) {
        notes.push(Note {
            level: NoteLevel::Warning,
            text: found.words.clone(),
        });
    }
    notes.extend(theory::disagreements(&results.analysis.theory).map(|text| Note {
        level: NoteLevel::Warning,
        text,
    }));
    notes
}
