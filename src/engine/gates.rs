//! Gates: what can happen to an item between being sent to a place and joining the queue there, in one fixed order; and waits,
//! which need nobody and end by themselves.
//!
//! An item that is held at a gate is in no queue. When it is let go it goes on from the next gate, so no gate is passed twice.

use super::program::{NIL, PlaceKind};
use super::streams::{Key, name_hash};
use super::timers::Timer;
use super::world::World;
use crate::observation::{Observer, Part, Passed, Pause};
use crate::time::{Instant, Span};

const HANDOFF: u64 = name_hash("handoff");

/// The gates of a place, in the order in which an item passes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gate {
    /// It is a wait: there is no queue behind it.
    Wait,
    /// The visit may be tried without people.
    Automation,
    /// The item may go to a wrong team first.
    Misrouting,
    /// The item is on its way from another team.
    Handoff,
    /// The item is held while some team is swamped.
    Hold,
    /// The limits on work in progress.
    Limits,
    /// The step is not begun for a while.
    Freeze,
    /// The item waits for a departure.
    Train,
    /// The item gathers with others to be worked on as one.
    Batch,
    /// The spare parts that the visit needs.
    Parts,
    /// All gates are passed: the item joins the queue.
    Queue,
    /// Not on the way to a queue at all: an automated check looks at the item.
    Check,
    /// Not on the way to a queue at all: nobody has noticed the item.
    Unnoticed,
    /// Not on the way to a queue at all: the item is resolved, and will be reopened.
    Reopening,
}

/// A set of gates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GateSet(u16);

impl GateSet {
    /// None.
    pub const NONE: GateSet = GateSet(0);
    /// All of them.
    pub const ALL: GateSet = GateSet(u16::MAX);

    /// This set, with a gate where `is` says so.
    pub const fn with(self, gate: Gate, is: bool) -> GateSet {
        GateSet(self.0 | (is as u16) << gate as u16)
    }

    /// The first gate of the set from `gate` on, or the queue.
    fn first_from(self, gate: Gate) -> Gate {
        let mut gate = gate;
        while gate != Gate::Queue && self.0 >> gate as u16 & 1 == 0 {
            gate = gate.next();
        }
        gate
    }
}

impl Gate {
    /// The gate that follows.
    pub fn next(self) -> Gate {
        match self {
            Gate::Wait => Gate::Automation,
            Gate::Automation => Gate::Misrouting,
            Gate::Misrouting => Gate::Handoff,
            Gate::Handoff => Gate::Hold,
            Gate::Hold => Gate::Limits,
            Gate::Limits => Gate::Freeze,
            Gate::Freeze => Gate::Train,
            Gate::Train => Gate::Batch,
            Gate::Batch => Gate::Parts,
            Gate::Parts | Gate::Queue | Gate::Check | Gate::Unnoticed | Gate::Reopening => Gate::Queue,
        }
    }
}

impl World<'_> {
    /// An item was sent to a gated place from another one ([`NIL`]: it arrives). It joins the queue, or is held on the way; whoever
    /// has to look for work will.
    #[inline(never)]
    pub(super) fn pass_gates<O: Observer>(&mut self, item: u32, from: u32, observer: &mut O) {
        self.begin_gates(item, from);
        self.pass_from(item, Gate::Wait, observer);
    }

    /// An item that comes from a place ([`NIL`]: it arrives) begins to pass the gates of another one.
    pub(super) fn begin_gates(&mut self, item: u32, from: u32) {
        let sent_by = self.sender(item, from);
        let dossier = self.dossier(item);
        dossier.sent_by = sent_by;
        dossier.parts_from = NIL;
        dossier.unasked_at = NIL;
    }

    /// An item that has just come joins the queue where it enters, or its gates see to that.
    pub(super) fn enter_queue<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let at = self.items[item as usize].place;
        if self.program.places[at as usize].gated {
            self.come_in(item, observer);
        } else {
            self.enqueue(item);
            observer.waits(self.now, &self.items[item as usize].subject(), at);
        }
    }

    /// The team that sent an item on from a place: what comes out of an approval was sent by whoever asked for it.
    fn sender(&self, item: u32, from: u32) -> u32 {
        let mut from = from;
        if from != NIL && matches!(self.program.places[from as usize].kind, PlaceKind::Approval(_)) {
            from = self.dossiers[item as usize].asked_at;
        }
        self.program.places.get(from as usize).map_or(NIL, |place| place.team)
    }

    /// An item goes on from a gate until one holds it, or it joins the queue.
    pub(super) fn pass_from<O: Observer>(&mut self, item: u32, first: Gate, observer: &mut O) {
        let mut gate = first;
        loop {
            // Whoever passes may be another one by then, or hold elsewhere: a wrong team's place has gates of its own.
            gate = self.gates_of(item).first_from(gate);
            if gate == Gate::Queue {
                break;
            }
            self.dossier(item).gate = gate;
            let held = match gate {
                Gate::Wait => self.wait(item, observer),
                Gate::Automation => self.automate(item, observer),
                Gate::Misrouting => self.misroute(item, observer),
                Gate::Handoff => self.hand_off(item, observer),
                Gate::Hold => self.hold_while_swamped(item, observer),
                Gate::Limits => !self.passes_limits(item, observer),
                Gate::Freeze => self.hold_while_frozen(item, observer),
                Gate::Train => self.wait_for_train(item, observer),
                Gate::Batch => self.gather_in_batch(item, observer),
                Gate::Parts => self.lacks_parts(item, observer),
                Gate::Queue | Gate::Check | Gate::Unnoticed | Gate::Reopening => false,
            };
            if held {
                return;
            }
            gate = gate.next();
        }
        self.wait_for_people(item, observer);
    }

    /// The gates that there are on an item's way to the queue of its place. With changes that are being taken up an item may meet others
    /// than those of the program in force: it asks at all of them.
    fn gates_of(&self, item: u32) -> GateSet {
        if self.switches.blending {
            return GateSet::ALL;
        }
        self.program.places[self.items[item as usize].place as usize].on_the_way
    }

    /// All gates are passed: the item joins the queue.
    pub(super) fn wait_for_people<O: Observer>(&mut self, item: u32, observer: &mut O) {
        self.enqueue(item);
        self.draw_on_knowledge(item, observer);
        let of = &self.items[item as usize];
        observer.waits(self.now, &of.subject(), of.place);
        self.make_exceptions(item);
        self.begin_timed_wait(item);
    }

    /// An item's way or wait is over.
    #[inline(never)]
    pub(super) fn pass<O: Observer>(&mut self, item: u32, observer: &mut O) {
        if !self.rings(item, Timer::Passage) {
            return;
        }
        match self.dossiers[item as usize].gate {
            Gate::Batch => self.wait_for_no_more(item, observer),
            _ => self.go_on(item, observer),
        }
    }

    /// An item that is held goes on: from the next gate, or as what ends says.
    pub(super) fn go_on<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let gate = self.dossier(item).gate;
        match gate {
            Gate::Automation => return self.end_run(item, observer),
            Gate::Unnoticed => return self.notice(item, false, observer),
            _ => {}
        }
        let since = self.items[item as usize].since;
        self.let_go(item, matches!(gate, Gate::Wait | Gate::Check), observer);
        match gate {
            Gate::Wait => self.end_wait_step(item, since, observer),
            Gate::Check => self.conclude(item, observer),
            // Another freeze may hold.
            Gate::Freeze => self.pass_from(item, Gate::Freeze, observer),
            Gate::Reopening => self.reopen(item, observer),
            gate => self.pass_from(item, gate.next(), observer),
        }
    }

    /// Holds an item from now: until when is for others to say.
    pub(super) fn hold<O: Observer>(&mut self, item: u32, why: Part, observer: &mut O) {
        self.dossier(item).held_for = why;
        let now = self.now;
        let of = &mut self.items[item as usize];
        of.since = now;
        observer.held(now, &of.subject(), of.place, why);
    }

    /// An item is held no longer: the time counts.
    pub(super) fn let_go<O: Observer>(&mut self, item: u32, ends: bool, observer: &mut O) {
        let now = self.now;
        let part = self.dossier(item).held_for;
        let of = &mut self.items[item as usize];
        let ticks = (now - of.since).ticks();
        of.since = now;
        let rework = of.rework != 0;
        self.dossiers[item as usize].parts[usize::from(rework)][part as usize] += ticks;
        let passed = Passed {
            part,
            ticks,
            rework,
            ends,
        };
        observer.passed(now, &of.subject(), of.place, passed);
    }

    /// An item that comes from a step of another team is on its way for some time. What arrives, and what comes back from a wait,
    /// nobody hands over.
    fn hand_off<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let of = &self.items[item as usize];
        let place = &self.program_of(item).places[of.place as usize];
        let (key, sent_by) = (self.visit_key(item), self.dossiers[item as usize].sent_by);
        let Some(handoff) = &place.gates.handoff else {
            return false;
        };
        if sent_by == NIL || sent_by == place.team {
            return false;
        }
        let ticks = handoff.sample_ticks(&mut key.part(HANDOFF).stream());
        if ticks == 0 {
            return false;
        }
        self.hold(item, Part::Handoff, observer);
        self.set_timer(item, Timer::Passage, self.now + Span(ticks));
        true
    }

    /// The place is a wait: it begins.
    fn wait<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let program = self.program_of(item);
        let of = &mut self.items[item as usize];
        let number = of.place;
        let place = &program.places[number as usize];
        let Some(wait) = &place.gates.wait else { return false };
        program.draw_visit(item, of, place, &self.dossiers);
        self.make_exceptions(item);
        self.hold(item, wait.part, observer);
        if wait.stops_any {
            self.begin_pause(item, number);
        }
        match place.gates.case {
            Some(case) => self.send_out(item, case, observer),
            None => {
                let ends = wait.clock.after(self.now, Span(self.items[item as usize].remaining));
                self.set_timer(item, Timer::Passage, ends.unwrap_or(Instant::NEVER));
            }
        }
        true
    }

    /// A wait that began at `since` ends: what follows is as after any other step, but for what a supplier could not solve.
    fn end_wait_step<O: Observer>(&mut self, item: u32, since: Instant, observer: &mut O) {
        let of = &mut self.items[item as usize];
        let place = &self.program.places[of.place as usize];
        of.count_visit(place);
        if place.gates.wait.as_ref().is_some_and(|wait| wait.stops_any)
            && let Some(pause) = self.pauses[item as usize].last_mut()
        {
            pause.to = self.now;
            self.wake_watches(item);
        }
        match place.gates.case {
            Some(case) if self.take_case_back(item, since, observer) => self.move_on(item, case.unsolved_to, observer),
            _ => self.conclude(item, observer),
        }
    }

    /// Whether a place is a wait, which nobody does.
    fn is_wait(&self, item: u32) -> bool {
        let place = &self.program.places[self.items[item as usize].place as usize];
        place.gates.wait.is_some()
    }

    /// Takes an item that is held by time out of its wait or off its way; false where it is not.
    pub(super) fn take_from_gate<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let timer = &mut self.dossiers[item as usize].timers[Timer::Passage as usize];
        if std::mem::replace(timer, Instant::NEVER) == Instant::NEVER && !self.is_wait(item) {
            return false;
        }
        self.call_case_off(item, observer);
        self.let_go(item, false, observer);
        if self.dossiers[item as usize].gate == Gate::Freeze {
            self.give_parts_back(item, observer);
        }
        true
    }

    fn begin_pause(&mut self, item: u32, place: u32) {
        if self.pauses.len() < self.items.len() {
            self.pauses.resize_with(self.items.len(), Vec::new);
        }
        let pauses = &mut self.pauses[item as usize];
        if !std::mem::replace(&mut self.dossiers[item as usize].paused, true) {
            pauses.clear();
        }
        pauses.push(Pause {
            place,
            from: self.now,
            to: Instant::NEVER,
        });
    }

    /// The run ends: pauses that go on are told up to now.
    pub(super) fn end_pauses(&mut self) {
        for pause in self.pauses.iter_mut().flatten() {
            pause.to = pause.to.min(self.now);
        }
    }

    /// The key of an item's luck in its visit to the place it is sent to. No two visits share it.
    pub(super) fn visit_key(&self, item: u32) -> Key {
        let of = &self.items[item as usize];
        let place = &self.program.places[of.place as usize];
        let visit = (u64::from(of.repeats) + 1) * u64::from(of.rework);
        of.key.part(place.hash).child(visit)
    }

    /// The luck by which an item's way on was drawn when its visit began.
    pub(super) fn exit_luck(&self, item: u32) -> u64 {
        let of = &self.items[item as usize];
        let place = &self.program.places[of.place as usize];
        let visit = (u64::from(of.repeats) + 1) * u64::from(of.rework);
        of.key.part(place.hash.wrapping_add(visit)).stream().next()
    }
}
