//! The observer that keeps records of open items and tells each when it is over.

mod hearing;

use std::collections::BTreeMap;

use super::record::{Event, Happening, Noted, Record};
use super::shifts::Shifts;
use super::{Directory, Id, Journey, telling};
use crate::observation::{Leave, Raised, Subject};
use crate::time::Instant;

/// Hears the journeys of one replication.
pub trait Listener<'a> {
    /// An item arrives; `key` is what an earlier item said it would raise, and `parent` that item.
    fn arrived(&mut self, id: Id, key: u64, parent: Option<Id>) {
        let _ = (id, key, parent);
    }
    /// Whether the journey of an item is to be told; what nobody asks for is not put into words.
    fn wants(&self, id: Id) -> bool {
        let _ = id;
        true
    }
    /// An item's journey is over, or the run is.
    fn told(&mut self, id: Id, journey: Journey<'a>);
}

/// What a raised item will need to know of where it comes from.
#[derive(Clone, Copy, Debug)]
struct Origin {
    parent: Id,
    parent_key: u64,
    root: Id,
    /// What it is to its parent.
    bond: Bond,
    /// Whether it ends with its parent.
    ends_with: bool,
}

/// What a raised item is to its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bond {
    Child,
    Call,
    Chase,
}

/// Keeps what happens to open items.
pub struct Recorder<'a, L> {
    directory: Directory<'a>,
    shifts: Shifts<'a>,
    listener: L,
    end: Instant,
    /// Items of each demand so far.
    counts: Vec<u32>,
    open: BTreeMap<u64, Record>,
    /// Raised items that have not appeared, by their keys.
    coming: BTreeMap<u64, Origin>,
    /// Of each fault: the item that left it behind, and the root of that.
    faults: Vec<Option<(Id, Id)>>,
    /// Items about which people may ask when they are over, by their keys: who they are, and their root cause.
    asked_about: BTreeMap<u64, (Id, Id)>,
    /// Who left their work last, when and why.
    leaving: Option<(Instant, u32, Leave)>,
    /// The items that have ended at the latest instant at which any did.
    ended: (Instant, Vec<Id>),
}

impl<'a, L: Listener<'a>> Recorder<'a, L> {
    /// A recorder of an empty world.
    pub fn new(directory: Directory<'a>, listener: L) -> Recorder<'a, L> {
        Recorder {
            shifts: Shifts::new(directory.program),
            end: directory.program.window_end,
            counts: vec![0; directory.program.demands.len()],
            open: BTreeMap::new(),
            coming: BTreeMap::new(),
            faults: Vec::new(),
            asked_about: BTreeMap::new(),
            leaving: None,
            ended: (Instant::START, Vec::new()),
            directory,
            listener,
        }
    }

    /// The listener, after the run.
    pub fn into_listener(self) -> L {
        self.listener
    }

    /// Begins the record of an item.
    fn begin(&mut self, now: Instant, of: &Subject, open_at_start: bool) {
        let demand = self.directory.program.classes[of.class as usize].demand;
        let count = &mut self.counts[demand as usize];
        *count += 1;
        let id = Id { demand, number: *count };
        let origin = self.coming.remove(&of.key);
        let parent = origin.map(|origin| origin.parent);
        self.listener.arrived(id, of.key, parent);
        if let Some(origin) = origin
            && let Some(parent) = self.open.get_mut(&origin.parent_key)
        {
            match origin.bond {
                Bond::Child => parent.children.push((of.key, id)),
                Bond::Call | Bond::Chase => parent.calls.push(id),
            }
        }
        let record = Record {
            id,
            class: of.class,
            root_index: of.root,
            arrived: of.arrived,
            clock_from: None,
            is_attempt: false,
            seen: vec![(of.arrived, self.shifts.first_seen_class(now, of.class, of.key))],
            open_at_start,
            first_touch: None,
            parent,
            ends_with: origin.filter(|origin| origin.ends_with).map(|origin| origin.parent),
            children: Vec::new(),
            asks: origin.is_some_and(|origin| origin.bond == Bond::Chase),
            fault: None,
            calls: Vec::new(),
            root: origin.map_or(id, |origin| origin.root),
            resolved: None,
            pauses: Vec::new(),
            events: Vec::new(),
            ending: None,
        };
        let known_from = of.arrived.max(Instant::START);
        let seen = self.shifts.first_seen_class(now, of.class, of.key);
        self.open.insert(of.key, record);
        if seen != of.class {
            self.note(known_from, of, Happening::Noted(Noted::Misjudged { class: seen }));
        }
    }

    fn note(&mut self, now: Instant, of: &Subject, what: Happening) {
        if let Some(record) = self.open.get_mut(&of.key) {
            record.events.push(Event { at: now, what });
        }
    }

    /// Why work on an item is paused now: one of those at work leaves.
    fn why_paused(&self, now: Instant, of: &Subject) -> Option<Leave> {
        let (_, person, why) = self.leaving.filter(|(at, _, _)| *at == now)?;
        let events = self.open.get(&of.key)?.events.iter().rev();
        let mut crew = events.map_while(|event| match event.what {
            Happening::Taken { person } => Some(person),
            _ => None,
        });
        crew.any(|member| member == person).then_some(why)
    }

    /// Remembers where an item that will appear comes from.
    fn expect(&mut self, of: &Subject, raised: Raised, bond: Bond, ends_with: bool) {
        let open = self.open.get(&of.key).map(|record| (record.id, record.root));
        let known = open.or_else(|| self.asked_about.get(&of.key).copied());
        if let Some((parent, root)) = known.filter(|_| raised.at <= self.end) {
            let origin = Origin {
                parent,
                parent_key: of.key,
                root,
                bond,
                ends_with,
            };
            self.coming.insert(raised.key, origin);
        }
    }

    /// An item ends now: the one with which it is closed, because that is over and it was a call about it.
    fn closed_with(&mut self, now: Instant, record: &Record) -> Option<Id> {
        if self.ended.0 != now {
            self.ended = (now, Vec::new());
        }
        self.ended.1.push(record.id);
        record.ends_with.filter(|about| self.ended.1.contains(about))
    }

    /// Where a user comes in who tries to help themselves.
    fn entry(&self, of: &Subject) -> u32 {
        self.directory.program.classes[of.class as usize].entry
    }

    fn tell(&mut self, record: &Record) {
        if self.listener.wants(record.id) {
            let journey = telling::journey(record, &self.directory, &self.shifts);
            self.listener.told(record.id, journey);
        }
    }
}
