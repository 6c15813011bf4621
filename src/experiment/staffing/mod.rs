//! The cheapest roster that keeps every promise.
//!
//! What a roster costs is known, so there is nothing to estimate but whether it keeps its promises: a problem of feasibility.
//! Rosters are tried in the order of their cost, after those are left out whose teams would be offered more than they can do and
//! those that Erlang's formulas rule out. Each is run until every promise is told to be kept or one to be missed
//! ([`crate::statistics::feasibility`]); what may be wrong in all is shared by all rosters and promises (Bonferroni, as Batur
//! and Kim 2010 do). The first that keeps all, with none cheaper undecided, is the answer.
//!
//! Where there are many rosters, some are left out by an assumption: with nobody more anywhere nothing gets better. That is not
//! always so, since a faster team can drown the next; so the neighbours of the answer are tried all the same.
//!
//! Whoever is chosen for good figures has had luck. So the answer and its neighbours are estimated afresh, with luck that the
//! search did not see.

mod fresh;
mod lattice;
mod question;
mod search;

pub use question::{Floor, Question};

use fresh::Fresh;
use search::{End, Search, State, Stopped};

use super::replications::Means;
use super::trials::Memory;
use super::warm_up::settle;
use super::workshop::{Unfit, Workshop};
use crate::results::staffing::{Found, Procedure, Sense, Staffing};
use crate::time::Span;

/// Looks for the cheapest roster that keeps every promise; none where it was stopped before there was anything to tell.
///
/// # Errors
/// Why the scenario as it stands cannot be run.
pub fn staff(
    question: &Question,
    workshop: &dyn Workshop,
    memory: &mut dyn Memory,
    means: &mut Means<'_>,
) -> Result<Option<Staffing>, Unfit> {
    let today: Vec<u32> = question.slots.iter().map(|slot| slot.today).collect();
    let mut base = workshop.contender("today", &question.changes(&today))?.candidate.model;
    let warm_up = match base.run.automatic_warm_up {
        true => match settle(&mut [&mut base], means) {
            Some(_) => Some(base.run.warm_up),
            None => return Ok(None),
        },
        false => None,
    };
    let bench = Settled { workshop, warm_up };
    let mut search = Search::new(question, &bench, memory, means);
    let end = match question.possible().is_empty() {
        true => Ok(End::None),
        false => search.run(),
    };
    let interrupted = end.is_err();
    let answer = match end {
        Ok(End::Answer(index)) => Some(index),
        Ok(End::None) | Err(Stopped) => None,
    };
    Ok(Some(told(search, answer, interrupted)))
}

/// A workshop whose scenarios do not ask for a pilot any more: it was run.
struct Settled<'a> {
    workshop: &'a dyn Workshop,
    warm_up: Option<Span>,
}

impl Workshop for Settled<'_> {
    fn contender(&self, name: &str, changes: &[String]) -> Result<super::Contender, Unfit> {
        let mut contender = self.workshop.contender(name, changes)?;
        let run = &mut contender.candidate.model.run;
        run.precision = None;
        if let Some(warm_up) = self.warm_up {
            run.warm_up = warm_up;
            run.automatic_warm_up = false;
        }
        Ok(contender)
    }
}

fn told(mut search: Search<'_, '_>, answer: Option<usize>, interrupted: bool) -> Staffing {
    let question = search.question;
    let tried = search.tried();
    let answered = answer.map(|index| tried[index].clone());
    let runner_up = answered.as_ref().and_then(|answer| {
        let others = tried
            .iter()
            .filter(|it| it.found == Found::Kept && it.people != answer.people);
        others
            .min_by(|one, other| one.cost.total_cmp(&other.cost))
            .map(|it| it.people.clone())
    });
    let nearest = fresh::nearest(question, &tried);
    let procedure = procedure(&search);
    let undecided = undecided(&search, answer);
    let unfit = std::mem::take(&mut search.unfit);
    let fresh = Fresh { question, interrupted };
    let estimated = fresh.estimate(&mut search, answered.map(|it| it.people), runner_up, nearest);
    Staffing {
        procedure,
        slots: question.slots.clone(),
        promises: question.promises.clone(),
        binding: estimated.binding(question),
        undecided: undecided.into_iter().map(|index| tried[index].clone()).collect(),
        warnings: unfit
            .into_iter()
            .take(1)
            .map(|fault| format!("some rosters cannot be run: {fault}"))
            .collect(),
        answer: estimated.answer,
        runner_up: estimated.runner_up,
        today: estimated.today,
        one_fewer: estimated.one_fewer,
        one_more: estimated.one_more,
        nearest: estimated.nearest,
        tried,
        interrupted: interrupted || estimated.interrupted,
        currency: question.currency.clone(),
        cost_known: question.cost_known,
        roster: estimated.results,
    }
}

/// Rosters cheaper than the answer of which it could not be told.
fn undecided(search: &Search<'_, '_>, answer: Option<usize>) -> Vec<usize> {
    let cost = answer.map_or(f64::INFINITY, |index| search.tests[index].cost);
    let tests = search.tests.iter().enumerate();
    let undecided = tests.filter(|(_, test)| matches!(test.state, State::Undecided(_)) && test.cost <= cost);
    undecided.map(|(index, _)| index).collect()
}

fn procedure(search: &Search<'_, '_>) -> Procedure {
    let question = search.question;
    let tried = search.tried();
    let most = tried.iter().map(|test| u64::from(test.replications)).max().unwrap_or(0);
    let (name, source) = match question.sense {
        Sense::LongRun => (
            "procedure F, its error shared by rosters and promises",
            "Andradóttir and Kim 2010; Batur and Kim 2010",
        ),
        Sense::Periods => (
            "a sequential test by betting, its error shared by rosters and promises",
            "Waudby-Smith and Ramdas 2024; Ville 1939; Wald 1945",
        ),
    };
    Procedure {
        name: name.to_owned(),
        source: source.to_owned(),
        sure: question.sure,
        sense: question.sense,
        periods: (question.sense == Sense::Periods).then_some(question.periods),
        tolerance: question.tolerance,
        first_stage: Question::FIRST,
        at_most: question.at_most,
        possible: search.possible,
        ruled_out: search.ruled_out,
        assumed_out: search.assumed_out,
        exhaustive: search.exhaustive,
        gave_up: search.gave_up,
        replications: tried.iter().map(|test| u64::from(test.replications)).sum(),
        equal_allocation: most * tried.len() as u64,
        fresh: question.fresh,
    }
}
