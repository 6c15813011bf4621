//! The improvement register: what improvements seemed to do, and what they did.
//!
//! An improvement is judged in the run by its figure before and after, which is noisy, and in which all else that changed meanwhile is
//! mixed. What it did is told by the same replications run once more without its changes: the difference is paired.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::layout::{Layout, improvement};
use crate::model::{AimedFigure, Improvement, Judging, Model};
use crate::results::{ImprovementResult, Judgement};
use crate::statistics::interval::t_interval;
use crate::time::{HOUR, Instant};

/// What became of each improvement in a replication.
#[derive(Clone, Debug)]
pub(super) struct Register {
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    began: Option<Instant>,
    done: Option<Instant>,
    before: Option<f64>,
    /// The figure after, and whether the improvement was kept.
    judged: Option<(Option<f64>, bool)>,
    without: Option<f64>,
}

impl Register {
    pub fn new(improvements: usize) -> Register {
        Register {
            entries: vec![Entry::default(); improvements],
        }
    }

    pub fn clear(&mut self) {
        self.entries.fill(Entry::default());
    }

    pub fn began(&mut self, now: Instant, number: u32, before: Option<f64>) {
        let entry = &mut self.entries[number as usize];
        (entry.began, entry.before) = (Some(now), before);
    }

    pub fn done(&mut self, now: Instant, number: u32) {
        self.entries[number as usize].done = Some(now);
    }

    pub fn judged(&mut self, number: u32, after: Option<f64>, kept: bool) {
        self.entries[number as usize].judged = Some((after, kept));
    }

    /// Those of which is asked what would have been without them.
    pub fn asked(&self) -> Vec<u32> {
        let entries = (0u32..).zip(&self.entries);
        let judged = entries.filter(|(_, entry)| entry.judged.is_some_and(|(after, _)| after.is_some()));
        judged.map(|(number, _)| number).collect()
    }

    pub fn set_without(&mut self, number: u32, figure: Option<f64>) {
        self.entries[number as usize].without = figure;
    }

    /// Writes the cells of all improvements.
    pub fn write(&self, numbers: &mut [f64]) {
        for (entry, cell) in self.entries.iter().zip(numbers.chunks_exact_mut(improvement::SIZE)) {
            let is = |known: bool| f64::from(u8::from(known));
            cell[improvement::BEGAN] = is(entry.began.is_some());
            if let (Some(began), Some(done)) = (entry.began, entry.done) {
                cell[improvement::DONE] = 1.0;
                cell[improvement::TOOK] = (done - began).ticks() as f64;
            }
            if let (Some(before), Some((Some(after), kept))) = (entry.before, entry.judged) {
                cell[improvement::JUDGED] = 1.0;
                cell[improvement::KEPT] = is(kept);
                if let Some(without) = entry.without {
                    cell[improvement::PAIRED] = 1.0;
                    cell[improvement::BEFORE] = before;
                    cell[improvement::AFTER] = after;
                    cell[improvement::WITHOUT] = without;
                }
            }
        }
    }
}

/// Makes the figures of every improvement.
pub fn add(figures: &mut Figures<'_>, model: &Model, layout: &Layout) -> Vec<ImprovementResult> {
    let each = model.improvements.iter().enumerate();
    each.map(|(number, of)| {
        let cell = layout.improvements + number * improvement::SIZE;
        add_improvement(figures, model, of, cell)
    })
    .collect()
}

fn add_improvement(figures: &mut Figures<'_>, model: &Model, of: &Improvement, cell: usize) -> ImprovementResult {
    let sum = |number: usize| Sum::of([cell + number], 1.0);
    let (unit, scale) = of.judged.map_or(("", 1.0), |judged| unit_of(judged.figure));
    let figure = |number: usize| Sum::of([cell + number], scale);
    let paired = || sum(improvement::PAIRED);
    let truth = of.judged.and_then(|judged| truth(figures, judged, cell));
    let mut add = |measure, statistic, unit, form| {
        let label = Label {
            measure,
            by: "improvement",
            name: &of.name,
            statistic,
            unit,
        };
        figures.add(label, form, Better::Neither)
    };
    let done = Form::Share(sum(improvement::DONE), sum(improvement::BEGAN));
    let took = Form::Ratio(
        Sum::of([cell + improvement::TOOK], 1.0 / HOUR as f64),
        sum(improvement::DONE),
    );
    let kept = Form::Share(sum(improvement::KEPT), sum(improvement::JUDGED));
    let after_less = |number| Form::Ratio(figure(improvement::AFTER).minus(figure(number)), paired());
    let mut result = ImprovementResult {
        name: of.name.clone(),
        issue: of.issue.clone(),
        judged_by: of.judged.map(|judged| words(model, judged.figure)),
        unit: unit.to_owned(),
        done: add("improvement done", "share", "share", done),
        took: add("improvement took", "mean", "hours", took),
        kept: add("improvement kept", "share", "share", kept),
        before: add(
            "figure before",
            "mean",
            unit,
            Form::Ratio(figure(improvement::BEFORE), paired()),
        ),
        after: add(
            "figure after",
            "mean",
            unit,
            Form::Ratio(figure(improvement::AFTER), paired()),
        ),
        seemed: add("seemed to change", "mean", unit, after_less(improvement::BEFORE)),
        did: add("did change", "mean", unit, after_less(improvement::WITHOUT)),
        expected: of.judged.and_then(|judged| judged.expected),
        judgement: None,
        wrong: None,
    };
    result.judgement = truth.map(|truth| truth.judgement);
    result.wrong = truth.and_then(|truth| {
        let wrong = match truth.worth_keeping? {
            true => sum(improvement::JUDGED).minus(sum(improvement::KEPT)),
            false => sum(improvement::KEPT),
        };
        let wrong = Form::Share(wrong, sum(improvement::JUDGED));
        add("decisions that were wrong", "share", "share", wrong)
    });
    result
}

/// What an improvement does, on average.
#[derive(Clone, Copy)]
struct Truth {
    judgement: Judgement,
    /// Whether it should be kept by its own criterion; none where that is too close to call.
    worth_keeping: Option<bool>,
}

fn truth(figures: &Figures<'_>, judged: Judging, cell: usize) -> Option<Truth> {
    let gathered = figures.gathered();
    let numbers = |number: usize| Sum::of([cell + number], 1.0).values(gathered);
    let paired = numbers(improvement::PAIRED);
    let direction = if judged.figure.more_is_better() { 1.0 } else { -1.0 };
    let each = |number: usize| {
        numbers(number)
            .into_iter()
            .zip(&paired)
            .filter(|(_, paired)| **paired > 0.0)
    };
    let gains: Vec<f64> = each(improvement::AFTER)
        .zip(each(improvement::WITHOUT))
        .map(|((after, _), (without, _))| direction * (after - without))
        .collect();
    let interval = t_interval(&gains, super::CONFIDENCE)?;
    let judgement = match (interval.low, interval.high) {
        (low, high) if low == 0.0 && high == 0.0 => Judgement::Same,
        (low, _) if low > 0.0 => Judgement::Better,
        (_, high) if high < 0.0 => Judgement::Worse,
        _ => Judgement::NoClearDifference,
    };
    let without: Vec<f64> = each(improvement::WITHOUT).map(|(without, _)| without).collect();
    let wanted = judged.least * without.iter().sum::<f64>().abs() / without.len() as f64;
    let worth_keeping = match (interval.low, interval.high) {
        (low, _) if low > wanted => Some(true),
        (_, high) if high < wanted || (high == 0.0 && wanted == 0.0) => Some(false),
        _ => None,
    };
    Some(Truth {
        judgement,
        worth_keeping,
    })
}

/// The unit of a figure, and what it is multiplied by to come in it.
fn unit_of(figure: AimedFigure) -> (&'static str, f64) {
    match figure {
        AimedFigure::Kept(..) | AimedFigure::Utilisation(_) => ("share", 1.0),
        AimedFigure::LeadTime(..) | AimedFigure::ResponseTime(..) | AimedFigure::Queue(_) => {
            ("hours", 1.0 / HOUR as f64)
        }
        AimedFigure::Open(_) | AimedFigure::Throughput(_) => ("items", 1.0),
    }
}

fn words(model: &Model, figure: AimedFigure) -> String {
    let of = |measure: &str, demand: Option<crate::model::DemandId>| match demand {
        Some(demand) => format!("{measure} of {}", model.demands[demand.index()].name),
        None => measure.to_owned(),
    };
    let time = |measure: &str, percentile: Option<f64>| match percentile {
        Some(p) => format!("p{} {measure}", (p * 100.0).round()),
        None => measure.to_owned(),
    };
    match figure {
        AimedFigure::Kept(promise, aspect) => match aspect {
            crate::model::Aspect::Resolve => model.promises[promise].name.clone(),
            crate::model::Aspect::Respond => format!("{} respond", model.promises[promise].name),
        },
        AimedFigure::LeadTime(demand, p) => of(&time("lead time", p), demand),
        AimedFigure::ResponseTime(demand, p) => of(&time("response time", p), demand),
        AimedFigure::Open(demand) => of("open items", demand),
        AimedFigure::Throughput(demand) => of("throughput", demand),
        AimedFigure::Utilisation(team) => format!("utilisation of {}", model.teams[team.index()].name),
        AimedFigure::Queue(team) => format!("queue of {}", model.teams[team.index()].name),
    }
}
