//! Variants against today: the same luck for both, replication by replication.

use super::forecast::{Forecast, concluded, settled_forecast, told_of_pilot};
use super::replications::{Means, Progress};
use super::trials::{Contender, Measured, line};
use super::warm_up::settle;
use crate::measures::figures::{Better, Definition};
use crate::measures::{CONFIDENCE, Gathered, Identity};
use crate::model::Model;
use crate::results::{
    Comparison, Difference, Estimate, Figure, Judgement, Note, NoteLevel, SLIGHT_PART, SLIGHT_SHARE, VariantComparison,
};
use crate::statistics::ratio::PairedDifference;

/// A model with what is said of it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The model.
    pub model: Model,
    /// What is said of it.
    pub identity: Identity,
}

/// Runs today and its variants with common random numbers and pairs their figures. All have the same seed and number of
/// replications as today; those of all variants stand in one line, so that no thread waits. Where the run is stopped, the variants
/// that are whole are told, each paired over the replications that both have; none where not even today has one.
///
/// The intervals of one figure hold in all variants at once (Bonferroni: each is made at 1 − α / variants), and judgements
/// go by them.
pub fn compare(today: &Candidate, variants: &[Candidate], means: &mut Means<'_>) -> Option<Comparison> {
    let most = today.model.run.replications;
    let count = variants.len() as u32;
    let mut models: Vec<Model> = [today].into_iter().chain(variants).map(|it| it.model.clone()).collect();
    let pilot = match today.model.run.automatic_warm_up {
        true => Some(settle(&mut models.iter_mut().collect::<Vec<_>>(), means)?),
        false => None,
    };
    let mut models = models.into_iter();
    let mut model = models.next()?;
    let base = {
        let mut progress = |progress: Progress| {
            (means.progress)(Progress {
                done: progress.done,
                planned: most.saturating_mul(1 + count),
            });
        };
        let mut means = Means {
            pool: means.pool,
            stop: means.stop,
            progress: &mut progress,
        };
        told_of_pilot(settled_forecast(&mut model, &today.identity, &mut means)?, pilot)
    };
    // Where a precision decided how many there are, it did so for today.
    let planned = base.run.replications;
    let same_luck = variants.iter().zip(models).map(|(variant, mut model)| {
        model.run.seed = today.model.run.seed;
        model.run.replications = planned;
        model.run.precision = None;
        let identity = variant.identity.clone();
        Contender {
            candidate: Candidate { model, identity },
            key: String::new(),
        }
    });
    let contenders: Vec<Contender> = same_luck.collect();
    let each_confidence = 1.0 - (1.0 - CONFIDENCE) / f64::from(count.max(1));
    let mut compared = Vec::new();
    let total = planned.saturating_mul(1 + count);
    line(
        &contenders,
        planned,
        (planned, total),
        means,
        &mut |place, compiled, gathered| {
            if gathered.replications() == 0 {
                return;
            }
            let Candidate { model, identity } = &contenders[place].candidate;
            let variant = told_of_pilot(concluded(model, compiled, gathered, identity, None), pilot);
            compared.push(VariantComparison {
                name: identity.variant.clone().unwrap_or_default(),
                differences: differences(&base, &variant, each_confidence),
                results: variant.summary.results,
            });
        },
    );
    let mut base = base.summary.results;
    base.notes.splice(0..0, cut_short(planned, &compared, variants.len()));
    Some(Comparison {
        base,
        variants: compared,
        each_confidence,
    })
}

/// What an interruption left out of the variants.
fn cut_short(planned: u32, compared: &[VariantComparison], asked: usize) -> Option<Note> {
    let last = compared
        .last()
        .map(|variant| (&variant.name, variant.results.about.replications));
    let partial = last.filter(|(_, done)| *done < planned);
    let text = match partial {
        _ if compared.len() < asked => format!("interrupted: {} of {asked} variants were run", compared.len()),
        Some((name, done)) => format!("interrupted: `{name}` has the first {done} of {planned} runs"),
        None => return None,
    };
    Some(Note {
        level: NoteLevel::Warning,
        text,
    })
}

/// The paired difference of every figure that both have and that can be paired, variant less today.
fn differences(base: &Forecast, variant: &Forecast, level: f64) -> Vec<Difference> {
    let rows = base.summary.results.figures.iter().zip(&base.summary.definitions);
    let mut differences = Vec::new();
    let others = &variant.summary.results.figures;
    let mut next = 0;
    for (figure, definition) in rows {
        // Both are in the same order but for what only one of them has.
        let found = (next..others.len())
            .chain(0..next)
            .find(|&index| same(figure, &others[index]));
        let Some(index) = found else { continue };
        next = index + 1;
        let other = &variant.summary.definitions[index];
        let Some(paired) = pair((&base.gathered, definition), (&variant.gathered, other), level) else {
            continue;
        };
        let (Some(before), Some(after)) = (figure.estimate, others[index].estimate) else {
            continue;
        };
        differences.push(difference(
            figure,
            [before.value, after.value],
            &paired,
            definition.better,
        ));
    }
    missed_as_kept(&mut differences);
    differences
}

fn difference(figure: &Figure, [base, variant]: [f64; 2], paired: &PairedDifference, better: Better) -> Difference {
    let judgement = judge(paired, better);
    let told = Some(paired.difference).filter(|_| judgement != Judgement::Same);
    Difference {
        measure: figure.measure.clone(),
        by: figure.by.clone(),
        name: figure.name.clone(),
        statistic: figure.statistic.clone(),
        unit: figure.unit.clone(),
        base,
        variant,
        difference: Estimate {
            value: paired.difference.value,
            low: told.map(|interval| interval.low),
            high: told.map(|interval| interval.high),
        },
        judgement,
        slight: is_slight(&figure.unit, base, paired.difference.value),
        correlation: paired.correlation,
        variance_ratio: paired.variance_ratio,
    }
}

/// The paired difference of a figure in two contenders, with an interval at a level of confidence.
pub(super) fn paired(base: &Measured, variant: &Measured, level: f64) -> Option<Difference> {
    let paired = variant.reading.less(&base.reading, level)?;
    let value = |of: &Measured| of.reading.estimate(level).map(|estimate| estimate.value);
    let figure = Figure {
        measure: base.measure.clone(),
        by: base.by.clone(),
        name: base.name.clone(),
        statistic: base.statistic.clone(),
        unit: base.unit.clone(),
        estimate: None,
    };
    Some(difference(
        &figure,
        [value(base)?, value(variant)?],
        &paired,
        base.better,
    ))
}

/// Whether a difference is too small to act on.
pub(super) fn is_slight(unit: &str, base: f64, difference: f64) -> bool {
    let least = if unit == "share" {
        SLIGHT_SHARE
    } else {
        SLIGHT_PART * base.abs()
    };
    difference == 0.0 || difference.abs() < least
}

/// Few items are missed where a promise is kept, so that a slight difference of the share kept can be a large part of
/// those missed; both tell of the same items and are called the same.
fn missed_as_kept(differences: &mut [Difference]) {
    for index in 0..differences.len() {
        if differences[index].measure == "missed" {
            let kept = differences
                .iter()
                .find(|it| it.measure == "promise kept" && it.name == differences[index].name);
            if let Some(slight) = kept.map(|kept| kept.slight) {
                differences[index].slight = slight;
            }
        }
    }
}

fn same(a: &Figure, b: &Figure) -> bool {
    a.measure == b.measure && a.by == b.by && a.name == b.name && a.statistic == b.statistic
}

fn pair(
    (base, how): (&Gathered, &Definition),
    (variant, other): (&Gathered, &Definition),
    level: f64,
) -> Option<PairedDifference> {
    other.form.read(variant)?.less(&how.form.read(base)?, level)
}

/// What can be said of a paired difference.
pub(super) fn judge(paired: &PairedDifference, better: Better) -> Judgement {
    let (low, high) = (paired.difference.low, paired.difference.high);
    // No variance to compare: every replication had the same distance, which is none.
    if paired.difference.value == 0.0 && paired.variance_ratio.is_none() {
        return Judgement::Same;
    }
    if low <= 0.0 && high >= 0.0 {
        return Judgement::NoClearDifference;
    }
    match (better, low > 0.0) {
        (Better::Neither, _) => Judgement::Different,
        (Better::More, true) | (Better::Less, false) => Judgement::Better,
        (Better::More, false) | (Better::Less, true) => Judgement::Worse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::ratio::{paired_difference, paired_share_difference};

    #[test]
    fn what_never_differed_is_the_same_and_has_no_interval() {
        let (kept, due) = ([99.0, 100.0, 98.0], [100.0; 3]);
        let paired = paired_share_difference((&kept, &due), (&kept, &due), CONFIDENCE).expect("three replications");
        assert_eq!(judge(&paired, Better::More), Judgement::Same);
        let figure = Figure {
            measure: "promise kept".into(),
            by: "promise".into(),
            name: "p1".into(),
            statistic: "share".into(),
            unit: "share".into(),
            estimate: None,
        };
        let told = difference(&figure, [0.99, 0.99], &paired, Better::More);
        assert_eq!((told.difference.low, told.difference.high), (None, None));
        // Another by one item, in one replication, is no longer the same.
        let other = [99.0, 100.0, 97.0];
        let paired = paired_share_difference((&other, &due), (&kept, &due), CONFIDENCE).expect("three replications");
        assert_eq!(judge(&paired, Better::More), Judgement::NoClearDifference);
        // The same distance everywhere is a difference.
        let (costs, more, weeks) = ([10.0, 12.0, 11.0], [11.0, 13.0, 12.0], [1.0; 3]);
        let paired = paired_difference((&more, &weeks), (&costs, &weeks), CONFIDENCE).expect("three replications");
        assert_eq!(judge(&paired, Better::Less), Judgement::Worse);
    }

    #[test]
    fn slight_is_a_point_of_a_share_and_a_part_of_all_else() {
        assert!(is_slight("share", 0.963, 0.0024) && !is_slight("share", 0.833, 0.132));
        assert!(is_slight("hours", 187.0, -3.0) && !is_slight("hours", 187.0, -4.0));
        assert!(is_slight("items", 0.0, 0.0) && !is_slight("items", 0.0, 0.1));
    }
}
