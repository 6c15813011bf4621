//! Boards meet: papers are collected, members called, items discussed one by one.

use super::agenda::Rank;
use super::board::Paper;
use super::program::NIL;
use super::world::{Dossier, World, away};
use crate::observation::{Among, Leave, Observer, Part, Standing, Worked};
use crate::time::{Instant, Span};

impl World<'_> {
    /// Schedules a board's next meeting.
    pub(super) fn schedule_meeting(&mut self, board: u32) {
        let meetings = &self.program.boards[board as usize].meetings;
        if let Some(&at) = meetings.get(self.boards[board as usize].next_meeting) {
            self.agenda.add(Rank::Meeting, board, at);
        }
    }

    /// A board may meet: if papers are in and enough members are on shift, it does. Members leave other work, which pauses.
    pub(super) fn meet<O: Observer>(&mut self, board: u32, observer: &mut O) {
        let program = &self.program.boards[board as usize];
        self.boards[board as usize].next_meeting += 1;
        self.schedule_meeting(board);
        // A meeting still under way is not interrupted by the next one.
        if !self.boards[board as usize].members.is_empty() {
            return;
        }
        self.collect_papers(board);
        if self.boards[board as usize].agenda.is_empty() {
            return;
        }
        let held = self.call_members(board);
        observer.met(self.now, program.route, held);
        if held {
            for index in 0..self.boards[board as usize].members.len() {
                let member = self.boards[board as usize].members[index];
                observer.leaves(self.now, member, Leave::Meeting);
                self.pause(member, observer);
                self.set_away(member, 0, away::MEETING, observer);
            }
            let state = &mut self.boards[board as usize];
            state.ends_by = self.now + Span(program.length);
            self.discuss_next(board, true, observer);
        }
    }

    /// Puts what a meeting that begins now can decide on its agenda, the first one last: papers in before the cut-off, by priority,
    /// due, submission.
    fn collect_papers(&mut self, board: u32) {
        let program = &self.program.boards[board as usize];
        let cut_off = self.now - Span(program.papers_in);
        let mut agenda = std::mem::take(&mut self.boards[board as usize].agenda);
        agenda.clear();
        for (number, &item) in self.boards[board as usize].papers.iter().enumerate() {
            let submitted = self.dossiers[item as usize].submitted;
            if submitted <= cut_off {
                let (priority, due) = (self.items[item as usize].priority, self.due(item));
                agenda.push(Paper {
                    priority,
                    due,
                    submitted,
                    number,
                    item,
                });
            }
        }
        agenda.sort_unstable();
        agenda.truncate(program.at_most as usize);
        agenda.reverse();
        self.boards[board as usize].agenda = agenda;
    }

    /// The earliest instant at which a promise about the item falls due.
    pub(super) fn due(&self, item: u32) -> Instant {
        let of = &self.items[item as usize];
        let commitments = &self.program.classes[of.class as usize].commitments;
        let Standing { pauses, clock_from, .. } = self.standing(of, item);
        let dues = commitments.iter().map(|&index| {
            let stops = |place| self.program.stops(place, index);
            self.program.commitments[index as usize].due_after(clock_from, pauses, Instant::NEVER, stops)
        });
        dues.min().unwrap_or(Instant::NEVER)
    }

    /// Takes as many members as the board needs: the idle first, then those at work, by number. False where there are too few.
    fn call_members(&mut self, board: u32) -> bool {
        let program = &self.program.boards[board as usize];
        let team = &self.program.teams[program.team as usize];
        let mut members = std::mem::take(&mut self.boards[board as usize].members);
        members.extend(
            (team.first_person..team.first_person + team.regulars)
                .filter(|&person| self.people[person as usize].away == 0),
        );
        let enough = members.len() >= program.people as usize;
        members.sort_unstable_by_key(|&person| (self.people[person as usize].item != NIL, person));
        members.truncate(if enough { program.people as usize } else { 0 });
        self.boards[board as usize].members = members;
        enough
    }

    /// Begins the next discussion, or ends the meeting.
    fn discuss_next<O: Observer>(&mut self, board: u32, first: bool, observer: &mut O) {
        let state = &mut self.boards[board as usize];
        let length = state.agenda.last().map(|paper| {
            let item = paper.item;
            let of = &self.items[item as usize];
            let place = &self.program.places[of.place as usize];
            let round = u64::from(self.dossiers[item as usize].submissions);
            place
                .effort
                .sample_ticks(&mut of.key.part(place.hash.wrapping_add(round)).stream())
        });
        let left = (state.ends_by - self.now).ticks();
        match length {
            // The first item is decided however long it would take, or an item with much to discuss would never be.
            Some(length) if length <= left || first => {
                state.discussing_since = self.now;
                let ends = self.now + Span(length.min(left));
                self.agenda.add(Rank::Decision, board, ends);
            }
            _ => self.adjourn(board, observer),
        }
    }

    fn adjourn<O: Observer>(&mut self, board: u32, observer: &mut O) {
        while let Some(member) = self.boards[board as usize].members.pop() {
            self.set_away(member, away::MEETING, 0, observer);
        }
        self.boards[board as usize].agenda.clear();
    }

    /// Counts what a discussion took of its members' time.
    fn count_discussion<O: Observer>(&mut self, board: u32, ends: bool, observer: &mut O) {
        let state = &self.boards[board as usize];
        let Some(item) = state.agenda.last().map(|paper| paper.item) else {
            return;
        };
        let touch = (self.now - state.discussing_since).ticks();
        let people = state.members.len() as u32;
        let of = &mut self.items[item as usize];
        let worked = Worked {
            touch,
            people,
            rework: of.rework != 0,
            ends,
            among: Among::ALONE,
        };
        if ends {
            let waited = (self.now - of.since).ticks();
            let visits = usize::from(of.rework & 1);
            let dossier = Dossier::of(&mut self.dossiers, item, of);
            dossier.parts[visits][Part::Approval as usize] += waited;
            dossier.looked += touch * i64::from(people);
        }
        observer.stopped(self.now, &of.subject(), of.place, worked);
    }

    /// At the end of the run, counts the discussions under way.
    pub(super) fn count_unfinished_discussions<O: Observer>(&mut self, observer: &mut O) {
        for board in 0..self.boards.len() as u32 {
            if !self.boards[board as usize].members.is_empty() {
                self.count_discussion(board, false, observer);
            }
        }
    }

    /// A discussion ends, and its decision falls.
    pub(super) fn decide_at_board<O: Observer>(&mut self, board: u32, observer: &mut O) {
        let route = self.program.boards[board as usize].route;
        self.count_discussion(board, true, observer);
        if let Some(Paper { item, .. }) = self.boards[board as usize].agenda.pop() {
            self.boards[board as usize].papers.retain(|&paper| paper != item);
            self.decide(item, route, observer);
        }
        self.discuss_next(board, false, observer);
    }
}
