//! The state of one replication: items, people, teams, queues. Everything is an index into a vector that is reused from
//! replication to replication, so nothing is allocated once the vectors have grown.

use super::agenda::Agenda;
use super::board::Board;
use super::closed::Closed;
use super::program::{NIL, Order, Program, TeamProgram};
use super::ranking::Ranking;
use super::sources::Source;
use super::specials::Beginner;
use super::streams::Key;
use crate::model::MOST_PRIORITIES;
use crate::observation::{Ending, PARTS, Subject};
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
    pub submitted: Instant,
    /// How often it has been submitted for approval.
    pub submissions: u32,
    /// The place that asked for approval.
    pub asked_at: u32,
    /// The route that approved it last, or [`NIL`].
    pub approved_by: u32,
    pub fate: Fate,
}

impl Dossier {
    /// Nothing yet.
    pub const NONE: Dossier = Dossier {
        parts: [[0; PARTS]; 2],
        submitted: Instant::START,
        submissions: 0,
        asked_at: NIL,
        approved_by: NIL,
        fate: Fate::Undrawn,
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
    pub fn ending<'a>(&self, number: u32, dossiers: &'a [Dossier], completed: bool) -> Ending<'a> {
        Ending {
            first_touch: self.touched(),
            touch: self.touch,
            queue: self.queue,
            off_shift: self.off_shift,
            others: self.has_dossier.then(|| &dossiers[number as usize].parts),
            completed,
        }
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
}

/// Whether an item would fail: drawn once, when first asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fate {
    #[default]
    Undrawn,
    Good,
    Bad,
}

/// Why a person is not available. Bits of [`Person::away`].
pub(super) mod away {
    pub const OFF_SHIFT: u8 = 1;
    pub const ABSENT: u8 = 2;
    pub const DUTY: u8 = 4;
    pub const MEETING: u8 = 8;
}

#[derive(Clone, Debug)]
pub(super) struct Person {
    pub team: u32,
    /// The item at work on, or [`NIL`].
    pub item: u32,
    /// The next of the people at work on the same item, in a ring.
    pub crew: u32,
    pub idle_before: u32,
    pub idle_after: u32,
    pub idle_since: Instant,
    pub away: u8,
    /// On call only: called and on the way.
    pub called: bool,
    /// The day for which absence was drawn last, and whether it was absence. For spells only.
    pub drawn_for: Option<i32>,
    pub absent: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Team {
    /// Bit per priority with somebody waiting.
    pub waiting: u32,
    /// A queue for each priority.
    pub lanes: [Lane; MOST_PRIORITIES],
    /// Time in which nobody was staffed.
    pub closed: Closed,
    /// The same, for items that people on call could take.
    pub closed_on_call: Closed,
    /// The idle, in order of how long they have been; the one who has just been freed is not yet among them.
    pub idle_first: u32,
    pub idle_last: u32,
    /// Somebody freed at this instant, or [`NIL`]: mostly taken again at once.
    pub freed: u32,
    /// How many are idle, the one freed included.
    pub idle: u32,
    /// Regular people on shift and not absent.
    pub staffed: u32,
    pub unsettled: bool,
    /// Whether people can be called out at all.
    pub has_on_call: bool,
    /// Whether more can follow from an item that waits or a person who is free than that person taking the next item.
    pub special: bool,
    /// Which bits of a priority choose its list: none where all priorities share one.
    pub list_mask: u8,
    /// Whether the queue goes by rank, not by lists.
    pub is_ranked: bool,
    pub ranking: Ranking,
    pub on_call_open: bool,
    /// Waiting items that people on call could take.
    pub callable: u32,
    pub on_call_called: u32,
}

impl Team {
    /// Nobody there, nothing waiting; `ranking` is empty, and used again for its room.
    fn new(team: &TeamProgram, ranking: Ranking) -> Team {
        Team {
            waiting: 0,
            lanes: [Lane::EMPTY; MOST_PRIORITIES],
            closed: Closed::FROM_START,
            closed_on_call: Closed::FROM_START,
            idle_first: NIL,
            idle_last: NIL,
            freed: NIL,
            idle: 0,
            staffed: 0,
            unsettled: false,
            has_on_call: team.on_call.is_some(),
            special: team.on_call.is_some() || team.habits.are_special(),
            list_mask: match team.habits.order {
                Order::Lists { classes: true } => MOST_PRIORITIES as u8 - 1,
                _ => 0,
            },
            is_ranked: matches!(team.habits.order, Order::Ranked(_)),
            ranking,
            on_call_open: false,
            callable: 0,
            on_call_called: 0,
        }
    }
}

/// A first-in-first-out queue of items, linked through [`Item::next`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Lane {
    pub first: u32,
    pub last: u32,
}

/// One replication of a program: its state, and the means to run it.
pub struct World<'p> {
    pub(super) program: &'p Program,
    pub(super) now: Instant,
    pub(super) agenda: Agenda,
    pub(super) key: Key,
    /// Item 0 is a dummy: the last of every empty queue.
    pub(super) items: Vec<Item>,
    /// Item by item.
    pub(super) dossiers: Vec<Dossier>,
    pub(super) free: u32,
    pub(super) people: Vec<Person>,
    pub(super) teams: Vec<Team>,
    pub(super) sources: Vec<Source>,
    pub(super) boards: Vec<Board>,
    pub(super) next_turn: Vec<usize>,
    pub(super) next_on_call: Vec<usize>,
    pub(super) next_sample: usize,
    /// Teams whose idle people should look for work at the end of this instant.
    pub(super) unsettled: Vec<u32>,
    /// Items on the move from queue to queue; empty between events.
    pub(super) moving: Vec<u32>,
    /// Priorities to be corrected at a set time: item and key.
    pub(super) corrections: Vec<(u32, Key)>,
    /// When as many items were open as may be, where that happened.
    pub(super) full_since: Option<Instant>,
    /// Items that are open at the start.
    pub(super) beginners: Vec<Beginner>,
}

impl<'p> World<'p> {
    /// An empty world.
    pub fn new(program: &'p Program) -> World<'p> {
        World {
            program,
            now: Instant::START,
            agenda: Agenda::new(program.people.len(), program.demands.len()),
            key: Key::default(),
            items: Vec::new(),
            dossiers: Vec::new(),
            free: NIL,
            people: Vec::with_capacity(program.people.len()),
            teams: program
                .teams
                .iter()
                .map(|team| Team::new(team, Ranking::default()))
                .collect(),
            sources: Vec::with_capacity(program.demands.len()),
            boards: vec![Board::default(); program.boards.len()],
            next_turn: vec![0; program.shifts.len()],
            next_on_call: vec![0; program.teams.len()],
            next_sample: 0,
            unsettled: Vec::with_capacity(program.teams.len()),
            moving: Vec::new(),
            corrections: Vec::new(),
            full_since: None,
            beginners: Vec::new(),
        }
    }

    /// Back to an empty world at the start, with the luck of one replication.
    pub(super) fn reset(&mut self, seed: u64, replication: u64) {
        let program = self.program;
        self.now = Instant::START;
        self.agenda.clear();
        self.key = Key::replication(seed, replication);
        self.items.clear();
        self.items.push(Item::NONE);
        self.dossiers.clear();
        self.dossiers.push(Dossier::NONE);
        self.free = NIL;
        self.people.clear();
        self.people.extend(program.people.iter().map(|person| Person {
            team: person.team,
            item: NIL,
            crew: NIL,
            idle_before: NIL,
            idle_after: NIL,
            idle_since: Instant::START,
            away: away::OFF_SHIFT,
            called: false,
            drawn_for: None,
            absent: false,
        }));
        for (team, program) in self.teams.iter_mut().zip(&program.teams) {
            let ranking = std::mem::take(&mut team.ranking);
            *team = Team::new(program, ranking.emptied());
        }
        self.sources.clear();
        self.sources.extend(
            program
                .demands
                .iter()
                .map(|demand| Source::new(self.key.child(demand.hash))),
        );
        for board in &mut self.boards {
            board.next_meeting = 0;
            board.papers.clear();
            board.agenda.clear();
            board.members.clear();
        }
        self.next_turn.fill(0);
        self.next_on_call.fill(0);
        self.next_sample = 0;
        self.unsettled.clear();
        self.corrections.clear();
        self.full_since = None;
    }

    /// What few items have beside their [`Item`].
    pub(super) fn dossier(&mut self, item: u32) -> &mut Dossier {
        Dossier::of(&mut self.dossiers, item, &mut self.items[item as usize])
    }

    /// Remembers that a team's idle people should look for work at the end of this instant.
    #[inline(always)]
    pub(super) fn unsettle(&mut self, team: u32) {
        let state = &mut self.teams[team as usize];
        if !state.unsettled {
            state.unsettled = true;
            self.unsettled.push(team);
        }
    }
}
