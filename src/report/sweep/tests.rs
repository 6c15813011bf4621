use super::*;
use crate::report::{fixture, html, plots, tables};
use crate::results::{Estimate, Judgement, PairedChange, SweepAxis, SweepGain, SweepValue};

fn figure(measure: &str, by: &str, unit: &str, value: f64, half: f64) -> MeasuredFigure {
    MeasuredFigure {
        measure: measure.into(),
        by: by.into(),
        name: if by == "all" { "all".into() } else { "p3".into() },
        statistic: "share".into(),
        unit: unit.into(),
        estimate: fixture::give_or_take(value, half),
        target: None,
        verdict: None,
        against_today: None,
    }
}

/// A point that keeps so much of a promise of 90 %.
fn at(place: u32, kept: f64, cost: f64, front: FrontPlace) -> SweepPoint {
    let verdict = if kept > 0.91 {
        Verdict::Kept
    } else if kept < 0.89 {
        Verdict::Missed
    } else {
        Verdict::TooClose
    };
    let promise = MeasuredFigure {
        target: Some(0.9),
        verdict: Some(verdict),
        ..figure("promise kept", "promise", "share", kept, 0.01)
    };
    SweepPoint {
        at: vec![place],
        overrides: vec![],
        today: place == 1,
        figures: vec![
            promise,
            figure("cost", "all", "currency", cost, 10.0),
            figure("missed", "all", "items", 100.0 * (1.0 - kept), 1.0),
        ],
        promises: verdict,
        front: Some(front),
        dominated_by: (front == FrontPlace::Dominated).then_some(0),
    }
}

/// Four to seven on the desk, keeping so much.
fn sweep(kept: [f64; 4]) -> Sweep {
    let values = (4..8).map(|people| SweepValue {
        text: people.to_string(),
        size: Some(f64::from(people)),
        today: people == 5,
    });
    let points: Vec<SweepPoint> = kept
        .iter()
        .zip(0..)
        .map(|(kept, place)| at(place, *kept, 1_000.0 * f64::from(place + 4), FrontPlace::OnFront))
        .collect();
    let change = |value: f64, judgement| {
        let difference = Estimate {
            value,
            low: Some(value - 0.001),
            high: Some(value + 0.001),
        };
        Some(PairedChange {
            difference,
            judgement,
            slight: false,
        })
    };
    let gains = (0..3).map(|from| SweepGain {
        from,
        to: from + 1,
        changes: vec![change(0.02, Judgement::Better), change(1_000.0, Judgement::Worse), None],
    });
    Sweep {
        about: fixture::results().about,
        axes: vec![SweepAxis {
            path: "team.desk.people.office".into(),
            values: values.collect(),
        }],
        gains: gains.collect(),
        points_planned: 4,
        front_confidence: Some(0.999),
        points,
        notes: vec![],
    }
}

#[test]
fn the_fewest_that_keep_every_promise_and_what_the_next_buys() {
    let told = verdict(&sweep([0.7, 0.85, 0.95, 0.97]));
    assert_eq!(
        told[0],
        "6 on desk is the fewest that keeps every promise; with 5 on desk P3 (85%) is missed."
    );
    assert_eq!(
        told[1],
        "Going on to 7 on desk buys 2 points of P3, for 1,000 a week more."
    );
    assert_eq!(
        told[2],
        "By cost against promises missed no point beats another: each costs more or misses more."
    );
}

#[test]
fn all_none_and_what_is_between_are_told() {
    let first = |kept| verdict(&sweep(kept)).remove(0);
    assert_eq!(
        first([0.95; 4]),
        "Every promise is kept at every value, from 4 on desk to 7 on desk."
    );
    assert_eq!(
        first([0.5, 0.6, 0.7, 0.8]),
        "No point keeps every promise. 7 on desk comes nearest: there P3 (80%) is missed."
    );
    assert!(first([0.5, 0.6, 0.7, 0.9]).starts_with("No point surely keeps every promise."));
    assert_eq!(
        first([0.95, 0.95, 0.8, 0.5]),
        "5 on desk is the most that keeps every promise; with 6 on desk P3 (80%) is missed."
    );
    let mut words = sweep([0.95, 0.8, 0.95, 0.95]);
    words.axes[0].values.iter_mut().for_each(|value| value.size = None);
    assert!(verdict(&words)[0].starts_with("Every promise is kept with 4 on desk, 6 on desk and 7 on desk; with 5"));
}

#[test]
fn the_front_says_who_is_beaten_and_who_is_not_told_apart() {
    let mut found = sweep([0.95; 4]);
    found.points[1] = at(1, 0.95, 9.0, FrontPlace::Dominated);
    found.points[2] = at(2, 0.95, 9.0, FrontPlace::NotToldApart);
    let told = verdict(&found).pop().expect("a front");
    assert_eq!(
        told,
        "By cost against promises missed 4 on desk and 7 on desk are on the front; 1 point is beaten; 1 is not told apart by these runs."
    );
    assert_eq!(place(&found, &found.points[1]), "beaten by 4 ← today");
}

#[test]
fn every_output_holds_every_point() {
    let found = sweep([0.7, 0.85, 0.95, 0.97]);
    let style = TerminalStyle {
        colour: false,
        width: 100,
        unicode: true,
    };
    let text = summary(&found, &style);
    assert!(
        text.contains("DESK") && text.contains("✗ 70") && text.contains("← today"),
        "{text}"
    );
    let table = String::from_utf8(tables::sweep_csv(&found)).expect("UTF-8");
    assert_eq!(table.lines().count(), 1 + 4 * 3);
    let page = html::sweep_report(&found);
    assert!(page.contains("How points are compared") && page.matches("<svg role=\"img\"").count() == 4);
    for plot in plots::sweep_plots(&found) {
        assert!(
            !plot.svg.contains("NaN") && !plot.text_alternative.is_empty(),
            "{}",
            plot.file_name
        );
    }
    let mut unknown = found.clone();
    unknown.points[0]
        .figures
        .iter_mut()
        .for_each(|figure| figure.estimate = None);
    assert!(!plots::sweep_plots(&unknown).is_empty() && !summary(&unknown, &style).contains("NaN"));
}
