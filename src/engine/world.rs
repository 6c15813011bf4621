//! The state of one replication: items, people, teams, queues. Everything is an index into a vector that is reused from
//! replication to replication, so nothing is allocated once the vectors have grown.

use super::agenda::Agenda;
use super::program::{NIL, Program};
use super::streams::Key;
use crate::observation::{Level, PARTS, Subject};
use crate::time::Instant;

/// What is touched at every event of an item; one cache line.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(super) struct Item {
    pub key: Key,
    pub arrived: Instant,
    /// Since when it waits, or is worked on.
    pub since: Instant,
    /// What its team's closed time was when it began to wait.
    pub closed_mark: i64,
    /// The draw that will route it after this visit.
    pub luck: u64,
    /// Touch time still to do in this visit; negative before it is drawn.
    pub remaining: i64,
    pub place: u32,
    /// The next in its queue, or the next free slot.
    pub next: u32,
    pub class: u32,
    pub priority: u8,
    pub root: u8,
    pub state: ItemState,
    /// Whether this visit's step was visited before.
    pub rework: bool,
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

/// What is touched once or twice in a visit, or less.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    pub parts: [[i64; PARTS]; 2],
    pub visited: u64,
    pub first_touch: Option<Instant>,
    pub repeats: u32,
    /// How often it has been submitted for approval.
    pub submissions: u32,
    pub submitted: Instant,
    /// The place that asked for approval.
    pub asked_at: u32,
    /// The route that approved it last, or [`NIL`].
    pub approved_by: u32,
    pub fate: Fate,
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
}

#[derive(Clone, Debug)]
pub(super) struct Team {
    /// Bit per priority with somebody waiting.
    pub waiting: u64,
    pub idle_first: u32,
    pub idle_last: u32,
    pub idle: u32,
    pub level: Level,
    pub told: Level,
    /// Regular people on shift and not absent.
    pub staffed: u32,
    pub unsettled: bool,
    /// Time with nobody staffed up to `closed_since`, or up to now while somebody is.
    pub closed: Closed,
    /// The same, for items that people on call could take.
    pub closed_on_call: Closed,
    /// Waiting items that people on call could take.
    pub callable: u32,
    pub on_call_open: bool,
    pub on_call_called: u32,
}

/// Accumulated closed time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Closed {
    total: i64,
    since: Option<Instant>,
}

impl Closed {
    /// Closed ticks until now.
    #[inline(always)]
    pub fn until(&self, now: Instant) -> i64 {
        match self.since {
            None => self.total,
            Some(since) => self.total + (now.0 - since.0),
        }
    }
    pub fn set(&mut self, now: Instant, closed: bool) {
        match (closed, self.since) {
            (true, None) => self.since = Some(now),
            (false, Some(since)) => {
                self.total += now.0 - since.0;
                self.since = None;
            }
            _ => {}
        }
    }
}

/// A first-in-first-out queue of items, linked through [`Item::next`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Lane {
    pub first: u32,
    pub last: u32,
}

/// A demand's source of items.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    pub key: Key,
    pub ordinal: u64,
    /// Where the last interval ended, in ticks.
    pub at: f64,
    pub segment: usize,
    pub day: Option<u32>,
    /// The day's logarithm in standard deviations, and its factor.
    pub daily_z: f64,
    pub daily_factor: f64,
}

/// A board between and during meetings.
#[derive(Clone, Debug, Default)]
pub(super) struct Board {
    pub next_meeting: usize,
    /// Items submitted and not decided.
    pub papers: Vec<u32>,
    /// Items still to be decided in the meeting under way, the next one last.
    pub agenda: Vec<u32>,
    pub members: Vec<u32>,
    pub ends_by: Instant,
    /// When the discussion under way began.
    pub discussing_since: Instant,
}

/// One replication of a program: its state, and the means to run it.
pub struct World<'p> {
    pub(super) program: &'p Program,
    pub(super) now: Instant,
    pub(super) agenda: Agenda,
    pub(super) key: Key,
    pub(super) items: Vec<Item>,
    pub(super) stories: Vec<Story>,
    pub(super) free: u32,
    pub(super) people: Vec<Person>,
    pub(super) teams: Vec<Team>,
    /// Team by team, a lane for each priority.
    pub(super) lanes: Vec<Lane>,
    pub(super) sources: Vec<Source>,
    pub(super) boards: Vec<Board>,
    pub(super) next_turn: Vec<usize>,
    pub(super) next_on_call: Vec<usize>,
    pub(super) next_sample: usize,
    /// Teams whose idle people should look for work at the end of this instant.
    pub(super) unsettled: Vec<u32>,
}

impl<'p> World<'p> {
    /// An empty world.
    pub fn new(program: &'p Program) -> World<'p> {
        let lanes = program.teams.len() * program.priorities as usize;
        World {
            program,
            now: Instant::START,
            agenda: Agenda::new(program.people.len(), program.demands.len()),
            key: Key::default(),
            items: Vec::new(),
            stories: Vec::new(),
            free: NIL,
            people: Vec::with_capacity(program.people.len()),
            teams: Vec::with_capacity(program.teams.len()),
            lanes: Vec::with_capacity(lanes),
            sources: Vec::with_capacity(program.demands.len()),
            boards: vec![Board::default(); program.boards.len()],
            next_turn: vec![0; program.shifts.len()],
            next_on_call: vec![0; program.teams.len()],
            next_sample: 0,
            unsettled: Vec::with_capacity(program.teams.len()),
        }
    }

    /// Back to an empty world at the start, with the luck of one replication.
    pub(super) fn reset(&mut self, seed: u64, replication: u64) {
        let program = self.program;
        self.now = Instant::START;
        self.agenda.clear();
        self.key = Key::replication(seed, replication);
        self.items.clear();
        self.stories.clear();
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
        }));
        self.teams.clear();
        self.teams.extend(program.teams.iter().map(|_| Team {
            waiting: 0,
            idle_first: NIL,
            idle_last: NIL,
            idle: 0,
            level: Level::default(),
            told: Level::default(),
            staffed: 0,
            unsettled: false,
            closed: Closed {
                total: 0,
                since: Some(Instant::START),
            },
            closed_on_call: Closed {
                total: 0,
                since: Some(Instant::START),
            },
            callable: 0,
            on_call_open: false,
            on_call_called: 0,
        }));
        self.lanes.clear();
        self.lanes.resize(
            program.teams.len() * program.priorities as usize,
            Lane { first: NIL, last: NIL },
        );
        self.sources.clear();
        self.sources.extend(program.demands.iter().map(|demand| Source {
            key: self.key.child(demand.hash),
            ..Source::default()
        }));
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
    }

    /// The item as an observer sees it.
    #[inline(always)]
    pub(super) fn subject(&self, item: u32) -> Subject {
        let item = &self.items[item as usize];
        Subject {
            key: item.key.0,
            class: item.class,
            root: item.root,
            arrived: item.arrived,
        }
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
