//! Resolved items that are opened again.

use crate::support;
use crate::timeline::{HEAD, Timeline, demand, step};
use flowcast::observation::Part;
use flowcast::time::Span;

fn reopened(within: &str) -> String {
    HEAD.to_owned()
        + "[team.desk]\npeople = 1\n"
        + &demand(
            "job",
            &format!("reopened = {{ share = \"75%\", to = \"fix\", within = \"{within}\" }}"),
            &["04 09:00", "05 09:00", "06 09:00", "07 09:00", "08 09:00"],
        )
        + &step("job", "look", "desk", "20m", "")
        + &step("job", "fix", "desk", "10m", "")
        + "[promise.soon]\nresolve = \"30m\"\ntarget = \"90%\"\n"
}

/// Opened again at once each time: the first resolution after 30 minutes keeps the promise, lead time runs to the last, and every
/// fix but the first is rework.
#[test]
fn the_first_resolution_decides_the_promise_and_lead_time_runs_to_the_last() {
    let (model, program) = support::program(&reopened("0m"));
    let told = Timeline::of(&model, &program);
    let mut most = 0;
    for (name, (lead, parts)) in &told.parts {
        let times = told
            .lines
            .iter()
            .filter(|line| line.ends_with(&format!("{name} reopened")))
            .count() as i64;
        assert_eq!(*lead, Span::minutes(30 + 10 * times), "{name}");
        assert_eq!(parts[0][Part::Touch as usize], Span::minutes(30));
        assert_eq!(parts[1][Part::Touch as usize], Span::minutes(10 * times));
        most = most.max(times);
    }
    assert!(most > 1 && told.parts.len() == 5, "{:?}", told.lines);
    let forecast = support::run(&model);
    let promise = &forecast.summary.results.promises[0];
    assert_eq!(promise.kept.map(|kept| kept.value), Some(1.0));
}

/// Between a resolution and the reopening the item is with the customer, for a random moment of the quiet time.
#[test]
fn a_resolved_item_is_with_the_customer_until_it_is_reopened() {
    let (model, program) = support::program(&reopened("2h"));
    let told = Timeline::of(&model, &program);
    let mut seen = 0;
    for (name, (lead, parts)) in &told.parts {
        let times = told
            .lines
            .iter()
            .filter(|line| line.ends_with(&format!("{name} reopened")))
            .count() as i64;
        let customer = parts[0][Part::Customer as usize].ticks() + parts[1][Part::Customer as usize].ticks();
        assert!(customer <= Span::hours(2).ticks() * times);
        assert!((customer > 0) == (times > 0));
        let sum: i64 = parts.iter().flatten().map(|part| part.ticks()).sum();
        assert_eq!(sum, lead.ticks());
        seen += times;
    }
    assert!(seen > 0);
}
