//! One more person of a team in one stretch of each week.

use std::collections::BTreeMap;

use super::text::{path, quoted};
use super::working_teams;
use crate::model::{Model, Team, TeamId};
use crate::time::{DAY, HOUR, Instant, WEEK};

/// Stretches are this many hours long, the first with which there are not too many of them.
const LENGTHS: [i64; 5] = [1, 2, 4, 6, 12];
/// No more than so many stretches of all teams.
const MOST_CELLS: usize = 80;
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A stretch of the week in which a team has one more person.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The team's name.
    pub team: String,
    /// Day of the week: 0 is Monday.
    pub day: u8,
    /// When it begins, in hours after midnight.
    pub from: f64,
    /// When it ends, in hours after midnight, at most 24.
    pub to: f64,
    /// The changes that make it so.
    pub changes: Vec<String>,
}

impl Cell {
    /// How long it is.
    pub fn hours(&self) -> f64 {
        self.to - self.from
    }
}

/// Stretches of the times at which anybody of a team is on the roster, by team in the order of the model, and how many hours the
/// longest have. They are as short as they can be for as few as can be tried.
pub fn cells(model: &Model) -> (Vec<Cell>, f64) {
    let teams = working_teams(model);
    let open: Vec<(TeamId, Vec<(i64, i64)>)> = teams.into_iter().map(|id| (id, staffed(model, id))).collect();
    let cut = |length: i64| -> Vec<Cell> {
        let of_team = |(id, spans): &(TeamId, Vec<(i64, i64)>)| {
            let team = &model.teams[id.index()];
            let cut = spans.iter().flat_map(move |&span| pieces(span, length * HOUR));
            cut.map(|piece| cell(model, team, piece)).collect::<Vec<_>>()
        };
        open.iter().flat_map(of_team).collect()
    };
    let last = LENGTHS.len() - 1;
    let length = LENGTHS[..last]
        .iter()
        .copied()
        .find(|&length| cut(length).len() <= MOST_CELLS);
    let length = length.unwrap_or(LENGTHS[last]);
    (cut(length), length as f64)
}

/// Stretches of the week, none over midnight, in which a team is staffed.
fn staffed(model: &Model, id: TeamId) -> Vec<(i64, i64)> {
    let team = &model.teams[id.index()];
    let regular = team
        .shifts
        .iter()
        .filter(|shift| shift.from == Instant::START && shift.people > 0);
    let mut steps: BTreeMap<i64, i32> = BTreeMap::new();
    let mut add = |from: i64, to: i64| {
        *steps.entry(from).or_insert(0) += 1;
        *steps.entry(to).or_insert(0) -= 1;
    };
    for shift in regular {
        let calendar = &model.calendars[shift.calendar.index()];
        if calendar.always {
            add(0, WEEK);
        }
        for span in &calendar.weekly {
            let from = i64::from(span.day) * DAY + span.begins().ticks();
            let to = from + span.length().ticks();
            add(from, to.min(WEEK));
            if to > WEEK {
                add(0, to - WEEK);
            }
        }
    }
    let (mut spans, mut there, mut since) = (Vec::new(), 0, 0);
    for (at, change) in steps {
        if there == 0 && change > 0 {
            since = at;
        }
        there += change;
        if there == 0 && at > since {
            spans.push((since, at));
        }
    }
    spans.into_iter().flat_map(pieces_by_day).collect()
}

fn pieces_by_day((from, to): (i64, i64)) -> Vec<(i64, i64)> {
    let days = from / DAY..=(to - 1) / DAY;
    days.map(|day| (from.max(day * DAY), to.min((day + 1) * DAY))).collect()
}

/// A span in pieces of one length; what is left over at its end is added to the last, or is the only one.
fn pieces((from, to): (i64, i64), length: i64) -> Vec<(i64, i64)> {
    let count = ((to - from) / length).max(1);
    let end = |number: i64| if number == count { to } else { from + number * length };
    (1..=count).map(|number| (end(number - 1), end(number))).collect()
}

fn cell(model: &Model, team: &Team, (from, to): (i64, i64)) -> Cell {
    let day = from / DAY;
    let (from, to) = (from - day * DAY, to - day * DAY);
    let time = |ticks: i64| format!("{:02}:{:02}", ticks / HOUR, ticks % HOUR * 60 / HOUR);
    // What ends at midnight ends at the beginning of the next day.
    let end = if to == DAY { "00:00".to_owned() } else { time(to) };
    let hours = format!("{} {}-{end}", DAYS[day as usize % 7], time(from));
    let name = unused(model, "one more hour");
    let mut changes = vec![
        format!("add.{}={}", path(&["hours", &name]), quoted(&hours)),
        format!("{}=1", path(&["team", &team.name, "people", &name])),
    ];
    let always = team.shifts.iter().all(|shift| shift.calendar == Model::ALWAYS);
    if always {
        let people: u32 = team.shifts.iter().map(|shift| shift.people).sum();
        let roster = format!("{{ always = {people}, {} = 1 }}", quoted(&name));
        changes[1] = format!("{}={roster}", path(&["team", &team.name, "people"]));
    }
    Cell {
        team: team.name.clone(),
        day: day as u8,
        from: from as f64 / HOUR as f64,
        to: to as f64 / HOUR as f64,
        changes,
    }
}

/// A name that no hours have.
fn unused(model: &Model, name: &str) -> String {
    let mut name = name.to_owned();
    while model.calendars.iter().any(|calendar| calendar.name == name) {
        name.push('+');
    }
    name
}
