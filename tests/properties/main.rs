//! Random organisations: what must hold in all of them.

mod audit;
mod journeys;
mod organisations;
mod people;
mod supply;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use audit::Audit;
use flowcast::engine::World;
use flowcast::observation::Observer;

/// How many organisations are tried.
const ORGANISATIONS: u64 = 300;
/// What must have happened at least once in all of them, or the test looks away from it.
const MECHANISMS: [&str; 100] = [
    "a shock",
    "a review that can act",
    "an interruption by urgent work",
    "work finished in overtime",
    "a queue left where work is handed over",
    "help from another team",
    "work of somebody who is new",
    "work of somebody who will leave",
    "a batch",
    "an item that was open at the start",
    "a corrected priority",
    "a pause at the end of a shift",
    "a pause for other duties",
    "a pause for a meeting",
    "an absence",
    "other duties",
    "a call-out",
    "work off the roster",
    "a meeting held",
    "a meeting without enough members",
    "a decision of a board",
    "a decision of peers",
    "a pre-approval",
    "a rejection",
    "an item closed undone",
    "rework",
    "a failing change",
    "a raised child",
    "several people at once",
    "a wait off shift",
    "an open item at the end",
    "a day that is not 24 hours long",
    "a wait for a supplier",
    "a wait for the customer",
    "another wait",
    "a handoff",
    "a misrouted item",
    "an overflow",
    "an abandoned item",
    "a reopened item",
    "a wait for other items",
    "an item held while a team is swamped",
    "a full limit",
    "people kept",
    "children waited for",
    "branches",
    "a join",
    "a call closed untouched",
    "an item turned away",
    "a promise's clock that stood still",
    "a wait for spare parts",
    "a part taken",
    "a part that goes back",
    "an order of parts",
    "a case of a supplier",
    "a case returned unsolved",
    "a case that waited for its turn",
    "a case that is not back",
    "a wait for a train or a batch",
    "a wait for a departure",
    "an item that gathers with others",
    "work on a batch",
    "an item withdrawn from a batch at work",
    "an automated check",
    "a decision of a check",
    "a decision in stages",
    "a decision of several at once",
    "a freeze",
    "an unauthorised item",
    "a falsely urgent item",
    "a bypass found",
    "an escalation",
    "a fault that was there",
    "a fault that came by itself",
    "a fault left behind",
    "a fault removed",
    "a workaround",
    "an item of a fault",
    "a chase",
    "a back-out",
    "a released increment",
    "an item stopped after an increment",
    "a question about what is new",
    "an automated run",
    "a run that did what it should",
    "a run that failed",
    "a failure that nobody noticed",
    "a failure noticed later",
    "an item that seemed done",
    "an automation that stopped",
    "a user who helped themselves",
    "a user who comes back",
    "a user who gave up",
    "an item that nobody has noticed",
    "an item noticed by a call",
    "an item noticed by itself",
    "an announcement",
    "a call kept away",
    "an article",
    "effort saved by knowledge",
];

#[test]
fn every_organisation_keeps_its_books() {
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    for number in 0..ORGANISATIONS {
        let text = organisations::organisation(number);
        let (model, program) = support::program(&text);
        let mut world = World::new(&program);
        if !program.later.is_empty() {
            *seen.entry("a shock").or_default() += 1;
        }
        if program.switches() > 0 {
            *seen.entry("a review that can act").or_default() += 1;
        }
        for replication in 0..2 {
            let mut audit = Audit::new(&model, &program);
            world.run(model.run.seed, replication, &mut audit);
            let faults = audit.close();
            assert!(
                faults.is_empty(),
                "organisation {number}, replication {replication}: {faults:#?}\n{text}"
            );
            for (mechanism, count) in audit.seen {
                *seen.entry(mechanism).or_default() += count;
            }
        }
    }
    println!("{seen:#?}");
    let unseen: Vec<&str> = MECHANISMS.into_iter().filter(|one| !seen.contains_key(one)).collect();
    assert!(unseen.is_empty(), "never happened: {unseen:?}");
    assert!(seen.keys().all(|one| MECHANISMS.contains(one)), "{seen:?}");
}

/// The figures agree with what an observer of the same replication adds up, to the last tick.
#[test]
fn the_figures_agree_with_the_audit() {
    for number in 0..60 {
        let text = organisations::organisation(number);
        let mut model = support::model(&text);
        model.run.replications = 1;
        let forecast = support::run(&model);
        let program = flowcast::engine::Program::new(&model);
        let mut audit = Audit::new(&model, &program);
        World::new(&program).run(model.run.seed, 0, &mut audit);
        assert_eq!(audit.close(), Vec::<String>::new());
        let hours = model.run.counted.as_hours();
        let figure = |measure: &str, by: &str, name: &str, statistic: &str| {
            let mut figures = forecast.summary.results.figures.iter();
            let found = figures.find(|figure| {
                figure.measure == measure && figure.by == by && figure.name == name && figure.statistic == statistic
            });
            found
                .and_then(|figure| figure.estimate)
                .map_or(0.0, |estimate| estimate.value)
        };
        let mut pairs = vec![
            (
                figure("open items", "all", "all", "mean") * hours,
                audit.open_hours(),
                "Little's law",
            ),
            (
                figure("arrivals", "all", "all", "per week") * hours / 168.0,
                audit.arrived() as f64,
                "arrivals",
            ),
            (
                figure("throughput", "all", "all", "per week") * hours / 168.0,
                audit.completed() as f64,
                "completed",
            ),
            (
                figure("closed undone", "all", "all", "per week") * hours / 168.0,
                audit.closed() as f64,
                "closed",
            ),
        ];
        let end = program.window_end;
        let hours_in_service = {
            let calendar = &model.calendars[model.services[0].calendar.index()];
            let open = calendar.timetable(&model.epoch, flowcast::time::Instant::START, end);
            open.open_between(program.window_start, end).as_hours()
        };
        pairs.push((
            (1.0 - figure("availability", "service", "wifi", "share")) * hours_in_service,
            audit.supply.hours_down(&model, end),
            "hours down of a service",
        ));
        for (team, of) in model.teams.iter().enumerate() {
            let per_week = |measure| figure(measure, "team", &of.name, "per week") * hours / 168.0;
            pairs.push((per_week("work"), audit.touch_hours(team), "work of a team"));
            pairs.push((per_week("kept hours"), audit.kept_hours(team), "kept hours of a team"));
            pairs.push((
                per_week("busy") + per_week("work off the roster"),
                audit.busy_hours(team),
                "busy hours of a team",
            ));
        }
        for (figure, audited, what) in pairs {
            let close = (figure - audited).abs() <= 1e-9 * audited.abs().max(1.0);
            assert!(
                close,
                "organisation {number}: {what} is {figure}, audited {audited}\n{text}"
            );
        }
    }
}

/// What a replication tells is the same whatever was run before it in the same world.
#[test]
fn a_world_forgets_what_was_run_before() {
    #[derive(Default, PartialEq, Debug)]
    struct Told(Vec<(i64, u64)>);
    impl Observer for Told {
        fn ended(
            &mut self,
            now: flowcast::time::Instant,
            item: &flowcast::observation::Subject,
            _: flowcast::observation::Ending<'_>,
        ) {
            self.0.push((now.ticks(), item.key));
        }
    }
    for number in 0..40 {
        let (model, program) = support::program(&organisations::organisation(number));
        let told = |world: &mut World<'_>, replication| {
            let mut told = Told::default();
            world.run(model.run.seed, replication, &mut told);
            told
        };
        let mut used = World::new(&program);
        let first = told(&mut used, 0);
        told(&mut used, 1);
        assert_eq!(told(&mut used, 0), first);
        assert_eq!(told(&mut World::new(&program), 0), first);
    }
}

/// Through shocks and reviews, too, figures are the same to the bit on one thread and on two.
#[test]
fn changes_are_the_same_on_any_number_of_threads() {
    for number in (0..30).step_by(3) {
        let mut model = support::model(&organisations::organisation(number));
        assert!(!model.later.is_empty() || !model.switches.is_empty());
        model.run.replications = 4;
        let results = |threads| format!("{:?}", support::run_on(&model, threads).summary.results);
        assert_eq!(results(1), results(2), "organisation {number}");
    }
}
