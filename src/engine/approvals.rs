//! Approvals: an item is submitted, looked at in stages or by several at once, decided, sent back or closed.

use super::gates::Gate;
use super::program::{NIL, PlaceKind};
use super::streams::name_hash;
use super::timers::Timer;
use super::world::{Dossier, Fate, ItemState, World};
use crate::observation::{Decided, Observer, Part};
use crate::time::{Instant, Span};

const REWORK: u64 = name_hash("still bad after rework");

/// What those say who look at an item at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opinions {
    /// Whether any turns it down.
    turned_down: bool,
    /// Whether any of those closes it.
    closes: bool,
    /// How likely it would still fail after the rework that they ask for: each says what is wrong, so the least holds.
    still_bad: f64,
}

impl Opinions {
    /// Nobody has said anything.
    pub const NONE: Opinions = Opinions {
        turned_down: false,
        closes: false,
        still_bad: 1.0,
    };

    fn hear(&mut self, other: Opinions) {
        if other.turned_down {
            self.turned_down = true;
            self.closes |= other.closes;
            self.still_bad = self.still_bad.min(other.still_bad);
        }
    }
}

impl World<'_> {
    /// An item asks for approval by the route that the policy says, or goes round it.
    pub(super) fn submit<O: Observer>(&mut self, item_number: u32, observer: &mut O) {
        let now = self.now;
        let adopted = self.program_of(item_number);
        let item = &mut self.items[item_number as usize];
        let class = &adopted.classes[item.class as usize];
        let (route, disguise) = (class.route, class.disguise);
        let dossier = Dossier::of(&mut self.dossiers, item_number, item);
        dossier.asked_at = item.place;
        dossier.asked = now;
        dossier.submissions += 1;
        dossier.stage = 0;
        dossier.route = route;
        dossier.looked = 0;
        dossier.bypasses = false;
        if adopted.routes[route as usize].bypass.is_some() && self.goes_round(item_number, (route, disguise), observer)
        {
            if disguise == NIL {
                let target = self.items[item_number as usize].target;
                self.dossiers[item_number as usize].approved_by = NIL;
                self.move_on(item_number, target, observer);
                return;
            }
            self.dossiers[item_number as usize].route = disguise;
        }
        self.enter_stage(item_number, observer);
    }

    /// An item comes before the route, or before the stage of it that is next.
    fn enter_stage<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let now = self.now;
        let dossier = &mut self.dossiers[item as usize];
        dossier.submitted = now;
        dossier.opinions = Opinions::NONE;
        let route = self.program.stages[dossier.route as usize][dossier.stage as usize];
        let program = &self.program.routes[route as usize];
        if program.pre_approved {
            self.decide(item, route, observer);
            return;
        }
        if program.at_once {
            // Those who look at it find it as it is.
            self.fate(item);
            self.put_before(item, route);
            self.split(item, observer);
            return;
        }
        self.give(item, route, observer);
        self.keep_only_the_stream(item, observer);
    }

    /// The place of an item is a route from now.
    fn put_before(&mut self, item: u32, route: u32) {
        let of = &mut self.items[item as usize];
        let class = &self.program.classes[of.class as usize];
        let demand = &self.program.demands[class.demand as usize];
        of.place = demand.first_place + demand.steps + route;
        of.rework = u8::from(self.dossiers[item as usize].submissions > 1);
        of.since = self.now;
    }

    /// Gives an item to those who decide.
    pub(super) fn give<O: Observer>(&mut self, item: u32, route: u32, observer: &mut O) {
        self.put_before(item, route);
        let program = self.program;
        if program.routes[route as usize].automated {
            let of = &mut self.items[item as usize];
            let place = &program.places[of.place as usize];
            program.draw_visit(item, of, place, &self.dossiers);
            let ends = self.now + Span(of.remaining);
            self.dossier(item).gate = Gate::Check;
            self.hold(item, Part::Approval, observer);
            self.set_timer(item, Timer::Passage, ends.min(Instant::NEVER));
            return;
        }
        let of = &self.items[item as usize];
        observer.waits(self.now, &of.subject(), of.place);
        match program.routes[route as usize].board {
            None => self.enqueue(item),
            Some(board) => self.boards[board as usize].papers.push(item),
        }
    }

    /// One of those who look at an item at once knows what is known of the item.
    pub(super) fn brief(&mut self, opinion: u32, item: u32) {
        let of = &self.dossiers[item as usize];
        let (submissions, submitted) = (of.submissions, of.submitted);
        let dossier = self.dossier(opinion);
        dossier.submissions = submissions;
        dossier.submitted = submitted;
    }

    /// The item about which an item that is decided is only an opinion.
    fn asked_about(&self, item: u32) -> Option<u32> {
        let of = &self.items[item as usize];
        let to = self.dossiers[item as usize].bonds.to;
        if of.state != ItemState::Branch || to == NIL {
            return None;
        }
        let owner = self.items[to as usize].place;
        matches!(self.program.places[owner as usize].kind, PlaceKind::Approval(_)).then_some(to)
    }

    /// A decision falls. Whether a bad item is caught (or a good one turned down) is drawn from luck of its own, so that it is the
    /// same under every policy that would look equally well.
    pub(super) fn decide<O: Observer>(&mut self, item: u32, route: u32, observer: &mut O) {
        let program = self.program_of(item).routes[route as usize];
        let bad = self.fate(item) == Fate::Bad;
        let of = &self.items[item as usize];
        let round = u64::from(self.dossiers[item as usize].submissions);
        let chance = if bad { program.catches_bad } else { program.rejects_good };
        let turned_down = !program.pre_approved && of.key.part(program.luck).child(round).uniform() < chance;
        let opinion = Opinions {
            turned_down,
            closes: turned_down && !program.sends_back,
            still_bad: program.still_bad_after_rework,
        };
        self.tell_decision(item, route, bad, opinion, observer);
        match self.asked_about(item) {
            None => self.end_stage(item, opinion, observer),
            Some(owner) => {
                let looked = self.dossiers[item as usize].looked;
                let owner = &mut self.dossiers[owner as usize];
                owner.opinions.hear(opinion);
                owner.looked += looked;
                self.join_branches(item, NIL, observer);
            }
        }
    }

    fn tell_decision<O: Observer>(&mut self, item: u32, route: u32, bad: bool, opinion: Opinions, observer: &mut O) {
        let dossier = &self.dossiers[item as usize];
        let whole = route == dossier.route;
        let since = if whole { dossier.asked } else { dossier.submitted };
        let decided = Decided {
            route,
            delay: (self.now - since).ticks(),
            bad,
            turned_down: opinion.turned_down,
            closes: opinion.closes,
            whole,
            looked: dossier.looked,
        };
        observer.decided(self.now, &self.items[item as usize].subject(), decided);
    }

    /// All who look at an item at once have decided: any of them is enough to turn it down. It falls with the last decision, so
    /// that an item goes back once, with all that was found.
    pub(super) fn gather_opinions<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let opinions = self.dossiers[item as usize].opinions;
        let bad = self.fate(item) == Fate::Bad;
        if let PlaceKind::Approval(route) = self.program.places[self.items[item as usize].place as usize].kind {
            self.tell_decision(item, route, bad, opinions, observer);
        }
        self.end_stage(item, opinions, observer);
    }

    /// A stage has decided: the next one looks at what it approved; what it turned down, and what the last one approved, is decided.
    fn end_stage<O: Observer>(&mut self, item: u32, decision: Opinions, observer: &mut O) {
        let dossier = &mut self.dossiers[item as usize];
        let (route, stages) = (dossier.route, &self.program.stages[dossier.route as usize]);
        if !decision.turned_down && (dossier.stage as usize) + 1 < stages.len() {
            dossier.stage += 1;
            self.enter_stage(item, observer);
            return;
        }
        let bad = self.fate(item) == Fate::Bad;
        if stages.len() > 1 {
            self.tell_decision(item, route, bad, decision, observer);
        }
        self.note_delay(item, route);
        let (key, target) = (self.items[item as usize].key, self.items[item as usize].target);
        let dossier = &mut self.dossiers[item as usize];
        let asked_at = dossier.asked_at;
        let round = u64::from(dossier.submissions);
        if !decision.turned_down {
            dossier.approved_by = route;
            self.file_for_audits(item, route, false);
            self.move_on(item, target, observer);
            return;
        }
        if bad && key.part(REWORK).child(round).uniform() >= decision.still_bad {
            dossier.fate = Fate::Good;
        }
        if decision.closes {
            self.end(item, false, observer);
        } else {
            self.move_on(item, asked_at, observer);
        }
    }
}
