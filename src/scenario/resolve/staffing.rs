//! How teams work: order of the queue, interruptions, ends of shifts, people who join and leave.

use jiff::tz::TimeZone;

use super::World;
use super::calendars::in_zone;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{
    AtShiftEnd, AttributeId, Calendar, CalendarId, Discipline, HandOver, Model, RampUp, Shift, Team, TeamId, ValueId,
};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{JoiningText, LeavingText, TeamText};
use crate::scenario::values::{Absence, AtShiftEndText, QueueText};
use crate::time::{Instant, Span};

/// Every item's priority is a value of this attribute.
const PRIORITY: AttributeId = AttributeId(0);
/// The slowest that somebody can start.
const SLOWEST: f64 = 0.01;

/// Reports spells of absence too short for so much absence: days without it would have to be rarer than spells end.
fn absence(text: &TeamText, faults: &mut Diagnostics) {
    let Some(absence) = &text.absence else { return };
    let Absence {
        share,
        spell: Some(days),
    } = absence.value
    else {
        return;
    };
    if share < 1.0 && share / (1.0 - share) > days {
        let shortest = share / (1.0 - share);
        let fault = Diagnostic::error(format!("spells of {days} days cannot make up so much absence"));
        faults.push(fault.at(
            &absence.place,
            format!("with this share they last {shortest:.1} days at least"),
        ));
    }
}

/// Fills in how a team works.
pub fn fill(
    world: &World<'_>,
    text: &TeamText,
    own: usize,
    team: &mut Team,
    calendars: &mut Vec<Calendar>,
    faults: &mut Diagnostics,
) {
    let zone = text.timezone.as_ref().map(|zone| &zone.value.0);
    absence(text, faults);
    team.queue = text
        .queue
        .as_ref()
        .map_or(Discipline::Priority, |queue| discipline(world, &queue.value, faults));
    team.preempts = preempting(world, text, team, faults);
    team.resumption = text
        .resumption
        .as_ref()
        .map_or(Span::ZERO, |resumption| resumption.value);
    team.at_shift_end = shift_ends(world, text.at_shift_end.as_ref(), faults);
    team.hand_over = hand_over(world, text, own, team, faults);
    team.also_works_for = other_teams(world, text, own, faults);
    for joining in text.joining.iter().flat_map(|joining| &joining.value.0) {
        let shift = joined(world, joining, faults);
        team.shifts.extend(shift.map(|shift| Shift {
            calendar: in_zone(world, shift.calendar, zone, calendars),
            ..shift
        }));
    }
    for leaving in text.leaving.iter().flat_map(|leaving| &leaving.value.0) {
        leave(world, leaving, team, (zone, calendars), faults);
    }
}

fn priorities(world: &World<'_>) -> usize {
    world.attributes[PRIORITY.index()].values.len()
}

fn discipline(world: &World<'_>, queue: &QueueText, faults: &mut Diagnostics) -> Discipline {
    match queue {
        QueueText::Priority => Discipline::Priority,
        QueueText::Fifo => Discipline::Fifo,
        QueueText::Lifo => Discipline::Lifo,
        QueueText::Due => Discipline::Due,
        QueueText::Shortest => Discipline::Shortest,
        QueueText::Random => Discipline::Random,
        QueueText::Ageing(step) => Discipline::Ageing(*step),
        QueueText::Weighted(weights) => {
            let mut all = vec![1.0; priorities(world)];
            for (name, weight) in weights {
                if let Some(ValueId(value)) = world.value(PRIORITY, name, faults) {
                    all[value as usize] = *weight;
                }
            }
            Discipline::Weighted(all)
        }
    }
}

fn preempting(world: &World<'_>, text: &TeamText, team: &Team, faults: &mut Diagnostics) -> Vec<bool> {
    let mut preempts = vec![false; priorities(world)];
    let Some(names) = &text.preempts else { return preempts };
    for name in &names.value {
        if let Some(ValueId(value)) = world.value(PRIORITY, name, faults) {
            preempts[value as usize] = true;
        }
    }
    if !names.value.is_empty() && team.queue != Discipline::Priority {
        let fault = Diagnostic::error(format!(
            "team `{}` interrupts work by priority but does not queue by priority",
            team.name
        ))
        .at(&names.place, "what interrupts would not be next in the queue");
        let fault = match &text.queue {
            Some(queue) => fault.at(&queue.place, "its queue goes by something else"),
            None => fault,
        };
        faults.push(fault.help("leave out `queue` or `preempts`"));
    }
    preempts
}

fn shift_ends(world: &World<'_>, text: Option<&Placed<AtShiftEndText>>, faults: &mut Diagnostics) -> Vec<AtShiftEnd> {
    let mut rules = vec![AtShiftEnd::Pause; priorities(world)];
    match text.map(|text| &text.value) {
        None => {}
        Some(AtShiftEndText::Same(rule)) => rules.fill(*rule),
        Some(AtShiftEndText::ByPriority(by)) => {
            if let Some((_, rule)) = by.iter().find(|(name, _)| name.value == "other") {
                rules.fill(*rule);
            }
            for (name, rule) in by.iter().filter(|(name, _)| name.value != "other") {
                if let Some(ValueId(value)) = world.value(PRIORITY, name, faults) {
                    rules[value as usize] = *rule;
                }
            }
        }
    }
    rules
}

fn hand_over(
    world: &World<'_>,
    text: &TeamText,
    own: usize,
    team: &Team,
    faults: &mut Diagnostics,
) -> Option<HandOver> {
    let wanted = team.at_shift_end.contains(&AtShiftEnd::HandOver);
    let Some(to) = &text.hand_over else {
        if wanted && let Some(rule) = &text.at_shift_end {
            let fault = Diagnostic::error(format!("team `{}` hands work over to nobody", team.name))
                .at(&rule.place, "work is handed over at the end of a shift");
            faults.push(fault.help("say to whom: `hand_over = { to = \"…\" }`"));
        }
        return None;
    };
    if !wanted {
        let fault = Diagnostic::error(format!("team `{}` never hands work over", team.name))
            .at(&to.place, "this says to whom, but no priority is handed over");
        faults.push(fault.help("add `at_shift_end = \"hand over\"`"));
    }
    let name = to.value.to.as_ref()?;
    let found = world.teams.find(name, faults)?;
    if found == own {
        let fault = Diagnostic::error(format!("team `{}` hands work over to itself", team.name));
        faults.push(
            fault
                .at(&name.place, "this is the team itself")
                .help("write `at_shift_end = \"pause\"`"),
        );
        return None;
    }
    Some(HandOver {
        to: TeamId::from(found),
        takes: to.value.takes.as_ref().map_or(Span::ZERO, |takes| takes.value),
    })
}

fn other_teams(world: &World<'_>, text: &TeamText, own: usize, faults: &mut Diagnostics) -> Vec<TeamId> {
    let mut others: Vec<TeamId> = Vec::new();
    for name in text.also_works_for.iter().flat_map(|names| &names.value) {
        let Some(found) = world.teams.find(name, faults) else {
            continue;
        };
        if found == own || others.contains(&TeamId::from(found)) {
            let fault = Diagnostic::error(format!("`also_works_for` names `{}` needlessly", name.value));
            faults.push(fault.at(&name.place, "it is the team itself, or was named before"));
            continue;
        }
        others.push(TeamId::from(found));
    }
    others
}

fn hours(world: &World<'_>, name: &Placed<String>, faults: &mut Diagnostics) -> Option<CalendarId> {
    match name.value.as_str() {
        "always" => Some(Model::ALWAYS),
        _ => world.hours.find(name, faults).map(CalendarId::from),
    }
}

fn joined(world: &World<'_>, text: &JoiningText, faults: &mut Diagnostics) -> Option<Shift> {
    let calendar = hours(world, text.hours.as_ref()?, faults);
    let date = text.date.as_ref()?;
    let takes = text.ramp_up.as_ref().map_or(Span::ZERO, |ramp_up| ramp_up.value);
    let starts_at = text.starts_at.as_ref().map_or(1.0, |share| share.value.0);
    if let Some(slow) = text.starts_at.as_ref().filter(|share| share.value.0 < SLOWEST) {
        let fault = Diagnostic::error("whoever joins must get something done on the first day");
        faults.push(fault.at(&slow.place, "`starts_at` is 1 % at least"));
        return None;
    }
    Some(Shift {
        calendar: calendar?,
        people: text.people.as_ref().map_or(1, |people| people.value.0),
        present: None,
        from: world
            .epoch
            .clock()
            .instant_of(date.value.at(0, 0, 0, 0))
            .max(Instant::START),
        until: None,
        gaps: Vec::new(),
        ramp_up: (takes > Span::ZERO && starts_at < 1.0).then_some(RampUp { takes, starts_at }),
    })
}

/// The people of a roster with the highest numbers leave; who stays keeps their luck.
fn leave(
    world: &World<'_>,
    text: &LeavingText,
    team: &mut Team,
    (zone, calendars): (Option<&TimeZone>, &mut Vec<Calendar>),
    faults: &mut Diagnostics,
) -> Option<()> {
    let name = text.hours.as_ref()?;
    let calendar = in_zone(world, hours(world, name, faults)?, zone, calendars);
    let date = text.date.as_ref()?;
    let until = world
        .epoch
        .clock()
        .instant_of(date.value.at(0, 0, 0, 0))
        .max(Instant::START);
    let mut left = text.people.as_ref().map_or(1, |people| people.value.0);
    let mut split = Vec::new();
    for shift in team.shifts.iter_mut().rev() {
        // Whoever leaves before the start was there until then.
        let comes_later = shift.from >= until && until > Instant::START;
        let stays = shift.calendar != calendar || shift.until.is_some() || comes_later;
        let going = if stays { 0 } else { left.min(shift.people) };
        left -= going;
        shift.people -= going;
        split.push(shift.clone());
        if going > 0 {
            split.insert(
                split.len() - 1,
                Shift {
                    people: going,
                    until: Some(until),
                    ..shift.clone()
                },
            );
        }
    }
    split.reverse();
    split.retain(|shift| shift.people > 0);
    team.shifts = split;
    if left > 0 {
        let fault = Diagnostic::error(format!(
            "more people leave team `{}` than work `{}`",
            team.name, name.value
        ));
        faults.push(fault.at(&text.place, format!("{left} of these cannot be found")));
    }
    Some(())
}
