//! Rerouting: items that go to a wrong team first, and exceptions from where items go next.

use super::gates::Gate;
use super::program::NIL;
use super::streams::name_hash;
use super::timers::Timer;
use super::world::World;
use crate::observation::{Observer, Part};
use crate::time::Span;

const MISROUTED: u64 = name_hash("misrouted");
const WRONG_TEAM: u64 = name_hash("wrong team");
const NOTICED: u64 = name_hash("noticed");

impl World<'_> {
    /// Some items go to a wrong team first: into its queue, or to lie there until somebody notices.
    pub(super) fn misroute<O: Observer>(&mut self, item: u32, observer: &mut O) -> bool {
        let program = self.program_of(item);
        let place = &program.places[self.items[item as usize].place as usize];
        let Some(misrouting) = &place.gates.misrouting else {
            return false;
        };
        let key = self.visit_key(item);
        if key.part(MISROUTED).uniform() >= misrouting.share {
            return false;
        }
        let luck = key.part(WRONG_TEAM).uniform();
        let chosen = misrouting
            .to
            .iter()
            .find(|(end, _, _)| luck < *end)
            .or(misrouting.to.last());
        let Some(&(_, team, wrong)) = chosen else { return false };
        observer.misrouted(self.now, &self.items[item as usize].subject(), team);
        match &misrouting.noticed_after {
            Some(after) => {
                let ticks = after.sample_ticks(&mut key.part(NOTICED).stream());
                self.hold(item, Part::Handoff, observer);
                self.dossier(item).sent_by = team;
                self.set_timer(item, Timer::Passage, self.now + Span(ticks));
            }
            None => {
                self.items[item as usize].place = wrong;
                self.pass_from(item, Gate::Handoff, observer);
                // Held or queued at the wrong team, it has no more to do with this place's gates for now.
            }
        }
        true
    }

    /// A wrong team has noticed: the item goes on to where it belongs, past the gate that led it astray.
    pub(super) fn come_back<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let of = &mut self.items[item as usize];
        let wrong = &self.program.places[of.place as usize];
        of.place = wrong.gates.detour_to;
        self.dossier(item).sent_by = wrong.team;
        self.pass_from(item, Gate::Misrouting.next(), observer);
    }

    /// Counts a visit that begins, and sends the item elsewhere after it where an exception holds. The luck is that of the usual
    /// way, so an exception for some changes nothing for others.
    pub(super) fn make_exceptions(&mut self, item: u32) {
        let program = self.program_of(item);
        let place = &program.places[self.items[item as usize].place as usize];
        if place.gates.exceptions.is_empty() {
            return;
        }
        let visit = self.count_visit_to(item, place.gates.counter);
        let luck = self.exit_luck(item);
        let of = &mut self.items[item as usize];
        let class = (of.class - program.demands[place.demand as usize].first_class) as usize;
        let mut exceptions = place.gates.exceptions.iter();
        if let Some(exception) = exceptions.find(|one| visit >= one.from_visit && one.classes[class]) {
            of.target = exception.exits.choose(luck);
        }
    }

    /// The number of the visit that begins, 1 for the first, where visits are counted.
    fn count_visit_to(&mut self, item: u32, counter: u32) -> u16 {
        if counter == NIL {
            return 1;
        }
        let steps = self.program.counted_steps;
        if self.visit_counts.len() < self.items.len() * steps {
            self.visit_counts.resize(self.items.len() * steps, 0);
        }
        let first = item as usize * steps;
        if !std::mem::replace(&mut self.dossier(item).counted, true) {
            self.visit_counts[first..first + steps].fill(0);
        }
        let count = &mut self.visit_counts[first + counter as usize];
        *count = count.saturating_add(1);
        *count
    }
}
