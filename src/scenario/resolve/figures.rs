//! Figures by the words that a scenario has for them: `p1`, `lead time of incident`, `p85 lead time`, `queue of desk`.

use super::World;
use super::names::{Names, unknown};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Sources};
use crate::model::{AimedFigure, Aspect, DemandId, Model, Promise, TeamId};
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
/// Those of them that are of a team.
const OF_TEAMS: [&str; 2] = ["utilisation", "queue"];
const PERCENTILES: [(&str, f64); 3] = [("p50 ", 0.50), ("p85 ", 0.85), ("p95 ", 0.95)];

/// What figures may be of.
pub struct Known<'a> {
    /// Demands by name.
    pub demands: &'a Names<'a>,
    /// Teams by name.
    pub teams: &'a Names<'a>,
    /// Promises.
    pub promises: &'a [Promise],
}

/// A promise by its name, its response by `NAME respond`, or a measure of something; `purpose` says what no other figure can do.
pub fn figure(
    world: &World<'_>,
    words: &Placed<String>,
    promises: &[Promise],
    purpose: &str,
    faults: &mut Diagnostics,
) -> Option<AimedFigure> {
    let known = Known {
        demands: &world.demands,
        teams: &world.teams,
        promises,
    };
    known.figure(words, purpose, faults)
}

impl Known<'_> {
    /// As [`figure`], whoever knows the names.
    pub fn figure(&self, words: &Placed<String>, purpose: &str, faults: &mut Diagnostics) -> Option<AimedFigure> {
        figure_of(self, words, purpose, faults)
    }
}

/// Figures of a model by their words, as asked for on a command line by `option`; every fault of all of them.
pub fn asked(
    option: &str,
    words: &[String],
    model: &Model,
    sources: &mut Sources,
) -> (Vec<AimedFigure>, Vec<Diagnostic>) {
    let named = |name: &String| Placed {
        value: name.clone(),
        place: Place::default(),
    };
    let demands: Vec<Placed<String>> = model.demands.iter().map(|demand| named(&demand.name)).collect();
    let teams: Vec<Placed<String>> = model.teams.iter().map(|team| named(&team.name)).collect();
    let known = Known {
        demands: &Names::new("demand", "demands", demands.iter()),
        teams: &Names::new("team", "teams", teams.iter()),
        promises: &model.promises,
    };
    let mut faults = Diagnostics::default();
    let figures = words.iter().filter_map(|text| {
        let source = sources.add(option, text.as_str());
        let place = Place {
            source,
            range: 0..text.len(),
        };
        let words = Placed {
            value: text.clone(),
            place,
        };
        known.figure(&words, "that can be asked for here", &mut faults)
    });
    let figures = figures.collect();
    (figures, faults.into_sorted())
}

fn figure_of(
    known: &Known<'_>,
    words: &Placed<String>,
    purpose: &str,
    faults: &mut Diagnostics,
) -> Option<AimedFigure> {
    let promises = known.promises;
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
    if OF_TEAMS.contains(&measure) {
        return of_team(known.teams, measure, name.as_ref(), words, faults);
    }
    let demand = match &name {
        None => None,
        Some(name) => Some(DemandId::from(known.demands.find(name, faults)?)),
    };
    Some(match measure {
        "lead time" => AimedFigure::LeadTime(demand, percentile),
        "response time" => AimedFigure::ResponseTime(demand, percentile),
        "open items" => AimedFigure::Open(demand),
        _ => AimedFigure::Throughput(demand),
    })
}

/// The measure and the team of a figure that is of a team.
pub fn team_in(words: &str) -> Option<(&str, &str)> {
    let (measure, team) = words.trim().split_once(" of ")?;
    let measure = measure.trim();
    OF_TEAMS.contains(&measure).then_some((measure, team.trim()))
}

/// The fact that something is no figure, before what it should be one for.
pub fn no_figure_fact(words: &str) -> String {
    format!("`{words}` is no figure ")
}

fn of_team(
    teams: &Names<'_>,
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
    let team = TeamId::from(teams.find(name, faults)?);
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
    Diagnostic::error(no_figure_fact(&words.value) + purpose)
        .at(&words.place, "neither a promise nor a measure")
        .help("name a promise, or a measure as in \"lead time of incident\", \"p85 lead time\" or \"queue of desk\"")
        .help(format!("the measures are {}", nearest::list(MEASURES)))
}
