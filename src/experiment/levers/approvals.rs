//! Levers of approvals: nobody asks, somebody else decides, the board meets twice as often.

use super::Lever;
use super::people::capital;
use super::text::{path, percent, plain, quoted, scaled, selector};
use crate::model::{Board, Model, Policy, Route, RouteId, RouteKind, WeeklySpan};
use crate::results::advice::Family;

/// Other routes that are tried in the stead of one.
const MOST_OTHERS: usize = 3;
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

pub(super) fn levers(model: &Model) -> Vec<Lever> {
    let asked = model
        .streams
        .iter()
        .flat_map(|stream| &stream.steps)
        .any(|step| step.approval);
    let Some(policy) = model.policy.filter(|_| asked) else {
        return Vec::new();
    };
    let policy = &model.policies[policy.index()];
    let mut used: Vec<RouteId> = policy.rules.iter().map(|(_, route)| *route).collect();
    used.sort();
    used.dedup();
    let mut all = Vec::new();
    for id in used {
        let route = &model.routes[id.index()];
        if route.kind == RouteKind::PreApproved {
            continue;
        }
        all.push(removed(model, policy, id));
        all.extend(delegated(model, policy, id));
        if let RouteKind::Board(board) = &route.kind {
            all.extend(twice_as_often(model, route, board));
        }
    }
    all
}

/// The rules of a policy with one route in another's stead.
fn rules(model: &Model, policy: &Policy, (from, to): (RouteId, &str)) -> String {
    let rule = |(items, route): &(_, RouteId)| {
        let route = if *route == from {
            to
        } else {
            &model.routes[route.index()].name
        };
        let when = selector(model, items);
        match when.is_empty() {
            true => format!("{{ route = {} }}", quoted(route)),
            false => format!("{{ when = {when}, route = {} }}", quoted(route)),
        }
    };
    let rules: Vec<String> = policy.rules.iter().map(rule).collect();
    format!("{}=[{}]", path(&["policy", &policy.name, "rules"]), rules.join(", "))
}

fn removed(model: &Model, policy: &Policy, id: RouteId) -> Lever {
    let route = &model.routes[id.index()].name;
    let name = format!("No approval by {}", plain(route));
    let changes = vec![rules(model, policy, (id, &model.routes[0].name))];
    Lever::new(Family::ApprovalRemoved, name, changes).without_route(route)
}

/// Decided by another route of the scenario; where a board has no such other, by one of its own people as it comes.
fn delegated(model: &Model, policy: &Policy, id: RouteId) -> Vec<Lever> {
    let route = &model.routes[id.index()];
    let others = model.routes.iter().filter(|other| {
        let alone = matches!(other.kind, RouteKind::Review(_) | RouteKind::Automated(_));
        alone && other.name != route.name && !is_part(model, other)
    });
    let to = |other: &Route| {
        let name = format!("{} decides, not {}", capital(&plain(&other.name)), plain(&route.name));
        let changes = vec![rules(model, policy, (id, &other.name))];
        Lever::new(Family::ApprovalDelegated, name, changes).without_route(&route.name)
    };
    let levers: Vec<Lever> = others.take(MOST_OTHERS).map(to).collect();
    match (&route.kind, levers.is_empty()) {
        (RouteKind::Board(board), true) => one_of_the_board(model, policy, (id, board)).into_iter().collect(),
        _ => levers,
    }
}

/// Whether a route is a part of another: its decisions are a stage, and mean nothing alone.
fn is_part(model: &Model, route: &Route) -> bool {
    let parts = model.routes.iter().flat_map(|whole| whole.kind.parts());
    parts
        .into_iter()
        .any(|part| model.routes[part.index()].name == route.name)
}

fn one_of_the_board(model: &Model, policy: &Policy, (id, board): (RouteId, &Board)) -> Option<Lever> {
    let route = &model.routes[id.index()];
    let team = &model.teams[board.team.index()].name;
    let new = format!("one of {}", route.name);
    let figures = [
        ("catches_bad", route.catches_bad),
        ("rejects_good", route.rejects_good),
        ("still_bad_after_rework", route.still_bad_after_rework),
    ];
    let mut parts = vec![
        format!("by = {}", quoted(team)),
        format!("effort = {}", scaled(&board.discussion, 1.0)?),
    ];
    parts.extend(figures.map(|(key, share)| format!("{key} = {}", percent(share))));
    let add = format!("add.{}={{ {} }}", path(&["route", &new]), parts.join(", "));
    let name = format!("One of {} decides as it comes, not {}", plain(team), plain(&route.name));
    let assumes = "one of them sees as much as all of them together";
    let changes = vec![add, rules(model, policy, (id, &new))];
    let lever = Lever::new(Family::ApprovalDelegated, name, changes);
    Some(lever.without_route(&route.name).assuming(assumes))
}

/// A second meeting a week, as far from the others as a working day can be.
fn twice_as_often(model: &Model, route: &Route, board: &Board) -> Option<Lever> {
    let meetings = &model.calendars[board.meets.index()].weekly;
    let days: Vec<u8> = meetings.iter().map(|span| span.day).collect();
    let first = meetings.first()?;
    let apart = |day: u8| {
        let between = |other: &u8| {
            let days = (i16::from(day) - i16::from(*other)).rem_euclid(7);
            days.min(7 - days)
        };
        days.iter().map(between).min().unwrap_or(0)
    };
    let new = (0..5u8)
        .filter(|day| !days.contains(day))
        .max_by_key(|&day| apart(day))?;
    let told = |day: u8, of: &WeeklySpan| {
        format!(
            "{} {:02}:{:02}",
            DAYS[usize::from(day)],
            of.from.hour(),
            of.from.minute()
        )
    };
    // One more meeting for each of today's: with two a week already there is little left to gain.
    if meetings.len() != 1 {
        return None;
    }
    let meets = format!("{}, {}", told(first.day, first), told(new, first));
    let name = format!("{} meets twice a week, not once", capital(&plain(&route.name)));
    let change = format!("{}={}", path(&["route", &route.name, "meets"]), quoted(&meets));
    Some(Lever::new(Family::BoardTwiceAsOften, name, vec![change]))
}
