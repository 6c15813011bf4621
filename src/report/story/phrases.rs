//! The sentences of a story.

use super::spell_at;
use crate::journey::{Cause, Doing, Entry, Held, Journey, Moment, PromiseClock, Spell, State, Verdict};
use crate::report::wording::{self, lasting, list, name, working};
use crate::time::Span;

/// `Tue 12 Jan 14:05`.
pub(super) fn moment(of: &Moment) -> String {
    of.local.strftime("%a %-d %b %H:%M").to_string()
}

/// `incident-1042 (P2) took 2 days 3 h, of which 41 min was work; its promise p2 broke on Tue 12 Jan 14:05, while it waited
/// for platform, off shift.`
pub(super) fn headline(of: &Journey<'_>) -> String {
    let work = of.part("touch");
    let of_which = if work == Span::ZERO {
        "in which nobody worked on it".to_owned()
    } else if work == of.lead {
        "all of it work".to_owned()
    } else {
        format!("of which {} was work", working(work))
    };
    let fate = match (of.state, &of.closed_with) {
        (State::Completed, Some(about)) => {
            format!("was closed with {about} after {}, {of_which}", lasting(of.lead))
        }
        (State::Completed, None) => format!("took {}, {of_which}", lasting(of.lead)),
        (State::ClosedUndone, _) => format!("was closed undone after {}, {of_which}", lasting(of.lead)),
        (State::HelpedThemselves, _) => format!(
            "never came to people: its user helped themselves in {}",
            lasting(of.lead)
        ),
        (State::FailedAttempt, _) => format!("failed: its user tried for {} to help themselves", lasting(of.lead)),
        (State::Open, _) => format!(
            "was still open when the run ended, after {}, {of_which}",
            lasting(of.lead)
        ),
    };
    let before = match of.timeline.first() {
        Some(Entry::Spell(spell)) if spell.doing == Doing::Unknown => format!(
            "; of the {} before the run began nothing is known",
            lasting(spell.lasting)
        ),
        _ => String::new(),
    };
    let comma = if of.attributes.is_empty() { "" } else { "," };
    format!(
        "{}{}{comma} {fate}{before}{}.",
        of.id,
        attributes(of),
        promises_in_short(of)
    )
}

fn attributes(of: &Journey<'_>) -> String {
    of.attributes
        .iter()
        .map(|(_, value)| format!(", {}", name(value)))
        .collect()
}

fn promises_in_short(of: &Journey<'_>) -> String {
    let broken = of.promises.iter().filter(|promise| promise.verdict == Verdict::Broken);
    let mut broken: Vec<&PromiseClock<'_>> = broken.collect();
    broken.sort_by_key(|promise| promise.due.as_ref().map(|due| due.at));
    if !broken.is_empty() {
        let told = |promise: &&PromiseClock<'_>| format!("; {}", broken_in_short(promise, of));
        return broken.iter().map(told).collect();
    }
    let with = |verdict| -> Vec<&PromiseClock<'_>> {
        of.promises
            .iter()
            .filter(|promise| promise.verdict == verdict)
            .collect()
    };
    match (with(Verdict::Kept).as_slice(), with(Verdict::Undecided).as_slice()) {
        ([], []) => String::new(),
        ([only], []) => format!("; {} was kept", title(only)),
        (_, []) => "; every promise about it was kept".to_owned(),
        (_, [first, ..]) => match &first.due {
            Some(due) => format!("; {} would have fallen due on {}", title(first), moment(due)),
            None => format!("; {} would have fallen due after the run", title(first)),
        },
    }
}

fn broken_in_short(promise: &PromiseClock<'_>, of: &Journey<'_>) -> String {
    let Some(due) = &promise.due else {
        return format!("{} was broken", title(promise));
    };
    if due.at >= of.until.at {
        return format!("{} could no longer be kept", title(promise));
    }
    let meanwhile = spell_at(of, due.at).map_or(String::new(), |spell| format!(", {}", meanwhile(spell)));
    format!("{} broke on {}{meanwhile}", title(promise), moment(due))
}

/// `its promise p2`, `its promise p2 of a first touch`.
fn title(promise: &PromiseClock<'_>) -> String {
    let of = if promise.aspect == "respond" {
        " of a first touch"
    } else {
        ""
    };
    format!("its promise {}{of}", name(promise.promise))
}

fn meanwhile(spell: &Spell<'_>) -> String {
    match spell.doing {
        Doing::Unknown => "before the run began".to_owned(),
        Doing::Waits => format!("while it waited {}", wait(spell)),
        Doing::Work => format!("while {}", work_in_past(spell)),
    }
}

/// What a wait is for: `in the queue of platform`, `for platform, off shift`, `for approval by board`.
pub(super) fn wait(spell: &Spell<'_>) -> String {
    if spell.doing == Doing::Unknown {
        return "before the run began".to_owned();
    }
    let team = spell.team.map_or_else(|| name(spell.step), name);
    if let Some(cause) = &spell.blocked_by {
        return blocked(cause, spell);
    }
    match (spell.approval, spell.part) {
        (true, _) if spell.board => format!("for the next meeting of {}", name(spell.step)),
        (true, _) => format!("for approval by {}", name(spell.step)),
        (false, "queue") => format!("in the queue of {team}"),
        (false, "off_shift") => format!("for {team}, off shift"),
        (false, "supplier") => match spell.supplier {
            Some(supplier) => format!("for the supplier {} at {}", name(supplier), name(spell.step)),
            None => format!("for the supplier at {}", name(spell.step)),
        },
        (false, "customer") => format!("for the customer at {}", name(spell.step)),
        (false, "handoff") => format!("on its way to {team}"),
        (false, _) => format!("at {}", name(spell.step)),
    }
}

/// What an item waits for that other items keep from going on.
fn blocked(cause: &Cause<'_>, spell: &Spell<'_>) -> String {
    let step = name(spell.step);
    match cause {
        Cause::FullLimit { keeps, limit, items } => {
            let keeps = match keeps {
                0 => String::new(),
                1 => ", and keeps 1 person".to_owned(),
                some => format!(", and keeps {some} people"),
            };
            // A step's limit is met where the step is entered.
            let which = match limit.starts_with("step ") {
                true => format!("its limit ({items})"),
                false => format!("the limit of {} ({items})", name(limit)),
            };
            format!("to enter {step}: {which} is full{keeps}")
        }
        Cause::Children { ids } if ids.is_empty() => format!("for what {step} raised"),
        Cause::Children { ids } => format!("for {}", list(&ids.iter().map(|id| name(id)).collect::<Vec<_>>())),
        Cause::MissingParts { parts } => {
            let parts = list(&parts.iter().map(|part| name(part)).collect::<Vec<_>>());
            format!("for spare parts ({parts}) at {step}")
        }
        Cause::Freeze { name: freeze } => format!("until the freeze {} is over, to begin {step}", name(freeze)),
        Cause::SwampedTeam { team } => format!("until {} is less swamped", name(team)),
        Cause::Departure { at: Some(at) } => format!("for the {} train at {step}", at.local.strftime("%A %H:%M")),
        Cause::Departure { at: None } => format!("for the next train at {step}"),
        Cause::Unnoticed => "for somebody to notice it".to_owned(),
        Cause::SelfService => "for nobody: its user tried to help themselves".to_owned(),
        Cause::AutomatedRun => format!("while {step} runs by itself"),
        Cause::Gathering { needs } => format!("for a batch of {needs} to gather at {step}"),
    }
}

/// Who works: `desk 2`, `platform 1 and platform 3`, `3 people of change board`.
pub(super) fn workers(spell: &Spell<'_>) -> String {
    if spell.people.is_empty() {
        let team = spell.team.map_or_else(|| "the board".to_owned(), name);
        return format!("{} people of {team}", spell.crew);
    }
    list(&spell.people.iter().map(|person| name(person)).collect::<Vec<_>>())
}

fn work_in_past(spell: &Spell<'_>) -> String {
    let workers = workers(spell);
    if spell.board {
        format!("{workers} discussed it")
    } else if spell.approval {
        format!("{workers} reviewed it")
    } else {
        format!("{workers} worked on it")
    }
}

/// `work by platform`, `queue of desk`.
pub(super) fn held(of: &Held<'_>) -> String {
    let team = of.team.map_or_else(String::new, name);
    match of.part {
        "touch" => format!("work by {team}"),
        // Nothing else of a queue has no team.
        "queue" if team.is_empty() => "before the run began, not known how".to_owned(),
        "queue" => format!("in the queue of {team}"),
        "off_shift" => format!("waiting for {team}, off shift"),
        "approval" if team.is_empty() => "approval".to_owned(),
        "approval" => format!("approval by {team}"),
        "blocked" if team.is_empty() => "blocked by other items".to_owned(),
        "blocked" => format!("blocked by other items, {team}"),
        "handoff" => format!("on its way to {team}"),
        "supplier" if !team.is_empty() => format!("waiting for spare parts, {team}"),
        "supplier" if of.supplier.is_some() => {
            format!("with the supplier {}", of.supplier.map_or_else(String::new, name))
        }
        "batch" if team.is_empty() => "waiting for a train or a batch".to_owned(),
        "batch" => format!("waiting for a train or a batch, {team}"),
        part if team.is_empty() => name(part),
        part => format!("{}, {team}", name(part)),
    }
}

/// A promise with what became of it, and how its clock ran.
pub(super) fn promise(of: &PromiseClock<'_>, journey: &Journey<'_>) -> String {
    let what = if of.aspect == "respond" {
        "first touched"
    } else {
        "resolved"
    };
    let target = match (of.working_days, of.target_seconds) {
        (Some(1), _) => "1 working day".to_owned(),
        (Some(days), _) => format!("{days} working days"),
        (None, Some(seconds)) => lasting(Span((seconds * 1000.0) as i64)),
        (None, None) => "time".to_owned(),
    };
    let hours = match of.clock {
        "always" => String::new(),
        clock => format!(" of {} hours", name(clock)),
    };
    let due = of.due.as_ref().map_or("after the run".to_owned(), moment);
    format!(
        "{}: {what} within {target}{hours}. Due {due}; {}.{}",
        wording::title(of.promise),
        outcome(of, journey),
        clock_in_short(of)
    )
}

fn outcome(of: &PromiseClock<'_>, journey: &Journey<'_>) -> String {
    let what = if of.aspect == "respond" {
        "first touched"
    } else {
        "resolved"
    };
    match (&of.due, &of.met, of.verdict) {
        (_, Some(met), Verdict::Kept) if journey.open_at_start && met.at <= journey.arrived.at => {
            format!("kept: {what} before the run began, as it counts")
        }
        (Some(due), Some(met), Verdict::Kept) if met.at == due.at => format!("kept: {what} {} on the dot", moment(met)),
        (Some(due), Some(met), Verdict::Kept) => {
            format!("kept: {what} {}, {} before", moment(met), lasting(due.at - met.at))
        }
        (Some(due), Some(met), _) => format!("broken: {what} {}, {} late", moment(met), lasting(met.at - due.at)),
        (None, Some(met), _) => format!("kept: {what} {}", moment(met)),
        (_, None, Verdict::Undecided) => "the run ended before".to_owned(),
        (_, None, _) if journey.state == State::ClosedUndone => format!("broken: closed undone, never {what}"),
        (_, None, _) => format!("broken: not {what} when the run ended"),
    }
}

fn clock_in_short(of: &PromiseClock<'_>) -> String {
    let total = |runs: bool| -> Span {
        let lengths = of.runs.iter().filter(|run| run.runs == runs);
        lengths.fold(Span::ZERO, |sum, run| sum + (run.to.at - run.from.at))
    };
    let (ran, stood) = (total(true), total(false));
    let by_waits = of.stopped.iter().fold(Span::ZERO, |sum, stop| sum + stop.time);
    if of.runs.is_empty() || of.clock == "always" && by_waits == Span::ZERO {
        return String::new();
    }
    if stood == Span::ZERO {
        return format!(" Its clock ran all the while, for {}.", lasting(ran));
    }
    let mut why: Vec<(Span, String)> = Vec::new();
    if stood > by_waits {
        why.push((stood - by_waits, format!("outside {} hours", name(of.clock))));
    }
    why.extend(
        of.stopped
            .iter()
            .map(|stop| (stop.time, format!("during {}", name(stop.step)))),
    );
    let why = match why.as_slice() {
        [(_, only)] => format!(", {only}"),
        several => {
            let told = |(time, words): &(Span, String)| format!("{} {words}", lasting(*time));
            format!(": {}", list(&several.iter().map(told).collect::<Vec<_>>()))
        }
    };
    format!(
        " Its clock ran for {} and stood still for {}{why}.",
        lasting(ran),
        lasting(stood)
    )
}

/// How long the item was late, and which of its waits were longer than that.
pub(super) fn in_the_way(promise: &PromiseClock<'_>, late: Span, work: Span, waits: &[(String, Span)]) -> String {
    let what = format!(
        "{} was broken by {}",
        title(promise).replacen("its", "Its", 1),
        lasting(late)
    );
    let told = |(words, time): &(String, Span)| format!("{} {words}", lasting(*time));
    let longer: Vec<String> = waits.iter().filter(|(_, time)| *time > late).map(told).collect();
    match (longer.as_slice(), waits.first()) {
        ([], None) => format!("{what}. It never waited: all of its time was work."),
        ([], Some(longest)) => format!(
            "{what}. No single wait was as long as that: the longest was {}, and the work took {}.",
            told(longest),
            working(work)
        ),
        ([only], _) => format!("{what}. One wait was longer than that: {only}."),
        _ => format!("{what}. Each of these waits was longer than that: {}.", list(&longer)),
    }
}
