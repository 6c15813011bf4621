//! M/M/c by hand: exponential service with mean 1, load 0.9, first come, first served, started empty.

use super::Answer;
use super::calendar::{Calendar, NEVER};
use super::luck::Luck;
use super::tally::Tally;
use super::tournament::Tournament;

const LOAD: f64 = 0.9;
/// Those who can wait at a time: at load 0.9 a queue of this length has probability 0.9^4096.
const ROOM: usize = 4096;
/// Someone who has arrived, with the service drawn in advance so that no event waits for a draw.
#[derive(Clone, Copy)]
struct Customer {
    arrived: f64,
    service: f64,
}

/// Draws the next customer.
#[inline(always)]
fn draw<const C: usize, L: Luck>(luck: &mut L, ordinal: u64, previous: f64) -> Customer {
    let key = luck.customer(ordinal);
    Customer {
        arrived: previous + luck.gap(key) * (1.0 / (LOAD * C as f64)),
        service: luck.service(key),
    }
}

struct System<const C: usize, const LEAVES: usize> {
    tournament: Tournament<LEAVES>,
    queue: Box<[Customer; ROOM]>,
    head: usize,
    tail: usize,
    /// One bit per idle server.
    idle: u64,
    /// When the customer at each server arrived.
    since: [f64; LEAVES],
    tally: Tally,
}

impl<const C: usize, const LEAVES: usize> System<C, LEAVES> {
    #[inline(always)]
    fn arrive(&mut self, customer: Customer) {
        if self.idle != 0 {
            let server = self.idle.trailing_zeros() as usize % LEAVES;
            self.idle &= self.idle - 1;
            self.since[server] = customer.arrived;
            self.tournament.set(server, customer.arrived + customer.service);
        } else {
            assert!(self.tail - self.head < ROOM, "more customers than room");
            self.queue[self.tail % ROOM] = customer;
            self.tail += 1;
        }
    }

    /// Selects instead of branching: whether anybody waits cannot be predicted.
    #[inline(always)]
    fn complete(&mut self, server: usize, now: f64) {
        let server = server % LEAVES;
        self.tally.leave(now - self.since[server]);
        let nobody = self.head == self.tail;
        let next = self.queue[self.head % ROOM];
        self.head += usize::from(!nobody);
        self.idle |= u64::from(nobody) << server;
        self.since[server] = next.arrived;
        self.tournament
            .set(server, if nobody { NEVER } else { now + next.service });
    }
}

/// Simulates this many customers at `C` servers until the last has left, with `LEAVES` the power of two that holds them.
/// Times are in units of the mean service.
#[inline(never)]
pub fn run<const C: usize, const LEAVES: usize, L: Luck>(customers: u64, seed: u64) -> Answer {
    let mut luck = L::new(seed);
    let mut system = System::<C, LEAVES> {
        tournament: Tournament::new(),
        queue: Box::new(
            [Customer {
                arrived: 0.0,
                service: 0.0,
            }; ROOM],
        ),
        head: 0,
        tail: 0,
        idle: (1 << C) - 1,
        since: [0.0; LEAVES],
        tally: Tally::default(),
    };
    let (mut admitted, mut worked, mut now) = (0, 0.0, 0.0);
    let mut pending = draw::<C, L>(&mut luck, 0, 0.0);
    while system.tally.gone < customers {
        system.tally.events += 1;
        let (finish, server) = system.tournament.first();
        if pending.arrived < finish {
            worked += pending.service;
            system.arrive(pending);
            admitted += 1;
            pending = draw::<C, L>(&mut luck, admitted, pending.arrived);
            if admitted == customers {
                pending.arrived = 2.0 * NEVER;
            }
        } else {
            now = finish;
            system.complete(server, now);
        }
    }
    system.tally.answer(worked, now * C as f64)
}
