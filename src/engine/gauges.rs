//! Gauges: figures of the past that the organisation itself looks at while the run goes on.
//!
//! A gauge remembers what it needs of items that have ended, as long as anybody may ask for it; of open items it asks them.

use super::program::{Gauge, GaugeOf, Program};
use super::world::{Item, ItemState, World};
use crate::model::Aspect;
use crate::observation::Pause;
use crate::time::{Instant, Span};

/// What a gauge remembers of an item: an instant, which says whether it belongs to a stretch of time, and a number.
#[derive(Clone, Copy, Debug)]
struct Reading {
    at: Instant,
    value: f64,
}

/// The readings of each gauge.
#[derive(Clone, Debug, Default)]
pub(super) struct Gauges {
    readings: Vec<Vec<Reading>>,
}

impl Gauges {
    /// Nothing has been seen.
    pub fn reset(&mut self, program: &Program) {
        self.readings.resize_with(program.gauges.len(), Vec::new);
        self.readings.iter_mut().for_each(Vec::clear);
    }

    /// Whether anybody looks at anything.
    #[inline(always)]
    pub fn are_read(&self) -> bool {
        !self.readings.is_empty()
    }
}

/// An item as gauges see it: still open, or about to end.
struct Seen<'a> {
    item: &'a Item,
    resolved: Option<Instant>,
    completed: bool,
    clock_from: Instant,
    pauses: &'a [Pause],
}

impl World<'_> {
    /// An item ends now: every gauge remembers what it needs of it.
    #[inline(never)]
    pub(super) fn gauge(&mut self, number: u32, completed: bool) {
        if self.items[number as usize].state != ItemState::Open {
            // A branch ends, not the item.
            return;
        }
        let mut gauges = std::mem::take(&mut self.gauges);
        for (gauge, readings) in self.program.gauges.iter().zip(&mut gauges.readings) {
            let seen = self.seen(number, completed.then_some(self.now));
            readings.extend(self.reading(gauge, &seen, self.now));
        }
        self.gauges = gauges;
    }

    fn seen(&self, number: u32, resolved: Option<Instant>) -> Seen<'_> {
        let item = &self.items[number as usize];
        let ending = item.ending(number, &self.dossiers, &self.pauses, false);
        Seen {
            item,
            resolved: ending.resolved.or(resolved),
            completed: resolved.is_some(),
            pauses: ending.pauses,
            clock_from: ending.clock_from,
        }
    }

    /// What a gauge remembers of an item that ends at `ended`.
    fn reading(&self, gauge: &Gauge, seen: &Seen<'_>, ended: Instant) -> Option<Reading> {
        let item = seen.item;
        let class = &self.program.classes[item.class as usize];
        if gauge.demand.is_some_and(|demand| demand != class.demand) {
            return None;
        }
        let since = |to: Instant| (to - item.arrived).ticks() as f64;
        match gauge.of {
            GaugeOf::Kept(commitment) => self.judged(commitment, seen),
            GaugeOf::LeadTime(_) => seen.completed.then(|| Reading {
                at: ended,
                value: since(ended),
            }),
            GaugeOf::ResponseTime(_) => {
                let touched = item.touched()?;
                seen.completed.then(|| Reading {
                    at: ended,
                    value: since(touched),
                })
            }
            GaugeOf::Throughput => seen.completed.then_some(Reading { at: ended, value: 1.0 }),
            // From arrival: how long it was open.
            GaugeOf::Open => Some(Reading {
                at: item.arrived,
                value: since(ended),
            }),
        }
    }

    /// When a commitment about an item falls due, and whether it is kept; none where nothing was promised.
    fn judged(&self, commitment: u32, seen: &Seen<'_>) -> Option<Reading> {
        let item = seen.item;
        let class = &self.program.classes[item.class as usize];
        if !class.commitments.contains(&commitment) {
            return None;
        }
        let of = &self.program.commitments[commitment as usize];
        let met = match of.aspect {
            Aspect::Resolve => seen.resolved,
            Aspect::Respond => item.touched(),
        };
        let met = met.unwrap_or(Instant::NEVER);
        if seen.clock_from == Instant::NEVER {
            return None;
        }
        let due = of.due_after(seen.clock_from, seen.pauses, met, |place| {
            self.program.stops(place, commitment)
        });
        let value = f64::from(u8::from(met <= due && met < Instant::NEVER));
        Some(Reading { at: due, value })
    }

    /// A gauge's figure for a stretch of time that is over; none where no item belongs to it. What is older than `forget` is
    /// forgotten: nobody will ask for it again.
    pub(super) fn figure(&mut self, gauge: usize, from: Instant, to: Instant, forget: Instant) -> Option<f64> {
        let program = self.program;
        let of = &program.gauges[gauge];
        let mut readings = std::mem::take(&mut self.gauges.readings[gauge]);
        readings.retain(|reading| match of.of {
            GaugeOf::Open => reading.at + Span(reading.value as i64) >= forget,
            _ => reading.at >= forget,
        });
        let kept = readings.len();
        if matches!(of.of, GaugeOf::Kept(_) | GaugeOf::Open) {
            let open = (1..self.items.len() as u32).filter(|item| self.items[*item as usize].state == ItemState::Open);
            readings.extend(open.filter_map(|item| self.reading(of, &self.seen(item, None), self.now)));
        }
        let figure = summarise(of.of, &readings, from, to);
        readings.truncate(kept);
        self.gauges.readings[gauge] = readings;
        figure
    }
}

fn summarise(of: GaugeOf, readings: &[Reading], from: Instant, to: Instant) -> Option<f64> {
    let length = (to - from).ticks() as f64;
    if length <= 0.0 {
        return None;
    }
    let within = readings.iter().filter(|reading| (from..to).contains(&reading.at));
    let mean = |count: usize, sum: f64| (count > 0).then(|| sum / count as f64);
    match of {
        GaugeOf::Kept(_) => mean(within.clone().count(), within.map(|reading| reading.value).sum()),
        GaugeOf::Throughput => Some(within.count() as f64 * crate::time::WEEK as f64 / length),
        GaugeOf::Open => {
            let overlap = |reading: &Reading| {
                let ends = reading.at + Span(reading.value as i64);
                (ends.min(to) - reading.at.max(from)).ticks().max(0) as f64
            };
            Some(readings.iter().map(overlap).sum::<f64>() / length)
        }
        GaugeOf::LeadTime(None) | GaugeOf::ResponseTime(None) => {
            mean(within.clone().count(), within.map(|reading| reading.value).sum())
        }
        GaugeOf::LeadTime(Some(p)) | GaugeOf::ResponseTime(Some(p)) => {
            let mut values: Vec<f64> = within.map(|reading| reading.value).collect();
            values.sort_unstable_by(f64::total_cmp);
            // The least value that is not below so great a share of them.
            let rank = (p * values.len() as f64).ceil().max(1.0) as usize;
            values.get(rank - 1).copied()
        }
    }
}
