//! The timeline of a story: when, what, how long.

use super::{is_open, phrases, verdict_cell};
use crate::journey::{BranchState, ClockRun, Doing, Entry, Journey, Moment, Note, Spell, Split, State, Verdict};
use crate::report::grid::{Align, Cell, Grid, Ink, cell, inked};
use crate::report::wording::{lasting, name, percent};

/// More stops of clocks than these say nothing that the summary of promises does not.
const MOST_CLOCK_ROWS: usize = 10;

/// Parts of lead time that are told with a team, and so need the step beside it.
const HAS_QUEUE: [&str; 3] = ["queue", "off_shift", "handoff"];

struct Row<'a> {
    at: &'a Moment,
    what: Cell,
    lasting: String,
}

/// The rows under their heading; a date stands where it changes.
pub(super) fn timeline(of: &Journey<'_>) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Left, Align::Left, Align::Right]);
    grid.heading(&["TIMELINE", "", "", ""]);
    let (mut day, mut year) = (None, None);
    for row in rows(of) {
        let date = row.at.local.date();
        let mut told = String::new();
        if day != Some(date) {
            told = row.at.local.strftime("%a %-d %b").to_string();
            if year != Some(date.year()) {
                told.push_str(&format!(" {}", date.year()));
            }
        }
        (day, year) = (Some(date), Some(date.year()));
        grid.row(vec![
            cell(format!("  {told}")),
            cell(row.at.local.strftime("%H:%M").to_string()),
            row.what,
            cell(row.lasting),
        ]);
    }
    grid
}

fn rows<'a>(of: &'a Journey<'_>) -> Vec<Row<'a>> {
    let mut rows = vec![plain(&of.arrived, arrival(of))];
    rows.extend(entry_rows(&of.timeline, is_open(of)));
    let mut clocks = clock_rows(of);
    clocks.sort_by_key(|row| row.at.at);
    for row in clocks {
        // What happens at the same moment comes before what a clock says of it.
        let place = rows.partition_point(|other| other.at.at <= row.at.at);
        rows.insert(place, row);
    }
    rows.push(end(of));
    rows
}

fn entry_rows<'a>(timeline: &'a [Entry<'_>], open: bool) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut paused: Option<&str> = None;
    for entry in timeline {
        match entry {
            Entry::Spell(spell) => {
                rows.push(spell_row(spell, paused == Some(spell.step)));
                if spell.doing == Doing::Work {
                    paused = spell.paused.map(|_| spell.step);
                }
            }
            Entry::Split(split) => rows.extend(split_rows(split, open)),
            Entry::Note(note) => rows.push(note_row(note)),
        }
    }
    rows
}

/// The branches of an item, told together in the order of time; each row begins with the name of its branch.
fn split_rows<'a>(of: &'a Split<'_>, open: bool) -> Vec<Row<'a>> {
    let names: Vec<String> = of.branches.iter().map(|branch| name(branch.name)).collect();
    let needs = match of.needed {
        all if all as usize == names.len() => String::new(),
        1 => "; the first to end is enough".to_owned(),
        some => format!("; the first {some} to end are enough"),
    };
    let mut rows = Vec::new();
    for (branch, title) in of.branches.iter().zip(&names) {
        let mut own = entry_rows(&branch.timeline, open);
        let ends = match branch.state {
            BranchState::Joined if branch.followed => "ends, and the item goes on",
            BranchState::Joined => "ends",
            BranchState::NotNeeded => "is not needed any more",
            BranchState::WentOn if open => "still goes on",
            BranchState::WentOn => "ends with the item",
        };
        own.push(plain(&branch.until, ends.to_owned()));
        for row in &mut own {
            row.what.begin(&format!("[{title}] "));
        }
        rows.extend(own);
    }
    rows.sort_by_key(|row| row.at.at);
    rows.insert(
        0,
        Row {
            at: &of.from,
            what: cell(format!(
                "splits into {} branches after {}: {}{needs}",
                names.len(),
                name(of.split_after),
                crate::report::wording::list(&names)
            )),
            lasting: lasting(of.lasting),
        },
    );
    rows
}

fn plain(at: &Moment, what: String) -> Row<'_> {
    Row {
        at,
        what: cell(what),
        lasting: String::new(),
    }
}

fn arrival(of: &Journey<'_>) -> String {
    let values: String = of
        .attributes
        .iter()
        .map(|(_, value)| format!(", {}", name(value)))
        .collect();
    if let Some(from) = &of.fault {
        let times = match from.item {
            1 => "for the first time".to_owned(),
            nth => format!("for the {nth}{} time", ordinal(nth)),
        };
        let left = from.left_by.as_ref().map(|item| format!(", left behind by {item}"));
        let known = if from.known { ", a workaround is known" } else { "" };
        return format!(
            "a fault ({}{}) causes it, {times}{known}: {}{values}",
            name(from.fault),
            left.unwrap_or_default(),
            name(of.demand)
        );
    }
    match &of.parent {
        Some(parent) if of.asks_after_parent => format!(
            "somebody asks after {parent}, which is late: {}{values}",
            name(of.demand)
        ),
        Some(parent) => format!("{parent} raises it: {}{values}", name(of.demand)),
        None => format!("arrives: {}{values}", name(of.demand)),
    }
}

/// The ending of a number that counts: `nd` of 2.
fn ordinal(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn spell_row<'a>(spell: &'a Spell<'_>, goes_on: bool) -> Row<'a> {
    let what = match spell.doing {
        Doing::Unknown => cell("is open before the run begins; what happened is not known"),
        Doing::Work => cell(work(spell, goes_on)),
        Doing::Waits if spell.approval || spell.blocked_by.is_some() || !HAS_QUEUE.contains(&spell.part) => {
            cell(format!("waits {}", phrases::wait(spell)))
        }
        Doing::Waits => cell(format!("waits {} ({})", phrases::wait(spell), name(spell.step))),
    };
    Row {
        at: &spell.from,
        what,
        lasting: lasting(spell.lasting),
    }
}

fn work(spell: &Spell<'_>, goes_on: bool) -> String {
    let step = name(spell.step);
    let several = spell.people.len() != 1;
    let verb = |one: &str, many: &str| if several { many.to_owned() } else { one.to_owned() };
    let what = match (spell.board, spell.approval, goes_on) {
        (true, _, _) => "discuss it".to_owned(),
        (false, true, false) => format!("{} it ({step})", verb("reviews", "review")),
        (false, true, true) => format!("{} on with the review ({step})", verb("goes", "go")),
        (false, false, true) => format!("{} on with {step}", verb("goes", "go")),
        (false, false, false) => format!("{} on {step}", verb("works", "work")),
    };
    let again = if spell.rework && !goes_on && !spell.approval {
        ", again"
    } else {
        ""
    };
    let pause = match spell.paused {
        None => String::new(),
        Some("shift end") => "; stops at the end of the shift".to_owned(),
        Some("other duties") => "; stops for other duties".to_owned(),
        Some("more urgent work") => "; stops for more urgent work".to_owned(),
        Some("meeting") => "; stops for a meeting".to_owned(),
        Some("end of run") => "; still at it when the run ends".to_owned(),
        Some(why) => format!("; stops: {why}"),
    };
    format!("{} {what}{again}{pause}", phrases::workers(spell))
}

fn note_row<'a>(note: &'a Note<'_>) -> Row<'a> {
    match note {
        Note::Decided {
            at,
            route,
            approved,
            looked_at,
            sent_back,
            whole,
        } => {
            let route = name(route);
            plain(
                at,
                match (approved, looked_at, sent_back) {
                    (true, false, _) => "approved in advance".to_owned(),
                    (true, true, _) => format!("approved ({route})"),
                    (false, _, _) if !whole => format!("turned down ({route})"),
                    (false, _, true) => format!("turned down ({route}): it goes back"),
                    (false, _, false) => format!("turned down for good ({route})"),
                },
            )
        }
        Note::Bypassed { at, route, instead } => {
            let route = name(route);
            let what = match instead {
                None => format!("goes round its approval ({route})"),
                Some(instead) => format!(
                    "declared to be what it is not: goes to {} instead of {route}",
                    name(instead)
                ),
            };
            Row {
                at,
                what: inked(what, Ink::Doubtful),
                lasting: String::new(),
            }
        }
        Note::Escalated { at, escalation } => plain(at, format!("open for too long: escalated ({})", name(escalation))),
        Note::TookEffect { at, failed: false, .. } => plain(at, "takes effect".to_owned()),
        Note::TookEffect { at, failed: true, .. } => Row {
            at,
            what: inked("takes effect, and fails", Ink::Bad),
            lasting: String::new(),
        },
        Note::BackedOut { at, step } => Row {
            at,
            what: inked(format!("is backed out ({})", name(step)), Ink::Bad),
            lasting: String::new(),
        },
        Note::LeftFault { at, fault } => Row {
            at,
            what: inked(format!("leaves a fault behind ({})", name(fault)), Ink::Bad),
            lasting: String::new(),
        },
        Note::FoundWorkaround { at, fault } => {
            plain(at, format!("a workaround is known from now on ({})", name(fault)))
        }
        Note::RemovedFault { at, fault } => plain(at, format!("removes the fault ({})", name(fault))),
        Note::Chased { at } => plain(at, "late: somebody asks after it".to_owned()),
        Note::Raised { at, id, appears, .. } => {
            let what = match id {
                Some(id) if appears.at == at.at => format!("raises {id}"),
                Some(id) => format!("causes {id}, which comes in on {}", phrases::moment(appears)),
                None => "causes one more, which would come in after the run".to_owned(),
            };
            plain(at, what)
        }
        Note::Misjudged { at, priority } => plain(at, format!("is taken for {}", name(priority))),
        Note::Corrected { at, priority } => plain(at, format!("is corrected to {}", name(priority))),
        Note::Misrouted { at, team } => plain(at, format!("goes to the wrong team first: {}", of_team(*team))),
        Note::Overflowed { at, team } => plain(at, format!("has waited too long: {} takes it over", of_team(*team))),
        Note::Abandoned { at, step } => plain(at, format!("gives up waiting ({})", name(step))),
        Note::Unsolved { at, supplier } => {
            let who = supplier.map_or_else(|| "the supplier".to_owned(), name);
            plain(at, format!("comes back from {who} unsolved"))
        }
        Note::Released { at, part } => plain(at, format!("{} of its value is there", percent(*part))),
        Note::Brought { at, capability } => plain(at, format!("brings {}", name(capability))),
        Note::Automated { at, step, outcome } => plain(
            at,
            match *outcome {
                "done" => format!("{} has run by itself", name(step)),
                "failed" => format!("{} has run by itself, and failed: people take over", name(step)),
                _ => format!("{} has run by itself, and failed, which nobody notices", name(step)),
            },
        ),
        Note::Discovered { at, step } => plain(at, format!("somebody notices that {} had failed", name(step))),
        Note::Noticed { at, by_call: true } => plain(at, "is noticed, because somebody calls".to_owned()),
        Note::Noticed { at, by_call: false } => plain(at, "is noticed".to_owned()),
        Note::Announced { at } => plain(at, "is announced to those who would call".to_owned()),
        Note::SeemsDone { at } => plain(at, "resolved, as it seems".to_owned()),
        Note::Resolved { at } => plain(at, "resolved, as it seems".to_owned()),
        Note::Reopened { at } => plain(at, "reopened: it was not resolved".to_owned()),
    }
}

fn of_team(team: Option<&str>) -> String {
    team.map_or_else(|| "nobody".to_owned(), name)
}

/// Where clocks stop, go on and break.
fn clock_rows<'a>(of: &'a Journey<'_>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for promise in &of.promises {
        let title = name(promise.promise);
        let resolves = promise.aspect == "resolve";
        if promise.runs.len() <= MOST_CLOCK_ROWS && resolves {
            let changes = promise.runs.iter().enumerate();
            rows.extend(changes.filter_map(|(number, run)| clock_row(number, run, &title)));
        }
        let due = promise.due.as_ref().filter(|due| due.at < of.until.at || is_open(of));
        if let (Some(due), Verdict::Broken) = (due, promise.verdict) {
            let aspect = if resolves { "" } else { " of a first touch" };
            rows.push(Row {
                at: due,
                what: verdict_cell(format!("promise {title}{aspect} breaks"), promise.verdict),
                lasting: String::new(),
            });
        }
    }
    rows
}

fn clock_row<'a>(number: usize, run: &'a ClockRun, title: &str) -> Option<Row<'a>> {
    let what = match (number, run.runs) {
        (0, true) => return None,
        (0, false) => format!("the clock of {title} does not run yet"),
        (_, true) => format!("the clock of {title} runs"),
        (_, false) => format!("the clock of {title} stands still"),
    };
    Some(Row {
        at: &run.from,
        what: inked(what, Ink::Quiet),
        lasting: String::new(),
    })
}

fn end<'a>(of: &'a Journey<'_>) -> Row<'a> {
    let (what, verdict) = match (of.state, &of.closed_with) {
        (State::Completed, None) => ("resolved".to_owned(), Verdict::Kept),
        (State::Completed, Some(about)) => (format!("closed, because {about} is over"), Verdict::Kept),
        (State::ClosedUndone, _) => ("closed undone".to_owned(), Verdict::Broken),
        (State::HelpedThemselves, _) => ("its user has helped themselves".to_owned(), Verdict::Kept),
        (State::FailedAttempt, _) => ("its user gives up helping themselves".to_owned(), Verdict::Broken),
        (State::Open, _) => ("the run ends; it is still open".to_owned(), Verdict::Undecided),
    };
    Row {
        at: &of.until,
        what: verdict_cell(what, verdict),
        lasting: String::new(),
    }
}
