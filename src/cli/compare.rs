//! `flowcast compare`.

use std::path::{Path, PathBuf};

use super::arguments::Compare;
use super::folder::Folder;
use super::work::{self, Interruption};
use super::workshop::ScenarioWorkshop;
use super::{Exit, Failure, Terminal, pages, run, scenario_file};
use crate::diagnostic::Diagnostic;
use crate::experiment::{self, Candidate};
use crate::model::{Model, RunPlan};
use crate::report::manifest::Manifest;
use crate::report::{json, terminal as summary, wording};
use crate::scenario::{Choice, Scenario};
use crate::time::Span;

/// Runs variants against today, writes the folder and prints what differs.
pub fn compare(arguments: &Compare, words: &[String], terminal: &Terminal) -> Result<Exit, Failure> {
    let choice = Choice {
        variant: None,
        sets: arguments.doing.overrides(),
    };
    let scenario = run::read(&arguments.scenario, &choice, &arguments.doing, terminal)?;
    let today = Candidate {
        identity: run::identity(&scenario, &choice, &arguments.scenario),
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
    manifest.scenario_files = run::files_of(&scenario);
    manifest.compared_with = comparison.variants.iter().map(|variant| variant.name.clone()).collect();
    let pages = pages::of_comparison(&comparison, manifest);
    let footer = run::write(&folder, &pages, &interruption, terminal)?;
    if arguments.telling.json {
        terminal.print(&json::comparison_json(&comparison))?;
    } else if !arguments.telling.quiet {
        let text = summary::comparison(&comparison, &terminal.style, &today.identity.warnings);
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
    let workshop = ScenarioWorkshop::open(&arguments.scenario, Choice::default(), &arguments.doing)?;
    let read = |choice: &Choice| candidate(&workshop, choice, today, terminal);
    choices.iter().map(read).collect()
}

/// One variant, read; what was warned of already is not told again.
fn candidate(
    workshop: &ScenarioWorkshop<'_>,
    choice: &Choice,
    today: &Scenario,
    terminal: &Terminal,
) -> Result<Candidate, Failure> {
    let name = choice.variant.as_ref().or(choice.sets.first()).cloned();
    let choice = &Choice {
        variant: choice.variant.clone(),
        sets: [choice.sets.clone(), workshop.doing().overrides()].concat(),
    };
    let (scenario, sources) = workshop.scenario(choice)?;
    check_pairs(&today.model, &scenario.model, name.as_deref().unwrap_or_default())?;
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
    let mut identity = run::identity(&scenario, choice, workshop.path());
    identity.variant = name;
    Ok(Candidate {
        model: scenario.model,
        identity,
    })
}

/// Differences are paired run by run over the same span of time, so that nothing that says when or how often may differ.
fn check_pairs(today: &Model, variant: &Model, name: &str) -> Result<(), Failure> {
    let weeks = |span: Span| wording::span(span.as_hours());
    let start = |model: &Model| {
        let zone = model.epoch.zone.iana_name().unwrap_or("UTC");
        format!("{} in {zone}", model.epoch.date)
    };
    let warm_up = |run: &RunPlan| match run.automatic_warm_up {
        true => "as long as a pilot says".to_owned(),
        false => weeks(run.warm_up),
    };
    let runs = |run: &RunPlan| match &run.precision {
        Some(_) => format!("a precision within {}", wording::counted(run.replications, "run")),
        None => wording::counted(run.replications, "run"),
    };
    let (then, now) = (&variant.run, &today.run);
    let told = [
        ("starts on", "start` or `timezone", start(variant), start(today)),
        ("counts", "duration", weeks(then.counted), weeks(now.counted)),
        ("warms up for", "run.warm_up", warm_up(then), warm_up(now)),
        ("asks for", "run.replications", runs(then), runs(now)),
        ("has the seed", "run.seed", then.seed.to_string(), now.seed.to_string()),
    ];
    let differs = [
        told[0].2 != told[0].3,
        then.counted != now.counted,
        (then.warm_up, then.automatic_warm_up) != (now.warm_up, now.automatic_warm_up),
        (then.replications, &then.precision) != (now.replications, &now.precision),
        then.seed != now.seed,
    ];
    let first = told.into_iter().zip(differs).find(|(_, differs)| *differs);
    match first.map(|(told, _)| told) {
        None => Ok(()),
        Some((verb, key, then, now)) => {
            let fact = format!("`{name}` cannot be compared with today: it {verb} {then}, today {now}");
            Err(Diagnostic::error(fact)
                .note("both are simulated over the same time with the same luck, and compared run by run")
                .help(format!(
                    "leave `{key}` out of the variant; set it in the scenario, for all of them"
                ))
                .into())
        }
    }
}

fn folder_of(arguments: &Compare) -> PathBuf {
    let default = || Path::new("output").join(format!("{}-compare", scenario_file::stem(&arguments.scenario)));
    arguments.doing.out.clone().unwrap_or_else(default)
}
