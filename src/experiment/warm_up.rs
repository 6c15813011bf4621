//! The warm-up: what a pilot decides, and whether the one that was used is long enough.
//!
//! MSER (White 1997; [`crate::statistics::warm_up`]) on open items of all demands, averaged over replications and over
//! whole cycles: weeks, or days where nothing follows the week.

use super::replications::{Means, Running, run_until};
use crate::engine::Program;
use crate::measures::{Gathered, Plan};
use crate::model::{Arrivals, HourOfWeek, Model};
use crate::results::{Note, NoteLevel, Results, WarmUpResult};
use crate::statistics::interval::t_interval;
use crate::statistics::series::mean_by_step;
use crate::statistics::warm_up::mser;
use crate::time::{DAY, Span, WEEK};

/// Replications of a pilot.
const REPLICATIONS: u32 = 20;
/// A pilot's first length, unless more is counted, and its longest, in weeks.
const SHORTEST: i64 = 26;
const LONGEST: i64 = 104;
/// Below this many means no truncation is looked for.
const FEWEST_MEANS: usize = 6;
/// How sure a warning is to be.
const SURE: f64 = 0.999;
/// A start that differs by less than this part of the rest is near enough.
const SLIGHT: f64 = 0.1;

/// What a pilot found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pilot {
    warm_up: Span,
    length: Span,
    /// Whether open items settled within half of its length.
    settled: bool,
}

impl Pilot {
    /// What it found, in words.
    pub(super) fn note(&self) -> Note {
        let weeks = |span: Span| match span.ticks() / WEEK {
            1 => "1 week".to_owned(),
            weeks => format!("{weeks} weeks"),
        };
        let (warm_up, length) = (weeks(self.warm_up), weeks(self.length));
        match self.settled {
            true => Note {
                level: NoteLevel::Information,
                text: format!("the warm-up of {warm_up} was found by {REPLICATIONS} pilot runs of {length}"),
            },
            false => Note {
                level: NoteLevel::Warning,
                text: format!(
                    "open items did not settle within pilot runs of {length}; counting begins after {warm_up}, and what \
                     is counted depends on that"
                ),
            },
        }
    }
}

/// Runs pilots of all models and gives each the longest warm-up that any of them needs; none where it is stopped.
pub(super) fn settle(models: &mut [&mut Model], means: &mut Means<'_>) -> Option<Pilot> {
    let mut longest: Option<Pilot> = None;
    for model in models.iter() {
        let pilot = pilot(model, means)?;
        let so_far = longest.unwrap_or(pilot);
        longest = Some(Pilot {
            warm_up: so_far.warm_up.max(pilot.warm_up),
            length: so_far.length.max(pilot.length),
            settled: so_far.settled && pilot.settled,
        });
    }
    let found = longest?;
    for model in models.iter_mut() {
        model.run.warm_up = found.warm_up;
        model.run.automatic_warm_up = false;
    }
    Some(found)
}

/// Runs a model from its start, longer and longer until its open items settle. Its luck is not that of the run, so that
/// what is left out does not depend on what is counted.
fn pilot(model: &Model, means: &mut Means<'_>) -> Option<Pilot> {
    let mut model = model.clone();
    model.run.warm_up = Span::ZERO;
    model.run.replications = REPLICATIONS;
    model.run.precision = None;
    model.run.seed = !model.run.seed;
    let mut weeks = SHORTEST.max((model.run.counted.ticks() + WEEK - 1) / WEEK);
    loop {
        model.run.counted = Span::weeks(weeks);
        let program = Program::new(&model);
        let plan = Plan::new(&model, &program);
        let mut running = Running::new(&model, &program, &plan);
        let (pool, stop) = (means.pool, means.stop);
        // The bar counts the runs that are reported.
        let progress = &mut |_| {};
        run_until(REPLICATIONS, &mut running, &mut Means { pool, stop, progress });
        if running.gathered.replications() < REPLICATIONS {
            return None;
        }
        let cycle = Cycle::of(&model);
        let means_of = cycle.means(&mean_by_step(&open_by_day(&program, &running.gathered)));
        let found = mser(&means_of, cycle.batch);
        let settled = found.is_some_and(|found| !found.too_short);
        if settled || weeks >= LONGEST {
            let days = found.map_or(0, |found| found.observations * cycle.days) as i64;
            return Some(Pilot {
                warm_up: Span::weeks((days + 6) / 7),
                length: Span::weeks(weeks),
                settled,
            });
        }
        weeks = (2 * weeks).min(LONGEST);
    }
}

/// What is averaged over before looking for a start that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cycle {
    /// Days of one mean.
    days: usize,
    /// Means of one batch of MSER.
    batch: usize,
}

impl Cycle {
    /// A week, where anything follows the calendar; else a day, by fives.
    fn of(model: &Model) -> Cycle {
        let level = |arrivals: &Arrivals| match arrivals {
            Arrivals::Poisson { pattern, course, .. } => *pattern == HourOfWeek::Level && course.is_none(),
            Arrivals::Renewal { .. } | Arrivals::Users { .. } | Arrivals::At(_) | Arrivals::Recorded(_) => true,
        };
        let arrivals = model.demands.iter().filter_map(|demand| demand.arrivals.as_ref());
        let shifts = model.teams.iter().flat_map(|team| &team.shifts);
        let always = shifts
            .into_iter()
            .all(|shift| model.calendars[shift.calendar.index()].always);
        if always && arrivals.into_iter().all(level) {
            Cycle { days: 1, batch: 5 }
        } else {
            Cycle { days: 7, batch: 1 }
        }
    }

    /// The means of whole cycles of daily levels.
    fn means(self, by_day: &[f64]) -> Vec<f64> {
        let cycles = by_day.chunks_exact(self.days);
        cycles.map(|days| days.iter().sum::<f64>() / self.days as f64).collect()
    }
}

/// Open items of all demands at each midnight, by replication.
fn open_by_day(program: &Program, gathered: &Gathered) -> Vec<Vec<f64>> {
    let days = program.samples.len().saturating_sub(1);
    let by_day: Vec<Vec<f64>> = (0..days).map(|sample| gathered.open_at(sample, None)).collect();
    (0..gathered.replications() as usize)
        .map(|number| by_day.iter().map(|day| day[number]).collect())
        .collect()
}

/// Whether counting began late enough, by the counted window itself: MSER finds a start to leave out, and over replications
/// open items in it differ from the rest clearly and by more than a tenth. `None` where that cannot be said: the window is
/// short, arrivals end by design, items are open at the start, shocks change the organisation, or open items grow anyway.
pub(super) fn diagnose(
    model: &Model,
    program: &Program,
    gathered: &Gathered,
    results: &Results,
) -> Option<WarmUpResult> {
    let goes_on = |arrivals: &Arrivals| !matches!(arrivals, Arrivals::At(_) | Arrivals::Recorded(_));
    let mut arrivals = model.demands.iter().filter_map(|demand| demand.arrivals.as_ref());
    // Whoever counts from a backlog, through a shock, or while things are improved, asks about what is not steady.
    let changes = !model.later.is_empty() || !model.switches.is_empty();
    let unsteady = changes || model.demands.iter().any(|demand| !demand.starting.is_empty());
    if unsteady || !arrivals.any(goes_on) || results.demands.iter().any(|demand| demand.growing) {
        return None;
    }
    let cycle = Cycle::of(model);
    let by_replication: Vec<Vec<f64>> = open_by_day(program, gathered)
        .iter()
        .map(|by_day| cycle.means(by_day))
        .collect();
    let series = mean_by_step(&by_replication);
    if series.len() < FEWEST_MEANS * cycle.batch {
        return None;
    }
    let found = mser(&series, cycle.batch)?;
    let differs = found.observations > 0 && start_differs(&by_replication, found.observations, found.mean);
    let days = if differs { found.observations * cycle.days } else { 0 };
    Some(WarmUpResult {
        hours: model.run.warm_up.as_hours(),
        automatic: false,
        too_short_by_hours: Span::days(days as i64).as_hours(),
        words: words(model.run.warm_up, days, found.too_short),
    })
}

fn start_differs(by_replication: &[Vec<f64>], start: usize, rest: f64) -> bool {
    let mean = |levels: &[f64]| levels.iter().sum::<f64>() / levels.len().max(1) as f64;
    let differences: Vec<f64> = by_replication
        .iter()
        .map(|levels| mean(&levels[..start]) - mean(&levels[start..]))
        .collect();
    t_interval(&differences, SURE).is_some_and(|difference| {
        let clear = difference.low > 0.0 || difference.high < 0.0;
        clear && difference.value.abs() > SLIGHT * rest
    })
}

fn words(warm_up: Span, days: usize, at_least: bool) -> String {
    if days == 0 {
        return "the start of the counted window looks like the rest of it".to_owned();
    }
    let start = match (days % 7, days / 7) {
        (0, 1) => "week".to_owned(),
        (0, weeks) => format!("{weeks} weeks"),
        _ => format!("{days} days"),
    };
    let more = if at_least { "at least " } else { "" };
    let longer = (warm_up.ticks() + days as i64 * DAY + WEEK - 1) / WEEK;
    let unit = if longer == 1 { "week" } else { "weeks" };
    format!(
        "the warm-up looks too short: open items in the first {start} of the counted window differ from the rest; set \
         `run.warm_up` to {more}\"{longer} {unit}\", or to \"auto\""
    )
}
