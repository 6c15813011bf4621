//! What is told of causes: where items come from in the end, and which faults cause them.

use super::Subject;

/// A root cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An item of this demand, as an index into the program's, which came from outside.
    Demand(u32),
    /// A fault of this sort, as an index into the program's, which no item left behind.
    Fault(u32),
}

/// Where a fault comes from.
#[derive(Clone, Copy, Debug)]
pub enum Arisen<'a> {
    /// It is there at the start.
    AtStart,
    /// It came by itself.
    ByItself,
    /// An item that failed left it behind.
    LeftBy(&'a Subject),
}

/// An item that a fault causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symptom {
    /// The sort of the fault, as an index into the program's.
    pub sort: u32,
    /// The fault.
    pub fault: u32,
    /// Which of its items this is; 1 is the first.
    pub number: u32,
    /// Whether a workaround is known when it comes.
    pub known: bool,
}
