//! `flowcast compare --break-even`.

use super::arguments::Compare;
use super::compare::{Other, folder_of};
use super::folder::Folder;
use super::memory::FileMemory;
use super::work::{self, Interruption};
use super::workshop::ScenarioWorkshop;
use super::{Exit, Failure, Terminal, pages, run};
use crate::diagnostic::{Diagnostic, Sources};
use crate::experiment::{self, BreakEvenQuestion, Description, NoBreakEven, Workshop, override_path};
use crate::model::Model;
use crate::report::manifest::Manifest;
use crate::report::{json, terminal as summary};
use crate::results::break_even::BreakEvenReport;
use crate::scenario::{Choice, Scenario};

/// Replications where the scenario leaves their number to a precision.
const USUAL: u32 = 100;

/// Finds the share at which today is no worse than each of the others, writes the folder and prints it.
pub fn answer(
    arguments: &Compare,
    (path, scenario, others): (&str, &Scenario, &[Other<'_>]),
    words: &[String],
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let model = &scenario.model;
    let figure = figure(arguments.on.as_deref(), model);
    let stated = stated(model, path);
    let place = folder_of(arguments, "break-even");
    let folder = Folder::claim(&place)?;
    let mut memory = FileMemory::of(&place);
    let interruption = Interruption::listen(terminal)?;
    let replications = match &model.run.precision {
        Some(_) => USUAL.min(model.run.replications),
        None => model.run.replications,
    };
    let today = ScenarioWorkshop::open(arguments.first(), Choice::default(), &arguments.doing)?;
    let mut found = Vec::new();
    let mut about = None;
    for other in others {
        let against = ScenarioWorkshop::open(other.path, other.choice.clone(), &arguments.doing)?;
        let question = BreakEvenQuestion {
            path,
            with: "today",
            against: &other.name,
            figure: figure.clone(),
            stated,
            replications,
        };
        let sides: [&dyn Workshop; 2] = [&today, &against];
        let answer = work::with_means(
            arguments.doing.threads,
            replications,
            &interruption,
            terminal,
            |means| {
                experiment::settled(sides, replications, means).and_then(|(of, plans)| {
                    Ok((of, experiment::break_even(plans.each(), &question, &mut memory, means)?))
                })
            },
        )?;
        match answer {
            Ok((of, one)) => {
                about.get_or_insert(of);
                found.push(one);
            }
            Err(NoBreakEven::Stopped) => break,
            Err(why) => return Err(fault(why, path, arguments.on.as_deref())),
        }
    }
    terminal.tell_all(memory.warning().as_slice(), &Sources::default());
    let Some(about) = about else {
        return Ok(run::stopped_early(terminal));
    };
    let report = BreakEvenReport {
        about,
        break_evens: found,
    };
    let mut manifest = Manifest::new(&report.about, &format!("{:016x}", scenario.text_hash), words);
    manifest.scenario_files = run::files_of(scenario);
    manifest.compared_with = report.break_evens.iter().map(|it| it.against.clone()).collect();
    let footer = run::write(
        &folder,
        &pages::of_break_evens(&report, manifest),
        &interruption,
        terminal,
    )?;
    if arguments.telling.json {
        terminal.print(&json::break_even_json(&report))?;
    } else if !arguments.telling.quiet {
        let text = summary::break_evens(&report, &terminal.style);
        terminal.print(&format!("{text}{footer}\n"))?;
    }
    Ok(if interruption.happened() {
        Exit::Interrupted
    } else {
        Exit::Done
    })
}

/// The figure that is asked for: a promise by its name, or a measure, a percentile of it, and of what. Cost where nothing is asked and
/// every team's is stated; else the items that are open.
fn figure(on: Option<&str>, model: &Model) -> Description {
    let Some(on) = on.map(str::trim) else {
        let is_stated = model.teams.iter().all(|team| team.hourly_cost.is_some());
        return Description::measure(if is_stated { "cost" } else { "open items" }).by("all");
    };
    if model.promises.iter().any(|promise| promise.name == on) {
        return Description::measure("promise kept").by("promise").of(on);
    }
    let (measure, name) = on
        .split_once(" of ")
        .map_or((on, None), |(measure, name)| (measure, Some(name)));
    let statistics = ["p50", "p85", "p95", "mean"];
    let found = statistics
        .into_iter()
        .find_map(|it| Some((measure.strip_suffix(it)?.trim_end(), it)));
    let (measure, statistic) = found.map_or((measure, None), |(measure, it)| (measure, Some(it)));
    let mut figure = Description::measure(measure);
    if let Some(name) = name {
        figure = figure.of(name);
    }
    if let Some(by) = name.map_or(Some("all"), |name| by(model, name)) {
        figure = figure.by(by);
    }
    statistic
        .into_iter()
        .fold(figure, |figure, statistic| figure.statistic(statistic))
}

/// By what a name is a name.
fn by(model: &Model, name: &str) -> Option<&'static str> {
    let is = |mut names: Box<dyn Iterator<Item = &String> + '_>| names.any(|it| it == name);
    let found = [
        (is(Box::new(model.demands.iter().map(|it| &it.name))), "demand"),
        (is(Box::new(model.teams.iter().map(|it| &it.name))), "team"),
        (is(Box::new(model.promises.iter().map(|it| &it.name))), "promise"),
        (is(Box::new(model.streams.iter().map(|it| &it.name))), "stream"),
        (is(Box::new(model.routes.iter().map(|it| &it.name))), "route"),
    ];
    found.into_iter().find(|(is, _)| *is).map(|(_, by)| by)
}

/// What the scenario says the share is, where it is that of a route.
fn stated(model: &Model, path: &str) -> Option<f64> {
    let of = |key: &str, name: &str| override_path(&["route", name, key]) == path;
    let route = model.routes.iter().find(|route| of("catches_bad", &route.name))?;
    Some(route.catches_bad)
}

fn fault(why: NoBreakEven, path: &str, on: Option<&str>) -> Failure {
    let fault = match why {
        NoBreakEven::Unfit(unfit) => Diagnostic::error(format!(
            "`{path}` cannot be a share from 0 % to 100 %: {}",
            unfit.faults.join("; ")
        ))
        .help("name what an approval route catches, as in `--break-even route.board.catches_bad`"),
        NoBreakEven::NoFigure => {
            Diagnostic::error(format!("there is no figure `{}` that both have", on.unwrap_or("cost")))
                .help("name a promise, or a measure of kpis.csv and of what, as in `--on \"lead time p85 of change\"`")
        }
        NoBreakEven::Stopped => Diagnostic::error("it was stopped"),
    };
    fault.into()
}
