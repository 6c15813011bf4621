//! What raises what: items others, faults items, and failed items faults; whether that dies out, and how much of it is to be expected.
//!
//! Faults are nodes like demands. One that is found causes as many items as it takes to be found, and a problem; it is still there
//! when what that leads to does not remove it, and then does the same once more. Items that come while somebody looks for the fault
//! are left out, and so are chases where rates are asked for: how many there are depends on how long things take, which no arithmetic
//! before a run knows.

use super::chains::{expected_visits, spectral_radius};
use super::load::PerItem;
use crate::model::{Fault, Model};
use crate::time::WEEK;

/// A chance below which nothing is said to remove a fault.
const HARDLY: f64 = 1e-9;

/// What becomes of one fault.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Life {
    /// It is looked for once it has caused so many items, and removed then with this probability at least.
    Found { items: f64, removed: f64 },
    /// What it causes removes it, each item with this probability.
    ByItsItems { removed: f64 },
    /// Nothing removes it, though somebody may look for it after every so many items.
    Stays { asked_after: Option<f64> },
}

/// What raises what in a model.
pub struct Raising<'m> {
    model: &'m Model,
    items: &'m [PerItem],
    lives: Vec<Life>,
    /// Length of the run in weeks.
    weeks: f64,
}

impl<'m> Raising<'m> {
    /// Of a model, with what one item of each demand brings.
    pub fn new(model: &'m Model, items: &'m [PerItem]) -> Raising<'m> {
        let removed = removals(items);
        Raising {
            model,
            items,
            lives: model.faults.iter().map(|fault| life(fault, &removed)).collect(),
            weeks: (model.run.warm_up + model.run.counted).ticks() as f64 / WEEK as f64,
        }
    }

    /// How many times each generation is the one before, in the long run, when everything that can be late is; what faults that stay
    /// cause is left out, because they never end.
    pub fn growth(&self) -> f64 {
        spectral_radius(&self.matrix(|_| 0.0, true))
    }

    /// The same with what faults that stay cause until the run is over.
    pub fn growth_with_faults_that_stay(&self) -> f64 {
        spectral_radius(&self.matrix(|fault| self.possible(fault) / 2.0, true))
    }

    /// Items a week of every demand, those raised by others and by faults included.
    pub fn rates(&self, outside: Vec<f64>) -> Vec<f64> {
        let demands = outside.len();
        let mut start = outside;
        for (fault, life) in self.model.faults.iter().zip(&self.lives) {
            // What is there at the start is spread over the run; what stays is there for twice as long as what comes in it.
            let times = if self.stays(fault, *life) { 2.0 } else { 1.0 };
            start.push(fault.new_per_week + times * f64::from(fault.open) / self.weeks);
        }
        let matrix = self.matrix(|fault| self.possible(fault) / 2.0, false);
        let mut rates = expected_visits(&matrix, &start).unwrap_or(start);
        rates.truncate(demands);
        rates
    }

    /// The faults, by their numbers, for which somebody looks and which nothing ever removes.
    pub fn looked_for_in_vain(&self) -> impl Iterator<Item = usize> {
        let lives = self.lives.iter().enumerate();
        lives.filter_map(|(number, life)| matches!(life, Life::Stays { asked_after: Some(_) }).then_some(number))
    }

    /// The names of whatever raises anything, and the number of the first demand among them.
    pub fn raising(&self) -> (Vec<&'m str>, Option<usize>) {
        let matrix = self.matrix(|fault| self.possible(fault), true);
        let demands = self.model.demands.iter().map(|demand| demand.name.as_str());
        let names = demands.chain(self.model.faults.iter().map(|fault| fault.name.as_str()));
        let raises = |number: &usize| matrix[*number].iter().any(|raised| *raised > 0.0);
        let first = (0..self.model.demands.len()).find(raises);
        let raising = names.enumerate().filter(|(number, _)| raises(number));
        (raising.map(|(_, name)| name).collect(), first)
    }

    /// How many items a fault that is there all the time causes in the run.
    fn possible(&self, fault: &Fault) -> f64 {
        fault.per_week * self.weeks
    }

    /// Whether a fault is hardly removed before the run is over.
    fn stays(&self, fault: &Fault, life: Life) -> bool {
        let expected = match life {
            Life::Found { items, removed } => items / removed,
            Life::ByItsItems { removed } => 1.0 / removed,
            Life::Stays { .. } => return true,
        };
        expected > self.possible(fault)
    }

    /// For each demand, then each fault (row), how many of each it brings; `staying` is how many items a fault that stays causes, and
    /// `late` whether everything that can be late is.
    fn matrix(&self, staying: impl Fn(&Fault) -> f64, late: bool) -> Vec<Vec<f64>> {
        let demands = self.model.demands.len();
        let mut matrix = Vec::with_capacity(demands + self.model.faults.len());
        for (demand, item) in self.model.demands.iter().zip(self.items) {
            let mut row: Vec<f64> = item.raised.iter().chain(&item.adds).copied().collect();
            if let Some(chase) = demand.chased.as_ref().filter(|_| late) {
                let times = if chase.again.is_some() { chase.at_most } else { 1 };
                row[chase.demand.index()] += chase.share * f64::from(times);
            }
            matrix.push(row);
        }
        for (number, (fault, life)) in self.model.faults.iter().zip(&self.lives).enumerate() {
            let mut row = vec![0.0; demands + self.model.faults.len()];
            let mut causes = |items: f64, asked: f64| {
                row[fault.raises.index()] += items;
                if let Some(found) = fault.found {
                    row[found.raises.index()] += asked;
                }
            };
            // Where it is asked how much comes in the run, what is hardly removed in it stays.
            let life = match *life {
                life if late || !self.stays(fault, life) => life,
                _ => Life::Stays {
                    asked_after: fault.found.map(|found| f64::from(found.after)),
                },
            };
            match life {
                Life::Found { items, removed } => {
                    causes(items, 1.0);
                    row[demands + number] = 1.0 - removed;
                }
                Life::ByItsItems { removed } => {
                    causes(1.0, 0.0);
                    row[demands + number] = 1.0 - removed;
                }
                Life::Stays { asked_after } => {
                    let items = staying(fault);
                    causes(items, asked_after.map_or(0.0, |after| (items / after).floor()));
                }
            }
            matrix.push(row);
        }
        matrix
    }
}

/// How likely an item of each demand, or what it raises, removes the fault that it carries: the expected number, at most 1.
fn removals(items: &[PerItem]) -> Vec<f64> {
    let own: Vec<f64> = items.iter().map(|item| item.removes).collect();
    // From the child to the parent: the matrix turned round.
    let turned: Vec<Vec<f64>> = (0..items.len())
        .map(|child| items.iter().map(|parent| parent.passes_on[child]).collect())
        .collect();
    let all = expected_visits(&turned, &own).unwrap_or(own);
    all.into_iter().map(|removed| removed.clamp(0.0, 1.0)).collect()
}

fn life(fault: &Fault, removed: &[f64]) -> Life {
    let by_items = removed[fault.raises.index()];
    match fault.found {
        Some(found) => {
            let items = f64::from(found.after);
            let survives = (1.0 - by_items).powf(items) * (1.0 - removed[found.raises.index()]);
            match 1.0 - survives {
                removed if removed > HARDLY => Life::Found { items, removed },
                _ => Life::Stays {
                    asked_after: Some(items),
                },
            }
        }
        None if by_items > HARDLY => Life::ByItsItems { removed: by_items },
        None => Life::Stays { asked_after: None },
    }
}
