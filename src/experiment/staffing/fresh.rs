//! Fresh estimates of the answer and what stands beside it, with luck that the search did not see.

use super::question::Question;
use super::search::{Search, changed, wanted};
use crate::experiment::forecast::forecast;
use crate::experiment::trials::{Contender, Measured, Trial, measure};
use crate::measures::CONFIDENCE;
use crate::results::staffing::{Kept, Neighbour, Roster, Sense, Tried};
use crate::results::{Estimate, Results};

/// What is to be estimated.
pub struct Fresh<'a> {
    pub question: &'a Question,
    /// The search was stopped: only what stands in the report's last part is run.
    pub interrupted: bool,
}

/// What it came to.
pub struct Estimated {
    pub answer: Option<Roster>,
    pub runner_up: Option<Roster>,
    pub today: Option<Roster>,
    pub one_fewer: Vec<Neighbour>,
    pub one_more: Vec<Neighbour>,
    pub nearest: Option<Roster>,
    pub results: Option<Results>,
    pub interrupted: bool,
}

/// Why a roster is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Answer,
    RunnerUp,
    Today,
    Fewer(usize),
    More(usize),
    Nearest,
}

/// The roster tried whose worst promise is the least below its target.
pub fn nearest(question: &Question, tried: &[Tried]) -> Option<Vec<u32>> {
    let worst = |it: &Tried| {
        let places = question.possible().into_iter();
        let over = places.filter_map(|place| Some(it.shares[place]? - aim(question, place)));
        over.reduce(f64::min)
    };
    let known = tried.iter().filter_map(|it| Some((worst(it)?, it)));
    let best = known.max_by(|(one, a), (other, b)| one.total_cmp(other).then(b.cost.total_cmp(&a.cost)));
    best.map(|(_, it)| it.people.clone())
}

/// The share that a promise is to reach in the sense asked.
fn aim(question: &Question, place: usize) -> f64 {
    match question.sense {
        Sense::LongRun => question.promises[place].target,
        Sense::Periods => question.periods,
    }
}

impl Fresh<'_> {
    /// Runs them.
    pub fn estimate(
        &self,
        search: &mut Search<'_, '_>,
        answer: Option<Vec<u32>>,
        runner_up: Option<Vec<u32>>,
        nearest: Option<Vec<u32>>,
    ) -> Estimated {
        let today: Vec<u32> = self.question.slots.iter().map(|slot| slot.today).collect();
        let shown = answer
            .clone()
            .or_else(|| nearest.clone().filter(|_| !self.interrupted))
            .unwrap_or_else(|| today.clone());
        let parts = match self.interrupted {
            true => Vec::new(),
            false => self.parts(answer, runner_up, nearest, today),
        };
        let (rosters, cut) = self.run(search, &parts);
        let of = |wanted: Part| {
            let found = parts.iter().zip(&rosters).find(|((part, _), _)| *part == wanted);
            found.and_then(|(_, roster)| roster.clone())
        };
        let neighbours = |part: fn(usize) -> Part| {
            let each = (0..self.question.slots.len()).filter_map(|slot| {
                Some(Neighbour {
                    slot,
                    roster: of(part(slot))?,
                })
            });
            each.collect::<Vec<_>>()
        };
        let results = self.in_full(search, &shown);
        let whole = results.filter(|results| results.about.replications == self.question.fresh);
        Estimated {
            interrupted: cut || whole.is_none(),
            results: whole,
            answer: of(Part::Answer),
            runner_up: of(Part::RunnerUp),
            today: of(Part::Today),
            one_fewer: neighbours(Part::Fewer),
            one_more: neighbours(Part::More),
            nearest: of(Part::Nearest),
        }
    }

    fn parts(
        &self,
        answer: Option<Vec<u32>>,
        runner_up: Option<Vec<u32>>,
        nearest: Option<Vec<u32>>,
        today: Vec<u32>,
    ) -> Vec<(Part, Vec<u32>)> {
        let mut parts = vec![(Part::Today, today)];
        let Some(answer) = answer else {
            parts.extend(nearest.map(|people| (Part::Nearest, people)));
            return parts;
        };
        let slots = &self.question.slots;
        for slot in 0..slots.len() {
            let fewer = changed(&answer, slot, -1);
            let team = |index: &usize| slots[*index].team == slots[slot].team;
            let somebody = (0..slots.len()).filter(team).any(|index| fewer[index] > 0);
            if answer[slot] > 0 && somebody {
                parts.push((Part::Fewer(slot), fewer));
            }
            parts.push((Part::More(slot), changed(&answer, slot, 1)));
        }
        parts.extend(runner_up.map(|people| (Part::RunnerUp, people)));
        parts.push((Part::Answer, answer));
        parts
    }

    /// The estimate of each; whether the work was cut short.
    fn run(&self, search: &mut Search<'_, '_>, parts: &[(Part, Vec<u32>)]) -> (Vec<Option<Roster>>, bool) {
        let done = search.done();
        let (workshop, memory, means) = search.parts();
        let made = parts.iter().map(|(_, people)| {
            let changes = self.question.changes(people);
            workshop
                .contender(&self.question.words(people), &changes)
                .ok()
                .map(afresh)
        });
        let made: Vec<Option<Contender>> = made.collect();
        let until = self.question.fresh;
        let trial = |contender| Trial {
            contender,
            from: 0,
            until,
        };
        let trials: Vec<Trial<'_>> = made.iter().flatten().map(trial).collect();
        let planned = done + until * (trials.len() as u32 + 1);
        let mut told = measure(&trials, &wanted(), memory, (done, planned), means).into_iter();
        let cut = told.as_slice().iter().any(Option::is_none);
        let estimated = parts.iter().zip(&made).map(|((_, people), contender)| {
            contender.as_ref()?;
            Some(self.roster(people, &told.next()??))
        });
        (estimated.collect(), cut)
    }

    fn roster(&self, people: &[u32], measured: &[Measured]) -> Roster {
        let question = self.question;
        let promise = |place: usize| {
            let name = &question.promises[place].name;
            let figure = |measure: &str| -> Option<Estimate> {
                let mut all = measured.iter();
                let figure = all.find(|figure| figure.measure == measure && figure.name == *name)?;
                figure.reading.estimate(CONFIDENCE)
            };
            let (kept, periods_met) = (figure("promise kept"), figure("promise periods met"));
            let told = match question.sense {
                Sense::LongRun => kept,
                Sense::Periods => periods_met,
            };
            Kept {
                reached: told.and_then(|told| reached(&told, aim(question, place))),
                kept,
                periods_met,
            }
        };
        Roster {
            people: people.to_vec(),
            cost: question.cost(people),
            replications: question.fresh,
            promises: (0..question.promises.len()).map(promise).collect(),
        }
    }

    /// One roster with every figure.
    fn in_full(&self, search: &mut Search<'_, '_>, people: &[u32]) -> Option<Results> {
        let (workshop, _, means) = search.parts();
        let contender = workshop
            .contender(&self.question.words(people), &self.question.changes(people))
            .ok()?;
        let mut candidate = afresh(contender).candidate;
        candidate.model.run.replications = self.question.fresh;
        let forecast = forecast(&candidate.model, &candidate.identity, means)?;
        Some(forecast.summary.results)
    }
}

/// Whether an estimate is at least the aim; absent where its interval holds it.
fn reached(told: &Estimate, aim: f64) -> Option<bool> {
    match (told.low, told.high) {
        (Some(low), _) if low >= aim => Some(true),
        (_, Some(high)) if high < aim => Some(false),
        _ => None,
    }
}

/// The same with luck that the search did not see.
fn afresh(mut contender: Contender) -> Contender {
    let seed = &mut contender.candidate.model.run.seed;
    *seed = other_seed(*seed);
    contender
}

/// A seed that follows from another: a step of SplitMix64 (Steele, Lea and Flood 2014), a bijection, so that no two meet.
pub fn other_seed(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

impl Estimated {
    /// The promise that decides: that which one person fewer misses by most, else that with the least to spare.
    pub fn binding(&self, question: &Question) -> Option<String> {
        let over = |roster: &Roster, place: usize| {
            let promise = &roster.promises[place];
            let told = match question.sense {
                Sense::LongRun => promise.kept,
                Sense::Periods => promise.periods_met,
            };
            told.map(|told| told.value - aim(question, place))
        };
        let all = || question.possible().into_iter();
        let missed = self.one_fewer.iter().flat_map(|near| {
            let clear = move |place: &usize| near.roster.promises[*place].reached == Some(false);
            all()
                .filter(clear)
                .filter_map(move |place| Some((over(&near.roster, place)?, place)))
        });
        let spare = || {
            let roster = self.answer.as_ref().or(self.nearest.as_ref())?;
            all()
                .filter_map(|place| Some((over(roster, place)?, place)))
                .min_by(|one, other| one.0.total_cmp(&other.0))
        };
        let found = missed.min_by(|one, other| one.0.total_cmp(&other.0)).or_else(spare);
        found.map(|(_, place)| question.promises[place].name.clone())
    }
}
