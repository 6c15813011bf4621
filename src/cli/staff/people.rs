//! Whose number is decided on.

use super::question::list;
use crate::cli::Failure;
use crate::cli::arguments::Staff;
use crate::diagnostic::Diagnostic;
use crate::experiment::Workshop;
use crate::model::{Model, Paid, Team};
use crate::results::staffing::Slot;
use crate::scenario::standard_hours;
use crate::time::Instant;

/// The most rosters of one team.
const MOST_OF_A_TEAM: u64 = 100_000;

/// The people of a team at some hours.
pub struct People {
    /// The team, by its place.
    pub team: usize,
    /// Its name.
    pub name: String,
    /// Their hours.
    pub hours: String,
    /// How many there are.
    pub today: u32,
    /// The fewest and the most that are looked at.
    pub range: (u32, u32),
    /// Paid hours of one of them a week.
    pub paid: f64,
    /// Hours of work of one of them a week.
    pub present: f64,
    /// Cost of one of them a week.
    pub cost: Option<f64>,
}

impl People {
    /// As results tell it.
    pub fn slot(&self, cost_known: bool) -> Slot {
        Slot {
            team: self.name.clone(),
            hours: self.hours.clone(),
            low: self.range.0,
            high: self.range.1,
            today: self.today,
            cost: self.cost.filter(|_| cost_known).unwrap_or(self.paid),
        }
    }
}

/// Everybody who is decided on.
pub fn people(arguments: &Staff, model: &Model, faults: &mut Vec<Diagnostic>) -> Vec<People> {
    let known: Vec<String> = model.teams.iter().map(|team| format!("`{}`", team.name)).collect();
    for name in &arguments.teams {
        let team = model.teams.iter().find(|team| team.name == *name);
        match team {
            None => faults.push(
                Diagnostic::error(format!("there is no team `{name}`")).help(format!("teams are {}", list(&known))),
            ),
            Some(team) if team.paid == Paid::ForTimeUsed => faults.push(
                Diagnostic::error(format!(
                    "team `{name}` is paid for the time used, so its roster costs nothing"
                ))
                .help("leave it out, or set `paid = \"for the roster\"`"),
            ),
            Some(_) => {}
        }
    }
    let asked = |team: &Team| match arguments.teams.is_empty() {
        true => team.paid == Paid::ForRoster,
        false => arguments.teams.contains(&team.name),
    };
    let teams = model.teams.iter().enumerate().filter(|(_, team)| asked(team));
    let mut people: Vec<People> = teams.flat_map(|(index, team)| of_team(model, index, team)).collect();
    if people.is_empty() && faults.is_empty() {
        faults.push(
            Diagnostic::error("no team is paid for its roster, so every roster costs the same")
                .help("name a team with `--team`"),
        );
    }
    range(arguments, &mut people, faults);
    people
}

/// The people of a team by hours, but for those who join or leave on a day.
fn of_team(model: &Model, index: usize, team: &Team) -> Vec<People> {
    let mut people: Vec<People> = Vec::new();
    for shift in team
        .shifts
        .iter()
        .filter(|shift| shift.from == Instant::START && shift.ramp_up.is_none())
    {
        let calendar = &model.calendars[shift.calendar.index()];
        // Hours in a team's own zone are called by the zone, too.
        let hours = calendar.name.split(" (").next().unwrap_or_default().to_owned();
        let paid = standard_hours(calendar, &model.epoch);
        match people.iter_mut().find(|one| one.hours == hours) {
            Some(one) => one.today += shift.people,
            None => people.push(People {
                team: index,
                name: team.name.clone(),
                hours,
                today: shift.people,
                range: (0, 0),
                paid,
                present: paid * (1.0 - team.absence) * (1.0 - team.other_duties),
                cost: team.hourly_cost.map(|hourly| hourly * paid),
            }),
        }
    }
    let alone = people.len() == 1;
    for one in &mut people {
        one.range = (u32::from(alone), (2 * one.today).max(one.today + 3));
    }
    people
}

fn range(arguments: &Staff, people: &mut [People], faults: &mut Vec<Diagnostic>) {
    for between in &arguments.between {
        let mut named = false;
        for one in people.iter_mut() {
            let whole = format!("{}.{}", one.name, one.hours);
            if between.of.as_ref().is_none_or(|of| *of == one.name || *of == whole) {
                one.range = (between.low, between.high);
                named = true;
            }
        }
        if let (false, Some(of)) = (named, &between.of) {
            let known: Vec<String> = people
                .iter()
                .map(|one| format!("`{}.{}`", one.name, one.hours))
                .collect();
            faults.push(
                Diagnostic::error(format!("`--between` names `{of}`, which is not decided on"))
                    .help(format!("decided on are {}", list(&known))),
            );
        }
    }
    let mut teams: Vec<(usize, u64)> = Vec::new();
    for one in people.iter() {
        let wide = u64::from(one.range.1 - one.range.0) + 1;
        match teams.iter_mut().find(|(team, _)| *team == one.team) {
            Some((_, all)) => *all = all.saturating_mul(wide),
            None => teams.push((one.team, wide)),
        }
    }
    for (team, _) in teams.iter().filter(|(_, all)| *all > MOST_OF_A_TEAM) {
        let name = people
            .iter()
            .find(|one| one.team == *team)
            .map(|one| one.name.as_str())
            .unwrap_or_default();
        faults.push(
            Diagnostic::error(format!("team `{name}` alone could have more than 100,000 rosters"))
                .help(format!("narrow its hours, as in `--between {name}=4..9`")),
        );
    }
}

/// The key by which an override sets the people of each: by hours, or all of a team that has no other.
pub fn keys(people: &[People], workshop: &dyn Workshop) -> Result<Vec<String>, Failure> {
    let key = |one: &People| {
        let team = quoted(&one.name);
        let keys = [
            format!("team.{team}.people.{}", quoted(&one.hours)),
            format!("team.{team}.people"),
        ];
        let mut fault = String::new();
        for key in keys {
            match workshop.contender("today", &[format!("{key}={}", one.today)]) {
                Ok(_) => return Ok(key),
                Err(unfit) => fault = unfit.faults.into_iter().next().unwrap_or_default(),
            }
        }
        let fact = format!("the people of team `{}` at `{}` cannot be changed", one.name, one.hours);
        Err(Diagnostic::error(fact)
            .note(fault)
            .help("say them in the scenario, as in `people = { office = 4 }`")
            .into())
    };
    people.iter().map(key).collect()
}

fn quoted(name: &str) -> String {
    let bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    match !name.is_empty() && name.chars().all(bare) {
        true => name.to_owned(),
        false => format!("\"{name}\""),
    }
}
