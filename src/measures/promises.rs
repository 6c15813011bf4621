//! Promises: kept or missed, in how many periods, and in words.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::identity::Identity;
use super::layout::{Layout, commitment};
use crate::engine::Program;
use crate::model::{Aspect, AttributeId, Deadline, DemandId, Model, Period, Promise};
use crate::results::{self, Estimate, PromiseResult, Verdict};
use crate::time::{DAY, HOUR, MINUTE, Span, WEEK};

/// Makes the figures of every commitment.
pub fn add(
    figures: &mut Figures<'_>,
    model: &Model,
    program: &Program,
    layout: &Layout,
    identity: &Identity,
    weeks: f64,
) -> Vec<PromiseResult> {
    (0..program.commitments.len())
        .map(|number| {
            let of = &program.commitments[number];
            let promise = &model.promises[of.promise as usize];
            let cell = layout.commitments + number * commitment::SIZE;
            let count = |number| Sum::of([cell + number], 1.0);
            let name = match of.aspect {
                Aspect::Resolve => promise.name.clone(),
                Aspect::Respond => format!("{} respond", promise.name),
            };
            let label = |measure, statistic, unit| Label {
                measure,
                by: "promise",
                name: &name,
                statistic,
                unit,
            };
            let kept = Form::Share(count(commitment::KEPT), count(commitment::DUE));
            let kept = figures.add(label("promise kept", "share", "share"), kept, Better::More);
            let period = period_word(promise.judged);
            let met = Form::Share(count(commitment::MET), count(commitment::PERIODS));
            let periods_met = figures.add(label("promise periods met", "share", "share"), met, Better::More);
            let missed = Form::Rate(count(commitment::DUE).minus(count(commitment::KEPT)), weeks);
            let missed = figures.add(label("missed", "per week", "items"), missed, Better::Less);
            let due = Form::Rate(count(commitment::DUE), weeks);
            let due = figures.add(label("fell due", "per week", "items"), due, Better::Neither);
            let deadline = match of.aspect {
                Aspect::Resolve => promise.resolve,
                Aspect::Respond => promise.respond,
            };
            let words = deadline
                .map(|deadline| spell(model, promise, deadline))
                .unwrap_or_default();
            PromiseResult {
                name: promise.name.clone(),
                words: sentence(model, promise, of.aspect, &words),
                aspect: match of.aspect {
                    Aspect::Resolve => results::Aspect::Resolve,
                    Aspect::Respond => results::Aspect::Respond,
                },
                deadline: words,
                deadline_hours: match deadline {
                    Some(Deadline::After(span)) if model.calendars[promise.clock.index()].always => {
                        Some(span.as_hours())
                    }
                    _ => None,
                },
                demand: only_demand(model, promise),
                target: promise.target,
                kept,
                verdict: verdict(kept, promise.target),
                period: period.to_owned(),
                periods_met,
                periods_per_replication: of.periods.len().saturating_sub(1) as u32,
                missed_per_week: missed,
                due_per_week: due,
                ceiling: identity
                    .ceilings
                    .iter()
                    .find(|ceiling| ceiling.promise == promise.name && ceiling.aspect == of.aspect)
                    .map(|ceiling| ceiling.share),
            }
        })
        .collect()
}

/// Kept when the whole interval is at or above the target, missed when it is below, else too close to call.
pub fn verdict(kept: Option<Estimate>, target: f64) -> Verdict {
    match kept {
        None => Verdict::Unknown,
        Some(Estimate { low: Some(low), .. }) if low >= target => Verdict::Kept,
        Some(Estimate { high: Some(high), .. }) if high < target => Verdict::Missed,
        Some(_) => Verdict::TooClose,
    }
}

fn period_word(period: Period) -> &'static str {
    match period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
    }
}

fn only_demand(model: &Model, promise: &Promise) -> Option<String> {
    match promise.selector.demands.as_deref() {
        Some([demand]) => Some(model.demands[demand.index()].name.clone()),
        _ => None,
    }
}

/// A promise in words, one sentence for each of its deadlines.
pub fn in_words(model: &Model, promise: &Promise) -> Vec<(Aspect, String)> {
    let deadlines = [(Aspect::Resolve, promise.resolve), (Aspect::Respond, promise.respond)];
    let told = |(aspect, deadline): (Aspect, Option<Deadline>)| {
        let words = spell(model, promise, deadline?);
        Some((aspect, sentence(model, promise, aspect, &words)))
    };
    deadlines.into_iter().filter_map(told).collect()
}

/// `P1 incidents in 4 h`, `Requests first touched in 15 m`.
fn sentence(model: &Model, promise: &Promise, aspect: Aspect, deadline: &str) -> String {
    let values: Vec<&str> = promise
        .selector
        .attributes
        .iter()
        .flat_map(|(attribute, values)| values.iter().map(|value| value_name(model, *attribute, value.index())))
        .collect();
    let demands = match &promise.selector.demands {
        Some(demands) => demands
            .iter()
            .map(|demand| plural(model, *demand))
            .collect::<Vec<_>>()
            .join(", "),
        None => "items".to_owned(),
    };
    let who = if values.is_empty() {
        demands
    } else {
        format!("{} {demands}", values.join("/"))
    };
    let mut letters = who.chars();
    let who: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    match aspect {
        Aspect::Resolve => format!("{who} in {deadline}"),
        Aspect::Respond => format!("{who} first touched in {deadline}"),
    }
}

fn value_name(model: &Model, attribute: AttributeId, value: usize) -> &str {
    &model.attributes[attribute.index()].values[value]
}

fn plural(model: &Model, demand: DemandId) -> String {
    let name = model.demands[demand.index()].name.replace('_', " ");
    if name.ends_with('s') || !name.is_ascii() {
        name
    } else {
        format!("{name}s")
    }
}

/// A deadline in words: `4 h`, `15 m`, `3 working days`, `8 h of office hours`.
fn spell(model: &Model, promise: &Promise, deadline: Deadline) -> String {
    match deadline {
        Deadline::WorkingDays(1) => "1 working day".to_owned(),
        Deadline::WorkingDays(days) => format!("{days} working days"),
        Deadline::After(span) => {
            let calendar = &model.calendars[promise.clock.index()];
            if calendar.always {
                spell_span(span)
            } else {
                format!("{} of {} hours", spell_span(span), calendar.name)
            }
        }
    }
}

fn spell_span(span: Span) -> String {
    let ticks = span.ticks();
    for (unit, one, many) in [(WEEK, "week", "weeks"), (DAY, "day", "days")] {
        if ticks >= unit && ticks % unit == 0 {
            let count = ticks / unit;
            return format!("{count} {}", if count == 1 { one } else { many });
        }
    }
    for (unit, word) in [(HOUR, "h"), (MINUTE, "m")] {
        if ticks >= unit && ticks % unit == 0 {
            return format!("{} {word}", ticks / unit);
        }
    }
    span.to_string()
}

/// The promise, by its place, and the deadline of it that figures call by a name: `p1`, `p1 respond`.
pub fn aspect_of(model: &Model, name: &str) -> Option<(usize, Aspect)> {
    let place = |name: &str| model.promises.iter().position(|promise| promise.name == name);
    let respond = || {
        let place = place(name.strip_suffix(" respond")?)?;
        model.promises[place].respond.map(|_| (place, Aspect::Respond))
    };
    let resolve = || {
        let place = place(name)?;
        model.promises[place].resolve.map(|_| (place, Aspect::Resolve))
    };
    resolve().or_else(respond)
}
