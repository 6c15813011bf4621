//! Sensitivity: what figures owe to values that nobody has measured.
//!
//! Everything runs on the same luck: replication n of every candidate shares its random numbers with replication n of every other.

mod candidates;
mod effects;
mod ends;
mod risks;

use super::comparison::Candidate;
use super::replications::Means;
use super::trials::{Contender, Measured, Memory, Trial, Wanted, measure};
use super::warm_up::settle;
use super::workshop::Workshop;
use super::{watched, workshop::Unfit};
use crate::measures;
use crate::model::{AimedFigure, Model};
use crate::results::{InputRange, Note, NoteLevel, Sensitivity};
use candidates::{Candidates, Walk};

/// The most inputs whose ends are looked at.
const MOST_ENDS: usize = 12;

/// A value that may be another.
pub struct Uncertain<'a> {
    /// What is said of it.
    pub range: InputRange,
    /// Where the most likely value lies between low, 0, and high, 1; where it is left out, all between are as likely.
    pub likely: Option<f64>,
    /// The place that is reached where one between low and high is asked for: another where it comes in whole numbers only.
    pub reached: &'a dyn Fn(f64) -> f64,
}

/// Gives the overrides that put some inputs, by their numbers, at places between low, 0, and high, 1.
pub type Changes<'a> = dyn Fn(&[(usize, f64)]) -> Vec<String> + 'a;

/// A scenario from which candidates are made by moving inputs.
#[derive(Clone, Copy)]
pub struct Movable<'a> {
    /// Makes its candidates.
    pub workshop: &'a dyn Workshop,
    /// How its inputs are moved.
    pub changes: &'a Changes<'a>,
}

/// How much is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Trajectories.
    pub trajectories: u32,
    /// Sets of inputs that are drawn from their ranges.
    pub draws: u32,
}

/// What is to be looked at, and who makes it.
pub struct Question<'a> {
    /// The scenario as it stands.
    pub today: &'a Candidate,
    /// Its inputs; at least one.
    pub inputs: &'a [Uncertain<'a>],
    /// Figures beside the usual ones; the first is the one by which inputs are ranked.
    pub asked: &'a [AimedFigure],
    /// How much is looked at.
    pub sample: Sample,
    /// How candidates are made of the scenario.
    pub movable: Movable<'a>,
    /// A variant by its name that may be chosen instead of today, and how candidates are made of it.
    pub rival: Option<(&'a str, Movable<'a>)>,
}

/// Replications of each point of a trajectory and of each drawn set: a fifth of today's, but enough to see luck.
fn screening_replications(replications: u32) -> u32 {
    (replications / 5).max(10).min(replications)
}

/// Screens the inputs by elementary effects (Morris 1991), looks at both ends of those that matter, tells luck from not knowing by sets
/// of inputs drawn from their ranges (McKay, Beckman and Conover 1979), and says which input would most change the decision.
/// None where the work is stopped before the scenario as it stands is whole.
///
/// # Errors
/// Candidates that cannot be, each with the changes that lead there.
pub fn sensitivity(
    question: &Question<'_>,
    memory: &mut dyn Memory,
    means: &mut Means<'_>,
) -> Result<Option<Sensitivity>, Vec<(Vec<String>, Unfit)>> {
    let mut candidates = Candidates::make(question)?;
    let mut model = question.today.model.clone();
    let mut notes = Vec::new();
    if model.run.automatic_warm_up {
        let mut models: Vec<&mut Model> = candidates.all_mut().map(|it| &mut it.candidate.model).collect();
        models.push(&mut model);
        match settle(&mut models, means) {
            Some(pilot) => notes.push(pilot.note()),
            None => return Ok(None),
        }
    }
    let mut work = Work {
        wanted: watched::wanted(&model, question.asked),
        replications: model.run.replications,
        few: screening_replications(model.run.replications),
        planned: 0,
        done: 0,
        memory,
        means,
    };
    work.planned = work.cost_of(&candidates, question);
    Ok(answer(question, &model, &candidates, notes, &mut work))
}

fn answer(
    question: &Question<'_>,
    model: &Model,
    candidates: &Candidates,
    notes: Vec<Note>,
    work: &mut Work<'_, '_>,
) -> Option<Sensitivity> {
    let whole = work.replications;
    let today = work.run(&[&candidates.today], whole).pop()??;
    let figure = ranking_figure(model, question.asked, &today)?;
    let walks: Vec<&Contender> = candidates.walks.iter().flat_map(|walk| &walk.points).collect();
    let walked = work.run(&walks, work.few);
    let drawn = work.run(&candidates.draws.iter().collect::<Vec<_>>(), work.few);
    let screening = effects::screening(&today, &candidates.walks, &walked, question.inputs.len());
    let order = effects::order(screening.as_ref(), figure, question.inputs.len());
    let order = &order[..order.len().min(MOST_ENDS)];
    let ends = ends::run(candidates, order, work);
    let swings = ends::swings(model, (&today, figure), order, &ends);
    let decision = question.rival.zip(candidates.rival.as_ref());
    let decision =
        decision.and_then(|((name, _), rival)| ends::decision(name, (&today, figure), rival, (order, &ends), work));
    let most_wanted = ends::most_wanted(&swings, decision.as_ref(), figure);
    let mut sensitivity = Sensitivity {
        about: measures::about(model, whole, &question.today.identity),
        inputs: question.inputs.iter().map(|input| input.range.clone()).collect(),
        figure: figure as u32,
        today: watched::told(model, &today, None),
        screening,
        swings,
        risks: risks::risks(&today, &drawn, work.few),
        draws: question.sample.draws,
        screening_replications: work.few,
        decision,
        most_wanted,
        notes,
    };
    if work.is_stopped() {
        sensitivity.notes.insert(0, interrupted(&sensitivity));
    }
    Some(sensitivity)
}

fn interrupted(so_far: &Sensitivity) -> Note {
    let trajectories = so_far.screening.as_ref().map_or(0, |screening| screening.trajectories);
    Note {
        level: NoteLevel::Warning,
        text: format!(
            "interrupted: {trajectories} trajectories and both ends of {} inputs are whole; the same command goes on from here",
            so_far.swings.len()
        ),
    }
}

/// The figure that is asked for first; else what all promises miss, else the first of all.
fn ranking_figure(model: &Model, asked: &[AimedFigure], today: &[Measured]) -> Option<usize> {
    let asked = asked.first().map(|figure| watched::description(model, *figure));
    let wanted = asked.and_then(|description| today.iter().position(|it| description.describes(it)));
    wanted
        .or_else(|| watched::all_missed(today))
        .or(if today.is_empty() { None } else { Some(0) })
}

/// Candidates as they are run: what is wanted of them, and how far the work is.
struct Work<'a, 'b> {
    wanted: Wanted,
    replications: u32,
    few: u32,
    planned: u32,
    done: u32,
    memory: &'a mut dyn Memory,
    means: &'a mut Means<'b>,
}

impl Work<'_, '_> {
    /// Runs candidates side by side; those that are not whole when the work is stopped are none.
    fn run(&mut self, contenders: &[&Contender], replications: u32) -> Vec<Option<Vec<Measured>>> {
        let trial = |contender: &&'_ Contender| (*contender).clone();
        let owned: Vec<Contender> = contenders.iter().map(trial).collect();
        let trials: Vec<Trial<'_>> = owned
            .iter()
            .map(|contender| Trial {
                contender,
                from: 0,
                until: replications,
            })
            .collect();
        let so_far = (self.done, self.planned);
        let measured = measure(&trials, &self.wanted, self.memory, so_far, self.means);
        self.done += replications.saturating_mul(trials.len() as u32);
        measured
            .into_iter()
            .map(|measured| measured.map(watched::complete))
            .collect()
    }

    fn is_stopped(&self) -> bool {
        self.means.stop.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// How many replications there will be.
    fn cost_of(&self, candidates: &Candidates, question: &Question<'_>) -> u32 {
        let points: usize = candidates.walks.iter().map(|walk: &Walk| walk.points.len()).sum();
        let few = (points + candidates.draws.len()) as u32;
        let ends = 2 * question.inputs.len().min(MOST_ENDS) as u32;
        let rivals = if question.rival.is_some() { 1 + ends } else { 0 };
        few.saturating_mul(self.few) + (1 + ends + rivals).saturating_mul(self.replications)
    }
}
