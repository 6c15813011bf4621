//! How teams work, compiled: order of the queue, interruptions, ends of shifts, people of several teams.

use crate::model::{AtShiftEnd, Discipline, MOST_PRIORITIES, Model, Team};

/// The order in which a team takes what waits.
#[derive(Clone, Debug)]
pub enum Order {
    /// A list for each priority; `classes` is false where all share one.
    Lists {
        /// Whether each priority has a list of its own.
        classes: bool,
    },
    /// By a rank that each item has.
    Ranked(Rank),
}

/// What a waiting item's rank is; the least is next, and among equals the one that came first.
#[derive(Clone, Debug)]
pub enum Rank {
    /// Whoever came last is first.
    LastCome,
    /// When the first promise about it falls due.
    Due,
    /// Its touch time.
    TouchTime,
    /// Its touch time divided by the weight of its priority.
    Weighted([f64; MOST_PRIORITIES]),
    /// When it came, later by so many ticks for each priority.
    Ageing(i64),
    /// None: any is next.
    Random,
}

/// How a team works.
#[derive(Clone, Debug)]
pub struct Habits {
    /// Who is next.
    pub order: Order,
    /// Bit per priority that interrupts less urgent work.
    pub preempts: u32,
    /// Ticks that an interruption adds to the work that it interrupts.
    pub resumption: i64,
    /// By priority, what becomes of work at the end of a shift.
    pub at_shift_end: [AtShiftEnd; MOST_PRIORITIES],
    /// Ticks that it takes those to whom work is handed over.
    pub hand_over: i64,
    /// Teams whose work its people take too, in this order.
    pub also: Vec<u32>,
    /// Teams whose people take its work too, those with the fewest teams first.
    pub helpers: Vec<u32>,
    /// Whether some of its people work slower than others.
    pub ramps_up: bool,
}

impl Habits {
    /// Whether its people ever do anything but take what is next in its own queue, and go on with it until it is done.
    pub fn are_special(&self) -> bool {
        self.preempts != 0 || !self.also.is_empty() || !self.helpers.is_empty() || self.ramps_up
    }
}

/// The habits of a model's team.
pub(super) fn compile(model: &Model, number: usize) -> Habits {
    let team = &model.teams[number];
    let mut at_shift_end = [AtShiftEnd::Pause; MOST_PRIORITIES];
    for (rule, wanted) in at_shift_end.iter_mut().zip(&team.at_shift_end) {
        *rule = *wanted;
    }
    let bits = team.preempts.iter().enumerate().filter(|(_, preempts)| **preempts);
    Habits {
        order: order(&team.queue),
        preempts: bits.map(|(priority, _)| 1 << priority).sum(),
        resumption: team.resumption.ticks(),
        at_shift_end,
        hand_over: team.hand_over.map_or(0, |hand_over| hand_over.takes.ticks()),
        also: team.also_works_for.iter().map(|team| team.0).collect(),
        helpers: helpers(model, number),
        ramps_up: team.shifts.iter().any(|shift| shift.ramp_up.is_some()),
    }
}

fn order(queue: &Discipline) -> Order {
    let rank = match queue {
        Discipline::Priority => return Order::Lists { classes: true },
        Discipline::Fifo => return Order::Lists { classes: false },
        Discipline::Lifo => Rank::LastCome,
        Discipline::Due => Rank::Due,
        Discipline::Shortest => Rank::TouchTime,
        Discipline::Random => Rank::Random,
        Discipline::Ageing(step) => Rank::Ageing(step.ticks()),
        Discipline::Weighted(weights) => {
            let mut all = [1.0; MOST_PRIORITIES];
            for (weight, wanted) in all.iter_mut().zip(weights) {
                *weight = *wanted;
            }
            Rank::Weighted(all)
        }
    };
    Order::Ranked(rank)
}

/// Whoever works for fewer teams is taken first, so that those who can do more stay free.
fn helpers(model: &Model, number: usize) -> Vec<u32> {
    let helps = |team: &Team| team.also_works_for.iter().any(|other| other.index() == number);
    let mut helpers: Vec<u32> = (0..model.teams.len() as u32)
        .filter(|&other| helps(&model.teams[other as usize]))
        .collect();
    helpers.sort_by_key(|&other| model.teams[other as usize].also_works_for.len());
    helpers
}
