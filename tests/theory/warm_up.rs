//! The warm-up, on systems whose transient is known exactly.

use flowcast::experiment::Forecast;
use flowcast::results::NoteLevel;

use crate::support;

/// Load of the queue below; service takes half a day, so that it settles over months.
const LOAD: f64 = 0.8;

fn mm1(run: &str, weeks: u32) -> String {
    format!(
        "title = \"slow\"\nstart = 2027-01-04\nduration = \"{weeks} weeks\"\n[team.desk]\npeople = 1\n\
         [demand.call]\nkind = \"value\"\nstream = \"answer\"\narrivals = {{ per_week = {} }}\n\
         [[stream.answer.step]]\nname = \"talk\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
         effort = {{ exponential = {{ mean = \"12h\" }} }}\n[run]\n{run}\n",
        14.0 * LOAD
    )
}

/// Mean items in M/M/1 after `days` from an empty start: the chain of items present, uniformised at two events a service.
fn mean_items(days: f64) -> f64 {
    let step = 1e-3;
    let (arrive, finish) = (2.0 * LOAD * step, 2.0 * step);
    let mut state = vec![0.0; 120];
    state[0] = 1.0;
    for _ in 0..(days / step) as usize {
        let before = state.clone();
        for n in 0..state.len() {
            let last = n + 1 == state.len();
            let leave = if last { 0.0 } else { arrive } + if n > 0 { finish } else { 0.0 };
            state[n] = before[n] * (1.0 - leave)
                + if n > 0 { before[n - 1] * arrive } else { 0.0 }
                + if last { 0.0 } else { before[n + 1] * finish };
        }
    }
    state.iter().enumerate().map(|(n, p)| n as f64 * p).sum()
}

fn too_short(forecast: &Forecast) -> f64 {
    let warm_up = forecast.summary.results.analysis.warm_up.as_ref();
    warm_up.expect("it can be said").too_short_by_hours
}

#[test]
fn the_transient_is_that_of_the_chain() {
    // In the long run ρ/(1 − ρ); at first, arrivals alone.
    assert!((mean_items(600.0) - 4.0).abs() < 0.01);
    assert!((mean_items(0.1) - 0.1 * 2.0 * LOAD).abs() < 0.02);
}

#[test]
fn a_pilot_finds_where_the_queue_has_settled() {
    let model = support::model(&mm1("warm_up = \"auto\"\nreplications = 30", 8));
    let forecast = support::run(&model);
    let days = forecast.run.warm_up.as_hours() / 24.0;
    assert_eq!(days % 7.0, 0.0, "whole weeks");
    // Four fifths of the way from empty at least, and no more than half of the longest pilot is left out.
    assert!(mean_items(days) > 0.8 * 4.0, "{days} days: {}", mean_items(days));
    assert!(days <= 52.0 * 7.0, "{days}");
    let results = &forecast.summary.results;
    assert!(results.analysis.warm_up.as_ref().is_some_and(|found| found.automatic));
    assert!(
        results
            .notes
            .iter()
            .any(|note| note.text.contains("was found by 20 pilot runs"))
    );
    let again = support::run_on(&model, 1);
    assert_eq!(again.summary.results, *results, "a pilot depends on no threads");
}

#[test]
fn a_warm_up_that_is_too_short_is_told_and_one_that_is_not_is_not() {
    let empty = support::run(&support::model(&mm1("replications = 100", 52)));
    let hours = too_short(&empty);
    assert!(hours >= 24.0 * 5.0 && mean_items(hours / 24.0) > 0.5 * 4.0, "{hours}");
    let warned = |forecast: &Forecast| {
        let mut notes = forecast.summary.results.notes.iter();
        notes.any(|note| note.level == NoteLevel::Warning && note.text.contains("the warm-up looks too short"))
    };
    assert!(warned(&empty));
    let settled = support::run(&support::model(&mm1("warm_up = \"52 weeks\"\nreplications = 100", 52)));
    assert_eq!(too_short(&settled), 0.0);
    assert!(!warned(&settled));
}
