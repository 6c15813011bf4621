//! Every part of the service value system is a mechanism: switched on in an office that is otherwise the same, with the same luck, it
//! moves a measure, and the interval of the difference excludes zero.
//!
//! `UPDATE_EXPECT=1 cargo test --test value_system` writes the page of the table anew.

mod page;
mod rows;
#[path = "../support/mod.rs"]
mod support;

use std::sync::atomic::AtomicBool;

use flowcast::experiment::{Candidate, Means, compare};
use flowcast::measures::Identity;
use flowcast::results::Estimate;
use flowcast::scenario::Choice;

use rows::{Moves, ROWS, Row};

const OFFICE: &str = include_str!("office.toml");

/// The row of the table that a test shows.
fn row(test: &str) -> &'static Row {
    let mut rows = ROWS.iter();
    rows.find(|row| row.test == test)
        .unwrap_or_else(|| panic!("`{test}` shows no row"))
}

/// The paired difference that the row's mechanism makes to its measure.
fn difference(row: &Row) -> Estimate {
    // What belongs to both comes first, then what is switched on.
    let text = format!("{OFFICE}\n{}\n[variant.on]\n{}\n", row.beside, row.switched_on);
    let candidate = |variant: Option<&str>| Candidate {
        model: support::model_of(
            &text,
            &Choice {
                variant: variant.map(str::to_owned),
                sets: Vec::new(),
            },
        ),
        identity: Identity::default(),
    };
    let pool = rayon::ThreadPoolBuilder::new().build().expect("a pool can be built");
    let mut means = Means {
        pool: &pool,
        progress: &mut |_| {},
        stop: &AtomicBool::new(false),
    };
    let comparison = compare(&candidate(None), &[candidate(Some("on"))], &mut means).expect("it is not stopped");
    let [measure, by, name, statistic] = row.measure;
    let found = comparison.variants[0]
        .differences
        .iter()
        .find(|one| one.measure == measure && one.by == by && one.name == name && one.statistic == statistic);
    found
        .unwrap_or_else(|| panic!("{}: no {measure} by {by} {name}", row.part))
        .difference
}

fn shows(test: &str) {
    let row = row(test);
    let difference = difference(row);
    let (low, high) = difference.low.zip(difference.high).expect("it has an interval");
    let moved = match row.moves {
        Moves::Up => low > 0.0,
        Moves::Down => high < 0.0,
    };
    assert!(moved, "{}: {:?} moves by {low} to {high}", row.part, row.measure);
}

macro_rules! shown {
    ($($test:ident)*) => {
        $(#[test]
        fn $test() {
            shows(stringify!($test));
        })*
        /// The tests, by name.
        const TESTS: &[&str] = &[$(stringify!($test)),*];
    };
}

shown! {
    failing_work_is_told_apart
    a_first_part_comes_sooner
    work_is_told_by_activity
    rework_lengthens_a_stream
    a_service_stands_still
    practices_have_hours
    a_wrong_team_takes_time
    a_train_gathers
    a_surge_is_felt
    who_joins_helps
    a_board_costs_days
    an_escalation_goes_first
    an_improvement_is_felt
    failing_changes_come_back
    bad_fixes_come_back
    a_handoff_takes_time
    people_who_help_shorten_queues
    a_supplier_takes_its_time
    spare_parts_run_out
    work_in_progress_is_limited
    urgent_work_interrupts
    questions_follow_what_is_new
    users_help_themselves
    an_announcement_keeps_calls_away
    what_nobody_notices_takes_longer
    runs_need_nobody
    knowledge_shortens_work
    problem_management_removes_faults
    late_work_is_chased
}

#[test]
fn every_row_has_its_test_and_every_test_its_row() {
    let rows: Vec<&str> = ROWS.iter().map(|row| row.test).collect();
    assert_eq!(rows, TESTS);
}
