//! The service network by hand: a calendar of servers, lists threaded through the customers, nothing general.

use super::Answer;
use super::calendar::{Calendar, NEVER, PLACES};
use super::luck::Luck;
use super::network_constants::{PRIORITIES, RATES, SERVERS, STATIONS};
use super::network_tables::{CLASS_OF, CREW, ENTRY_OF, OUT, PRIORITY_OF, STATION_OF, STEP};
use super::tally::Tally;
use super::ziggurat::exp;

const SERVER_COUNT: usize = SERVERS[0] + SERVERS[1] + SERVERS[2] + SERVERS[3] + SERVERS[4] + SERVERS[5];

/// Customers that can be in the network at a time; about 70 are.
const ROOM: usize = 4096;
/// The first places of the room are the heads of the lists: station * 4 + priority.
const LISTS: usize = STATIONS * PRIORITIES;
/// The list that is taken from when nobody waits, and the customer always in it, whose service never ends.
const NOBODY_LIST: usize = LISTS;
const NOBODY: u32 = LISTS as u32 + 1;

/// A visit with its luck: drawn while the visit before it is going on, so that no event waits for it.
#[derive(Clone, Copy, Default)]
struct Visit {
    hours: f64,
    onward: u32,
}

#[derive(Clone, Copy, Default)]
#[repr(align(64))]
struct Customer<K> {
    arrived: f64,
    luck: K,
    current: Visit,
    ahead: Visit,
    behind: u32,
    class: u8,
    priority: u8,
    visited: u8,
    repeats: u8,
}

/// Arrivals of a Poisson process whose rate changes every hour of the week.
struct Arrivals {
    hour: usize,
    end: f64,
    now: f64,
}

impl Arrivals {
    #[inline(always)]
    fn next(&mut self, mut exponential: f64) -> f64 {
        loop {
            let next = self.now + exponential / RATES[self.hour];
            if next < self.end {
                self.now = next;
                return next;
            }
            exponential -= (self.end - self.now) * RATES[self.hour];
            self.now = self.end;
            self.end += 1.0;
            self.hour = if self.hour == 167 { 0 } else { self.hour + 1 };
        }
    }
}

struct Network<L: Luck, C: Calendar> {
    luck: L,
    calendar: C,
    customers: Box<[Customer<L::Customer>; ROOM]>,
    last: [u32; LISTS + 1],
    free: u32,
    /// One bit per idle server.
    idle: u64,
    /// One bit per list with someone in it.
    waiting: u32,
    serving: [u32; PLACES],
    worked: [f64; 8],
    arrivals: Arrivals,
    arrival: f64,
    pending: u32,
    entry: usize,
    admitted: u64,
    tally: Tally,
}

impl<L: Luck, C: Calendar> Network<L, C> {
    fn new(seed: u64) -> Self {
        let mut customers: Box<[Customer<L::Customer>; ROOM]> = vec![Customer::default(); ROOM]
            .into_boxed_slice()
            .try_into()
            .unwrap_or_else(|_| unreachable!());
        for (place, customer) in customers.iter_mut().enumerate() {
            customer.behind = place as u32 + 1;
        }
        customers[NOBODY_LIST].behind = NOBODY;
        customers[NOBODY as usize].behind = NOBODY;
        customers[NOBODY as usize].current.hours = NEVER;
        Network {
            luck: L::new(seed),
            calendar: C::new(),
            customers,
            last: std::array::from_fn(|list| list as u32),
            free: NOBODY + 1,
            idle: (1 << SERVER_COUNT) - 1,
            waiting: 0,
            serving: [0; PLACES],
            worked: [0.0; 8],
            arrivals: Arrivals {
                hour: 0,
                end: 1.0,
                now: 0.0,
            },
            arrival: 0.0,
            pending: 0,
            entry: 0,
            admitted: 0,
            tally: Tally::default(),
        }
    }

    #[inline(always)]
    fn at(&mut self, place: u32) -> &mut Customer<L::Customer> {
        &mut self.customers[place as usize % ROOM]
    }

    /// Draws the visit of this customer to this station.
    #[inline(always)]
    fn draw(&mut self, place: u32, station: usize) -> Visit {
        let customer = &mut self.customers[place as usize % ROOM];
        let step = &STEP[(usize::from(customer.class) * 8 + station) % 32];
        let again = customer.visited >> station & 1;
        customer.visited |= 1 << station;
        customer.repeats += again;
        let ordinal = if again != 0 { customer.repeats } else { 0 };
        let (normal, cell) = self
            .luck
            .visit(customer.luck, step.hash.wrapping_add(u64::from(ordinal)));
        Visit {
            hours: exp(step.mu + step.sigma * normal),
            onward: u32::from(step.next[cell]),
        }
    }

    /// Draws the next customer, who arrives at `arrival`.
    fn admit(&mut self) {
        let luck = self.luck.customer(self.admitted);
        let gap = self.luck.gap(luck);
        self.arrival = self.arrivals.next(gap);
        let [class, priority, entry] = self.luck.attributes(luck);
        let class = CLASS_OF[class];
        let place = self.free;
        assert!((place as usize) < ROOM, "more customers than room");
        let customer = self.at(place);
        let free = customer.behind;
        *customer = Customer {
            luck,
            class,
            priority: PRIORITY_OF[usize::from(class)][priority],
            ..Customer::default()
        };
        self.free = free;
        self.pending = place;
        self.entry = usize::from(ENTRY_OF[usize::from(class)][entry]);
        self.at(place).arrived = self.arrival;
        self.at(place).ahead = self.draw(place, self.entry);
    }

    /// The customer joins this station: is served at once if somebody is idle.
    #[inline(always)]
    fn join(&mut self, place: u32, station: usize, now: f64) {
        let customer = self.at(place);
        let visit = customer.ahead;
        customer.current = visit;
        let list = station * 4 + usize::from(customer.priority);
        self.worked[station & 7] += visit.hours;
        let idle = self.idle & CREW[station & 7];
        if idle != 0 {
            let server = idle.trailing_zeros() as usize;
            self.idle &= !(1 << server);
            self.serving[server % PLACES] = place;
            self.calendar.set(server, now + visit.hours);
        } else {
            let last = self.last[list];
            self.last[list] = place;
            self.at(last).behind = place;
            self.waiting |= 1 << list;
        }
        if visit.onward != OUT as u32 {
            let ahead = self.draw(place, visit.onward as usize);
            self.at(place).ahead = ahead;
        }
    }

    /// The server takes the most urgent customer who waits at this station, the longest waiting first.
    #[inline(always)]
    fn take(&mut self, server: usize, station: usize, now: f64) {
        let waiting = self.waiting >> (station * 4) & 15;
        let nobody = waiting == 0;
        let list = if nobody {
            NOBODY_LIST
        } else {
            station * 4 + waiting.trailing_zeros() as usize
        };
        let place = self.customers[list].behind;
        let behind = self.at(place).behind;
        let alone = self.last[list] == place;
        self.customers[list].behind = behind;
        self.last[list] = if alone { list as u32 } else { self.last[list] };
        self.waiting &= !(u32::from(alone) << list);
        self.idle |= u64::from(nobody) << server;
        self.serving[server] = place;
        let hours = self.at(place).current.hours;
        self.calendar.set(server, now + hours);
    }

    /// The customer drawn last arrives, and the next is drawn.
    #[inline(always)]
    fn arrive(&mut self, customers: u64) {
        self.join(self.pending, self.entry, self.arrival);
        self.admitted += 1;
        if self.admitted < customers {
            self.admit();
        } else {
            self.arrival = 2.0 * NEVER;
        }
    }

    /// A server finishes: takes the next customer, and the one served goes on.
    #[inline(always)]
    fn complete(&mut self, server: usize, now: f64) {
        let place = self.serving[server];
        let customer = self.at(place);
        let onward = customer.current.onward;
        let arrived = customer.arrived;
        self.take(server, usize::from(STATION_OF[server]), now);
        if onward == OUT as u32 {
            self.tally.leave(now - arrived);
            self.at(place).behind = self.free;
            self.free = place;
        } else {
            self.join(place, onward as usize, now);
        }
    }
}

/// Simulates this many customers from an empty network until the last has left.
#[inline(never)]
pub fn run<L: Luck, C: Calendar>(customers: u64, seed: u64) -> Answer {
    let mut network = Network::<L, C>::new(seed);
    let mut now = 0.0;
    network.admit();
    while network.tally.gone < customers {
        network.tally.events += 1;
        let (finish, server) = network.calendar.first();
        if network.arrival < finish {
            network.arrive(customers);
        } else {
            now = finish;
            network.complete(server, now);
        }
    }
    let worked = network.worked.iter().sum();
    network.tally.answer(worked, now * SERVER_COUNT as f64)
}
