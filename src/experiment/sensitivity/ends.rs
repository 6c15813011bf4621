//! Both ends of inputs, all else as it stands: what the figures are there, which verdicts turn, and whether a choice does.

use super::Work;
use super::candidates::{Candidates, Rival};
use crate::experiment::trials::Measured;
use crate::experiment::watched;
use crate::model::Model;
use crate::results::{Decision, DecisionAtEnds, Flip, Judgement, MeasuredFigure, PairedChange, Swing, Verdict};

/// What was measured at both ends; none where the work was stopped before.
type Ends = Vec<Option<[Vec<Measured>; 2]>>;

/// Runs both ends of some inputs.
pub(super) fn run(candidates: &Candidates, order: &[usize], work: &mut Work<'_, '_>) -> Ends {
    let contenders: Vec<_> = order.iter().flat_map(|&input| &candidates.ends[input]).collect();
    pairs(work.run(&contenders, work.replications))
}

fn pairs(measured: Vec<Option<Vec<Measured>>>) -> Ends {
    let mut measured = measured.into_iter();
    let mut found = Vec::new();
    while let (Some(low), Some(high)) = (measured.next(), measured.next()) {
        found.push(low.zip(high).map(|(low, high)| [low, high]));
    }
    found
}

/// The figures at both ends, the input first that moves the ranking figure most.
pub(super) fn swings(model: &Model, (today, figure): (&[Measured], usize), order: &[usize], ends: &Ends) -> Vec<Swing> {
    let as_it_stands = watched::told(model, today, None);
    let whole = order
        .iter()
        .zip(ends)
        .filter_map(|(input, ends)| Some((*input, ends.as_ref()?)));
    let mut swings: Vec<Swing> = whole
        .map(|(input, [low, high])| {
            let [low, high] = [low, high].map(|end| in_order(&as_it_stands, watched::told(model, end, Some(today))));
            let mut flips = flips(&as_it_stands, &low, "low");
            flips.extend(self::flips(&as_it_stands, &high, "high"));
            Swing {
                input: input as u32,
                low,
                high,
                flips,
            }
        })
        .collect();
    swings.sort_by(|a, b| reach(b, figure).total_cmp(&reach(a, figure)));
    swings
}

/// Figures in today's order; one that is unknown there has no estimate.
fn in_order(today: &[MeasuredFigure], found: Vec<MeasuredFigure>) -> Vec<MeasuredFigure> {
    let same = |a: &MeasuredFigure, b: &MeasuredFigure| {
        (&a.measure, &a.by, &a.name, &a.statistic) == (&b.measure, &b.by, &b.name, &b.statistic)
    };
    let of = |figure: &MeasuredFigure| {
        found
            .iter()
            .find(|it| same(it, figure))
            .cloned()
            .unwrap_or(MeasuredFigure {
                estimate: None,
                verdict: None,
                ..figure.clone()
            })
    };
    today.iter().map(of).collect()
}

/// How far an input moves a figure, to whichever side.
fn reach(swing: &Swing, figure: usize) -> f64 {
    let far = |figures: &[MeasuredFigure]| {
        let change = figures.get(figure).and_then(|it| it.against_today);
        change.map_or(0.0, |change| change.difference.value.abs())
    };
    far(&swing.low).max(far(&swing.high))
}

/// Promises whose verdict is certain at an end, and another than today.
fn flips(today: &[MeasuredFigure], then: &[MeasuredFigure], end: &str) -> Vec<Flip> {
    let pairs = today.iter().zip(then);
    let flip = |(now, then): (&MeasuredFigure, &MeasuredFigure)| {
        let (today, then_is) = (now.verdict?, then.verdict?);
        let certain = matches!(then_is, Verdict::Kept | Verdict::Missed);
        (certain && then_is != today).then(|| Flip {
            promise: now.name.clone(),
            end: end.to_owned(),
            today,
            then: then_is,
        })
    };
    pairs.filter_map(flip).collect()
}

/// How a variant stands to today in the ranking figure, as things stand and at both ends of inputs.
pub(super) fn decision(
    variant: &str,
    (today, figure): (&[Measured], usize),
    rival: &Rival,
    (order, ends): (&[usize], &Ends),
    work: &mut Work<'_, '_>,
) -> Option<Decision> {
    let as_it_stands = work.run(&[&rival.today], work.replications).pop()??;
    let contenders: Vec<_> = order.iter().flat_map(|&input| &rival.ends[input]).collect();
    let rivals = pairs(work.run(&contenders, work.replications));
    let ranked = &today[figure];
    let less = |rival: &[Measured], today: &[Measured]| -> Option<PairedChange> {
        watched::change(watched::same(ranked, rival)?, watched::same(ranked, today)?)
    };
    let now = less(&as_it_stands, today);
    let sense = |change: &Option<PairedChange>| change.map_or(Sense::Open, |change| Sense::of(change.judgement));
    let both = order.iter().zip(ends.iter().zip(&rivals));
    let at_ends = both.filter_map(|(input, (ends, rivals))| {
        let ([today_low, today_high], [low, high]) = (ends.as_ref()?, rivals.as_ref()?);
        let (low, high) = (less(low, today_low), less(high, today_high));
        Some(DecisionAtEnds {
            input: *input as u32,
            flips: sense(&low) != sense(&now) || sense(&high) != sense(&now),
            low,
            high,
        })
    });
    Some(Decision {
        variant: variant.to_owned(),
        ends: at_ends.collect(),
        today: now,
    })
}

/// What a judgement says to who must choose.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    For,
    Against,
    Open,
}

impl Sense {
    fn of(judgement: Judgement) -> Sense {
        match judgement {
            Judgement::Better => Sense::For,
            Judgement::Worse => Sense::Against,
            Judgement::Different | Judgement::NoClearDifference | Judgement::Same => Sense::Open,
        }
    }
}

/// The input that would most change the decision: the one that turns the choice, where one was asked about and it turns; else the one
/// that turns most promises, by how far it moves the ranking figure where several do.
pub(super) fn most_wanted(swings: &[Swing], decision: Option<&Decision>, figure: usize) -> Option<u32> {
    let turns_choice = |swing: &&Swing| {
        let ends = decision.map_or(&[][..], |decision| &decision.ends);
        ends.iter().any(|end| end.input == swing.input && end.flips)
    };
    let far = |a: &&Swing, b: &&Swing| reach(a, figure).total_cmp(&reach(b, figure));
    if let Some(swing) = swings.iter().filter(turns_choice).max_by(far) {
        return Some(swing.input);
    }
    let turned = |swing: &Swing| {
        let mut promises: Vec<&str> = swing.flips.iter().map(|flip| flip.promise.as_str()).collect();
        promises.sort_unstable();
        promises.dedup();
        promises.len()
    };
    let most = swings.iter().filter(|swing| turned(swing) > 0);
    most.max_by(|a, b| turned(a).cmp(&turned(b)).then(far(a, b)))
        .map(|swing| swing.input)
}
