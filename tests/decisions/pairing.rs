//! What the same luck for all buys on Northwind: the table in docs/statistics.md is that of this run.

use std::fs;
use std::path::Path;

use flowcast::experiment::{Contender, Description, Forgetful, Measured, Trial, Wanted, Workshop, measure};

use crate::desk::{Texts, on_threads};

const CHANGES: [(&str, &str); 3] = [
    ("7 on platform and not 5", "team.platform.people.office=7"),
    ("peers and not a board", "governance.policy=\"peer_review\""),
    (
        "the desk solves 85 % and not 82 %",
        "stream.restore.step.triage.next={ done = \"85%\", fix = \"rest\" }",
    ),
];

/// Measure, by, name, statistic, and what the table calls it.
const FIGURES: [([&str; 4], &str); 4] = [
    (["promise kept", "promise", "p1 respond", "share"], "P1 touched in time"),
    (["promise kept", "promise", "p3", "share"], "P3 resolved in time"),
    (
        ["lead time", "demand", "incident", "mean"],
        "mean lead time of incidents",
    ),
    (["cost", "all", "all", "per week"], "cost a week"),
];

/// As a table shows it: two digits, or whole.
fn shown(ratio: f64) -> String {
    if ratio < 10.0 {
        format!("{ratio:.1}")
    } else {
        format!("{ratio:.0}")
    }
}

#[test]
fn the_documents_say_what_pairing_buys() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("it is there");
    let text = read("scenarios/northwind.toml");
    let workshop = Texts(&text);
    let contender = |name: &str, changes: &[String]| workshop.contender(name, changes).expect("Northwind is sound");
    let mut contenders: Vec<Contender> = vec![contender("today", &[])];
    contenders.extend(CHANGES.map(|(name, change)| contender(name, &[change.to_owned()])));
    let until = contenders[0].candidate.model.run.replications;
    assert_eq!(until, 100);
    let trials: Vec<Trial<'_>> = contenders
        .iter()
        .map(|contender| Trial {
            contender,
            from: 0,
            until,
        })
        .collect();
    let wanted = FIGURES
        .map(|([measure, by, name, statistic], _)| Description::measure(measure).by(by).of(name).statistic(statistic));
    let measured = on_threads(2, |means| {
        measure(&trials, &Wanted(wanted.to_vec()), &mut Forgetful, (0, 0), means)
    });
    let measured: Vec<Vec<Measured>> = measured.into_iter().map(|it| it.expect("nobody stops it")).collect();
    let page = read("docs/statistics.md");
    for ((name, _), variant) in CHANGES.iter().zip(&measured[1..]) {
        let ratio = |(figure, _): &([&str; 4], &str)| {
            let of = |all: &'_ [Measured]| {
                let [measure, by, name, statistic] = *figure;
                let found = all
                    .iter()
                    .find(|it| [&it.measure, &it.by, &it.name, &it.statistic] == [measure, by, name, statistic]);
                found.expect("it was wanted").reading.clone()
            };
            let paired = of(variant)
                .less(&of(&measured[0]), 0.95)
                .expect("a hundred runs of both");
            shown(paired.variance_ratio.expect("they differ"))
        };
        let cells: Vec<String> = FIGURES.iter().map(ratio).collect();
        let row = format!("| {name} | {} |", cells.join(" | "));
        assert!(page.contains(&row), "docs/statistics.md does not say: {row}");
    }
}
