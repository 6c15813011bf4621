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
    /// How much of the last interval is left when the run ends: where it goes on if the rate changes.
    left: f64,
    /// Rates of its own, once they have been changed while the run goes on.
    own: Vec<RateSegment>,
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

    /// The next item is drawn: when it arrives, if one does.
    #[inline(always)]
    pub fn draw_next(&mut self, arrivals: Option<&ArrivalProgram>) -> Option<Instant> {
        self.next = self.key.child(self.ordinal);
        match arrivals {
            Some(ArrivalProgram::Poisson { segments, daily }) => self.next_of_poisson(segments, *daily),
            Some(rare) => self.next_of_rare(rare),
            None => None,
        }
    }

    /// The next arrival of a Poisson process, by inverting the cumulative rate.
    #[inline(always)]
    pub fn next_of_poisson(&mut self, segments: &[RateSegment], daily: Option<DailyFactor>) -> Option<Instant> {
        let left: f64 = Exp1.sample(&mut self.next.part(INTERVAL).stream());
        self.advance(left, segments, daily)
    }

    /// Goes on until so much of the cumulative rate has passed.
    #[inline(always)]
    fn advance(&mut self, left: f64, segments: &[RateSegment], daily: Option<DailyFactor>) -> Option<Instant> {
        let mut left = left;
        loop {
            let available = (self.until - self.at) * self.rate;
            if left < available {
                self.at += left / self.rate;
                return Some(Instant(self.at as i64));
            }
            left -= available;
            if !self.begin_segment(segments, daily) {
                self.left = left;
                return None;
            }
        }
    }

    /// The rate changes at `now`: what is left of the interval under way passes at the new rates, which cover the whole run as the
    /// first ones do. The next arrival, if there is one.
    pub fn change_rate(
        &mut self,
        now: Instant,
        rates: Vec<RateSegment>,
        first: &[RateSegment],
        daily: Option<DailyFactor>,
    ) -> Option<Instant> {
        if self.closed {
            return None;
        }
        let now = now.ticks() as f64;
        let mut before = self.clone();
        before.rewind(now, first, daily);
        let left = before.passes_until(self.at, first, daily) + self.left;
        self.own = rates;
        self.left = 0.0;
        self.rewind(now, first, daily);
        self.advance(left, first, daily)
    }

    /// Back to an instant, with the day's factor of that time.
    fn rewind(&mut self, now: f64, segments: &[RateSegment], daily: Option<DailyFactor>) {
        (self.begun, self.until, self.rate, self.day) = (0, 0.0, 0.0, None);
        while self.until <= now && self.begin_segment(segments, daily) {}
        self.at = now;
    }

    /// How much of the cumulative rate passes from where it is to an instant.
    fn passes_until(&mut self, to: f64, segments: &[RateSegment], daily: Option<DailyFactor>) -> f64 {
        let mut passed = 0.0;
        while self.until < to {
            passed += (self.until - self.at) * self.rate;
            if !self.begin_segment(segments, daily) {
                return passed;
            }
        }
        passed + (to - self.at) * self.rate
    }

    /// The next stretch of level rate begins; false where there is none.
    #[inline(never)]
    fn begin_segment(&mut self, segments: &[RateSegment], daily: Option<DailyFactor>) -> bool {
        self.at = self.until;
        let segments = if self.own.is_empty() { segments } else { &self.own };
        let Some(&segment) = segments.get(self.begun).filter(|_| !self.closed) else {
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
