//! What an opportunity brings before it is done: parts of its value, a capability, and questions about what is new.

use rand_distr::{Distribution, Exp1};

use super::agenda::Rank;
use super::bonds::Tie;
use super::causes::Cause;
use super::program::{AsksProgram, NIL};
use super::sources::INTERVAL;
use super::streams::{Key, name_hash};
use super::world::{ItemState, World};
use crate::observation::{Observer, Raised, Released, Subject};
use crate::time::Instant;

const ASK: u64 = name_hash("ask");

/// Who asks about a capability that an item has brought about: a Poisson process whose rate falls evenly to nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Questions {
    /// The item, which may be over.
    about: Subject,
    /// The root cause of that item.
    origin: u32,
    capability: u32,
    key: Key,
    ordinal: u64,
    began: Instant,
    /// Where the last interval ended, in ticks.
    at: f64,
}

impl World<'_> {
    /// A step that releases a part of an item's value has ended: the first time it does, that part is there. What a branch releases is
    /// the item's.
    pub(super) fn release_increment<O: Observer>(&mut self, item: u32, increment: u32, observer: &mut O) {
        let mut whole = item;
        while self.items[whole as usize].state == ItemState::Branch {
            whole = self.dossiers[whole as usize].bonds.to;
        }
        let dossier = self.dossier(whole);
        let before = dossier.released;
        dossier.released |= 1 << increment;
        if dossier.released != before {
            let of = self.items[whole as usize].subject();
            observer.released(self.now, &of, Released { increment, before });
        }
    }

    /// An item brings a capability about: its changes begin to be taken up, and people begin to ask. They ask once about each item.
    pub(super) fn bring_capability<O: Observer>(&mut self, item: u32, capability: u32, observer: &mut O) {
        let of = &self.items[item as usize];
        let (about, key, again) = (of.subject(), of.key.part(ASK), of.rework == 1);
        observer.brought(self.now, &about, capability);
        self.bring(self.first.capabilities[capability as usize].change, observer);
        if again || self.first.capabilities[capability as usize].asks.is_none() {
            return;
        }
        let origin = self.origin(item);
        self.questions.push(Questions {
            about,
            origin,
            capability,
            key: key.child(u64::from(capability)),
            ordinal: 0,
            began: self.now,
            at: self.now.ticks() as f64,
        });
        self.schedule_question(self.questions.len() as u32 - 1);
    }

    fn schedule_question(&mut self, number: u32) {
        let questions = &mut self.questions[number as usize];
        let Some(asks) = &self.first.capabilities[questions.capability as usize].asks else {
            return;
        };
        let luck = questions.key.child(questions.ordinal).part(INTERVAL);
        let left: f64 = Exp1.sample(&mut luck.stream());
        if let Some(at) = asks.next(questions.began, questions.at, left) {
            questions.at = at;
            self.agenda
                .add(Rank::Question, number, Instant(at as i64).max(self.now));
        }
    }

    /// Somebody asks.
    pub(super) fn ask<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let questions = &mut self.questions[number as usize];
        let (about, origin, capability) = (questions.about, questions.origin, questions.capability);
        let key = questions.key.child(questions.ordinal);
        questions.ordinal += 1;
        self.schedule_question(number);
        let first = self.first;
        let Some(asks) = &first.capabilities[capability as usize].asks else {
            return;
        };
        let at = self.now;
        observer.asked(at, &about, Raised { key: key.0, at });
        let cause = Cause {
            origin,
            ..Cause::itself(asks.roots[first.root_kind(about.class, about.root) as usize])
        };
        self.raise(asks.demand, key, cause, at, (Tie::None, NIL), observer);
    }
}

impl AsksProgram {
    /// When so much more of the cumulative rate has passed, in ticks: counted from `at`, for questions that began at `began`; never
    /// where that much does not come before they have faded or the run ends.
    ///
    /// In open time the rate is a falling line, so what passes between two instants is the area of a trapezium; the instant is where
    /// the area is used up, a root of a quadratic equation.
    fn next(&self, began: Instant, at: f64, left: f64) -> Option<f64> {
        let (began, fades) = (began.ticks() as f64, self.fade_over as f64);
        let ends = began + fades;
        let mut left = left;
        let from = Instant(at as i64);
        for (opens, closes) in self
            .clock
            .spans_between(from, Instant(ends.min(i64::MAX as f64) as i64))
        {
            let (a, b) = ((opens.ticks() as f64).max(at), (closes.ticks() as f64).min(ends));
            if a >= b {
                continue;
            }
            // Twice the area under the line from an instant to its end, times the fading time.
            let twice = |t: f64| (ends - t) * (ends - t);
            let passes = self.rate * (twice(a) - twice(b)) / (2.0 * fades);
            if left < passes {
                return Some(ends - (twice(a) - 2.0 * fades * left / self.rate).max(0.0).sqrt());
            }
            left -= passes;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Timetable};
    use crate::time::{DAY, HOUR};

    fn asks(clock: Timetable) -> AsksProgram {
        AsksProgram {
            demand: 0,
            clock,
            rate: 1.0 / HOUR as f64,
            fade_over: 2 * DAY,
            roots: [0; Kind::ALL.len()],
        }
    }

    #[test]
    fn the_area_under_the_falling_line_says_when_the_next_one_comes() {
        // One an hour, falling to none in 48 hours: 24 in all. After 24 hours 18 have come: the half with the higher rates.
        let all = asks(Timetable::always());
        let near = |is: Option<f64>, hours: f64| {
            let is = is.expect("it comes") / HOUR as f64;
            assert!((is - hours).abs() < 1e-6, "{is} and not {hours}");
        };
        near(all.next(Instant::START, 0.0, 18.0), 24.0);
        near(all.next(Instant::START, 24.0 * HOUR as f64, 4.5), 36.0);
        assert_eq!(all.next(Instant::START, 0.0, 24.1), None);
    }

    #[test]
    fn nobody_asks_while_nobody_asks() {
        // Open in the second day only, in which the rate goes from a half to none: 6 in all, of which 4.5 in its first half.
        let second = Timetable::of_spans(vec![(Instant(DAY), Instant(2 * DAY))]);
        let at = asks(second).next(Instant::START, 0.0, 4.5).expect("it comes");
        assert!((at / HOUR as f64 - 36.0).abs() < 1e-6, "{at}");
    }
}
