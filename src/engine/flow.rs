//! Flow: items arrive, go from place to place, and end.

use super::program::{NIL, Place, PlaceKind};
use super::streams::Key;
use super::world::{Dossier, Fate, Item, ItemState, World};
use crate::observation::Observer;
use crate::time::Instant;

impl<'p> World<'p> {
    /// An item arrives from outside, and the next one's arrival is drawn.
    #[inline(always)]
    pub(super) fn arrive<O: Observer>(&mut self, demand: u32, observer: &mut O) {
        let program = &self.program.demands[demand as usize];
        if program.special.is_some() | self.switches.blending {
            return self.arrive_otherwise(demand, observer);
        }
        let source = &mut self.sources[demand as usize];
        source.ordinal += 1;
        let key = source.next;
        let at = source.draw_next(program.arrivals.as_ref());
        self.set_arrival(demand, at);
        let item = self.new_item(
            key,
            program.draw_class(key),
            program.own_root,
            self.now,
            ItemState::Open,
        );
        self.enter(item, observer);
    }

    /// The same for a demand that is not simple, and while changes of the run are being taken up.
    #[inline(never)]
    fn arrive_otherwise<O: Observer>(&mut self, demand: u32, observer: &mut O) {
        if self.program.demands[demand as usize].special.is_some() {
            return self.arrive_specially(demand, observer);
        }
        let source = &mut self.sources[demand as usize];
        source.ordinal += 1;
        let key = source.next;
        let class = self.draw_class(demand, key);
        self.schedule_arrival(demand);
        let root = self.program.demands[demand as usize].own_root;
        let item = self.new_item(key, class, root, self.now, ItemState::Open);
        self.enter(item, observer);
    }

    /// Draws when the next item of a demand arrives.
    pub(super) fn schedule_arrival(&mut self, demand: u32) {
        let arrivals = self.program.demands[demand as usize].arrivals.as_ref();
        let at = self.sources[demand as usize].draw_next(arrivals);
        self.set_arrival(demand, at);
    }

    #[inline(always)]
    fn set_arrival(&mut self, demand: u32, at: Option<Instant>) {
        match at {
            Some(at) => self.agenda.set_arrival(demand, at),
            None => self.agenda.unset_arrival(demand),
        }
    }

    pub(super) fn draw_class(&self, demand: u32, key: Key) -> u32 {
        self.program_by(key).demands[demand as usize].draw_class(key)
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
        let subject = item.subject();
        observer.arrived(self.now, &subject);
        if place.gated {
            return self.come_in(number, observer);
        }
        observer.waits(self.now, &subject, item.place);
        let idle = self.join(number, place);
        if self.agenda.next_time() <= self.now || self.teams[place.team as usize].special {
            self.unsettle(place.team);
        } else if idle {
            // Mostly nothing else happens at this instant: whoever is idle takes it at once.
            self.take_work(place.team, observer);
        }
    }

    /// An item raised earlier appears.
    pub(super) fn appear<O: Observer>(&mut self, item: u32, observer: &mut O) {
        self.items[item as usize].state = ItemState::Open;
        self.tell_origin(item, observer);
        self.enter(item, observer);
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
        let fails = (place.consequence.is_some() || place.removes_fault) && self.fate(item) == Fate::Bad;
        if place.finds_workaround || place.removes_fault {
            self.mend(item, fails, observer);
        }
        if place.consequence.is_some() {
            self.take_effect(item, fails, observer);
        }
        if place.increment != NIL {
            self.release_increment(item, place.increment, observer);
        }
        if place.brings != NIL {
            self.bring_capability(item, place.brings, observer);
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
        if place.consequence.is_some() && self.is_sent_back(item) {
            // What is to be undone asks nobody.
            self.move_on(item, self.items[item as usize].target, observer);
        } else if asks && !self.needs_no_approval(item) {
            self.submit(item, observer);
        } else if !self.split(item, observer) {
            self.move_on(item, self.items[item as usize].target, observer);
        }
    }

    /// Sends an item to its next place, or ends it.
    pub(super) fn move_on<O: Observer>(&mut self, item: u32, target: u32, observer: &mut O) {
        if self.is_called_back(item, target, observer) || self.join_branches(item, target, observer) {
            return;
        }
        self.leave_places(item, target, observer);
        if target == NIL {
            if self.was_undone(item) {
                self.end(item, false, observer);
            } else if !self.will_reopen(item, observer) {
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
