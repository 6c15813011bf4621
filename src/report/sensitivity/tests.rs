use super::*;
use crate::report::{fixture, html, plots, tables};
use crate::results::{
    Decision, DecisionAtEnds, Estimate, Flip, InputRange, PairedChange, Risk, Screening, Spread, Verdict,
};

fn sure(value: f64, half: f64) -> Estimate {
    fixture::give_or_take(value, half).expect("it is given")
}

fn figure(change: Option<(f64, Judgement)>) -> MeasuredFigure {
    MeasuredFigure {
        measure: "promise kept".into(),
        by: "promise".into(),
        name: "p3".into(),
        statistic: "share".into(),
        unit: "share".into(),
        estimate: fixture::give_or_take(0.92, 0.01),
        target: Some(0.9),
        verdict: Some(Verdict::Kept),
        against_today: change.map(|(value, judgement)| paired(value, judgement)),
    }
}

fn paired(value: f64, judgement: Judgement) -> PairedChange {
    PairedChange {
        difference: sure(value, 0.01),
        judgement,
        slight: false,
    }
}

fn input(path: &str, stated: bool) -> InputRange {
    InputRange {
        path: path.into(),
        low: "4%".into(),
        today: "8%".into(),
        high: "12%".into(),
        stated,
    }
}

fn found() -> Sensitivity {
    let effect = |input: u32, clear: bool| InputEffect {
        input,
        mean: sure(-0.1, 0.02),
        size: sure(if clear { 0.1 } else { 0.001 }, 0.02),
        spread: sure(0.03, 0.01),
        noise: 0.01,
        clear,
    };
    let spread = |p5, p95| Spread {
        p5,
        p50: (p5 + p95) / 2.0,
        p95,
    };
    Sensitivity {
        about: fixture::results().about,
        inputs: vec![
            input("team.desk.absence", true),
            input("stream.restore.triage.effort", false),
        ],
        figure: 0,
        today: vec![figure(None)],
        screening: Some(Screening {
            trajectories: 10,
            figures: vec![Some(vec![effect(0, true), effect(1, false)])],
        }),
        swings: vec![Swing {
            input: 0,
            low: vec![figure(Some((0.02, Judgement::Better)))],
            high: vec![figure(Some((-0.08, Judgement::Worse)))],
            flips: vec![Flip {
                promise: "p3".into(),
                end: "high".into(),
                today: Verdict::Kept,
                then: Verdict::Missed,
            }],
        }],
        risks: vec![Risk {
            figure: 0,
            chance: spread(0.90, 0.94),
            chance_deviation: sure(0.01, 0.001),
            not_knowing: spread(0.80, 0.95),
            not_knowing_deviation: 0.05,
            share_not_knowing: Some(0.96),
        }],
        draws: 40,
        screening_replications: 20,
        decision: None,
        most_wanted: Some(0),
        notes: vec![],
    }
}

#[test]
fn what_to_measure_first_and_what_moves_it() {
    assert_eq!(
        verdict(&found()),
        [
            "Measure desk absence first: within 4% to 12% it turns the decision: P3 missed at high.",
            "“P3 kept” is moved most by desk absence; 1 of 2 inputs do not move it more than luck does.",
            "“P3 kept” is 90% to 94% nine times in ten by luck alone, and is expected at 80% to 95% as far as inputs are known: most of \
             the risk is not knowing: measure before you buy.",
        ]
    );
    let mut nothing = found();
    nothing.most_wanted = None;
    assert!(verdict(&nothing)[0].starts_with("No input alone turns a verdict"));
}

#[test]
fn a_choice_comes_first() {
    let mut asked = found();
    asked.decision = Some(Decision {
        variant: "7 on platform".into(),
        today: Some(paired(0.05, Judgement::Better)),
        ends: vec![DecisionAtEnds {
            input: 0,
            low: Some(paired(0.0, Judgement::NoClearDifference)),
            high: Some(paired(0.05, Judgement::Better)),
            flips: true,
        }],
    });
    assert_eq!(
        verdict(&asked)[0],
        "7 on platform against today (P3 kept): better as things stand; not clearly better or worse at the low end of desk absence."
    );
}

#[test]
fn every_output_says_which_ranges_are_defaults() {
    let found = found();
    let style = TerminalStyle {
        colour: false,
        width: 100,
        unicode: true,
    };
    let text = summary(&found, &style);
    assert!(
        text.contains("Ranges with a star are defaults") && text.contains("96%"),
        "{text}"
    );
    let page = html::sensitivity_report(&found);
    assert!(page.contains("Luck and not knowing") && page.matches("<svg role=\"img\"").count() == 2);
    let rows = |table: Vec<u8>| String::from_utf8(table).expect("UTF-8").lines().count();
    assert_eq!(rows(tables::effects_csv(&found)), 3);
    assert_eq!(
        (rows(tables::ends_csv(&found)), rows(tables::risks_csv(&found))),
        (3, 2)
    );
    let names: Vec<String> = plots::sensitivity_plots(&found)
        .into_iter()
        .map(|plot| plot.file_name)
        .collect();
    assert_eq!(names, ["tornado.svg", "effects.svg"]);
    let mut cut = found.clone();
    (cut.screening, cut.swings, cut.risks) = (None, vec![], vec![]);
    assert!(plots::sensitivity_plots(&cut).is_empty() && verdict(&cut)[0].len() > 10);
}
