//! `flowcast compare`.

use std::path::{Path, PathBuf};

use super::arguments::Compare;
use super::folder::Folder;
use super::work::{self, Interruption};
use super::workshop::ScenarioWorkshop;
use super::{Exit, Failure, Terminal, break_even, pages, run, scenario_file};
use crate::diagnostic::Diagnostic;
use crate::experiment::{self, Candidate};
use crate::model::{Model, RunPlan};
use crate::report::manifest::Manifest;
use crate::report::{json, terminal as summary, wording};
use crate::results::{Note, NoteLevel};
use crate::scenario::{Choice, Scenario};
use crate::time::Span;

/// Runs variants against today, writes the folder and prints what differs.
pub fn compare(arguments: &Compare, words: &[String], terminal: &Terminal) -> Result<Exit, Failure> {
    let choice = Choice {
        variant: None,
        sets: arguments.doing.overrides(),
    };
    let scenario = run::read(arguments.first(), &choice, &arguments.doing, terminal)?;
    let today = Candidate {
        identity: run::identity(&scenario, &choice, arguments.first()),
        model: scenario.model.clone(),
    };
    let others = others(arguments, &scenario)?;
    let variants = candidates(arguments, (&others, &scenario), terminal)?;
    if let Some(path) = &arguments.break_even {
        return break_even::answer(arguments, (path, &scenario, &others), words, terminal);
    }
    let folder = Folder::claim(&folder_of(arguments, "compare"))?;
    let interruption = Interruption::listen(terminal)?;
    let total = today.model.run.replications.saturating_mul(1 + variants.len() as u32);
    let compared = work::with_means(arguments.doing.threads, total, &interruption, terminal, |means| {
        experiment::compare(&today, &variants, means)
    })?;
    let Some(mut comparison) = compared else {
        return Ok(run::stopped_early(terminal));
    };
    comparison.base.notes.extend(first_of_files(arguments));
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

/// Of several files, which one is called today.
fn first_of_files(arguments: &Compare) -> Option<Note> {
    (arguments.scenarios.len() > 1).then(|| Note {
        level: NoteLevel::Information,
        text: format!("today is `{}`", arguments.first().display()),
    })
}

/// What is compared with today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other<'a> {
    /// What it is called.
    pub name: String,
    /// The file that it is made from.
    pub path: &'a Path,
    /// What of it.
    pub choice: Choice,
}

/// What is asked for: the other files; the variants that are named, or all of the scenario where there is no other file; then one
/// for each override.
fn others<'a>(arguments: &'a Compare, today: &Scenario) -> Result<Vec<Other<'a>>, Failure> {
    let files = &arguments.scenarios[1..];
    let named: &[String] = match (arguments.variants.is_empty(), files.is_empty()) {
        (true, true) => &today.variants,
        _ => &arguments.variants,
    };
    let stems: Vec<String> = arguments
        .scenarios
        .iter()
        .map(|path| scenario_file::stem(path))
        .collect();
    let file = |(path, stem): (&'a PathBuf, &String)| Other {
        // Files of one name in several folders are told by their paths.
        name: match stems.iter().filter(|other| *other == stem).count() {
            1 => stem.clone(),
            _ => path.display().to_string(),
        },
        path,
        choice: Choice::default(),
    };
    let changed = |name: &String, choice: Choice| Other {
        name: name.clone(),
        path: arguments.first(),
        choice,
    };
    let variant = |name: &String| {
        let choice = Choice {
            variant: Some(name.clone()),
            sets: Vec::new(),
        };
        changed(name, choice)
    };
    let set = |text: &String| {
        let choice = Choice {
            variant: None,
            sets: vec![text.clone()],
        };
        changed(text, choice)
    };
    let mut others: Vec<Other<'a>> = Vec::new();
    let files = files.iter().zip(&stems[1..]).map(file);
    for other in files
        .chain(named.iter().map(variant))
        .chain(arguments.sets.iter().map(set))
    {
        if !others.contains(&other) {
            others.push(other);
        }
    }
    if others.is_empty() {
        let fault = Diagnostic::error("there is nothing to compare: the scenario declares no variant");
        return Err(fault
            .help("name a change, as in `--set team.desk.people.office=5`")
            .help("or write one into the scenario, under `[variant.\"its name\"]`")
            .help("or name another scenario after it")
            .into());
    }
    Ok(others)
}

fn candidates(
    arguments: &Compare,
    (others, today): (&[Other<'_>], &Scenario),
    terminal: &Terminal,
) -> Result<Vec<Candidate>, Failure> {
    let read = |other: &Other<'_>| {
        let workshop = ScenarioWorkshop::open(other.path, Choice::default(), &arguments.doing)?;
        candidate(&workshop, other, (today, arguments.first()), terminal)
    };
    others.iter().map(read).collect()
}

/// One of the others, read; what was warned of already is not told again.
fn candidate(
    workshop: &ScenarioWorkshop<'_>,
    other: &Other<'_>,
    (today, first): (&Scenario, &Path),
    terminal: &Terminal,
) -> Result<Candidate, Failure> {
    let choice = &Choice {
        variant: other.choice.variant.clone(),
        sets: [other.choice.sets.clone(), workshop.doing().overrides()].concat(),
    };
    let (scenario, sources) = workshop.scenario(choice)?;
    let is_file = other.path != first;
    check_pairs(&today.model, &scenario.model, (&other.name, is_file))?;
    let new: Vec<Diagnostic> = scenario
        .warnings
        .iter()
        .filter(|warning| today.warnings.iter().all(|told| told.message != warning.message))
        .map(|warning| {
            let what = if is_file { "scenario" } else { "variant" };
            warning.clone().note(format!("this is so in {what} `{}`", other.name))
        })
        .collect();
    terminal.tell_all(&new, &sources);
    let mut identity = run::identity(&scenario, choice, workshop.path());
    identity.variant = Some(other.name.clone());
    Ok(Candidate {
        model: scenario.model,
        identity,
    })
}

/// Differences are paired run by run over the same span of time, so that nothing that says when or how often may differ.
fn check_pairs(today: &Model, variant: &Model, (name, is_file): (&str, bool)) -> Result<(), Failure> {
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
            let help = match (is_file, key) {
                (true, "run.seed") => "give both the same with `--seed`".to_owned(),
                (true, "run.replications") => "give both the same with `--replications`".to_owned(),
                (true, _) => format!("write the same `{key}` into both files"),
                (false, _) => format!("leave `{key}` out of the variant; set it in the scenario, for all of them"),
            };
            Err(Diagnostic::error(fact)
                .note("both are simulated over the same time with the same luck, and compared run by run")
                .help(help)
                .into())
        }
    }
}

/// The folder of the outputs, by what is asked.
pub fn folder_of(arguments: &Compare, asked: &str) -> PathBuf {
    let default = || Path::new("output").join(format!("{}-{asked}", scenario_file::stem(arguments.first())));
    arguments.doing.out.clone().unwrap_or_else(default)
}
