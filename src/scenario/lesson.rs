//! The lesson of a scenario: a question, choices, and the figure that answers.

use super::catalogue::Placed;
use super::fields::{LessonChoiceText, LessonFigureText, LessonText, ScenarioText};
use super::nearest;
use super::values::Level;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::time::HOUR;

/// A question that a run answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// What is asked.
    pub question: String,
    /// What to choose from, in the order of the text. The ranges cover all numbers, and none twice.
    pub choices: Vec<Choice>,
    /// The figure that answers: a share, hours, or a plain number, as it stands in results; with a variant, how many times as
    /// much it is there as today.
    pub figure: Figure,
    /// The variant that is asked about.
    pub variant: Option<String>,
    /// Other figures that are shown.
    pub shows: Vec<Figure>,
    /// Why it is so.
    pub because: String,
    /// One thing to try next.
    pub next: String,
}

/// One choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it says.
    pub says: String,
    /// The smallest number for which it is right.
    pub from: f64,
    /// It is right for numbers below this.
    pub below: f64,
}

/// A figure by its labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is measured.
    pub measure: String,
    /// By what.
    pub by: String,
    /// Of which.
    pub name: String,
    /// Which statistic.
    pub statistic: String,
}

/// The lesson that a scenario holds, if it does.
pub fn lesson(text: &ScenarioText, faults: &mut Diagnostics) -> Option<Lesson> {
    let lesson = &text.lesson.as_ref()?.value;
    let variant = lesson.variant.as_ref();
    if let Some(variant) = variant {
        known_variant(text, variant, faults);
    }
    let words = |words: &Option<Placed<String>>| words.as_ref().map(|words| words.value.clone());
    let figure = |text: &LessonFigureText| {
        Some(Figure {
            measure: words(&text.measure)?,
            by: words(&text.by)?,
            name: words(&text.name)?,
            statistic: words(&text.statistic)?,
        })
    };
    let choices = choices(lesson, faults);
    let shows = lesson.shows.as_ref().map_or(&[][..], |shows| shows.value.0.as_slice());
    Some(Lesson {
        question: words(&lesson.question)?,
        choices: choices?,
        figure: figure(&lesson.figure.as_ref()?.value)?,
        variant: words(&lesson.variant),
        shows: shows.iter().filter_map(figure).collect(),
        because: words(&lesson.because)?,
        next: words(&lesson.next)?,
    })
}

fn known_variant(text: &ScenarioText, wanted: &Placed<String>, faults: &mut Diagnostics) {
    let variants = text
        .variant
        .as_ref()
        .map_or(&[][..], |variants| variants.value.0.as_slice());
    let names = || variants.iter().map(|(name, _)| name.value.as_str());
    if names().any(|name| name == wanted.value) {
        return;
    }
    let fault = Diagnostic::error(format!("unknown variant `{}`", wanted.value));
    let fault = fault.at(&wanted.place, "the scenario declares no variant of this name");
    faults.push(match nearest::name(&wanted.value, names()) {
        Some(near) => fault.help(format!("a variant with a similar name exists: `{near}`")),
        None => fault.help(format!("the variants are {}", nearest::list(names()))),
    });
}

/// The choices, where their ranges cover everything once.
fn choices(lesson: &LessonText, faults: &mut Diagnostics) -> Option<Vec<Choice>> {
    let texts = &lesson.choice.as_ref()?;
    if texts.value.0.len() < 2 {
        let fault = Diagnostic::error("a question needs two choices at least").at(&texts.place, "");
        faults.push(fault.help("write each under `[[lesson.choice]]`, with what it `says` and its range"));
        return None;
    }
    let read = |text: &LessonChoiceText| {
        Some(Choice {
            says: text.says.as_ref()?.value.clone(),
            from: text.from.as_ref().map_or(f64::NEG_INFINITY, |from| number(from.value)),
            below: text.below.as_ref().map_or(f64::INFINITY, |below| number(below.value)),
        })
    };
    let choices: Vec<Choice> = texts.value.0.iter().map(read).collect::<Option<_>>()?;
    let places: Vec<&Place> = texts.value.0.iter().map(|text| &text.place).collect();
    let mut order: Vec<usize> = (0..choices.len()).collect();
    order.sort_by(|&a, &b| choices[a].from.total_cmp(&choices[b].from));
    let mut reached = f64::NEG_INFINITY;
    for &index in &order {
        let choice = &choices[index];
        let fact = match choice {
            _ if choice.below <= choice.from => Some("no number is in the range of this choice".to_owned()),
            _ if choice.from < reached => Some(format!("two choices are right below {reached}")),
            _ if choice.from > reached => Some(format!("no choice is right from {reached} to {}", choice.from)),
            _ => None,
        };
        if let Some(fact) = fact {
            let fact = fact.replace("from -inf to", "below");
            let fault = Diagnostic::error(fact).at(places[index], "of this choice");
            faults.push(
                fault.help("let each range begin where another ends, so that one choice is right whatever comes out"),
            );
            return None;
        }
        reached = choice.below;
    }
    if reached < f64::INFINITY {
        let last = order.last().map(|&last| places[last])?;
        let fault = Diagnostic::error(format!("no choice is right from {reached} on")).at(last, "the highest range");
        faults.push(fault.help("leave out `below` of the highest range"));
        return None;
    }
    Some(choices)
}

/// As results have it: shares, hours, plain numbers.
fn number(level: Level) -> f64 {
    match level {
        Level::Share(share) => share,
        Level::Time(span) => span.ticks() as f64 / HOUR as f64,
        Level::Plain(number) => number,
    }
}
