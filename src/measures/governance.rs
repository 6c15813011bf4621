//! Governance: what each approval route did, and what became of changes under the policy in force and by what they are.

use super::effects::{add_bypassed, add_undone};
use super::figures::{Better, Figures, Form, Label, Sum};
use super::groups::cells_of_place;
use super::layout::{Layout, route, visit};
use crate::engine::Program;
use crate::engine::program::{NIL, PlaceKind};
use crate::model::{DemandId, Model};
use crate::results::{Estimate, RouteResult};
use crate::time::HOUR;

const HOURS_PER_TICK: f64 = 1.0 / HOUR as f64;

/// Makes the figures of every route that items can take under the policy in force, and of changes as a whole.
pub fn add_routes(
    figures: &mut Figures<'_>,
    model: &Model,
    program: &Program,
    layout: &Layout,
    weeks: f64,
) -> Vec<RouteResult> {
    let routes = 0..program.routes.len();
    let all: Vec<usize> = (0..=program.routes.len())
        .map(|number| layout.routes + number * route::SIZE)
        .collect();
    if program.places.iter().any(|place| place.consequence.is_some()) {
        let effected = || Sum::of(all.iter().map(|cell| cell + route::EFFECTED), 1.0);
        let failed = || Sum::of(all.iter().map(|cell| cell + route::FAILED), 1.0);
        let label = |measure, statistic, unit| Label {
            measure,
            by: "all",
            name: "all",
            statistic,
            unit,
        };
        let success = Form::Share(effected().minus(failed()), effected());
        figures.add(label("change success rate", "share", "share"), success, Better::More);
        figures.add(
            label("failed changes", "per week", "items"),
            Form::Rate(failed(), weeks),
            Better::Less,
        );
        figures.add(
            label("changes put into effect", "per week", "items"),
            Form::Rate(effected(), weeks),
            Better::More,
        );
        add_undone(figures, program, ("all", "all"), &all, weeks);
        let caused = Sum::of(all.iter().map(|cell| cell + route::CAUSED), 1.0);
        figures.add(
            label("caused by change", "per week", "items"),
            Form::Rate(caused, weeks),
            Better::Less,
        );
    }
    add_groups(figures, model, program, layout, weeks);
    routes
        .filter(|&number| is_taken(program, number))
        .map(|number| add_route(figures, model, program, layout, number, weeks))
        .collect()
}

/// Whether items can take a route: the policy names it, or it is a part of one that it names.
fn is_taken(program: &Program, number: usize) -> bool {
    let is_part = |route: u32| {
        let stages = &program.stages[route as usize];
        stages
            .iter()
            .any(|&stage| stage as usize == number || looks_at_once(program, stage, number))
    };
    let named = |route: u32| route != NIL && (route as usize == number || is_part(route));
    program
        .classes
        .iter()
        .any(|class| named(class.route) || named(class.disguise))
}

/// Whether `number` is one of the routes that decide at once in `route`.
fn looks_at_once(program: &Program, route: u32, number: usize) -> bool {
    let mut places = program
        .places
        .iter()
        .filter(|place| place.kind == PlaceKind::Approval(route));
    let fork = places.find_map(|place| place.fork.as_ref());
    let is = |place: &u32| program.places[*place as usize].kind == PlaceKind::Approval(number as u32);
    fork.is_some_and(|fork| fork.to.iter().any(is))
}

fn add_route(
    figures: &mut Figures<'_>,
    model: &Model,
    program: &Program,
    layout: &Layout,
    number: usize,
    weeks: f64,
) -> RouteResult {
    let name = &model.routes[number].name;
    let cell = layout.routes + number * route::SIZE;
    let count = |number| Sum::of([cell + number], 1.0);
    let rate = |sum| Form::Rate(sum, weeks);
    let mut add = |measure, statistic, unit, form, better| {
        figures.add(
            Label {
                measure,
                by: "route",
                name,
                statistic,
                unit,
            },
            form,
            better,
        )
    };
    let effort = Sum::of(
        approval_cells(program, layout, number).map(|cell| cell + visit::WORK),
        HOURS_PER_TICK,
    );
    let delay = Form::Ratio(Sum::of([cell + route::DELAY], HOURS_PER_TICK), count(route::DECIDED));
    let good_rejected = count(route::TURNED_DOWN).minus(count(route::BAD_CAUGHT));
    let caught = Form::Share(count(route::BAD_CAUGHT), count(route::BAD));
    let success = Form::Share(
        count(route::EFFECTED).minus(count(route::FAILED)),
        count(route::EFFECTED),
    );
    let turned_down = Form::Share(count(route::TURNED_DOWN), count(route::DECIDED));
    let mut result = RouteResult {
        name: name.clone(),
        decided_per_week: add(
            "decisions",
            "per week",
            "items",
            rate(count(route::DECIDED)),
            Better::Neither,
        ),
        delay: add("approval delay", "mean", "hours", delay, Better::Less),
        effort_per_week: add("approval effort", "per week", "hours", rate(effort), Better::Less),
        turned_down: add("turned down", "share", "share", turned_down, Better::Neither),
        bad_caught_per_week: add(
            "bad changes caught",
            "per week",
            "items",
            rate(count(route::BAD_CAUGHT)),
            Better::More,
        ),
        good_rejected_per_week: add(
            "good changes rejected",
            "per week",
            "items",
            rate(good_rejected),
            Better::Less,
        ),
        success_rate: add("change success rate", "share", "share", success, Better::More),
        delay_p95: None,
        bypassed: None,
    };
    add("bad changes caught", "share", "share", caught, Better::More);
    add(
        "meetings held",
        "per week",
        "meetings",
        rate(count(route::HELD)),
        Better::Neither,
    );
    add(
        "meetings without enough members",
        "per week",
        "meetings",
        rate(count(route::NOT_HELD)),
        Better::Less,
    );
    for (p, statistic) in [(0.5, "p50"), (0.85, "p85"), (0.95, "p95")] {
        let delay = add(
            "approval delay",
            statistic,
            "hours",
            Form::ApprovalDelay(number, p),
            Better::Less,
        );
        if statistic == "p95" {
            result.delay_p95 = delay;
        }
    }
    let cells = [cell];
    result.bypassed = add_outcomes(figures, program, ("route", name), &cells, weeks);
    result
}

/// What became of what was asked, beside what every route is measured by: of a route, or of all items of a group.
fn add_outcomes(
    figures: &mut Figures<'_>,
    program: &Program,
    (by, name): (&str, &str),
    cells: &[usize],
    weeks: f64,
) -> Option<Estimate> {
    let count = |number: usize| Sum::of(cells.iter().map(|cell| cell + number), 1.0);
    let mut add = |measure, statistic, unit, form, better| {
        let label = Label {
            measure,
            by,
            name,
            statistic,
            unit,
        };
        figures.add(label, form, better)
    };
    let rate = |sum| Form::Rate(sum, weeks);
    let approved = count(route::DECIDED).minus(count(route::TURNED_DOWN));
    let sent_back = count(route::TURNED_DOWN).minus(count(route::CLOSED));
    add("approved", "per week", "items", rate(approved), Better::Neither);
    add("sent back", "per week", "items", rate(sent_back), Better::Neither);
    add(
        "turned down for good",
        "per week",
        "items",
        rate(count(route::CLOSED)),
        Better::Neither,
    );
    if program.places.iter().any(|place| place.consequence.is_some()) {
        add(
            "caused by change",
            "per week",
            "items",
            rate(count(route::CAUSED)),
            Better::Less,
        );
    }
    add_bypassed(figures, program, (by, name), cells, weeks)
}

/// Makes the figures of all changes under the policy in force, and by each attribute of those that ask for approval.
fn add_groups(figures: &mut Figures<'_>, model: &Model, program: &Program, layout: &Layout, weeks: f64) {
    let asks = |class: &usize| program.classes[*class].route != NIL;
    let asking: Vec<usize> = (0..program.classes.len()).filter(asks).collect();
    if let Some(policy) = model.policy.filter(|_| !asking.is_empty()) {
        let cells: Vec<usize> = asking.iter().filter_map(|class| layout.changes[*class]).collect();
        add_group(
            figures,
            program,
            ("policy", &model.policies[policy.index()].name),
            &cells,
            weeks,
        );
    }
    for (number, demand) in model.demands.iter().enumerate() {
        let own = |class: &&usize| program.classes[**class].demand as usize == number;
        for (attribute, mix) in demand.mixes.iter().filter(|(_, mix)| mix.len() > 1) {
            let of = &model.attributes[attribute.index()];
            for (value, _) in mix {
                let number = DemandId::from(number);
                let has = |class: &&usize| program.values_of(model, **class as u32).contains(&(*attribute, *value));
                let cells = asking
                    .iter()
                    .filter(own)
                    .filter(has)
                    .filter_map(|class| layout.changes[*class]);
                let cells: Vec<usize> = cells.collect();
                if !cells.is_empty() {
                    let name = format!("{} {}", model.demands[number.index()].name, of.values[value.index()]);
                    add_group(
                        figures,
                        program,
                        (&format!("demand × {}", of.name), &name),
                        &cells,
                        weeks,
                    );
                }
            }
        }
    }
}

fn add_group(figures: &mut Figures<'_>, program: &Program, group: (&str, &str), cells: &[usize], weeks: f64) {
    let count = |number: usize| Sum::of(cells.iter().map(|cell| cell + number), 1.0);
    let hours = |number: usize| Sum::of(cells.iter().map(|cell| cell + number), HOURS_PER_TICK);
    let (by, name) = group;
    let mut add = |measure, statistic, unit, form, better| {
        let label = Label {
            measure,
            by,
            name,
            statistic,
            unit,
        };
        figures.add(label, form, better);
    };
    let rate = |sum| Form::Rate(sum, weeks);
    let (decided, turned_down, caught) = (
        count(route::DECIDED),
        count(route::TURNED_DOWN),
        count(route::BAD_CAUGHT),
    );
    add("decisions", "per week", "items", rate(decided.clone()), Better::Neither);
    let delay = Form::Ratio(hours(route::DELAY), decided.clone());
    add("approval delay", "mean", "hours", delay, Better::Less);
    add(
        "approval effort",
        "per week",
        "hours",
        rate(hours(route::LOOKED)),
        Better::Less,
    );
    let share = Form::Share(turned_down.clone(), decided);
    add("turned down", "share", "share", share, Better::Neither);
    add(
        "bad changes caught",
        "per week",
        "items",
        rate(caught.clone()),
        Better::More,
    );
    let good = turned_down.minus(caught.clone());
    add("good changes rejected", "per week", "items", rate(good), Better::Less);
    add(
        "bad changes caught",
        "share",
        "share",
        Form::Share(caught, count(route::BAD)),
        Better::More,
    );
    if program.places.iter().any(|place| place.consequence.is_some()) {
        let success = count(route::EFFECTED).minus(count(route::FAILED));
        let success = Form::Share(success, count(route::EFFECTED));
        add("change success rate", "share", "share", success, Better::More);
        add(
            "failed changes",
            "per week",
            "items",
            rate(count(route::FAILED)),
            Better::Less,
        );
        add(
            "changes put into effect",
            "per week",
            "items",
            rate(count(route::EFFECTED)),
            Better::More,
        );
    }
    add_outcomes(figures, program, group, cells, weeks);
}

fn approval_cells(program: &Program, layout: &Layout, route: usize) -> impl Iterator<Item = usize> {
    (0..program.places.len())
        .filter(move |&place| program.places[place].kind == PlaceKind::Approval(route as u32))
        .flat_map(move |place| cells_of_place(program, layout, place))
}
