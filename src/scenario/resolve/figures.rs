//! Figures by the words that a scenario has for them: `p1`, `lead time of incident`, `p85 lead time`, `queue of desk`.

use super::World;
use super::names::unknown;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{AimedFigure, Aspect, DemandId, Promise, TeamId};
use crate::scenario::catalogue::Placed;
use crate::scenario::nearest;

/// Measures that have words, beside promises.
const MEASURES: [&str; 6] = [
    "lead time",
    "response time",
    "open items",
    "throughput",
    "utilisation",
    "queue",
];
const PERCENTILES: [(&str, f64); 3] = [("p50 ", 0.50), ("p85 ", 0.85), ("p95 ", 0.95)];

/// A promise by its name, its response by `NAME respond`, or a measure of something; `purpose` says what no other figure can do.
pub fn figure(
    world: &World<'_>,
    words: &Placed<String>,
    promises: &[Promise],
    purpose: &str,
    faults: &mut Diagnostics,
) -> Option<AimedFigure> {
    let text = words.value.trim();
    for (index, promise) in promises.iter().enumerate() {
        if text == promise.name {
            let aspect = promise.resolve.map_or(Aspect::Respond, |_| Aspect::Resolve);
            return Some(AimedFigure::Kept(index, aspect));
        }
        if promise.respond.is_some() && text.strip_suffix(" respond") == Some(promise.name.as_str()) {
            return Some(AimedFigure::Kept(index, Aspect::Respond));
        }
    }
    let (measure, name) = match text.split_once(" of ") {
        Some((measure, name)) => (measure.trim(), Some(name.trim())),
        None => (text, None),
    };
    let (measure, percentile) = PERCENTILES
        .iter()
        .find_map(|(word, p)| Some((measure.strip_prefix(word)?, Some(*p))))
        .unwrap_or((measure, None));
    let name = name.map(|name| Placed {
        value: name.to_owned(),
        place: words.place.clone(),
    });
    let times = matches!(measure, "lead time" | "response time");
    if !MEASURES.contains(&measure) || (percentile.is_some() && !times) {
        faults.push(no_such_figure(words, promises, purpose));
        return None;
    }
    if matches!(measure, "utilisation" | "queue") {
        return of_team(world, measure, name.as_ref(), words, faults);
    }
    let demand = match &name {
        None => None,
        Some(name) => Some(DemandId::from(world.demands.find(name, faults)?)),
    };
    Some(match measure {
        "lead time" => AimedFigure::LeadTime(demand, percentile),
        "response time" => AimedFigure::ResponseTime(demand, percentile),
        "open items" => AimedFigure::Open(demand),
        _ => AimedFigure::Throughput(demand),
    })
}

fn of_team(
    world: &World<'_>,
    measure: &str,
    name: Option<&Placed<String>>,
    words: &Placed<String>,
    faults: &mut Diagnostics,
) -> Option<AimedFigure> {
    let Some(name) = name else {
        let fault = Diagnostic::error(format!("`{measure}` is of a team")).at(&words.place, "no team is named");
        faults.push(fault.help(format!("name it, as in `of = \"{measure} of desk\"`")));
        return None;
    };
    let team = TeamId::from(world.teams.find(name, faults)?);
    Some(match measure {
        "queue" => AimedFigure::Queue(team),
        _ => AimedFigure::Utilisation(team),
    })
}

fn no_such_figure(words: &Placed<String>, promises: &[Promise], purpose: &str) -> Diagnostic {
    if promises
        .iter()
        .any(|promise| nearest::name(&words.value, [promise.name.as_str()]).is_some())
    {
        let names: Vec<&str> = promises.iter().map(|promise| promise.name.as_str()).collect();
        return unknown("promise", "promises", words, &names);
    }
    Diagnostic::error(format!("`{}` is no figure {purpose}", words.value))
        .at(&words.place, "neither a promise nor a measure")
        .help("name a promise, or a measure as in \"lead time of incident\", \"p85 lead time\" or \"queue of desk\"")
        .help(format!("the measures are {}", nearest::list(MEASURES)))
}
