//! Freezes, escalations and audits.

use super::tasks::{Task, Tasks};
use super::{World, entries};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{
    Activity, Aspect, Audit, CalendarId, Deadline, DemandId, EscalateWhen, Escalation, Freeze, FreezeTime, Model,
    Promise, Selector, StepId, StreamId, TeamId,
};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{AuditText, EscalationText, FreezeText};
use crate::scenario::values::{SelectorText, Share, StepNames};
use crate::time::{Instant, Span};

/// The most audits of one kind in a run.
const MOST_AUDITS: usize = 100_000;

fn selector(world: &World<'_>, text: &Option<Placed<SelectorText>>, faults: &mut Diagnostics) -> Selector {
    let selector = text.as_ref().map(|text| world.selector(&text.value, faults));
    selector.unwrap_or_default()
}

/// Every freeze in the order of the file.
pub fn freezes(world: &World<'_>, faults: &mut Diagnostics) -> Vec<Freeze> {
    let mut freezes = Vec::new();
    for (name, text) in entries(&world.text.freeze) {
        let Some(text) = text else { continue };
        let steps = text
            .stops
            .as_ref()
            .map_or(Vec::new(), |stops| frozen_steps(world, stops, faults));
        let selector = selector(world, &text.selector, faults);
        if let Some(when) = freeze_time(world, name, text, faults) {
            freezes.push(Freeze {
                name: name.value.clone(),
                selector,
                steps,
                when,
            });
        }
    }
    freezes
}

fn frozen_steps(world: &World<'_>, stops: &Placed<StepNames>, faults: &mut Diagnostics) -> Vec<(StreamId, StepId)> {
    let mut steps = Vec::new();
    for written in &stops.value.0 {
        let placed = |value: &String| Placed {
            value: value.clone(),
            place: written.place.clone(),
        };
        let (stream, step) = (placed(&written.value.0), placed(&written.value.1));
        let Some(found) = world.streams.find(&stream, faults) else {
            continue;
        };
        let Some((_, text)) = entries(&world.text.stream).get(found) else {
            continue;
        };
        let names = super::streams::step_names(text.as_ref());
        let names = super::names::Names::new("step", "steps", names.into_iter());
        let Some(index) = names.find(&step, faults) else {
            continue;
        };
        let text = text.as_ref().and_then(|text| text.step.as_ref()?.value.0.get(index));
        if text.is_some_and(|text| text.wait.is_some()) {
            let fault = Diagnostic::error(format!("step `{}` is a wait, which cannot be frozen", step.value));
            faults.push(
                fault
                    .at(&written.place, "nobody begins anything there")
                    .help("freeze the step before it or after it"),
            );
        }
        if text.is_some_and(|text| text.supplier.is_some()) {
            let fault = Diagnostic::error(format!(
                "step `{}` is done by a supplier, and cannot be frozen",
                step.value
            ));
            faults.push(
                fault
                    .at(&written.place, "nobody here begins anything there")
                    .help("freeze the step before it or after it"),
            );
        }
        if text.is_some_and(|text| text.batch.is_some() || text.train.is_some()) {
            let fault = Diagnostic::error(format!("step `{}` gathers items, and cannot be frozen", step.value));
            faults.push(
                fault
                    .at(&written.place, "what gathers or leaves together is begun together")
                    .help("freeze the step before it, or let no train leave in that time"),
            );
        }
        steps.push((StreamId::from(found), StepId::from(index)));
    }
    steps
}

fn freeze_time(
    world: &World<'_>,
    name: &Placed<String>,
    text: &FreezeText,
    faults: &mut Diagnostics,
) -> Option<FreezeTime> {
    if let (Some(during), None, None) = (&text.during, &text.from, &text.until) {
        let hours = world.hours.find(during, faults)?;
        return Some(FreezeTime::During(CalendarId::from(hours)));
    }
    let (None, Some(from), Some(until)) = (&text.during, &text.from, &text.until) else {
        let fault = Diagnostic::error(format!("freeze `{}` says not when it holds", name.value));
        faults.push(
            fault
                .at(&name.place, "`from` and `until` must be here, or `during` alone")
                .help("write `from = 2027-12-15` and `until = 2028-01-05`, or `during = \"month end\"` with hours of that name"),
        );
        return None;
    };
    let clock = world.epoch.clock();
    let (begins, ends) = (clock.instant_of(from.value.0), clock.instant_of(until.value.0));
    if ends <= begins {
        let fault = Diagnostic::error(format!("freeze `{}` is over before it begins", name.value));
        faults.push(fault.at(&until.place, "this is not later").at(&from.place, "than this"));
        return None;
    }
    if ends <= Instant::START || begins >= world.end {
        let warning = Diagnostic::warning(format!("freeze `{}` does not happen in this run", name.value));
        faults.push(warning.at(&from.place, "the run is over before, or has not begun"));
    } else if begins <= Instant::START && ends >= world.end {
        let warning = Diagnostic::warning(format!("freeze `{}` lasts for the whole run", name.value));
        faults.push(
            warning
                .at(&from.place, "what it stops never happens")
                .note("items that it holds stay open until the end"),
        );
    }
    Some(FreezeTime::Once(begins, ends))
}

/// Every escalation in the order of the file.
pub fn escalations(
    world: &World<'_>,
    promises: &[Promise],
    tasks: &mut Tasks<'_>,
    faults: &mut Diagnostics,
) -> Vec<Escalation> {
    let mut escalations = Vec::new();
    for (name, text) in entries(&world.text.escalation) {
        let Some(text) = text else { continue };
        let written = WhenText {
            what: format!("escalation `{}`", name.value),
            place: &name.place,
            after: &text.after,
            hours: &text.hours,
            at: &text.at,
            of: &text.of,
        };
        let when = escalate_when(world, promises, &written, faults);
        let priority = text
            .priority
            .as_ref()
            .and_then(|value| world.value(Model::PRIORITY, value, faults));
        let to_team = text.to_team.as_ref().and_then(|team| world.teams.find(team, faults));
        let raises = told(world, name, text, tasks, faults);
        if text.priority.is_none() && text.to_team.is_none() && text.by.is_none() && text.effort.is_none() {
            let fault = Diagnostic::error(format!("escalation `{}` changes nothing", name.value));
            faults.push(
                fault
                    .at(&name.place, "none of `priority`, `to_team` and `by` is here")
                    .help("say what follows, as in `priority = \"P1\"`, `to_team = \"second line\"` or `by = \"managers\"` with `effort`"),
            );
        }
        let selector = selector(world, &text.selector, faults);
        if let Some(when) = when {
            escalations.push(Escalation {
                name: name.value.clone(),
                selector,
                when,
                priority,
                to_team: to_team.map(TeamId::from),
                raises,
            });
        }
    }
    escalations
}

/// The work of whoever is told.
fn told(
    world: &World<'_>,
    name: &Placed<String>,
    text: &EscalationText,
    tasks: &mut Tasks<'_>,
    faults: &mut Diagnostics,
) -> Option<DemandId> {
    let (by, effort) = match (&text.by, &text.effort) {
        (None, None) => return None,
        (Some(by), Some(effort)) => (by, effort),
        (by, effort) => {
            let fault = Diagnostic::error(format!("escalation `{}` says half of who is busy with it", name.value));
            let place = by
                .as_ref()
                .map(|by| &by.place)
                .or(effort.as_ref().map(|effort| &effort.place));
            faults.push(fault.at(place.unwrap_or(&name.place), "`by` and `effort` go together"));
            return None;
        }
    };
    let task = Task {
        name: format!("escalation {}", name.value),
        by,
        effort: effort.value.0.clone(),
        activity: Activity::DeliverAndSupport,
        practice: "incident management",
        audit: None,
    };
    tasks.add(world, task, faults)
}

/// When something happens to an item that is open for long, as written.
pub struct WhenText<'t> {
    /// What happens, in words: "escalation `stuck`".
    pub what: String,
    /// Where that is said.
    pub place: &'t Place,
    /// After which time,
    pub after: &'t Option<Placed<Span>>,
    /// in which hours;
    pub hours: &'t Option<Placed<String>>,
    /// or at which part
    pub at: &'t Option<Placed<Share>>,
    /// of which promise.
    pub of: &'t Option<Placed<String>>,
}

/// When something happens to an item that is open for long.
pub fn escalate_when(
    world: &World<'_>,
    promises: &[Promise],
    text: &WhenText<'_>,
    faults: &mut Diagnostics,
) -> Option<EscalateWhen> {
    match (text.after, text.at, text.of) {
        (Some(after), None, None) => {
            let hours = text.hours.as_ref().and_then(|hours| world.hours.find(hours, faults));
            let hours = hours.map_or(Model::ALWAYS, CalendarId::from);
            Some(EscalateWhen::Age(after.value, hours))
        }
        (None, Some(at), Some(of)) => {
            let number = world.promises.find(of, faults)?;
            let promise = promises.get(number)?;
            let (aspect, deadline) = match (promise.resolve, promise.respond) {
                (Some(resolve), _) => (Aspect::Resolve, resolve),
                (None, respond) => (Aspect::Respond, respond?),
            };
            if matches!(deadline, Deadline::WorkingDays(_)) {
                let fault = Diagnostic::error(format!(
                    "promise `{}` is in working days, of which there are no parts",
                    promise.name
                ));
                faults.push(
                    fault
                        .at(&at.place, "a part of a working day is at no certain time")
                        .help("say `after` and `hours` instead, as in `after = \"16h\"` with `hours = \"office\"`"),
                );
                return None;
            }
            Some(EscalateWhen::Promised(number, aspect, at.value.0))
        }
        _ => {
            let fault = Diagnostic::error(format!("{} says not when", text.what));
            faults.push(
                fault
                    .at(text.place, "`after` must be here, or `at` and `of`")
                    .help("write `after = \"2 days\"`, or `at = \"75%\"` with `of = \"p1\"`, a promise"),
            );
            None
        }
    }
}

/// Every audit in the order of the file.
pub fn audits(world: &World<'_>, tasks: &mut Tasks<'_>, faults: &mut Diagnostics) -> Vec<Audit> {
    let mut audits = Vec::new();
    for (name, text) in entries(&world.text.audit) {
        let Some(text) = text else { continue };
        let at = audit_times(world, name, text, faults);
        let raises = text
            .raises
            .as_ref()
            .and_then(|raises| world.demands.find(raises, faults));
        let selector = selector(world, &text.selector, faults);
        let (Some(by), Some(effort)) = (&text.by, &text.effort) else {
            continue;
        };
        let task = Task {
            name: format!("audit {}", name.value),
            by,
            effort: effort.value.0.clone(),
            activity: Activity::Improve,
            practice: "risk management",
            audit: Some(audits.len()),
        };
        let looking = tasks.add(world, task, faults);
        let share =
            |field: &Option<Placed<crate::scenario::values::Share>>| field.as_ref().map_or(0.0, |share| share.value.0);
        if let Some(deters) = text.deters.as_ref().filter(|deters| deters.value.0 > 0.0)
            && text.deters_for.as_ref().is_none_or(|lasts| lasts.value <= Span::ZERO)
        {
            let fault = Diagnostic::error(format!("audit `{}` deters for no time", name.value));
            faults.push(
                fault
                    .at(&deters.place, "`deters_for` is not here, or 0")
                    .help("say for how long, as in `deters_for = \"8 weeks\"`"),
            );
        }
        if let (Some(at), Some(looking)) = (at, looking) {
            audits.push(Audit {
                name: name.value.clone(),
                selector,
                at,
                sample: share(&text.sample),
                at_most: text.at_most.as_ref().map_or(u32::MAX, |most| most.value.0),
                finds: share(&text.finds),
                looking,
                deters: share(&text.deters),
                deters_for: text.deters_for.as_ref().map_or(Span::ZERO, |lasts| lasts.value),
                raises: raises.map(DemandId::from),
            });
        }
    }
    audits
}

fn audit_times(
    world: &World<'_>,
    name: &Placed<String>,
    text: &AuditText,
    faults: &mut Diagnostics,
) -> Option<Vec<Instant>> {
    match (&text.every, &text.on) {
        (Some(every), None) if every.value > Span::ZERO => {
            let times = std::iter::successors(Some(Instant::START + every.value), |at| Some(*at + every.value));
            Some(times.take_while(|at| *at < world.end).take(MOST_AUDITS).collect())
        }
        (Some(every), None) => {
            let fault = Diagnostic::error(format!("no time lies between audits of `{}`", name.value));
            faults.push(fault.at(&every.place, "it must be above 0"));
            None
        }
        (None, Some(on)) => Some(super::arrivals::occasions(world, &on.value)),
        _ => {
            let fault = Diagnostic::error(format!("audit `{}` says not when it is held", name.value));
            faults.push(
                fault
                    .at(&name.place, "one of `every` and `on` must be here")
                    .help("write `every = \"4 weeks\"`, or `on = \"1st 09:00\"`"),
            );
            None
        }
    }
}
