//! How it is run.

use super::World;
use super::names::unknown;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Aim, AimedFigure, Aspect, DemandId, Precision, Promise, RunPlan, TeamId, Within};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{PrecisionText, Replications, ScenarioText};
use crate::scenario::nearest;
use crate::scenario::values::{HalfWidth, WarmUp};
use crate::time::{DAY, Instant, Span};

/// The longest run.
const LONGEST: Span = Span(20 * 366 * DAY);
/// The most replications.
const MOST_REPLICATIONS: u32 = 1_000_000;
/// The fewest that a precision may decide on: intervals of skewed figures are too narrow below.
const FEWEST: u32 = 30;
/// Measures that a precision can be asked of, but for promises.
const MEASURES: [&str; 6] = [
    "lead time",
    "response time",
    "open items",
    "throughput",
    "utilisation",
    "queue",
];
const PERCENTILES: [(&str, f64); 3] = [("p50 ", 0.50), ("p85 ", 0.85), ("p95 ", 0.95)];

/// A warm-up that a pilot finds may be as long as this.
const LONGEST_FOUND: Span = Span(2 * 366 * DAY);

/// When the run ends at the latest; told before anything else is looked at, because schedules are written out up to then.
pub fn end(text: &ScenarioText) -> Instant {
    let run = text.run.as_ref().map(|run| &run.value);
    let warm_up = run.and_then(|run| run.warm_up.as_ref()).map(|warm_up| warm_up.value);
    let counted = text.duration.as_ref().map_or(Span::weeks(1), |duration| duration.value);
    let found = if warm_up == Some(WarmUp::Automatic) {
        LONGEST_FOUND
    } else {
        Span::ZERO
    };
    Instant::START + warm_up.map_or(Span::ZERO, WarmUp::span) + found + counted
}

/// The plan of the run.
pub fn run(world: &World<'_>, promises: &[Promise], faults: &mut Diagnostics) -> RunPlan {
    let text = world.text;
    let run = text.run.as_ref().map(|run| &run.value);
    let warm_up = run.and_then(|run| run.warm_up.as_ref()).map(|warm_up| warm_up.value);
    check_length(world, warm_up.map_or(Span::ZERO, WarmUp::span), faults);
    let replications = run.and_then(|run| run.replications.as_ref());
    let (replications, precision) = match replications.map(|placed| (&placed.value, &placed.place)) {
        None => (100, None),
        Some((Replications::Fixed(count), place)) => {
            in_range("run.replications", count.0, 1, place, faults);
            (count.0, None)
        }
        Some((Replications::Enough(text), _)) => enough(world, text, promises, faults),
    };
    RunPlan {
        warm_up: warm_up.map_or(Span::ZERO, WarmUp::span),
        automatic_warm_up: warm_up == Some(WarmUp::Automatic),
        counted: text.duration.as_ref().map_or(Span::weeks(1), |duration| duration.value),
        replications,
        precision,
        seed: run.and_then(|run| run.seed.as_ref()).map_or(1, |seed| seed.value.0),
    }
}

fn check_length(world: &World<'_>, warm_up: Span, faults: &mut Diagnostics) {
    let Some(duration) = &world.text.duration else { return };
    let total = duration.value + warm_up;
    if duration.value == Span::ZERO {
        faults.push(Diagnostic::error("`duration` is no time at all").at(&duration.place, "nothing would be counted"));
    } else if total > LONGEST {
        let fault = Diagnostic::error(format!("a run of {total} is longer than 20 years"));
        faults.push(fault.at(&duration.place, "with the warm-up, at most 20 years can be simulated"));
    }
}

fn in_range(key: &str, count: u32, least: u32, place: &Place, faults: &mut Diagnostics) {
    if !(least..=MOST_REPLICATIONS).contains(&count) {
        let fault = Diagnostic::error(format!("`{key}` is {count}"));
        faults.push(fault.at(place, format!("it must lie between {least} and 1,000,000")));
    }
}

/// The most replications, and what makes fewer enough.
fn enough(
    world: &World<'_>,
    text: &PrecisionText,
    promises: &[Promise],
    faults: &mut Diagnostics,
) -> (u32, Option<Precision>) {
    let at_most = text.at_most.as_ref().map_or(1_000, |count| count.value.0);
    if let Some(count) = &text.at_most {
        in_range("run.replications.at_most", at_most, FEWEST, &count.place, faults);
    }
    let (Some(width), Some(of)) = (&text.precision, &text.of) else {
        return (at_most, None);
    };
    let mut aims = Vec::new();
    for words in &of.value.0 {
        let Some(figure) = figure(world, words, promises, faults) else {
            continue;
        };
        if !fits(width.value, figure) {
            let fault = Diagnostic::error(format!("`{}` is not measured in that", words.value));
            let told = match width.value {
                HalfWidth::Points(_) => "points are for shares",
                HalfWidth::Time(_) => "a duration is for times",
                HalfWidth::Part(_) | HalfWidth::Plain(_) => "a plain number is for items",
            };
            faults.push(
                fault
                    .at(&width.place, told)
                    .help("give it as a part of the figure, as in `precision = \"5%\"`"),
            );
        }
        aims.push(Aim {
            words: words.value.clone(),
            figure,
        });
    }
    let within = match width.value {
        HalfWidth::Part(part) => Within::Part(part),
        HalfWidth::Points(share) => Within::Absolute(share),
        HalfWidth::Time(span) => Within::Absolute(span.as_hours()),
        HalfWidth::Plain(number) => Within::Absolute(number),
    };
    (at_most, Some(Precision { within, of: aims }))
}

fn fits(width: HalfWidth, figure: AimedFigure) -> bool {
    use AimedFigure::{Kept, LeadTime, Open, Queue, ResponseTime, Throughput, Utilisation};
    match width {
        HalfWidth::Part(_) => true,
        HalfWidth::Points(_) => matches!(figure, Kept(..) | Utilisation(_)),
        HalfWidth::Time(_) => matches!(figure, LeadTime(..) | ResponseTime(..) | Queue(_)),
        HalfWidth::Plain(_) => matches!(figure, Open(_) | Throughput(_)),
    }
}

/// A promise by its name, its response by `NAME respond`, or a measure of something.
fn figure(
    world: &World<'_>,
    words: &Placed<String>,
    promises: &[Promise],
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
        faults.push(no_such_figure(words, promises));
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

fn no_such_figure(words: &Placed<String>, promises: &[Promise]) -> Diagnostic {
    if promises
        .iter()
        .any(|promise| nearest::name(&words.value, [promise.name.as_str()]).is_some())
    {
        let names: Vec<&str> = promises.iter().map(|promise| promise.name.as_str()).collect();
        return unknown("promise", "promises", words, &names);
    }
    Diagnostic::error(format!(
        "`{}` is no figure that can decide how long to run",
        words.value
    ))
    .at(&words.place, "neither a promise nor a measure")
    .help("name a promise, or a measure as in \"lead time of incident\", \"p85 lead time\" or \"queue of desk\"")
    .help(format!("the measures are {}", nearest::list(MEASURES)))
}
