//! Phases of a run: the whole of it, and its calendar months; how many items arrive from outside in each.

use jiff::civil::Date;

use crate::model::{Arrivals, Demand, Model, Shift};
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

    /// What a shift's people do in the phase, as a share of what they would do if they were there all the time and as fast as others.
    pub fn presence(&self, shift: &Shift) -> f64 {
        let from = shift.from.max(self.from);
        let to = shift.until.unwrap_or(self.to).min(self.to);
        let there = (to - from).ticks().max(0) as f64;
        let missed = match shift.ramp_up {
            Some(ramp_up) if to > from => {
                // The speed that is missing falls evenly from 1 − starts_at to 0: areas under that line, up to two moments.
                let takes = ramp_up.takes.ticks() as f64;
                let area = |at: Instant| {
                    let since = ((at - shift.from).ticks() as f64).min(takes);
                    (1.0 - ramp_up.starts_at) * since * (1.0 - since / (2.0 * takes))
                };
                area(to) - area(from)
            }
            _ => 0.0,
        };
        (there - missed) / (self.to - self.from).ticks() as f64
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

/// Whether what arrives, or who is there, differs from month to month by more than chance.
pub fn differ(model: &Model) -> bool {
    let changes = |demand: &Demand| {
        matches!(
            demand.arrivals,
            Some(Arrivals::Poisson { course: Some(_), .. } | Arrivals::At(_) | Arrivals::Recorded(_))
        )
    };
    let mut shifts = model.teams.iter().flat_map(|team| &team.shifts);
    let staff_changes = shifts.any(|shift| shift.from > Instant::START || shift.until.is_some());
    let long = (model.run.window_end() - Instant::START).ticks() > 31 * DAY;
    long && (staff_changes || model.demands.iter().any(changes))
}
