//! `flowcast advise`.

use std::path::{Path, PathBuf};

use super::arguments::Advise;
use super::folder::Folder;
use super::memory::FileMemory;
use super::work::{self, Interruption};
use super::workshop::ScenarioWorkshop;
use super::{Exit, Failure, Terminal, pages, run, scenario_file};
use crate::diagnostic::{Diagnostic, Sources};
use crate::experiment::{self, AdviceQuestion, Unfit};
use crate::model::Model;
use crate::report::manifest::Manifest;
use crate::report::{json, terminal as summary};
use crate::scenario::Choice;

/// Replications where the scenario leaves their number to a precision.
const USUAL: u32 = 100;

/// Tries every lever of a scenario, writes the folder and prints what helps.
pub fn advise(arguments: &Advise, words: &[String], terminal: &Terminal) -> Result<Exit, Failure> {
    let choice = Choice {
        variant: arguments.variant.clone(),
        sets: arguments.sets.clone(),
    };
    let workshop = ScenarioWorkshop::open(&arguments.scenario, choice.clone(), &arguments.doing)?;
    let (scenario, sources) = workshop.scenario(&choice)?;
    terminal.tell_all(&scenario.warnings, &sources);
    let path = folder_of(arguments);
    let folder = Folder::claim(&path)?;
    let mut memory = FileMemory::of(&path);
    terminal.mention(&format!(
        "{} trials are known from {}",
        memory.len(),
        memory.path().display()
    ));
    let interruption = Interruption::listen(terminal)?;
    let question = AdviceQuestion {
        variant: arguments.variant.clone(),
        replications: replications(&scenario.model),
        first: arguments.first.map(super::arguments::First::goal),
        hours: !arguments.no_hours,
    };
    let found = work::with_means(
        arguments.doing.threads,
        question.replications,
        &interruption,
        terminal,
        |means| experiment::advise(&workshop, &question, &mut memory, means),
    )?;
    terminal.tell_all(memory.warning().as_slice(), &Sources::default());
    let Some(advice) = found.map_err(unfit)? else {
        return Ok(run::stopped_early(terminal));
    };
    let mut manifest = Manifest::new(&advice.about, &format!("{:016x}", scenario.text_hash), words);
    manifest.scenario_files = run::files_of(&scenario);
    let pages = pages::of_advice(&advice, manifest);
    let footer = run::write(&folder, &pages, &interruption, terminal)?;
    if arguments.telling.json {
        terminal.print(&json::advice_json(&advice))?;
    } else if !arguments.telling.quiet {
        let told: Vec<String> = scenario
            .warnings
            .iter()
            .map(|warning| warning.message.clone())
            .collect();
        let text = summary::advice(&advice, &terminal.style, &told);
        terminal.print(&format!("{text}{footer}\n"))?;
    }
    Ok(if interruption.happened() {
        Exit::Interrupted
    } else {
        Exit::Done
    })
}

fn replications(model: &Model) -> u32 {
    match model.run.precision {
        Some(_) => USUAL.min(model.run.replications),
        None => model.run.replications,
    }
}

/// A scenario that was read once is read again.
fn unfit(why: Unfit) -> Failure {
    Diagnostic::error(format!("the scenario cannot be run: {}", why.faults.join("; "))).into()
}

fn folder_of(arguments: &Advise) -> PathBuf {
    let stem = scenario_file::stem(&arguments.scenario);
    let name = match &arguments.variant {
        Some(variant) => format!("{stem}-{}-advise", run::slug(variant)),
        None => format!("{stem}-advise"),
    };
    let default = || Path::new("output").join(name);
    arguments.doing.out.clone().unwrap_or_else(default)
}
