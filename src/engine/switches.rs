//! Changes that a run makes itself: they are taken up at once or little by little, and given up again.
//!
//! What is drawn for an item (its efforts, its ways, what it raises, its fate and its route) goes by the changes that the item has
//! adopted: by luck of its own, so that who adopts early adopts early whatever else happens. Rates of arrival and numbers of people
//! are blended. Everything else holds from the moment at which half has been adopted.

use super::program::{ArrivalProgram, Program, RateSegment, SwitchSet};
use super::streams::{Key, name_hash};
use super::world::World;
use crate::observation::Observer;

const ADOPTION: u64 = name_hash("adoption");

/// How far the changes of a run have come.
#[derive(Clone, Debug, Default)]
pub(super) struct Switches {
    /// Of each, how much of it is adopted: from 0 to 1.
    levels: Vec<f64>,
    /// Whether any is adopted in part, so that items differ.
    pub blending: bool,
    /// Whether more decides about a visit than its place: items differ, or workarounds may be known.
    pub draws_apart: bool,
    /// Whether workarounds may be known.
    eases: bool,
    /// Those that are adopted in whole.
    settled: SwitchSet,
    /// Those that are adopted in part.
    partial: Vec<usize>,
    /// How many shocks have begun or ended.
    pub phase: usize,
    /// Of each shift, how many of its people are there.
    present: Vec<u32>,
}

impl Switches {
    /// None is on.
    pub fn reset(&mut self, program: &Program) {
        let count = program.switches();
        self.levels.clear();
        self.levels.resize(count, 0.0);
        self.eases = program.may_ease();
        self.sort_out();
        self.phase = 0;
        self.present.clear();
        if count > 0 {
            self.present.extend(program.shifts.iter().map(|shift| shift.present));
        }
    }

    /// Sums up how far each has come.
    fn sort_out(&mut self) {
        let each = self.levels.iter().enumerate();
        self.settled = each.clone().fold(SwitchSet::default(), |set, (switch, level)| {
            set.with(switch, *level >= 1.0)
        });
        self.partial.clear();
        let partly = |level: f64| level > 0.0 && level < 1.0;
        let partial = each.filter(|(_, level)| partly(**level));
        self.partial.extend(partial.map(|(switch, _)| switch));
        self.blending = !self.partial.is_empty();
        self.draws_apart = self.blending || self.eases;
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.levels.len()
    }

    /// The switches of which more than `least` is adopted.
    fn above(&self, least: f64) -> SwitchSet {
        let each = self.levels.iter().enumerate();
        each.fold(SwitchSet::default(), |set, (switch, level)| {
            set.with(switch, *level > least)
        })
    }
}

impl<'p> World<'p> {
    /// What holds with a set of changes, now.
    fn program_with(&self, set: SwitchSet) -> &'p Program {
        let first = self.first.with_changes(set);
        match self.switches.phase.checked_sub(1) {
            Some(phase) => &first.later[phase].1,
            None => first,
        }
    }

    /// What is drawn for an item is drawn by this.
    #[inline(always)]
    pub(super) fn program_of(&self, item: u32) -> &'p Program {
        self.program_by(self.items[item as usize].key)
    }

    /// What holds for an item with the changes that it has adopted.
    #[inline(never)]
    fn adopted(&self, item: Key) -> &'p Program {
        let Some(switched) = &self.first.switched else {
            return self.program;
        };
        let luck = item.part(ADOPTION);
        let adopts = |switch: usize| luck.part(switched.switches[switch].hash).uniform() < self.switches.levels[switch];
        let partial = self.switches.partial.iter();
        let set = partial.fold(self.switches.settled, |set, &switch| set.with(switch, adopts(switch)));
        self.program_with(set)
    }

    /// What is drawn for what a key stands for is drawn by this.
    #[inline(always)]
    pub(super) fn program_by(&self, key: Key) -> &'p Program {
        if self.switches.blending {
            self.adopted(key)
        } else {
            self.program
        }
    }

    /// Draws what belongs to an item's visit by the changes that it has adopted, and by what is known of its fault.
    #[inline(never)]
    pub(super) fn draw_apart(&mut self, number: u32) {
        let program = self.program_of(number);
        let item = &mut self.items[number as usize];
        program.draw_visit(number, item, &program.places[item.place as usize], &self.dossiers);
        self.ease(number);
    }

    /// A shock begins or ends.
    pub(super) fn enter_phase<O: Observer>(&mut self, phase: usize, observer: &mut O) {
        self.switches.phase = phase + 1;
        self.take_up(observer);
    }

    /// So much of a change is adopted from now on.
    pub(super) fn adopt<O: Observer>(&mut self, switch: u32, level: f64, observer: &mut O) {
        if self.switches.levels[switch as usize] == level {
            return;
        }
        self.switches.levels[switch as usize] = level;
        self.switches.sort_out();
        observer.switched(self.now, switch, level);
        self.take_up(observer);
        if let Some(switched) = &self.first.switched {
            for &demand in &switched.switches[switch as usize].rates {
                self.change_rate(demand);
            }
        }
    }

    /// From now on the program that is in force holds.
    fn take_up<O: Observer>(&mut self, observer: &mut O) {
        let before = self.program;
        self.program = self.program_with(self.switches.above(0.5));
        self.adapt(before, observer);
        for shift in 0..self.switches.present.len() as u32 {
            self.change_presence(shift, observer);
        }
    }

    /// People of a shift come or go where a change says so.
    fn change_presence<O: Observer>(&mut self, shift: u32, observer: &mut O) {
        let of = |program: &Program| f64::from(program.shifts[shift as usize].present);
        let wanted = self.blend(of).round() as u32;
        let before = std::mem::replace(&mut self.switches.present[shift as usize], wanted);
        let first = self.program.shifts[shift as usize].people.start;
        for person in first + wanted..first + before {
            self.depart(person, observer);
        }
        for person in first + before..first + wanted {
            self.come(person, observer);
        }
    }

    /// A number that is blended of what it is with and without each of the changes under way. Of two changes under way no more than one
    /// has a part in it.
    fn blend(&self, number: impl Fn(&Program) -> f64) -> f64 {
        let whole = self.switches.levels.iter().enumerate();
        let settled = whole.clone().fold(SwitchSet::default(), |set, (switch, level)| {
            set.with(switch, *level >= 1.0)
        });
        let base = number(self.program_with(settled));
        let parts = whole.filter(|(_, level)| **level > 0.0 && **level < 1.0);
        let part =
            |(switch, level): (usize, &f64)| level * (number(self.program_with(settled.with(switch, true))) - base);
        base + parts.map(part).sum::<f64>()
    }

    /// The rate of a demand's arrivals is another one from now on: what is left of the interval under way passes at the new rate.
    fn change_rate(&mut self, demand: u32) {
        let segments = |program: &Program| match &program.demands[demand as usize].arrivals {
            Some(ArrivalProgram::Poisson { segments, .. }) => segments.clone(),
            _ => Vec::new(),
        };
        let Some(ArrivalProgram::Poisson { daily, .. }) = &self.program.demands[demand as usize].arrivals else {
            return;
        };
        let blended = self.blend_segments(segments);
        let at = self.sources[demand as usize].change_rate(self.now, blended, &segments(self.first), *daily);
        match at {
            Some(at) => self.agenda.set_arrival(demand, at),
            None => self.agenda.unset_arrival(demand),
        }
    }

    /// Blends rates, which are level between instants, over the whole run.
    fn blend_segments(&self, segments: impl Fn(&Program) -> Vec<RateSegment>) -> Vec<RateSegment> {
        let levels = self.switches.levels.iter().enumerate();
        let settled = levels.clone().fold(SwitchSet::default(), |set, (switch, level)| {
            set.with(switch, *level >= 1.0)
        });
        let mut blended = segments(self.program_with(settled));
        for (switch, level) in levels.filter(|(_, level)| **level > 0.0 && **level < 1.0) {
            let other = segments(self.program_with(settled.with(switch, true)));
            if other != segments(self.program_with(settled)) {
                blended = mix(&blended, &other, *level);
            }
        }
        blended
    }
}

/// Rates between two courses of a rate: a share `level` of the second.
fn mix(one: &[RateSegment], other: &[RateSegment], level: f64) -> Vec<RateSegment> {
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    let mut mixed = Vec::with_capacity(one.len() + other.len());
    while let (Some(first), Some(second)) = (ones.peek(), others.peek()) {
        let until = first.until.min(second.until);
        mixed.push(RateSegment {
            until,
            rate: (1.0 - level) * first.rate + level * second.rate,
            day: first.day.max(second.day),
        });
        let ends = (first.until <= until, second.until <= until);
        if ends.0 {
            ones.next();
        }
        if ends.1 {
            others.next();
        }
    }
    mixed
}
