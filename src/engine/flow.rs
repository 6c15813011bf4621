//! Flow: items arrive, are raised, go from place to place, and end.

use super::agenda::Rank;
use super::bonds::Tie;
use super::program::{ArrivalProgram, NIL, Place, PlaceKind};
use super::sources::{INTERVAL, LARGEST_BATCH};
use super::streams::{Key, name_hash};
use super::world::{Dossier, Fate, Item, ItemState, World};
use crate::observation::{Observer, Raised};
use crate::time::{Instant, Span};

const RAISE: u64 = name_hash("raise");
const CAUSED: u64 = name_hash("caused");
const FATE: u64 = name_hash("fate");

impl<'p> World<'p> {
    /// An item arrives from outside, and the next one's arrival is drawn.
    #[inline(always)]
    pub(super) fn arrive<O: Observer>(&mut self, demand: u32, observer: &mut O) {
        if self.program.demands[demand as usize].special.is_some() {
            return self.arrive_specially(demand, observer);
        }
        let source = &mut self.sources[demand as usize];
        source.ordinal += 1;
        let key = source.next;
        let class = self.draw_class(demand, key);
        let root = self.program.demands[demand as usize].own_root;
        let item = self.new_item(key, class, root, self.now, ItemState::Open);
        self.schedule_arrival(demand);
        self.enter(item, observer);
    }

    /// Draws when the next item of a demand arrives.
    #[inline(always)]
    pub(super) fn schedule_arrival(&mut self, demand: u32) {
        let program = &self.program.demands[demand as usize];
        let source = &mut self.sources[demand as usize];
        source.next = source.key.child(source.ordinal);
        let at = match &program.arrivals {
            Some(ArrivalProgram::Poisson { segments, daily }) => source.next_of_poisson(segments, *daily),
            Some(rare) => source.next_of_rare(rare),
            None => None,
        };
        match at {
            Some(at) => self.agenda.set_arrival(demand, at),
            None => self.agenda.unset_arrival(demand),
        }
    }

    #[inline(always)]
    pub(super) fn draw_class(&self, demand: u32, key: Key) -> u32 {
        let program = &self.program_by(key).demands[demand as usize];
        let mut class = program.first_class;
        for draw in &program.draws {
            let luck = key.part(draw.hash).uniform();
            class += draw.value(luck) * draw.stride;
        }
        class
    }

    #[inline(always)]
    pub(super) fn new_item(&mut self, key: Key, class: u32, root: u8, arrived: Instant, state: ItemState) -> u32 {
        let of_class = &self.program_by(key).classes[class as usize];
        let slot = if self.free == NIL {
            self.items.push(Item::NONE);
            self.dossiers.push(Dossier::NONE);
            if self.items.len() > self.program.most_open {
                self.close_sources();
            }
            self.items.len() as u32 - 1
        } else {
            self.free
        };
        let place = &mut self.items[slot as usize];
        self.free = place.next;
        *place = Item {
            key,
            arrived,
            since: arrived,
            place: of_class.entry,
            class,
            priority: of_class.priority as u8,
            root,
            state,
            ..Item::NONE
        };
        slot
    }

    /// As many items are open as may be: from now on nothing arrives and nothing is raised, so that a queue that grows without
    /// end does not take all memory.
    #[cold]
    fn close_sources(&mut self) {
        self.full_since.get_or_insert(self.now);
        for (demand, source) in (0u32..).zip(&mut self.sources) {
            source.close();
            self.agenda.unset_arrival(demand);
        }
    }

    #[inline(always)]
    fn enter<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let item = &self.items[number as usize];
        let place = &self.program.places[item.place as usize];
        observer.arrived(self.now, &item.subject());
        if place.gated {
            return self.come_in(number, observer);
        }
        observer.waits(self.now, &item.subject(), item.place);
        let idle = self.join(number, place);
        if self.teams[place.team as usize].special || self.agenda.next_time() <= self.now {
            self.unsettle(place.team);
        } else if idle {
            // Mostly nothing else happens at this instant: whoever is idle takes it at once.
            self.take_work(place.team, observer);
        }
    }

    /// An item raised earlier appears.
    pub(super) fn appear<O: Observer>(&mut self, item: u32, observer: &mut O) {
        self.items[item as usize].state = ItemState::Open;
        self.enter(item, observer);
    }

    /// Raises an item, now or later.
    pub(super) fn raise<O: Observer>(
        &mut self,
        demand: u32,
        key: Key,
        root: u8,
        at: Instant,
        (tie, to): (Tie, u32),
        observer: &mut O,
    ) {
        if self.full_since.is_some() {
            return;
        }
        let class = self
            .special_class(demand, key, &[])
            .unwrap_or_else(|| self.draw_class(demand, key));
        if at <= self.now {
            let item = self.new_item(key, class, root, self.now, ItemState::Open);
            self.misjudge(item);
            match tie {
                Tie::None => {}
                Tie::Improvement => self.dossier(item).improves = to,
                tie => self.tie(item, tie, to),
            }
            observer.arrived(self.now, &self.items[item as usize].subject());
            self.enter_queue(item, observer);
        } else if at <= self.program.window_end {
            let item = self.new_item(key, class, root, at, ItemState::Coming);
            self.misjudge(item);
            self.agenda.add(Rank::Appearance, item, at);
        }
    }

    /// What follows a visit beside routing: raised items, the consequences of failure, approval.
    pub(super) fn conclude<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let place = &self.program.places[self.items[item as usize].place as usize];
        if let PlaceKind::Approval(route) = place.kind {
            self.decide(item, route, observer);
            return;
        }
        if place.gates.detour_to != NIL {
            self.come_back(item, observer);
            return;
        }
        if place.corrects {
            self.correct(item, observer);
        }
        if place.audit != NIL {
            self.end_looking(item, place.audit, observer);
        }
        self.raise_children(item, observer);
        if place.consequence.is_some() {
            self.take_effect(item, observer);
        }
        if place.brings != NIL {
            self.bring(self.program.capabilities[place.brings as usize], observer);
        }
        if place.knowledge.is_some() {
            self.write(item, observer);
        }
        if place.announces {
            self.announce(item, observer);
        }
        if self.waits_for_children(item, observer) {
            return;
        }
        self.proceed(item, observer);
    }

    /// An item goes on after a visit and all that it raised: to approval, into branches, or to the next place.
    pub(super) fn proceed<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let place = &self.program.places[self.items[item as usize].place as usize];
        let asks = place.approval && self.program.classes[self.items[item as usize].class as usize].route != NIL;
        if asks && !self.needs_no_approval(item) {
            self.submit(item, observer);
        } else if !self.split(item, observer) {
            self.move_on(item, self.items[item as usize].target, observer);
        }
    }

    fn raise_children<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let program = self.program_of(item);
        let parent = &self.items[item as usize];
        let (key, root) = (parent.key, parent.root);
        let place = &program.places[parent.place as usize];
        let visit = u64::from(parent.repeats * u16::from(parent.rework));
        for (number, raise) in place.raises.iter().enumerate() {
            let cause = key.part(place.hash ^ RAISE).child(number as u64).child(visit);
            if cause.uniform() < raise.share {
                // A child that cannot come, because as many are open as may be, would be waited for without end.
                let tie = if raise.waited_for && self.full_since.is_none() {
                    self.dossier(item).bonds.awaited += 1;
                    Tie::Awaited
                } else {
                    Tie::None
                };
                let child = cause.child(0);
                let (key, at) = (child.0, self.now);
                observer.raised(at, &self.items[item as usize].subject(), Raised { key, at });
                self.raise(
                    raise.demand,
                    child,
                    raise.roots[root as usize],
                    at,
                    (tie, item),
                    observer,
                );
            }
        }
    }

    /// An item that could fail is put into effect.
    fn take_effect<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let program = self.program_of(item);
        let failed = self.fate(item) == Fate::Bad;
        let route = Some(self.dossier(item).approved_by).filter(|route| *route != NIL);
        let of = &self.items[item as usize];
        observer.took_effect(self.now, &of.subject(), route, failed);
        let place = &program.places[of.place as usize];
        let (true, Some(consequence)) = (failed, &place.consequence) else {
            return;
        };
        let root = of.root;
        let caused = of.key.part(place.hash ^ CAUSED).child(u64::from(of.repeats));
        let count = consequence
            .count
            .sample(&mut caused.stream())
            .round()
            .clamp(0.0, LARGEST_BATCH) as u64;
        observer.caused(self.now, &self.items[item as usize].subject(), route, count);
        for number in 0..count {
            let child = caused.child(number);
            let delay = (child.part(INTERVAL).uniform() * consequence.within as f64) as i64;
            let (key, at) = (child.0, self.now + Span(delay));
            observer.raised(self.now, &self.items[item as usize].subject(), Raised { key, at });
            self.raise(
                consequence.demand,
                child,
                consequence.roots[root as usize],
                at,
                (Tie::None, NIL),
                observer,
            );
        }
    }

    /// Whether the item would fail: drawn the first time it is asked for, from luck of its own, so that it is the same under
    /// every policy.
    pub(super) fn fate(&mut self, item: u32) -> Fate {
        let program = self.program_of(item);
        let of = &mut self.items[item as usize];
        let dossier = Dossier::of(&mut self.dossiers, item, of);
        if dossier.fate == Fate::Undrawn {
            let fails = program.classes[of.class as usize].fails;
            dossier.fate = if of.key.part(FATE).uniform() < fails {
                Fate::Bad
            } else {
                Fate::Good
            };
        }
        dossier.fate
    }

    /// Sends an item to its next place, or ends it.
    pub(super) fn move_on<O: Observer>(&mut self, item: u32, target: u32, observer: &mut O) {
        if self.is_called_back(item, target, observer) || self.join_branches(item, target, observer) {
            return;
        }
        self.leave_places(item, target, observer);
        if target == NIL {
            if !self.will_reopen(item, observer) {
                self.end(item, true, observer);
            }
        } else {
            let (place, _) = self.send(item, target, observer);
            if !place.gated {
                observer.waits(self.now, &self.items[item as usize].subject(), target);
                self.unsettle(place.team);
            }
        }
    }

    /// Sends an item to a place, where it waits; returns the place, and whether anybody there is idle or can be called. Where
    /// the place is gated, its gates see to that, and nobody else has to.
    #[inline(always)]
    pub(super) fn send<O: Observer>(&mut self, item: u32, target: u32, observer: &mut O) -> (&'p Place, bool) {
        let place = &self.program.places[target as usize];
        let sent = &mut self.items[item as usize];
        let from = std::mem::replace(&mut sent.place, target);
        sent.rework = u8::from(sent.visited & place.bit != 0);
        if place.gated {
            self.pass_gates(item, from, observer);
            return (place, false);
        }
        (place, self.join(item, place))
    }

    /// Ends an item.
    #[inline(always)]
    pub(super) fn end<O: Observer>(&mut self, item: u32, completed: bool, observer: &mut O) {
        if self.gauges.are_read() {
            self.gauge(item, completed);
        }
        if self.items[item as usize].has_dossier {
            self.end_with_bonds(item, completed, observer);
            return;
        }
        let slot = &mut self.items[item as usize];
        let ending = slot.ending(item, &self.dossiers, &self.pauses, completed);
        observer.ended(self.now, &slot.subject(), ending);
        slot.state = ItemState::Free;
        slot.next = self.free;
        self.free = item;
    }
}
