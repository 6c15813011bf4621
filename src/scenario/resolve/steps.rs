//! One step of a stream: who does it and how long it takes, or what it waits for.

use super::{World, automation, causes, entries, gates, gathering, increments, knowledge, supply};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{
    Activity, CalendarId, Choice, DemandId, Distribution, Model, PracticeId, Raise, Reason, Step, TeamId, Wait,
};
use crate::scenario::catalogue::{Placed, Value};
use crate::scenario::fields::{DemandText, StepText};
use crate::scenario::values::{ByValue, DurationDistribution, StopsClock, TeamList};

/// One step, without where it leads; `audience` are the demands whose items come here.
pub fn step(
    world: &World<'_>,
    text: &StepText,
    audience: &[&DemandText],
    names: &[&Placed<String>],
    faults: &mut Diagnostics,
) -> Step {
    let (team, overflow) = gates::teams(world, text, faults);
    let outside = supply::case_of(world, text, faults);
    let wait = wait(world, text, outside.as_ref().map(|(_, calendar, _)| *calendar), faults);
    let lasts = if wait.is_some() { &text.wait } else { &text.effort };
    let takes = outside.as_ref().map(|(_, _, takes)| Choice::always(takes.clone()));
    let effort = takes.or_else(|| {
        lasts.as_ref().and_then(|effort| {
            world.choice(
                &effort.value,
                audience,
                &effort.place,
                |effort| effort.0.clone(),
                faults,
            )
        })
    });
    let people = text.people.as_ref().map_or(1, |people| people.value.0);
    if let Some(none) = text.people.as_ref().filter(|people| people.value.0 == 0) {
        faults.push(Diagnostic::error("a step needs at least one person").at(&none.place, "nobody would do it"));
    }
    let (learns_from, writes) = knowledge::of_step(world, text, faults);
    let raises = text.raises.iter().flat_map(|raises| &raises.value.0);
    Step {
        name: text.name.as_ref().map_or_else(String::new, |name| name.value.clone()),
        activity: text
            .activity
            .as_ref()
            .map_or(Activity::DeliverAndSupport, |activity| activity.value.0),
        practice: text
            .practice
            .as_ref()
            .map_or(PracticeId(0), |practice| practice.value.0),
        team: TeamId::from(team),
        people: if wait.is_some() { 0 } else { people },
        effort: effort.unwrap_or(Choice::always(Distribution::Constant(0.0))),
        handoff: text.handoff.as_ref().map(|handoff| handoff.value.0.clone()),
        wait,
        outsourced: outside.map(|(outsourced, _, _)| outsourced),
        uses: supply::uses(world, text, faults),
        cost_per_visit: supply::amount(&text.cost_per_visit),
        overflow,
        automation: automation::automation(world, text, audience, names, faults),
        misrouting: gates::misrouting(world, text, team, faults),
        patience: gates::patience(text, faults),
        hold: gates::hold(world, text, faults),
        train: gathering::train(world, text, faults),
        batch: gathering::batch(text, faults),
        exceptions: Vec::new(),
        limit: text.wip.as_ref().map(|wip| wip.value.0),
        fork: None,
        next: Vec::new(),
        raises: raises
            .filter_map(|(name, raise)| {
                let demand = DemandId::from(world.demands.find(name, faults)?);
                Some(Raise {
                    demand,
                    share: raise.share,
                    waited_for: raise.wait,
                })
            })
            .collect(),
        learns_from,
        writes,
        announces: text.announces.as_ref().is_some_and(|announces| announces.value),
        approval: text.approval.as_ref().is_some_and(|approval| approval.value),
        if_it_fails: text
            .if_it_fails
            .as_ref()
            .and_then(|text| causes::consequence(world, text, faults)),
        removes_fault: text.removes_fault.as_ref().is_some_and(|removes| removes.value),
        finds_workaround: text.finds_workaround.as_ref().is_some_and(|finds| finds.value),
        audit: None,
        brings: text
            .brings
            .as_ref()
            .and_then(|name| world.capabilities.find(name, faults)),
        releases: increments::releases(text, faults),
    }
}

/// What the step waits for, where it is a wait; reports what does not go together with that, and what is missing without.
fn wait(world: &World<'_>, text: &StepText, outside: Option<CalendarId>, faults: &mut Diagnostics) -> Option<Wait> {
    let written = |key: &str| text.keys.iter().any(|written| written == key);
    let name = text.name.as_ref().map_or("", |name| name.value.as_str());
    let fact = |what: &str| format!("step `{name}` {what}");
    if written("supplier") {
        report_beside_supplier(text, name, &written, faults);
        return Some(Wait {
            reason: Reason::Supplier,
            calendar: outside.unwrap_or(Model::ALWAYS),
            stops: stops(world, text, faults),
        });
    }
    if !written("wait") {
        report_missing(text, name, &written, faults);
        for key in ["waits_for", "wait_hours", "stops_clock", "if_unsolved"]
            .into_iter()
            .filter(|key| written(key))
        {
            let fault = Diagnostic::error(fact(&format!("has `{key}`, and is no wait")));
            faults.push(fault.at(&text.place, "this step is done by a team").help(match key {
                "if_unsolved" => {
                    "say which supplier does it, as in `supplier = \"netco\"`, in place of `team` and `effort`"
                }
                _ => "say how long it waits, as in `wait = \"2 days\"`, in place of `team` and `effort`",
            }));
        }
        return None;
    }
    for key in NEEDS_PEOPLE
        .into_iter()
        .chain(["if_unsolved"])
        .filter(|key| written(key))
    {
        let fault = Diagnostic::error(fact(&format!("is a wait, and has `{key}`")));
        faults.push(
            fault
                .at(&text.place, "nobody does anything in a wait")
                .help(format!("take `{key}` out, or make the wait a step of its own")),
        );
    }
    let hours = text.wait_hours.as_ref();
    let calendar = hours.and_then(|hours| world.hours.find(hours, faults));
    Some(Wait {
        reason: text.waits_for.as_ref().map_or(Reason::Other, |reason| reason.value.0),
        calendar: calendar.map_or(Model::ALWAYS, CalendarId::from),
        stops: stops(world, text, faults),
    })
}

/// What a step has only where a team does it.
const NEEDS_PEOPLE: [&str; 13] = [
    "team",
    "effort",
    "people",
    "handoff",
    "automated",
    "learns_from",
    "writes",
    "misrouted",
    "patience",
    "hold",
    "train",
    "batch",
    "uses",
];

/// What does not go together with a supplier, who does the step.
fn report_beside_supplier(text: &StepText, name: &str, written: &impl Fn(&str) -> bool, faults: &mut Diagnostics) {
    let others = NEEDS_PEOPLE.into_iter().chain(["wait", "waits_for", "wait_hours"]);
    for key in others.filter(|key| written(key)) {
        let fault = Diagnostic::error(format!("step `{name}` is done by a supplier, and has `{key}`"));
        faults.push(
            fault
                .at(&text.place, "the supplier says how long it takes, and when")
                .help(format!("take `{key}` out, or make it a step of its own")),
        );
    }
}

/// The promises whose clocks a wait stops.
fn stops(world: &World<'_>, text: &StepText, faults: &mut Diagnostics) -> Vec<usize> {
    match text.stops_clock.as_ref().map(|stops| &stops.value) {
        None | Some(StopsClock::OfAll(false)) => Vec::new(),
        Some(StopsClock::OfAll(true)) => (0..entries(&world.text.promise).len()).collect(),
        Some(StopsClock::Of(names)) => {
            let found = names.iter().filter_map(|name| world.promises.find(name, faults));
            found.collect()
        }
    }
}

/// A step that is no wait needs a team and its effort.
fn report_missing(text: &StepText, name: &str, written: &impl Fn(&str) -> bool, faults: &mut Diagnostics) {
    let duration = ByValue::<DurationDistribution>::words();
    for (key, note, words) in [
        ("team", "who does it", TeamList::words()),
        ("effort", "touch time of each, or touch times by value", duration),
    ] {
        if !written(key) {
            let fault = Diagnostic::error(format!("step `{name}` has no `{key}`"));
            faults.push(
                fault
                    .at(&text.place, format!("`{key}` is missing here"))
                    .note(format!(
                        "`{key}`: {note}; a step that needs nobody has a `wait` instead"
                    ))
                    .help(format!("add `{key} = …`, {words}")),
            );
        }
    }
}
