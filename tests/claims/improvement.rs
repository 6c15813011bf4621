//! What `improvement.toml` claims: an improvement that helps is told from one that does nothing by paired runs, and not by the figures
//! before and after.

use crate::support;
use flowcast::results::Judgement;
use flowcast::scenario::Choice;

const TEXT: &str = include_str!("../../scenarios/improvement.toml");

#[test]
fn paired_runs_tell_what_figures_before_and_after_do_not() {
    let results = support::run(&support::model(TEXT)).summary.results;
    let [service, forms] = results.improvements.as_slice() else {
        panic!("two improvements: {:?}", results.improvements)
    };
    // Self-service makes requests faster: the whole interval of what it did is below zero.
    assert_eq!(service.judgement, Some(Judgement::Better));
    assert!(
        service.did.and_then(|did| did.high).is_some_and(|high| high < 0.0),
        "{service:?}"
    );
    // New forms do nothing in any run.
    assert_eq!(forms.judgement, Some(Judgement::Same));
    // Yet what they seemed to do differs from run to run, and many managers keep them: the interval of wrong decisions is far from none.
    let wrong = forms.wrong.expect("it is known that they do nothing");
    assert!(wrong.low.is_some_and(|low| low > 0.1), "{wrong:?}");
    assert_eq!(forms.kept.map(|kept| kept.value), Some(wrong.value));
}

#[test]
fn without_a_free_owner_there_is_little_progress() {
    let busy = Choice {
        variant: Some("no time to improve".to_owned()),
        ..Choice::default()
    };
    let took = |model| {
        let results = support::run(&model).summary.results;
        (results.improvements[0].done, results.improvements[0].took)
    };
    let (today, later) = (took(support::model(TEXT)), took(support::model_of(TEXT, &busy)));
    assert!(today.0.is_some_and(|done| done.value == 1.0), "{today:?}");
    // Either it is not done at all in some runs, or it takes longer, by intervals that do not touch.
    let fewer = later.0.and_then(|done| done.high).is_some_and(|high| high < 1.0);
    let longer = later.1.and_then(|took| took.low) > today.1.and_then(|took| took.high);
    assert!(fewer || longer, "{today:?} {later:?}");
}
