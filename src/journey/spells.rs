//! An item's time cut into spells: in each of them one thing went on.

use super::lines::{Fork, Lines};
use super::record::{Event, Happening, Noted, Record};
use super::shifts::Shifts;
use crate::engine::Program;
use crate::engine::program::PlaceKind;
use crate::observation::{Block, Leave, PARTS, Part};
use crate::time::Instant;

/// No place.
pub(super) const NOWHERE: u32 = u32::MAX;

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
    /// What kept it from going on, where it was held for that.
    pub by: Option<Block>,
}

/// A time in which the item was split.
#[derive(Clone, Debug)]
pub(super) struct RawSplit {
    pub from: Instant,
    pub to: Instant,
    /// After which visit it split.
    pub place: u32,
    /// In the order of the scenario.
    pub branches: Vec<RawBranch>,
    /// The index of the branch that the parts of its lead time follow: the last one that was needed.
    pub followed: usize,
}

/// What a branch did.
#[derive(Clone, Debug)]
pub(super) struct RawBranch {
    /// Where it began.
    pub place: u32,
    pub until: Instant,
    pub upshot: Upshot,
    pub beats: Vec<Beat>,
}

/// What becomes of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Upshot {
    GoesOn,
    Joined,
    NotNeeded,
}

/// A spell, a time of several at once, or something that happened between spells.
#[derive(Clone, Debug)]
pub(super) enum Beat {
    Spell(RawSpell),
    Split(RawSplit),
    Note(Instant, Noted),
}

/// What goes on since when.
#[derive(Clone, Debug)]
pub(super) enum Now {
    /// It is between two places.
    Nothing,
    Waits {
        place: u32,
    },
    Held {
        place: u32,
        why: Part,
        by: Option<Block>,
    },
    Works {
        place: u32,
        people: Vec<u32>,
    },
    Split(Fork),
}

impl Now {
    /// The place at which it waits, is held or is worked on.
    pub fn place(&self) -> Option<u32> {
        match self {
            Now::Waits { place } | Now::Held { place, .. } | Now::Works { place, .. } => Some(*place),
            Now::Nothing | Now::Split(_) => None,
        }
    }
}

/// What all lines of an item are cut with.
pub(super) struct Cutting<'a> {
    pub program: &'a Program,
    pub shifts: &'a Shifts<'a>,
    /// The classes that people take the item for, each from an instant on.
    pub seen: &'a [(Instant, u32)],
}

/// What happens to an item, or to a branch of it, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub since: Instant,
    pub now: Now,
    pub visited: Vec<u32>,
    pub beats: Vec<Beat>,
    /// The line that split, where this is a branch of it.
    pub owner: usize,
    /// Where it began, where it is a branch.
    pub start: u32,
    /// When it ended, where it has.
    pub until: Instant,
    pub upshot: Upshot,
}

/// Cuts an item's time, up to its end or `until`.
pub(super) fn cut(record: &Record, program: &Program, shifts: &Shifts<'_>, until: Instant) -> Vec<Beat> {
    let cutting = Cutting {
        program,
        shifts,
        seen: &record.seen,
    };
    // What happened before the run starts is not known: the engine counts it as queueing.
    let before = (record.open_at_start && record.arrived < Instant::START).then(|| RawSpell {
        from: record.arrived,
        to: Instant::START,
        part: Part::Queue,
        place: NOWHERE,
        people: Vec::new(),
        crew: 0,
        rework: false,
        paused: None,
        by: None,
    });
    let mut lines = Lines::new(cutting, record.arrived.max(Instant::START), before);
    for event in &record.events {
        lines.hear(event);
    }
    lines.end(record.ending.map_or(until, |ending| ending.at))
}

impl Line {
    /// A line from an instant, of what has visited those places.
    pub fn new(from: Instant, visited: Vec<u32>) -> Line {
        Line {
            since: from,
            now: Now::Nothing,
            visited,
            beats: Vec::new(),
            owner: 0,
            start: NOWHERE,
            until: from,
            upshot: Upshot::GoesOn,
        }
    }

    /// Something happens.
    pub fn hear(&mut self, event: &Event, with: &Cutting<'_>) {
        match event.what {
            Happening::Waits { place } => {
                self.end_wait(event.at, with);
                self.since = event.at;
                self.now = Now::Waits { place };
            }
            Happening::Held { place, why } => {
                self.end_wait(event.at, with);
                self.since = event.at;
                self.now = Now::Held { place, why, by: None };
            }
            Happening::Blocked { by: block, .. } => {
                if let Now::Held { by, .. } = &mut self.now {
                    *by = Some(block);
                }
            }
            Happening::Passed { place, ends } => {
                self.end_wait(event.at, with);
                if ends {
                    self.visited.push(place);
                }
            }
            Happening::Left { .. } => self.end_wait(event.at, with),
            Happening::Starts { place } => {
                self.end_wait(event.at, with);
                self.since = event.at;
                self.now = Now::Works {
                    place,
                    people: Vec::new(),
                };
            }
            Happening::Taken { person } => {
                if let Now::Works { people, .. } = &mut self.now {
                    people.push(person);
                }
            }
            Happening::Stops { .. } => self.stop(event, with),
            Happening::Noted(noted) => {
                // A decision ends a wait for it, however it came about.
                if matches!(noted, Noted::Decided(_)) {
                    self.end_wait(event.at, with);
                }
                self.beats.push(Beat::Note(event.at, noted));
            }
            // Those are for several lines.
            Happening::Splits { .. } | Happening::Joined { .. } => {}
        }
    }

    fn stop(&mut self, event: &Event, with: &Cutting<'_>) {
        let Happening::Stops { place, worked, why } = event.what else {
            return;
        };
        let people = match std::mem::replace(&mut self.now, Now::Nothing) {
            Now::Works { people, .. } => people,
            waiting => {
                // A board discusses: nobody takes the item, so the discussion is known when it ends.
                self.now = waiting;
                let began = Instant(event.at.0 - worked.touch);
                self.end_wait(began, with);
                self.since = began;
                Vec::new()
            }
        };
        let part = if with.is_approval(place) {
            Part::Approval
        } else {
            Part::Touch
        };
        self.beats.push(Beat::Spell(RawSpell {
            from: self.since,
            to: event.at,
            part,
            place,
            people,
            crew: worked.people,
            rework: self.visited.contains(&place),
            paused: why,
            by: None,
        }));
        self.since = event.at;
        if worked.ends {
            self.visited.push(place);
        }
    }

    /// The line ends, or the run does.
    pub fn finish(&mut self, at: Instant, with: &Cutting<'_>) {
        self.end_wait(at, with);
    }

    fn end_wait(&mut self, to: Instant, with: &Cutting<'_>) {
        match self.now {
            Now::Waits { place } => {
                self.now = Now::Nothing;
                let pieces = with.pieces(place, self.since, to);
                self.push_waits(place, to, pieces, None);
            }
            Now::Held { place, why, by } => {
                self.now = Now::Nothing;
                self.push_waits(place, to, vec![(to, why)], by);
            }
            Now::Nothing | Now::Works { .. } | Now::Split(_) => {}
        }
    }

    /// A wait up to `to` in pieces, each with its end.
    fn push_waits(&mut self, place: u32, to: Instant, pieces: Vec<(Instant, Part)>, by: Option<Block>) {
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
                by,
            }));
            from = until;
        }
    }
}

impl Cutting<'_> {
    fn is_approval(&self, place: u32) -> bool {
        matches!(self.program.places[place as usize].kind, PlaceKind::Approval(_))
    }

    /// A wait for the people of a place in pieces, each with its end and its part of lead time.
    fn pieces(&self, place: u32, from: Instant, to: Instant) -> Vec<(Instant, Part)> {
        if self.is_approval(place) {
            return vec![(to, Part::Approval)];
        }
        if from >= to {
            return Vec::new();
        }
        let part = |closed| if closed { Part::OffShift } else { Part::Queue };
        let mut pieces: Vec<(Instant, Part)> = Vec::new();
        // Who could be called goes by the priority that is seen.
        for (number, &(since, class)) in self.seen.iter().enumerate() {
            let until = self.seen.get(number + 1).map_or(Instant::NEVER, |next| next.0);
            let (from, to) = (from.max(since), to.min(until));
            if from >= to {
                continue;
            }
            for (until, closed) in self.shifts.cut(place, class, from, to) {
                match pieces.last_mut() {
                    Some(last) if last.1 == part(closed) => last.0 = until,
                    _ => pieces.push((until, part(closed))),
                }
            }
        }
        pieces
    }
}

/// The spells that make up lead time: where an item was split, those of the branch that it waited for.
pub(super) fn path(beats: &[Beat]) -> Vec<&RawSpell> {
    let mut spells = Vec::new();
    for beat in beats {
        match beat {
            Beat::Spell(spell) => spells.push(spell),
            Beat::Split(split) => {
                let followed = split.branches.get(split.followed);
                spells.extend(followed.map_or(Vec::new(), |branch| path(&branch.beats)));
            }
            Beat::Note(..) => {}
        }
    }
    spells
}

/// Ticks in each part of lead time.
pub(super) fn parts(beats: &[Beat]) -> [i64; PARTS] {
    let mut parts = [0; PARTS];
    for spell in path(beats) {
        parts[spell.part as usize] += (spell.to - spell.from).ticks();
    }
    parts
}
