//! Inputs by number: a scenario of the repository with changes, its files, and what is chosen of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use flowcast::engine::streams::Key;
use flowcast::scenario::Choice;

use super::mutation::{Choices, mutated, words};
use super::organisations::organisation;
use super::trial::Input;

/// What is changed: every scenario of the repository, right or wrong, and the files beside them.
pub struct Corpus {
    /// Scenarios that can run come first.
    pub scenarios: Vec<String>,
    sound: usize,
    files: BTreeMap<String, String>,
}

/// Scenarios of so many lines are left out.
const LONG: usize = 1_000;

fn texts(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|own| own == ending));
    paths.sort();
    let text = |path: &Path| String::from_utf8_lossy(&fs::read(path).expect("the file can be read")).into_owned();
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), text(path))).collect()
}

impl Corpus {
    /// Reads the repository at `root`.
    pub fn read(root: &Path) -> Corpus {
        let of = |folder: &str| texts(&root.join(folder), "toml").into_iter().map(|(_, text)| text);
        let sound = ["scenarios", "scenarios/templates", "scenarios/lessons", "tests/fuzzing"];
        let mut scenarios: Vec<String> = sound.into_iter().flat_map(of).collect();
        // While one so long is read, dozens of others are, and all that it says is said in them too.
        scenarios.retain(|text| text.lines().count() < LONG);
        let sound = scenarios.len();
        scenarios.extend(of("tests/bad_scenarios"));
        assert!(sound > 5 && scenarios.len() > sound + 20, "the scenarios are found");
        let files = ["scenarios", "tests/bad_scenarios"].map(|folder| texts(&root.join(folder), "csv"));
        Corpus {
            scenarios,
            sound,
            files: files.into_iter().flatten().collect(),
        }
    }

    /// The input of a number.
    pub fn input(&self, number: u64) -> Input {
        let mut choices = Choices(Key::replication(20_270_104, number).stream());
        let all: Vec<&str> = self.scenarios.iter().map(String::as_str).collect();
        let first = if choices.once_in(6) {
            &all[..]
        } else {
            &all[..self.sound]
        };
        // Random organisations use nearly all of the language at once.
        let mut text = match choices.below(3) {
            0 => organisation(choices.below(1_000_000) as u64),
            _ => choices.one(first).to_owned(),
        };
        if !choices.once_in(6) {
            // Every variant is read whole, which takes most of the time where there are many.
            text = without_variants(&text);
        }
        let text = mutated(&text, &all, &mut choices);
        self.beside(text, &mut choices)
    }

    /// A text with files, and with what is chosen of it.
    pub fn beside(&self, text: String, choices: &mut Choices) -> Input {
        let mut files = self.files.clone();
        let tables: Vec<&str> = self.files.values().map(String::as_str).collect();
        if choices.once_in(8) {
            for file in files.values_mut() {
                *file = mutated(file, &tables, choices);
            }
        }
        let mut choice = Choice::default();
        if choices.once_in(4) {
            let variants = flowcast::scenario::variants(&text);
            choice.variant = variants.get(choices.below(variants.len())).cloned();
        }
        if choices.once_in(8) {
            choice.sets.push(set(&text, choices));
        }
        while choices.once_in(8) {
            choice.sets.push(structure(&text, choices));
        }
        Input { text, files, choice }
    }
}

fn without_variants(text: &str) -> String {
    let mut is_variant = false;
    let lines = text.split_inclusive('\n').filter(|line| {
        if line.starts_with('[') {
            // A lesson asks about one of them.
            is_variant = ["[variant", "[lesson", "[[lesson"]
                .iter()
                .any(|head| line.starts_with(head));
        }
        !is_variant
    });
    lines.collect()
}

/// An override of something that the text names, mostly.
fn set(text: &str, choices: &mut Choices) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let heads: Vec<&str> = lines.iter().copied().filter(|line| line.starts_with('[')).collect();
    let said: Vec<&str> = lines.iter().copied().filter(|line| line.contains('=')).collect();
    let (head, line) = (choices.one(&heads), choices.one(&said));
    let key = line.split('=').next().unwrap_or_default().trim();
    let words = words(choices.one(&said));
    let head = head.trim_matches(|letter: char| "[] \r".contains(letter));
    match choices.below(4) {
        0 => format!("{head}.{key}={}", choices.one(&words)),
        1 => format!("{key}={}", choices.one(&words)),
        2 => mutated(
            &format!("{head}.{key}={}", line.split_once('=').unwrap_or_default().1),
            &lines,
            choices,
        ),
        _ => mutated(line, &lines, choices),
    }
}

/// A change of structure: steps, teams and other things that the text names, mostly.
fn structure(text: &str, choices: &mut Choices) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let heads: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix('['))
        .map(|line| line.trim_matches(|letter: char| "[] \r".contains(letter)))
        .collect();
    let teams: Vec<&str> = heads.iter().filter_map(|head| head.strip_prefix("team.")).collect();
    let names: Vec<&str> = lines
        .iter()
        .filter(|line| line.starts_with("name"))
        .filter_map(|line| line.split('"').nth(1))
        .collect();
    let (head, name) = (choices.one(&heads), choices.one(&names));
    let path = head.replace('"', "\\\"");
    match choices.below(6) {
        0 => format!("remove=[\"{}\"]", path.replace(".step", &format!(".{name}"))),
        1 => {
            let line = choices.one(&lines);
            format!("remove=\"{path}.{}\"", choices.one(&words(line)).replace('"', ""))
        }
        2 => format!(
            "merge=[{{ teams = [\"{}\", \"{}\"], into = \"{}\" }}]",
            choices.one(&teams),
            choices.one(&teams),
            choices.one(&["pool", "done", "always"])
        ),
        3 => format!(
            "add.{}=[{{ {} = \"{name}\", name = \"new\", activity = \"engage\", practice = \"service desk\", team = \"{}\", \
             effort = \"5m\" }}]",
            head.trim_matches('"'),
            choices.one(&["after", "before"]),
            choices.one(&teams)
        ),
        4 => format!("add.{head}.{}", choices.one(&lines)),
        _ => mutated("remove=[\"policy.p.rules.1\", \"stream.restore.fix\"]", &lines, choices),
    }
}
