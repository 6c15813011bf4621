//! Elementary effects: what a figure gains while one input moves.

use super::candidates::Walk;
use crate::experiment::trials::Measured;
use crate::experiment::watched::same;
use crate::measures::CONFIDENCE;
use crate::results::{self, InputEffect, Screening};
use crate::statistics::interval::student_quantile;
use crate::statistics::screening::effects;

/// A confidence at which half an interval is one standard error of many replications.
const ONE_STANDARD_ERROR: f64 = 0.682_689_492_137_085_9;

/// Degrees of freedom at which Student's quantile is the normal one.
const MANY: f64 = 1e6;

/// One elementary effect.
#[derive(Clone, Copy)]
struct Effect {
    value: f64,
    /// Its standard error by luck.
    error: f64,
    /// Whether its interval, at a confidence shared by all effects of a figure, leaves nothing out.
    clear: bool,
}

/// Effects of every input on every figure, over the trajectories that are whole; none below two of them.
pub(super) fn screening(
    today: &[Measured],
    walks: &[Walk],
    walked: &[Option<Vec<Measured>>],
    inputs: usize,
) -> Option<Screening> {
    let mut rest = walked;
    let mut whole: Vec<(&Walk, Vec<&Vec<Measured>>)> = Vec::new();
    for walk in walks {
        let (own, others) = rest.split_at(walk.points.len());
        rest = others;
        let own: Option<Vec<&Vec<Measured>>> = own.iter().map(Option::as_ref).collect();
        whole.extend(own.map(|own| (walk, own)));
    }
    (whole.len() >= 2).then(|| Screening {
        trajectories: whole.len() as u32,
        figures: today.iter().map(|figure| of_figure(figure, &whole, inputs)).collect(),
    })
}

/// The effects of inputs on one figure; none where it is unknown somewhere, or where an input never moved twice.
fn of_figure(figure: &Measured, whole: &[(&Walk, Vec<&Vec<Measured>>)], inputs: usize) -> Option<Vec<InputEffect>> {
    let mut found: Vec<Vec<Effect>> = vec![Vec::new(); inputs];
    // All effects on one figure are held to be clear together.
    let confidence = 1.0 - (1.0 - CONFIDENCE) / (whole.len() * inputs) as f64;
    for (walk, points) in whole {
        for (pair, &(input, length)) in points.windows(2).zip(&walk.moves) {
            if length == 0.0 {
                continue;
            }
            let (before, after) = (same(figure, pair[0])?, same(figure, pair[1])?);
            found[input].push(effect(before, after, length, confidence)?);
        }
    }
    let told = found.iter().enumerate().map(|(input, of)| {
        let values: Vec<f64> = of.iter().map(|effect| effect.value).collect();
        let seen = effects(&values, CONFIDENCE)?;
        let squares: f64 = of.iter().map(|effect| effect.error * effect.error).sum();
        let noise = (squares / of.len() as f64).sqrt();
        // All walks share their luck, so that a mean of effects may be as unlucky as one of them; all inputs hold together.
        let unlucky = student_quantile(1.0 - (1.0 - CONFIDENCE) / (2 * inputs) as f64, MANY)? * noise;
        Some(InputEffect {
            input: input as u32,
            mean: estimate(seen.mean),
            size: estimate(seen.size),
            spread: estimate(seen.spread),
            noise,
            clear: of.iter().any(|effect| effect.clear) || noise > 0.0 && seen.size.value > unlucky,
        })
    });
    told.collect()
}

fn effect(before: &Measured, after: &Measured, length: f64, confidence: f64) -> Option<Effect> {
    let [near, sure] = [ONE_STANDARD_ERROR, confidence].map(|level| after.reading.less(&before.reading, level));
    let (near, sure) = (near?, sure?);
    let value = near.difference.value;
    // What never varied has no error to tell, however wide the interval of a share then is.
    let error = near.variance_ratio.map_or(0.0, |_| near.difference.half_width());
    let clear = match sure.variance_ratio {
        None => value != 0.0,
        Some(_) => sure.difference.low > 0.0 || sure.difference.high < 0.0,
    };
    Some(Effect {
        value: value / length,
        error: error / length.abs(),
        clear,
    })
}

fn estimate(from: crate::statistics::Estimate) -> results::Estimate {
    results::Estimate {
        value: from.value,
        low: Some(from.low),
        high: Some(from.high),
    }
}

/// The inputs in the order in which they move a figure: those with a clear effect on it first, by the size of effects. Without a
/// screening, as they stand.
pub(super) fn order(screening: Option<&Screening>, figure: usize, inputs: usize) -> Vec<usize> {
    let effects = screening.and_then(|screening| screening.figures.get(figure)?.as_ref());
    let Some(effects) = effects else {
        return (0..inputs).collect();
    };
    let mut order: Vec<&InputEffect> = effects.iter().collect();
    order.sort_by(|a, b| b.clear.cmp(&a.clear).then(b.size.value.total_cmp(&a.size.value)));
    order.into_iter().map(|effect| effect.input as usize).collect()
}
