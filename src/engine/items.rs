//! Items: what each holds at every event, and the dossier of what few of them have.

use super::approvals::Opinions;
use super::bonds::Bonds;
use super::causes::Bearing;
use super::gates::Gate;
use super::limits::Permits;
use super::program::{NIL, Place};
use super::streams::Key;
use super::timers::TIMERS;
use crate::observation::{Ending, PARTS, Part, Pause, Subject};
use crate::time::Instant;

/// An item, in two cache lines: what is touched at every event fills the first. What few items have is in their [`Dossier`].
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub(super) struct Item {
    pub key: Key,
    pub arrived: Instant,
    /// Since when it waits, or is worked on.
    pub since: Instant,
    /// What its team's closed time was when it began to wait.
    pub closed_mark: i64,
    /// Touch time still to do in this visit.
    pub remaining: i64,
    pub place: u32,
    /// Where it goes after this visit, or after the approval that it asks for then; [`NIL`] is done.
    pub target: u32,
    /// The next in its queue, or the next free slot.
    pub next: u32,
    pub class: u32,
    pub priority: u8,
    pub root: u8,
    pub state: ItemState,
    /// 1 where this visit's step was visited before, else 0.
    pub rework: u8,
    /// How many visits were repeat visits; it numbers their luck, which may repeat after 65,536 of them.
    pub repeats: u16,
    /// Whether its dossier is its own, and not that of the slot's last item.
    pub has_dossier: bool,
    /// The parts of lead time that most items have: first visits, then repeat visits.
    pub touch: [i64; 2],
    pub queue: [i64; 2],
    pub off_shift: [i64; 2],
    pub visited: u64,
    /// [`Instant::NEVER`] before work on it has started.
    pub first_touch: Instant,
}

/// What few items have beside their [`Item`]: begun when first asked for.
#[derive(Clone, Debug)]
pub(super) struct Dossier {
    /// The parts of lead time that an item does not hold itself.
    pub parts: [[i64; PARTS]; 2],
    /// When each of its timers rings; never where it does not run.
    pub timers: [Instant; TIMERS],
    /// The gate at which it is held, or was last, and what that counts as.
    pub gate: Gate,
    pub held_for: Part,
    /// The team from whose step it was sent on its way; [`NIL`] where there was none.
    pub sent_by: u32,
    /// Whether any clock about it has stood still.
    pub paused: bool,
    /// The queue in which it waits for its first start there, and since when: its timers ring for that wait only.
    pub waits_at: u32,
    pub waits_since: Instant,
    /// Whether its visits are counted.
    pub counted: bool,
    /// When it was first resolved, where it was reopened, and how often that was.
    pub resolved: Option<Instant>,
    pub reopenings: u32,
    /// When it was submitted to the route, or the stage of one, that looks at it.
    pub submitted: Instant,
    /// When it was submitted to the first stage.
    pub asked: Instant,
    /// The route that it takes, and the stage of it.
    pub route: u32,
    pub stage: u32,
    /// Whether it goes round the route that the policy names.
    pub bypasses: bool,
    /// Person-ticks of looking at it since it was submitted.
    pub looked: i64,
    /// What those say who look at it at once with others.
    pub opinions: Opinions,
    /// The first of its watches, and how many there are.
    pub watches: (u32, u32),
    /// Whether it waits with another priority than its own because it was escalated.
    pub escalated: bool,
    /// How often it has been submitted for approval.
    pub submissions: u32,
    /// The place that asked for approval.
    pub asked_at: u32,
    /// The route that approved it last, or [`NIL`].
    pub approved_by: u32,
    pub fate: Fate,
    pub permits: Permits,
    pub bonds: Bonds,
    /// Whether a supplier has it.
    pub is_outside: bool,
    /// When the supplier's work on it began; never while it waits for its turn there.
    pub case_began: Instant,
    /// The place for whose visit spare parts are set aside; [`NIL`] where none are.
    pub parts_from: u32,
    /// From when promises count, where that is not from its arrival; [`Instant::NEVER`] while nobody has noticed it.
    pub clock_from: Option<Instant>,
    /// Whether the visit that goes on writes an article.
    pub writes: bool,
    /// When it is announced.
    pub announced_at: Instant,
    /// The first of the failures that nobody has noticed about it, or that are to be made good; [`NIL`] where there is none.
    pub latent: u32,
    /// The place where a run has done what needs no approval; [`NIL`] where none has.
    pub unasked_at: u32,
    /// The improvement of whose work it is a piece, or [`NIL`].
    pub improves: u32,
    /// The batch in which it is, or [`NIL`].
    pub batch: u32,
    /// Its root cause, as [`super::causes::Cause::origin`]; [`NIL`] where that is itself.
    pub origin: u32,
    /// The fault that it carries, or [`NIL`], and what it is to it.
    pub fault: u32,
    pub bearing: Bearing,
    /// Whether it failed, goes back to be undone, and has not been put into effect since; how often it did.
    pub undone: bool,
    pub sent_back: bool,
    pub back_outs: u32,
    /// Which increments it has released, a bit each.
    pub released: u64,
}

impl Dossier {
    /// Nothing yet.
    pub const NONE: Dossier = Dossier {
        parts: [[0; PARTS]; 2],
        timers: [Instant::NEVER; TIMERS],
        gate: Gate::Queue,
        held_for: Part::Other,
        sent_by: NIL,
        paused: false,
        waits_at: NIL,
        waits_since: Instant::NEVER,
        counted: false,
        resolved: None,
        reopenings: 0,
        submitted: Instant::START,
        asked: Instant::START,
        route: NIL,
        stage: 0,
        bypasses: false,
        looked: 0,
        opinions: Opinions::NONE,
        watches: (0, 0),
        escalated: false,
        submissions: 0,
        asked_at: NIL,
        approved_by: NIL,
        fate: Fate::Undrawn,
        permits: Permits::NONE,
        bonds: Bonds::NONE,
        is_outside: false,
        case_began: Instant::NEVER,
        parts_from: NIL,
        clock_from: None,
        writes: false,
        announced_at: Instant::NEVER,
        latent: NIL,
        unasked_at: NIL,
        improves: NIL,
        batch: NIL,
        origin: NIL,
        fault: NIL,
        bearing: Bearing::None,
        undone: false,
        sent_back: false,
        back_outs: 0,
        released: 0,
    };

    /// The dossier of item `number` among `dossiers`: begun here where the item has none yet.
    pub fn of<'a>(dossiers: &'a mut [Dossier], number: u32, item: &mut Item) -> &'a mut Dossier {
        let dossier = &mut dossiers[number as usize];
        if !std::mem::replace(&mut item.has_dossier, true) {
            *dossier = Dossier::NONE;
        }
        dossier
    }
}

impl Item {
    /// Nothing: a free slot, and the dummy that stands before every queue.
    pub const NONE: Item = Item {
        key: Key(0),
        arrived: Instant::START,
        since: Instant::START,
        closed_mark: 0,
        remaining: 0,
        place: NIL,
        target: NIL,
        next: NIL,
        class: 0,
        priority: 0,
        root: 0,
        state: ItemState::Free,
        rework: 0,
        repeats: 0,
        has_dossier: false,
        touch: [0; 2],
        queue: [0; 2],
        off_shift: [0; 2],
        visited: 0,
        first_touch: Instant::NEVER,
    };

    /// The item as an observer sees it.
    #[inline(always)]
    pub fn subject(&self) -> Subject {
        Subject {
            key: self.key.0,
            class: self.class,
            root: self.root,
            arrived: self.arrived,
        }
    }

    /// How it ends now.
    #[inline(always)]
    pub fn ending<'a>(
        &self,
        number: u32,
        dossiers: &'a [Dossier],
        pauses: &'a [Vec<Pause>],
        completed: bool,
    ) -> Ending<'a> {
        let dossier = self.has_dossier.then(|| &dossiers[number as usize]);
        Ending {
            first_touch: self.touched(),
            resolved: dossier.and_then(|dossier| dossier.resolved),
            clock_from: dossier.and_then(|dossier| dossier.clock_from).unwrap_or(self.arrived),
            pauses: match dossier {
                Some(dossier) if dossier.paused => &pauses[number as usize],
                _ => &[],
            },
            touch: self.touch,
            queue: self.queue,
            off_shift: self.off_shift,
            others: dossier.map(|dossier| &dossier.parts),
            completed,
            released: dossier.map_or(0, |dossier| dossier.released),
        }
    }

    /// A visit ends.
    #[inline(always)]
    pub fn count_visit(&mut self, place: &Place) {
        self.visited |= place.bit;
        let again = u16::from(self.rework) & u16::from(place.bit != 0);
        self.repeats = self.repeats.wrapping_add(again);
    }

    /// When work on it first started, if ever.
    #[inline(always)]
    pub fn touched(&self) -> Option<Instant> {
        Some(self.first_touch).filter(|touch| *touch < Instant::NEVER)
    }
}

/// Where an item is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemState {
    /// The slot is free.
    Free,
    /// Raised, but not yet there.
    Coming,
    /// There, and not ended.
    Open,
    /// A branch of one that is there.
    Branch,
}

/// Whether an item would fail: drawn once, when first asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fate {
    #[default]
    Undrawn,
    Good,
    Bad,
}
