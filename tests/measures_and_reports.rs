//! What reports look for by name is what measures write.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use flowcast::diagnostic::Sources;
use flowcast::experiment::{self, Candidate, Means};
use flowcast::measures::Identity;
use flowcast::results::{Comparison, Difference, Results};
use flowcast::scenario::{self, Choice};

fn candidate(variant: Option<&str>) -> Candidate {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/northwind.toml");
    let mut sources = Sources::default();
    let file = sources.add(
        "northwind.toml",
        std::fs::read_to_string(path).expect("Northwind is there"),
    );
    let choice = Choice {
        variant: variant.map(str::to_owned),
        sets: vec!["run.replications=30".to_owned()],
    };
    let scenario = scenario::read(&mut sources, file, &choice).expect("Northwind is sound");
    Candidate {
        model: scenario.model,
        identity: Identity {
            scenario: "northwind".to_owned(),
            variant: choice.variant,
            ..Identity::default()
        },
    }
}

fn comparison() -> Comparison {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(2)
        .build()
        .expect("two threads");
    let mut means = Means {
        pool: &pool,
        stop: &AtomicBool::new(false),
        progress: &mut |_| {},
    };
    let compared = experiment::compare(&candidate(None), &[candidate(Some("peer review"))], &mut means);
    compared.expect("nobody stops it")
}

fn has(results: &Results, measure: &str, by: &str, name: &str, statistic: &str) -> bool {
    results.figures.iter().any(|figure| {
        let estimate = figure.estimate.is_some_and(|estimate| estimate.value.is_finite());
        let named = figure.measure == measure && figure.by == by && figure.name == name;
        named && figure.statistic == statistic && estimate
    })
}

#[test]
fn figures_have_the_names_that_reports_look_for() {
    let comparison = comparison();
    for (measure, by, name, statistic) in [
        ("promise kept", "promise", "p1", "share"),
        ("promise kept", "promise", "p1 respond", "share"),
        ("promise periods met", "promise", "p1", "share"),
        ("missed", "promise", "p1 respond", "per week"),
        ("lead time", "demand", "incident", "p50"),
        ("lead time", "demand", "incident", "p85"),
        ("lead time", "demand", "incident", "p95"),
        ("utilisation", "team", "desk", "share"),
        ("cost", "all", "all", "per week"),
        ("change success rate", "all", "all", "share"),
        ("failed changes", "all", "all", "per week"),
    ] {
        assert!(
            has(&comparison.base, measure, by, name, statistic),
            "{measure} {by} {name} {statistic}"
        );
        let paired =
            |it: &Difference| it.measure == measure && it.by == by && it.name == name && it.statistic == statistic;
        assert!(
            comparison.variants[0].differences.iter().any(paired),
            "no difference: {measure} {by} {name}"
        );
    }
}

#[test]
fn every_view_of_a_whole_scenario_has_its_data() {
    let results = comparison().base;
    let promises: Vec<_> = results.promises.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(promises, ["p1", "p1", "p3", "requests"]);
    for demand in &results.demands {
        assert!(
            !demand.survival.is_empty() && demand.lead_time.p50.is_some(),
            "{}",
            demand.name
        );
        assert!(
            demand.parts_first.iter().flatten().any(|part| part.value > 0.0),
            "{}",
            demand.name
        );
    }
    for team in &results.teams {
        assert!(
            (team.busy_by_hour.len(), team.present_by_hour.len()) == (168, 168),
            "{}",
            team.name
        );
        assert!(team.cost_per_week.is_some() && team.busiest.is_some(), "{}", team.name);
    }
    let named = |name: &str| {
        results
            .backlog
            .iter()
            .any(|series| series.name == name && series.days.len() > 84)
    };
    assert!(["all", "incident", "request", "change"].into_iter().all(named));
    assert!(!results.ledgers.is_empty() && results.failure_multiplier.is_some());
}

/// A board of three that meets once a week for 90 minutes at most takes at most 4.5 hours, and decides what is submitted.
#[test]
fn a_weekly_board_meets_decides_and_goes() {
    let results = comparison().base;
    let board = results
        .teams
        .iter()
        .find(|team| team.name == "change_board")
        .expect("the board");
    let busy = board.busy_per_week.expect("known").value;
    assert!(busy > 0.0 && busy <= 4.5, "{busy} hours a week");
    let route = results
        .routes
        .iter()
        .find(|route| route.name == "board")
        .expect("the route");
    let decided = route.decided_per_week.expect("known").value;
    // 45 % of 14 changes and of those that incidents raise, and a few that come back.
    assert!((4.0..10.0).contains(&decided), "{decided} decisions a week");
}
