//! Behaviour from version to version: hashes of all that happens in some scenarios. They were made with the engine as it was
//! before it knew more than queues, shifts, duties, absence, people on call, consequences and approvals, and no mechanism that is
//! not used may change them. A change that is meant to changes them: `UPDATE_EXPECT=1 cargo test --test identity`.

use std::fs;
use std::path::Path;

use flowcast::scenario::Choice;

use crate::heard::Heard;
use crate::support::model_of;

/// Names, scenarios and how long they run.
const SCENARIOS: [(&str, &str, &str); 6] = [
    ("northwind", include_str!("../../scenarios/northwind.toml"), "20 weeks"),
    (
        "northwind, peer review",
        include_str!("../../scenarios/northwind.toml"),
        "20 weeks",
    ),
    (
        "service network",
        include_str!("../../benches/worlds/service-network.toml"),
        "8 weeks",
    ),
    ("M/M/1", include_str!("mm1.toml"), "20 weeks"),
    ("M/M/1, another seed", include_str!("mm1.toml"), "20 weeks"),
    ("office", include_str!("office.toml"), "26 weeks"),
];

fn fingerprint(name: &str, text: &str, duration: &str) -> String {
    let mut choice = Choice::default();
    choice.sets.push(format!("duration=\"{duration}\""));
    if name.contains("peer") {
        choice.variant = Some("peer review".to_owned());
    }
    if name.contains("seed") {
        choice.sets.push("run.seed=2".to_owned());
    }
    let heard = Heard::of(&model_of(text, &choice));
    format!(
        "{name}, {duration}: {} lines, {:016x}\n",
        heard.lines.len(),
        heard.hash()
    )
}

#[test]
fn what_happens_is_what_happened() {
    let now: String = SCENARIOS
        .iter()
        .map(|(name, text, duration)| fingerprint(name, text, duration))
        .collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/identity/fingerprints.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &now).expect("it can be written");
    }
    let before = fs::read_to_string(&path).expect("it was written");
    assert_eq!(before, now, "existing scenarios behave differently");
}
