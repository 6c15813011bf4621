//! Phases of a run: the whole of it, and its calendar months; how many items arrive from outside in each.

use jiff::civil::Date;

use crate::model::{Arrivals, Demand, Model};
use crate::time::{DAY, Instant, WEEK};

/// A part of a run.
#[derive(Clone, Debug)]
pub struct Phase {
    /// When it begins.
    pub from: Instant,
    /// When it ends.
    pub to: Instant,
    /// Its local days.
    days: Vec<Date>,
}

impl Phase {
    fn new(model: &Model, from: Instant, to: Instant) -> Phase {
        let midnights = model.epoch.midnights(from, to);
        Phase {
            from,
            to,
            days: midnights
                .into_iter()
                .map(|midnight| model.epoch.date_of(midnight))
                .collect(),
        }
    }

    /// The whole run.
    pub fn whole(model: &Model) -> Phase {
        Phase::new(model, Instant::START, model.run.window_end())
    }

    /// The calendar months of a run that have at least a week in it.
    pub fn months(model: &Model) -> Vec<Phase> {
        let end = model.run.window_end();
        let starts = model
            .epoch
            .period_starts(crate::model::Period::Month, Instant::START, end);
        let mut cuts = vec![Instant::START];
        cuts.extend(starts);
        cuts.push(end);
        cuts.dedup();
        let pairs = cuts.windows(2).filter(|pair| (pair[1] - pair[0]).ticks() >= WEEK);
        pairs.map(|pair| Phase::new(model, pair[0], pair[1])).collect()
    }

    /// What a month is called: `2027-08`.
    pub fn month(&self, model: &Model) -> String {
        let date = model.epoch.date_of(self.from);
        format!("{}-{:02}", date.year(), date.month())
    }

    /// Arrivals of items from outside a week, on average over the phase.
    pub fn per_week(&self, model: &Model, demand: &Demand) -> f64 {
        let weeks = (self.to - self.from).ticks() as f64 / WEEK as f64;
        let within = |at: &Instant| (self.from..=self.to).contains(at);
        let arrivals = match &demand.arrivals {
            None => return 0.0,
            Some(Arrivals::Poisson { per_week, course, .. }) => match course {
                None => *per_week,
                Some(course) => {
                    let start = model.epoch.date;
                    let factors: f64 = self.days.iter().map(|date| course.factor(start, *date)).sum();
                    per_week * factors / self.days.len().max(1) as f64
                }
            },
            Some(Arrivals::Renewal { interval, .. }) => WEEK as f64 / interval.mean(),
            // No more than if nobody ever waited.
            Some(Arrivals::Users { users, again_after }) => f64::from(*users) * WEEK as f64 / again_after.mean(),
            Some(Arrivals::At(instants)) => instants.iter().filter(|at| within(at)).count() as f64 / weeks,
            Some(Arrivals::Recorded(arrivals)) => {
                arrivals.iter().filter(|arrival| within(&arrival.at)).count() as f64 / weeks
            }
        };
        arrivals * demand.mean_batch()
    }
}

/// Whether what arrives differs from month to month by more than chance.
pub fn differ(model: &Model) -> bool {
    let changes = |demand: &Demand| {
        matches!(
            demand.arrivals,
            Some(Arrivals::Poisson { course: Some(_), .. } | Arrivals::At(_) | Arrivals::Recorded(_))
        )
    };
    (model.run.window_end() - Instant::START).ticks() > 31 * DAY && model.demands.iter().any(changes)
}
