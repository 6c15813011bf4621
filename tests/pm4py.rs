//! PM4Py reads `items.xes` unchanged, and finds in it what the journeys say.
//!
//! `.ci/run` installs PM4Py below the target folder; elsewhere the test says that it is skipped.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::Command as Tested;
use flowcast::diagnostic::Sources;
use flowcast::journey::{Doing, Entry, Id, Journey, Listener, Note, Stage, State};
use flowcast::scenario::{self, Choice};
use serde_json::{Value, json};
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A Python that has PM4Py, where there is one.
fn python() -> Option<PathBuf> {
    let own = root().join("target/pm4py/bin/python");
    [own, PathBuf::from("python3")].into_iter().find(|python| {
        let asked = Command::new(python).args(["-c", "import pm4py"]).output();
        asked.is_ok_and(|asked| asked.status.success())
    })
}

/// What process mining counts, from journeys.
#[derive(Default)]
struct Counts {
    cases: u64,
    events: u64,
    starts: BTreeMap<String, u64>,
    ends: BTreeMap<String, u64>,
    follows: BTreeMap<String, u64>,
    follows_complete: BTreeMap<String, u64>,
    first: Option<(String, String)>,
}

/// Activity and transition of each event of a journey.
fn events(of: &Journey<'_>) -> Vec<(String, bool)> {
    let mut events = vec![("arrival".to_owned(), true)];
    for entry in &of.timeline {
        match entry {
            Entry::Spell(spell) if spell.doing == Doing::Work => {
                events.push((spell.step.to_owned(), false));
                if spell.paused != Some("end of run") {
                    events.push((spell.step.to_owned(), spell.paused.is_none()));
                }
            }
            Entry::Spell(_) | Entry::Note(Note::Raised { .. }) => {}
            Entry::Note(Note::Decided { .. }) => events.push(("decision".to_owned(), true)),
            Entry::Note(Note::Bypassed { .. }) => events.push(("bypass".to_owned(), true)),
            Entry::Note(Note::Escalated { .. }) => events.push(("escalation".to_owned(), true)),
            Entry::Note(Note::TookEffect { .. }) => events.push(("effect".to_owned(), true)),
            Entry::Note(Note::Misjudged { .. }) => events.push(("first priority".to_owned(), true)),
            Entry::Note(Note::Corrected { .. }) => events.push(("correction".to_owned(), true)),
            Entry::Note(Note::Misrouted { .. }) => events.push(("misrouting".to_owned(), true)),
            Entry::Note(Note::Overflowed { .. }) => events.push(("overflow".to_owned(), true)),
            Entry::Note(Note::Abandoned { .. }) => events.push(("abandonment".to_owned(), true)),
            Entry::Note(Note::Unsolved { .. }) => events.push(("unsolved return".to_owned(), true)),
            Entry::Note(Note::Released { .. }) => events.push(("release of value".to_owned(), true)),
            Entry::Note(Note::Brought { .. }) => events.push(("capability".to_owned(), true)),
            Entry::Note(Note::BackedOut { .. }) => events.push(("back-out".to_owned(), true)),
            Entry::Note(Note::LeftFault { .. }) => events.push(("fault left behind".to_owned(), true)),
            Entry::Note(Note::FoundWorkaround { .. }) => events.push(("workaround".to_owned(), true)),
            Entry::Note(Note::RemovedFault { .. }) => events.push(("fault removed".to_owned(), true)),
            Entry::Note(Note::Chased { .. }) => events.push(("chase".to_owned(), true)),
            Entry::Note(Note::Automated { .. }) => events.push(("automated run".to_owned(), true)),
            Entry::Note(Note::Discovered { .. }) => events.push(("failure noticed".to_owned(), true)),
            Entry::Note(Note::Noticed { .. }) => events.push(("detection".to_owned(), true)),
            Entry::Note(Note::Announced { .. }) => events.push(("announcement".to_owned(), true)),
            Entry::Note(Note::SeemsDone { .. }) => events.push(("resolution".to_owned(), true)),
            Entry::Note(Note::Resolved { .. }) => events.push(("resolution".to_owned(), true)),
            Entry::Note(Note::Reopened { .. }) => events.push(("reopening".to_owned(), true)),
            Entry::Split(_) => panic!("nothing in this scenario splits"),
        }
    }
    match of.state {
        State::Completed => events.push(("resolution".to_owned(), true)),
        State::ClosedUndone => events.push(("closure".to_owned(), true)),
        State::HelpedThemselves => events.push(("self-service".to_owned(), true)),
        State::FailedAttempt => events.push(("failed self-service".to_owned(), true)),
        State::Open => {}
    }
    events
}

fn count_pairs(names: &[&String], into: &mut BTreeMap<String, u64>) {
    for pair in names.windows(2) {
        *into.entry(format!("{} -> {}", pair[0], pair[1])).or_default() += 1;
    }
}

impl<'a> Listener<'a> for Counts {
    fn told(&mut self, _: Id, of: Journey<'a>) {
        let events = events(&of);
        self.cases += 1;
        self.events += events.len() as u64;
        let all: Vec<&String> = events.iter().map(|(name, _)| name).collect();
        let complete: Vec<&String> = events.iter().filter(|(_, done)| *done).map(|(name, _)| name).collect();
        *self.starts.entry(all[0].clone()).or_default() += 1;
        *self.ends.entry(all[all.len() - 1].clone()).or_default() += 1;
        count_pairs(&all, &mut self.follows);
        count_pairs(&complete, &mut self.follows_complete);
        self.first.get_or_insert_with(|| {
            (
                of.id.clone(),
                of.arrived.local.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            )
        });
    }
}

#[test]
fn pm4py_finds_in_the_event_log_what_the_journeys_say() {
    let Some(python) = python() else {
        println!("skipped: PM4Py is not installed; `.ci/run` installs it below target/pm4py");
        return;
    };
    let folder = TempDir::new().expect("a folder can be made");
    let northwind = root().join("scenarios/northwind.toml");
    let mut run = Tested::new(env!("CARGO_BIN_EXE_flowcast"));
    run.current_dir(folder.path()).arg("run").arg(&northwind);
    run.args(["--replications", "2", "--xes", "-q", "--out", "out"]);
    run.assert().code(0);
    let script = root().join("tests/pm4py_counts.py");
    let asked = Command::new(python)
        .arg(script)
        .arg(folder.path().join("out/items.xes"))
        .output();
    let asked = asked.expect("Python runs");
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let found: Value = serde_json::from_slice(&asked.stdout).expect("JSON");

    let mut sources = Sources::default();
    let text = fs::read_to_string(&northwind).expect("a scenario");
    let file = sources.add("northwind.toml", text);
    let model = scenario::read(&mut sources, file, &Choice::default())
        .expect("no faults")
        .model;
    let counts = Stage::new(&model).replay(0, Counts::default());
    assert!(
        counts.cases > 5000 && counts.ends.len() > 2,
        "a year of little: {} cases",
        counts.cases
    );
    assert_eq!(found["cases"], counts.cases);
    assert_eq!(found["events"], counts.events);
    assert_eq!(found["starts"], json!(counts.starts));
    assert_eq!(found["ends"], json!(counts.ends));
    assert_eq!(found["follows"], json!(counts.follows));
    assert_eq!(found["follows_complete"], json!(counts.follows_complete));
    let (id, arrived) = counts.first.expect("an item");
    assert_eq!(found["first_names"][0], json!(id));
    let time = found["first_time"].as_str().expect("a time");
    assert!(
        time.starts_with(&arrived),
        "{time} is not {arrived} in London in winter"
    );
}
