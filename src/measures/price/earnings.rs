//! What finished work was worth, as weighted sums of counts.
//!
//! An increment is a part of an item's value that is there before the item is done: from then on it loses nothing more to delay. So
//! each part is worth what an item of that part of the value would be that was completed then, and what is there at the end is worth
//! what all of the item would be, less the parts that had been released.

use super::spending::{Scope, roots};
use crate::measures::figures::Sum;
use crate::measures::layout::{Layout, increment, item, worth as cells, worth_size};
use crate::measures::supply::Source;
use crate::measures::worth::price;
use crate::time::HOUR;

const HOURS_PER_TICK: f64 = 1.0 / HOUR as f64;

/// What the items of a demand, or of all, were worth.
pub struct Worth {
    /// Value delivered, less what was lost to delay.
    pub delivered: Option<Sum>,
    /// What was lost to delay.
    pub delay: Option<Sum>,
    /// Value that was never there because items were closed undone.
    pub undone: Option<Sum>,
}

impl Worth {
    /// The worth of the items of one demand, by its number, or of all.
    pub fn of(source: &Source<'_>, demand: Option<usize>) -> Worth {
        let (mut delivered, mut delay, mut undone) = (None, None, None);
        let add = |to: &mut Option<Sum>, sum: Sum| *to = Some(to.take().unwrap_or_default().plus(sum));
        for (class, of) in source.program.classes.iter().enumerate() {
            if demand.is_some_and(|demand| demand != of.demand as usize) {
                continue;
            }
            let price = price(source.model, source.program, class as u32);
            let parts = Parts::of(source, class);
            let lost = price
                .per_hour
                .map(|rate| parts.late.clone().times(rate * HOURS_PER_TICK));
            if let Some(value) = price.value {
                let full = parts.completed.times(value);
                let less = lost.clone().unwrap_or_default();
                add(&mut delivered, full.minus(less));
                add(&mut undone, parts.closed.times(value));
            }
            if let Some(lost) = lost {
                add(&mut delay, lost);
            }
        }
        Worth {
            delivered,
            delay,
            undone,
        }
    }
}

/// Whole items of a class, and parts of them: how many had their value delivered, how late in ticks, and how many had it lost.
struct Parts {
    completed: Sum,
    late: Sum,
    closed: Sum,
}

impl Parts {
    fn of(source: &Source<'_>, class: usize) -> Parts {
        let of = &source.program.classes[class];
        let roots = roots(source, Scope::All, of.demand).len();
        let (cells, late) = class_cells(source.layout, class, roots, worth_size(of));
        let count = |number: usize| Sum::of(cells.iter().map(|cell| cell + number), 1.0);
        let mut parts = Parts {
            completed: count(item::COMPLETED),
            late: Sum::of(late, 1.0),
            closed: count(item::CLOSED),
        };
        let shares = &source.program.demands[of.demand as usize].increments;
        for (number, share) in shares.iter().enumerate() {
            let cell = source.layout.increments[class] + number * increment::SIZE;
            let part = |number: usize| Sum::of([cell + number], *share);
            let released = part(increment::RELEASED).minus(part(increment::COMPLETED));
            parts.completed = parts.completed.plus(released);
            let late = part(increment::LATE).minus(part(increment::LATE_AT_END));
            parts.late = parts.late.plus(late);
            parts.closed = parts.closed.minus(part(increment::CLOSED));
        }
        parts
    }
}

/// The item cells of a class, and where its items' lateness is kept.
fn class_cells(layout: &Layout, class: usize, roots: usize, size: usize) -> (Vec<usize>, Vec<usize>) {
    let cells = (0..roots).map(|root| layout.items[class] + root * item::SIZE);
    let late = (0..roots).map(|root| layout.worth[class] + root * size + cells::DELAYED);
    (cells.collect(), late.collect())
}
