//! Faults: each causes items at random until it is removed; new ones come by themselves, and failed items leave some behind.
//!
//! All that comes at random here has no memory: what is left of an interval is kept in units of its mean, so that a rate which is
//! changed while it passes holds from then on, exactly.

use rand_distr::{Distribution, Exp1};

use super::agenda::Rank;
use super::bonds::Tie;
use super::causes::{Bearing, Cause};
use super::program::{FaultProgram, NIL, Program};
use super::streams::{Key, name_hash};
use super::world::{ItemState, World};
use crate::model::Timetable;
use crate::observation::{Arisen, Observer, Raised, Subject, Symptom};
use crate::time::{Instant, Span};

const AT_START: u64 = name_hash("fault at the start");
const BY_ITSELF: u64 = name_hash("fault by itself");
const SYMPTOM: u64 = name_hash("symptom");
const FOUND: u64 = name_hash("found");

/// When something next comes that comes at random.
#[derive(Clone, Copy, Debug)]
struct Clock {
    /// What is left of the interval, in units of its mean, at `since`.
    left: f64,
    since: Instant,
    /// For each tick, open ones where it goes by hours.
    rate: f64,
    /// When it comes; never where the rate is 0, or that is after the run.
    next: Instant,
    /// How many have come.
    ordinal: u64,
}

impl Clock {
    /// A clock that begins now; `luck` is that of its first interval.
    fn new(now: Instant, rate: f64, luck: Key, hours: Option<&Timetable>) -> Clock {
        let mut clock = Clock {
            left: 0.0,
            since: now,
            rate,
            next: Instant::NEVER,
            ordinal: 0,
        };
        clock.draw(now, luck, hours);
        clock
    }

    /// Begins an interval.
    fn draw(&mut self, now: Instant, luck: Key, hours: Option<&Timetable>) {
        self.left = Exp1.sample(&mut luck.child(self.ordinal).stream());
        self.since = now;
        self.set(hours);
    }

    fn set(&mut self, hours: Option<&Timetable>) {
        let ticks = (self.left / self.rate).min(Instant::NEVER.0 as f64) as i64;
        let next = match hours {
            Some(hours) => hours.after(self.since, Span(ticks)),
            None => Some(self.since + Span(ticks)),
        };
        self.next = next.map_or(Instant::NEVER, |next| next.min(Instant::NEVER));
    }

    /// Goes on at another rate from now. False where it is the same.
    fn change(&mut self, now: Instant, rate: f64, hours: Option<&Timetable>) -> bool {
        if self.rate == rate {
            return false;
        }
        let passed = hours.map_or(now - self.since, |hours| hours.open_between(self.since, now));
        self.left = (self.left - passed.ticks() as f64 * self.rate).max(0.0);
        self.since = now;
        self.rate = rate;
        self.set(hours);
        true
    }
}

/// A fault, open or removed.
#[derive(Clone, Debug)]
struct FaultState {
    sort: u32,
    key: Key,
    /// The kind of its root cause, as an index into those that its sort can have; and the root cause, as [`Cause::origin`].
    root: u8,
    origin: u32,
    /// Items that it caused, and how many of those since it was last asked for.
    caused: u32,
    unasked: u32,
    /// Open items with which somebody looks for it.
    menders: u32,
    /// Whether a workaround is known.
    known: bool,
    removed: bool,
    clock: Clock,
}

/// All faults of a replication.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults {
    all: Vec<FaultState>,
    /// For each sort, when the next one comes by itself.
    new: Vec<Clock>,
}

impl Faults {
    /// None yet.
    pub fn clear(&mut self) {
        self.all.clear();
        self.new.clear();
    }

    /// One more open item with which somebody looks for a fault.
    pub fn begin_mending(&mut self, fault: u32) {
        self.all[fault as usize].menders += 1;
    }

    /// An item with which somebody looked for a fault has ended.
    pub fn end_mending(&mut self, fault: u32) {
        self.all[fault as usize].menders -= 1;
    }

    /// What part of its effort an item takes that a fault raised.
    fn ease(&self, program: &Program, fault: u32) -> f64 {
        let state = &self.all[fault as usize];
        match state.known {
            true => program.faults[state.sort as usize].effort_once_known,
            false => 1.0,
        }
    }
}

impl<'p> World<'p> {
    /// The faults that are there at the start, and when new ones come by themselves.
    pub(super) fn begin_faults<O: Observer>(&mut self, observer: &mut O) {
        let program = self.program;
        for (sort, of) in (0u32..).zip(&program.faults) {
            let key = self.key.part(of.hash ^ AT_START);
            let origin = program.demands.len() as u32 + sort;
            for number in 0..of.open {
                self.add_fault(
                    sort,
                    key.child(u64::from(number)),
                    (of.own_root, origin),
                    Arisen::AtStart,
                    observer,
                );
            }
        }
        for (sort, of) in (0u32..).zip(&program.faults) {
            let clock = Clock::new(self.now, of.new_rate, self.key.part(of.hash ^ BY_ITSELF), None);
            self.faults.new.push(clock);
            self.schedule(Rank::Emergence, sort, clock.next);
        }
    }

    fn schedule(&mut self, rank: Rank, who: u32, at: Instant) {
        if at <= self.program.window_end {
            self.agenda.add(rank, who, at);
        }
    }

    /// A new fault of a sort, which begins to cause items; an item left it behind, or it was there or came by itself.
    pub(super) fn add_fault<O: Observer>(
        &mut self,
        sort: u32,
        key: Key,
        (root, origin): (u8, u32),
        arisen: Arisen<'_>,
        observer: &mut O,
    ) {
        let of = &self.program_by(key).faults[sort as usize];
        let clock = Clock::new(self.now, of.rate, key.part(SYMPTOM), Some(&of.hours));
        let number = self.faults.all.len() as u32;
        self.faults.all.push(FaultState {
            sort,
            key,
            root,
            origin,
            caused: 0,
            unasked: 0,
            menders: 0,
            known: false,
            removed: false,
            clock,
        });
        observer.fault_added(self.now, sort, number, arisen);
        self.schedule(Rank::Symptom, number, clock.next);
    }

    /// A fault of a sort comes by itself.
    pub(super) fn emerge<O: Observer>(&mut self, sort: u32, observer: &mut O) {
        let of = &self.program.faults[sort as usize];
        let clock = &mut self.faults.new[sort as usize];
        if clock.next != self.now {
            return;
        }
        let key = self.key.part(of.hash ^ BY_ITSELF);
        let own = key.part(SYMPTOM).child(clock.ordinal);
        clock.ordinal += 1;
        clock.draw(self.now, key, None);
        let next = clock.next;
        self.schedule(Rank::Emergence, sort, next);
        let origin = self.program.demands.len() as u32 + sort;
        self.add_fault(sort, own, (of.own_root, origin), Arisen::ByItself, observer);
    }

    /// A fault causes an item, if it is still there; once it has caused enough, somebody is asked to look for it.
    pub(super) fn show_symptom<O: Observer>(&mut self, fault: u32, observer: &mut O) {
        let state = &self.faults.all[fault as usize];
        if state.removed || state.clock.next != self.now {
            return;
        }
        let of = &self.program_by(state.key).faults[state.sort as usize];
        let state = &mut self.faults.all[fault as usize];
        let key = state.key.part(SYMPTOM).child(state.clock.ordinal).part(SYMPTOM);
        state.clock.ordinal += 1;
        state.clock.draw(self.now, state.key.part(SYMPTOM), Some(&of.hours));
        let next = state.clock.next;
        self.schedule(Rank::Symptom, fault, next);
        if self.full_since.is_some() {
            return;
        }
        let state = &mut self.faults.all[fault as usize];
        state.caused += 1;
        state.unasked += 1;
        let symptom = self.raise_symptom(fault, of, key, observer);
        self.ask_for(fault, of, &symptom, observer);
    }

    fn raise_symptom<O: Observer>(&mut self, fault: u32, of: &FaultProgram, key: Key, observer: &mut O) -> Subject {
        let state = &self.faults.all[fault as usize];
        let told = Symptom {
            sort: state.sort,
            fault,
            number: state.caused,
            known: state.known,
        };
        let cause = Cause {
            root: of.roots[usize::from(state.root)],
            origin: state.origin,
            fault,
            bearing: Bearing::Symptom,
        };
        let first = self.program.demands[of.raises as usize].first_class;
        let class = match self.special_class(of.raises, key, &of.preset) {
            Some(class) => class,
            None => first + of.fixed(self.draw_class(of.raises, key) - first),
        };
        let item = self.new_item(key, class, cause.root, self.now, ItemState::Open);
        self.misjudge(item);
        self.note_cause(item, cause);
        self.tell_origin(item, observer);
        let subject = self.items[item as usize].subject();
        observer.arrived(self.now, &subject);
        observer.symptom(self.now, &subject, told);
        self.enter_queue(item, observer);
        subject
    }

    /// Somebody is asked to look for a fault that has caused enough, unless somebody does already.
    fn ask_for<O: Observer>(&mut self, fault: u32, of: &FaultProgram, symptom: &Subject, observer: &mut O) {
        let state = &mut self.faults.all[fault as usize];
        let Some((after, demand)) = of.found else { return };
        if state.unasked < after || state.menders > 0 || state.removed {
            return;
        }
        state.unasked = 0;
        let key = state.key.part(FOUND).child(u64::from(state.caused));
        let cause = Cause {
            root: of.found_roots[usize::from(state.root)],
            origin: state.origin,
            fault,
            bearing: Bearing::Mender,
        };
        let raised = Raised {
            key: key.0,
            at: self.now,
        };
        observer.raised(self.now, symptom, raised);
        self.raise(demand, key, cause, self.now, (Tie::None, NIL), observer);
    }

    /// A step deals with the fault that an item carries: a workaround is known from now on, or it is removed, unless the item fails.
    pub(super) fn mend<O: Observer>(&mut self, item: u32, fails: bool, observer: &mut O) {
        let of = &self.items[item as usize];
        let fault = self.dossiers[item as usize].fault;
        if !of.has_dossier || fault == NIL {
            return;
        }
        let place = &self.program.places[of.place as usize];
        let state = &mut self.faults.all[fault as usize];
        let (sort, subject) = (state.sort, of.subject());
        if state.removed {
            return;
        }
        if place.finds_workaround && !state.known {
            state.known = true;
            observer.workaround_found(self.now, &subject, sort, fault);
        }
        if place.removes_fault && !fails {
            state.removed = true;
            observer.fault_removed(self.now, &subject, sort, fault);
        }
    }

    /// A visit of an item that a fault raised takes less, once a workaround is known.
    pub(super) fn ease(&mut self, item: u32) {
        let of = &self.items[item as usize];
        let dossier = &self.dossiers[item as usize];
        if !of.has_dossier || dossier.bearing != Bearing::Symptom {
            return;
        }
        let part = self.faults.ease(self.program_of(item), dossier.fault);
        let of = &mut self.items[item as usize];
        if part != 1.0 {
            of.remaining = (of.remaining as f64 * part).round() as i64;
        }
    }

    /// Other rates may hold from now on.
    pub(super) fn change_fault_rates(&mut self) {
        for sort in 0..self.faults.new.len() {
            let rate = self.program.faults[sort].new_rate;
            if self.faults.new[sort].change(self.now, rate, None) {
                let next = self.faults.new[sort].next;
                self.schedule(Rank::Emergence, sort as u32, next);
            }
        }
        for fault in 0..self.faults.all.len() {
            let state = &self.faults.all[fault];
            let (removed, of) = (state.removed, &self.program_by(state.key).faults[state.sort as usize]);
            let state = &mut self.faults.all[fault];
            if !removed && state.clock.change(self.now, of.rate, Some(&of.hours)) {
                let next = state.clock.next;
                self.schedule(Rank::Symptom, fault as u32, next);
            }
        }
    }
}
