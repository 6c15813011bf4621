//! How it is run.

use super::World;
use super::figures::figure;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Aim, AimedFigure, Precision, Promise, RunPlan, Within};
use crate::scenario::fields::{PrecisionText, Replications, ScenarioText};
use crate::scenario::values::{HalfWidth, WarmUp};
use crate::time::{DAY, Instant, Span};

/// The longest run.
const LONGEST: Span = Span(20 * 366 * DAY);
/// The most replications.
const MOST_REPLICATIONS: u32 = 1_000_000;
/// The fewest that a precision may decide on: intervals of skewed figures are too narrow below.
const FEWEST: u32 = 30;
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
        let Some(figure) = figure(world, words, promises, "that can decide how long to run", faults) else {
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
