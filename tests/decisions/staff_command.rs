//! `flowcast staff` as its users meet it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use crate::desk::DESK;

struct Done {
    code: Option<i32>,
    out: String,
    err: String,
}

fn flowcast(folder: &Path, words: &[&str]) -> Done {
    let output = Command::new(env!("CARGO_BIN_EXE_flowcast"))
        .current_dir(folder)
        .args(words)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what we print is UTF-8");
    Done {
        code: output.status.code(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn place(text: &str) -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a folder");
    fs::write(place.path().join("desk.toml"), text).expect("it can be written");
    place
}

const QUICK: [&str; 6] = ["--tolerance", "3 points", "--replications", "20", "--between", "1..5"];

#[test]
fn it_writes_a_whole_folder_and_the_same_on_any_number_of_threads() {
    let place = place(DESK);
    let mut written = Vec::new();
    for threads in ["1", "2", "7"] {
        let out = format!("out-{threads}");
        let words = [&["staff", "desk.toml", "--threads", threads, "--out", &out][..], &QUICK].concat();
        let done = flowcast(place.path(), &words);
        assert_eq!(done.code, Some(0), "{}", done.err);
        assert!(
            done.out
                .lines()
                .nth(1)
                .is_some_and(|line| line.contains("on desk. That costs")),
            "{}",
            done.out
        );
        let folder = place.path().join(&out);
        let files = [
            "report.html",
            "candidates.csv",
            "kpis.csv",
            "staffing.json",
            "plots/staffing.svg",
        ];
        let texts: Vec<String> = files
            .iter()
            .map(|file| fs::read_to_string(folder.join(file)).expect(file))
            .collect();
        assert!(
            folder.with_file_name(format!("{out}.done.jsonl")).exists(),
            "what was done is kept beside it"
        );
        assert!(!texts[0].contains("<script") && !texts[0].replace("http://www.w3.org/2000/svg", "").contains("http"));
        assert!(texts.iter().all(|text| !text.contains("NaN")));
        written.push(texts);
    }
    assert_eq!(written[0], written[1]);
    assert_eq!(written[0], written[2]);
    let json: serde_json::Value = serde_json::from_str(&written[0][3]).expect("valid JSON");
    let rows = written[0][1].lines().count() - 1;
    assert_eq!(json["tried"].as_array().map(Vec::len), Some(rows));
    let schema: serde_json::Value =
        serde_json::from_str(&flowcast(place.path(), &["schema", "--of", "staffing"]).out).expect("valid JSON");
    for key in json.as_object().expect("an object").keys() {
        assert!(schema["properties"].get(key).is_some(), "{key} is not in the schema");
    }
}

/// What is asked again, or more widely, is not run again.
#[test]
fn asked_again_it_runs_nothing() {
    let place = place(DESK);
    let words = [&["staff", "desk.toml", "--out", "out", "--json"][..], &QUICK].concat();
    let first = flowcast(place.path(), &words);
    let memory = || fs::read_to_string(place.path().join("out.done.jsonl")).expect("it is kept");
    let known = memory();
    assert_eq!(flowcast(place.path(), &words).out, first.out);
    assert_eq!(memory(), known);
}

#[test]
fn every_fault_is_told_at_once() {
    let place = place(DESK);
    let words = [
        "staff",
        "desk.toml",
        "--team",
        "dsk",
        "--promise",
        "late",
        "--between",
        "moon=1..2",
        "--precision",
        "5% of soon",
    ];
    let done = flowcast(place.path(), &words);
    assert_eq!(done.code, Some(2));
    for fact in [
        "there is no team `dsk`",
        "there is no promise `late`",
        "`--between` names `moon`",
        "`--precision` has no part",
    ] {
        assert!(done.err.contains(fact), "{fact}: {}", done.err);
    }
    let done = flowcast(place.path(), &["staff", "desk.toml", "--sense", "met in 90% of weeks"]);
    assert!(
        done.err.contains("promise `soon` is judged each month, not each week"),
        "{}",
        done.err
    );
    let done = flowcast(place.path(), &["staff", "desk.toml", "--between", "9..4"]);
    assert!(done.err.contains("9 is more than 4"), "{}", done.err);
    let free = DESK.replace("hourly_cost = 30", "hourly_cost = 30\npaid = \"for time used\"");
    fs::write(place.path().join("free.toml"), free).expect("it can be written");
    let done = flowcast(place.path(), &["staff", "free.toml"]);
    assert!(done.err.contains("no team is paid for its roster"), "{}", done.err);
}

/// A promise that hours forbid is said to be impossible, whoever works, and nobody is hired for it.
#[test]
fn what_nobody_can_keep_is_said_first() {
    let place = place(
        &DESK
            .replace(
                "split = { office = \"100%\" }",
                "split = { office = \"50%\", outside = \"50%\" }",
            )
            .replace("clock   = \"office\"", "clock   = \"always\""),
    );
    let words = [&["staff", "desk.toml", "--out", "out"][..], &QUICK].concat();
    let done = flowcast(place.path(), &words);
    assert_eq!(done.code, Some(0), "{}", done.err);
    let first = done.out.lines().nth(1).expect("a verdict");
    assert!(
        first.starts_with("No roster keeps “Calls in 1 h” (target 90%)"),
        "{}",
        done.out
    );
}
