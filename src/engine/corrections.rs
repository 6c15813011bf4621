//! Priorities that are first taken for another, and corrected later.

use super::agenda::Rank;
use super::program::{MisjudgedProgram, NIL, Program, Seen};
use super::streams::{Key, name_hash};
use super::world::{Item, ItemState, World};
use crate::observation::Observer;
use crate::time::Span;

const MISJUDGED: u64 = name_hash("misjudged");

impl Program {
    /// The class that people take an item for: its own, but for the priority that they see.
    #[inline(always)]
    pub(super) fn seen_class(&self, item: &Item) -> u32 {
        if self.classes[item.class as usize].priority == u32::from(item.priority) {
            return item.class;
        }
        self.class_seen_as(item.class, item.priority)
    }

    /// The class that people first take an item for, by its random key: its own unless its priority is misjudged.
    pub fn first_seen_class(&self, class: u32, key: u64) -> u32 {
        self.misjudged_as(class, Key(key)).map_or(class, |(_, seen)| seen.class)
    }

    fn misjudged_as(&self, class: u32, key: Key) -> Option<(&MisjudgedProgram, &Seen)> {
        let demand = &self.demands[self.classes[class as usize].demand as usize];
        let misjudged = demand.special.as_ref()?.misjudged.as_ref()?;
        let mut luck = key.part(MISJUDGED).stream();
        let (share, seen) = &misjudged.classes[(class - demand.first_class) as usize];
        if luck.uniform() >= *share {
            return None;
        }
        let which = luck.uniform();
        let seen = seen.iter().find(|seen| which < seen.until)?;
        Some((misjudged, seen))
    }

    /// The class that people take an item of `class` for whose priority they take for `priority`.
    #[cold]
    pub fn class_seen_as(&self, class: u32, priority: u8) -> u32 {
        let demand = &self.demands[self.classes[class as usize].demand as usize];
        if self.classes[class as usize].priority == u32::from(priority) {
            return class;
        }
        if let Some(seen) = demand.class_with(class, u32::from(priority)) {
            return seen;
        }
        let misjudged = demand.special.as_ref().and_then(|special| special.misjudged.as_ref());
        let seen = misjudged.map_or(&[][..], |misjudged| {
            misjudged.classes[(class - demand.first_class) as usize].1.as_slice()
        });
        let found = seen.iter().find(|seen| seen.priority == priority);
        found.map_or(class, |seen| seen.class)
    }
}

impl World<'_> {
    /// Draws whether an item's priority is taken for another; then it enters, and waits, as if it had that one.
    pub(super) fn misjudge(&mut self, number: u32) {
        let program = self.program;
        let item = &mut self.items[number as usize];
        let Some((misjudged, seen)) = program.misjudged_as(item.class, item.key) else {
            return;
        };
        item.priority = seen.priority;
        item.place = program.classes[seen.class as usize].entry;
        if let Some(after) = misjudged.until_time {
            let at = item.arrived.max(self.now) + Span(after);
            if at <= program.window_end {
                self.corrections.push((number, item.key));
                self.agenda.add(Rank::Correction, self.corrections.len() as u32 - 1, at);
            }
        }
    }

    /// The time has come to correct an item's priority, if it is still open.
    pub(super) fn correct_in_time<O: Observer>(&mut self, who: u32, observer: &mut O) {
        let (item, key) = self.corrections[who as usize];
        let of = &self.items[item as usize];
        if of.key == key && of.state == ItemState::Open {
            self.correct(item, observer);
        }
    }

    /// Gives an item its own priority; where it waits, it goes to the end of its right class.
    pub(super) fn correct<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let program = self.program;
        let item = &self.items[number as usize];
        let right = program.classes[item.class as usize].priority as u8;
        let escalated = item.has_dossier && self.dossiers[number as usize].escalated;
        if item.priority == right || escalated {
            return;
        }
        self.reprioritise(number, right, observer);
    }

    /// Gives an item another priority; where it waits, it goes to the end of its new class.
    pub(super) fn reprioritise<O: Observer>(&mut self, number: u32, right: u8, observer: &mut O) {
        let program = self.program;
        let item = &self.items[number as usize];
        let place = &program.places[item.place as usize];
        if place.batch != NIL && self.correct_in_batch(number, right, observer) {
            return;
        }
        let waits = place.team != NIL && self.withdraw(number);
        if !waits {
            self.set_priority(number, right);
            observer.corrected(self.now, &self.items[number as usize].subject(), u32::from(right));
            return;
        }
        let item = &mut self.items[number as usize];
        let team = &mut self.teams[place.team as usize];
        let closed = program.end_wait(self.now, item, place, team);
        let since = item.since;
        item.priority = right;
        program.begin_wait(self.now, item, place, team);
        // It is one wait: its beginning and the closed time in it stay what they were.
        item.since = since;
        item.closed_mark -= closed;
        observer.corrected(self.now, &item.subject(), u32::from(right));
        self.append(number);
        self.unsettle(place.team);
    }
}
