//! What the engine tells: a handful of verbs, and the trait that hears them.
//!
//! The engine knows no statistics. It calls an [`Observer`] at each thing worth telling; every method does nothing unless it is
//! implemented, and what is not implemented costs nothing, because the engine is compiled for the observer it is given.
//! Times are ticks (milliseconds); `class` and `place` are indices into the engine's program.

mod automation;
mod causes;
mod endings;
mod governance;
mod waits;

pub use automation::{Attempt, Drawn, Run, RunOutcome};
pub use causes::{Arisen, Origin, Symptom};
pub use endings::{Among, Ending, Released, Worked};
pub use governance::{Bypassed, Decided, Found};
pub use waits::{Block, Passed, Pause, Returned};

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
    /// It waits for other items: a limit is full.
    Blocked,
    /// It waits for anything else that needs nobody of ours.
    Other,
    /// It waits for a departure, or for others to be worked on with it.
    Batch,
}

/// How many parts lead time has.
pub const PARTS: usize = 10;

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

/// What counts for an open item's promises.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// When work on it first started, if ever.
    pub first_touch: Option<Instant>,
    /// When it was first resolved, if ever: it was reopened, or will be.
    pub resolved: Option<Instant>,
    /// When clocks stood still, in order.
    pub pauses: &'a [Pause],
    /// From when promises count: mostly from arrival; [`Instant::NEVER`] while nobody has noticed it.
    pub clock_from: Instant,
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
    /// Kept by an item that waits for a place; they count as busy, or as overtime, all the same.
    Kept,
}

/// How many ways of counting people there are.
pub const STAFF: usize = 5;

/// Hears what happens in one replication.
#[allow(unused_variables)]
pub trait Observer {
    /// An item arrives or is raised.
    #[inline(always)]
    fn arrived(&mut self, now: Instant, item: &Subject) {}
    /// An item is open when the run starts; it arrived before, and may have been touched.
    #[inline(always)]
    fn was_open(&mut self, now: Instant, item: &Subject, first_touch: Option<Instant>) {}
    /// An item waits with another priority from now: with its own, where it had been taken for another, or because it is escalated.
    #[inline(always)]
    fn corrected(&mut self, now: Instant, item: &Subject, priority: u32) {}
    /// An item raises another one.
    #[inline(always)]
    fn raised(&mut self, now: Instant, item: &Subject, raised: Raised) {}
    /// Somebody calls about an item that is open.
    #[inline(always)]
    fn called(&mut self, now: Instant, item: &Subject, call: Raised) {}
    /// Somebody asks after an item that is late.
    #[inline(always)]
    fn chased(&mut self, now: Instant, item: &Subject, chase: Raised) {}
    /// An item that appears now was brought about by what is its root cause, or by what that brought about.
    #[inline(always)]
    fn traced(&mut self, now: Instant, item: &Subject, origin: Origin) {}
    /// A fault is there from now on. Faults are numbered in the order in which this is told.
    #[inline(always)]
    fn fault_added(&mut self, now: Instant, sort: u32, fault: u32, arisen: Arisen<'_>) {}
    /// A fault causes an item, which has just arrived.
    #[inline(always)]
    fn symptom(&mut self, now: Instant, item: &Subject, symptom: Symptom) {}
    /// A workaround for a fault is known from now on, by what was done on an item.
    #[inline(always)]
    fn workaround_found(&mut self, now: Instant, item: &Subject, sort: u32, fault: u32) {}
    /// A fault is removed, by what was done on an item.
    #[inline(always)]
    fn fault_removed(&mut self, now: Instant, item: &Subject, sort: u32, fault: u32) {}
    /// An item that has just failed at a place goes back to be undone; `route` as in [`Observer::took_effect`].
    #[inline(always)]
    fn backed_out(&mut self, now: Instant, item: &Subject, place: u32, route: Option<u32>) {}
    /// A run that needed nobody ends at a place.
    #[inline(always)]
    fn automated(&mut self, now: Instant, item: &Subject, place: u32, run: Run) {}
    /// A user tries to help themselves; the attempt has a key of its own, and is no item.
    #[inline(always)]
    fn attempted(&mut self, now: Instant, attempt: &Subject) {}
    /// An attempt ends.
    #[inline(always)]
    fn attempt_ended(&mut self, now: Instant, attempt: &Subject, how: Attempt) {}
    /// The run ends while an attempt is under way.
    #[inline(always)]
    fn attempting(&mut self, now: Instant, attempt: &Subject) {}
    /// Somebody notices an item that has been there for so many ticks; by a call, or by itself.
    #[inline(always)]
    fn noticed(&mut self, now: Instant, item: &Subject, ticks: i64, by_call: bool) {}
    /// A visit that has just been drawn takes less because of what is known, or more because it writes.
    #[inline(always)]
    fn drew_on(&mut self, now: Instant, item: &Subject, place: u32, drawn: Drawn) {}
    /// A visit has written an article: so many are up to date.
    #[inline(always)]
    fn wrote(&mut self, now: Instant, item: &Subject, knowledge: u32, articles: f64) {}
    /// So many articles are up to date when the run ends.
    #[inline(always)]
    fn known(&mut self, now: Instant, knowledge: u32, articles: f64) {}
    /// A step announces an open item.
    #[inline(always)]
    fn announced(&mut self, now: Instant, item: &Subject) {}
    /// Somebody would call about an open item, and does not because it has been announced.
    #[inline(always)]
    fn kept_away(&mut self, now: Instant, item: &Subject) {}
    /// Somebody notices that a run at a place had failed so many ticks ago.
    #[inline(always)]
    fn discovered(&mut self, now: Instant, item: &Subject, place: u32, ticks: i64) {}
    /// An item seems to be done, and is not: a run for it has failed, which nobody has noticed.
    #[inline(always)]
    fn seems_done(&mut self, now: Instant, item: &Subject) {}
    /// So much of what runs by itself has failed that an automation, by its number, stops until an instant: people do everything.
    #[inline(always)]
    fn automation_stopped(&mut self, now: Instant, automation: u32, until: Instant) {}
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
    /// An item leaves a queue without work: it goes to another, or is abandoned.
    #[inline(always)]
    fn left(&mut self, now: Instant, item: &Subject, place: u32, waited: Waited) {}
    /// Work on an item stops.
    #[inline(always)]
    fn stopped(&mut self, now: Instant, item: &Subject, place: u32, worked: Worked) {}
    /// The work that has just stopped at a place was done by a person of another team, who helps that of the place.
    #[inline(always)]
    fn helped(&mut self, now: Instant, team: u32, place: u32, worked: Worked) {}
    /// An item is held at a place: nobody is to work on it until it has passed, and what that counts as is `why`.
    #[inline(always)]
    fn held(&mut self, now: Instant, item: &Subject, place: u32, why: Part) {}
    /// An item that was held at a place goes on.
    #[inline(always)]
    fn passed(&mut self, now: Instant, item: &Subject, place: u32, passed: Passed) {}
    /// An item goes to a wrong team first.
    #[inline(always)]
    fn misrouted(&mut self, now: Instant, item: &Subject, team: u32) {}
    /// An item that has just left a queue is taken over by another team.
    #[inline(always)]
    fn overflowed(&mut self, now: Instant, item: &Subject, place: u32, team: u32) {}
    /// An item that has just left a queue is abandoned.
    #[inline(always)]
    fn abandoned(&mut self, now: Instant, item: &Subject, place: u32) {}
    /// An item is resolved that will be reopened.
    #[inline(always)]
    fn resolved(&mut self, now: Instant, item: &Subject) {}
    /// A resolved item is reopened.
    #[inline(always)]
    fn reopened(&mut self, now: Instant, item: &Subject) {}
    /// What keeps an item that is held at a place: told just after [`Observer::held`].
    #[inline(always)]
    fn blocked(&mut self, now: Instant, item: &Subject, place: u32, by: Block) {}
    /// A branch of an item that split at a place has ended; with the last one that it needs, the item goes on.
    #[inline(always)]
    fn joined(&mut self, now: Instant, item: &Subject, place: u32, last: bool) {}
    /// Work on a batch ends at a place: so many items were worked on as one.
    #[inline(always)]
    fn batched(&mut self, now: Instant, place: u32, items: u32) {}
    /// A train leaves with so many items, and so many that were there in time found no room.
    #[inline(always)]
    fn departed(&mut self, now: Instant, train: u32, items: u32, left_behind: u32) {}
    /// People of a team who were kept by an item that waits are free again, after so many ticks; they were busy all the time.
    #[inline(always)]
    fn kept(&mut self, now: Instant, team: u32, people: u32, ticks: i64) {}
    /// An approval is decided.
    #[inline(always)]
    fn decided(&mut self, now: Instant, item: &Subject, decided: Decided) {}
    /// An item goes round the route that the policy names.
    #[inline(always)]
    fn bypassed(&mut self, now: Instant, item: &Subject, bypassed: Bypassed) {}
    /// Somebody who looks at an item for an audit finds that it went round its route; `item` is the looking.
    #[inline(always)]
    fn found(&mut self, now: Instant, item: &Subject, found: Found) {}
    /// An item has been open for too long; what follows is told like anything else.
    #[inline(always)]
    fn escalated(&mut self, now: Instant, item: &Subject, escalation: u32) {}
    /// An item that has failed causes so many others, which are told as raised next; `route` as in [`Observer::took_effect`].
    #[inline(always)]
    fn caused(&mut self, now: Instant, item: &Subject, route: Option<u32>, count: u64) {}
    /// An item that could fail is put into effect; `route` is the one that approved it last, if any.
    #[inline(always)]
    fn took_effect(&mut self, now: Instant, item: &Subject, route: Option<u32>, failed: bool) {}
    /// A part of an item's value is there before the item is done.
    #[inline(always)]
    fn released(&mut self, now: Instant, item: &Subject, released: Released) {}
    /// An item brings a capability about, by its index into the program's.
    #[inline(always)]
    fn brought(&mut self, now: Instant, item: &Subject, capability: u32) {}
    /// Somebody asks about what an item has brought about; the item may be over.
    #[inline(always)]
    fn asked(&mut self, now: Instant, item: &Subject, question: Raised) {}
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
    /// An item is sent to the supplier of a place.
    #[inline(always)]
    fn sent(&mut self, now: Instant, item: &Subject, place: u32) {}
    /// An item comes back from the supplier of a place.
    #[inline(always)]
    fn returned(&mut self, now: Instant, item: &Subject, place: u32, returned: Returned) {}
    /// An item that was sent to the supplier of a place at an instant is called off, or the run ends.
    #[inline(always)]
    fn still_out(&mut self, now: Instant, item: &Subject, place: u32, sent: Instant) {}
    /// From now on so many more spare parts of a sort are on the shelf (fewer, where negative); at the start none are.
    #[inline(always)]
    fn stocked(&mut self, now: Instant, part: u32, change: i64) {}
    /// An item asks for spare parts of a sort: whether they are there for it.
    #[inline(always)]
    fn requested(&mut self, now: Instant, part: u32, there: bool) {}
    /// An item gets so many spare parts of a sort, after waiting for so many ticks where it did; what it does not need goes back, as
    /// a negative number.
    #[inline(always)]
    fn supplied(&mut self, now: Instant, part: u32, units: i64, waited: Option<i64>) {}
    /// So many spare parts of a sort are ordered.
    #[inline(always)]
    fn ordered(&mut self, now: Instant, part: u32, units: i64) {}
    /// So much of a change that the run makes itself, by its number, is adopted from now on: from 0 to 1.
    #[inline(always)]
    fn switched(&mut self, now: Instant, switch: u32, level: f64) {}
    /// A periodic review takes place: the figure that it sees, where there is one, and whether it acts.
    #[inline(always)]
    fn reviewed(&mut self, now: Instant, review: u32, figure: Option<f64>, acts: bool) {}
    /// Work on an improvement begins: what the figure is by which it will be judged, where there is one.
    #[inline(always)]
    fn improvement_began(&mut self, now: Instant, improvement: u32, before: Option<f64>) {}
    /// The work of an improvement is done: what it changes begins to be taken up.
    #[inline(always)]
    fn improvement_done(&mut self, now: Instant, improvement: u32) {}
    /// An improvement is judged by what the figure is now, where there is one: it is kept or given up.
    #[inline(always)]
    fn improvement_judged(&mut self, now: Instant, improvement: u32, after: Option<f64>, kept: bool) {}
    /// So many items were open at an instant that nothing arrived from then on; told at the end of the run.
    #[inline(always)]
    fn was_full(&mut self, since: Instant) {}
    /// A sampling instant: [`Observer::open`] follows for every open item.
    #[inline(always)]
    fn sampled(&mut self, now: Instant, sample: u32) {}
    /// An item that is open at a sampling instant; the end of the run is the last one.
    #[inline(always)]
    fn open(&mut self, now: Instant, sample: u32, item: &Subject, standing: Standing<'_>) {}
}

/// Hears nothing: for measuring the engine alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deaf;

impl Observer for Deaf {}
