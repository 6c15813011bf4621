//! Visits: their luck is drawn, the wait for them ends, work on them starts and stops.

use super::program::{Place, PlaceKind, Program};
use super::sampler::Sampler;
use super::world::{Dossier, Item, Team};
use crate::observation::{Among, Observer, Part, Waited, Worked};
use crate::time::{Instant, Span};

impl Item {
    /// Its wait for one person's work at a step ends, of which nobody was there for `closed` ticks, and the work starts; returns when
    /// it will end.
    #[inline(always)]
    pub fn begin_at_step<O: Observer>(&mut self, now: Instant, closed: i64, observer: &mut O) -> Instant {
        let queue = (now - self.since).ticks() - closed;
        self.since = now;
        let visits = usize::from(self.rework & 1);
        self.queue[visits] += queue;
        self.off_shift[visits] += closed;
        self.first_touch = self.first_touch.min(now);
        let waited = Waited {
            queue,
            off_shift: closed,
        };
        observer.started(now, &self.subject(), self.place, waited);
        (now + Span(self.remaining)).min(Instant::NEVER)
    }

    /// One person's work at a step stops.
    #[inline(always)]
    pub fn stop_at_step<O: Observer>(&mut self, now: Instant, ends: bool, observer: &mut O) {
        let touch = (now - self.since).ticks();
        self.since = now;
        self.touch[usize::from(self.rework & 1)] += touch;
        let worked = Worked {
            touch,
            people: 1,
            rework: self.rework != 0,
            ends,
            among: Among::ALONE,
        };
        observer.stopped(now, &self.subject(), self.place, worked);
    }
}

/// Counts the touch time of a stretch of work that ends; returns what was told of it.
#[inline(always)]
pub(super) fn stop<O: Observer>(
    now: Instant,
    place: &Place,
    (number, item): (u32, &mut Item),
    dossiers: &mut [Dossier],
    (ends, among): (bool, Among),
    observer: &mut O,
) -> Worked {
    let touch = (now - item.since).ticks();
    item.since = now;
    let visits = usize::from(item.rework & 1);
    match place.kind {
        PlaceKind::Step(_) => item.touch[visits] += touch,
        PlaceKind::Approval(_) => {
            let dossier = Dossier::of(dossiers, number, item);
            dossier.parts[visits][Part::Approval as usize] += touch;
            dossier.looked += touch * i64::from(place.people);
        }
    }
    let worked = Worked {
        touch,
        people: place.people,
        rework: item.rework != 0,
        ends,
        among,
    };
    observer.stopped(now, &item.subject(), item.place, worked);
    worked
}

impl Program {
    /// An item's wait for a place's team ends and work on it starts; returns when it will end.
    #[inline(always)]
    pub(super) fn begin_work<O: Observer>(
        &self,
        now: Instant,
        (number, item): (u32, &mut Item),
        place: &Place,
        team: &mut Team,
        dossiers: &mut [Dossier],
        observer: &mut O,
    ) -> Instant {
        let waited = self.count_wait(now, (number, &mut *item), place, team, dossiers);
        if matches!(place.kind, PlaceKind::Step(_)) {
            item.first_touch = item.first_touch.min(now);
        }
        observer.started(now, &item.subject(), item.place, waited);
        (now + Span(item.remaining)).min(Instant::NEVER)
    }

    /// Counts an item's wait for a place's team, which ends now.
    #[inline(always)]
    pub(super) fn count_wait(
        &self,
        now: Instant,
        (number, item): (u32, &mut Item),
        place: &Place,
        team: &mut Team,
        dossiers: &mut [Dossier],
    ) -> Waited {
        let closed = self.end_wait(now, item, place, team);
        let waited = (now - item.since).ticks();
        item.since = now;
        let visits = usize::from(item.rework & 1);
        if matches!(place.kind, PlaceKind::Step(_)) {
            item.queue[visits] += waited - closed;
            item.off_shift[visits] += closed;
        } else {
            Dossier::of(dossiers, number, item).parts[visits][Part::Approval as usize] += waited;
        }
        Waited {
            queue: waited - closed,
            off_shift: closed,
        }
    }

    /// Draws what belongs to a visit: where the item goes after it, and its touch time.
    #[inline(always)]
    pub(super) fn draw_visit(&self, number: u32, item: &mut Item, place: &Place, dossiers: &[Dossier]) {
        if matches!(place.kind, PlaceKind::Step(_)) {
            return self.draw_at_step(item, place);
        }
        // Approvals go by the number of the submission. Where an item goes after its step outlives the approval that it asks for in
        // between.
        let visit = dossiers[number as usize].submissions;
        let mut stream = item.key.part(place.hash.wrapping_add(u64::from(visit))).stream();
        stream.next();
        item.remaining = self.effort(item, place).sample_ticks(&mut stream);
    }

    /// The same for a visit to a step. No two visits share their luck: a repeat visit of an item has a number above all before it, and
    /// never 0.
    #[inline(always)]
    pub(super) fn draw_at_step(&self, item: &mut Item, place: &Place) {
        let visit = (u32::from(item.repeats) + 1) * u32::from(item.rework);
        let mut stream = item.key.part(place.hash.wrapping_add(u64::from(visit))).stream();
        item.target = place.exits.choose(stream.next());
        item.remaining = self.effort(item, place).sample_ticks(&mut stream);
    }

    #[inline(always)]
    fn effort<'a>(&self, item: &Item, place: &'a Place) -> &'a Sampler {
        match place.effort_by_class.as_slice() {
            [] => &place.effort,
            efforts => &efforts[(item.class - self.demands[place.demand as usize].first_class) as usize],
        }
    }
}
