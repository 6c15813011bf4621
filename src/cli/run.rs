//! `flowcast run`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::arguments::{Doing, Run};
use super::folder::{Folder, Page};
use super::work::{self, Interruption};
use super::workshop::ScenarioWorkshop;
use super::{Exit, Failure, Terminal, items, pages, scenario_file};
use crate::diagnostic::{Diagnostic, Sources};
use crate::experiment;
use crate::journey::Stage;
use crate::measures::{Ceiling, Identity, Load, backlog};
use crate::model::{Aspect, Model};
use crate::report::json;
use crate::report::manifest::{Manifest, ScenarioFile};
use crate::report::terminal::{self as summary, Beside};
use crate::scenario::load::TeamLoad;
use crate::scenario::{self, Choice, Scenario};

/// Runs a scenario, writes its folder and prints what it came to.
pub fn run(arguments: &Run, words: &[String], terminal: &Terminal) -> Result<Exit, Failure> {
    let began = Instant::now();
    let choice = Choice {
        variant: arguments.variant.clone(),
        sets: [arguments.sets.clone(), arguments.doing.overrides()].concat(),
    };
    let scenario = read(&arguments.scenario, &choice, &arguments.doing, terminal)?;
    let folder = Folder::claim(&folder_of(arguments))?;
    let interruption = Interruption::listen(terminal)?;
    let identity = identity(&scenario, &choice, &arguments.scenario);
    let total = scenario.model.run.replications;
    let forecast = work::with_means(arguments.doing.threads, total, &interruption, terminal, |means| {
        experiment::forecast(&scenario.model, &identity, means)
    })?;
    let Some(forecast) = forecast else {
        return Ok(stopped_early(terminal));
    };
    let elapsed = began.elapsed();
    let results = forecast.summary.results;
    let mut manifest = Manifest::new(&results.about, &format!("{:016x}", scenario.text_hash), words);
    manifest.scenario_files = files_of(&scenario);
    let stage = Stage::new(&scenario.model);
    let single = items::pages(&scenario.model, &stage, &arguments.items, results.about.replications);
    let pages = pages::of_run(&results, manifest, single);
    let footer = write(&folder, &pages, &interruption, terminal)?;
    if arguments.telling.json {
        terminal.print(&json::results_json(&results))?;
    } else if !arguments.telling.quiet {
        let beside = Beside {
            told: &identity.warnings,
            footer: &[footer],
            elapsed: Some(elapsed),
        };
        terminal.print(&summary::summary(&results, &terminal.style, &beside))?;
    }
    Ok(match (interruption.happened(), arguments.check) {
        (true, _) => Exit::Interrupted,
        (false, true) => Exit::of_promises(&results.promises),
        (false, false) => Exit::Done,
    })
}

/// Reads a scenario file, tells its warnings, and takes seed and replications from the command line where it names them.
pub fn read(path: &Path, choice: &Choice, doing: &Doing, terminal: &Terminal) -> Result<Scenario, Failure> {
    let began = Instant::now();
    let (scenario, sources) = ScenarioWorkshop::open(path, Choice::default(), doing)?.scenario(choice)?;
    terminal.tell_all(&scenario.warnings, &sources);
    terminal.mention(&format!("read {} in {:.1?}", path.display(), began.elapsed()));
    Ok(scenario)
}

/// Promises that open items had broken before the run begins, as warnings.
pub fn broken_before(model: &Model) -> Vec<Diagnostic> {
    let told = backlog::broken_before(model).into_iter().map(|broken| {
        let aspect = match broken.aspect {
            Aspect::Resolve => "resolve",
            Aspect::Respond => "respond",
        };
        let fact = format!(
            "of {:.0} open items for which promise `{}` is made, {:.0} have broken its `{aspect}` before the start",
            broken.items,
            broken.promise,
            broken.broken.max(1.0)
        );
        Diagnostic::warning(fact)
            .note("results judge only what falls due in the counted window, so these are not in its share")
    });
    told.collect()
}

/// The files beside a scenario, for its manifest.
pub fn files_of(scenario: &Scenario) -> Vec<ScenarioFile> {
    let files = scenario.files.iter();
    files
        .map(|file| ScenarioFile {
            path: file.path.clone(),
            hash: format!("{:016x}", file.text_hash),
        })
        .collect()
}

/// Takes seed and replications from the command line where it names them.
pub fn take(doing: &Doing, model: &mut Model) {
    let run = &mut model.run;
    run.seed = doing.seed.unwrap_or(run.seed);
    if let Some(replications) = doing.replications {
        run.replications = replications;
        run.precision = None;
    }
}

/// What results say of a scenario.
pub fn identity(scenario: &Scenario, choice: &Choice, path: &Path) -> Identity {
    let below_one = scenario.ceilings.iter().filter(|ceiling| ceiling.share < 1.0);
    Identity {
        scenario: scenario_file::stem(path),
        variant: choice.variant.clone(),
        overrides: choice.sets.clone(),
        warnings: scenario
            .warnings
            .iter()
            .map(|warning| warning.message.clone())
            .collect(),
        ceilings: below_one
            .map(|ceiling| Ceiling {
                promise: ceiling.promise.clone(),
                aspect: ceiling.aspect,
                share: ceiling.share,
            })
            .collect(),
        loads: loads(&scenario.model),
    }
}

fn loads(model: &Model) -> Vec<Load> {
    let loads = scenario::load::offered_load(model);
    let relief = scenario::pools::relief(model, &loads);
    let of_team = |(load, relief): (&TeamLoad, f64)| Load {
        offered: load.offered,
        capacity: load.capacity,
        boards: load.boards,
        relief,
    };
    loads.iter().zip(relief).map(of_team).collect()
}

/// Writes the folder and gives the line that says so.
pub fn write(
    folder: &Folder,
    pages: &[Page<'_>],
    interruption: &Interruption,
    terminal: &Terminal,
) -> Result<String, Failure> {
    let began = Instant::now();
    folder.write(pages, interruption.writing())?;
    terminal.mention(&format!("wrote {} in {:.1?}", folder.name(), began.elapsed()));
    Ok(format!("Wrote {}: {}", folder.name(), pages::in_words(pages)))
}

/// Stopped before anything was whole.
pub fn stopped_early(terminal: &Terminal) -> Exit {
    let fact = Diagnostic::warning("interrupted before the first run was done; nothing was written");
    terminal.tell_all(&[fact], &Sources::default());
    Exit::Interrupted
}

/// A name as a part of a folder's name: `7 on platform` → `7-on-platform`.
pub fn slug(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    if words.is_empty() {
        "variant".to_owned()
    } else {
        words.join("-")
    }
}

fn folder_of(arguments: &Run) -> PathBuf {
    let default = || {
        let stem = scenario_file::stem(&arguments.scenario);
        let name = match &arguments.variant {
            Some(variant) => format!("{stem}-{}", slug(variant)),
            None => stem,
        };
        Path::new("output").join(name)
    };
    arguments.doing.out.clone().unwrap_or_else(default)
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn names_become_folder_names() {
        assert_eq!(slug("7 on platform"), "7-on-platform");
        assert_eq!(slug("../Peer review!"), "peer-review");
        assert_eq!(slug("…"), "variant");
    }
}
