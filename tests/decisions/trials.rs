//! Trials: side by side or alone, at once or in parts, remembered or not, on any number of threads, the figures are the same.

use std::sync::atomic::{AtomicBool, Ordering};

use flowcast::experiment::{
    Contender, Description, Forgetful, Means, Measured, Trial, Wanted, Workshop, append, forecast, measure,
};

use crate::desk::{DESK, Notebook, Texts, on_threads};

fn wanted() -> Wanted {
    Wanted(vec![
        Description::measure("promise kept"),
        Description::measure("cost").by("all"),
        Description::measure("lead time").by("demand").of("call"),
    ])
}

/// Desks of one to four people.
fn desks() -> Vec<Contender> {
    let made = (1..=4).map(|people| {
        let change = format!("team.desk.people.office={people}");
        Texts(DESK)
            .contender(&format!("{people} people"), &[change])
            .expect("a desk can have so many")
    });
    made.collect()
}

fn trials(desks: &[Contender], from: u32, until: u32) -> Vec<Trial<'_>> {
    let trial = |contender| Trial { contender, from, until };
    desks.iter().map(trial).collect()
}

/// All four desks, 40 times each.
fn all_at_once(threads: usize) -> Vec<Option<Vec<Measured>>> {
    let desks = desks();
    on_threads(threads, |means| {
        measure(&trials(&desks, 0, 40), &wanted(), &mut Forgetful, (0, 160), means)
    })
}

#[test]
fn side_by_side_they_are_as_alone() {
    let together = all_at_once(2);
    for (desk, measured) in desks().iter().zip(together) {
        let measured = measured.expect("nobody stops it");
        assert!(measured.len() >= 4, "{} figures", measured.len());
        let candidate = &desk.candidate;
        let alone =
            on_threads(1, |means| forecast(&candidate.model, &candidate.identity, means)).expect("nobody stops it");
        for figure in measured {
            let mut rows = alone.summary.results.figures.iter();
            let row = rows.find(|row| {
                (&row.measure, &row.by, &row.name, &row.statistic)
                    == (&figure.measure, &figure.by, &figure.name, &figure.statistic)
            });
            assert_eq!(
                row.expect("the same figure").estimate,
                figure.reading.estimate(0.95),
                "{figure:?}"
            );
        }
    }
}

#[test]
fn threads_change_nothing() {
    let one = all_at_once(1);
    assert_eq!(one, all_at_once(2));
    assert_eq!(one, all_at_once(7));
}

#[test]
fn parts_make_the_whole() {
    let desks = desks();
    let parts = on_threads(2, |means| {
        let mut so_far: Vec<Vec<Measured>> = vec![Vec::new(); desks.len()];
        for (from, until) in [(0, 7), (7, 8), (8, 40)] {
            let part = measure(&trials(&desks, from, until), &wanted(), &mut Forgetful, (0, 160), means);
            for (so_far, part) in so_far.iter_mut().zip(part) {
                append(so_far, part.expect("nobody stops it"));
            }
        }
        so_far
    });
    let whole: Vec<Vec<Measured>> = all_at_once(2)
        .into_iter()
        .map(|it| it.expect("nobody stops it"))
        .collect();
    assert_eq!(parts, whole);
}

#[test]
fn what_is_remembered_is_not_run_again() {
    let desks = desks();
    let mut memory = Notebook::default();
    let first = on_threads(2, |means| {
        measure(&trials(&desks[..3], 0, 40), &wanted(), &mut memory, (0, 120), means)
    });
    assert_eq!(memory.kept, 3);
    let again = on_threads(2, |means| {
        measure(&trials(&desks, 0, 40), &wanted(), &mut memory, (0, 160), means)
    });
    assert_eq!(memory.kept, 4, "only the fourth was run");
    assert_eq!(first, again[..3]);
    assert_eq!(again, all_at_once(2));
    // Other figures, other replications and other luck are other trials.
    let other = Wanted(vec![Description::measure("promise kept")]);
    on_threads(2, |means| {
        measure(&trials(&desks, 0, 40), &other, &mut memory, (0, 160), means)
    });
    on_threads(2, |means| {
        measure(&trials(&desks, 0, 41), &other, &mut memory, (0, 164), means)
    });
    assert_eq!(memory.kept, 12);
}

#[test]
fn an_interruption_anywhere_loses_what_was_not_whole_and_nothing_else() {
    let whole = all_at_once(2);
    for stop_at in [1, 39, 41, 90, 159] {
        let desks = desks();
        let mut memory = Notebook::default();
        let stop = AtomicBool::new(false);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(2)
            .build()
            .expect("a pool can be built");
        let mut progress = |progress: flowcast::experiment::Progress| {
            if progress.done >= stop_at {
                stop.store(true, Ordering::Relaxed);
            }
        };
        let mut means = Means {
            pool: &pool,
            stop: &stop,
            progress: &mut progress,
        };
        let cut = measure(&trials(&desks, 0, 40), &wanted(), &mut memory, (0, 160), &mut means);
        for (cut, whole) in cut.iter().zip(&whole) {
            assert!(cut.is_none() || cut == whole, "what is there is whole");
        }
        let resumed = on_threads(2, |means| {
            measure(&trials(&desks, 0, 40), &wanted(), &mut memory, (0, 160), means)
        });
        assert_eq!(resumed, whole);
    }
}
