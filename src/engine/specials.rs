//! Sources that few demands have: batches, recorded arrivals, items that are open at the start. The common one, a single item
//! with independent attributes, is in [`super::flow`].

use super::program::{Special, StartingProgram};
use super::sources::LARGEST_BATCH;
use super::streams::{Key, name_hash};
use super::world::{ItemState, World};
use crate::model::demand::LONGEST_AGE;
use crate::observation::Observer;
use crate::time::Instant;

const BATCH: u64 = name_hash("batch");
const STARTING: u64 = name_hash("starting");
const AGE: u64 = name_hash("age");
const STEP: u64 = name_hash("step");

/// An item that is open at the start; the order of the fields is the order in which they wait: the oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Beginner {
    arrived: Instant,
    demand: u32,
    /// Which of the demand's parts, and the number in it.
    part: u32,
    number: u32,
}

impl<'p> World<'p> {
    fn special(&self, demand: u32) -> Option<&'p Special> {
        let program = self.program;
        program.demands[demand as usize].special.as_deref()
    }

    /// The class of an item of a demand that may be special.
    pub(super) fn special_class(&self, demand: u32, key: Key, preset: &[(u32, u32)]) -> Option<u32> {
        let special = self.program_by(key).demands[demand as usize].special.as_deref()?;
        Some(self.program.demands[demand as usize].first_class + special.class(key, preset))
    }

    /// Items of a special demand arrive from outside, and the next arrival is drawn.
    #[cold]
    pub(super) fn arrive_specially<O: Observer>(&mut self, demand: u32, observer: &mut O) {
        let Some(special) = self.special(demand) else { return };
        let source = &mut self.sources[demand as usize];
        let (number, key) = (source.ordinal, source.next);
        source.ordinal += 1;
        let preset = special.recorded.get(number as usize).map_or(&[][..], Vec::as_slice);
        let root = self.program.demands[demand as usize].own_root;
        let count = special.batch.as_ref().map_or(1, |batch| {
            batch
                .sample(&mut key.part(BATCH).stream())
                .round()
                .clamp(0.0, LARGEST_BATCH) as u64
        });
        self.schedule_arrival(demand);
        for index in 0..count {
            if self.full_since.is_some() {
                break;
            }
            let key = if special.batch.is_some() {
                key.part(BATCH).child(index)
            } else {
                key
            };
            let class = self.special_class(demand, key, preset).unwrap_or_default();
            if self.tries(key, class, root, observer) {
                continue;
            }
            let item = self.new_item(key, class, root, self.now, ItemState::Open);
            self.misjudge(item);
            observer.arrived(self.now, &self.items[item as usize].subject());
            self.enter_queue(item, observer);
        }
    }

    /// Puts the items that are open at the start where they wait, the oldest first.
    pub(super) fn open_backlog<O: Observer>(&mut self, observer: &mut O) {
        let mut beginners = std::mem::take(&mut self.beginners);
        beginners.clear();
        for demand in 0..self.program.demands.len() as u32 {
            let starting = self
                .special(demand)
                .map_or(&[][..], |special| special.starting.as_slice());
            for (part, starting) in (0u32..).zip(starting) {
                let count = match starting {
                    StartingProgram::Drawn { count, .. } => *count,
                    StartingProgram::Listed(items) => items.len() as u32,
                };
                beginners.extend((0..count).map(|number| Beginner {
                    arrived: self.arrival_of(demand, part, number, starting),
                    demand,
                    part,
                    number,
                }));
            }
        }
        beginners.sort_unstable();
        for beginner in &beginners {
            if self.full_since.is_some() {
                break;
            }
            self.open(*beginner, observer);
        }
        self.beginners = beginners;
    }

    fn beginner_key(&self, demand: u32, part: u32, number: u32) -> Key {
        let source = self.sources[demand as usize].key.part(STARTING);
        source.child(u64::from(part)).child(u64::from(number))
    }

    fn arrival_of(&self, demand: u32, part: u32, number: u32, starting: &StartingProgram) -> Instant {
        let age = match starting {
            StartingProgram::Listed(items) => items[number as usize].0,
            StartingProgram::Drawn { age, .. } => {
                let key = self.beginner_key(demand, part, number);
                age.sample_ticks(&mut key.part(AGE).stream())
            }
        };
        Instant(-age.min(LONGEST_AGE.ticks()))
    }

    fn open<O: Observer>(&mut self, beginner: Beginner, observer: &mut O) {
        let Beginner {
            arrived,
            demand,
            part,
            number,
        } = beginner;
        let Some(special) = self.special(demand) else { return };
        let key = self.beginner_key(demand, part, number);
        let (preset, place) = match &special.starting[part as usize] {
            StartingProgram::Listed(items) => (items[number as usize].2.as_slice(), items[number as usize].1),
            StartingProgram::Drawn { at, .. } => {
                let luck = key.part(STEP).uniform();
                (
                    &[][..],
                    at.iter().find(|(until, _)| luck < *until).map(|(_, place)| *place),
                )
            }
        };
        let class = self.special_class(demand, key, preset).unwrap_or_default();
        let root = self.program.demands[demand as usize].own_root;
        let number = self.new_item(key, class, root, arrived, ItemState::Open);
        self.misjudge(number);
        if self.program.demands[demand as usize].detection.is_some() {
            // What is known at the start has been noticed.
            self.dossier(number).clock_from = Some(arrived);
        }
        let item = &mut self.items[number as usize];
        // Nobody knows what it did before the start: it counts as queueing, so that the parts add up to lead time.
        item.queue[0] = (self.now - arrived).ticks();
        if let Some(place) = place.filter(|place| *place != item.place) {
            // It has come further than where it entered, so somebody has touched it.
            item.place = place;
            item.first_touch = arrived;
        }
        observer.was_open(self.now, &item.subject(), item.touched());
        self.enter_queue(number, observer);
    }

    /// Tells the items that are open at the start of a replication, and nothing else of it.
    pub fn tell_backlog<O: Observer>(&mut self, seed: u64, replication: u64, observer: &mut O) {
        self.reset(seed, replication);
        self.open_backlog(observer);
    }
}
