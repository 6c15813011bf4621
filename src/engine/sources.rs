//! Sources: when the items of a demand arrive from outside.

use rand_distr::{Distribution, Exp1, StandardNormal};

use super::program::{ArrivalProgram, DailyFactor, RateSegment};
use super::streams::{Key, name_hash};
use crate::time::Instant;

pub(super) const INTERVAL: u64 = name_hash("interval");
const DAY: u64 = name_hash("day");

/// The most items that one arrival or one failure brings.
pub(super) const LARGEST_BATCH: f64 = 1e6;

/// A demand's source of items.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    pub key: Key,
    pub ordinal: u64,
    /// The key of the next item.
    pub next: Key,
    /// Where the last interval ended, in ticks.
    at: f64,
    /// The stretch of level rate under way: where it ends, and its arrivals per tick.
    until: f64,
    rate: f64,
    /// How many stretches have begun.
    begun: usize,
    /// Nothing more arrives.
    closed: bool,
    day: Option<u32>,
    /// The day's logarithm in standard deviations, and its factor.
    daily_z: f64,
    daily_factor: f64,
}

impl Source {
    /// Nothing has arrived yet.
    pub fn new(key: Key) -> Source {
        Source {
            key,
            ..Source::default()
        }
    }

    /// Nothing more arrives.
    pub fn close(&mut self) {
        self.closed = true;
        self.until = self.at;
    }

    /// The next arrival of a Poisson process, by inverting the cumulative rate.
    #[inline(always)]
    pub fn next_of_poisson(&mut self, segments: &[RateSegment], daily: Option<DailyFactor>) -> Option<Instant> {
        let mut left: f64 = Exp1.sample(&mut self.next.part(INTERVAL).stream());
        loop {
            let available = (self.until - self.at) * self.rate;
            if left < available {
                self.at += left / self.rate;
                return Some(Instant(self.at as i64));
            }
            left -= available;
            if !self.begin_segment(segments, daily) {
                return None;
            }
        }
    }

    /// The next stretch of level rate begins; false where there is none.
    #[inline(never)]
    fn begin_segment(&mut self, segments: &[RateSegment], daily: Option<DailyFactor>) -> bool {
        self.at = self.until;
        let Some(segment) = segments.get(self.begun).filter(|_| !self.closed) else {
            return false;
        };
        self.begun += 1;
        self.until = segment.until;
        self.rate = segment.rate;
        if let Some(daily) = daily {
            if self.day != Some(segment.day) {
                self.begin_day(segment.day, daily);
            }
            self.rate *= self.daily_factor;
        }
        true
    }

    fn begin_day(&mut self, day: u32, daily: DailyFactor) {
        let luck: f64 = StandardNormal.sample(&mut self.key.part(DAY).child(u64::from(day)).stream());
        // The first day is drawn from the stationary law, the others from the day before.
        self.daily_z = if self.day.is_none() {
            luck
        } else {
            daily.next(self.daily_z, luck)
        };
        self.daily_factor = daily.factor(self.daily_z);
        self.day = Some(day);
    }

    /// The next arrival of any other process.
    #[inline(never)]
    pub fn next_of_rare(&mut self, program: &ArrivalProgram) -> Option<Instant> {
        match program {
            _ if self.closed => None,
            ArrivalProgram::Users { .. } => None,
            ArrivalProgram::At(instants) => instants.get(self.ordinal as usize).copied(),
            ArrivalProgram::Renewal { first: Some(first), .. } if self.ordinal == 0 => {
                self.at = first.ticks() as f64;
                Some(*first)
            }
            ArrivalProgram::Renewal { interval, .. } => {
                let mut stream = self.next.part(INTERVAL).stream();
                self.at += interval.sample(&mut stream).max(0.0);
                Some(Instant(self.at.min(Instant::NEVER.0 as f64) as i64))
            }
            ArrivalProgram::Poisson { segments, daily } => self.next_of_poisson(segments, *daily),
        }
    }
}
