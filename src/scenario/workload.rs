//! The workload of a model: what its items bring, whenever they come, and so what each team is offered in any part of the run.

use super::load::{PerItem, TeamLoad, items, weekly_rates};
use super::phases::Phase;
use super::raising::Raising;
use super::standard_week;
use crate::model::Model;

/// What the items of a model bring, whenever they come: what loads are made of.
pub struct Workload<'m> {
    model: &'m Model,
    items: Vec<PerItem>,
    /// Open hours of a standard week, by calendar.
    open: Vec<f64>,
}

impl<'m> Workload<'m> {
    /// That of a model, which must have passed the reader's checks.
    pub fn new(model: &'m Model) -> Workload<'m> {
        let calendars = model.calendars.iter();
        Workload {
            model,
            items: items(model),
            open: calendars
                .map(|calendar| standard_week::open_hours(calendar, &model.epoch))
                .collect(),
        }
    }

    /// Offered load of every team in a part of the run, in the order of the model.
    pub fn offered_in(&self, phase: &Phase) -> Vec<TeamLoad> {
        let rates = weekly_rates(self.model, &self.items, phase);
        let total = |of: &dyn Fn(&PerItem) -> f64| -> f64 {
            self.items.iter().zip(&rates).map(|(item, rate)| rate * of(item)).sum()
        };
        let load = |(index, team): (usize, &crate::model::Team)| {
            let shifts = team.shifts.iter();
            let rostered: f64 = shifts
                .map(|shift| f64::from(shift.people) * self.open[shift.calendar.index()] * phase.presence(shift))
                .sum();
            let present = rostered * (1.0 - team.absence) * (1.0 - team.other_duties);
            let boards = total(&|item| item.board[index]);
            TeamLoad {
                team: index.into(),
                offered: total(&|item| item.hours[index]),
                capacity: (present - boards).max(0.0),
                boards,
            }
        };
        self.model.teams.iter().enumerate().map(load).collect()
    }

    /// The same over the whole run.
    pub fn offered(&self) -> Vec<TeamLoad> {
        self.offered_in(&Phase::whole(self.model))
    }

    /// Items a week of every demand, those raised by others included.
    pub fn items_per_week(&self) -> Vec<f64> {
        weekly_rates(self.model, &self.items, &Phase::whole(self.model))
    }

    /// What raises what.
    pub(super) fn raising(&self) -> Raising<'_> {
        Raising::new(self.model, &self.items)
    }
}
