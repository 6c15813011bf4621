//! The two generators a reference program runs with, and the draws it makes from them.

use flowcast::engine::streams::{Key, name_hash};
use rand_distr::{Distribution, Exp1, StandardNormal};

use super::ziggurat::Ziggurats;

/// Where the draws of a reference program come from. A sequential generator ignores the keys.
pub trait Luck {
    /// What names a customer's luck.
    type Customer: Copy + Default;

    /// The generator of one run.
    fn new(seed: u64) -> Self;
    /// The luck of the customer with this number.
    fn customer(&mut self, ordinal: u64) -> Self::Customer;
    /// The time from the previous arrival, exponential with mean 1.
    fn gap(&mut self, customer: Self::Customer) -> f64;
    /// A service time, exponential with mean 1.
    fn service(&mut self, customer: Self::Customer) -> f64;
    /// Three independent numbers, uniform on 0..100: for class, priority and first station.
    fn attributes(&mut self, customer: Self::Customer) -> [usize; 3];
    /// The luck of a visit: a standard normal number for its effort, then one uniform on 0..100 for the way on.
    fn visit(&mut self, customer: Self::Customer, step: u64) -> (f64, usize);
}

/// Scales a number of this many bits to 0..100, in integers: the same cell as by way of a uniform float, in fewer steps.
#[inline(always)]
fn cell(number: u64, bits: u32) -> usize {
    ((number * 100) >> bits) as usize
}

/// flowcast's generator: every draw belongs to a customer and a purpose.
pub struct Keyed {
    demand: Key,
}

const GAP: u64 = name_hash("gap");
const SERVICE: u64 = name_hash("service");
const CLASS: u64 = name_hash("class");
const PRIORITY: u64 = name_hash("priority");
const ENTRY: u64 = name_hash("entry");

impl Luck for Keyed {
    type Customer = Key;

    fn new(seed: u64) -> Self {
        Keyed {
            demand: Key::replication(seed, 0).part(name_hash("demand")),
        }
    }
    #[inline(always)]
    fn customer(&mut self, ordinal: u64) -> Key {
        self.demand.child(ordinal)
    }
    #[inline(always)]
    fn gap(&mut self, customer: Key) -> f64 {
        Exp1.sample(&mut customer.part(GAP).stream())
    }
    #[inline(always)]
    fn service(&mut self, customer: Key) -> f64 {
        Exp1.sample(&mut customer.part(SERVICE).stream())
    }
    #[inline(always)]
    fn attributes(&mut self, customer: Key) -> [usize; 3] {
        [CLASS, PRIORITY, ENTRY].map(|purpose| cell(customer.part(purpose).stream().next() >> 11, 53))
    }
    #[inline(always)]
    fn visit(&mut self, customer: Key, step: u64) -> (f64, usize) {
        let mut stream = customer.part(step).stream();
        let effort = StandardNormal.sample(&mut stream);
        (effort, cell(stream.next() >> 11, 53))
    }
}

/// The fastest generator we know: a Weyl sequence folded through one wide multiplication (wyrand), own ziggurats.
pub struct Sequential {
    state: u64,
    ziggurats: Ziggurats,
}

impl Sequential {
    #[inline(always)]
    fn next(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0xa076_1d64_78bd_642f);
        let wide = u128::from(*state) * u128::from(*state ^ 0xe703_7ed1_a0b4_28db);
        (wide >> 64) as u64 ^ wide as u64
    }
}

impl Luck for Sequential {
    type Customer = ();

    fn new(seed: u64) -> Self {
        Sequential {
            state: Key(seed).part(name_hash("sequential")).0,
            ziggurats: Ziggurats::new(),
        }
    }
    #[inline(always)]
    fn customer(&mut self, _ordinal: u64) {}
    #[inline(always)]
    fn gap(&mut self, (): ()) -> f64 {
        self.ziggurats.exponential(|| Self::next(&mut self.state))
    }
    #[inline(always)]
    fn service(&mut self, (): ()) -> f64 {
        self.ziggurats.exponential(|| Self::next(&mut self.state))
    }
    #[inline(always)]
    fn attributes(&mut self, (): ()) -> [usize; 3] {
        let bits = Self::next(&mut self.state);
        [bits >> 43, bits >> 22 & 0x1f_ffff, bits >> 1 & 0x1f_ffff].map(|part| cell(part, 21))
    }
    #[inline(always)]
    fn visit(&mut self, (): (), _step: u64) -> (f64, usize) {
        let bits = Self::next(&mut self.state);
        let effort = self.ziggurats.normal(|| Self::next(&mut self.state));
        (effort, cell(bits >> 43, 21))
    }
}
