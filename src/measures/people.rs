//! People: hours on the roster, present and busy, by team and hour of the week; where work queues; what it costs.

use super::figures::{Better, Figures, Form, Label, Sum};
use super::gathered::Gathered;
use super::groups::Visits;
use super::identity::Load;
use super::layout::{Layout, team, visit};
use super::standing::standby;
use super::tally::HOURS;
use crate::engine::Program;
use crate::model::{Model, Paid, Team};
use crate::results::{BusiestHour, TeamResult};
use crate::time::HOUR;

const HOURS_PER_TICK: f64 = 1.0 / HOUR as f64;
/// An hour counts as the busiest only if at least this share of the most people ever present is there on average.
const WORTH_NAMING: f64 = 0.25;

/// The number of the team that a group of visits is of, where people help other teams in the model: its work is what its own
/// people did, at whatever team's steps.
fn team_that_shares(model: &Model, group: &Visits) -> Option<usize> {
    let shared = model.teams.iter().any(|team| !team.also_works_for.is_empty());
    let number = || model.teams.iter().position(|team| team.name == group.name);
    (shared && group.by == "team").then(number).flatten()
}

/// Makes the figures of one group of visits (a step, an activity, a practice, a team …).
pub fn add_visits(figures: &mut Figures<'_>, model: &Model, layout: &Layout, group: &Visits, weeks: f64) {
    let label = |measure, statistic, unit| Label {
        measure,
        by: &group.by,
        name: &group.name,
        statistic,
        unit,
    };
    let hours = |number| Sum::of(group.at(number), HOURS_PER_TICK);
    let count = |number| Sum::of(group.at(number), 1.0);
    let shares = team_that_shares(model, group);
    let work = |number, help| match shares {
        None => hours(number),
        Some(own) => hours(number).plus(Sum::of([layout.teams + own * team::SIZE + help], HOURS_PER_TICK)),
    };
    figures.add(
        label("visits", "per week", "visits"),
        Form::Rate(count(visit::ENDED), weeks),
        Better::Neither,
    );
    figures.add(
        label("work", "per week", "hours"),
        Form::Rate(work(visit::WORK, team::HELP), weeks),
        Better::Neither,
    );
    figures.add(
        label("rework", "per week", "hours"),
        Form::Rate(work(visit::REWORK_WORK, team::HELP_REWORK), weeks),
        Better::Less,
    );
    let rework = Form::Share(count(visit::REWORK), count(visit::ENDED));
    figures.add(label("rework rate", "share", "share"), rework, Better::Less);
    for (measure, number) in [("queue", visit::QUEUE), ("off shift", visit::OFF_SHIFT)] {
        let per_visit = Form::Ratio(hours(number), count(visit::ENDED));
        figures.add(label(measure, "mean per visit", "hours"), per_visit, Better::Less);
        figures.add(
            label(measure, "per week", "hours"),
            Form::Rate(hours(number), weeks),
            Better::Less,
        );
    }
}

/// Makes the figure of waits that need nobody, and of ways between teams, of a group of visits, where the model has any.
pub fn add_held(figures: &mut Figures<'_>, program: &Program, group: &Visits, weeks: f64) {
    if program.places.iter().all(|place| !place.gated) {
        return;
    }
    let label = Label {
        measure: "held",
        by: &group.by,
        name: &group.name,
        statistic: "per week",
        unit: "hours",
    };
    let hours = Sum::of(group.at(visit::HELD), HOURS_PER_TICK);
    figures.add(label, Form::Rate(hours, weeks), Better::Less);
}

/// The cost of a team in one replication, where the scenario states one.
pub fn cost(model: &Model, layout: &Layout, number: usize) -> Option<Sum> {
    let of = &model.teams[number];
    let mut sum = hours_cost(layout, number, of)?;
    if of.overtime_factor != 1.0 {
        sum = sum.plus(overtime_premium(layout, number, of)?);
    }
    match standby(model, number) {
        Some(amount) => Some(sum.plus(Sum::of([layout.unit], amount))),
        None => Some(sum),
    }
}

/// What an hour off the roster costs more than one on it, for all of them.
pub fn overtime_premium(layout: &Layout, number: usize, of: &Team) -> Option<Sum> {
    let cell = layout.teams + number * team::SIZE;
    let more = of.hourly_cost? * (of.overtime_factor - 1.0);
    Some(Sum::of([cell + team::OVERTIME], HOURS_PER_TICK * more))
}

/// The cost of a team's paid hours in one replication, overtime at the price of other hours.
pub fn hours_cost(layout: &Layout, number: usize, of: &Team) -> Option<Sum> {
    let hourly = of.hourly_cost?;
    let cell = layout.teams + number * team::SIZE;
    let hours = match of.paid {
        Paid::ForRoster => [team::ROSTERED, team::OVERTIME],
        Paid::ForTimeUsed => [team::BUSY, team::OVERTIME],
    };
    Some(Sum::of(hours.map(|number| cell + number), HOURS_PER_TICK * hourly))
}

/// What the figures of every team are made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The model.
    pub model: &'a Model,
    /// Who is on the roster when.
    pub program: &'a Program,
    /// Where a replication keeps its numbers.
    pub layout: &'a Layout,
    /// The numbers.
    pub gathered: &'a Gathered,
    /// Length of the counted window.
    pub weeks: f64,
    /// What teams are offered, where it is known.
    pub loads: &'a [Load],
}

/// Makes the figures of one team; `visits` are those to its steps.
pub fn add_team(figures: &mut Figures<'_>, source: &Source<'_>, number: usize, visits: Option<&Visits>) -> TeamResult {
    let Source {
        model,
        program,
        layout,
        gathered,
        weeks,
        loads,
    } = *source;
    let of = &model.teams[number];
    let cell = layout.teams + number * team::SIZE;
    let label = |measure, statistic, unit| Label {
        measure,
        by: "team",
        name: &of.name,
        statistic,
        unit,
    };
    let hours = |number| Sum::of([cell + number], HOURS_PER_TICK);
    let rate = |sum| Form::Rate(sum, weeks);
    let free = hours(team::PRESENT).minus(hours(team::BUSY));
    let rostered = figures.add(
        label("rostered", "per week", "hours"),
        rate(hours(team::ROSTERED)),
        Better::Neither,
    );
    let present = figures.add(
        label("present", "per week", "hours"),
        rate(hours(team::PRESENT)),
        Better::Neither,
    );
    let busy = figures.add(
        label("busy", "per week", "hours"),
        rate(hours(team::BUSY)),
        Better::Neither,
    );
    let free = figures.add(label("free", "per week", "hours"), rate(free), Better::Neither);
    let busy_share = Form::Ratio(hours(team::BUSY), hours(team::PRESENT));
    let utilisation = figures.add(label("utilisation", "share", "share"), busy_share, Better::Neither);
    let overtime = figures.add(
        label("work off the roster", "per week", "hours"),
        rate(hours(team::OVERTIME)),
        Better::Less,
    );
    let works_for = |team: u32| team as usize == number || program.teams[number].habits.also.contains(&team);
    let keeps = program
        .places
        .iter()
        .any(|place| place.may_keep && works_for(place.team));
    let kept = keeps.then(|| {
        figures.add(
            label("kept hours", "per week", "hours"),
            rate(hours(team::KEPT)),
            Better::Less,
        )
    });
    let calls = Form::Rate(Sum::of([cell + team::CALL_OUTS], 1.0), weeks);
    let call_outs = figures.add(label("call-outs", "per week", "calls"), calls, Better::Less);
    let cost = cost(model, layout, number)
        .and_then(|cost| figures.add(label("cost", "per week", "currency"), rate(cost), Better::Less));
    let queue = |number: usize| visits.map(|group| Sum::of(group.at(number), HOURS_PER_TICK));
    let ended = visits.map(|group| Sum::of(group.at(visit::ENDED), 1.0));
    let made = |form: Form| figures.estimate(&form);
    let queue_per_visit = queue(visit::QUEUE)
        .zip(ended)
        .and_then(|(queue, ended)| made(Form::Ratio(queue, ended)));
    let queue_per_week = queue(visit::QUEUE).and_then(|queue| made(rate(queue)));
    let (busy_by_hour, present_by_hour) = by_hour(gathered, model, number);
    TeamResult {
        name: of.name.clone(),
        people: most_at_once(program, number),
        offered_per_week: loads.get(number).map(|load| load.offered),
        rostered_per_week: rostered,
        present_per_week: present,
        busy_per_week: busy,
        free_per_week: free,
        utilisation,
        call_out_per_week: overtime,
        kept_per_week: kept.flatten(),
        call_outs,
        queue_per_visit,
        queue_per_week,
        cost_per_week: cost,
        busiest: busiest(&busy_by_hour, &present_by_hour),
        bottleneck: false,
        busy_by_hour,
        present_by_hour,
    }
}

/// The most people of a team that are on the roster at once.
fn most_at_once(program: &Program, number: usize) -> u32 {
    let mut changes: Vec<(i64, i64)> = Vec::new();
    for shift in program.shifts.iter().filter(|shift| shift.team as usize == number) {
        let people = shift.people.len() as i64;
        for turn in shift.turns.iter() {
            changes.push((turn.from.ticks(), people));
            changes.push((turn.to.ticks(), -people));
        }
    }
    // At the same instant those who leave go first.
    changes.sort_unstable();
    let (mut now, mut most) = (0, 0);
    for (_, change) in changes {
        now += change;
        most = most.max(now);
    }
    most as u32
}

/// Mean busy and present people by hour of the week.
fn by_hour(gathered: &Gathered, model: &Model, number: usize) -> (Vec<f64>, Vec<f64>) {
    let mut length = [0i64; HOURS];
    let (from, to) = (model.run.window_start(), model.run.window_end());
    let pieces = model.epoch.hour_boundaries(from, to);
    let ends = pieces.iter().skip(1).map(|piece| piece.0).chain([to]);
    for ((from, hour), to) in pieces.iter().zip(ends) {
        length[usize::from(*hour)] += (to - *from).ticks();
    }
    let replications = f64::from(gathered.replications());
    let mean = |sums: &[i64]| {
        let people = |(sum, length): (&i64, &i64)| match length {
            0 => 0.0,
            length => *sum as f64 / *length as f64 / replications,
        };
        sums.iter().zip(&length).map(people).collect()
    };
    (mean(gathered.busy(number)), mean(gathered.present(number)))
}

fn busiest(busy: &[f64], present: &[f64]) -> Option<BusiestHour> {
    let most = present.iter().copied().fold(0.0, f64::max);
    let share = |hour: &usize| busy[*hour] / present[*hour];
    let hour = (0..HOURS)
        .filter(|&hour| present[hour] > 0.0 && present[hour] >= WORTH_NAMING * most)
        .max_by(|a, b| share(a).total_cmp(&share(b)))?;
    let day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][hour / 24];
    Some(BusiestHour {
        hour: format!("{day} {:02}:00", hour % 24),
        utilisation: share(&hour).min(1.0),
    })
}
