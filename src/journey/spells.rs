//! An item's time cut into spells: in each of them one thing went on.

use super::record::{Event, Happening, Noted, Record};
use super::shifts::Shifts;
use crate::engine::Program;
use crate::engine::program::PlaceKind;
use crate::observation::{Leave, PARTS, Part};
use crate::time::Instant;

/// A time in which one thing went on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawSpell {
    pub from: Instant,
    pub to: Instant,
    /// The part of lead time that it is.
    pub part: Part,
    pub place: u32,
    /// People at work; none while it waits.
    pub people: Vec<u32>,
    /// How many worked, known also where their names are not (members of a board); 0 while it waits.
    pub crew: u32,
    pub rework: bool,
    /// Why work was interrupted, where it was.
    pub paused: Option<Leave>,
}

/// A spell, or something that happened between spells.
#[derive(Clone, Debug)]
pub(super) enum Beat {
    Spell(RawSpell),
    Note(Instant, Noted),
}

/// What goes on since when.
enum Now {
    Nothing,
    Waits { place: u32 },
    Held { place: u32, why: Part },
    Works { people: Vec<u32> },
}

struct Cutter<'a> {
    program: &'a Program,
    shifts: &'a Shifts<'a>,
    class: u32,
    since: Instant,
    now: Now,
    visited: Vec<u32>,
    beats: Vec<Beat>,
}

/// Cuts an item's time, up to its end or `until`.
pub(super) fn cut(record: &Record, program: &Program, shifts: &Shifts<'_>, until: Instant) -> Vec<Beat> {
    let mut cutter = Cutter {
        program,
        shifts,
        class: record.class,
        since: record.arrived,
        now: Now::Nothing,
        visited: Vec::new(),
        beats: Vec::new(),
    };
    for event in &record.events {
        cutter.hear(event);
    }
    cutter.end_wait(record.ending.map_or(until, |ending| ending.at));
    cutter.beats
}

impl Cutter<'_> {
    fn hear(&mut self, event: &Event) {
        match event.what {
            Happening::Waits { place } => {
                self.end_wait(event.at);
                self.since = event.at;
                self.now = Now::Waits { place };
            }
            Happening::Held { place, why } => {
                self.end_wait(event.at);
                self.since = event.at;
                self.now = Now::Held { place, why };
            }
            Happening::Passed { place, ends } => {
                self.end_wait(event.at);
                if ends {
                    self.visited.push(place);
                }
            }
            Happening::Starts { place } => {
                self.end_wait_at(place, event.at);
                self.since = event.at;
                self.now = Now::Works { people: Vec::new() };
            }
            Happening::Taken { person } => {
                if let Now::Works { people } = &mut self.now {
                    people.push(person);
                }
            }
            Happening::Stops { place, worked, why } => {
                let people = match std::mem::replace(&mut self.now, Now::Nothing) {
                    Now::Works { people } => people,
                    waiting => {
                        // A board discusses: nobody takes the item, so the discussion is known when it ends.
                        self.now = waiting;
                        let began = Instant(event.at.0 - worked.touch);
                        self.end_wait(began);
                        self.since = began;
                        Vec::new()
                    }
                };
                self.push_work(event.at, place, people, worked.people, why);
                if worked.ends {
                    self.visited.push(place);
                }
            }
            Happening::Noted(noted) => {
                // A decision ends a wait for it, however it came about.
                if matches!(noted, Noted::Decided(_)) {
                    self.end_wait(event.at);
                }
                self.beats.push(Beat::Note(event.at, noted));
            }
        }
    }

    fn push_work(&mut self, to: Instant, place: u32, people: Vec<u32>, crew: u32, paused: Option<Leave>) {
        let part = if self.is_approval(place) {
            Part::Approval
        } else {
            Part::Touch
        };
        self.beats.push(Beat::Spell(RawSpell {
            from: self.since,
            to,
            part,
            place,
            people,
            crew,
            rework: self.visited.contains(&place),
            paused,
        }));
        self.since = to;
    }

    fn end_wait(&mut self, to: Instant) {
        match self.now {
            Now::Waits { place } => self.end_wait_at(place, to),
            Now::Held { place, why } => {
                self.now = Now::Nothing;
                self.push_waits(place, to, vec![(to, why)]);
            }
            Now::Nothing | Now::Works { .. } => {}
        }
    }

    fn end_wait_at(&mut self, place: u32, to: Instant) {
        self.now = Now::Nothing;
        let from = self.since;
        if from >= to {
            self.since = to;
            return;
        }
        let pieces = if self.is_approval(place) {
            vec![(to, Part::Approval)]
        } else {
            let part = |closed| if closed { Part::OffShift } else { Part::Queue };
            let pieces = self.shifts.cut(place, self.class, from, to);
            pieces
                .into_iter()
                .map(|(until, closed)| (until, part(closed)))
                .collect()
        };
        self.push_waits(place, to, pieces);
    }

    /// A wait up to `to` in pieces, each with its end.
    fn push_waits(&mut self, place: u32, to: Instant, pieces: Vec<(Instant, Part)>) {
        let mut from = std::mem::replace(&mut self.since, to);
        let pieces = if from < to { pieces } else { Vec::new() };
        for (until, part) in pieces {
            self.beats.push(Beat::Spell(RawSpell {
                from,
                to: until,
                part,
                place,
                people: Vec::new(),
                crew: 0,
                rework: self.visited.contains(&place),
                paused: None,
            }));
            from = until;
        }
    }

    fn is_approval(&self, place: u32) -> bool {
        matches!(self.program.places[place as usize].kind, PlaceKind::Approval(_))
    }
}

/// Ticks in each part of lead time.
pub(super) fn parts(beats: &[Beat]) -> [i64; PARTS] {
    let mut parts = [0; PARTS];
    for beat in beats {
        if let Beat::Spell(spell) = beat {
            parts[spell.part as usize] += (spell.to - spell.from).ticks();
        }
    }
    parts
}
