//! The page of the table: parts of the service value system, the settings that make them, the measure that moves, the test.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use flowcast::scenario::catalogue::{Record, Shape};
use flowcast::scenario::fields::ScenarioText;

use crate::rows::{Moves, ROWS, Row};

/// Parts that a shipped scenario shows: the part, the scenario, the claims about it.
const SCENARIOS: [(&str, &str, &str); 8] = [
    (
        "The warehouse without Wi-Fi: a wrong diagnosis, and two hours are over",
        "warehouse-wifi",
        "warehouse_wifi",
    ),
    (
        "Launching a new application beside daily work",
        "new-application",
        "new_application",
    ),
    (
        "Incident to desk, infrastructure, vendor and back",
        "vendor-bounce",
        "vendor_bounce",
    ),
    (
        "Failure demand: problem management starved and fed",
        "failure-demand",
        "failure_demand",
    ),
    (
        "Automation and channels: a portal whose failures come back",
        "self-service",
        "self_service",
    ),
    ("Tiers of governance", "governance-tiers", "governance_tiers"),
    (
        "Major incident: one outage, two hundred calls",
        "major-outage",
        "major_outage",
    ),
    ("Continual improvement, judged by noise", "improvement", "improvement"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn settings(path: &str, record: &Record, found: &mut BTreeSet<String>) {
    for field in &record.fields {
        let own = if path.is_empty() {
            field.key.to_owned()
        } else {
            format!("{path}.{}", field.key)
        };
        within(&own, &field.shape, found);
        found.insert(own);
    }
}

fn within(path: &str, shape: &Shape, found: &mut BTreeSet<String>) {
    match shape {
        Shape::Record(record) => settings(path, &record(), found),
        Shape::Named(inner) => within(&format!("{path}.NAME"), &inner(), found),
        Shape::Listed(inner) => within(path, &inner(), found),
        Shape::Leaf | Shape::Open => {}
    }
}

fn line(row: &Row) -> String {
    let settings: Vec<String> = row.settings.iter().map(|setting| format!("`{setting}`")).collect();
    let way = match row.moves {
        Moves::Up => "up",
        Moves::Down => "down",
    };
    let [measure, by, name, _] = row.measure;
    let of = if by == "all" {
        String::new()
    } else {
        format!(" of {by} {name}")
    };
    format!(
        "| {} | {} | {measure}{of} goes {way} | `{}` |\n",
        row.part,
        settings.join(", "),
        row.test
    )
}

fn page() -> String {
    let mut text = String::from(
        "# The service value system, and where each part lives\n\n\
         Generated from the table of the tests, which hold it true: `UPDATE_EXPECT=1 cargo test --test value_system` writes it anew.\n\n\
         Every part is a mechanism that changes what is simulated, not a label. Each test switches one on in the same small\n\
         [office](../tests/value_system/office.toml), with the same luck, and the named measure moves: the interval of its paired\n\
         difference excludes zero. What each setting means is in the [reference](scenario-reference.md), what each measure means in\n\
         [measures](measures.md), and what the 34 practices drive in [practices](practices.md).\n\n\
         | part | settings | switched on | test |\n|---|---|---|---|\n",
    );
    ROWS.iter().for_each(|row| text.push_str(&line(row)));
    text.push_str(
        "\nThese are shown by whole scenarios, whose claims are tested:\n\n| part | scenario | test |\n|---|---|---|\n",
    );
    for (part, scenario, claims) in SCENARIOS {
        writeln!(
            text,
            "| {part} | [`{scenario}.toml`](../scenarios/{scenario}.toml) | [`claims {claims}`](../tests/claims/{claims}.rs) |"
        )
        .expect("text grows");
    }
    text
}

#[test]
fn the_page_is_what_the_tests_show() {
    let path = root().join("docs/service-value-system.md");
    let now = page();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &now).expect("the page can be written");
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == now,
        "docs/service-value-system.md is out of date: run with UPDATE_EXPECT=1"
    );
}

#[test]
fn settings_are_settings_and_scenarios_have_claims() {
    let mut known = BTreeSet::new();
    settings("", &ScenarioText::record(), &mut known);
    for row in ROWS {
        for setting in row.settings {
            assert!(known.contains(*setting), "{}: `{setting}` is no setting", row.part);
        }
    }
    for (_, scenario, claims) in SCENARIOS {
        for path in [
            format!("scenarios/{scenario}.toml"),
            format!("tests/claims/{claims}.rs"),
        ] {
            assert!(root().join(&path).exists(), "{path} is not there");
        }
    }
}
