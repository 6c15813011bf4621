//! Queues that go by a rank of each item instead of first come, first served.

use super::program::{Order, Place, Rank};
use super::streams::name_hash;
use super::world::World;
use crate::model::MOST_PRIORITIES;

const RANDOM: u64 = name_hash("random order");

/// A waiting item; the order of the fields is the order in which items are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    rank: i64,
    serial: i64,
    pub item: u32,
}

/// What waits, the next one last.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranking {
    waiting: Vec<Ranked>,
    /// How many have come, or come back, or been drawn at random.
    count: i64,
}

impl Ranking {
    /// Nothing waits any more.
    pub fn emptied(mut self) -> Ranking {
        self.waiting.clear();
        self.count = 0;
        self
    }

    fn insert(&mut self, rank: i64, serial: i64, item: u32) {
        let ranked = Ranked { rank, serial, item };
        let at = self.waiting.partition_point(|other| *other > ranked);
        self.waiting.insert(at, ranked);
    }

    /// The item that is next; something waits.
    pub fn next(&self) -> u32 {
        self.waiting[self.waiting.len() - 1].item
    }

    /// Takes the item that is next off; whether none is left.
    pub fn take_next(&mut self) -> bool {
        self.waiting.pop();
        self.waiting.is_empty()
    }

    /// What waits, the next one first.
    pub fn items(&self) -> impl Iterator<Item = u32> {
        self.waiting.iter().rev().map(|ranked| ranked.item)
    }

    /// Takes an item off; whether it was there.
    pub fn remove(&mut self, item: u32) -> bool {
        let at = self.waiting.iter().position(|ranked| ranked.item == item);
        at.map(|at| self.waiting.remove(at)).is_some()
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}

impl World<'_> {
    /// Adds an item to a ranked queue: before all others where its work was interrupted.
    #[inline(never)]
    pub(super) fn rank(&mut self, number: u32, place: &Place, first: bool) {
        let Order::Ranked(rank) = &self.program.teams[place.team as usize].habits.order else {
            return;
        };
        let item = &self.items[number as usize];
        let rank = match rank {
            Rank::LastCome | Rank::Random => 0,
            Rank::Due => self.due(number).0,
            Rank::TouchTime => item.remaining,
            Rank::Weighted(weights) => {
                (item.remaining as f64 / weights[usize::from(item.priority) % MOST_PRIORITIES]).round() as i64
            }
            Rank::Ageing(step) => self.now.0.saturating_add(step.saturating_mul(i64::from(item.priority))),
        };
        let ranking = &mut self.teams[place.team as usize].ranking;
        ranking.count += 1;
        let serial = ranking.count;
        let last_come_first = matches!(
            self.program.teams[place.team as usize].habits.order,
            Order::Ranked(Rank::LastCome)
        );
        match (first, last_come_first) {
            (true, _) => ranking.insert(i64::MIN, -serial, number),
            (false, true) => ranking.insert(rank, -serial, number),
            (false, false) => ranking.insert(rank, serial, number),
        }
    }

    /// Where any item is next, draws which.
    #[inline(never)]
    pub(super) fn draw_next(&mut self, team: u32) {
        if !matches!(
            self.program.teams[team as usize].habits.order,
            Order::Ranked(Rank::Random)
        ) {
            return;
        }
        let ranking = &mut self.teams[team as usize].ranking;
        let waiting = ranking.waiting.len();
        if waiting > 1 {
            ranking.count += 1;
            let luck = self
                .key
                .part(RANDOM)
                .child(u64::from(team))
                .child(ranking.count as u64)
                .uniform();
            ranking
                .waiting
                .swap(((luck * waiting as f64) as usize).min(waiting - 1), waiting - 1);
        }
    }
}
