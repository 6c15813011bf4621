//! A few figures of a scenario as it stands and of a variant, paired.

use super::replications::Means;
use super::trials::{Contender, Description, Forgetful, Measured, Trial, Wanted, measure};
use crate::measures::CONFIDENCE;
use crate::results::LessonFigure;

/// What was seen of the figures asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// Each figure, in the order asked; none where there is no figure of these labels.
    pub figures: Vec<Option<LessonFigure>>,
}

/// Runs a scenario, and a variant of it with the same luck, and looks at some figures; none where it is stopped.
pub fn observe(
    today: &Contender,
    variant: Option<&Contender>,
    figures: &[Description],
    means: &mut Means<'_>,
) -> Option<Observed> {
    let until = today.candidate.model.run.replications;
    let contenders = [today].into_iter().chain(variant);
    let trials: Vec<Trial<'_>> = contenders
        .map(|contender| Trial {
            contender,
            from: 0,
            until,
        })
        .collect();
    let wanted = Wanted(figures.to_vec());
    let planned = until.saturating_mul(trials.len() as u32);
    let measured = measure(&trials, &wanted, &mut Forgetful, (0, planned), means);
    let mut measured = measured.into_iter();
    let base = measured.next()??;
    let other = match variant {
        Some(_) => Some(measured.next()??),
        None => None,
    };
    let figures = figures.iter().map(|figure| seen(figure, &base, other.as_deref()));
    Some(Observed {
        figures: figures.collect(),
    })
}

fn seen(figure: &Description, base: &[Measured], other: Option<&[Measured]>) -> Option<LessonFigure> {
    let one = |of: &'_ [Measured]| of.iter().find(|it| figure.describes(it)).cloned();
    let today = one(base)?;
    let variant = other.and_then(one);
    let times = variant
        .as_ref()
        .and_then(|variant| variant.reading.times(&today.reading, CONFIDENCE));
    Some(LessonFigure {
        today: today.reading.estimate(CONFIDENCE),
        variant: variant.and_then(|variant| variant.reading.estimate(CONFIDENCE)),
        times,
        measure: today.measure,
        by: today.by,
        name: today.name,
        statistic: today.statistic,
        unit: today.unit,
    })
}
