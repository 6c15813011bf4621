//! Chance and not knowing apart.
//!
//! A figure of one run differs from another run's by luck, at the inputs as they stand; and what is expected differs from one drawn set
//! of inputs to another. All draws share their replications, so that a table of figures by draw and replication has two ways in which to
//! vary, and what draws add is told from luck by the analysis of variance ([`crate::statistics::screening::components`]).

use crate::experiment::trials::Measured;
use crate::experiment::watched::same;
use crate::measures::CONFIDENCE;
use crate::results::{Estimate, Risk, Spread};
use crate::statistics::interval::{mean, variance};
use crate::statistics::screening::{components, deviation};
use crate::statistics::series::percentile;

/// A deviation below this part of a figure is rounding.
const DUST: f64 = 1e-9;

/// The risks of every figure that each replication tells alone; none where not every draw is whole.
pub(super) fn risks(today: &[Measured], drawn: &[Option<Vec<Measured>>], few: u32) -> Vec<Risk> {
    let whole: Option<Vec<&Vec<Measured>>> = drawn.iter().map(Option::as_ref).collect();
    let Some(whole) = whole else { return Vec::new() };
    let numbered = today.iter().enumerate();
    numbered
        .filter_map(|(number, figure)| risk(number, figure, &whole, few as usize))
        .collect()
}

fn risk(number: usize, figure: &Measured, drawn: &[&Vec<Measured>], few: usize) -> Option<Risk> {
    let own = figure.reading.by_replication()?;
    let told: Vec<f64> = own.iter().copied().flatten().collect();
    let chance = deviation(&told, CONFIDENCE)?;
    let rows: Option<Vec<Vec<Option<f64>>>> = drawn
        .iter()
        .map(|measured| same(figure, measured)?.reading.by_replication())
        .collect();
    let table = full(&rows?);
    let parts = components(&table)?;
    let means: Vec<f64> = table.iter().filter_map(|row| mean(row)).collect();
    let expected = without_luck(&means, parts.rows)?;
    // The draws saw the first replications only: what these were luckier than all of today's is taken off.
    let first = mean(&own.iter().take(few).copied().flatten().collect::<Vec<_>>())?;
    let luckier = first - mean(&told)?;
    let expected: Vec<f64> = expected
        .iter()
        .map(|mean| within(&figure.unit, mean - luckier))
        .collect();
    let expected_size = mean(&told)?.abs();
    let all = parts.rows + chance.value * chance.value;
    Some(Risk {
        figure: number as u32,
        chance: spread(&told)?,
        chance_deviation: Estimate {
            value: chance.value,
            low: Some(chance.low),
            high: Some(chance.high),
        },
        not_knowing: spread(&expected)?,
        not_knowing_deviation: parts.rows.sqrt(),
        // What varies by rounding only has no parts.
        share_not_knowing: (all.sqrt() > DUST * expected_size).then(|| parts.rows / all),
    })
}

/// The replications of which every draw tells something.
fn full(rows: &[Vec<Option<f64>>]) -> Vec<Vec<f64>> {
    let columns = rows.iter().map(Vec::len).min().unwrap_or(0);
    let told = |column: &usize| rows.iter().all(|row| row[*column].is_some());
    let kept: Vec<usize> = (0..columns).filter(told).collect();
    let row = |row: &Vec<Option<f64>>| kept.iter().filter_map(|&column| row[column]).collect();
    rows.iter().map(row).collect()
}

/// Means of draws, drawn together so far that what varies is what inputs cause and not the luck of few replications.
fn without_luck(means: &[f64], by_inputs: f64) -> Option<Vec<f64>> {
    let seen = variance(means)?;
    let centre = mean(means)?;
    let factor = if seen > 0.0 {
        (by_inputs / seen).min(1.0).sqrt()
    } else {
        0.0
    };
    Some(means.iter().map(|mean| centre + factor * (mean - centre)).collect())
}

/// No share is below nothing or above all, and nothing that is counted is below nothing.
fn within(unit: &str, value: f64) -> f64 {
    value.max(0.0).min(if unit == "share" { 1.0 } else { f64::INFINITY })
}

fn spread(values: &[f64]) -> Option<Spread> {
    Some(Spread {
        p5: percentile(values, 0.05)?,
        p50: percentile(values, 0.5)?,
        p95: percentile(values, 0.95)?,
    })
}
