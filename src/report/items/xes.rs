//! `items.xes`: an event log for process mining, after IEEE 1849-2016 (XES).
//!
//! A trace for each item, of these events: `arrival`; a `start` and a `complete` for each visit to a step or an approval, with
//! `suspend` and `resume` where work was interrupted; `resolution`, or `closure` where the item was closed undone. What an
//! item waits for is the time between its events. Events of one of its branches name that. Where the hourly cost of those who
//! work is stated, `cost:total` is what the work cost that ends with an event, and on the trace their sum.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use super::own_name;
use crate::journey::{Doing, Entry, Journey, Moment, Note, Spell, State};

/// The standard extensions that the log uses: name, prefix, address.
const EXTENSIONS: [(&str, &str); 5] = [
    ("Concept", "concept"),
    ("Time", "time"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
    ("Cost", "cost"),
];

/// Makes traces as items end.
pub struct EventLog {
    /// In memory, where writing cannot fail.
    xml: Writer<Vec<u8>>,
    /// Whether names say the replication, because there are several.
    many: bool,
}

/// An event of a trace.
struct Happened<'a> {
    activity: &'a str,
    transition: &'static str,
    at: &'a Moment,
    team: Option<&'a str>,
    people: &'a [String],
    more: Vec<(&'static str, String)>,
    /// Of the work that ends with it, in the scenario's currency.
    cost: Option<f64>,
}

impl EventLog {
    /// A log. Where it holds `many` replications, the names of traces begin with theirs, so that they stay unique.
    pub fn new(many: bool) -> EventLog {
        EventLog {
            xml: Writer::new_with_indent(Vec::new(), b' ', 1),
            many,
        }
    }

    /// What stands before the traces, as bytes.
    pub fn beginning(&mut self, title: &str) -> Vec<u8> {
        self.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        let root = BytesStart::new("log").with_attributes([
            ("xes.version", "1849-2016"),
            ("xes.features", ""),
            ("xmlns", "http://www.xes-standard.org/"),
        ]);
        self.put(Event::Start(root));
        for (name, prefix) in EXTENSIONS {
            let address = format!("http://www.xes-standard.org/{prefix}.xesext");
            let attributes = [("name", name), ("prefix", prefix), ("uri", address.as_str())];
            self.empty("extension", &attributes);
        }
        self.global("trace", &[("string", "concept:name", "item")]);
        let event = [
            ("string", "concept:name", "activity"),
            ("date", "time:timestamp", "1970-01-01T00:00:00.000+00:00"),
            ("string", "lifecycle:transition", "complete"),
        ];
        self.global("event", &event);
        let classifier = [("name", "Activity"), ("keys", "concept:name")];
        self.empty("classifier", &classifier);
        self.value("string", "concept:name", title);
        self.value("string", "lifecycle:model", "standard");
        self.take()
    }

    /// The trace of an item, as bytes.
    pub fn trace(&mut self, of: &Journey<'_>) -> Vec<u8> {
        self.put(Event::Start(BytesStart::new("trace")));
        let name = if self.many {
            format!("{}/{}", of.replication, of.id)
        } else {
            of.id.clone()
        };
        self.value("string", "concept:name", &name);
        self.value("int", "replication", &of.replication.to_string());
        self.value("string", "item", &of.id);
        self.value("string", "demand", of.demand);
        self.value("string", "kind", of.kind.word());
        for (attribute, value) in &of.attributes {
            self.value("string", &own_name(attribute), value);
        }
        self.value("string", "root", &of.root);
        self.value("string", "root_kind", of.root_kind.word());
        if let Some(parent) = &of.parent {
            self.value("string", "parent", parent);
        }
        if let Some(from) = &of.fault {
            self.value("string", "fault", from.fault);
            self.value("int", "fault_number", &from.number.to_string());
        }
        if of.open_at_start {
            self.value("boolean", "open_at_start", "true");
        }
        let events = events(of);
        let costs: Vec<f64> = events.iter().filter_map(|event| event.cost).collect();
        if !costs.is_empty() {
            self.value("float", "cost:total", &costs.iter().sum::<f64>().to_string());
        }
        for happened in &events {
            self.event(happened);
        }
        self.put(Event::End(BytesEnd::new("trace")));
        self.take()
    }

    /// What stands after the traces, as bytes.
    pub fn end(&mut self) -> Vec<u8> {
        self.put(Event::End(BytesEnd::new("log")));
        let mut end = self.take();
        end.push(b'\n');
        end
    }

    fn put(&mut self, event: Event<'_>) {
        // Into memory: nothing can go wrong.
        let _ = self.xml.write_event(event);
    }

    fn take(&mut self) -> Vec<u8> {
        std::mem::take(self.xml.get_mut())
    }

    fn event(&mut self, of: &Happened<'_>) {
        self.put(Event::Start(BytesStart::new("event")));
        self.value("string", "concept:name", of.activity);
        self.value("string", "lifecycle:transition", of.transition);
        self.value("date", "time:timestamp", &of.at.with_offset());
        if let Some(team) = of.team {
            self.value("string", "org:group", team);
        }
        if !of.people.is_empty() {
            self.value("string", "org:resource", &of.people.join(", "));
        }
        for (key, value) in &of.more {
            self.value("string", key, value);
        }
        if let Some(cost) = of.cost {
            self.value("float", "cost:total", &cost.to_string());
        }
        self.put(Event::End(BytesEnd::new("event")));
    }

    fn global(&mut self, scope: &str, values: &[(&str, &str, &str)]) {
        let start = BytesStart::new("global").with_attributes([("scope", scope)]);
        self.put(Event::Start(start));
        for (kind, key, value) in values {
            self.value(kind, key, value);
        }
        self.put(Event::End(BytesEnd::new("global")));
    }

    fn value(&mut self, kind: &str, key: &str, value: &str) {
        self.empty(kind, &[("key", key), ("value", value)])
    }

    fn empty(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        let legal: Vec<(&str, String)> = attributes.iter().map(|(key, value)| (*key, legal(value))).collect();
        let pairs = legal.iter().map(|(key, value)| (*key, value.as_str()));
        let tag = BytesStart::new(tag).with_attributes(pairs);
        self.put(Event::Empty(tag));
    }
}

/// Without the control characters that XML cannot hold; a scenario's names might.
fn legal(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// The events of a trace, in order.
fn events<'a>(of: &'a Journey<'_>) -> Vec<Happened<'a>> {
    let mut events = vec![moment("arrival", &of.arrived, Vec::new())];
    events.extend(events_of(&of.timeline));
    match of.state {
        State::Completed => events.push(moment("resolution", &of.until, Vec::new())),
        State::ClosedUndone => events.push(moment("closure", &of.until, Vec::new())),
        State::HelpedThemselves => events.push(moment("self-service", &of.until, Vec::new())),
        State::FailedAttempt => events.push(moment("failed self-service", &of.until, Vec::new())),
        State::Open => {}
    }
    events
}

/// The events of a timeline, in order: those of branches are told together, each with the branch that it belongs to.
fn events_of<'a>(timeline: &'a [Entry<'_>]) -> Vec<Happened<'a>> {
    let mut events = Vec::new();
    let mut interrupted = false;
    for entry in timeline {
        match entry {
            Entry::Spell(spell) if spell.doing == Doing::Work => {
                let transition = if interrupted { "resume" } else { "start" };
                events.push(work(spell, transition, &spell.from));
                interrupted = spell.paused.is_some();
                if spell.paused == Some(END_OF_RUN) {
                    continue;
                }
                let mut end = work(spell, if interrupted { "suspend" } else { "complete" }, &spell.to);
                end.cost = spell.cost;
                if let Some(why) = spell.paused {
                    end.more.push(("reason", why.to_owned()));
                }
                events.push(end);
            }
            Entry::Spell(_) => {}
            Entry::Split(split) => {
                let mut together = Vec::new();
                for branch in &split.branches {
                    let mut own = events_of(&branch.timeline);
                    own.iter_mut()
                        .for_each(|event| event.more.push(("branch", branch.name.to_owned())));
                    together.append(&mut own);
                }
                together.sort_by_key(|event| event.at.at);
                events.append(&mut together);
            }
            Entry::Note(note) => events.extend(noted(note)),
        }
    }
    events
}

/// Work that the end of the run cut is under way.
const END_OF_RUN: &str = "end of run";

fn work<'a>(spell: &'a Spell<'_>, transition: &'static str, at: &'a Moment) -> Happened<'a> {
    Happened {
        activity: spell.step,
        transition,
        at,
        team: spell.team,
        people: &spell.people,
        more: Vec::new(),
        cost: None,
    }
}

fn moment<'a>(activity: &'a str, at: &'a Moment, more: Vec<(&'static str, String)>) -> Happened<'a> {
    Happened {
        activity,
        transition: "complete",
        at,
        team: None,
        people: &[],
        more,
        cost: None,
    }
}

fn noted<'a>(note: &'a Note<'_>) -> Option<Happened<'a>> {
    match note {
        Note::Decided {
            at, route, approved, ..
        } => {
            let decision = if *approved { "approved" } else { "turned down" };
            let more = vec![("route", (*route).to_owned()), ("decision", decision.to_owned())];
            Some(moment("decision", at, more))
        }
        Note::Bypassed { at, route, .. } => Some(moment("bypass", at, vec![("route", (*route).to_owned())])),
        Note::Escalated { at, escalation } => {
            Some(moment("escalation", at, vec![("escalation", (*escalation).to_owned())]))
        }
        Note::TookEffect { at, failed, .. } => Some(moment(
            "effect",
            at,
            vec![("outcome", if *failed { "failed" } else { "succeeded" }.to_owned())],
        )),
        Note::Misjudged { at, priority } => Some(moment(
            "first priority",
            at,
            vec![("seen_priority", (*priority).to_owned())],
        )),
        Note::Corrected { at, priority } => Some(moment(
            "correction",
            at,
            vec![("seen_priority", (*priority).to_owned())],
        )),
        Note::Misrouted { at, team } => Some(with_team("misrouting", at, *team)),
        Note::Overflowed { at, team } => Some(with_team("overflow", at, *team)),
        Note::Abandoned { at, .. } => Some(moment("abandonment", at, Vec::new())),
        Note::Unsolved { at, supplier } => Some(moment(
            "unsolved return",
            at,
            supplier.iter().map(|name| ("supplier", (*name).to_owned())).collect(),
        )),
        Note::Released { at, part } => Some(moment("release of value", at, vec![("part", part.to_string())])),
        Note::Brought { at, capability } => {
            Some(moment("capability", at, vec![("capability", (*capability).to_owned())]))
        }
        Note::Automated { at, step, outcome } => Some(moment(
            "automated run",
            at,
            vec![("step", (*step).to_owned()), ("outcome", (*outcome).to_owned())],
        )),
        Note::Discovered { at, step } => Some(moment("failure noticed", at, vec![("step", (*step).to_owned())])),
        Note::Noticed { at, .. } => Some(moment("detection", at, Vec::new())),
        Note::Announced { at } => Some(moment("announcement", at, Vec::new())),
        Note::SeemsDone { at } => Some(moment("resolution", at, Vec::new())),
        Note::Resolved { at } => Some(moment("resolution", at, Vec::new())),
        Note::Reopened { at } => Some(moment("reopening", at, Vec::new())),
        Note::BackedOut { at, step } => Some(moment("back-out", at, vec![("step", (*step).to_owned())])),
        Note::LeftFault { at, fault } => Some(moment("fault left behind", at, vec![("fault", (*fault).to_owned())])),
        Note::FoundWorkaround { at, fault } => Some(moment("workaround", at, vec![("fault", (*fault).to_owned())])),
        Note::RemovedFault { at, fault } => Some(moment("fault removed", at, vec![("fault", (*fault).to_owned())])),
        Note::Chased { at } => Some(moment("chase", at, Vec::new())),
        // The raised item has a trace of its own, which names this one.
        Note::Raised { .. } => None,
    }
}

fn with_team<'a>(activity: &'a str, at: &'a Moment, team: Option<&'a str>) -> Happened<'a> {
    let mut happened = moment(activity, at, Vec::new());
    happened.team = team;
    happened
}
