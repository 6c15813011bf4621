//! Advice: every lever that a scenario offers, as a paired counterfactual of today.
//!
//! All levers are screened with few replications. The most promising are then measured with later replications, of which
//! screening knew nothing, so that who was only lucky is found out and no estimate is too good because it was picked. Each goal has
//! an error probability of its own, one half for what screening says of any lever and one half for what the finalists are told to
//! do; each half is divided evenly among its intervals (Bonferroni; Nelson and Matejcik 1995 for simultaneous intervals under
//! common random numbers).

mod bench;
mod effects;
mod finalists;
mod next_hour;
mod verdict;
mod worth;

use bench::Bench;
use effects::{Figures, Level};

use super::forecast::{Forecast, settled_forecast};
use super::levers::{self, Lever, OpenToday};
use super::prepared::Planned;
use super::replications::Means;
use super::trials::{Contender, Memory, Trial, told};
use super::warm_up::settle;
use super::workshop::{Unfit, Workshop};
use crate::measures::CONFIDENCE;
use crate::results::Results;
use crate::results::advice::{Advice, Goal, LeverResult, NotTried, Objective, Procedure, TeamToday};

/// Of all replications, this part screens.
const SCREENS: u32 = 5;
/// An interval needs two replications.
const FEWEST: u32 = 2;

/// What is asked.
#[derive(Clone, Debug)]
pub struct AdviceQuestion {
    /// What the scenario is called where it is a variant.
    pub variant: Option<String>,
    /// Replications of today; a part of them screens, the rest measures the most promising levers.
    pub replications: u32,
    /// What counts most; promises where any is missed, else lead times, where nothing is said.
    pub first: Option<Goal>,
    /// Whether to look for what one more hour buys.
    pub hours: bool,
}

/// A lever under trial.
struct Tried {
    lever: Lever,
    contender: Contender,
    screened: Figures,
    measured: Option<Figures>,
}

/// Finds what helps. None where it was stopped before anything could be said.
///
/// # Errors
/// Why the scenario as it stands cannot be run.
pub fn advise(
    workshop: &dyn Workshop,
    question: &AdviceQuestion,
    memory: &mut dyn Memory,
    means: &mut Means<'_>,
) -> Result<Option<Advice>, Unfit> {
    let mut today = workshop.contender("today", &[])?;
    today.candidate.identity.variant.clone_from(&question.variant);
    let model = &mut today.candidate.model;
    let screening = (question.replications / SCREENS).max(FEWEST);
    model.run.replications = question.replications.max(screening + FEWEST);
    model.run.precision = None;
    if model.run.automatic_warm_up && settle(&mut [&mut *model], means).is_none() {
        return Ok(None);
    }
    let run = model.run.clone();
    let mut settled = model.clone();
    let Some(base) = settled_forecast(&mut settled, &today.candidate.identity, means) else {
        return Ok(None);
    };
    if base.gathered.replications() < run.replications {
        return Ok(None);
    }
    let planned = Planned { workshop, run };
    let figures = Figures(told(base.summary.clone(), &base.gathered, &effects::wanted()));
    let inquiry = Inquiry {
        workshop: &planned,
        objectives: objectives(&figures, question.first),
        growing: growing(&base.summary.results),
        today,
        base,
        figures,
        screening,
    };
    let mut bench = Bench::new(memory, means, inquiry.until());
    Ok(inquiry.advice(question.hours, &mut bench))
}

/// What is known before any lever is tried.
struct Inquiry<'a> {
    workshop: &'a Planned<'a>,
    today: Contender,
    base: Forecast,
    figures: Figures,
    objectives: Vec<Objective>,
    /// Demands that pile up today: their lead times depend on how long the run is.
    growing: Vec<String>,
    /// The first replications, which screen.
    screening: u32,
}

impl Inquiry<'_> {
    fn until(&self) -> u32 {
        self.workshop.run.replications
    }

    fn advice(&self, hours: bool, bench: &mut Bench<'_, '_>) -> Option<Advice> {
        let (contenders, not_tried) = self.contenders();
        let count = contenders.len() as u32;
        bench.plan(self.screening * count);
        let trials: Vec<Trial<'_>> = contenders.iter().map(|(_, it)| trial(it, 0, self.screening)).collect();
        let screened = bench.measure(&trials, &effects::wanted());
        let mut tried: Vec<Tried> = contenders
            .into_iter()
            .zip(screened)
            .filter_map(|((lever, contender), screened)| {
                let (screened, measured) = (Figures(screened?), None);
                Some(Tried {
                    lever,
                    contender,
                    screened,
                    measured,
                })
            })
            .collect();
        let levels = Levels::new(count, 0);
        let chosen = finalists::choose(self, &tried, levels.screened);
        let levels = Levels::new(count, chosen.len() as u32);
        self.measure_finalists(&chosen, &mut tried, bench);
        let mut levers: Vec<LeverResult> = tried.iter().map(|it| self.result(it, &levels)).collect();
        worth::keep(self, &tried, &mut levers, bench);
        verdict::sort(&mut levers, &self.objectives);
        let next_hour = hours.then(|| next_hour::find(self, bench)).flatten();
        let results = &self.base.summary.results;
        Some(Advice {
            about: results.about.clone(),
            objectives: self.objectives.clone(),
            procedure: Procedure {
                levers: count,
                screening_replications: self.screening,
                finalists: chosen.len() as u32,
                finalist_replications: self.until() - self.screening,
                confidence: CONFIDENCE,
                each_screened: levels.screened,
                each_finalist: levels.finalists,
                interrupted: bench.is_stopped(),
            },
            levers,
            next_hour,
            teams: teams(results),
            not_tried,
            notes: results.notes.clone(),
        })
    }

    /// Every lever that the scenario allows, and the others.
    fn contenders(&self) -> (Vec<(Lever, Contender)>, Vec<NotTried>) {
        let model = &self.today.candidate.model;
        let open = OpenToday(
            model
                .streams
                .iter()
                .map(|stream| self.figures.open_in(&stream.name))
                .collect(),
        );
        let (mut contenders, mut not_tried) = (Vec::new(), Vec::new());
        for lever in levers::levers(model, &open) {
            match self.workshop.contender(&lever.name, &lever.changes) {
                Ok(contender) => contenders.push((lever, contender)),
                Err(unfit) => not_tried.push(NotTried {
                    name: lever.name,
                    why: unfit.faults.into_iter().next().unwrap_or_default(),
                }),
            }
        }
        (contenders, not_tried)
    }

    fn measure_finalists(&self, chosen: &[usize], tried: &mut [Tried], bench: &mut Bench<'_, '_>) {
        let until = self.until();
        bench.plan((until - self.screening) * chosen.len() as u32);
        let trials: Vec<Trial<'_>> = chosen
            .iter()
            .map(|&place| trial(&tried[place].contender, self.screening, until))
            .collect();
        let measured = bench.measure(&trials, &effects::wanted());
        for (&place, measured) in chosen.iter().zip(measured) {
            tried[place].measured = measured.map(Figures);
        }
    }

    fn result(&self, tried: &Tried, levels: &Levels) -> LeverResult {
        let (figures, from, level) = match &tried.measured {
            Some(measured) => (measured, self.screening, levels.finalists),
            None => (&tried.screened, 0, levels.screened),
        };
        let until = if from == 0 { self.screening } else { self.until() };
        let pair = effects::Pair {
            inquiry: self,
            today: &self.figures.part(from, until),
            with: figures,
            level: Level(level),
        };
        let effects = pair.goals();
        let lead_times = pair.lead_times();
        let queues = pair.queues();
        let lever = &tried.lever;
        LeverResult {
            name: lever.name.clone(),
            family: lever.family,
            principle: levers::principle(lever.family),
            dimension: levers::dimension(lever.family),
            team: lever.team.clone(),
            changes: lever.changes.clone(),
            assumes: lever.assumes.clone(),
            finalist: tried.measured.is_some(),
            replications: until - from,
            failed_changes: pair.failed_changes(),
            verdict: verdict::of(lever, &self.objectives, (&effects, &lead_times, &queues)),
            per_money: verdict::per_money(lever, &effects),
            effects,
            lead_times,
            queues,
            worth_keeping: None,
        }
    }
}

/// Levels of single intervals with which all of them hold together.
struct Levels {
    screened: f64,
    finalists: f64,
}

impl Levels {
    fn new(levers: u32, finalists: u32) -> Levels {
        let each = |count: u32| 1.0 - (1.0 - CONFIDENCE) / 2.0 / f64::from(count.max(1));
        Levels {
            screened: each(levers),
            finalists: each(finalists),
        }
    }
}

fn trial(contender: &Contender, from: u32, until: u32) -> Trial<'_> {
    Trial { contender, from, until }
}

fn growing(results: &Results) -> Vec<String> {
    let growing = results.demands.iter().filter(|demand| demand.growing);
    growing.map(|demand| demand.name.clone()).collect()
}

fn teams(results: &Results) -> Vec<TeamToday> {
    let teams = results.teams.iter().map(|team| TeamToday {
        name: team.name.clone(),
        utilisation: team.utilisation,
    });
    teams.collect()
}

/// The goals of which today says anything, the first of them first.
fn objectives(today: &Figures, first: Option<Goal>) -> Vec<Objective> {
    let goals = [Goal::Promises, Goal::LeadTime, Goal::Cost];
    let mut objectives: Vec<Objective> = goals.into_iter().filter_map(|goal| today.objective(goal)).collect();
    let is_missed = |of: &Objective| {
        let missed = of.today.map_or(0.0, |today| today.value);
        of.goal == Goal::Promises && missed > of.noticeable
    };
    let usual = || match objectives.iter().any(is_missed) {
        true => Goal::Promises,
        false => Goal::LeadTime,
    };
    let first = first.unwrap_or_else(usual);
    objectives.sort_by_key(|of| (of.goal != first, of.goal));
    objectives
}
