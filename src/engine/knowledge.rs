//! Knowledge: visits write it down, which takes longer, and draw on it, which takes less.

use super::program::PlaceKnowledge;
use super::streams::name_hash;
use super::world::World;
use crate::model::Knowledge;
use crate::observation::{Drawn, Observer};
use crate::time::Instant;

const WRITES: u64 = name_hash("writes");

/// What is known in a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// How many articles were up to date
    articles: f64,
    /// at this instant.
    at: Instant,
}

impl Known {
    /// What is known at the start.
    pub fn at_start(of: &Knowledge) -> Known {
        Known {
            articles: of.at_start,
            at: Instant::START,
        }
    }
}

impl World<'_> {
    /// How many articles are up to date now.
    fn articles(&self, knowledge: u32) -> f64 {
        let Known { articles, at } = self.known[knowledge as usize];
        self.program.knowledge[knowledge as usize].aged(articles, (self.now - at).ticks())
    }

    /// What knowledge leaves of effort, or of failures, now.
    pub(super) fn factor(&self, knowledge: u32) -> f64 {
        self.program.knowledge[knowledge as usize].factor(self.articles(knowledge))
    }

    /// An item has joined a queue, its visit drawn: what is known by now shortens the visit, and writing lengthens it.
    pub(super) fn draw_on_knowledge<O: Observer>(&mut self, item: u32, observer: &mut O) {
        let program = self.program_of(item);
        let place = &program.places[self.items[item as usize].place as usize];
        let Some(of) = &place.knowledge else { return };
        let PlaceKnowledge { learns_from, writes } = of.as_ref();
        let effort = self.items[item as usize].remaining;
        let needed = learns_from.map_or(effort, |knowledge| {
            (effort as f64 * self.factor(knowledge)).round() as i64
        });
        let mut writing = 0;
        let luck = self.visit_key(item).part(WRITES);
        let written = writes.as_ref().filter(|writes| luck.uniform() < writes.share);
        if let Some(writes) = written {
            writing = writes.effort.sample_ticks(&mut luck.child(0).stream());
        }
        self.dossier(item).writes = written.is_some();
        self.items[item as usize].remaining = needed + writing;
        let team = &mut self.teams[place.team as usize];
        if team.is_ranked {
            // Its rank may go by how long it takes.
            team.ranking.remove(item);
            self.append(item);
        }
        let of = &self.items[item as usize];
        let people = i64::from(place.people);
        observer.drew_on(
            self.now,
            &of.subject(),
            of.place,
            Drawn {
                saved: learns_from.map(|knowledge| (knowledge, (effort - needed) * people)),
                writing: writes.as_ref().map(|writes| (writes.knowledge, writing * people)),
            },
        );
    }

    /// A visit ends that may have written something.
    pub(super) fn write<O: Observer>(&mut self, item: u32, observer: &mut O) {
        if !self.items[item as usize].has_dossier || !std::mem::take(&mut self.dossiers[item as usize].writes) {
            return;
        }
        let place = &self.program.places[self.items[item as usize].place as usize];
        let Some(writes) = place.knowledge.as_ref().and_then(|of| of.writes.as_ref()) else {
            return;
        };
        let number = writes.knowledge;
        let articles = self.articles(number) + 1.0;
        self.known[number as usize] = Known { articles, at: self.now };
        observer.wrote(self.now, &self.items[item as usize].subject(), number, articles);
    }

    /// The run ends: what is known by then is told.
    pub(super) fn tell_knowledge<O: Observer>(&mut self, observer: &mut O) {
        for number in 0..self.known.len() as u32 {
            observer.known(self.now, number, self.articles(number));
        }
    }
}
