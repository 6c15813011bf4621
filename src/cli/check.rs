//! `flowcast check`.

use super::arguments::{Check, Doing};
use super::{Exit, Failure, Terminal, beside, run};
use crate::measures::promises;
use crate::model::{DemandId, Model, Shift, Team, TeamId};
use crate::report::understanding::{
    DemandLine, PromiseLine, SharedLine, StartingLine, TeamLine, Understanding, understanding,
};
use crate::scenario::{Choice, Scenario, load, pools};
use crate::time::Instant;

/// Reads a scenario, tells what is wrong with it, or what was understood.
pub fn check(arguments: &Check, terminal: &Terminal) -> Result<Exit, Failure> {
    let choice = Choice {
        variant: arguments.variant.clone(),
        sets: arguments.sets.clone(),
    };
    let scenario = run::read(&arguments.scenario, &choice, &Doing::default(), terminal)?;
    let understood = understood(&scenario, &choice);
    terminal.print(&understanding(&understood, &terminal.style))?;
    Ok(Exit::Done)
}

fn understood(scenario: &Scenario, choice: &Choice) -> Understanding {
    let model = &scenario.model;
    Understanding {
        title: match &choice.variant {
            Some(variant) => format!("{}: {variant}", model.title),
            None => model.title.clone(),
        },
        teams: teams(model),
        shared: shared(model),
        demands: demands(model),
        starting: starting(model),
        beside: beside::lines(model),
        promises: promise_lines(scenario),
        variants: scenario.variants.clone(),
    }
}

fn teams(model: &Model) -> Vec<TeamLine> {
    let loads = load::offered_load(model);
    let line = |(team, load): (&Team, load::TeamLoad)| TeamLine {
        name: team.name.clone(),
        people: people(model, team),
        capacity: load.capacity + load.boards,
        offered: load.offered + load.boards,
    };
    model.teams.iter().zip(loads).map(line).collect()
}

/// Work that people of several teams do.
fn shared(model: &Model) -> Vec<SharedLine> {
    let pools = pools::pools(model, &load::offered_load(model));
    let names = |teams: &[TeamId]| {
        teams
            .iter()
            .map(|team| model.teams[team.index()].name.clone())
            .collect()
    };
    let shared = pools.iter().filter(|pool| pool.is_shared());
    shared
        .map(|pool| SharedLine {
            work: names(&pool.work),
            people: names(&pool.people),
            capacity: pool.capacity,
            offered: pool.offered,
        })
        .collect()
}

/// What is open at the start asks hours of teams, which they and those who share their work can spare in so many weeks.
fn starting(model: &Model) -> Vec<StartingLine> {
    let pools = pools::pools(model, &load::offered_load(model));
    let hours = load::starting_hours(model);
    let weeks = |team: TeamId| {
        let pool = pools.iter().find(|pool| pool.work.contains(&team))?;
        let open: f64 = pool.work.iter().map(|team| hours[team.index()]).sum();
        (pool.capacity > pool.offered).then(|| open / (pool.capacity - pool.offered))
    };
    let of_team = model.teams.iter().zip(&hours).enumerate();
    of_team
        .filter(|(_, (_, hours))| **hours > 0.0)
        .map(|(number, (team, hours))| StartingLine {
            team: team.name.clone(),
            hours: *hours,
            weeks: weeks(number.into()),
        })
        .collect()
}

/// `4 office, 1 late, 2 office joining 2027-03-01, 1 on call`.
fn people(model: &Model, team: &Team) -> String {
    let shift = |shift: &Shift| {
        let hours = &model.calendars[shift.calendar.index()].name;
        let joining = match shift.from > Instant::START {
            true => format!(" joining {}", model.epoch.date_of(shift.from)),
            false => String::new(),
        };
        let leaving = shift
            .until
            .map(|until| format!(" leaving {}", model.epoch.date_of(until)))
            .unwrap_or_default();
        format!("{} {hours}{joining}{leaving}", shift.people)
    };
    let on_call = team.on_call.iter().map(|called| format!("{} on call", called.people));
    team.shifts
        .iter()
        .map(shift)
        .chain(on_call)
        .collect::<Vec<_>>()
        .join(", ")
}

fn demands(model: &Model) -> Vec<DemandLine> {
    let rates = load::items_per_week(model);
    let numbered = model.demands.iter().zip(rates).enumerate();
    numbered
        .map(|(number, (demand, per_week))| DemandLine {
            name: demand.name.clone(),
            kind: demand.kind.word().to_owned(),
            per_week,
            steps: model
                .steps_of(DemandId::from(number))
                .iter()
                .map(|step| step.name.clone())
                .collect(),
        })
        .collect()
}

fn promise_lines(scenario: &Scenario) -> Vec<PromiseLine> {
    let mut lines = Vec::new();
    for promise in &scenario.model.promises {
        for (aspect, words) in promises::in_words(&scenario.model, promise) {
            let ceiling = scenario
                .ceilings
                .iter()
                .find(|ceiling| ceiling.promise == promise.name && ceiling.aspect == aspect);
            lines.push(PromiseLine {
                words,
                target: promise.target,
                ceiling: ceiling.map(|ceiling| ceiling.share).filter(|share| *share < 1.0),
            });
        }
    }
    lines
}
