//! What a lever does: paired differences of the goals, of lead times, of queues.

use super::Inquiry;
use crate::experiment::comparison::paired;
use crate::experiment::trials::{Description, Measured, Wanted};
use crate::measures::CONFIDENCE;
use crate::results::Difference;
use crate::results::advice::{Goal, GoalEffect, Objective};

/// A change of missed promises below this part of them would go unnoticed, and so would one below [`NOTICED_DUE`] of those that
/// fall due.
const NOTICED_MISSED: f64 = 0.05;
const NOTICED_DUE: f64 = 0.002;
/// So would a change of open items below this part of them.
const NOTICED_OPEN: f64 = 0.05;
/// And one of cost.
const NOTICED_COST: f64 = 0.005;

/// The figures that advice rests on.
pub(super) fn wanted() -> Wanted {
    Wanted(vec![
        Description::measure("missed").by("promise"),
        Description::measure("fell due").by("promise"),
        Description::measure("open items").by("all"),
        Description::measure("open items").by("stream"),
        Description::measure("cost").by("all"),
        Description::measure("lead time").by("demand").statistic("mean"),
        Description::measure("queue").by("team").statistic("per week"),
        Description::measure("failed changes").by("all"),
    ])
}

/// Figures of one contender.
#[derive(Clone, Debug)]
pub(super) struct Figures(pub(super) Vec<Measured>);

impl Figures {
    /// What some of the replications told of them.
    pub(super) fn part(&self, from: u32, until: u32) -> Figures {
        let part = |figure: &Measured| {
            Some(Measured {
                reading: figure.reading.part(from, until)?,
                ..figure.clone()
            })
        };
        Figures(self.0.iter().filter_map(part).collect())
    }

    pub(super) fn of<'a>(&'a self, measure: &'a str, by: &'a str) -> impl Iterator<Item = &'a Measured> {
        self.0.iter().filter(move |it| it.measure == measure && it.by == by)
    }

    /// Open items of a stream, averaged over time.
    pub(super) fn open_in(&self, stream: &str) -> Option<f64> {
        let of = self.of("open items", "stream").find(|it| it.name == stream)?;
        of.reading.estimate(CONFIDENCE).map(|estimate| estimate.value)
    }

    /// The figure by which a goal is judged.
    pub(super) fn goal(&self, goal: Goal) -> Option<Measured> {
        match goal {
            Goal::Promises => self.summed("missed"),
            Goal::LeadTime => self.of("open items", "all").next().cloned(),
            Goal::Cost => self.of("cost", "all").next().cloned(),
        }
    }

    /// A figure added up over promises.
    fn summed(&self, measure: &str) -> Option<Measured> {
        let mut promises = self.of(measure, "promise");
        let first = promises.next()?.clone();
        let sum = promises.try_fold(first.reading.clone(), |sum, it| sum.plus(&it.reading))?;
        Some(Measured {
            name: "all promises".to_owned(),
            reading: sum,
            ..first
        })
    }

    pub(super) fn objective(&self, goal: Goal) -> Option<Objective> {
        let figure = self.goal(goal)?;
        let today = figure.reading.estimate(CONFIDENCE)?;
        let value = today.value.abs();
        let noticeable = match goal {
            Goal::Promises => {
                let due = self.summed("fell due").and_then(|due| due.reading.estimate(CONFIDENCE));
                (NOTICED_MISSED * value).max(NOTICED_DUE * due.map_or(0.0, |due| due.value))
            }
            Goal::LeadTime => NOTICED_OPEN * value,
            Goal::Cost => NOTICED_COST * value,
        };
        Some(Objective {
            goal,
            measure: figure.measure,
            unit: figure.unit,
            today: Some(today),
            noticeable,
        })
    }
}

/// The level of each interval of a goal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level(pub(super) f64);

impl Level {
    /// The level of each of `count` intervals that share the error of one.
    fn shared(self, count: usize) -> f64 {
        1.0 - (1.0 - self.0) / count.max(1) as f64
    }
}

/// A lever against today, over the same replications.
pub(super) struct Pair<'a> {
    pub(super) inquiry: &'a Inquiry<'a>,
    pub(super) today: &'a Figures,
    pub(super) with: &'a Figures,
    pub(super) level: Level,
}

impl Pair<'_> {
    pub(super) fn goals(&self) -> Vec<GoalEffect> {
        let effect = |objective: &Objective| {
            let (today, with) = (self.today.goal(objective.goal)?, self.with.goal(objective.goal)?);
            let difference = paired(&today, &with, self.level.0)?;
            let least = objective.noticeable;
            // All goals are better where there is less of them. Without an interval nothing ever differed.
            let value = difference.difference;
            let (low, high) = (value.low.unwrap_or(value.value), value.high.unwrap_or(value.value));
            Some(GoalEffect {
                goal: objective.goal,
                is_nothing: low > -least && high < least || value.value == 0.0 && value.low.is_none(),
                is_harmless: high < least || value.value == 0.0 && value.low.is_none(),
                difference,
            })
        };
        self.inquiry.objectives.iter().filter_map(effect).collect()
    }

    /// Mean lead times of the demands that do not pile up.
    pub(super) fn lead_times(&self) -> Vec<Difference> {
        let steady = |name: &str| !self.inquiry.growing.iter().any(|growing| growing == name);
        let mut all = self.each("lead time", "demand");
        all.retain(|it| steady(&it.name));
        all
    }

    /// Hours that items wait in each team's queue, a week.
    pub(super) fn queues(&self) -> Vec<Difference> {
        self.each("queue", "team")
    }

    pub(super) fn failed_changes(&self) -> Option<Difference> {
        self.each("failed changes", "all").into_iter().next()
    }

    fn each(&self, measure: &str, by: &str) -> Vec<Difference> {
        let level = self.level.shared(self.today.of(measure, by).count());
        let pairs = self.today.of(measure, by).filter_map(|today| {
            let with = self.with.of(measure, by).find(|it| it.is_same(today))?;
            paired(today, with, level)
        });
        pairs.collect()
    }
}
