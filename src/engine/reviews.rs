//! Periodic reviews: they look at a figure of the past, and switch a change on for some time.

use super::agenda::Rank;
use super::bonds::Tie;
use super::causes::Cause;
use super::program::NIL;
use super::streams::name_hash;
use super::world::World;
use crate::observation::Observer;
use crate::time::{Instant, Span};

const REVIEW: u64 = name_hash("review");

/// A change that is to come: how much of a switch is adopted from then on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Intention {
    switch: u32,
    level: f64,
    /// The plan that it belongs to: a switch's older plans are void.
    plan: u32,
}

/// What is to come of switches, and which plan of each counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Intentions {
    all: Vec<Intention>,
    plans: Vec<u32>,
}

impl Intentions {
    /// Nothing is planned.
    pub fn reset(&mut self, switches: usize) {
        self.all.clear();
        self.plans.clear();
        self.plans.resize(switches, 0);
    }
}

impl World<'_> {
    /// Sets the first of each review.
    pub(super) fn begin_reviews(&mut self) {
        self.next_review.clear();
        self.next_review.resize(self.program.reviews.len(), 0);
        for review in 0..self.program.reviews.len() as u32 {
            self.schedule_review(review);
        }
    }

    fn schedule_review(&mut self, review: u32) {
        let next = self.next_review[review as usize];
        if let Some(&at) = self.program.reviews[review as usize].at.get(next) {
            self.agenda.add(Rank::Review, review, at);
        }
    }

    /// A review takes place: it looks, decides, and perhaps acts.
    pub(super) fn review<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let first = self.first;
        let review = &first.reviews[number as usize];
        let held = self.next_review[number as usize];
        self.next_review[number as usize] += 1;
        self.schedule_review(number);
        let to = self.now - Span(review.lag);
        let from = (to - Span(review.over)).max(Instant::START);
        let next = review.at.get(held + 1).copied().unwrap_or(Instant::NEVER);
        let forget = if next == Instant::NEVER {
            Instant::NEVER
        } else {
            next - Span(review.lag) - Span(review.over)
        };
        let figure = self.figure(review.gauge, from, to, forget.min(from));
        let acts = figure.is_some_and(|figure| review.acts.holds(figure));
        observer.reviewed(self.now, number, figure, acts);
        if let (true, Some(switch)) = (acts, review.switch) {
            let begins = self.now + Span(review.after);
            self.plan_anew(switch);
            self.intend(switch, 1.0, begins, observer);
            if let Some(lasts) = review.lasts {
                self.intend(switch, 0.0, begins + Span(lasts), observer);
            }
        }
        if let (true, Some(improvement)) = (acts, review.begins) {
            self.agenda
                .add(Rank::Improvement, improvement, self.now + Span(review.after));
        }
        if let Some(demand) = review.raises {
            let key = self.key.part(REVIEW ^ self.program.demands[demand as usize].hash);
            let key = key.child(u64::from(number)).child(held as u64);
            let root = self.program.demands[demand as usize].own_root;
            self.raise(demand, key, Cause::itself(root), self.now, (Tie::None, NIL), observer);
        }
    }

    /// What was planned for a switch is void.
    pub(super) fn plan_anew(&mut self, switch: u32) {
        self.intentions.plans[switch as usize] += 1;
    }

    /// So much of a switch is to be adopted from an instant on.
    pub(super) fn intend<O: Observer>(&mut self, switch: u32, level: f64, at: Instant, observer: &mut O) {
        if at <= self.now {
            return self.adopt(switch, level, observer);
        }
        if at > self.program.window_end {
            return;
        }
        self.intentions.all.push(Intention {
            switch,
            level,
            plan: self.intentions.plans[switch as usize],
        });
        self.agenda
            .add(Rank::Adoption, self.intentions.all.len() as u32 - 1, at);
    }

    /// What was intended comes about, unless it has been planned anew.
    pub(super) fn carry_out<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let intention = self.intentions.all[number as usize];
        if intention.plan == self.intentions.plans[intention.switch as usize] {
            self.adopt(intention.switch, intention.level, observer);
        }
    }
}
