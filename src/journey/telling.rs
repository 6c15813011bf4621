//! From a record in numbers to a journey in names.

use super::clocks;
use super::directory::{Directory, Id};
use super::noting::note;
use super::record::{Happening, Noted, Record};
use super::shifts::Shifts;
use super::spells::{self, Beat, NOWHERE, RawSpell, RawSplit, Upshot};
use super::tale::{Branch, BranchState, Cause, Doing, Entry, FromFault, Held, Journey, PartTime, Spell, Split, State};
use crate::engine::program::PlaceKind;
use crate::observation::{Block, Leave, PARTS, Part};
use crate::time::{Instant, Span};

/// The parts of lead time by their names in results, in order.
const NAMED_PARTS: [(Part, &str); PARTS] = [
    (Part::Touch, "touch"),
    (Part::Queue, "queue"),
    (Part::OffShift, "off_shift"),
    (Part::Approval, "approval"),
    (Part::Supplier, "supplier"),
    (Part::Customer, "customer"),
    (Part::Handoff, "handoff"),
    (Part::Blocked, "blocked"),
    (Part::Other, "other_waits"),
    (Part::Batch, "batch"),
];

/// The names of the parts of lead time, in order.
pub const PART_NAMES: [&str; PARTS] = {
    let mut names = [""; PARTS];
    let mut index = 0;
    while index < PARTS {
        names[index] = NAMED_PARTS[index].1;
        index += 1;
    }
    names
};

pub(super) fn journey<'a>(record: &Record, directory: &Directory<'a>, shifts: &Shifts<'_>) -> Journey<'a> {
    let program = directory.program;
    let demand = &directory.model.demands[record.id.demand as usize];
    let until = record.ending.map_or(program.window_end, |ending| ending.at);
    let beats = spells::cut(record, program, shifts, until);
    // The engine's own parts count; a journey under way has none yet.
    let parts = record.ending.map_or_else(
        || spells::parts(&beats),
        |ending| std::array::from_fn(|part| ending.parts[0][part] + ending.parts[1][part]),
    );
    let state = match record.ending {
        None => State::Open,
        Some(ending) if record.is_attempt && ending.completed => State::HelpedThemselves,
        Some(_) if record.is_attempt => State::FailedAttempt,
        Some(ending) if ending.completed => State::Completed,
        Some(_) => State::ClosedUndone,
    };
    Journey {
        id: directory.id(record.id),
        replication: directory.replication,
        demand: &demand.name,
        kind: demand.kind,
        attributes: directory.attributes(record.class),
        parent: record.parent.map(|parent| directory.id(parent)),
        asks_after_parent: record.asks,
        fault: record.fault.map(|of| FromFault {
            fault: directory.fault(of.symptom.sort),
            number: of.symptom.fault + 1,
            item: of.symptom.number,
            left_by: of.left_by.map(|item| directory.id(item)),
            known: of.symptom.known,
        }),
        root: directory.id(record.root),
        root_kind: program.root_kind(record.class, record.root_index),
        children: Vec::new(),
        calls: record.calls.iter().map(|call| directory.id(*call)).collect(),
        arrived: directory.moment(record.arrived),
        // Where somebody had touched it before the start, nobody knows when.
        first_touched: record
            .first_touch
            .filter(|touch| !record.open_at_start || *touch >= Instant::START)
            .map(|touch| directory.moment(touch)),
        open_at_start: record.open_at_start,
        state,
        closed_with: record
            .ending
            .and_then(|ending| ending.closed_with)
            .map(|about| directory.id(about)),
        until: directory.moment(until),
        counted: state == State::Completed && until >= program.window_start,
        lead: until - record.arrived,
        parts: NAMED_PARTS
            .iter()
            .map(|&(part, name)| PartTime {
                part: name,
                time: Span(parts[part as usize]),
            })
            .collect(),
        held: held(&beats, directory),
        timeline: entries(&beats, record, directory),
        promises_from: record
            .clock_from
            .filter(|from| *from != record.arrived && *from < Instant::NEVER)
            .map(|from| directory.moment(from)),
        promises: if record.is_attempt {
            Vec::new()
        } else {
            clocks::clocks(record, directory)
        },
    }
}

/// Adds up who held an item, and how.
fn held<'a>(beats: &[Beat], directory: &Directory<'a>) -> Vec<Held<'a>> {
    let mut held: Vec<Held<'a>> = Vec::new();
    for spell in spells::path(beats) {
        let part = NAMED_PARTS[spell.part as usize].1;
        let place = (spell.place != NOWHERE).then(|| directory.place(spell.place));
        let (team, supplier) = place.map_or((None, None), |place| (place.team, place.supplier));
        let time = spell.to - spell.from;
        let same = |it: &&mut Held<'a>| it.team == team && it.supplier == supplier && it.part == part;
        match held.iter_mut().find(same) {
            Some(it) => it.time += time,
            None => held.push(Held {
                team,
                supplier,
                part,
                time,
            }),
        }
    }
    held
}

fn entries<'a>(beats: &[Beat], record: &Record, directory: &Directory<'a>) -> Vec<Entry<'a>> {
    let entry = |beat: &Beat| match beat {
        Beat::Spell(spell) => Entry::Spell(told_spell(spell, record, directory)),
        Beat::Split(split) => Entry::Split(told_split(split, record, directory)),
        Beat::Note(at, noted) => Entry::Note(note(*at, *noted, record.id.demand, directory)),
    };
    beats.iter().map(entry).collect()
}

fn told_split<'a>(of: &RawSplit, record: &Record, directory: &Directory<'a>) -> Split<'a> {
    let fork = directory.program.places[of.place as usize].fork.as_ref();
    let branches = of.branches.iter().enumerate().map(|(number, branch)| Branch {
        name: directory.place(branch.place).step,
        until: directory.moment(branch.until),
        state: match branch.upshot {
            Upshot::Joined => BranchState::Joined,
            Upshot::NotNeeded => BranchState::NotNeeded,
            Upshot::GoesOn => BranchState::WentOn,
        },
        followed: number == of.followed,
        timeline: entries(&branch.beats, record, directory),
    });
    Split {
        from: directory.moment(of.from),
        to: directory.moment(of.to),
        lasting: of.to - of.from,
        split_after: directory.place(of.place).step,
        needed: fork.map_or(0, |fork| fork.needed),
        branches: branches.collect(),
    }
}

/// What kept an item from going on in a spell.
fn cause<'a>(of: &RawSpell, record: &Record, directory: &Directory<'a>) -> Option<Cause<'a>> {
    let by = of.by?;
    let place = &directory.program.places[of.place as usize];
    match by {
        Block::Full { people, limit } => Some(Cause::FullLimit {
            keeps: people,
            limit: directory.limit(limit),
            items: directory
                .program
                .limits
                .get(limit as usize)
                .map_or(0, |limit| limit.items),
        }),
        Block::Swamped => {
            let team = place.gates.hold.as_ref()?.team;
            let team = directory.model.teams.get(team as usize)?;
            Some(Cause::SwampedTeam { team: &team.name })
        }
        Block::NoPart => {
            let parts = place.gates.parts.iter();
            let names = parts.filter_map(|&(part, _)| directory.model.parts.get(part as usize));
            Some(Cause::MissingParts {
                parts: names.map(|part| part.name.as_str()).collect(),
            })
        }
        Block::Departure => {
            let train = directory.program.trains.get(place.gates.train as usize)?;
            let left = train.departures.binary_search(&of.to).is_ok();
            Some(Cause::Departure {
                at: left.then(|| directory.moment(of.to)),
            })
        }
        Block::Gathering => {
            let batch = directory.program.batches.get(place.batch as usize)?;
            Some(Cause::Gathering { needs: batch.at_least })
        }
        Block::Frozen { freeze } => {
            let freeze = directory.model.freezes.get(freeze as usize)?;
            Some(Cause::Freeze { name: &freeze.name })
        }
        Block::Children => Some(Cause::Children {
            ids: awaited(of, record, directory),
        }),
        Block::Automated => Some(Cause::AutomatedRun),
        Block::Unnoticed => Some(Cause::Unnoticed),
        Block::SelfService => Some(Cause::SelfService),
        Block::Branches => None,
    }
}

/// The children for which an item waits: those raised just then of which its step says so.
fn awaited(of: &RawSpell, record: &Record, directory: &Directory<'_>) -> Vec<String> {
    let raises = &directory.program.places[of.place as usize].raises;
    let waited_for = |id: &Id| raises.iter().any(|raise| raise.waited_for && raise.demand == id.demand);
    let raised = record.events.iter().filter(|event| event.at == of.from);
    let raised = raised.filter_map(|event| match event.what {
        Happening::Noted(Noted::Raises { key, .. }) => Some(key),
        _ => None,
    });
    let ids = raised.filter_map(|key| record.children.iter().find(|(own, _)| *own == key));
    let awaited = ids.map(|(_, id)| id).filter(|id| waited_for(id));
    awaited.map(|id| directory.id(*id)).collect()
}

/// What work cost: the hours of each at the hourly cost of their team, where that is stated for all.
fn cost(of: &RawSpell, directory: &Directory<'_>) -> Option<f64> {
    let hours = (of.to - of.from).as_hours();
    let hourly = |team: u32| directory.model.teams.get(team as usize)?.hourly_cost;
    if of.crew == 0 {
        return None;
    }
    if of.people.is_empty() {
        let team = directory.program.places[of.place as usize].team;
        return Some(hours * f64::from(of.crew) * hourly(team)?);
    }
    let each = of
        .people
        .iter()
        .map(|&person| hourly(directory.program.people[person as usize].team));
    Some(hours * each.sum::<Option<f64>>()?)
}

/// A time of which nothing is known.
fn unknown<'a>(of: &RawSpell, directory: &Directory<'a>) -> Spell<'a> {
    Spell {
        from: directory.moment(of.from),
        to: directory.moment(of.to),
        lasting: of.to - of.from,
        doing: Doing::Unknown,
        part: NAMED_PARTS[of.part as usize].1,
        step: "",
        approval: false,
        board: false,
        team: None,
        supplier: None,
        people: Vec::new(),
        crew: 0,
        rework: false,
        paused: None,
        blocked_by: None,
        cost: None,
    }
}

fn told_spell<'a>(of: &RawSpell, record: &Record, directory: &Directory<'a>) -> Spell<'a> {
    if of.place == NOWHERE {
        return unknown(of, directory);
    }
    let place = directory.place(of.place);
    let board = match directory.program.places[of.place as usize].kind {
        PlaceKind::Approval(route) => directory.program.routes[route as usize].board.is_some(),
        PlaceKind::Step(_) => false,
    };
    Spell {
        from: directory.moment(of.from),
        to: directory.moment(of.to),
        lasting: of.to - of.from,
        doing: if of.crew > 0 { Doing::Work } else { Doing::Waits },
        part: NAMED_PARTS[of.part as usize].1,
        step: place.step,
        approval: place.is_approval,
        board,
        team: place.team,
        supplier: place.supplier,
        people: of.people.iter().map(|&person| directory.person(person)).collect(),
        crew: of.crew,
        rework: of.rework,
        paused: of.paused.map(|why| match why {
            Leave::ShiftEnd => "shift end",
            Leave::Duties => "other duties",
            Leave::Meeting => "meeting",
            Leave::Preempted => "more urgent work",
            Leave::RunEnd => "end of run",
        }),
        blocked_by: cause(of, record, directory),
        cost: cost(of, directory),
    }
}
