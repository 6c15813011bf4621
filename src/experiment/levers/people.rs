//! Levers of people: one more or one fewer, other hours, two teams as one.

use std::collections::BTreeMap;

use super::text::{path, percent, plain, quoted};
use super::{Lever, working_teams};
use crate::model::{CalendarId, Model, Paid, Team, TeamId};
use crate::results::advice::Family;
use crate::time::Instant;

/// Above this many pairs of teams, only those are pooled between which work goes.
const MOST_PAIRS: usize = 6;

pub(super) fn levers(model: &Model) -> Vec<Lever> {
    let teams = working_teams(model);
    let mut all = Vec::new();
    for id in &teams {
        let team = &model.teams[id.index()];
        all.extend(more_and_fewer(model, team));
        all.extend(moved(model, team));
    }
    all.extend(pairs(model, &teams).into_iter().filter_map(|pair| pooled(model, pair)));
    all
}

/// Regular people by hours: those who are there from the start.
fn roster(team: &Team) -> BTreeMap<CalendarId, u32> {
    let mut roster = BTreeMap::new();
    for shift in team.shifts.iter().filter(|shift| shift.from == Instant::START) {
        *roster.entry(shift.calendar).or_insert(0) += shift.present.unwrap_or(shift.people);
    }
    roster
}

/// The hours as the scenario calls them: those that a team has in its own zone go by the same name.
fn hours_name(model: &Model, calendar: CalendarId) -> &str {
    let name = &model.calendars[calendar.index()].name;
    let declared = |own: &&str| model.calendars.iter().any(|calendar| calendar.name == *own);
    let own = name.rsplit_once(" (").map(|(own, _)| own).filter(declared);
    own.unwrap_or(name)
}

/// Sets how many people a team has on some hours.
fn people(model: &Model, team: &Team, (calendar, count): (CalendarId, u32)) -> String {
    let alone = team.shifts.iter().all(|shift| shift.calendar == calendar);
    if calendar == Model::ALWAYS && alone {
        return format!("{}={count}", path(&["team", &team.name, "people"]));
    }
    let hours = hours_name(model, calendar);
    format!("{}={count}", path(&["team", &team.name, "people", hours]))
}

fn more_and_fewer(model: &Model, team: &Team) -> Vec<Lever> {
    let roster = roster(team);
    let everybody: u32 = roster.values().sum();
    // What is paid for time used costs nothing while it waits, so that its roster has no price.
    let priced = team.hourly_cost.is_some() && team.paid == Paid::ForRoster;
    let on_hours = |calendar: CalendarId| match roster.len() {
        1 => String::new(),
        _ => format!(", {} hours", plain(hours_name(model, calendar))),
    };
    let mut levers = Vec::new();
    for (&calendar, &count) in &roster {
        let lever = |family, word: &str, count| {
            let name = format!("One person {word} on {}{}", plain(&team.name), on_hours(calendar));
            let change = people(model, team, (calendar, count));
            Lever::new(family, name, vec![change]).about(&team.name).priced(priced)
        };
        levers.push(lever(Family::PersonMore, "more", count + 1));
        if count > 0 && everybody > 1 {
            levers.push(lever(Family::PersonFewer, "fewer", count - 1));
        }
    }
    levers
}

/// One person from some hours to others: to hours that the team has, or else to those of other teams.
fn moved(model: &Model, team: &Team) -> Vec<Lever> {
    let own = roster(team);
    let mut hours: Vec<CalendarId> = own.keys().copied().collect();
    if own.len() == 1 {
        let others = model.teams.iter().flat_map(|team| roster(team).into_keys());
        let weekly = |calendar: CalendarId| model.open_in_standard_week(&[calendar]).as_hours();
        let from = hours.first().map_or(0.0, |&calendar| weekly(calendar));
        // Nobody works twice as long because the hours are other ones.
        hours.extend(others.filter(|&other| (weekly(other) - from).abs() <= 0.1 * from));
        hours.sort();
        hours.dedup();
        // In several zones hours of one name are several; a team's own are those that the name stands for.
        let own_name = own.keys().next().map(|&calendar| hours_name(model, calendar));
        hours.retain(|hours| own.contains_key(hours) || Some(hours_name(model, *hours)) != own_name);
        hours.dedup_by_key(|hours| hours_name(model, *hours));
    }
    let mut levers = Vec::new();
    for (&from, &count) in own.iter().filter(|(_, count)| **count > 0) {
        for &to in hours.iter().filter(|&&to| to != from && to != Model::ALWAYS) {
            let [from_name, to_name] = [from, to].map(|calendar| plain(hours_name(model, calendar)));
            let name = format!(
                "One person of {} on {to_name} hours, not {from_name}",
                plain(&team.name)
            );
            let there = own.get(&to).copied().unwrap_or(0);
            let changes = vec![
                people(model, team, (from, count - 1)),
                people(model, team, (to, there + 1)),
            ];
            let lever = Lever::new(Family::ShiftMoved, name, changes).about(&team.name);
            levers.push(lever.priced(team.hourly_cost.is_some()));
        }
    }
    levers
}

/// Pairs of teams: all of few, and of many those between which work goes.
fn pairs(model: &Model, teams: &[TeamId]) -> Vec<[TeamId; 2]> {
    let after = |place: usize| teams[place + 1..].iter();
    let all: Vec<[TeamId; 2]> = (0..teams.len())
        .flat_map(|place| after(place).map(move |&other| [teams[place], other]))
        .collect();
    if all.len() <= MOST_PAIRS {
        return all;
    }
    let meet = |pair: &[TeamId; 2]| {
        model.streams.iter().any(|stream| {
            let does = |team: TeamId| stream.steps.iter().any(|step| step.wait.is_none() && step.team == team);
            pair.iter().all(|&team| does(team))
        })
    };
    all.into_iter().filter(meet).take(2 * MOST_PAIRS).collect()
}

/// Two teams as one. Where they differ, what holds for all is the mean by people, which is said.
fn pooled(model: &Model, pair: [TeamId; 2]) -> Option<Lever> {
    let [one, other] = pair.map(|id| &model.teams[id.index()]);
    let into = format!("{} and {}", one.name, other.name);
    let heads = |team: &Team| f64::from(roster(team).values().sum::<u32>());
    let all = heads(one) + heads(other);
    let mean = |a: f64, b: f64| (a * heads(one) + b * heads(other)) / all;
    if all == 0.0 {
        return None;
    }
    let set = |key: &str, value: String| format!("{}={value}", path(&["team", &into, key]));
    let teams = format!("[{}, {}]", quoted(&one.name), quoted(&other.name));
    let mut changes = vec![format!("merge=[{{ teams = {teams}, into = {} }}]", quoted(&into))];
    if (one.absence, one.spell) != (other.absence, other.spell) {
        changes.push(set("absence", percent(mean(one.absence, other.absence))));
    }
    if one.other_duties != other.other_duties {
        changes.push(set("other_duties", percent(mean(one.other_duties, other.other_duties))));
    }
    if one.hourly_cost != other.hourly_cost {
        let cost = mean(one.hourly_cost?, other.hourly_cost?);
        changes.push(set("hourly_cost", format!("{}", (cost * 100.0).round() / 100.0)));
    }
    let name = format!("{} and {} as one team", plain(&one.name), plain(&other.name));
    let assumes = "everybody learns to do the work of both as well as those who do it today";
    Some(Lever::new(Family::TeamsPooled, capital(&name), changes).assuming(assumes))
}

/// With a capital letter at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
