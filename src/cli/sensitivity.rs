//! `flowcast sensitivity`.

use super::arguments::Sensitivity;
use super::folder::Folder;
use super::memory::FileMemory;
use super::sweep::{figures, folder_of, of_one_length};
use super::work::{self, Interruption};
use super::workshop::ScenarioWorkshop;
use super::{Exit, Failure, Terminal, pages, run};
use crate::diagnostic::{Diagnostic, Sources};
use crate::experiment::{self, Candidate, Movable, Question, Sample, Uncertain, Unfit};
use crate::report::manifest::Manifest;
use crate::report::{json, sensitivity as summary};
use crate::results::{InputRange, Sensitivity as Found};
use crate::scenario::inputs::{self, Input};
use crate::scenario::{Choice, Scenario};

/// Looks which inputs matter, writes the folder and prints what was found.
pub fn sensitivity(arguments: &Sensitivity, words: &[String], terminal: &Terminal) -> Result<Exit, Failure> {
    let choice = Choice {
        variant: arguments.variant.clone(),
        sets: arguments.sets.clone(),
    };
    let workshop = ScenarioWorkshop::open(&arguments.scenario, choice.clone(), &arguments.doing)?;
    let mut scenario = run::read(&arguments.scenario, &choice, &arguments.doing, terminal)?;
    let (asked, sources, faults) = figures(&arguments.of, &arguments.doing, &scenario.model);
    if !faults.is_empty() {
        return Err(Failure::new(faults, sources));
    }
    of_one_length(&mut scenario.model, terminal);
    let today = Candidate {
        identity: run::identity(&scenario, &choice, &arguments.scenario),
        model: scenario.model.clone(),
    };
    let inputs = inputs_of(&workshop, &choice, arguments.defaults);
    if inputs.is_empty() {
        return Err(nothing_uncertain());
    }
    let rival = rival(arguments, terminal)?;
    let path = folder_of(&arguments.doing, &arguments.scenario, "sensitivity");
    let folder = Folder::claim(&path)?;
    let mut memory = FileMemory::of(&path);
    let interruption = Interruption::listen(terminal)?;
    let uncertain: Vec<_> = inputs
        .iter()
        .map(|input| move |place: f64| input.reached(place))
        .collect();
    let uncertain: Vec<Uncertain<'_>> = inputs
        .iter()
        .zip(&uncertain)
        .map(|(input, reached)| described(input, reached))
        .collect();
    let changes = |places: &[(usize, f64)]| inputs::changes(&inputs, places);
    let rival_changes = |places: &[(usize, f64)]| {
        rival
            .as_ref()
            .map_or_else(Vec::new, |rival| rival.changes(&inputs, places))
    };
    let question = Question {
        today: &today,
        inputs: &uncertain,
        asked: &asked,
        sample: Sample {
            trajectories: arguments.trajectories,
            draws: arguments.draws,
        },
        movable: Movable {
            workshop: &workshop,
            changes: &changes,
        },
        rival: rival.as_ref().map(|rival| {
            let movable = Movable {
                workshop: &rival.workshop,
                changes: &rival_changes,
            };
            (rival.name, movable)
        }),
    };
    let total = today.model.run.replications;
    let found = work::with_means(arguments.doing.threads, total, &interruption, terminal, |means| {
        experiment::sensitivity(&question, &mut memory, means)
    })?;
    let found = found.map_err(|unfit| cannot_be(&unfit))?;
    terminal.tell_all(&memory.warning().into_iter().collect::<Vec<_>>(), &Sources::default());
    let Some(found) = found else {
        return Ok(run::stopped_early(terminal));
    };
    finish(
        arguments,
        words,
        &found,
        &Output {
            scenario: &scenario,
            folder: &folder,
            interruption: &interruption,
            terminal,
        },
    )
}

/// Where results go.
struct Output<'a> {
    scenario: &'a Scenario,
    folder: &'a Folder,
    interruption: &'a Interruption,
    terminal: &'a Terminal,
}

fn finish(arguments: &Sensitivity, words: &[String], found: &Found, output: &Output<'_>) -> Result<Exit, Failure> {
    let terminal = output.terminal;
    let mut manifest = Manifest::new(&found.about, &format!("{:016x}", output.scenario.text_hash), words);
    manifest.scenario_files = run::files_of(output.scenario);
    manifest.compared_with = arguments.decide.iter().cloned().collect();
    let pages = pages::of_sensitivity(found, manifest);
    let footer = run::write(output.folder, &pages, output.interruption, terminal)?;
    if arguments.telling.json {
        terminal.print(&json::sensitivity_json(found))?;
    } else if !arguments.telling.quiet {
        let text = summary::summary(found, &terminal.style);
        terminal.print(&format!("{text}{footer}\n"))?;
    }
    Ok(match output.interruption.happened() {
        true => Exit::Interrupted,
        false => Exit::Done,
    })
}

fn inputs_of(workshop: &ScenarioWorkshop<'_>, choice: &Choice, with_defaults: bool) -> Vec<Input> {
    let mut sources = Sources::default();
    let file = workshop.add_to(&mut sources);
    inputs::inputs(&mut sources, file, choice, with_defaults)
}

fn described<'a>(input: &Input, reached: &'a dyn Fn(f64) -> f64) -> Uncertain<'a> {
    Uncertain {
        range: InputRange {
            path: input.path.clone(),
            low: input.low.clone(),
            today: input.today.clone(),
            high: input.high.clone(),
            stated: input.stated,
        },
        likely: input.likely,
        reached,
    }
}

fn nothing_uncertain() -> Failure {
    Diagnostic::error("nothing in the scenario is uncertain: it states no range, and holds no effort, rate or share to which a default applies")
        .help("state one under `[uncertain]`, as in `\"team.desk.people.office\" = { low = 3, high = 5 }`")
        .into()
}

/// A variant that may be chosen.
struct Rival<'a> {
    name: &'a str,
    workshop: ScenarioWorkshop<'a>,
    inputs: Vec<Input>,
}

impl Rival<'_> {
    /// Inputs move in it as in the scenario, but those that the variant itself decides.
    fn changes(&self, todays: &[Input], places: &[(usize, f64)]) -> Vec<String> {
        let free = |(number, _): &&(usize, f64)| {
            let today = todays.get(*number);
            today.is_some_and(|today| self.inputs.iter().any(|own| own.is_as_in(today)))
        };
        let places: Vec<(usize, f64)> = places.iter().filter(free).copied().collect();
        inputs::changes(todays, &places)
    }
}

fn rival<'a>(arguments: &'a Sensitivity, terminal: &Terminal) -> Result<Option<Rival<'a>>, Failure> {
    let Some(name) = &arguments.decide else { return Ok(None) };
    if arguments.variant.as_ref() == Some(name) {
        let fault = Diagnostic::error(format!("there is nothing to decide between `{name}` and itself"));
        return Err(fault
            .help("leave out `--variant`, or name another one with `--decide`")
            .into());
    }
    let choice = Choice {
        variant: Some(name.clone()),
        sets: arguments.sets.clone(),
    };
    let workshop = ScenarioWorkshop::open(&arguments.scenario, choice.clone(), &arguments.doing)?;
    let (_, _): (Scenario, Sources) = workshop.scenario(&choice)?;
    terminal.mention(&format!("the choice is `{name}` or not"));
    let inputs = inputs_of(&workshop, &choice, true);
    Ok(Some(Rival { name, workshop, inputs }))
}

/// Candidates that cannot be, each fact once with the first inputs that lead there.
fn cannot_be(unfit: &[(Vec<String>, Unfit)]) -> Failure {
    let mut faults: Vec<Diagnostic> = Vec::new();
    for (changes, unfit) in unfit {
        for fact in &unfit.faults {
            if faults.iter().any(|fault| fault.message == *fact) {
                continue;
            }
            let fault = Diagnostic::error(fact.clone()).note(format!("this is so with {}", changes.join(", ")));
            faults.push(fault.help("narrow the ranges that lead there, under `[uncertain]`"));
        }
    }
    Failure::new(faults, Sources::default())
}
