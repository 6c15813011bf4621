//! `flowcast check`.

use super::arguments::{Check, Doing};
use super::{Exit, Failure, Terminal, run};
use crate::scenario::Choice;

/// Reads a scenario, tells what is wrong with it, or what was understood.
pub fn check(arguments: &Check, terminal: &Terminal) -> Result<Exit, Failure> {
    let choice = Choice {
        variant: arguments.variant.clone(),
        sets: arguments.sets.clone(),
    };
    let scenario = run::read(&arguments.scenario, &choice, &Doing::default(), terminal)?;
    terminal.print(&format!("{}\n", scenario.model.title))?;
    Ok(Exit::Done)
}
