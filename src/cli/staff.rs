//! `flowcast staff`.

mod floors;
mod people;
mod question;

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::arguments::Staff;
use super::folder::Folder;
use super::memory::FileMemory;
use super::work::{self, Interruption};
use super::workshop::ScenarioWorkshop;
use super::{Exit, Failure, Terminal, pages, run, scenario_file};
use crate::diagnostic::{Diagnostic, Sources};
use crate::experiment::{self, Unfit};
use crate::report::manifest::Manifest;
use crate::report::{json, staffing};
use crate::scenario::Choice;

/// Looks for the cheapest roster, writes the folder and prints what was found.
pub fn staff(arguments: &Staff, words: &[String], terminal: &Terminal) -> Result<Exit, Failure> {
    let began = Instant::now();
    let choice = Choice {
        variant: arguments.variant.clone(),
        sets: arguments.sets.clone(),
    };
    let scenario = run::read(&arguments.scenario, &choice, &arguments.doing, terminal)?;
    let workshop = ScenarioWorkshop::open(&arguments.scenario, choice, &arguments.doing)?;
    let question = question::question(arguments, &scenario, &workshop)?;
    let out = folder_of(arguments);
    let folder = Folder::claim(&out)?;
    let mut memory = FileMemory::of(&out);
    if memory.len() > 0 {
        terminal.mention(&format!(
            "{} knows {} stages of earlier searches",
            memory.path().display(),
            memory.len()
        ));
    }
    let interruption = Interruption::listen(terminal)?;
    let found = work::with_means(
        arguments.doing.threads,
        question.fresh,
        &interruption,
        terminal,
        |means| experiment::staff(&question, &workshop, &mut memory, means),
    )?;
    let Some(mut found) = found.map_err(unfit)? else {
        return Ok(run::stopped_early(terminal));
    };
    terminal.tell_all(&memory.warning().into_iter().collect::<Vec<_>>(), &Sources::default());
    let footer = match found.roster.clone().filter(|_| !found.interrupted) {
        Some(mut roster) => {
            // It is named by its people; what it was told by is in the list of slots.
            roster.about.overrides = arguments.sets.clone();
            found.roster = Some(roster.clone());
            let mut manifest = Manifest::new(&roster.about, &format!("{:016x}", scenario.text_hash), words);
            manifest.scenario_files = run::files_of(&scenario);
            run::write(
                &folder,
                &pages::of_staffing(&found, &roster, manifest),
                &interruption,
                terminal,
            )?
        }
        None => "Nothing was written; the same command goes on where this one stopped.".to_owned(),
    };
    if arguments.telling.json {
        terminal.print(&json::staffing_json(&found))?;
    } else if !arguments.telling.quiet {
        let title = format!("{} · {:.1} s", scenario.model.title, began.elapsed().as_secs_f64());
        let text = staffing::text(&found, &title, &terminal.style);
        terminal.print(&format!("{text}{footer}\n"))?;
    }
    Ok(match found.interrupted {
        true => Exit::Interrupted,
        false => Exit::Done,
    })
}

fn unfit(unfit: Unfit) -> Failure {
    let faults = unfit.faults.into_iter().map(Diagnostic::error);
    Failure::new(faults.collect(), Sources::default())
}

fn folder_of(arguments: &Staff) -> PathBuf {
    let default = || Path::new("output").join(format!("{}-staff", scenario_file::stem(&arguments.scenario)));
    arguments.doing.out.clone().unwrap_or_else(default)
}
