//! The invariants of ARCHITECTURE.md, read off the source text. Each invariant there names the test here that holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The longest a file may be, tests not counted, unless ARCHITECTURE.md names it as an exception.
const MOST_LINES: usize = 400;

/// A source file without its tests and comments.
struct Source {
    /// Its path from the repository's root, with `/`.
    path: String,
    /// Lines of the program alone: no comments, nothing from the first `#[cfg(test)]` on.
    program: Vec<String>,
    /// How many lines it has up to its tests, comments included.
    length: usize,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Files that exist only for tests: their modules are declared below `#[cfg(test)]`.
fn is_for_tests(path: &str) -> bool {
    path == "src/report/fixture.rs" || path.ends_with("/tests.rs")
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    files_below(&root().join("src"), &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("source is text");
        let own: Vec<&str> = text.lines().collect();
        let length = test_module(&own).unwrap_or(own.len());
        let path = path.strip_prefix(root()).expect("below the root");
        Source {
            path: path
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect::<Vec<_>>()
                .join("/"),
            program: own[..length]
                .iter()
                .filter(|line| !line.trim_start().starts_with("//"))
                .map(|line| (*line).to_owned())
                .collect(),
            length,
        }
    };
    let all: Vec<Source> = paths.into_iter().map(read).collect();
    assert!(all.len() > 80, "only {} files were found", all.len());
    all.into_iter().filter(|source| !is_for_tests(&source.path)).collect()
}

/// The line at which a file's tests begin: `#[cfg(test)]` before a module with a body.
fn test_module(lines: &[&str]) -> Option<usize> {
    let is_body = |line: &str| line.starts_with("mod ") || line.starts_with("pub(");
    (0..lines.len().saturating_sub(1)).find(|&number| {
        let next = lines[number + 1];
        lines[number] == "#[cfg(test)]" && is_body(next) && next.ends_with('{')
    })
}

/// The module at the top of the crate that a file belongs to.
fn module(path: &str) -> &str {
    let below = path.strip_prefix("src/").expect("below src");
    below.split('/').next().expect("a first part").trim_end_matches(".rs")
}

/// Modules at the top of the crate that a program names, by `crate::…` alone or in braces.
fn named_modules(source: &Source) -> BTreeSet<String> {
    let text = source.program.join("\n");
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            continue;
        }
        let rest = &text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(first_words_of_group(group)),
            None => {
                found.insert(first_word(rest));
            }
        }
    }
    found
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}

/// The first words of `a::b, c::{d, e}}`.
fn first_words_of_group(text: &str) -> Vec<String> {
    let (mut depth, mut words, mut begins) = (0, Vec::new(), true);
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            letter if begins && !letter.is_whitespace() => {
                words.push(first_word(&text[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    words
}

fn architecture() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is text")
}

/// Words in backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The table "module | what it is | may name": for each module what it may name.
fn may_name() -> BTreeMap<String, Vec<String>> {
    let text = architecture();
    let table = text
        .split("<!-- modules -->")
        .nth(1)
        .expect("the table of modules stands between its marks");
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let name = quoted(cells[0]).remove(0);
        (name, quoted(cells[cells.len() - 1]))
    })
    .collect()
}

/// Every place in `sources` where one of some words stands.
fn places<'a>(sources: impl IntoIterator<Item = &'a Source>, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for line in &source.program {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    found
}

const FILES: &[&str] = &["std::fs", "std::io", "File::", "std::net", "std::process", "std::env"];
const PRINTING: &[&str] = &[
    "println!",
    "print!(",
    "eprintln!",
    "eprint!(",
    "dbg!",
    "stdout()",
    "stderr()",
];
const WALL_CLOCK: &[&str] = &["std::time", "SystemTime", "Zoned::now", "Timestamp::now"];

#[test]
fn modules_name_only_what_they_may() {
    let may_name = may_name();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for source in sources() {
        let own = module(&source.path);
        if own == "lib" || own == "main" {
            continue;
        }
        let Some(allowed) = may_name.get(own) else {
            wrong.push(format!("ARCHITECTURE.md does not say what `{own}` may name"));
            continue;
        };
        seen.insert(own.to_owned());
        for named in named_modules(&source).iter().filter(|named| *named != own) {
            if !allowed.contains(named) {
                wrong.push(format!("{} names `{named}`, which `{own}` may not", source.path));
            }
        }
    }
    let gone: Vec<&String> = may_name.keys().filter(|name| !seen.contains(*name)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(gone.is_empty(), "ARCHITECTURE.md lists modules that are gone: {gone:?}");
}

#[test]
fn nothing_climbs_out_of_its_module_but_by_crate() {
    let mut wrong = Vec::new();
    for source in sources() {
        let below = source.path.strip_prefix("src/").expect("below src");
        let depth = below.split('/').count() - usize::from(below.ends_with("/mod.rs"));
        let out = "super::".repeat(depth);
        wrong.extend(places([&source], &[&out]));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_main_uses_the_command_line() {
    let all = sources();
    let users: Vec<&str> = all
        .iter()
        .filter(|source| module(&source.path) != "cli")
        .filter(|source| named_modules(source).contains("cli") || !places([*source], &["flowcast::cli"]).is_empty())
        .map(|source| source.path.as_str())
        .collect();
    assert_eq!(users, ["src/main.rs"]);
}

#[test]
fn only_the_command_line_reads_files_and_prints() {
    let all = sources();
    let others = || {
        all.iter()
            .filter(|source| !["cli", "main"].contains(&module(&source.path)))
    };
    let forbidden: Vec<&str> = [FILES, PRINTING].concat();
    let found = places(others(), &forbidden);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(!places(&all, FILES).is_empty(), "the command line does read files");
}

#[test]
fn nobody_but_the_command_line_looks_at_a_wall_clock() {
    let all = sources();
    let others = all.iter().filter(|source| module(&source.path) != "cli");
    let found: Vec<String> = places(others, WALL_CLOCK)
        .into_iter()
        // A length that the command line measured, to be put into words.
        .filter(|line| line != "src/report/terminal.rs: use std::time::Duration;")
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn order_never_comes_from_a_hash() {
    let found = places(&sources(), &["HashMap", "HashSet", "RandomState"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_engine_holds_no_thread_and_no_ambient_luck() {
    let all = sources();
    let engine = all.iter().filter(|source| module(&source.path) == "engine");
    let words = [
        "rayon",
        "std::thread",
        "Mutex",
        "Atomic",
        "thread_rng",
        "getrandom",
        "rand::",
        "OsRng",
    ];
    let found = places(engine, &words);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn results_are_plain_data() {
    let all = sources();
    let results = all.iter().filter(|source| module(&source.path) == "results");
    let uses: BTreeSet<String> = places(results, &["use "])
        .into_iter()
        .filter_map(|line| Some(line.split_once(": ")?.1.to_owned()))
        // Its own parts may name each other.
        .filter(|used| !used.starts_with("use super::") && !used.starts_with("pub use "))
        .collect();
    let expected = ["use schemars::JsonSchema;", "use serde::Serialize;"];
    assert_eq!(uses, expected.map(str::to_owned).into());
}

#[test]
fn scenario_text_is_read_in_one_place() {
    let all = sources();
    let others = || all.iter().filter(|source| module(&source.path) != "scenario");
    let found = places(others(), &["use toml", "toml::"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let found = places(
        all.iter().filter(|source| module(&source.path) == "scenario"),
        &["use toml", "toml::de"],
    );
    let users: BTreeSet<&str> = found.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(users, ["src/scenario/tree.rs"].into());
}

#[test]
fn no_unsafe_code_and_no_glob_imports() {
    let all = sources();
    let found = places(&all, &["unsafe fn", "unsafe {", "unsafe impl", "::*;", "::*,", "::*}"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs is text");
    assert!(lib.contains("#![forbid(unsafe_code)]"));
}

#[test]
fn files_are_short() {
    let text = architecture();
    let line = text
        .lines()
        .find(|line| line.contains("`files_are_short`"))
        .expect("ARCHITECTURE.md states the rule");
    assert!(line.contains(&MOST_LINES.to_string()), "{line}");
    let allowed: Vec<String> = quoted(line).into_iter().filter(|word| word.ends_with(".rs")).collect();
    let all = sources();
    let long: Vec<String> = all
        .iter()
        .filter(|source| source.length > MOST_LINES)
        .map(|source| source.path.clone())
        .collect();
    assert_eq!(
        long, allowed,
        "files over {MOST_LINES} lines, and those that ARCHITECTURE.md allows"
    );
}

#[test]
fn every_invariant_names_its_test() {
    let own = fs::read_to_string(root().join("tests/architecture.rs")).expect("this file is text");
    let tests: BTreeSet<String> = own
        .split("#[test]\nfn ")
        .skip(1)
        .map(first_word)
        .filter(|name| !["every_invariant_names_its_test", "the_map_shows_what_is_there"].contains(&name.as_str()))
        .collect();
    let text = architecture();
    let section = text
        .split("## Invariants")
        .nth(1)
        .expect("ARCHITECTURE.md has a section of invariants");
    let named: BTreeSet<String> = section
        .lines()
        .filter_map(|line| line.split("Test: `").nth(1))
        .map(first_word)
        .collect();
    assert_eq!(named, tests);
}

#[test]
fn the_map_shows_what_is_there() {
    let text = architecture();
    let map = text
        .split("```text")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("ARCHITECTURE.md begins with a map");
    let shown: BTreeSet<String> = map
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    let mut there = BTreeSet::new();
    for folder in ["src", "docs", "tests", "benches", "scenarios"] {
        for entry in fs::read_dir(root().join(folder)).expect("the folder is there") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            let slash = if entry.path().is_dir() { "/" } else { "" };
            there.insert(format!("{folder}/{name}{slash}"));
        }
    }
    let missing: Vec<&String> = there.difference(&shown).collect();
    assert!(missing.is_empty(), "the map leaves out {missing:?}");
    let gone: Vec<&String> = shown.iter().filter(|path| !root().join(path).exists()).collect();
    assert!(gone.is_empty(), "the map shows what is not there: {gone:?}");
}
