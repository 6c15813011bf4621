//! `flowcast story`.

use super::arguments::{Doing, Story};
use super::{Exit, Failure, Terminal, run};
use crate::diagnostic::Diagnostic;
use crate::journey::{Choice as Which, Id, Stage};
use crate::model::Model;
use crate::report::story;
use crate::scenario::{Choice, nearest};

/// Tells one item's journey.
pub fn story(arguments: &Story, terminal: &Terminal) -> Result<Exit, Failure> {
    let choice = Choice {
        variant: arguments.variant.clone(),
        sets: arguments.sets.clone(),
    };
    let doing = Doing {
        seed: arguments.seed,
        ..Doing::default()
    };
    let scenario = run::read(&arguments.scenario, &choice, &doing, terminal)?;
    let model = &scenario.model;
    let which = which(arguments, model)?;
    let stage = Stage::new(model);
    let replication = arguments.replication - 1;
    let found = stage.find(replication, &which);
    let journey = found.id.and_then(|id| stage.tell(replication, id));
    let Some(journey) = journey else {
        return Err(not_found(arguments, model, &which, &found.counts).into());
    };
    let text = if arguments.json {
        story::story_json(&journey)
    } else {
        story::story(&journey, &terminal.style)
    };
    terminal.print(&text)?;
    Ok(Exit::Done)
}

fn which(arguments: &Story, model: &Model) -> Result<Which, Failure> {
    if let Some(id) = &arguments.item {
        return Ok(Which::Item(item(id, model)?));
    }
    if let Some(name) = &arguments.typical {
        return Ok(Which::Typical(demand(name, model)?));
    }
    match arguments.longest.as_deref() {
        None => {}
        Some("") => return Ok(Which::Longest(None)),
        Some(name) => return Ok(Which::Longest(Some(demand(name, model)?))),
    }
    let worst = arguments.worst.as_deref().filter(|name| !name.is_empty());
    match worst {
        // Without promises nothing can be late, and what was open longest is the worst.
        None if model.promises.is_empty() => Ok(Which::Longest(None)),
        None => Ok(Which::Worst(None)),
        Some(name) if model.promises.iter().any(|promise| promise.name == name) => {
            Ok(Which::Worst(Some(name.to_owned())))
        }
        Some(name) => {
            let known = model.promises.iter().map(|promise| promise.name.as_str());
            Err(unknown("promise", name, known).into())
        }
    }
}

fn demand(name: &str, model: &Model) -> Result<u32, Failure> {
    let known = || model.demands.iter().map(|demand| demand.name.as_str());
    let found = known().position(|own| own == name);
    match found {
        Some(index) => Ok(index as u32),
        None => Err(unknown("demand", name, known()).into()),
    }
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let fault = Diagnostic::error(format!("the scenario has no {what} `{name}`"));
    match nearest::name(name, known.clone()) {
        Some(near) => fault.help(format!("a {what} with a similar name exists: `{near}`")),
        None => fault.help(format!("it has {}", nearest::list(known))),
    }
}

/// An id's demand and number: what stands behind the last `-`.
fn item(id: &str, model: &Model) -> Result<Id, Failure> {
    let number = id
        .rsplit_once('-')
        .and_then(|(name, number)| Some((name, number.parse().ok()?)));
    let Some((name, number)) = number else {
        let example = model.demands.first().map_or("incident", |demand| demand.name.as_str());
        return Err(Diagnostic::error(format!("`{id}` is not an item's id"))
            .help(format!("an id is a demand and a number, as in `{example}-1`"))
            .help(PICKING)
            .into());
    };
    Ok(Id {
        demand: demand(name, model)?,
        number,
    })
}

const PICKING: &str = "let one be picked with `--worst`, `--typical DEMAND` or `--longest`, or list all items with \
                       `flowcast run … --items`";

/// No item is what was asked for: how many there are, and how to pick one.
fn not_found(arguments: &Story, model: &Model, which: &Which, counts: &[u32]) -> Diagnostic {
    let run = arguments.replication;
    let name = |demand: u32| model.demands[demand as usize].name.as_str();
    match which {
        Which::Item(id) => {
            let (name, count) = (name(id.demand), counts[id.demand as usize]);
            let fact = format!("there is no item `{name}-{}` in replication {run}", id.number);
            let there = match count {
                0 => format!("no item of demand `{name}` comes in this replication"),
                1 => format!("it has one: `{name}-1`"),
                _ => format!("it has {count} of them: `{name}-1` to `{name}-{count}`"),
            };
            Diagnostic::error(fact).note(there).help(PICKING)
        }
        Which::Typical(demand) => {
            let fact = format!(
                "no item of demand `{}` is completed in replication {run}",
                name(*demand)
            );
            Diagnostic::error(fact)
                .note(format!("{} came in", counts[*demand as usize]))
                .help("look at one that is open with `--longest`, or at another replication with `--replication`")
        }
        Which::Worst(_) => {
            Diagnostic::error(format!("nothing that was promised falls due in replication {run}")).help(PICKING)
        }
        Which::Longest(_) => Diagnostic::error(format!("no such item comes in replication {run}")).help(PICKING),
    }
}
