//! Arrivals from outside, as rates that are level between sorted instants.

use crate::engine::sampler::Sampler;
use crate::model::{Arrivals, Burstiness, CalendarId, Course, HourOfWeek, Model, Timetable};
use crate::time::{Instant, WEEK};

/// How a demand arrives, compiled.
#[derive(Clone, Debug)]
pub enum ArrivalProgram {
    /// Poisson by inverting the cumulative rate.
    Poisson {
        /// Rates; the first begins at the start.
        segments: Vec<RateSegment>,
        /// The random daily factor.
        daily: Option<DailyFactor>,
    },
    /// Independent intervals.
    Renewal {
        /// The interval.
        interval: Sampler,
        /// When the first arrives, where it is not an interval after the start.
        first: Option<Instant>,
    },
    /// By a fixed number of users: drawn when an item ends, and not from one arrival to the next.
    Users {
        /// How many.
        users: u32,
        /// From the end of an item, or the start, to the user's next one.
        again_after: Sampler,
    },
    /// At these instants, in order.
    At(Vec<Instant>),
}

/// A stretch of time with a level rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateSegment {
    /// Where it ends, in ticks.
    pub until: f64,
    /// Arrivals per tick, before the daily factor.
    pub rate: f64,
    /// Local days since the start: whose daily factor applies.
    pub day: u32,
}

/// A lognormal factor with mean 1, autoregressive in its logarithm.
#[derive(Clone, Copy, Debug)]
pub struct DailyFactor {
    /// Standard deviation of the logarithm.
    pub sigma: f64,
    /// Correlation of the logarithm with the next day's.
    pub correlation: f64,
}

impl DailyFactor {
    /// From the standard deviation and day-to-day correlation of the factor itself. For Z, Z' standard normal with correlation
    /// r, the correlation of exp(sZ) and exp(sZ') is (exp(s²r) − 1) / (exp(s²) − 1), which is solved for r.
    fn new(burstiness: Burstiness) -> DailyFactor {
        let variance = (1.0 + burstiness.spread * burstiness.spread).ln();
        let correlation = if variance > 0.0 {
            (burstiness.memory * variance.exp_m1()).ln_1p() / variance
        } else {
            0.0
        };
        DailyFactor {
            sigma: variance.sqrt(),
            correlation,
        }
    }

    /// The next day's logarithm in standard deviations, from this day's and fresh luck.
    pub fn next(self, today: f64, luck: f64) -> f64 {
        self.correlation * today + (1.0 - self.correlation * self.correlation).max(0.0).sqrt() * luck
    }

    /// The factor for a logarithm in standard deviations.
    pub fn factor(self, z: f64) -> f64 {
        (self.sigma * z - self.sigma * self.sigma / 2.0).exp()
    }
}

pub(super) fn compile(model: &Model, arrivals: &Arrivals) -> ArrivalProgram {
    match arrivals {
        Arrivals::Poisson {
            per_week,
            pattern,
            course,
            burstiness,
        } => ArrivalProgram::Poisson {
            segments: segments(model, *per_week, pattern, course.as_ref(), burstiness.is_some()),
            daily: burstiness.map(DailyFactor::new),
        },
        Arrivals::Users { users, again_after } => ArrivalProgram::Users {
            users: *users,
            again_after: Sampler::new(again_after),
        },
        Arrivals::Renewal { first, interval } => ArrivalProgram::Renewal {
            interval: Sampler::new(interval),
            first: *first,
        },
        Arrivals::At(instants) => {
            let mut sorted = instants.clone();
            sorted.sort_unstable();
            ArrivalProgram::At(sorted)
        }
        Arrivals::Recorded(arrivals) => ArrivalProgram::At(arrivals.iter().map(|arrival| arrival.at).collect()),
    }
}

fn segments(
    model: &Model,
    per_week: f64,
    pattern: &HourOfWeek,
    course: Option<&Course>,
    by_day: bool,
) -> Vec<RateSegment> {
    let end = model.run.window_end();
    let midnights = model.epoch.midnights(Instant::START, end);
    let rate = Rate::new(model, per_week, pattern);
    let mut cuts = rate.cuts();
    if by_day || course.is_some() {
        cuts.extend(&midnights);
    }
    cuts.retain(|cut| *cut > Instant::START && *cut < end);
    cuts.push(end);
    cuts.sort_unstable();
    cuts.dedup();
    let mut from = Instant::START;
    let mut segments: Vec<RateSegment> = Vec::with_capacity(cuts.len());
    for until in cuts {
        let day = midnights.partition_point(|midnight| *midnight <= from) as u32;
        let next = RateSegment {
            until: until.0 as f64,
            rate: rate.at(from)
                * course.map_or(1.0, |course| course.factor(model.epoch.date, model.epoch.date_of(from))),
            day: if by_day { day } else { 0 },
        };
        match segments.last_mut() {
            Some(last) if last.rate == next.rate && last.day == next.day => last.until = next.until,
            _ => segments.push(next),
        }
        from = until;
    }
    segments
}

/// A rate that is level between cuts.
enum Rate {
    Level(f64),
    Split {
        inside: Vec<(Timetable, f64)>,
        outside: f64,
    },
    Hours {
        hours: Vec<(Instant, u8)>,
        rates: Vec<f64>,
    },
}

impl Rate {
    fn new(model: &Model, per_week: f64, pattern: &HourOfWeek) -> Rate {
        let end = model.run.window_end();
        match pattern {
            HourOfWeek::Level => Rate::Level(per_week / WEEK as f64),
            HourOfWeek::Weights(weights) => {
                let total: f64 = weights.iter().sum();
                let per_tick = per_week / total / crate::time::HOUR as f64;
                Rate::Hours {
                    hours: model.epoch.hour_boundaries(Instant::START, end),
                    rates: weights.iter().map(|weight| weight * per_tick).collect(),
                }
            }
            HourOfWeek::Split { inside, outside } => {
                let all: Vec<CalendarId> = inside.iter().map(|(calendar, _)| *calendar).collect();
                let closed = (WEEK - model.open_in_standard_week(&all).ticks()) as f64;
                let parts = inside.iter().map(|(calendar, share)| {
                    let open = model.open_in_standard_week(&[*calendar]).ticks() as f64;
                    let timetable = model.calendars[calendar.index()].timetable(&model.epoch, Instant::START, end);
                    (timetable, per_week * share / open)
                });
                Rate::Split {
                    inside: parts.collect(),
                    outside: if *outside > 0.0 {
                        per_week * outside / closed
                    } else {
                        0.0
                    },
                }
            }
        }
    }

    fn cuts(&self) -> Vec<Instant> {
        match self {
            Rate::Level(_) => Vec::new(),
            Rate::Hours { hours, .. } => hours.iter().map(|(from, _)| *from).collect(),
            Rate::Split { inside, .. } => inside
                .iter()
                .flat_map(|(timetable, _)| timetable.spans().flat_map(|(from, to)| [from, to]))
                .collect(),
        }
    }

    fn at(&self, instant: Instant) -> f64 {
        match self {
            Rate::Level(rate) => *rate,
            Rate::Hours { hours, rates } => {
                let index = hours.partition_point(|(from, _)| *from <= instant).saturating_sub(1);
                rates[hours[index].1 as usize]
            }
            Rate::Split { inside, outside } => {
                let open = || inside.iter().filter(|(timetable, _)| timetable.open_at(instant));
                if open().next().is_none() {
                    *outside
                } else {
                    open().map(|(_, rate)| rate).sum()
                }
            }
        }
    }
}
