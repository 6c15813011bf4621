//! The catalogue of practices says what is so: the settings it names are settings, the tests it names are tests, and its page is what
//! the program says.
//!
//! `UPDATE_EXPECT=1 cargo test --test practices` writes the page anew.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use flowcast::model::{PRACTICES, PracticeGroup, PracticeId};
use flowcast::scenario::catalogue::{Record, Shape};
use flowcast::scenario::fields::{RuleText, ScenarioText};
use flowcast::scenario::practices::{Practice, practices};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every key of a table and of those in it, under the path at which it stands.
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

#[test]
fn there_are_fourteen_seventeen_and_three() {
    let count = |group| PRACTICES.iter().filter(|(_, of)| *of == group).count();
    assert_eq!(PracticeGroup::ALL.map(count), [14, 17, 3]);
    assert_eq!(PracticeId::CHANGE_ENABLEMENT.name(), "change enablement");
    assert_eq!(practices().count(), PRACTICES.len());
}

#[test]
fn settings_that_practices_drive_are_settings() {
    let mut known = BTreeSet::new();
    settings("", &ScenarioText::record(), &mut known);
    settings("policy.NAME.rules", &RuleText::record(), &mut known);
    for practice in practices() {
        for setting in practice.drives {
            assert!(
                known.contains(*setting),
                "{} drives `{setting}`, which is no setting",
                practice.id.name()
            );
        }
        assert!(practice.does.ends_with('.'), "{}", practice.id.name());
    }
}

#[test]
fn tests_that_show_it_are_tests() {
    for practice in practices() {
        let Some((suite, path)) = practice.shown_by else {
            assert!(practice.drives.is_empty(), "{} drives something", practice.id.name());
            continue;
        };
        let (file, test) = path.split_once("::").expect("a file and a test");
        let source = root().join("tests").join(suite).join(format!("{file}.rs"));
        let text = fs::read_to_string(&source).unwrap_or_else(|error| panic!("{}: {error}", source.display()));
        let found = text.contains(&format!("#[test]\nfn {test}()"));
        assert!(found, "{} is shown by {path}, which is no test", practice.id.name());
    }
}

fn row(practice: &Practice) -> String {
    let name = practice.id.name();
    match practice.shown_by {
        None => format!("| {name} | {} | groups hours only | |\n", practice.does),
        Some((suite, test)) => {
            let settings: Vec<String> = practice.drives.iter().map(|setting| format!("`{setting}`")).collect();
            format!(
                "| {name} | {} | drives {} | [`{suite} {test}`](../tests/{suite}/{}.rs) |\n",
                practice.does,
                settings.join(", "),
                test.split("::").next().unwrap_or_default()
            )
        }
    }
}

fn page() -> String {
    let mut text = String::from(
        "# The 34 management practices\n\n\
         Generated from the program's catalogue, which `flowcast practices` prints: `UPDATE_EXPECT=1 cargo test --test practices` writes\n\
         it anew, and a test checks that the settings and the tests exist.\n\n\
         Every step of a stream names a practice and an activity of the service value chain. Results tell hours of work, hours of waiting,\n\
         visits and cost for each practice in each activity: in `results.json` under `practices`, in `kpis.csv` by `activity × practice`,\n\
         and as a table of shades in the report. That is all that a name does by itself; what a practice *changes* is said by settings.\n",
    );
    for group in PracticeGroup::ALL {
        let title = match group {
            PracticeGroup::General => "General management practices",
            PracticeGroup::Service => "Service management practices",
            PracticeGroup::Technical => "Technical management practices",
        };
        write!(
            text,
            "\n## {title}\n\n| practice | here | settings | shown by |\n|---|---|---|---|\n"
        )
        .expect("text grows");
        practices()
            .filter(|practice| practice.id.group() == group)
            .for_each(|practice| text.push_str(&row(&practice)));
    }
    text
}

#[test]
fn the_page_is_what_the_program_says() {
    let path = root().join("docs/practices.md");
    let now = page();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &now).expect("the page can be written");
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == now,
        "docs/practices.md is out of date: run with UPDATE_EXPECT=1"
    );
}
