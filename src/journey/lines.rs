//! What happens to an item on the lines that it follows: one, and one for each branch while it is split.
//!
//! All branches of an item share its key, so nobody says to which of them something happens. A step is on the way of one branch
//! only, and the engine moves one branch after the other: the place, and who is on the move, tell them apart.

use super::record::{Event, Happening, Noted};
use super::spells::{Beat, Cutting, Line, Now, RawBranch, RawSpell, RawSplit, Upshot};
use crate::engine::program::PlaceKind;
use crate::time::Instant;

/// An item that splits: its line waits for others.
#[derive(Clone, Debug)]
pub(super) struct Fork {
    pub place: u32,
    /// The lines of its branches, in the order of the scenario.
    branches: Vec<usize>,
    /// When it went on, and with which branch.
    closing: Option<(Instant, usize)>,
}

/// The lines of one item.
pub(super) struct Lines<'a> {
    cutting: Cutting<'a>,
    /// The first is the item's own.
    lines: Vec<Line>,
    /// Lines that are between two places, the one on the move last.
    moving: Vec<usize>,
    /// Lines of branches that are not needed any more, which were let go at a place: they may still wait there, before they are
    /// taken away at the same instant.
    loose: Vec<(usize, u32)>,
    /// The line to which something happened last.
    last: usize,
}

impl<'a> Lines<'a> {
    /// One line, from an instant, with what went before.
    pub fn new(cutting: Cutting<'a>, from: Instant, before: Option<RawSpell>) -> Lines<'a> {
        let mut line = Line::new(from, Vec::new());
        line.beats.extend(before.map(Beat::Spell));
        Lines {
            cutting,
            lines: vec![line],
            moving: vec![0],
            loose: Vec::new(),
            last: 0,
        }
    }

    /// Something happens to the item.
    pub fn hear(&mut self, event: &Event) {
        match event.what {
            Happening::Splits { place } => self.split(place, event.at),
            Happening::Joined { place, last } => self.join(place, last, event.at),
            _ => self.hear_on_a_line(event),
        }
    }

    fn hear_on_a_line(&mut self, event: &Event) {
        let number = self.line_of(event);
        self.last = number;
        self.go_on(number, event.at);
        self.lines[number].hear(event, &self.cutting);
        let moves = match event.what {
            Happening::Passed { place, .. } | Happening::Left { place } | Happening::Stops { place, .. } => Some(place),
            Happening::Noted(Noted::Decided(_)) => Some(super::spells::NOWHERE),
            _ => None,
        };
        let Some(place) = moves else { return };
        if self.is_not_needed(number) {
            self.loose.push((number, place));
        } else if !self.moving.contains(&number) {
            self.moving.push(number);
        }
    }

    /// The line to which something happens.
    fn line_of(&mut self, event: &Event) -> usize {
        let at_place = |now: &Now, place: u32| now.place() == Some(place);
        let found = match event.what {
            Happening::Waits { place } | Happening::Held { place, .. } => {
                let loose = self.loose.iter().rposition(|&(_, own)| own == place);
                match loose {
                    Some(index) => Some(self.loose.remove(index).0),
                    None => self.moving.pop(),
                }
            }
            Happening::Passed { place, .. } | Happening::Blocked { place, .. } => {
                self.earliest(|line| matches!(line.now, Now::Held { .. }) && at_place(&line.now, place))
            }
            Happening::Starts { place } | Happening::Left { place } => {
                self.earliest(|line| matches!(line.now, Now::Waits { .. }) && at_place(&line.now, place))
            }
            Happening::Stops { place, worked, .. } => {
                let since = Instant(event.at.0 - worked.touch);
                self.earliest(|line| {
                    matches!(line.now, Now::Works { .. }) && at_place(&line.now, place) && line.since == since
                })
                .or_else(|| self.earliest(|line| at_place(&line.now, place)))
            }
            Happening::Noted(Noted::Decided(decided)) => self.moving.last().copied().or_else(|| {
                let route = PlaceKind::Approval(decided.route);
                let places = &self.cutting.program.places;
                self.earliest(|line| {
                    line.now
                        .place()
                        .is_some_and(|place| places[place as usize].kind == route)
                })
            }),
            Happening::Noted(_) => self.moving.last().copied(),
            Happening::Taken { .. } | Happening::Splits { .. } | Happening::Joined { .. } => None,
        };
        found.unwrap_or(self.last)
    }

    /// Of the lines that go on and are so, the one that has been for longest.
    fn earliest(&self, is_so: impl Fn(&Line) -> bool) -> Option<usize> {
        let mut lines: Vec<usize> = (0..self.lines.len()).collect();
        lines.retain(|&number| self.lines[number].upshot == Upshot::GoesOn && is_so(&self.lines[number]));
        lines.into_iter().min_by_key(|&number| self.lines[number].since)
    }

    fn split(&mut self, place: u32, at: Instant) {
        let number = self.moving.pop().unwrap_or(self.last);
        let Some(fork) = &self.cutting.program.places[place as usize].fork else {
            return;
        };
        self.go_on(number, at);
        let mut branches = Vec::new();
        for &start in &fork.to {
            let mut line = Line::new(at, self.lines[number].visited.clone());
            line.start = start;
            line.owner = number;
            branches.push(self.lines.len());
            self.lines.push(line);
        }
        // They are sent in the order of the scenario.
        self.moving.extend(branches.iter().rev());
        self.lines[number].since = at;
        self.lines[number].now = Now::Split(Fork {
            place,
            branches,
            closing: None,
        });
    }

    /// The branch on the move has ended.
    fn join(&mut self, place: u32, last: bool, at: Instant) {
        let split_here = |line: &Line| matches!(&line.now, Now::Split(fork) if fork.place == place);
        let Some(owner) = self.lines.iter().rposition(split_here) else {
            return;
        };
        let Some(branch) = self.moving.pop() else { return };
        self.go_on(branch, at);
        self.lines[branch].finish(at, &self.cutting);
        self.lines[branch].until = at;
        self.lines[branch].upshot = Upshot::Joined;
        let visited = self.lines[branch].visited.clone();
        self.lines[owner].visited.extend(visited);
        if last {
            // Those that have not been sent will not be.
            let lines = &self.lines;
            self.moving.retain(|&line| lines[line].owner != owner || line == 0);
            self.moving.push(owner);
            if let Now::Split(fork) = &mut self.lines[owner].now {
                fork.closing = Some((at, branch));
            }
        }
    }

    /// Whether a line, or one that it is a branch of, has gone on without it.
    fn is_not_needed(&self, mut number: usize) -> bool {
        while number != 0 {
            number = self.lines[number].owner;
            if matches!(&self.lines[number].now, Now::Split(fork) if fork.closing.is_some()) {
                return true;
            }
        }
        false
    }

    /// An item that had split goes on, or ends: its branches are one beat.
    fn go_on(&mut self, number: usize, at: Instant) {
        let Now::Split(fork) = &self.lines[number].now else {
            return;
        };
        let fork = fork.clone();
        self.lines[number].now = Now::Nothing;
        self.loose.clear();
        let to = fork.closing.map_or(at, |(to, _)| to);
        for &branch in &fork.branches {
            if self.lines[branch].upshot == Upshot::GoesOn {
                self.go_on(branch, to);
                self.lines[branch].finish(to, &self.cutting);
                self.lines[branch].until = to;
                if fork.closing.is_some() {
                    self.lines[branch].upshot = Upshot::NotNeeded;
                }
            }
        }
        // Where it did not go on, the engine counts the last of those that did not end.
        let unended = |branch: &&usize| self.lines[**branch].upshot == Upshot::GoesOn;
        let followed = fork.closing.map(|(_, branch)| branch);
        let followed = followed.or_else(|| fork.branches.iter().rev().find(unended).copied());
        let split = RawSplit {
            from: self.lines[number].since,
            to,
            place: fork.place,
            followed: fork
                .branches
                .iter()
                .position(|branch| Some(*branch) == followed)
                .unwrap_or(0),
            branches: fork
                .branches
                .iter()
                .map(|&branch| {
                    let line = &mut self.lines[branch];
                    RawBranch {
                        place: line.start,
                        until: line.until,
                        upshot: line.upshot,
                        beats: std::mem::take(&mut line.beats),
                    }
                })
                .collect(),
        };
        // Nothing more happens to them.
        for &branch in &fork.branches {
            if self.lines[branch].upshot == Upshot::GoesOn {
                self.lines[branch].upshot = Upshot::NotNeeded;
            }
        }
        self.lines[number].since = to;
        self.lines[number].beats.push(Beat::Split(split));
    }

    /// The item's beats, up to an instant.
    pub fn end(mut self, at: Instant) -> Vec<Beat> {
        self.go_on(0, at);
        self.lines[0].finish(at, &self.cutting);
        std::mem::take(&mut self.lines[0].beats)
    }
}
