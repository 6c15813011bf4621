//! The figures by which candidates are judged side by side.

use super::comparison::{is_slight, judge};
use super::trials::{Description, Measured, Wanted};
use crate::measures::CONFIDENCE;
use crate::measures::figures::Better;
use crate::measures::promises::verdict;
use crate::measures::reading::Reading;
use crate::model::{AimedFigure, Aspect, Model};
use crate::results::{Estimate, Judgement, MeasuredFigure, PairedChange, Verdict};

/// The measure of promises that are missed, and what all of them together are called.
const MISSED: &str = "missed";
const ALL: &str = "all";

/// What is always looked at: promises, lead times, cost, what is open at the end; and what is asked for.
pub(super) fn wanted(model: &Model, asked: &[AimedFigure]) -> Wanted {
    let mut wanted = vec![
        Description::measure("promise kept").by("promise"),
        Description::measure("promise periods met").by("promise"),
        Description::measure(MISSED).by("promise"),
        Description::measure("lead time").by("demand").statistic("p85"),
        Description::measure("cost").by(ALL).statistic("per week"),
        Description::measure("open at end").by(ALL).statistic("mean"),
    ];
    wanted.extend(asked.iter().map(|figure| description(model, *figure)));
    Wanted(wanted)
}

/// A figure by the parts of its name.
pub(super) fn description(model: &Model, figure: AimedFigure) -> Description {
    let by_demand = |measure: &str, demand: Option<crate::model::DemandId>, statistic: &str| {
        let described = Description::measure(measure).statistic(statistic);
        match demand {
            Some(demand) => described.by("demand").of(&model.demands[demand.index()].name),
            None => described.by(ALL),
        }
    };
    let percentile = |p: Option<f64>| p.map_or("mean".to_owned(), |p| format!("p{:.0}", p * 100.0));
    let of_team = |measure: &str, team: crate::model::TeamId, statistic: &str| {
        let name = &model.teams[team.index()].name;
        Description::measure(measure).by("team").of(name).statistic(statistic)
    };
    match figure {
        AimedFigure::Kept(promise, aspect) => {
            let name = &model.promises[promise].name;
            let name = match aspect {
                Aspect::Resolve => name.clone(),
                Aspect::Respond => format!("{name} respond"),
            };
            Description::measure("promise kept").by("promise").of(&name)
        }
        AimedFigure::LeadTime(demand, p) => by_demand("lead time", demand, &percentile(p)),
        AimedFigure::ResponseTime(demand, p) => by_demand("response time", demand, &percentile(p)),
        AimedFigure::Open(demand) => by_demand("open items", demand, "mean"),
        AimedFigure::Throughput(demand) => by_demand("throughput", demand, "per week"),
        AimedFigure::Utilisation(team) => of_team("utilisation", team, "share"),
        AimedFigure::Queue(team) => of_team("queue", team, "mean per visit"),
    }
}

/// With what all promises together miss in a week.
pub(super) fn complete(mut measured: Vec<Measured>) -> Vec<Measured> {
    let missed: Vec<&Measured> = measured.iter().filter(|it| it.measure == MISSED).collect();
    let Some(first) = missed.first() else { return measured };
    let mut all = Measured {
        by: ALL.to_owned(),
        name: ALL.to_owned(),
        ..(*first).clone()
    };
    for other in &missed[1..] {
        if let (Reading::Rate { sums, .. }, Reading::Rate { sums: more, .. }) = (&mut all.reading, &other.reading) {
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
    }
    measured.push(all);
    measured
}

/// What all promises together miss, among completed figures.
pub(super) fn all_missed(measured: &[Measured]) -> Option<usize> {
    measured.iter().position(|it| it.measure == MISSED && it.by == ALL)
}

/// What all of it costs.
pub(super) fn cost(measured: &[Measured]) -> Option<usize> {
    measured.iter().position(|it| it.measure == "cost" && it.by == ALL)
}

/// The same figure of another candidate.
pub(super) fn same<'a>(figure: &Measured, others: &'a [Measured]) -> Option<&'a Measured> {
    others.iter().find(|other| other.is_same(figure))
}

/// Figures as results show them, with their differences from today where that is among what was measured.
pub(super) fn told(model: &Model, measured: &[Measured], today: Option<&[Measured]>) -> Vec<MeasuredFigure> {
    let figure = |it: &Measured| {
        let estimate = it.reading.estimate(CONFIDENCE);
        let target = target(model, it);
        MeasuredFigure {
            measure: it.measure.clone(),
            by: it.by.clone(),
            name: it.name.clone(),
            statistic: it.statistic.clone(),
            unit: it.unit.clone(),
            estimate,
            target,
            verdict: target.map(|target| verdict(estimate, target)),
            against_today: today.and_then(|today| change(it, same(it, today)?)),
        }
    };
    measured.iter().map(figure).collect()
}

fn target(model: &Model, figure: &Measured) -> Option<f64> {
    if figure.measure != "promise kept" || figure.by != "promise" {
        return None;
    }
    let own = |name: &str| model.promises.iter().find(|promise| promise.name == name);
    let promise = own(&figure.name).or_else(|| own(figure.name.strip_suffix(" respond")?))?;
    Some(promise.target)
}

/// The paired difference of a figure from another candidate's.
pub(super) fn change(this: &Measured, base: &Measured) -> Option<PairedChange> {
    let paired = this.reading.less(&base.reading, CONFIDENCE)?;
    let before = base.reading.estimate(CONFIDENCE)?.value;
    let judgement = judge(&paired, this.better);
    let sure = judgement != Judgement::Same;
    Some(PairedChange {
        difference: Estimate {
            value: paired.difference.value,
            low: sure.then_some(paired.difference.low),
            high: sure.then_some(paired.difference.high),
        },
        judgement,
        slight: is_slight(&this.unit, before, paired.difference.value),
    })
}

/// All promises together.
pub(super) fn all_promises(figures: &[MeasuredFigure]) -> Verdict {
    let verdicts: Vec<Verdict> = figures.iter().filter_map(|figure| figure.verdict).collect();
    let any = |verdict| verdicts.contains(&verdict);
    if verdicts.is_empty() {
        Verdict::Unknown
    } else if any(Verdict::Missed) {
        Verdict::Missed
    } else if any(Verdict::TooClose) {
        Verdict::TooClose
    } else if any(Verdict::Kept) {
        Verdict::Kept
    } else {
        Verdict::Unknown
    }
}

/// How one candidate's figure stands to another's, less being better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Less,
    More,
    /// The same in every replication.
    Same,
    Unclear,
}

/// Whether one figure is clearly less than another, at a level of confidence.
pub(super) fn standing(this: &Measured, other: &Measured, level: f64) -> Standing {
    let Some(paired) = this.reading.less(&other.reading, level) else {
        return Standing::Unclear;
    };
    match judge(&paired, Better::Less) {
        Judgement::Better => Standing::Less,
        Judgement::Worse => Standing::More,
        Judgement::Same => Standing::Same,
        Judgement::Different | Judgement::NoClearDifference => Standing::Unclear,
    }
}
