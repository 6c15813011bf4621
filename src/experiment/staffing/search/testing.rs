//! One roster: made, run stage by stage, and judged.

use std::sync::atomic::Ordering;

use super::{Search, State, Stopped, Test, measure_of, wanted, within};
use crate::experiment::staffing::question::Question;
use crate::experiment::trials::{Contender, Trial, append, measure};
use crate::measures::promises::aspect_of;
use crate::measures::reading::Reading;
use crate::results::staffing::{Found, Sense, Tried};
use crate::statistics::feasibility::{Threshold, Told, long_run, of_parts};
use crate::theory;

impl Test {
    fn stage(&self, until: u32) -> Trial<'_> {
        Trial {
            contender: &self.contender,
            from: self.replications,
            until,
        }
    }
}

impl Search<'_, '_> {
    /// Begins with a roster, unless it was begun before or is ruled out.
    pub(super) fn begin(&mut self, people: &[u32], assume: bool) -> Option<usize> {
        if let Some(&known) = self.known.get(people) {
            return known;
        }
        if assume && !self.exhaustive && self.missed().iter().any(|missed| within(people, missed)) {
            self.assumed_out += 1;
            return None;
        }
        let index = self.made(people);
        self.known.insert(people.to_vec(), index);
        index
    }

    fn made(&mut self, people: &[u32]) -> Option<usize> {
        if !self.question.fits(people) {
            self.ruled_out += 1;
            return None;
        }
        let contender = match self
            .workshop
            .contender(&self.question.words(people), &self.question.changes(people))
        {
            Ok(contender) => contender,
            Err(unfit) => {
                self.unfit.extend(unfit.faults.into_iter().next());
                return None;
            }
        };
        if self.question.theory && self.formula_says_no(&contender) {
            self.ruled_out += 1;
            return None;
        }
        self.tests.push(Test {
            people: people.to_vec(),
            cost: self.question.cost(people),
            state: State::Open,
            contender,
            measured: Vec::new(),
            replications: 0,
            error: self.error(self.tests.len() as f64 + 1.0),
        });
        Some(self.tests.len() - 1)
    }

    /// The part of the error that the `number`th roster may use for one promise. What may be wrong in all is shared evenly where
    /// it is known how many rosters there are, and else by 1/(j(j+1)), whose sum is 1 (Bonferroni).
    fn error(&self, number: f64) -> f64 {
        let possible = self.possible.max(1) as f64;
        let part = match self.exhaustive {
            true => 1.0 / possible,
            false => 1.0 / (number * (number + 1.0)),
        };
        (1.0 - self.question.sure) * part / self.promises.len().max(1) as f64
    }

    /// Whether a formula that holds for the roster says that it misses a promise by more than the tolerance.
    fn formula_says_no(&self, contender: &Contender) -> bool {
        let model = &contender.candidate.model;
        self.question.sense == Sense::LongRun
            && self.promises.iter().any(|&place| {
                let promise = &self.question.promises[place];
                let Some((of, aspect)) = aspect_of(model, &promise.name) else {
                    return false;
                };
                let kept = theory::kept(model, &model.promises[of], aspect);
                kept.is_some_and(|kept| kept < promise.target - self.question.tolerance)
            })
    }

    /// Runs a further stage of some rosters side by side, and judges them.
    pub(super) fn advance(&mut self, open: &[usize]) -> Result<(), Stopped> {
        let ends: Vec<u32> = open.iter().map(|&index| self.until(&self.tests[index])).collect();
        let trials: Vec<Trial<'_>> = open
            .iter()
            .zip(&ends)
            .map(|(&index, &until)| self.tests[index].stage(until))
            .collect();
        let stage: u32 = trials.iter().map(|trial| trial.until - trial.from).sum();
        let planned = self.done + stage + self.ahead(open);
        let told = measure(&trials, &wanted(), self.memory, (self.done, planned), self.means);
        self.done += stage;
        for ((&index, told), end) in open.iter().zip(told).zip(ends) {
            let Some(told) = told else { return Err(Stopped) };
            append(&mut self.tests[index].measured, told);
            self.tests[index].replications = end;
            self.tests[index].state = self.judged(&self.tests[index]);
        }
        match self.means.stop.load(Ordering::Relaxed) {
            true => Err(Stopped),
            false => Ok(()),
        }
    }

    /// How often a roster has been run after its next stage: a quarter more.
    pub(super) fn until(&self, test: &Test) -> u32 {
        let until = match test.replications {
            0 => Question::FIRST,
            so_far => so_far + (so_far / 4).max(Question::FIRST),
        };
        until.min(self.question.at_most)
    }

    /// A guess at the replications that are still to come: a first stage for as many rosters again, and the fresh estimates.
    fn ahead(&self, open: &[usize]) -> u32 {
        let fresh = self
            .question
            .fresh
            .saturating_mul(3 + 2 * self.question.slots.len() as u32);
        Question::FIRST * open.len() as u32 + fresh
    }

    fn judged(&self, test: &Test) -> State {
        let told: Vec<(usize, Option<Told>)> = self
            .promises
            .iter()
            .map(|&place| (place, self.told(test, place)))
            .collect();
        if let Some((place, _)) = told.iter().find(|(_, told)| told.is_some_and(|told| !told.kept)) {
            return State::Missed(*place);
        }
        match told.iter().find(|(_, told)| told.is_none()) {
            None => State::Kept,
            Some((place, _)) if test.replications >= self.question.at_most => State::Undecided(*place),
            Some(_) => State::Open,
        }
    }

    fn told(&self, test: &Test, place: usize) -> Option<Told> {
        let Reading::Share { hits, trials } = self.reading(test, place)? else {
            return None;
        };
        let sense = self.question.sense;
        let threshold = Threshold {
            target: match sense {
                Sense::LongRun => self.question.promises[place].target,
                Sense::Periods => self.question.periods,
            },
            tolerance: self.question.tolerance,
            error: test.error,
        };
        match sense {
            Sense::LongRun => long_run(hits, trials, threshold, Question::FIRST as usize),
            Sense::Periods => of_parts(hits, trials, threshold),
        }
    }

    fn reading<'t>(&self, test: &'t Test, place: usize) -> Option<&'t Reading> {
        let (measure, name) = (measure_of(self.question.sense), &self.question.promises[place].name);
        let mut figures = test.measured.iter();
        let figure = figures.find(|figure| figure.measure == measure && figure.name == *name);
        figure.map(|figure| &figure.reading)
    }

    /// What was tried, for results.
    pub fn tried(&self) -> Vec<Tried> {
        self.tests.iter().map(|test| self.told_of(test)).collect()
    }

    fn told_of(&self, test: &Test) -> Tried {
        let (found, promise) = match test.state {
            State::Open => (Found::Unfinished, None),
            State::Kept => (Found::Kept, None),
            State::Missed(place) => (Found::Missed, Some(place)),
            State::Undecided(place) => (Found::Undecided, Some(place)),
        };
        let share = |place: usize| match self.reading(test, place)? {
            Reading::Share { hits, trials } => {
                let all: f64 = trials.iter().sum();
                (all > 0.0).then(|| hits.iter().sum::<f64>() / all)
            }
            _ => None,
        };
        Tried {
            people: test.people.clone(),
            cost: test.cost,
            found,
            promise,
            replications: test.replications,
            shares: (0..self.question.promises.len()).map(share).collect(),
        }
    }
}
