//! What the engine tells: a handful of verbs, and the trait that hears them.
//!
//! The engine knows no statistics. It calls an [`Observer`] at each thing worth telling; every method does nothing unless it is
//! implemented, and what is not implemented costs nothing, because the engine is compiled for the observer it is given.
//! Times are ticks (milliseconds); `class` and `place` are indices into the engine's program.

use crate::time::Instant;

/// The parts of lead time, which add up to it exactly. Indices of [`Ending::parts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Somebody works on it.
    Touch,
    /// It waits while somebody who could take it is on shift.
    Queue,
    /// It waits while nobody who could take it is on shift.
    OffShift,
    /// Between submission and decision.
    Approval,
    /// It waits for a supplier.
    Supplier,
    /// It waits for the customer.
    Customer,
    /// It is on its way between teams.
    Handoff,
    /// It is held upstream by a limit.
    Blocked,
}

/// How many parts lead time has.
pub const PARTS: usize = 8;

/// The item that something happens to.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// Its random key, unique in a replication.
    pub key: u64,
    /// Its demand and attribute values, as an index into the program's classes.
    pub class: u32,
    /// The kind of its root cause, as an index into the roots that its demand can have.
    pub root: u8,
    /// When it arrived or was raised.
    pub arrived: Instant,
}

/// The wait that ends when work starts, in ticks.
#[derive(Clone, Copy, Debug)]
pub struct Waited {
    /// While somebody who could take the item was on shift.
    pub queue: i64,
    /// While nobody was.
    pub off_shift: i64,
}

/// A stretch of work that ends.
#[derive(Clone, Copy, Debug)]
pub struct Worked {
    /// How long, in ticks.
    pub touch: i64,
    /// How many people.
    pub people: u32,
    /// Whether the item had visited this step before.
    pub rework: bool,
    /// Whether the visit ends; otherwise the work was paused and will go on.
    pub ends: bool,
}

/// An approval decision.
#[derive(Clone, Copy, Debug)]
pub struct Decided {
    /// The route, as an index into the model's routes.
    pub route: u32,
    /// From submission to decision, in ticks.
    pub delay: i64,
    /// Whether the item would have failed.
    pub bad: bool,
    /// Whether it was turned down.
    pub turned_down: bool,
}

/// An item that another one raises.
#[derive(Clone, Copy, Debug)]
pub struct Raised {
    /// Its random key, by which [`Observer::arrived`] will tell it.
    pub key: u64,
    /// When it appears.
    pub at: Instant,
}

/// Why a person leaves their work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// The shift ends.
    ShiftEnd,
    /// Other duties begin.
    Duties,
    /// A board meets.
    Meeting,
    /// More urgent work comes.
    Preempted,
    /// The run ends.
    RunEnd,
}

/// How an item ends.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    /// When work on it first started, if ever.
    pub first_touch: Option<Instant>,
    /// Ticks of touch time: in first visits, then in repeat visits. So for the next two.
    pub touch: [i64; 2],
    /// Ticks in queues.
    pub queue: [i64; 2],
    /// Ticks in queues whose people were off shift.
    pub off_shift: [i64; 2],
    /// Ticks in the other parts of lead time, where the item has any: first visits, then repeat visits.
    pub others: Option<&'a [[i64; PARTS]; 2]>,
    /// Whether it was completed; otherwise it was closed undone.
    pub completed: bool,
}

impl Ending<'_> {
    /// Ticks in each part of lead time: first visits, then repeat visits.
    pub fn parts(&self) -> [[i64; PARTS]; 2] {
        let mut parts = self.others.copied().unwrap_or_default();
        for (visits, parts) in parts.iter_mut().enumerate() {
            parts[Part::Touch as usize] = self.touch[visits];
            parts[Part::Queue as usize] = self.queue[visits];
            parts[Part::OffShift as usize] = self.off_shift[visits];
        }
        parts
    }
}

/// What people of a team can be counted as; indices of [`Observer::staff`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staff {
    /// On the roster now.
    Rostered,
    /// On the roster, not absent and not at other duties.
    Present,
    /// At work or in a meeting, on the roster.
    Busy,
    /// At work or in a meeting, off the roster: call-outs, overtime.
    Overtime,
}

/// How many ways of counting people there are.
pub const STAFF: usize = 4;

/// Hears what happens in one replication.
#[allow(unused_variables)]
pub trait Observer {
    /// An item arrives or is raised.
    #[inline(always)]
    fn arrived(&mut self, now: Instant, item: &Subject) {}
    /// An item is open when the run starts; it arrived before, and may have been touched.
    #[inline(always)]
    fn was_open(&mut self, now: Instant, item: &Subject, first_touch: Option<Instant>) {}
    /// An item whose priority was taken for another gets its own.
    #[inline(always)]
    fn corrected(&mut self, now: Instant, item: &Subject, priority: u32) {}
    /// An item raises another one.
    #[inline(always)]
    fn raised(&mut self, now: Instant, item: &Subject, raised: Raised) {}
    /// An item waits from now, at a place, for its people or its decision.
    #[inline(always)]
    fn waits(&mut self, now: Instant, item: &Subject, place: u32) {}
    /// Work on an item starts, or goes on after a pause.
    #[inline(always)]
    fn started(&mut self, now: Instant, item: &Subject, place: u32, waited: Waited) {}
    /// A person, as an index into the program's people, is at work on the item whose work has just started.
    #[inline(always)]
    fn taken(&mut self, now: Instant, item: &Subject, person: u32) {}
    /// A person leaves whatever they work on; [`Observer::stopped`] follows where that is something.
    #[inline(always)]
    fn leaves(&mut self, now: Instant, person: u32, why: Leave) {}
    /// An item leaves a queue without work: it goes to another.
    #[inline(always)]
    fn left(&mut self, now: Instant, item: &Subject, place: u32, waited: Waited) {}
    /// Work on an item stops.
    #[inline(always)]
    fn stopped(&mut self, now: Instant, item: &Subject, place: u32, worked: Worked) {}
    /// An approval is decided.
    #[inline(always)]
    fn decided(&mut self, now: Instant, item: &Subject, decided: Decided) {}
    /// An item that could fail is put into effect; `route` is the one that approved it last, if any.
    #[inline(always)]
    fn took_effect(&mut self, now: Instant, item: &Subject, route: Option<u32>, failed: bool) {}
    /// An item ends.
    #[inline(always)]
    fn ended(&mut self, now: Instant, item: &Subject, ending: Ending<'_>) {}
    /// From now on, so many more people of a team (fewer, where negative) count as `what`. At the start nobody does.
    #[inline(always)]
    fn staff(&mut self, now: Instant, team: u32, what: Staff, change: i32) {}
    /// From now on, so many regular people who may work for a team are on shift and not absent; at the start nobody is.
    #[inline(always)]
    fn staffed(&mut self, now: Instant, team: u32, people: u32) {}
    /// Somebody of a team is called out.
    #[inline(always)]
    fn called_out(&mut self, now: Instant, team: u32) {}
    /// A board meets, or cannot for want of members.
    #[inline(always)]
    fn met(&mut self, now: Instant, route: u32, held: bool) {}
    /// So many items were open at an instant that nothing arrived from then on; told at the end of the run.
    #[inline(always)]
    fn was_full(&mut self, since: Instant) {}
    /// A sampling instant: [`Observer::open`] follows for every open item.
    #[inline(always)]
    fn sampled(&mut self, now: Instant, sample: u32) {}
    /// An item that is open at a sampling instant; the end of the run is the last one.
    #[inline(always)]
    fn open(&mut self, now: Instant, sample: u32, item: &Subject, first_touch: Option<Instant>) {}
}

/// Hears nothing: for measuring the engine alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deaf;

impl Observer for Deaf {}
