//! `flowcast sweep`.

use std::path::{Path, PathBuf};

use super::arguments::{Doing, Sweep};
use super::folder::Folder;
use super::memory::FileMemory;
use super::points;
use super::work::{self, Interruption};
use super::workshop::ScenarioWorkshop;
use super::{Exit, Failure, Terminal, pages, run, scenario_file};
use crate::diagnostic::{Diagnostic, Sources};
use crate::experiment::{self, Candidate};
use crate::model::{AimedFigure, Model};
use crate::report::manifest::Manifest;
use crate::report::{json, sweep as summary};
use crate::results::{Sweep as Found, SweepAxis, SweepValue};
use crate::scenario::axes::Axis;
use crate::scenario::{self, Choice, Scenario};

/// Runs a scenario at every point, writes the folder and prints what was found.
pub fn sweep(arguments: &Sweep, words: &[String], terminal: &Terminal) -> Result<Exit, Failure> {
    let choice = Choice {
        variant: arguments.variant.clone(),
        sets: arguments.sets.clone(),
    };
    let workshop = ScenarioWorkshop::open(&arguments.scenario, choice.clone(), &arguments.doing)?;
    let mut scenario = run::read(&arguments.scenario, &choice, &arguments.doing, terminal)?;
    let (asked, sources, faults) = figures(&arguments.of, &arguments.doing, &scenario.model);
    let swept = points::points(&workshop, &arguments.vary, sources, faults)?;
    terminal.tell_all(&swept.warnings.0, &swept.warnings.1);
    of_one_length(&mut scenario.model, terminal);
    let today = Candidate {
        identity: run::identity(&scenario, &choice, &arguments.scenario),
        model: scenario.model.clone(),
    };
    let path = folder_of(&arguments.doing, &arguments.scenario, "sweep");
    let folder = Folder::claim(&path)?;
    let mut memory = FileMemory::of(&path);
    if memory.len() > 0 {
        terminal.mention(&format!(
            "{} measured before are in {}",
            memory.len(),
            memory.path().display()
        ));
    }
    let interruption = Interruption::listen(terminal)?;
    let total = today.model.run.replications.saturating_mul(swept.points.len() as u32);
    let axes: Vec<SweepAxis> = swept.axes.iter().map(axis).collect();
    let found = work::with_means(arguments.doing.threads, total, &interruption, terminal, |means| {
        experiment::sweep(&today, axes, swept.points, &asked, &mut memory, means)
    })?;
    terminal.tell_all(&memory.warning().into_iter().collect::<Vec<_>>(), &Sources::default());
    let Some(found) = found else {
        return Ok(run::stopped_early(terminal));
    };
    let output = Output {
        scenario: &scenario,
        folder: &folder,
        interruption: &interruption,
        terminal,
    };
    finish(arguments, words, &found, &output)
}

/// Where results go.
struct Output<'a> {
    scenario: &'a Scenario,
    folder: &'a Folder,
    interruption: &'a Interruption,
    terminal: &'a Terminal,
}

fn finish(arguments: &Sweep, words: &[String], found: &Found, output: &Output<'_>) -> Result<Exit, Failure> {
    let terminal = output.terminal;
    let mut manifest = Manifest::new(&found.about, &format!("{:016x}", output.scenario.text_hash), words);
    manifest.scenario_files = run::files_of(output.scenario);
    let pages = pages::of_sweep(found, manifest);
    let footer = run::write(output.folder, &pages, output.interruption, terminal)?;
    if arguments.telling.json {
        terminal.print(&json::sweep_json(found))?;
    } else if !arguments.telling.quiet {
        let text = summary::summary(found, &terminal.style);
        terminal.print(&format!("{text}{footer}\n"))?;
    }
    Ok(match output.interruption.happened() {
        true => Exit::Interrupted,
        false => Exit::Done,
    })
}

/// The figures that are asked for by name, and what is wrong with how they are.
pub fn figures(of: &[String], doing: &Doing, model: &Model) -> (Vec<AimedFigure>, Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let (asked, mut faults) = scenario::asked("--of", of, model, &mut sources);
    if doing.precision.is_some() {
        let fault = Diagnostic::error("`--precision` is not for many candidates: each is run as often as every other");
        faults.push(fault.help("say how often with `--replications`"));
    }
    (asked, sources, faults)
}

/// Where a precision decides how often a scenario is run, every candidate is run as often as is usual: all are paired run by run.
pub fn of_one_length(model: &mut Model, terminal: &Terminal) {
    if model.run.precision.take().is_some() {
        model.run.replications = USUAL_REPLICATIONS.min(model.run.replications);
        let fact = format!(
            "every candidate is run {} times, whatever precision the scenario asks for",
            model.run.replications
        );
        let note = Diagnostic::warning(fact).help("say how often with `--replications`");
        terminal.tell_all(&[note], &Sources::default());
    }
}

/// Replications where nobody says how many.
const USUAL_REPLICATIONS: u32 = 100;

fn axis(from: &Axis) -> SweepAxis {
    let value = |value: &crate::scenario::axes::AxisValue| SweepValue {
        text: value.text.clone(),
        size: value.size,
        today: value.today,
    };
    SweepAxis {
        path: from.path.clone(),
        values: from.values.iter().map(value).collect(),
    }
}

/// Where outputs go: what is asked for, or `output/` with the names of scenario and command.
pub fn folder_of(doing: &Doing, scenario: &Path, command: &str) -> PathBuf {
    let default = || Path::new("output").join(format!("{}-{command}", scenario_file::stem(scenario)));
    doing.out.clone().unwrap_or_else(default)
}
