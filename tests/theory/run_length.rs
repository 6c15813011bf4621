//! Replications until figures are sure, on systems whose true value is known.

use flowcast::experiment::Forecast;
use flowcast::results::RunLength;

use crate::support;

/// Everybody is served at once for an exponential time of mean 1 h, so that a share 1 − exp(−1/2) of items ends within half
/// an hour: a Bernoulli trial for each item.
fn endless_servers(seed: u32, replications: &str) -> String {
    format!(
        "title = \"endless\"\nstart = 2027-01-04\nduration = \"6h\"\n[team.desk]\npeople = 500\n\
         [demand.call]\nkind = \"value\"\nstream = \"answer\"\narrivals = {{ per_hour = 4 }}\n\
         [[stream.answer.step]]\nname = \"talk\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \"desk\"\n\
         effort = {{ exponential = {{ mean = \"60m\" }} }}\n\
         [promise.half]\nfor = {{}}\nresolve = \"30m\"\ntarget = \"50%\"\n\
         [promise.day]\nfor = {{}}\nrespond = \"1s\"\ntarget = \"50%\"\n\
         [run]\nseed = {seed}\nreplications = {replications}\n"
    )
}

fn length(forecast: &Forecast) -> RunLength {
    let analysis = &forecast.summary.results.analysis;
    analysis.run_length.clone().expect("a precision decided")
}

#[test]
fn intervals_at_the_stop_cover_the_known_share() {
    let known = 1.0 - (-0.5f64).exp();
    let experiments = 400;
    let (mut covered, mut replications) = (0, 0);
    for seed in 1..=experiments {
        let text = endless_servers(seed, "{ precision = \"3 points\", of = \"half\", at_most = 2000 }");
        let forecast = support::run_on(&support::model(&text), 1);
        let length = length(&forecast);
        assert!(length.reached && length.replications < 2_000);
        let kept = forecast.summary.results.promises[0].kept.expect("items fell due");
        assert!(kept.half_width().expect("an interval") <= 0.03);
        covered += u32::from(kept.low.expect("low") <= known && known <= kept.high.expect("high"));
        replications += length.replications;
    }
    let coverage = f64::from(covered) / f64::from(experiments);
    let error = (0.95f64 * 0.05 / f64::from(experiments)).sqrt();
    assert!((coverage - 0.95).abs() <= 4.0 * error, "{coverage} ± {error}");
    assert!(replications / experiments > 40, "{replications}");
}

#[test]
fn a_share_without_a_miss_stops_when_its_bound_is_near_enough() {
    // 1 − 0.05^(1/R) is at most 0.05/1.05 from R = 62 on: the looks after that are at 72 and 86.
    let text = endless_servers(1, "{ precision = \"5%\", of = \"day\" }");
    let length = length(&support::run(&support::model(&text)));
    assert_eq!((length.replications, length.looks, length.reached), (86, 6, true));
}

#[test]
fn at_the_ceiling_it_says_what_is_missing() {
    let text = endless_servers(
        1,
        "{ precision = \"0.1 points\", of = [\"half\", \"utilisation of desk\"], at_most = 45 }",
    );
    let forecast = support::run(&support::model(&text));
    let length = length(&forecast);
    assert_eq!((length.replications, length.reached), (45, false));
    let reached: Vec<bool> = length.aims.iter().map(|aim| aim.reached).collect();
    assert_eq!(reached, [false, true]);
    let notes = &forecast.summary.results.notes;
    let told = notes
        .iter()
        .any(|note| note.text.contains("`half` was not reached in the 45 runs"));
    assert!(told, "{notes:?}");
}

#[test]
fn any_number_of_threads_stops_at_the_same_run_with_the_same_bits() {
    let text = endless_servers(
        7,
        "{ precision = \"2 points\", of = [\"half\", \"utilisation of desk\"] }",
    );
    let model = support::model(&text);
    let told = [1, 2, 7].map(|threads| format!("{:?}", support::run_on(&model, threads).summary.results));
    assert!(told[0] == told[1] && told[0] == told[2]);
}

/// What is found by a precision is what as many fixed runs find.
#[test]
fn stopping_changes_no_figure() {
    let sequential = support::run(&support::model(&endless_servers(
        3,
        "{ precision = \"3 points\", of = \"half\" }",
    )));
    let runs = length(&sequential).replications;
    let fixed = support::run(&support::model(&endless_servers(3, &runs.to_string())));
    assert_eq!(sequential.summary.results.figures, fixed.summary.results.figures);
}
