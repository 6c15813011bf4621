//! Lessons: the answer that each of them tells is what its run shows, and what it proposes to try can be tried.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Every lesson with the place of the answer that it explains.
const ANSWERS: [(&str, u64); 8] = [
    ("busy-and-waiting", 2),
    ("one-queue-or-two", 2),
    ("a-person-in-the-wrong-place", 2),
    ("the-weekly-board", 2),
    ("work-in-progress", 1),
    ("a-limit-too-low", 2),
    ("failure-demand", 2),
    ("judged-by-noise", 2),
];

fn lessons() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/lessons")
}

#[test]
fn each_lesson_explains_what_its_run_shows() {
    let there = fs::read_dir(lessons()).expect("the folder is there").count();
    assert_eq!(there, ANSWERS.len(), "every lesson has its answer here");
    for (name, right) in ANSWERS {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flowcast"));
        let output = command
            .args(["lesson", name, "--json"])
            .output()
            .expect("the command runs");
        assert!(
            output.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        // It is only right where the whole interval lies in the range of the choice.
        assert_eq!(told["right"], right, "{name}: {}", told["figure"]);
    }
}

/// The commands between backticks of a lesson's `try`.
fn proposed(text: &str) -> Vec<String> {
    let root: toml::Table = text.parse().expect("lessons are TOML");
    let next = root["lesson"]["try"].as_str().expect("a text").to_owned();
    let quoted = next.split('`').skip(1).step_by(2);
    quoted
        .filter(|words| words.starts_with("flowcast "))
        .map(str::to_owned)
        .collect()
}

#[test]
fn what_a_lesson_proposes_can_be_tried() {
    let place = TempDir::new().expect("a folder can be made");
    let folder = place.path().join("scenarios/lessons");
    fs::create_dir_all(&folder).expect("a folder can be made");
    let mut tried = 0;
    for (name, _) in ANSWERS {
        let file = format!("{name}.toml");
        let text = fs::read_to_string(lessons().join(&file)).expect("a lesson");
        fs::write(folder.join(&file), &text).expect("it can be written");
        for line in proposed(&text) {
            let line = line.replacen("flowcast", env!("CARGO_BIN_EXE_flowcast"), 1);
            let few = if line.contains(" compare ") {
                " -q --replications 2"
            } else {
                " --predict a"
            };
            let mut shell = Command::new("sh");
            let output = shell
                .current_dir(place.path())
                .args(["-c", &(line.clone() + few)])
                .output();
            let output = output.expect("a shell");
            assert!(
                output.status.success(),
                "{line}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            tried += 1;
        }
    }
    assert!(tried >= 5, "{tried} commands were tried");
}
