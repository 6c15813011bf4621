//! Variants against today: the same luck for both, replication by replication.

use super::forecast::{Forecast, forecast};
use super::replications::{Means, Progress};
use crate::measures::figures::{Better, Definition, Form};
use crate::measures::{CONFIDENCE, Gathered, Identity};
use crate::model::Model;
use crate::results::{Comparison, Difference, Estimate, Figure, Judgement, Note, NoteLevel, VariantComparison};
use crate::statistics::Histogram;
use crate::statistics::quantile::paired_quantile_difference;
use crate::statistics::ratio::{PairedDifference, paired_difference, paired_share_difference};
use crate::time::HOUR;

/// A model with what is said of it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The model.
    pub model: Model,
    /// What is said of it.
    pub identity: Identity,
}

/// Runs today and its variants with common random numbers and pairs their figures. All have the same seed and number of
/// replications as today. Where the run is stopped, the variants that are whole are told, each paired over the replications
/// that both have; none where not even today has one.
pub fn compare(today: &Candidate, variants: &[Candidate], means: &mut Means<'_>) -> Option<Comparison> {
    let planned = today.model.run.replications;
    let total = planned * (1 + variants.len() as u32);
    let (pool, stop) = (means.pool, means.stop);
    let mut done_before = 0;
    let mut run = |candidate: &Candidate, done_before: u32| {
        let mut progress = |progress: Progress| {
            (means.progress)(Progress {
                done: done_before + progress.done,
                planned: total,
            });
        };
        forecast(
            &candidate.model,
            &candidate.identity,
            &mut Means {
                pool,
                stop,
                progress: &mut progress,
            },
        )
    };
    let base = run(today, done_before)?;
    let mut compared = Vec::new();
    for candidate in variants {
        done_before += planned;
        let mut same_luck = candidate.clone();
        same_luck.model.run.seed = today.model.run.seed;
        same_luck.model.run.replications = planned;
        let Some(variant) = run(&same_luck, done_before) else {
            break;
        };
        compared.push(VariantComparison {
            name: candidate.identity.variant.clone().unwrap_or_default(),
            differences: differences(&base, &variant),
            results: variant.summary.results,
        });
    }
    let mut base = base.summary.results;
    base.notes.splice(0..0, cut_short(planned, &compared, variants.len()));
    Some(Comparison {
        base,
        variants: compared,
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
fn differences(base: &Forecast, variant: &Forecast) -> Vec<Difference> {
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
        let Some(paired) = pair(&base.gathered, definition, &variant.gathered, other) else {
            continue;
        };
        let (Some(before), Some(after)) = (figure.estimate, others[index].estimate) else {
            continue;
        };
        differences.push(Difference {
            measure: figure.measure.clone(),
            by: figure.by.clone(),
            name: figure.name.clone(),
            statistic: figure.statistic.clone(),
            unit: figure.unit.clone(),
            base: before.value,
            variant: after.value,
            difference: Estimate {
                value: paired.difference.value,
                low: Some(paired.difference.low),
                high: Some(paired.difference.high),
            },
            judgement: judge(&paired, definition.better),
            correlation: paired.correlation,
            variance_ratio: paired.variance_ratio,
        });
    }
    differences
}

fn same(a: &Figure, b: &Figure) -> bool {
    a.measure == b.measure && a.by == b.by && a.name == b.name && a.statistic == b.statistic
}

fn pair(base: &Gathered, how: &Definition, variant: &Gathered, other: &Definition) -> Option<PairedDifference> {
    let replications = base.replications().min(variant.replications()) as usize;
    let values = |sum: &crate::measures::figures::Sum, of: &Gathered| {
        let mut values = sum.values(of);
        values.truncate(replications);
        values
    };
    let constant = |per: f64| vec![per; replications];
    match (&how.form, &other.form) {
        (Form::Rate(a, per_a), Form::Rate(b, per_b)) => paired_difference(
            (&values(b, variant), &constant(*per_b)),
            (&values(a, base), &constant(*per_a)),
            CONFIDENCE,
        ),
        (Form::Ratio(a, by_a), Form::Ratio(b, by_b)) => paired_difference(
            (&values(b, variant), &values(by_b, variant)),
            (&values(a, base), &values(by_a, base)),
            CONFIDENCE,
        ),
        (Form::Share(a, by_a), Form::Share(b, by_b)) => paired_share_difference(
            (&values(b, variant), &values(by_b, variant)),
            (&values(a, base), &values(by_a, base)),
            CONFIDENCE,
        ),
        (Form::LeadTime(a, p), Form::LeadTime(b, _)) => {
            paired_percentile(&variant.lead_times(b), &base.lead_times(a), *p)
        }
        (Form::ResponseTime(a, p), Form::ResponseTime(b, _)) => {
            paired_percentile(&variant.response_times(b), &base.response_times(a), *p)
        }
        _ => None,
    }
}

/// In hours, from histograms in ticks.
fn paired_percentile(variant: &[Histogram], base: &[Histogram], p: f64) -> Option<PairedDifference> {
    let mut paired = paired_quantile_difference(variant, base, p, CONFIDENCE)?;
    let hour = HOUR as f64;
    paired.difference.value /= hour;
    paired.difference.low /= hour;
    paired.difference.high /= hour;
    Some(paired)
}

fn judge(paired: &PairedDifference, better: Better) -> Judgement {
    let (low, high) = (paired.difference.low, paired.difference.high);
    if low <= 0.0 && high >= 0.0 {
        return Judgement::NoClearDifference;
    }
    match (better, low > 0.0) {
        (Better::Neither, _) => Judgement::Different,
        (Better::More, true) | (Better::Less, false) => Judgement::Better,
        (Better::More, false) | (Better::Less, true) => Judgement::Worse,
    }
}
