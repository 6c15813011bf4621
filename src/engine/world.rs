//! The state of one replication: items, people, teams, queues. Everything is an index into a vector that is reused from
//! replication to replication, so nothing is allocated once the vectors have grown.

use std::collections::VecDeque;

use super::agenda::Agenda;
use super::audits::AuditStates;
use super::automation::{Latent, MachineState};
use super::batch::Batches;
use super::board::Board;
use super::bonds::Callers;
use super::bypass::Delays;
use super::closed::Closed;
use super::escalations::Watch;
use super::faults::Faults;
use super::gauges::Gauges;
use super::improvements::Progress;
use super::increments::Questions;
pub(super) use super::items::{Dossier, Fate, Item, ItemState};
use super::knowledge::Known;
use super::limits::LimitStates;
use super::outside::SupplierState;
use super::program::{NIL, Order, Program, TeamProgram};
use super::ranking::Ranking;
use super::reviews::Intentions;
use super::self_service::Attempts;
use super::sources::Source;
use super::specials::Beginner;
use super::stocks::Stocks;
use super::streams::Key;
use super::switches::Switches;
use super::trains::Train;
use crate::model::MOST_PRIORITIES;
use crate::observation::{Pause, Standing};
use crate::time::Instant;

/// Why a person is not available. Bits of [`Person::away`].
pub(super) mod away {
    pub const OFF_SHIFT: u8 = 1;
    pub const ABSENT: u8 = 2;
    pub const DUTY: u8 = 4;
    pub const MEETING: u8 = 8;
    /// Not one of the team, until a change that the run makes itself says otherwise.
    pub const GONE: u8 = 16;
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
    /// Whether items are held while it is swamped.
    pub watched: bool,
    /// Whether people can be called out at all.
    pub has_on_call: bool,
    /// Whether more can follow from an item that waits or a person who is free than that person taking the next item.
    pub special: bool,
    /// Whether it is not special, and first come is first served within each list.
    pub plain: bool,
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
        let special = team.on_call.is_some() || team.habits.are_special() || team.batches;
        let is_ranked = matches!(team.habits.order, Order::Ranked(_));
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
            watched: team.watched,
            special,
            plain: !special && !is_ranked,
            list_mask: match team.habits.order {
                Order::Lists { classes: true } => MOST_PRIORITIES as u8 - 1,
                _ => 0,
            },
            is_ranked,
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
    /// What holds at the start.
    pub(super) first: &'p Program,
    /// What holds now.
    pub(super) program: &'p Program,
    pub(super) now: Instant,
    pub(super) agenda: Agenda,
    pub(super) key: Key,
    /// Item 0 is a dummy: the last of every empty queue.
    pub(super) items: Vec<Item>,
    /// Item by item.
    pub(super) dossiers: Vec<Dossier>,
    /// When clocks stood still, item by item, as far as any did; what an item's dossier does not own up to is an earlier one's.
    pub(super) pauses: Vec<Vec<Pause>>,
    /// How often each item has visited the steps that ask, item by item; what its dossier does not own up to is an earlier one's.
    pub(super) visit_counts: Vec<u16>,
    /// For each team, the items that are held while it is swamped, in order.
    pub(super) held: Vec<VecDeque<u32>>,
    pub(super) free: u32,
    pub(super) people: Vec<Person>,
    pub(super) teams: Vec<Team>,
    pub(super) sources: Vec<Source>,
    pub(super) boards: Vec<Board>,
    pub(super) limits: LimitStates,
    pub(super) batches: Batches,
    pub(super) trains: Vec<Train>,
    pub(super) callers: Callers,
    pub(super) suppliers: Vec<SupplierState>,
    pub(super) stocks: Stocks,
    /// The branches that are being sent.
    pub(super) branches: Vec<u32>,
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
    /// For each route, its latest delays, where it matters who goes round it.
    pub(super) delays: Vec<Delays>,
    pub(super) audits: AuditStates,
    /// What may be escalated, item by item in the order of arrival.
    pub(super) watches: Vec<Watch>,
    pub(super) faults: Faults,
    /// The automation of each step that has any, and the failures that nobody noticed at once.
    pub(super) machines: Vec<MachineState>,
    pub(super) latents: Vec<Latent>,
    pub(super) attempts: Attempts,
    pub(super) known: Vec<Known>,
    pub(super) switches: Switches,
    pub(super) intentions: Intentions,
    pub(super) next_review: Vec<usize>,
    pub(super) gauges: Gauges,
    pub(super) improvements: Vec<Progress>,
    /// The improvement that changes nothing in this replication.
    pub(super) without: Option<u32>,
    /// Who asks about what is new.
    pub(super) questions: Vec<Questions>,
}

impl<'p> World<'p> {
    /// An empty world.
    pub fn new(program: &'p Program) -> World<'p> {
        World {
            first: program,
            program,
            now: Instant::START,
            agenda: Agenda::new(program.people.len(), program.demands.len()),
            key: Key::default(),
            items: Vec::new(),
            dossiers: Vec::new(),
            pauses: Vec::new(),
            visit_counts: Vec::new(),
            held: vec![VecDeque::new(); program.teams.len()],
            free: NIL,
            people: Vec::with_capacity(program.people.len()),
            teams: program
                .teams
                .iter()
                .map(|team| Team::new(team, Ranking::default()))
                .collect(),
            sources: Vec::with_capacity(program.demands.len()),
            boards: vec![Board::default(); program.boards.len()],
            limits: LimitStates::default(),
            batches: Batches::default(),
            trains: vec![Train::default(); program.trains.len()],
            callers: Callers::default(),
            suppliers: vec![SupplierState::default(); program.suppliers.len()],
            stocks: Stocks::default(),
            branches: Vec::new(),
            next_turn: vec![0; program.shifts.len()],
            next_on_call: vec![0; program.teams.len()],
            next_sample: 0,
            unsettled: Vec::with_capacity(program.teams.len()),
            moving: Vec::new(),
            corrections: Vec::new(),
            full_since: None,
            beginners: Vec::new(),
            delays: vec![Delays::default(); program.routes.len()],
            audits: AuditStates::new(program.audits.len()),
            watches: Vec::new(),
            faults: Faults::default(),
            machines: Vec::new(),
            latents: Vec::new(),
            attempts: Attempts::default(),
            known: Vec::new(),
            switches: Switches::default(),
            intentions: Intentions::default(),
            next_review: Vec::new(),
            gauges: Gauges::default(),
            improvements: Vec::new(),
            without: None,
            questions: Vec::new(),
        }
    }

    /// Back to an empty world at the start, with the luck of one replication.
    pub(super) fn reset(&mut self, seed: u64, replication: u64) {
        self.program = self.first;
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
        self.held.iter_mut().for_each(VecDeque::clear);
        self.limits.reset(program.limits.len());
        self.batches.reset(program.batches.len());
        self.trains.iter_mut().for_each(Train::reset);
        self.callers.reset();
        self.suppliers.iter_mut().for_each(SupplierState::clear);
        self.stocks.reset(program.stocks.len());
        self.next_turn.fill(0);
        self.next_on_call.fill(0);
        self.next_sample = 0;
        self.unsettled.clear();
        self.corrections.clear();
        self.full_since = None;
        self.delays.iter_mut().for_each(Delays::clear);
        self.audits.reset();
        self.watches.clear();
        self.faults.clear();
        self.machines.clear();
        self.machines.resize(program.automations, MachineState::NEW);
        self.latents.clear();
        self.attempts.reset();
        self.known.clear();
        self.known.extend(program.knowledge.iter().map(Known::at_start));
        self.switches.reset(program);
        self.intentions.reset(self.switches.count());
        self.gauges.reset(program);
        self.questions.clear();
        for shift in &program.shifts {
            for person in shift.people.start + shift.present..shift.people.end {
                self.people[person as usize].away |= away::GONE;
            }
        }
    }

    /// What counts for an open item's promises.
    pub(super) fn standing(&self, item: &Item, number: u32) -> Standing<'_> {
        let ending = item.ending(number, &self.dossiers, &self.pauses, false);
        Standing {
            first_touch: ending.first_touch,
            resolved: ending.resolved,
            pauses: ending.pauses,
            clock_from: ending.clock_from,
        }
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
