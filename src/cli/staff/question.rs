//! What `flowcast staff` is asked, from the command line and the scenario.

use crate::cli::arguments::{SenseAsked, Staff};
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, Sources};
use crate::experiment::{Floor, StaffingQuestion, Workshop};
use crate::measures::commitments::{Commitment, commitments};
use crate::model::{AtShiftEnd, Arrivals, Model, Paid, Period, Team};
use crate::results::staffing::{Sense, Slot, StaffedPromise};
use crate::scenario::load::{self, TeamLoad};
use crate::scenario::{Scenario, standard_hours};
use crate::time::Instant;

/// How far from its target a long-run share may be told either way, where nobody says so.
const TOLERANCE: f64 = 0.005;
/// The same for a share of periods, of which a run has only a few.
const TOLERANCE_OF_PERIODS: f64 = 0.05;
/// Rosters of which all cheaper than the answer are tried.
const EXHAUSTIVE_BELOW: u64 = 500;
/// Rosters that are tried at most.
const TRIES: usize = 1_000;
/// The most rosters of one team.
const MOST_OF_A_TEAM: u64 = 100_000;

/// The question; every fault of it at once.
///
/// # Errors
/// What it names and is not there, and what cannot be decided.
pub fn question(
    arguments: &Staff,
    scenario: &Scenario,
    workshop: &dyn Workshop,
) -> Result<StaffingQuestion, Failure> {
    let mut faults = Vec::new();
    let model = &scenario.model;
    let promises = promises(arguments, scenario, &mut faults);
    let people = people(arguments, model, &mut faults);
    if arguments.doing.precision.is_some() {
        faults.push(
            Diagnostic::error("`--precision` has no part in staffing: rosters are run until they can be told")
                .help("say how exactly with `--tolerance`, and how surely with `--sure`"),
        );
    }
    if !faults.is_empty() {
        return Err(Failure::new(faults, Sources::default()));
    }
    let keys = keys(&people, workshop).map_err(|fault| Failure::new(vec![fault], Sources::default()))?;
    let cost_known = people.iter().all(|one| one.cost.is_some());
    let slots: Vec<Slot> = people.iter().map(|one| one.slot(cost_known)).collect();
    let (sense, periods) = match &arguments.sense {
        SenseAsked::LongRun => (Sense::LongRun, 0.0),
        SenseAsked::Periods(share, _) => (Sense::Periods, *share),
    };
    let usual = match sense {
        Sense::LongRun => TOLERANCE,
        Sense::Periods => TOLERANCE_OF_PERIODS,
    };
    let tolerance = arguments.tolerance.unwrap_or(usual);
    Ok(StaffingQuestion {
        floors: floors(model, &people),
        present: people.iter().map(|one| one.present).collect(),
        keys,
        slots,
        promises,
        sense,
        periods,
        tolerance,
        sure: arguments.sure,
        at_most: arguments.at_most,
        fresh: model.run.replications,
        theory: true,
        exhaustive_below: EXHAUSTIVE_BELOW,
        tries: TRIES,
        cost_known,
        currency: model.currency.clone(),
    })
}

fn promises(arguments: &Staff, scenario: &Scenario, faults: &mut Vec<Diagnostic>) -> Vec<StaffedPromise> {
    let all = commitments(&scenario.model);
    let names = |of: &Commitment| [of.name.clone(), of.promise.clone()];
    for name in &arguments.promises {
        if !all.iter().any(|of| names(of).contains(name)) {
            let known: Vec<String> = all.iter().map(|of| format!("`{}`", of.name)).collect();
            faults.push(Diagnostic::error(format!("there is no promise `{name}`")).help(format!("promises are {}", list(&known))));
        }
    }
    let asked = |of: &&Commitment| arguments.promises.is_empty() || names(of).iter().any(|name| arguments.promises.contains(name));
    let chosen: Vec<&Commitment> = all.iter().filter(asked).collect();
    if all.is_empty() {
        faults.push(
            Diagnostic::error("the scenario makes no promise, so no roster is too small")
                .help("say what is promised, as in `[promise.p1]` with `resolve = \"4h\"` and `target = \"95%\"`"),
        );
    }
    if let SenseAsked::Periods(_, period) = &arguments.sense {
        faults.extend(chosen.iter().filter_map(|of| not_judged(of, period)));
    }
    let told = |of: &&Commitment| {
        let mut ceilings = scenario.ceilings.iter();
        let ceiling = ceilings.find(|it| it.promise == of.promise && it.aspect == of.aspect).map(|it| it.share);
        StaffedPromise {
            name: of.name.clone(),
            words: of.words.clone(),
            target: of.target,
            period: period_word(of.period).to_owned(),
            ceiling: ceiling.filter(|share| *share < 1.0),
            impossible: ceiling.is_some_and(|share| share < of.target),
        }
    };
    chosen.iter().map(told).collect()
}

/// Why a promise cannot be judged by such periods.
fn not_judged(of: &Commitment, period: &str) -> Option<Diagnostic> {
    let own = period_word(of.period);
    if own != period {
        let fault = Diagnostic::error(format!("promise `{}` is judged each {own}, not each {period}", of.promise));
        return Some(fault.help(format!("ask for {own}s, or add `--set promise.{}.judged=\"each {period}\"`", of.promise)));
    }
    (of.periods == 0).then(|| {
        Diagnostic::error(format!("the counted time holds no whole {period}, so `{}` is judged in none", of.promise))
            .help("lengthen `duration`, or ask for the long run")
    })
}

fn period_word(period: Period) -> &'static str {
    match period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
    }
}

/// The people of a team at some hours.
struct People {
    team: usize,
    name: String,
    hours: String,
    today: u32,
    range: (u32, u32),
    /// Paid hours of one of them a week.
    paid: f64,
    /// Hours of work of one of them a week.
    present: f64,
    /// Cost of one of them a week.
    cost: Option<f64>,
}

impl People {
    fn slot(&self, cost_known: bool) -> Slot {
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

fn people(arguments: &Staff, model: &Model, faults: &mut Vec<Diagnostic>) -> Vec<People> {
    let known: Vec<String> = model.teams.iter().map(|team| format!("`{}`", team.name)).collect();
    for name in &arguments.teams {
        let team = model.teams.iter().find(|team| team.name == *name);
        match team {
            None => faults.push(Diagnostic::error(format!("there is no team `{name}`")).help(format!("teams are {}", list(&known)))),
            Some(team) if team.paid == Paid::ForTimeUsed => faults.push(
                Diagnostic::error(format!("team `{name}` is paid for the time used, so its roster costs nothing"))
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
        faults.push(Diagnostic::error("no team is paid for its roster, so every roster costs the same").help("name a team with `--team`"));
    }
    range(arguments, &mut people, faults);
    people
}

/// The people of a team by hours, but for those who join or leave on a day.
fn of_team(model: &Model, index: usize, team: &Team) -> Vec<People> {
    let mut people: Vec<People> = Vec::new();
    for shift in team.shifts.iter().filter(|shift| shift.from == Instant::START && shift.ramp_up.is_none()) {
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
            let known: Vec<String> = people.iter().map(|one| format!("`{}.{}`", one.name, one.hours)).collect();
            faults.push(Diagnostic::error(format!("`--between` names `{of}`, which is not decided on")).help(format!("decided on are {}", list(&known))));
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
        let name = people.iter().find(|one| one.team == *team).map(|one| one.name.as_str()).unwrap_or_default();
        faults.push(
            Diagnostic::error(format!("team `{name}` alone could have more than 100,000 rosters"))
                .help(format!("narrow its hours, as in `--between {name}=4..9`")),
        );
    }
}

/// The key by which an override sets the people of each: by hours, or all of a team that has no other.
fn keys(people: &[People], workshop: &dyn Workshop) -> Result<Vec<String>, Diagnostic> {
    let key = |one: &People| {
        let team = quoted(&one.name);
        let keys = [format!("team.{team}.people.{}", quoted(&one.hours)), format!("team.{team}.people")];
        let mut fault = String::new();
        for key in keys {
            match workshop.contender("today", &[format!("{key}={}", one.today)]) {
                Ok(_) => return Ok(key),
                Err(unfit) => fault = unfit.faults.into_iter().next().unwrap_or_default(),
            }
        }
        let fact = format!("the people of team `{}` at `{}` cannot be changed", one.name, one.hours);
        Err(Diagnostic::error(fact).note(fault).help("say them in the scenario, as in `people = { office = 4 }`"))
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

/// Teams whose work has to fit into their hours, or their queues grow without end: those to which nobody else lends hours, whose
/// items neither give up nor are turned away, and whose work is the same from week to week.
fn floors(model: &Model, people: &[People]) -> Vec<Floor> {
    let dated = |demand: &crate::model::Demand| {
        matches!(demand.arrivals, Some(Arrivals::At(_) | Arrivals::Recorded(_) | Arrivals::Users { .. }))
    };
    let changes = !model.later.is_empty() || !model.switches.is_empty();
    if changes || model.demands.iter().any(dated) {
        return Vec::new();
    }
    let loads = load::offered_load(model);
    let each = loads.iter().enumerate().filter(|(index, _)| stands_alone(model, *index));
    each.filter_map(|(index, load)| floor(model, people, index, load)).collect()
}

fn stands_alone(model: &Model, index: usize) -> bool {
    let team = &model.teams[index];
    let lends = |other: &Team| other.also_works_for.iter().any(|to| to.index() == index);
    let pauses = team.at_shift_end.iter().all(|end| *end == AtShiftEnd::Pause);
    let bounded = model.streams.iter().flat_map(|stream| &stream.steps).any(|step| step.patience.is_some() || step.limit.is_some());
    let own = team.also_works_for.is_empty() && team.limit.is_none() && team.on_call.is_none();
    own && pauses && !bounded && !model.teams.iter().any(lends)
}

fn floor(model: &Model, people: &[People], index: usize, load: &TeamLoad) -> Option<Floor> {
    let slots: Vec<usize> = (0..people.len()).filter(|&slot| people[slot].team == index).collect();
    let decided: f64 = slots.iter().map(|&slot| people[slot].present * f64::from(people[slot].today)).sum();
    // Who joins or leaves on a day is not decided on, and helps all the same.
    let others = load.capacity + load.boards - decided;
    let plain = model.teams[index].shifts.iter().all(|shift| shift.from == Instant::START && shift.until.is_none());
    (plain && !slots.is_empty() && load.offered > 0.0).then_some(Floor {
        slots,
        offered: load.offered + load.boards - others.max(0.0),
    })
}

fn list(items: &[String]) -> String {
    crate::report::wording::list(items)
}
