//! The summary: everything that was gathered, as results.

use super::figures::{Better, Definition, Figures, Form, Label, Sum};
use super::gathered::Gathered;
use super::gathering;
use super::groups::{self, Items, Visits};
use super::identity::{Identity, Load};
use super::overload::overload;
use super::tally::Plan;
use super::{
    assumptions, automation, causes, contacts, flow, governance, improvements, knowledge, ledgers, opportunities,
    people, practices, price, promises, reviews, supply,
};
use crate::engine::Program;
use crate::model::Model;
use crate::results::{
    About, Analysis, BacklogDay, BacklogSeries, DemandResult, Note, NoteLevel, Overload, Results, TeamResult,
};
use crate::statistics::{Histogram, series};
use crate::time::{DAY, HOUR, Span, WEEK};

/// The confidence level of every interval.
pub const CONFIDENCE: f64 = 0.95;

/// Results, and how each of their figures was made.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The results.
    pub results: Results,
    /// For each row of `results.figures`, how it was made.
    pub definitions: Vec<Definition>,
}

/// Turns what was gathered into results.
pub fn summarise(model: &Model, program: &Program, plan: &Plan, gathered: &Gathered, identity: &Identity) -> Summary {
    let weeks = model.run.counted.ticks() as f64 / WEEK as f64;
    let layout = &plan.layout;
    let mut figures = Figures::new(gathered, CONFIDENCE);
    let promises = promises::add(&mut figures, model, program, layout, identity, weeks);
    let mut demands = Vec::new();
    for group in groups::items(model, program, layout) {
        let mut result = flow::add(&mut figures, &group, weeks);
        flow::add_seldom(&mut figures, program, &group, weeks);
        let demand = model
            .demands
            .iter()
            .position(|demand| group.by == "demand" && demand.name == group.name);
        if demand.is_some() || group.by == "all" {
            add_backlog(&mut figures, program, gathered, &group, demand, &mut result);
        }
        if let Some(number) = demand {
            result.kind = model.demands[number].kind.word().to_owned();
            result.survival = survival(&gathered.lead_times(&group.cohorts));
            demands.push(result);
        }
    }
    let visits = groups::visits(model, program, layout);
    for group in &visits {
        people::add_visits(&mut figures, model, layout, group, weeks);
        people::add_held(&mut figures, program, group, weeks);
    }
    gathering::add(&mut figures, model, layout, weeks);
    let teams = add_teams(&mut figures, model, program, plan, &identity.loads, &visits, weeks);
    let routes = governance::add_routes(&mut figures, model, program, layout, weeks);
    let reviews = reviews::add_reviews(&mut figures, model, layout, weeks);
    let improvements = improvements::add(&mut figures, model, layout);
    let (ledger_rows, failure_multiplier) = ledgers::add_ledgers(&mut figures, model, program, layout, weeks);
    let source = supply::Source {
        model,
        program,
        layout,
        weeks,
    };
    let services = supply::add_services(&mut figures, &source);
    let suppliers = supply::add_suppliers(&mut figures, &source);
    let parts = supply::add_parts(&mut figures, &source);
    let faults = causes::add_faults(&mut figures, &source);
    let traced = causes::add_causes(&mut figures, &source);
    let automation = automation::add(&mut figures, &source);
    let contacts = contacts::add(&mut figures, &source);
    let knowledge = knowledge::add(&mut figures, &source);
    let money = price::add(&mut figures, &source);
    let opportunities = opportunities::add(&mut figures, &source);
    let practices = practices::add(&mut figures, &source);
    let overload = overload(model, identity, &demands, &teams);
    let mut notes = notes(model, gathered, identity, &overload);
    notes.extend(price::unknown(model, money.as_ref()));
    notes.extend(full(program, plan, gathered));
    let (rows, definitions) = (figures.rows, figures.definitions);
    let results = Results {
        about: about(model, gathered.replications(), identity),
        promises,
        demands,
        teams,
        routes,
        reviews,
        improvements,
        ledgers: ledger_rows,
        failure_multiplier,
        practices,
        opportunities,
        services,
        suppliers,
        parts,
        faults,
        causes: traced,
        automation,
        contacts,
        knowledge,
        money,
        backlog: backlog_series(model, program, gathered),
        figures: rows,
        notes,
        assumptions: assumptions::assumptions(model),
        analysis: Analysis {
            overload,
            ..Analysis::default()
        },
    };
    Summary { results, definitions }
}

fn add_backlog(
    figures: &mut Figures<'_>,
    program: &Program,
    gathered: &Gathered,
    group: &Items,
    demand: Option<usize>,
    result: &mut DemandResult,
) {
    let days = program.samples.len() - 1;
    let backlog = flow::backlog(figures, gathered, group, demand, days, CONFIDENCE, result.open);
    result.open_at_end = backlog.at_end;
    result.growth_per_week = backlog.growth;
    result.growing = backlog.growing;
    result.weeks_to_drain = backlog.weeks_to_drain;
    result.weeks_at_this_pace = backlog.weeks_at_this_pace;
}

fn survival(sections: &[Histogram]) -> Vec<(f64, f64)> {
    let mut all = Histogram::new();
    for section in sections {
        all.merge(section);
    }
    all.survival()
        .into_iter()
        .map(|(ticks, share)| (ticks / HOUR as f64, share))
        .collect()
}

fn add_teams(
    figures: &mut Figures<'_>,
    model: &Model,
    program: &Program,
    plan: &Plan,
    loads: &[Load],
    visits: &[Visits],
    weeks: f64,
) -> Vec<TeamResult> {
    let layout = &plan.layout;
    let source = people::Source {
        model,
        program,
        layout,
        gathered: figures.gathered(),
        weeks,
        loads,
    };
    let mut teams: Vec<TeamResult> = (0..model.teams.len())
        .map(|number| {
            let name = &model.teams[number].name;
            let group = visits.iter().find(|group| group.by == "team" && group.name == *name);
            people::add_team(figures, &source, number, group)
        })
        .collect();
    // The bottleneck is where most hours are spent queueing while somebody is on shift; a team alone is none.
    let several = teams.len() > 1;
    let queue = |team: &TeamResult| team.queue_per_week.map_or(0.0, |queue| queue.value);
    if let Some(most) = teams.iter_mut().max_by(|a, b| queue(a).total_cmp(&queue(b)))
        && several
        && queue(most) > 0.0
    {
        most.bottleneck = true;
    }
    let costs: Option<Sum> = model
        .teams
        .iter()
        .enumerate()
        .map(|(number, _)| people::cost(model, layout, number))
        .try_fold(Sum::default(), |sum, cost| cost.map(|cost| sum.plus(cost)));
    // Where there is more to pay than people, all of it together is told elsewhere.
    if let Some(cost) = costs.filter(|_| !price::is_told(model)) {
        let label = Label {
            measure: "cost",
            by: "all",
            name: "all",
            statistic: "per week",
            unit: "currency",
        };
        figures.add(label, Form::Rate(cost, weeks), Better::Less);
    }
    teams
}

/// What was run.
pub fn about(model: &Model, replications: u32, identity: &Identity) -> About {
    let run = &model.run;
    About {
        title: model.title.clone(),
        scenario: identity.scenario.clone(),
        variant: identity.variant.clone(),
        overrides: identity.overrides.clone(),
        policy: model.policy.map(|policy| model.policies[policy.index()].name.clone()),
        start: model.epoch.date.to_string(),
        counted_from: model.epoch.label(run.window_start()),
        counted_to: model.epoch.label(run.window_end() - Span(1)),
        timezone: model.epoch.zone.iana_name().unwrap_or("UTC").to_owned(),
        warm_up_hours: run.warm_up.as_hours(),
        counted_hours: run.counted.as_hours(),
        replications,
        replications_planned: run.replications,
        seed: run.seed,
        confidence: CONFIDENCE,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

fn notes(model: &Model, gathered: &Gathered, identity: &Identity, overload: &[Overload]) -> Vec<Note> {
    let mut notes: Vec<Note> = identity
        .warnings
        .iter()
        .map(|text| Note {
            level: NoteLevel::Warning,
            text: text.clone(),
        })
        .collect();
    let mut add = |level, text| notes.push(Note { level, text });
    if gathered.replications() < model.run.replications {
        let (done, planned) = (gathered.replications(), model.run.replications);
        add(
            NoteLevel::Warning,
            format!("interrupted: results of the first {done} of {planned} runs"),
        );
    }
    let text = match gathered.replications() {
        0 | 1 => Some("one run is one course of events: it says nothing of how sure its figures are"),
        2..30 => Some("fewer than 30 runs: intervals of skewed figures are narrower than they should be"),
        _ => None,
    };
    if let Some(text) = text {
        add(NoteLevel::Warning, text.to_owned());
    }
    for one in overload {
        let level = match one.weeks_at_this_pace {
            Some(_) => NoteLevel::Information,
            None => NoteLevel::Warning,
        };
        add(level, one.words.clone());
    }
    if let Some(text) = assumptions::note(model) {
        add(NoteLevel::Information, text);
    }
    notes
}

/// Warns of replications in which so many items were open that nothing more arrived.
fn full(program: &Program, plan: &Plan, gathered: &Gathered) -> Option<Note> {
    let runs: f64 = gathered.number(plan.layout.full).flatten().sum();
    let text = format!(
        "overloaded: in {runs} of {} runs {} items were open at once; nothing more arrived in them from then on, so all \
         figures are better than the truth",
        gathered.replications(),
        thousands(program.most_open)
    );
    (runs > 0.0).then_some(Note {
        level: NoteLevel::Warning,
        text,
    })
}

/// A number with commas: `1,000,000`.
fn thousands(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", thousands(number / 1000), number % 1000),
    }
}

fn backlog_series(model: &Model, program: &Program, gathered: &Gathered) -> Vec<BacklogSeries> {
    let names = model.demands.iter().map(|demand| demand.name.as_str());
    let selected = std::iter::once((None, "all")).chain(names.enumerate().map(|(number, name)| (Some(number), name)));
    selected
        .map(|(demand, name)| BacklogSeries {
            name: name.to_owned(),
            days: (0..program.samples.len())
                .map(|sample| backlog_day(model, program, gathered, sample, demand))
                .collect(),
        })
        .collect()
}

fn backlog_day(
    model: &Model,
    program: &Program,
    gathered: &Gathered,
    sample: usize,
    demand: Option<usize>,
) -> BacklogDay {
    let at = program.samples[sample];
    let open = gathered.open_at(sample, demand);
    let percentile = |p| series::percentile(&open, p).unwrap_or(0.0);
    let ages = demand.is_none().then(|| gathered.ages(sample));
    let age = |p| ages.and_then(|ages| ages.quantile(p)).map(|ticks| ticks / HOUR as f64);
    BacklogDay {
        date: model.epoch.label(at),
        at: model.epoch.civil_of(at).strftime("%Y-%m-%dT%H:%M").to_string(),
        day: (at - program.window_start).ticks() as f64 / DAY as f64,
        mean: open.iter().sum::<f64>() / open.len().max(1) as f64,
        p5: percentile(0.05),
        p50: percentile(0.5),
        p95: percentile(0.95),
        age_p50: age(0.5),
        age_p85: age(0.85),
        age_p95: age(0.95),
        oldest: ages
            .and_then(|_| gathered.oldest(sample))
            .map(|ticks| ticks / HOUR as f64),
    }
}
