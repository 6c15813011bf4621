//! How often an item visits each step, expected before any run.

use std::collections::BTreeMap;

use super::chains::expected_visits;
use super::decisions::{self, Outcome};
use crate::model::{AttributeId, DemandId, Exception, Model, Reopening, Route, Step, Stream, Target, ValueId};

/// Mass that is not followed any further.
const NEGLIGIBLE: f64 = 1e-9;
/// Steps that are followed at most.
const LONGEST: usize = 10_000;

/// Where some items go after a step, from one of their visits on.
pub struct Way<'m> {
    /// Its number among the exceptions of the step; after the last where it is what holds for all.
    pub number: usize,
    from_visit: u32,
    next: &'m [(Target, f64)],
}

/// The ways on from a step that are open to an item of a demand with these values, the first that holds first.
pub fn ways<'m>(step: &'m Step, demand: DemandId, value_of: impl Fn(AttributeId) -> Option<ValueId>) -> Vec<Way<'m>> {
    let exceptions = step.exceptions.iter().enumerate();
    let holding = exceptions.filter(|(_, exception)| exception.selector.selects(demand, &value_of));
    let way = |(number, exception): (usize, &'m Exception)| Way {
        number,
        from_visit: exception.from_visit,
        next: &exception.next,
    };
    let usual = Way {
        number: step.exceptions.len(),
        from_visit: 1,
        next: &step.next,
    };
    holding.map(way).chain([usual]).collect()
}

/// What becomes of visits to a step without people: shares of all visits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Runs {
    /// Tried without people.
    tried: f64,
    /// Tried, and failed.
    failed: f64,
    /// Of those, runs of which nobody notices that at once. It is as if they were noticed when all else is done.
    unnoticed: f64,
    /// Whether people take over at another step.
    elsewhere: bool,
    /// Whether what a run has done takes no approval route.
    exempt: bool,
}

impl Runs {
    /// Those of items of a demand with these values.
    pub fn of(step: &Step, demand: DemandId, value_of: impl Fn(AttributeId) -> Option<ValueId>) -> Runs {
        let Some(automation) = &step.automation else {
            return Runs::default();
        };
        let tried = *automation.share.of(demand, &value_of);
        let failed = tried * (1.0 - automation.succeeds.of(demand, &value_of));
        Runs {
            tried,
            failed,
            unnoticed: failed * automation.unnoticed,
            elsewhere: automation.fallback.is_some(),
            exempt: !automation.needs_approval.of(demand, &value_of),
        }
    }

    /// How much people do at the step, by visit.
    pub fn by_people(&self) -> f64 {
        1.0 - self.tried + if self.elsewhere { 0.0 } else { self.failed }
    }

    /// How often what follows a visit follows it, by visit.
    pub fn concluded(&self) -> f64 {
        if self.elsewhere {
            1.0 - (self.failed - self.unnoticed)
        } else {
            1.0 + self.unnoticed
        }
    }

    /// How much of that asks for approval where the step does.
    pub fn asking(&self) -> f64 {
        let exempt = if self.exempt {
            self.tried - self.failed + self.unnoticed
        } else {
            0.0
        };
        self.concluded() - exempt
    }

    /// What tells them apart.
    pub fn bits(&self) -> [u64; 3] {
        [self.tried, self.failed, self.unnoticed].map(f64::to_bits)
    }
}

/// What a visit to a step takes that would take `effort` if nobody knew anything: as much is known as at the start, and some write.
pub fn effort_with_knowledge(model: &Model, step: &Step, effort: f64) -> f64 {
    let known = |of: usize| model.knowledge[of].factor(model.knowledge[of].at_start);
    let writing = step
        .writes
        .as_ref()
        .map_or(0.0, |writes| writes.share * writes.effort.mean());
    effort * step.learns_from.map_or(1.0, known) + writing
}

/// How items with the same values move through a stream.
pub struct Journey<'m> {
    /// The stream.
    pub stream: &'m Stream,
    /// For each step, the ways on that are open to them.
    pub ways: Vec<Vec<Way<'m>>>,
    /// For each step, what becomes of their visits without people.
    pub runs: Vec<Runs>,
    /// Their approval route.
    pub route: Option<&'m Route>,
    /// All routes of the model.
    pub routes: &'m [Route],
    /// What may follow when they are resolved.
    pub reopening: Option<&'m Reopening>,
}

impl Journey<'_> {
    /// Expected visits of each step by items that would not fail (even places) and that would (odd places).
    pub fn visits(&self, entry: usize, fails: f64) -> Vec<f64> {
        let counted = self.ways.iter().flatten().any(|way| way.from_visit > 1);
        if counted {
            return self.walk(entry, fails);
        }
        let size = 2 * self.stream.steps.len();
        let mut matrix = vec![vec![0.0; size]; size];
        for (state, row) in matrix.iter_mut().enumerate() {
            for (to, share) in self.onwards(state, 1) {
                row[to] += share;
            }
        }
        let mut start = vec![0.0; size];
        start[2 * entry] = 1.0 - fails;
        start[2 * entry + 1] = fails;
        expected_visits(&matrix, &start).unwrap_or(start)
    }

    /// The same by following every way, where it matters how often an item was at a step.
    fn walk(&self, entry: usize, fails: f64) -> Vec<f64> {
        let most = |ways: &Vec<Way<'_>>| ways.iter().map(|way| way.from_visit).max().unwrap_or(1);
        let caps: Vec<u32> = self.ways.iter().map(most).collect();
        let mut visits = vec![0.0; 2 * self.stream.steps.len()];
        let none = vec![0u32; self.stream.steps.len()];
        let mut here: BTreeMap<(usize, Vec<u32>), f64> = BTreeMap::new();
        here.insert((2 * entry, none.clone()), 1.0 - fails);
        here.insert((2 * entry + 1, none), fails);
        for _ in 0..LONGEST {
            let mut then: BTreeMap<(usize, Vec<u32>), f64> = BTreeMap::new();
            for ((state, mut counts), mass) in here {
                visits[state] += mass;
                let count = &mut counts[state / 2];
                *count = (*count + 1).min(caps[state / 2]);
                for (to, share) in self.onwards(state, *count) {
                    *then.entry((to, counts.clone())).or_default() += mass * share;
                }
            }
            here = then;
            if here.values().sum::<f64>() < NEGLIGIBLE {
                break;
            }
        }
        visits
    }

    /// From a step (its index twice, one more for an item that would fail) after a visit of this number: where to, how often.
    fn onwards(&self, state: usize, visit: u32) -> Vec<(usize, f64)> {
        let (index, bad) = (state / 2, state % 2);
        let step = &self.stream.steps[index];
        // What a supplier returns unsolved goes nowhere else, and the rest as after any step.
        let mut onwards = Vec::new();
        let unsolved = step.outsourced.map_or(0.0, |of| of.returned_unsolved);
        if unsolved > 0.0 {
            let to = step
                .outsourced
                .and_then(|of| of.if_unsolved)
                .map_or(index, |step| step.index());
            onwards.push((2 * to + bad, unsolved));
        }
        let runs = &self.runs[index];
        if let Some(fallback) = step.automation.as_ref().and_then(|automation| automation.fallback) {
            onwards.push((2 * fallback.index() + bad, runs.failed));
        }
        let rest = (1.0 - unsolved) * runs.concluded();
        let asking = (1.0 - unsolved) * runs.asking();
        if let Some(fork) = &step.fork {
            // The branches go to the join together, whatever their steps say.
            let targets = fork.to.iter().chain([&fork.join]);
            onwards.extend(targets.map(|target| (2 * target.index() + bad, rest)));
            return onwards;
        }
        let mut rest = rest;
        if let Some(back_out) = step.if_it_fails.as_ref().and_then(|failure| failure.back_out)
            && bad == 1
        {
            // What has failed is undone first.
            let to = 2 * back_out.to.index();
            onwards.push((to, rest * (1.0 - back_out.still_bad)));
            onwards.push((to + 1, rest * back_out.still_bad));
            rest = 0.0;
        }
        let join = self.stream.joins()[index];
        let decided = self.route.filter(|_| step.approval);
        let decided = decided.map_or_else(Outcome::default, |route| {
            decisions::outcome(self.routes, route, bad == 1)
        });
        let way = self.ways[index].iter().find(|way| visit >= way.from_visit);
        for (target, share) in way.map_or(&[][..], |way| way.next) {
            let share = (rest - asking * decided.turned_down()) * share;
            match (target, self.reopening) {
                // What comes from a branch joins, and the branches are at the join already.
                (Target::Step(step), _) if join == Some(*step) => {}
                (Target::Step(step), _) => onwards.push((2 * step.index() + bad, share)),
                (Target::Done, Some(reopening)) => {
                    onwards.push((2 * reopening.to.index() + bad, share * reopening.share))
                }
                (Target::Done, None) => {}
            }
        }
        if decided.sent_back > 0.0 {
            onwards.push((2 * index, asking * (decided.sent_back - decided.still_bad)));
            onwards.push((2 * index + 1, asking * decided.still_bad));
        }
        onwards
    }
}
