//! Overload as growth and time to drain, in the fluid limit and by hand.

use std::sync::atomic::AtomicBool;

use flowcast::experiment::{Means, forecast};
use flowcast::measures::{Identity, Load};
use flowcast::results::{Estimate, Overload, Results};
use flowcast::scenario::load::offered_load;
use flowcast::theory::drain;

use crate::support;

fn run(demands: &str, effort: &str, weeks: u32, replications: u32) -> Results {
    let text = format!(
        "title = \"overload\"\nstart = 2027-01-04\nduration = \"{weeks} weeks\"\n[team.desk]\npeople = 1\n{demands}\n\
         [[stream.answer.step]]\nname = \"talk\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
         effort = {effort}\n[run]\nreplications = {replications}\n"
    );
    let model = support::model(&text);
    let loads = offered_load(&model).into_iter().map(|load| Load {
        offered: load.offered,
        capacity: load.capacity,
        boards: load.boards,
        relief: 0.0,
    });
    let identity = Identity {
        loads: loads.collect(),
        ..Identity::default()
    };
    let pool = rayon::ThreadPoolBuilder::new().build().expect("a pool can be built");
    let mut means = Means {
        pool: &pool,
        progress: &mut |_| {},
        stop: &AtomicBool::new(false),
    };
    forecast(&model, &identity, &mut means)
        .expect("it is not stopped")
        .summary
        .results
}

fn call(name: &str, arrivals: &str) -> String {
    format!("[demand.{name}]\nkind = \"value\"\nstream = \"answer\"\narrivals = {arrivals}\n")
}

fn of<'a>(results: &'a Results, by: &str) -> &'a Overload {
    let mut overload = results.analysis.overload.iter();
    overload.find(|one| one.by == by).expect("it is told")
}

fn value(estimate: Option<Estimate>) -> f64 {
    estimate.expect("it is known").value
}

/// One item every half hour, three quarters of an hour each: 336 a week come, 224 can be done.
#[test]
fn a_queue_without_luck_grows_as_the_fluid_limit_says() {
    let arrivals = "{ every = \"30m\" }";
    let results = run(&call("call", arrivals), "\"45m\"", 4, 30);
    let team = of(&results, "team");
    assert!((team.load.expect("hours") - 1.5).abs() < 1e-9);
    assert!((value(team.people_needed) - 0.5).abs() < 1e-9);
    assert!(
        team.words.contains("1.50 times the work") && team.words.contains("0.5 more people"),
        "{}",
        team.words
    );
    let demand = of(&results, "demand");
    let growth = value(demand.growth_per_week);
    assert!((growth - drain::growth(336.0, 224.0)).abs() < 0.5, "{growth}");
    // 448 are open after four weeks, 224 are done in one.
    let weeks = value(demand.weeks_without_arrivals);
    let exact = drain::fluid(448.0, 0.0, 224.0).expect("it drains");
    assert!((weeks - exact).abs() < 0.02, "{weeks}");
    assert!(demand.words.contains("grow by 112"), "{}", demand.words);
    let noted = results
        .notes
        .iter()
        .filter(|note| note.text == demand.words || note.text == team.words);
    assert_eq!(noted.count(), 2);
}

/// 300 items are there at the start; one is done every hour: 132 are left after a week, of which each takes an hour.
#[test]
fn a_backlog_without_luck_drains_by_hand() {
    let at = format!("{{ at = [{}] }}", vec!["\"2027-01-04 00:00\""; 300].join(", "));
    let results = run(&call("old", &at), "\"1h\"", 1, 30);
    let demand = of(&results, "demand");
    assert!((value(demand.growth_per_week) + 168.0).abs() < 1e-6);
    assert!((value(demand.weeks_at_this_pace) - 132.0 / 168.0).abs() < 1e-9);
    assert!(demand.words.contains("shrink by 168"), "{}", demand.words);
}

/// M/M/1 with a backlog that a week does not clear: it shrinks by μ − λ, so that what is left takes its share of the mean
/// drain n / (μ − λ).
#[test]
fn a_backlog_with_arrivals_drains_by_the_difference_of_rates() {
    let at = format!("{{ at = [{}] }}", vec!["\"2027-01-04 00:00\""; 200].join(", "));
    let text = call("old", &at) + &call("new", "{ per_week = 84 }");
    let results = run(&text, "{ exponential = { mean = \"60m\" } }", 1, 200);
    let all = |measure: &str, statistic: &str| {
        let mut figures = results.figures.iter();
        let figure = figures.find(|it| it.measure == measure && it.by == "all" && it.statistic == statistic);
        figure.and_then(|figure| figure.estimate).expect("it is known")
    };
    let growth = all("backlog growth", "per week");
    assert!(
        growth.low.expect("low") <= -84.0 && -84.0 <= growth.high.expect("high"),
        "{growth:?}"
    );
    let exact = drain::one_server(200, 84.0, 1.0 / 168.0).expect("it drains") - 1.0;
    let weeks = all("weeks to drain", "at this pace");
    assert!(
        weeks.low.expect("low") <= exact && exact <= weeks.high.expect("high"),
        "{weeks:?} {exact}"
    );
}

#[test]
fn a_queue_that_keeps_up_is_no_overload() {
    let results = run(
        &call("call", "{ per_week = 84 }"),
        "{ exponential = { mean = \"60m\" } }",
        4,
        30,
    );
    assert_eq!(results.analysis.overload, []);
}
