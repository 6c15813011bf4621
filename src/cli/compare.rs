//! `flowcast compare`.

use std::path::{Path, PathBuf};

use super::arguments::Compare;
use super::folder::Folder;
use super::work::{self, Interruption};
use super::{Exit, Failure, Terminal, pages, run, scenario_file};
use crate::diagnostic::{Diagnostic, Sources};
use crate::experiment::{self, Candidate};
use crate::report::manifest::Manifest;
use crate::report::{json, terminal as summary};
use crate::scenario::{self, Choice, Scenario};

/// Runs variants against today, writes the folder and prints what differs.
pub fn compare(arguments: &Compare, words: &[String], terminal: &Terminal) -> Result<Exit, Failure> {
    let scenario = run::read(&arguments.scenario, &Choice::default(), &arguments.doing, terminal)?;
    let today = Candidate {
        identity: run::identity(&scenario, &Choice::default(), &arguments.scenario),
        model: scenario.model.clone(),
    };
    let variants = candidates(arguments, &scenario, terminal)?;
    let folder = Folder::claim(&folder_of(arguments))?;
    let interruption = Interruption::listen(terminal)?;
    let total = today.model.run.replications.saturating_mul(1 + variants.len() as u32);
    let compared = work::with_means(arguments.doing.threads, total, &interruption, terminal, |means| {
        experiment::compare(&today, &variants, means)
    })?;
    let Some(comparison) = compared else {
        return Ok(run::stopped_early(terminal));
    };
    let mut manifest = Manifest::new(&comparison.base.about, &format!("{:016x}", scenario.text_hash), words);
    manifest.compared_with = comparison.variants.iter().map(|variant| variant.name.clone()).collect();
    let pages = pages::of_comparison(&comparison, manifest);
    let footer = run::write(&folder, &pages, &interruption, terminal)?;
    if arguments.telling.json {
        terminal.print(&json::comparison_json(&comparison))?;
    } else if !arguments.telling.quiet {
        let text = summary::comparison(&comparison, &terminal.style);
        terminal.print(&format!("{text}{footer}\n"))?;
    }
    Ok(if interruption.happened() {
        Exit::Interrupted
    } else {
        Exit::Done
    })
}

/// The variants that are asked for: those named, or all of the scenario, then one for each override.
fn candidates(arguments: &Compare, today: &Scenario, terminal: &Terminal) -> Result<Vec<Candidate>, Failure> {
    let named = if arguments.variants.is_empty() {
        &today.variants
    } else {
        &arguments.variants
    };
    let variant = |name: &String| Choice {
        variant: Some(name.clone()),
        sets: Vec::new(),
    };
    let set = |text: &String| Choice {
        variant: None,
        sets: vec![text.clone()],
    };
    let mut choices: Vec<Choice> = Vec::new();
    for choice in named.iter().map(variant).chain(arguments.sets.iter().map(set)) {
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    if choices.is_empty() {
        let fault = Diagnostic::error("there is nothing to compare: the scenario declares no variant");
        return Err(fault
            .help("name a change, as in `--set team.desk.people.office=5`")
            .help("or write one into the scenario, under `[variant.\"its name\"]`")
            .into());
    }
    let path = &arguments.scenario;
    let text = scenario_file::read(path)?;
    let read = |choice: &Choice| candidate(path, &text, choice, today, terminal);
    choices.iter().map(read).collect()
}

/// One variant, read; what was warned of already is not told again.
fn candidate(
    path: &Path,
    text: &str,
    choice: &Choice,
    today: &Scenario,
    terminal: &Terminal,
) -> Result<Candidate, Failure> {
    let name = choice.variant.as_ref().or(choice.sets.first()).cloned();
    let mut sources = Sources::default();
    let file = sources.add(path.display().to_string(), text);
    let scenario = match scenario::read(&mut sources, file, choice) {
        Ok(scenario) => scenario,
        Err(faults) => return Err(Failure::new(faults, sources)),
    };
    let new: Vec<Diagnostic> = scenario
        .warnings
        .iter()
        .filter(|warning| today.warnings.iter().all(|told| told.message != warning.message))
        .map(|warning| {
            let name = name.as_deref().unwrap_or_default();
            warning.clone().note(format!("this is so in variant `{name}`"))
        })
        .collect();
    terminal.tell_all(&new, &sources);
    let mut identity = run::identity(&scenario, choice, path);
    identity.variant = name;
    Ok(Candidate {
        model: scenario.model,
        identity,
    })
}

fn folder_of(arguments: &Compare) -> PathBuf {
    let default = || Path::new("output").join(format!("{}-compare", scenario_file::stem(&arguments.scenario)));
    arguments.doing.out.clone().unwrap_or_else(default)
}
