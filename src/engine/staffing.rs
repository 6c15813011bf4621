//! Staffing: who is on shift, absent, at other duties, idle, on call.

use super::agenda::Rank;
use super::program::NIL;
use super::streams::name_hash;
use super::world::{World, away};
use crate::observation::{Leave, Observer, Staff};
use crate::time::{Instant, Span};

const ABSENCE: u64 = name_hash("absence");
const DUTIES: u64 = name_hash("other duties");
/// Other duties come in blocks of at most this many ticks (one hour), one in each equal part of a shift.
const LONGEST_DUTY: i64 = crate::time::HOUR;

fn is_rostered(away: u8) -> bool {
    away & (away::OFF_SHIFT | away::GONE) == 0
}

/// On shift and not absent: whoever is in a meeting or at other duties will be back.
fn is_staffed(away: u8) -> bool {
    is_rostered(away) && away & away::ABSENT == 0
}

fn is_present(away: u8) -> bool {
    is_staffed(away) && away & away::DUTY == 0
}

impl World<'_> {
    /// Schedules the start of a shift's next turn.
    pub(super) fn schedule_turn(&mut self, shift: u32) {
        if let Some(turn) = self.program.shifts[shift as usize]
            .turns
            .get(self.next_turn[shift as usize])
        {
            self.agenda.add(Rank::ShiftStart, shift, turn.from);
        }
    }

    /// A shift starts: absence is drawn for each person and date, other duties are spread over it.
    pub(super) fn start_shift<O: Observer>(&mut self, shift: u32, observer: &mut O) {
        let program = &self.program.shifts[shift as usize];
        let turn = program.turns[self.next_turn[shift as usize]];
        for person in program.people.clone() {
            let absent = self.is_absent(person, turn.date);
            let reasons = if absent { away::ABSENT } else { 0 };
            self.set_away(person, away::OFF_SHIFT | away::ABSENT | away::DUTY, reasons, observer);
            self.schedule_duties(person, turn.from, turn.to, turn.date);
        }
        self.agenda.add(Rank::ShiftEnd, shift, turn.to);
    }

    /// A shift ends: work in progress is paused. Where the next turn begins at once, those who go on working do.
    pub(super) fn end_shift<O: Observer>(&mut self, shift: u32, observer: &mut O) {
        let program = &self.program.shifts[shift as usize];
        let ended = program.turns[self.next_turn[shift as usize]];
        self.next_turn[shift as usize] += 1;
        let next = program
            .turns
            .get(self.next_turn[shift as usize])
            .filter(|next| next.from == ended.to);
        for person in program.people.clone() {
            let stays = next.is_some_and(|next| !self.is_absent(person, next.date));
            if !stays {
                self.go_home(person, observer);
            }
        }
        self.hand_queue_over(program.team, observer);
        self.schedule_turn(shift);
    }

    /// Whether a person is absent on a day of work, for which this is asked in order of days.
    fn is_absent(&mut self, person: u32, date: i32) -> bool {
        let of = &self.program.people[person as usize];
        let team = &self.program.teams[of.team as usize];
        let absence = team.absence;
        if absence <= 0.0 {
            return false;
        }
        let luck = self.key.part(of.hash ^ ABSENCE).child(date as u64).uniform();
        let Some(spell) = team.spell else {
            return luck < absence;
        };
        let state = &mut self.people[person as usize];
        if state.drawn_for != Some(date) {
            // A chain of two states whose spells of absence have this mean length, and whose long-run share is that of absence;
            // the first day is drawn from the long run.
            let ends = 1.0 / spell;
            let probability = match state.drawn_for {
                None => absence,
                Some(_) if state.absent => 1.0 - ends,
                Some(_) => (absence / (1.0 - absence) * ends).min(1.0),
            };
            state.absent = luck < probability;
            state.drawn_for = Some(date);
        }
        state.absent
    }

    fn schedule_duties(&mut self, person: u32, from: Instant, to: Instant, date: i32) {
        let of = &self.program.people[person as usize];
        let share = self.program.teams[of.team as usize].other_duties;
        if share <= 0.0 {
            return;
        }
        let length = (to - from).ticks();
        let blocks = ((share * length as f64 / LONGEST_DUTY as f64).ceil() as i64).max(1);
        let part = length / blocks;
        let duty = (share * part as f64).round() as i64;
        let mut stream = self.key.part(of.hash ^ DUTIES).child(date as u64).stream();
        for block in 0..blocks {
            let start = from + Span(block * part + (stream.uniform() * (part - duty) as f64) as i64);
            self.agenda.add(Rank::DutyStart, person, start);
            self.agenda.add(Rank::DutyEnd, person, start + Span(duty));
        }
    }

    /// A person leaves work for other duties. Who is absent, off shift or in a meeting has none.
    pub(super) fn start_duty<O: Observer>(&mut self, person: u32, observer: &mut O) {
        if self.people[person as usize].away == 0 {
            observer.leaves(self.now, person, Leave::Duties);
            self.pause(person, observer);
            self.set_away(person, 0, away::DUTY, observer);
        }
    }

    /// A person comes back from other duties.
    pub(super) fn end_duty<O: Observer>(&mut self, person: u32, observer: &mut O) {
        self.set_away(person, away::DUTY, 0, observer);
    }

    /// Changes why a regular person without work is away: clears some reasons, then sets others.
    pub(super) fn set_away<O: Observer>(&mut self, person: u32, clear: u8, set: u8, observer: &mut O) {
        let before = self.people[person as usize].away;
        let after = before & !clear | set;
        if before == after {
            return;
        }
        let team = self.people[person as usize].team;
        let works = self.people[person as usize].item != NIL;
        if before == 0 && !works {
            self.leave_idle(person, observer);
        }
        let busy = |away: u8| (works || away & away::MEETING != 0) && is_present(away);
        // Work that outlasts a shift, and a meeting that outlasts a member's day, go on off the roster.
        let overtime = |away: u8| (works || away & away::MEETING != 0) && !is_present(away);
        self.people[person as usize].away = after;
        let counts: [(Staff, &dyn Fn(u8) -> bool); 4] = [
            (Staff::Rostered, &is_rostered),
            (Staff::Present, &is_present),
            (Staff::Busy, &busy),
            (Staff::Overtime, &overtime),
        ];
        for (what, counts) in counts {
            let change = i32::from(counts(after)) - i32::from(counts(before));
            if change != 0 {
                observer.staff(self.now, team, what, change);
            }
        }
        let state = &mut self.teams[team as usize];
        state.staffed = state.staffed + u32::from(is_staffed(after)) - u32::from(is_staffed(before));
        self.update_closed(team);
        observer.staffed(self.now, team, self.eligible(team));
        for &other in &self.program.teams[team as usize].habits.also {
            self.update_closed(other);
            observer.staffed(self.now, other, self.eligible(other));
        }
        if after == 0 && !works {
            self.teams[team as usize].idle += 1;
            self.join_idle(person);
        }
        self.unsettle(team);
    }

    fn update_closed(&mut self, team: u32) {
        let now = self.now;
        let closed = self.eligible(team) == 0;
        let state = &mut self.teams[team as usize];
        state.closed.set(now, closed);
        state.closed_on_call.set(now, closed && !state.on_call_open);
    }

    /// A person who has just stopped working is freed, or is at home again. Whoever is freed counts as busy until it is clear that
    /// no work follows at once.
    #[inline(always)]
    pub(super) fn release<O: Observer>(&mut self, person: u32, observer: &mut O) {
        let state = &mut self.people[person as usize];
        state.item = NIL;
        state.idle_since = self.now;
        let team = state.team;
        if state.away == 0 {
            let state = &mut self.teams[team as usize];
            state.idle += 1;
            let earlier = std::mem::replace(&mut state.freed, person);
            if earlier != NIL {
                observer.staff(self.now, team, Staff::Busy, -1);
                self.join_idle(earlier);
            }
        } else {
            observer.staff(self.now, team, Staff::Overtime, -1);
        }
        self.unsettle(team);
    }

    /// Puts the person who was freed at this instant, and not taken again, among the idle.
    pub(super) fn file_freed<O: Observer>(&mut self, team: u32, observer: &mut O) {
        let freed = std::mem::replace(&mut self.teams[team as usize].freed, NIL);
        if freed != NIL {
            self.agenda.unset_completion(freed);
            observer.staff(self.now, team, Staff::Busy, -1);
            self.join_idle(freed);
        }
    }

    /// Joins the idle, who are in order of how long they have been idle, then of their number.
    #[inline(always)]
    fn join_idle(&mut self, person: u32) {
        let now = self.now;
        let team = &mut self.teams[self.people[person as usize].team as usize];
        let mut before = team.idle_last;
        while before != NIL && before > person && self.people[before as usize].idle_since == now {
            before = self.people[before as usize].idle_before;
        }
        let after = match before {
            NIL => std::mem::replace(&mut team.idle_first, person),
            _ => std::mem::replace(&mut self.people[before as usize].idle_after, person),
        };
        match after {
            NIL => team.idle_last = person,
            _ => self.people[after as usize].idle_before = person,
        }
        let state = &mut self.people[person as usize];
        state.idle_before = before;
        state.idle_after = after;
        state.idle_since = now;
    }

    /// Takes a person off the idle.
    #[inline(always)]
    fn leave_idle<O: Observer>(&mut self, person: u32, observer: &mut O) {
        let state = &self.people[person as usize];
        let (before, after) = (state.idle_before, state.idle_after);
        let number = state.team;
        let team = &mut self.teams[number as usize];
        team.idle -= 1;
        if team.freed == person {
            team.freed = NIL;
            observer.staff(self.now, number, Staff::Busy, -1);
            return;
        }
        match before {
            NIL => team.idle_first = after,
            _ => self.people[before as usize].idle_after = after,
        }
        match after {
            NIL => team.idle_last = before,
            _ => self.people[after as usize].idle_before = before,
        }
    }

    /// Takes the person of a team who has been idle longest: whoever was freed at this instant comes last.
    #[inline(always)]
    pub(super) fn take_idle<O: Observer>(&mut self, team: u32, observer: &mut O) -> u32 {
        let state = &self.teams[team as usize];
        let person = if state.idle_first != NIL {
            state.idle_first
        } else {
            state.freed
        };
        self.leave_idle(person, observer);
        person
    }

    /// Schedules the next change of a team's on-call hours.
    pub(super) fn schedule_on_call(&mut self, team: u32) {
        let Some(on_call) = &self.program.teams[team as usize].on_call else {
            return;
        };
        if let Some(&at) = on_call.changes.get(self.next_on_call[team as usize]) {
            self.agenda.add(Rank::OnCall, team, at.max(Instant::START));
        }
    }

    /// On-call hours begin or end.
    pub(super) fn change_on_call(&mut self, team: u32) {
        self.next_on_call[team as usize] += 1;
        self.teams[team as usize].on_call_open = self.next_on_call[team as usize] % 2 == 1;
        self.update_closed(team);
        self.unsettle(team);
        self.schedule_on_call(team);
    }

    /// While no regular member of a team is on shift, people on call take the items they can be called for: one who has just
    /// ended such work goes on at once, others are called.
    pub(super) fn take_call_outs<O: Observer>(&mut self, team: u32, observer: &mut O) {
        let program = &self.program.teams[team as usize];
        let Some(on_call) = &program.on_call else { return };
        let first = program.first_person + program.regulars;
        for person in first..first + on_call.people {
            let state = &self.teams[team as usize];
            if state.staffed > 0 || !state.on_call_open || state.callable <= state.on_call_called {
                return;
            }
            let who = &self.people[person as usize];
            if who.item != NIL || who.called {
                continue;
            }
            if who.idle_since == self.now && self.now > Instant::START {
                self.answer_call(team, person, observer);
            } else {
                self.people[person as usize].called = true;
                self.teams[team as usize].on_call_called += 1;
                observer.called_out(self.now, team);
                let at = self.now + Span(on_call.call_out);
                self.agenda.set_completion(person, at);
            }
        }
    }

    /// A person who was called out is ready: takes an item, unless regular people are back or nothing is left.
    pub(super) fn call_out_ready<O: Observer>(&mut self, person: u32, observer: &mut O) {
        let team = self.people[person as usize].team;
        self.agenda.unset_completion(person);
        self.people[person as usize].called = false;
        self.teams[team as usize].on_call_called -= 1;
        if self.teams[team as usize].staffed == 0 {
            self.answer_call(team, person, observer);
        }
        self.unsettle(team);
    }

    fn answer_call<O: Observer>(&mut self, team: u32, person: u32, observer: &mut O) {
        if let Some(item) = self.take_callable(team) {
            let place = &self.program.places[self.items[item as usize].place as usize];
            self.start(person, item, place, observer);
        }
    }
}
