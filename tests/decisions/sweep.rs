//! Sweeps: every point as it would be alone, whatever the threads and the order; and the same after an interruption.

use std::sync::atomic::{AtomicBool, Ordering};

use flowcast::experiment::{Candidate, Forgetful, Means, Memory, Point, Progress, Workshop, forecast, sweep};
use flowcast::results::{FrontPlace, Judgement, Sweep, SweepAxis, SweepValue, Verdict};

use crate::desk::{DESK, Notebook, Texts, on_threads};

/// Desks of some sizes; two people are today's.
fn points(people: &[u32]) -> (Vec<SweepAxis>, Vec<Point>) {
    let values = people.iter().map(|people| SweepValue {
        text: people.to_string(),
        size: Some(f64::from(*people)),
        today: *people == 2,
    });
    let axis = SweepAxis {
        path: "team.desk.people.office".to_owned(),
        values: values.collect(),
    };
    let point = |(at, people): (usize, &u32)| {
        let overrides = vec![format!("team.desk.people.office={people}")];
        Point {
            contender: Texts(DESK).contender("", &overrides).expect("a desk can have so many"),
            at: vec![at],
            overrides,
            today: *people == 2,
        }
    };
    (vec![axis], people.iter().enumerate().map(point).collect())
}

fn today() -> Candidate {
    Texts(DESK).contender("today", &[]).expect("it is sound").candidate
}

fn swept(people: &[u32], threads: usize, memory: &mut dyn Memory) -> Sweep {
    let (axes, points) = points(people);
    on_threads(threads, |means| sweep(&today(), axes, points, &[], memory, means)).expect("nobody stops it")
}

#[test]
fn each_point_is_as_it_would_be_alone() {
    let found = swept(&[1, 2, 3], 2, &mut Forgetful);
    for (point, people) in found.points.iter().zip([1, 2, 3]) {
        let alone = Texts(DESK)
            .contender("", &[format!("team.desk.people.office={people}")])
            .expect("a desk can have so many")
            .candidate;
        let alone = on_threads(1, |means| forecast(&alone.model, &alone.identity, means)).expect("nobody stops it");
        let rows = &alone.summary.results.figures;
        let compared = point
            .figures
            .iter()
            .filter(|figure| figure.by != "all" || figure.measure == "cost");
        for figure in compared.clone() {
            let row = rows.iter().find(|row| {
                (&row.measure, &row.by, &row.name, &row.statistic)
                    == (&figure.measure, &figure.by, &figure.name, &figure.statistic)
            });
            assert_eq!(row.expect("the same figure").estimate, figure.estimate, "{figure:?}");
        }
        assert!(compared.count() >= 5);
    }
}

#[test]
fn what_a_desk_needs_is_found() {
    // 200 calls of 20 minutes are 67 hours of work: one person has 40, two have 80, three 120.
    let found = swept(&[1, 2, 3], 2, &mut Forgetful);
    assert_eq!(found.points[0].promises, Verdict::Missed, "one is overloaded by far");
    assert_eq!(found.points[2].promises, Verdict::Kept);
    let figure = |at: usize, measure: &str| {
        let figures = &found.points[at].figures;
        figures
            .iter()
            .find(|it| it.measure == measure && it.by == "all")
            .expect("it is measured")
    };
    // People are paid for their hours, whatever happens: 40 hours at 30 each.
    for (at, cost) in [(0, 1200.0), (1, 2400.0), (2, 3600.0)] {
        let estimate = figure(at, "cost").estimate.expect("a cost");
        assert!((estimate.value - cost).abs() < 1e-9, "{estimate:?}");
    }
    // One promise: what all miss is what it misses.
    let missed = found.points[1]
        .figures
        .iter()
        .find(|it| it.measure == "missed" && it.by == "promise");
    assert_eq!(missed.expect("it is measured").estimate, figure(1, "missed").estimate);
    // Each costs more and misses less than the one before.
    assert!(
        found
            .points
            .iter()
            .all(|point| point.front == Some(FrontPlace::OnFront))
    );
    let today: Vec<bool> = found.points.iter().map(|point| point.today).collect();
    assert_eq!(today, [false, true, false]);
    let against = figure(2, "cost").against_today.expect("today is among them");
    assert_eq!(against.judgement, Judgement::Worse);
    assert!((against.difference.value - 1200.0).abs() < 1e-6, "{against:?}");
    assert!(
        figure(1, "cost").against_today.is_none(),
        "today is not compared with itself"
    );
    assert_eq!(
        found.gains.iter().map(|gain| (gain.from, gain.to)).collect::<Vec<_>>(),
        [(0, 1), (1, 2)]
    );
}

#[test]
fn who_only_costs_more_is_beaten() {
    // With ten on the desk nothing waits, so that the eleventh is paid for nothing: no run of any seed could tell otherwise.
    let found = swept(&[10, 11], 2, &mut Forgetful);
    let places: Vec<_> = found
        .points
        .iter()
        .map(|point| (point.front, point.dominated_by))
        .collect();
    assert_eq!(
        places,
        [
            (Some(FrontPlace::OnFront), None),
            (Some(FrontPlace::Dominated), Some(0))
        ]
    );
}

#[test]
fn threads_change_nothing_and_a_wider_sweep_runs_only_what_is_new() {
    let one = swept(&[1, 2, 3], 1, &mut Forgetful);
    let mut memory = Notebook::default();
    assert_eq!(one, swept(&[1, 2, 3], 2, &mut memory));
    assert_eq!(one, swept(&[1, 2, 3], 7, &mut Forgetful));
    assert_eq!(memory.kept, 3);
    let wider = swept(&[1, 2, 3, 4], 2, &mut memory);
    assert_eq!(memory.kept, 4, "only the fourth is run");
    assert_eq!(wider, swept(&[1, 2, 3, 4], 7, &mut Forgetful));
}

#[test]
fn after_an_interruption_anywhere_the_rest_makes_it_the_same() {
    let whole = swept(&[1, 2, 3], 2, &mut Forgetful);
    for stop_at in [1, 41, 77, 119] {
        let mut memory = Notebook::default();
        let stop = AtomicBool::new(false);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(2)
            .build()
            .expect("a pool can be built");
        let mut progress = |progress: Progress| {
            if progress.done >= stop_at {
                stop.store(true, Ordering::Relaxed);
            }
        };
        let (axes, points) = points(&[1, 2, 3]);
        let mut means = Means {
            pool: &pool,
            stop: &stop,
            progress: &mut progress,
        };
        if let Some(cut) = sweep(&today(), axes, points, &[], &mut memory, &mut means) {
            assert!(cut.points.len() == 3 || cut.notes[0].text.contains("interrupted"));
            for point in &cut.points {
                let same = whole
                    .points
                    .iter()
                    .find(|other| other.at == point.at)
                    .expect("it was asked for");
                let told = |point: &flowcast::results::SweepPoint| -> Vec<_> {
                    point.figures.iter().map(|figure| figure.estimate).collect()
                };
                assert_eq!(told(same), told(point), "what is there is whole");
            }
        }
        assert_eq!(swept(&[1, 2, 3], 2, &mut memory), whole);
    }
}
