//! Checks on the whole, after every name is known.

mod causes;
pub mod ceilings;
mod control;
mod flow;
mod gathering;
mod governance;
mod groups;
mod hours;
mod increments;
mod loads;
mod promises;
mod suppliers;

use super::fields::ScenarioText;
use super::resolve::Soundness;
use crate::diagnostic::Diagnostics;
use crate::model::Model;
use ceilings::Ceiling;

/// What checks are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Faults, warnings and ceilings.
    All,
    /// Only faults: nobody will read the warnings, so what finds nothing but warnings is left out.
    Faults,
}

/// Runs every check that is wanted; those that need a whole model run only on one. Gives the ceilings of promises.
pub fn all(
    text: &ScenarioText,
    model: &Model,
    soundness: &Soundness,
    wanted: Wanted,
    found: &mut Diagnostics,
) -> Vec<Ceiling> {
    let whole = soundness.whole && model_is_whole(model, found);
    flow::streams(text, model, soundness, found);
    if !whole {
        return Vec::new();
    }
    hours::all(text, model, found);
    governance::all(text, model, found);
    control::all(text, model, found);
    groups::all(text, model, found);
    causes::all(text, model, found);
    gathering::limits(text, model, found);
    increments::all(text, model, found);
    if found.errors() > 0 {
        return Vec::new();
    }
    loads::all(text, model, found);
    suppliers::all(text, model, found);
    if found.errors() > 0 || wanted == Wanted::Faults {
        return Vec::new();
    }
    gathering::rates(text, model, found);
    promises::all(text, model, found)
}

/// Without faults so far, and with something to simulate.
fn model_is_whole(model: &Model, found: &mut Diagnostics) -> bool {
    if found.errors() > 0 {
        return false;
    }
    let empty = [
        ("team", model.teams.is_empty()),
        ("demand", model.demands.is_empty()),
        ("stream", model.streams.is_empty()),
    ];
    for (what, _) in empty.iter().filter(|(_, empty)| *empty) {
        found.push(crate::diagnostic::Diagnostic::error(format!(
            "the scenario declares no {what}"
        )));
    }
    found.errors() == 0
}
