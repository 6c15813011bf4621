//! The loop.

use super::agenda::{Rank, Source};
use super::program::ArrivalProgram;
use super::world::{Item, ItemState, World};
use crate::observation::{Leave, Observer};

impl World<'_> {
    /// Runs one replication from the start to the end of the window, and tells `observer`. The same seed and
    /// replication number give the same calls whatever else was run before.
    pub fn run<O: Observer>(&mut self, seed: u64, replication: u64, observer: &mut O) {
        self.reset(seed, replication);
        self.begin();
        self.open_stocks(observer);
        self.open_backlog(observer);
        self.begin_faults(observer);
        let end = self.program.window_end;
        loop {
            let (at, source) = self.agenda.first();
            // The time of no event is after every end.
            if at > end {
                break;
            }
            self.now = at;
            self.handle(source, observer);
            if !self.unsettled.is_empty() && self.agenda.next_time() > self.now {
                self.settle(observer);
            }
        }
        self.now = end;
        self.finish(observer);
    }

    /// What happens often is told apart from what happens seldom by two branches, which are foreseen better than one jump to
    /// many places.
    #[inline(always)]
    fn handle<O: Observer>(&mut self, source: Source, observer: &mut O) {
        match source {
            Source::Person(person) => self.complete(person, observer),
            Source::Demand(demand) => self.arrive(demand, observer),
            Source::Heap => self.handle_seldom(observer),
        }
    }

    #[inline(never)]
    fn handle_seldom<O: Observer>(&mut self, observer: &mut O) {
        let Some(event) = self.agenda.next() else { return };
        match event.rank {
            Rank::Completion | Rank::Arrival => {}
            Rank::Appearance => self.appear(event.who, observer),
            Rank::Delivery => self.deliver(event.who, observer),
            Rank::Passage => self.pass(event.who, observer),
            Rank::Overflow => self.overflow(event.who, observer),
            Rank::Patience => self.lose_patience(event.who, observer),
            Rank::Correction => self.correct_in_time(event.who, observer),
            Rank::Attempt => self.end_attempt(event.who, observer),
            Rank::Discovery => self.discover(event.who, observer),
            Rank::Decision => self.decide_at_board(event.who, observer),
            Rank::ShiftEnd => self.end_shift(event.who, observer),
            Rank::ShiftStart => self.start_shift(event.who, observer),
            Rank::DutyStart => self.start_duty(event.who, observer),
            Rank::DutyEnd => self.end_duty(event.who, observer),
            Rank::OnCall => self.change_on_call(event.who),
            Rank::Override => self.enter_phase(event.who as usize, observer),
            Rank::Adoption => self.carry_out(event.who, observer),
            Rank::Review => self.review(event.who, observer),
            Rank::Freeze => self.freeze(observer),
            Rank::Improvement => self.begin_improvement(event.who, observer),
            Rank::Judgement => self.judge_improvement(event.who, observer),
            Rank::Meeting => self.meet(event.who, observer),
            Rank::Departure => self.leave_with_train(event.who, observer),
            Rank::Audit => self.audit(event.who, observer),
            Rank::Escalation => self.watch(event.who, observer),
            Rank::Emergence => self.emerge(event.who, observer),
            Rank::Symptom => self.show_symptom(event.who, observer),
            Rank::Call => self.call(event.who, observer),
            Rank::Question => self.ask(event.who, observer),
            Rank::Sample => self.sample(observer),
        }
    }

    /// Sets the first event of every source.
    fn begin(&mut self) {
        let program = self.program;
        for demand in 0..program.demands.len() {
            self.schedule_arrival(demand as u32);
            if let Some(ArrivalProgram::Users { users, .. }) = program.demands[demand].arrivals {
                self.begin_users(demand as u32, users);
            }
        }
        for shift in 0..program.shifts.len() {
            self.schedule_turn(shift as u32);
        }
        for board in 0..program.boards.len() {
            self.schedule_meeting(board as u32);
        }
        for train in 0..program.trains.len() {
            self.schedule_departure(train as u32);
        }
        for team in 0..program.teams.len() {
            self.schedule_on_call(team as u32);
        }
        for audit in 0..program.audits.len() {
            self.schedule_audit(audit as u32);
        }
        for at in &program.freezes {
            self.agenda.add(Rank::Freeze, 0, *at);
        }
        for (phase, (from, _)) in program.later.iter().enumerate() {
            self.agenda.add(Rank::Override, phase as u32, *from);
        }
        self.begin_reviews();
        self.begin_improvements();
        self.schedule_sample();
    }

    fn schedule_sample(&mut self) {
        // The end of the window is sampled after everything else, by `finish`.
        if self.next_sample + 1 < self.program.samples.len() {
            self.agenda.add(Rank::Sample, 0, self.program.samples[self.next_sample]);
        }
    }

    fn sample<O: Observer>(&mut self, observer: &mut O) {
        self.tell_open(observer);
        self.next_sample += 1;
        self.schedule_sample();
    }

    fn tell_open<O: Observer>(&mut self, observer: &mut O) {
        let sample = self.next_sample as u32;
        observer.sampled(self.now, sample);
        let open = |(_, item): &(usize, &Item)| item.state == ItemState::Open;
        for (number, item) in self.items.iter().enumerate().filter(open) {
            observer.open(self.now, sample, &item.subject(), self.standing(item, number as u32));
        }
    }

    /// Work under way is told up to the end, then the open items.
    fn finish<O: Observer>(&mut self, observer: &mut O) {
        for person in 0..self.people.len() as u32 {
            observer.leaves(self.now, person, Leave::RunEnd);
            self.pause(person, observer);
        }
        for team in 0..self.teams.len() as u32 {
            self.file_freed(team, observer);
        }
        self.count_unfinished_discussions(observer);
        self.end_pauses();
        self.tell_cases(observer);
        self.tell_attempts(observer);
        self.tell_knowledge(observer);
        if let Some(since) = self.full_since {
            observer.was_full(since);
        }
        self.tell_open(observer);
    }
}
