//! docs/known-results.md is honest: every known result is tested where it says, or it says why not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every quantity of the collection, as case/quantity.
const ALL: &str = include_str!("support/known_results.txt");
const PAGE: &str = include_str!("../docs/known-results.md");

/// The rows of a table below a heading: their cells without marks.
fn rows(heading: &str) -> Vec<Vec<String>> {
    let (_, below) = PAGE
        .split_once(&format!("\n## {heading}\n"))
        .expect("the heading is there");
    let table = below.lines().skip_while(|line| !line.starts_with('|'));
    let table = table.take_while(|line| line.starts_with('|')).skip(2);
    let cells = |line: &str| {
        line.trim_matches('|')
            .split(" | ")
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    table.map(cells).collect()
}

/// What stands between the first two backticks.
fn name(cell: &str) -> String {
    cell.split('`').nth(1).expect("a name").to_owned()
}

fn case_of(id: &str) -> &str {
    id.split_once('/').map_or(id, |(case, _)| case)
}

#[test]
fn every_known_result_is_tested_or_explained() {
    let tested: BTreeMap<String, String> = rows("Tested")
        .iter()
        .map(|row| (name(&row[0]), name(&row[2])))
        .collect();
    let explained: BTreeMap<String, String> = rows("Not tested")
        .iter()
        .map(|row| (name(&row[0]), row[1].clone()))
        .collect();
    let mut wrong = Vec::new();
    for id in ALL.lines() {
        let (case, quantity) = id.split_once('/').expect("case/quantity");
        if explained.contains_key(case) || explained.contains_key(id) {
            if tested.contains_key(case) && !explained.contains_key(id) {
                wrong.push(format!("{case} is in both tables"));
            }
            continue;
        }
        let Some(file) = tested.get(case) else {
            wrong.push(format!("{id} is nowhere"));
            continue;
        };
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap_or_default();
        // Cases of theory are called by their names, quantity by quantity; others are named above their test.
        if !text.contains(case) || file.starts_with("tests/theory") && !text.contains(quantity) {
            wrong.push(format!("{id} is not in {file}"));
        }
    }
    for case in tested.keys().chain(explained.keys()) {
        if !ALL.lines().any(|id| id == case || case_of(id) == case) {
            wrong.push(format!("nobody knows {case}"));
        }
    }
    wrong.extend(
        explained
            .iter()
            .filter(|(_, why)| why.len() < 9)
            .map(|(case, _)| format!("{case} has no reason")),
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_row_stands_twice() {
    let mut names: Vec<String> = [rows("Tested"), rows("Not tested")]
        .concat()
        .iter()
        .map(|row| name(&row[0]))
        .collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}
