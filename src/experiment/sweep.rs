//! Sweeps: one scenario at many points, each on the same luck.

use super::comparison::Candidate;
use super::front::{self, Places};
use super::replications::Means;
use super::trials::{Contender, Measured, Memory, Trial, measure};
use super::warm_up::settle;
use super::watched;
use crate::measures;
use crate::model::{AimedFigure, Model};
use crate::results::{Note, NoteLevel, PairedChange, Sweep, SweepAxis, SweepGain, SweepPoint};

/// A point of a sweep.
#[derive(Clone, Debug)]
pub struct Point {
    /// What is run there.
    pub contender: Contender,
    /// Which value of each axis.
    pub at: Vec<usize>,
    /// The overrides that lead there.
    pub overrides: Vec<String>,
    /// Whether it is the scenario as it stands.
    pub today: bool,
}

/// Runs every point with common random numbers, as often as today is to be run, all of them in one line; what the memory holds
/// is not run again. Where the work is stopped, the points that are whole are told; none where no point is.
pub fn sweep(
    today: &Candidate,
    axes: Vec<SweepAxis>,
    mut points: Vec<Point>,
    asked: &[AimedFigure],
    memory: &mut dyn Memory,
    means: &mut Means<'_>,
) -> Option<Sweep> {
    let mut model = today.model.clone();
    let mut notes = Vec::new();
    if model.run.automatic_warm_up {
        let mut models: Vec<&mut Model> = points
            .iter_mut()
            .map(|point| &mut point.contender.candidate.model)
            .collect();
        models.push(&mut model);
        notes.push(settle(&mut models, means)?.note());
    }
    let replications = model.run.replications;
    let trials: Vec<Trial<'_>> = points
        .iter()
        .map(|point| Trial {
            contender: &point.contender,
            from: 0,
            until: replications,
        })
        .collect();
    let planned = replications.saturating_mul(points.len() as u32);
    let wanted = watched::wanted(&model, asked);
    let measured = measure(&trials, &wanted, memory, (0, planned), means);
    let whole = points.iter().zip(measured);
    let whole: Vec<(&Point, Vec<Measured>)> = whole
        .filter_map(|(point, measured)| Some((point, watched::complete(measured?))))
        .collect();
    let asked_for = points.len() as u32;
    if whole.is_empty() {
        return None;
    }
    if whole.len() < points.len() {
        notes.push(Note {
            level: NoteLevel::Warning,
            text: format!("interrupted: {} of {asked_for} points are whole", whole.len()),
        });
    }
    let figures: Vec<&[Measured]> = whole.iter().map(|(_, measured)| measured.as_slice()).collect();
    let front = front::places(&figures);
    Some(Sweep {
        about: measures::about(&model, replications, &today.identity),
        gains: if axes.len() == 1 { gains(&whole) } else { Vec::new() },
        points: told(&model, &whole, &front),
        points_planned: asked_for,
        front_confidence: front.as_ref().map(|front| front.confidence),
        axes,
        notes,
    })
}

fn told(model: &Model, whole: &[(&Point, Vec<Measured>)], front: &Option<Places>) -> Vec<SweepPoint> {
    let today = whole.iter().find(|(point, _)| point.today);
    let today = today.map(|(_, measured)| measured.as_slice());
    let point = |(number, (point, measured)): (usize, &(&Point, Vec<Measured>))| {
        let figures = watched::told(model, measured, today.filter(|_| !point.today));
        SweepPoint {
            at: point.at.iter().map(|at| *at as u32).collect(),
            overrides: point.overrides.clone(),
            today: point.today,
            promises: watched::all_promises(&figures),
            figures,
            front: front.as_ref().map(|front| front.places[number]),
            dominated_by: front.as_ref().and_then(|front| front.dominated_by[number]),
        }
    };
    whole.iter().enumerate().map(point).collect()
}

/// What each point differs by from its neighbour before it on the axis; a gap that an interruption left has no neighbours.
fn gains(whole: &[(&Point, Vec<Measured>)]) -> Vec<SweepGain> {
    let neighbours = whole.windows(2).enumerate();
    let neighbours = neighbours.filter(|(_, pair)| pair[0].0.at[0] + 1 == pair[1].0.at[0]);
    let gain = |(number, pair): (usize, &[(&Point, Vec<Measured>)])| {
        let (before, after) = (&pair[0].1, &pair[1].1);
        let change = |it: &Measured| -> Option<PairedChange> { watched::change(it, watched::same(it, before)?) };
        SweepGain {
            from: number as u32,
            to: number as u32 + 1,
            changes: after.iter().map(change).collect(),
        }
    };
    neighbours.map(gain).collect()
}
