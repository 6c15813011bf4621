//! `warehouse-wifi.toml`: with the wrong diagnosis the promise breaks on the way; with the right one it is mostly kept.

use flowcast::results::Verdict;

use crate::compared::{compared, difference, figure};

#[test]
fn the_wrong_diagnosis_breaks_the_promise() {
    let text = include_str!("../../scenarios/warehouse-wifi.toml");
    let comparison = compared(text, &["the right diagnosis"]);
    let (wrong, right) = (&comparison.base, &comparison.variants[0].results);
    let kept = |results: &flowcast::results::Results| results.promises[0].kept.expect("it fell due");
    println!("wrong {:?}, right {:?}", kept(wrong), kept(right));
    assert_eq!(wrong.promises[0].verdict, Verdict::Missed);
    assert!(kept(wrong).high.expect("an interval") < 0.25, "{:?}", kept(wrong));
    let better = difference(&comparison, 0, ["promise kept", "promise", "p2", "share"]);
    assert!(better.low.expect("an interval") > 0.5, "{better:?}");
    // The replacement is a standard change: nobody waits for its approval.
    let approval = figure(wrong, ["approval", "demand", "wifi", "mean"]);
    assert_eq!(approval.value, 0.0);
    // The customer is asked afterwards, every time.
    let surveys = figure(wrong, ["arrivals", "demand", "survey", "per week"]);
    assert!(surveys.value >= 1.0, "{surveys:?}");
}
