//! What one more hour of one person buys, by team and by when in the week.

use super::bench::Bench;
use super::effects::{Figures, wanted};
use super::{Inquiry, trial};
use crate::experiment::comparison::paired;
use crate::experiment::levers;
use crate::experiment::trials::{Contender, Trial};
use crate::experiment::workshop::Workshop;
use crate::measures::CONFIDENCE;
use crate::results::advice::{Goal, HourCell, NextHour};
use crate::results::{Estimate, Judgement};

/// One more person of a team in each stretch of the week at which anybody of it is on the roster; none where nothing could be
/// tried. The effect of a stretch is divided by its hours.
pub(super) fn find(inquiry: &Inquiry<'_>, bench: &mut Bench<'_, '_>) -> Option<NextHour> {
    let objective = inquiry.objectives.iter().find(|of| of.goal != Goal::Cost)?;
    let (cells, stretch_hours) = levers::cells(&inquiry.today.candidate.model);
    let made = cells.into_iter().filter_map(|cell| {
        let contender = inquiry.workshop.contender("one more hour", &cell.changes).ok()?;
        Some((cell, contender))
    });
    let made: Vec<(levers::Cell, Contender)> = made.collect();
    let until = inquiry.until();
    bench.plan(until * made.len() as u32);
    let trials: Vec<Trial<'_>> = made.iter().map(|(_, contender)| trial(contender, 0, until)).collect();
    let measured = bench.measure(&trials, &wanted());
    let each = 1.0 - (1.0 - CONFIDENCE) / made.len().max(1) as f64;
    let today = inquiry.figures.goal(objective.goal)?;
    let cells = made.iter().zip(measured).filter_map(|((cell, _), measured)| {
        let with = Figures(measured?).goal(objective.goal)?;
        let difference = paired(&today, &with, each)?;
        let per_hour = |value: f64| value / cell.hours();
        let told = difference.difference;
        Some(HourCell {
            team: cell.team.clone(),
            day: cell.day,
            from: cell.from,
            to: cell.to,
            per_hour: Estimate {
                value: per_hour(told.value),
                low: told.low.map(per_hour),
                high: told.high.map(per_hour),
            },
            clear: difference.judgement == Judgement::Better,
        })
    });
    let cells: Vec<HourCell> = cells.collect();
    (!cells.is_empty()).then(|| NextHour {
        goal: objective.goal,
        unit: objective.unit.clone(),
        stretch_hours,
        cells,
        replications: until,
        confidence: CONFIDENCE,
        each,
    })
}
