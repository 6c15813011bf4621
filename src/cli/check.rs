//! `flowcast check`.

use super::arguments::{Check, Doing};
use super::{Exit, Failure, Terminal, run};
use crate::measures::promises;
use crate::model::{CalendarId, DemandId, Model, Team};
use crate::report::understanding::{DemandLine, PromiseLine, StartingLine, TeamLine, Understanding, understanding};
use crate::scenario::{Choice, Scenario, load};

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
        demands: demands(model),
        starting: starting(model),
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

/// What is open at the start asks hours of teams, which they can spare in so many weeks.
fn starting(model: &Model) -> Vec<StartingLine> {
    let loads = load::offered_load(model);
    let hours = load::starting_hours(model);
    let of_team = model
        .teams
        .iter()
        .zip(&loads)
        .zip(hours)
        .filter(|(_, hours)| *hours > 0.0);
    of_team
        .map(|((team, load), hours)| StartingLine {
            team: team.name.clone(),
            hours,
            weeks: (load.capacity > load.offered).then(|| hours / (load.capacity - load.offered)),
        })
        .collect()
}

/// `4 office, 1 late, 1 on call`.
fn people(model: &Model, team: &Team) -> String {
    let name = |calendar: CalendarId| model.calendars[calendar.index()].name.as_str();
    let shifts = team
        .shifts
        .iter()
        .map(|shift| format!("{} {}", shift.people, name(shift.calendar)));
    let on_call = team.on_call.iter().map(|called| format!("{} on call", called.people));
    shifts.chain(on_call).collect::<Vec<_>>().join(", ")
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
