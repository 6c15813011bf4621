//! The command line as its users meet it: exit codes, messages, files.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

fn northwind() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/northwind.toml")
}

/// A folder of its own to work in, and the command begun in it.
fn flowcast(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flowcast"));
    command
        .current_dir(folder.path())
        .env("LC_ALL", "C.UTF-8")
        .env_remove("NO_COLOR");
    command
}

fn folder() -> TempDir {
    TempDir::new().expect("a folder can be made")
}

/// `flowcast run` of Northwind with few replications.
fn run(folder: &TempDir) -> Command {
    run_times(folder, "3")
}

fn run_times(folder: &TempDir, replications: &str) -> Command {
    let mut command = flowcast(folder);
    command
        .arg("run")
        .arg(northwind())
        .args(["--replications", replications]);
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("what we print is UTF-8")
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(
                files(&path)
                    .into_iter()
                    .map(|(file, content)| (format!("{name}/{file}"), content)),
            );
        } else {
            found.insert(name, fs::read(&path).expect("the file can be read"));
        }
    }
    found
}

/// Errors of a command that must fail with code 2 and leave nothing behind.
fn refused(folder: &TempDir, command: &mut Command) -> String {
    let before = files(folder.path());
    let output = command.output().expect("the command runs");
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty(), "{}", text(&output.stdout));
    assert_eq!(files(folder.path()), before);
    text(&output.stderr)
}

#[test]
fn a_run_writes_a_whole_folder_and_says_so() {
    let folder = folder();
    let output = run(&folder).output().expect("the command runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let summary = text(&output.stdout);
    assert!(summary.starts_with("Northwind IT, as we are today"), "{summary}");
    assert!(
        summary.ends_with("Wrote output/northwind/: report.html, 2 csv, 5 svg\n"),
        "{summary}"
    );
    assert!(!summary.contains('\u{1b}'), "no colour in a pipe");

    let written = files(&folder.path().join("output/northwind"));
    let names: Vec<&str> = written.keys().map(String::as_str).collect();
    let expected = [
        "kpis.csv",
        "manifest.json",
        "plots/backlog.svg",
        "plots/busy-people.svg",
        "plots/lead-times.svg",
        "plots/practices.svg",
        "plots/where-time-goes.svg",
        "report.html",
        "results.json",
        "series.csv",
    ];
    assert_eq!(names, expected);
    assert!(text(&written["report.html"]).trim_end().ends_with("</html>"));
    assert!(
        written["kpis.csv"].starts_with(b"variant,measure,by,name,statistic,unit,estimate,low,high,replications\n")
    );
    let manifest: Value = serde_json::from_slice(&written["manifest.json"]).expect("JSON");
    assert_eq!(manifest["replications"], 3);
    assert_eq!(manifest["files"].as_array().map(Vec::len), Some(9));
    let left: Vec<_> = fs::read_dir(folder.path().join("output")).expect("a folder").collect();
    assert_eq!(left.len(), 1, "nothing beside the folder: {left:?}");
}

#[test]
fn a_second_run_replaces_the_first() {
    let folder = folder();
    run(&folder).assert().code(0);
    run(&folder).args(["--seed", "7"]).assert().code(0);
    let manifest = fs::read(folder.path().join("output/northwind/manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    assert_eq!(manifest["seed"], 7);
}

#[test]
fn a_variant_has_a_folder_of_its_own() {
    let folder = folder();
    let output = run(&folder)
        .args(["--variant", "7 on platform"])
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("Wrote output/northwind-7-on-platform/"));
    let kpis = fs::read(folder.path().join("output/northwind-7-on-platform/kpis.csv")).expect("a table");
    assert!(
        text(&kpis)
            .lines()
            .nth(1)
            .is_some_and(|row| row.starts_with("7 on platform,"))
    );
}

#[test]
fn threads_change_no_byte() {
    let folder = folder();
    let mut seen = Vec::new();
    for threads in ["1", "2", "7"] {
        run_times(&folder, "9")
            .args(["--threads", threads, "--out", threads, "-q"])
            .assert()
            .code(0)
            .stdout("")
            .stderr("");
        let mut written = files(&folder.path().join(threads));
        // The command line, with the number of threads, is in the manifest.
        written.remove("manifest.json");
        seen.push(written);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
}

#[test]
fn json_is_the_results_file_and_keeps_to_the_schema() {
    let folder = folder();
    let output = run(&folder).arg("--json").output().expect("the command runs");
    assert_eq!(output.status.code(), Some(0));
    let written = fs::read(folder.path().join("output/northwind/results.json")).expect("results");
    assert_eq!(text(&output.stdout), text(&written));
    let results: Value = serde_json::from_slice(&written).expect("JSON");
    let schema = flowcast(&folder)
        .args(["schema", "--of", "results"])
        .output()
        .expect("the command runs");
    let schema: Value = serde_json::from_slice(&schema.stdout).expect("JSON");
    let required = schema["required"].as_array().expect("a list");
    let (results, schema) = (results.as_object().expect("an object"), &schema["properties"]);
    // What a scenario has none of, such as suppliers, is left out; the schema says what never is.
    assert!(results.keys().all(|key| schema.get(key).is_some()));
    assert!(required.len() > 8, "{required:?}");
    assert!(
        required
            .iter()
            .all(|key| results.contains_key(key.as_str().expect("a name")))
    );
}

#[test]
fn check_tells_by_exit_code() {
    let folder = folder();
    let code = |set: &str| {
        let output = run(&folder)
            .args(["--check", "-q", "--set", set])
            .output()
            .expect("the command runs");
        output.status.code()
    };
    // A promise that cannot be kept, then promises that nearly anybody would keep.
    assert_eq!(code("promise.requests.resolve=\"1m\""), Some(1));
    run(&folder)
        .args(["--set", "promise.requests.resolve=\"1m\""])
        .assert()
        .code(0);
    let easy = [
        "promise.p1.target=\"10%\"",
        "promise.p3.target=\"10%\"",
        "promise.requests.target=\"10%\"",
    ];
    let sets = easy.iter().flat_map(|set| ["--set", set]);
    let mut kept = run_times(&folder, "30");
    kept.args(["--check", "-q"]).args(sets.clone());
    kept.assert().code(0);
    // One replication gives no interval, so nothing is decided.
    let mut undecided = run_times(&folder, "1");
    undecided.args(["--check", "-q"]).args(sets);
    undecided.assert().code(3);
}

#[test]
fn faults_have_a_fact_and_a_help() {
    let folder = folder();
    fs::write(folder.path().join("desk.toml"), b"title = \"caf\xe9\"\n").expect("a file");
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    let cases: [(&[&str], &str, &str); 10] = [
        (
            &["run", "dusk.toml"],
            "there is no file `dusk.toml`",
            "a file with a similar name exists: `desk.toml`",
        ),
        (
            &["run", "desk"],
            "there is no file `desk`",
            "a file with a similar name exists: `desk.toml`",
        ),
        (
            &["check", "no/desk.toml"],
            "there is no file `no/desk.toml`",
            "there is no folder `no` either",
        ),
        (
            &["run", "empty"],
            "`empty` is a folder, not a scenario file",
            "there is none in this folder",
        ),
        (
            &["check", "desk.toml"],
            "`desk.toml` is not UTF-8 text",
            "save it as UTF-8",
        ),
        (
            &["run", "desk.toml", "--threads", "0"],
            "'0' for '--threads",
            "leave it out",
        ),
        (
            &["run", "desk.toml", "--replications", "0"],
            "'0' for '--replications",
            "30 and more",
        ),
        (
            &["run", "desk.toml", "--seed", "-1"],
            "unexpected argument '-1'",
            "--help",
        ),
        (&["run"], "not provided", "--help"),
        (
            &["rum", "desk.toml"],
            "unrecognized subcommand 'rum'",
            "similar subcommand exists: 'run'",
        ),
    ];
    for (words, fact, help) in cases {
        let told = refused(&folder, flowcast(&folder).args(words));
        assert!(told.contains(fact) && told.contains(help), "{words:?}\n{told}");
    }
}

#[test]
fn faults_of_variants_and_overrides_show_their_place() {
    let folder = folder();
    let told = refused(&folder, run(&folder).args(["--variant", "7 on platfrom"]));
    assert!(told.contains("error: unknown variant `7 on platfrom`"), "{told}");
    assert!(
        told.contains("a variant with a similar name exists: `7 on platform`"),
        "{told}"
    );
    let told = refused(&folder, run(&folder).args(["--set", "team.desk.peple=4"]));
    assert!(told.contains("a similar name exists here: `people`"), "{told}");
    let told = refused(&folder, run(&folder).args(["--set", "run.replications=0"]));
    assert!(told.contains("`run.replications` is 0"), "{told}");
    let mut compare = flowcast(&folder);
    compare.arg("compare").arg(northwind()).args(["--variant", "nobody"]);
    assert!(refused(&folder, &mut compare).contains("unknown variant `nobody`"));
}

#[test]
fn folders_of_others_are_left_alone() {
    let folder = folder();
    fs::create_dir(folder.path().join("theirs")).expect("a folder");
    fs::write(folder.path().join("theirs/letter.txt"), "Dear all").expect("a file");
    let told = refused(&folder, run(&folder).args(["--out", "theirs"]));
    assert!(told.contains("files that flowcast did not write"), "{told}");
    let told = refused(&folder, run(&folder).args(["--out", "theirs/letter.txt"]));
    assert!(told.contains("it is a file"), "{told}");
    let told = refused(&folder, run(&folder).args(["--out", "theirs/letter.txt/deep/down"]));
    assert!(told.contains("`theirs/letter.txt` is a file"), "{told}");
    let told = refused(&folder, run(&folder).args(["--out", "."]));
    assert!(told.contains("you are in it"), "{told}");

    run(&folder).args(["--out", "ours"]).assert().code(0);
    fs::write(folder.path().join("ours/my notes.txt"), "keep").expect("a file");
    let told = refused(&folder, run(&folder).args(["--out", "ours"]));
    assert!(
        told.contains("it holds `my notes.txt`, which flowcast did not write"),
        "{told}"
    );
}

#[test]
fn colour_is_for_those_who_ask() {
    let folder = folder();
    let coloured = |command: &mut Command| {
        let output = command.output().expect("the command runs");
        text(&output.stdout).contains('\u{1b}')
    };
    assert!(coloured(run(&folder).args(["--color", "always"])));
    assert!(!coloured(run(&folder).args(["--color", "never"])));
    assert!(!coloured(run(&folder).env("NO_COLOR", "1")));
    let plain = run(&folder).env("LC_ALL", "C").output().expect("the command runs");
    assert!(plain.stdout.is_ascii());
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let folder = folder();
    let mut child = Process::new(env!("CARGO_BIN_EXE_flowcast"))
        .current_dir(folder.path())
        .args(["run", &northwind().to_string_lossy(), "--replications", "3", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[cfg(unix)]
#[test]
fn an_interruption_reports_what_is_done() {
    let folder = folder();
    let mut child = Process::new(env!("CARGO_BIN_EXE_flowcast"))
        .current_dir(folder.path())
        .args(["run", &northwind().to_string_lossy(), "--replications", "1000000", "-v"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    // The second line of what is being done comes just before the first replication.
    let mut told = child.stderr.take().expect("standard error");
    let mut said = Vec::new();
    let began = Instant::now();
    while !text(&said).contains(" runs on ") && began.elapsed() < Duration::from_secs(60) {
        let mut byte = [0];
        assert_eq!(
            told.read(&mut byte).expect("it says what it does"),
            1,
            "{}",
            text(&said)
        );
        said.extend(byte);
    }
    std::thread::sleep(Duration::from_millis(300));
    let killed = Process::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .expect("kill is there");
    assert!(killed.success());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130));
    let summary = text(&output.stdout);
    assert!(summary.contains("interrupted: results of the first "), "{summary}");
    assert!(summary.contains(" of 1000000 runs"), "{summary}");
    let report = fs::read_to_string(folder.path().join("output/northwind/report.html")).expect("a report");
    assert!(report.contains("interrupted: results of the first "));
}

#[test]
fn a_comparison_writes_its_folder() {
    let folder = folder();
    let mut compare = flowcast(&folder);
    compare.arg("compare").arg(northwind()).args([
        "--replications",
        "4",
        "--variant",
        "7 on platform",
        "--set",
        "team.desk.people.office=5",
    ]);
    let output = compare.output().expect("the command runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let summary = text(&output.stdout);
    assert!(
        summary.contains("7 ON PLATFORM") && !summary.contains("PEER REVIEW"),
        "{summary}"
    );
    assert!(summary.contains("\nteam.desk.people.office=5 "), "{summary}");
    assert!(
        summary.ends_with("Wrote output/northwind-compare/: report.html, 2 csv, 7 svg\n"),
        "{summary}"
    );
    let written = files(&folder.path().join("output/northwind-compare"));
    let manifest: Value = serde_json::from_slice(&written["manifest.json"]).expect("JSON");
    assert_eq!(
        manifest["compared_with"],
        serde_json::json!(["7 on platform", "team.desk.people.office=5"])
    );
    let comparison: Value = serde_json::from_slice(&written["comparison.json"]).expect("JSON");
    assert_eq!(comparison["variants"].as_array().map(Vec::len), Some(2));
    assert!(text(&written["differences.csv"]).lines().count() > 100);
}

#[test]
fn only_runs_over_the_same_time_are_paired() {
    let folder = folder();
    for (set, fact) in [
        ("duration=10 weeks", "it counts 10 weeks, today 12 weeks"),
        ("run.warm_up=2 weeks", "it warms up for 2 weeks, today 4 weeks"),
        ("run.replications=7", "it asks for 7 runs, today 100 runs"),
        ("run.seed=7", "it has the seed 7, today 42"),
        ("start=2027-01-11", "it starts on 2027-01-11"),
    ] {
        let mut compare = flowcast(&folder);
        compare.arg("compare").arg(northwind()).args(["--set", set]);
        let told = refused(&folder, &mut compare);
        assert!(told.contains(fact) && told.contains("leave `"), "{set}\n{told}");
    }
}

#[test]
fn warnings_are_told_once() {
    let folder = folder();
    let output = run(&folder)
        .args(["--set", "team.desk.people.office=1"])
        .output()
        .expect("the command runs");
    let (told, summary) = (text(&output.stderr), text(&output.stdout));
    let fact = "team `desk` is offered";
    assert!(told.contains(fact) && !summary.contains(fact), "{told}\n{summary}");
    let written = files(&folder.path().join("output/northwind"));
    assert!(text(&written["report.html"]).contains("team `desk` is offered"));
    assert!(text(&written["results.json"]).contains(fact));
}

#[test]
fn every_row_of_a_series_has_a_key_of_its_own() {
    let folder = folder();
    run(&folder).assert().code(0);
    let written = files(&folder.path().join("output/northwind"));
    let table = text(&written["series.csv"]);
    let keys: Vec<&str> = table
        .lines()
        .filter_map(|row| row.rsplit_once(','))
        .map(|(key, _)| key)
        .collect();
    let unique: std::collections::BTreeSet<&str> = keys.iter().copied().collect();
    assert_eq!(unique.len(), keys.len());
    // The clocks go forward in March, so that twelve weeks end at one o'clock.
    assert!(table.contains("2027-04-26T00:00") && table.contains("2027-04-26T01:00"));
}

#[test]
fn check_says_what_was_understood() {
    let folder = folder();
    let output = flowcast(&folder)
        .arg("check")
        .arg(northwind())
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(0));
    let told = text(&output.stdout);
    for part in [
        "4 office, 1 late",
        "5 office, 1 on call",
        "triage → fix",
        "P1 incidents in 4 h",
        "peer review",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    let board = told
        .lines()
        .find(|line| line.contains("Change board"))
        .expect("the board");
    assert!(!board.ends_with(" 0%"), "meetings are work: {board}");
    assert_eq!(files(folder.path()).len(), 0, "checking writes nothing");
}

#[test]
fn schemas_are_json() {
    let folder = folder();
    for of in [
        "scenario",
        "results",
        "comparison",
        "break-even",
        "advice",
        "staffing",
        "sweep",
        "sensitivity",
        "lesson",
    ] {
        let output = flowcast(&folder)
            .args(["schema", "--of", of])
            .output()
            .expect("the command runs");
        let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert!(
            schema["$schema"].is_string() && schema["properties"].is_object(),
            "{of}"
        );
    }
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/scenario.schema.json");
    let output = flowcast(&folder).arg("schema").output().expect("the command runs");
    assert_eq!(
        text(&output.stdout),
        fs::read_to_string(published).expect("the schema is published")
    );
}

/// A desk of two with so many weeks counted, in a file of its own.
fn desk_file(folder: &TempDir, name: &str, people: u32, weeks: u32) {
    let text = format!(
        "title = \"A desk\"\nstart = 2027-01-04\nduration = \"{weeks} weeks\"\n[hours]\noffice = \"Mon-Fri 09:00-17:00\"\n[team.desk]\npeople \
         = {{ office = {people} }}\nhourly_cost = 30\n[demand.call]\nkind = \"value\"\nstream = \"answer\"\narrivals = {{ per_week = 200, split \
         = {{ office = \"100%\" }} }}\n[[stream.answer.step]]\nname = \"answer\"\nactivity = \"engage\"\npractice = \"service desk\"\nteam = \
         \"desk\"\neffort = \"20m\"\n[promise.soon]\nfor = {{ demand = \"call\" }}\nresolve = \"1h\"\nclock = \"office\"\ntarget = \
         \"90%\"\n[run]\nreplications = 6\nseed = 7\n"
    );
    fs::write(folder.path().join(name), text).expect("the file can be written");
}

#[test]
fn files_are_compared_with_the_first() {
    let folder = folder();
    desk_file(&folder, "two.toml", 2, 2);
    desk_file(&folder, "three.toml", 3, 2);
    desk_file(&folder, "longer.toml", 3, 3);
    let output = flowcast(&folder)
        .args(["compare", "two.toml", "three.toml"])
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.contains("THREE") && told.contains("today is `two.toml`"), "{told}");
    assert!(
        folder
            .path()
            .join("output/two-compare/plots/where-time-goes-by-variant.svg")
            .exists()
    );
    // The same as the same change of one file.
    let set = flowcast(&folder)
        .args(["compare", "two.toml", "--set", "team.desk.people.office=3", "--json"])
        .output()
        .expect("it runs");
    let files = flowcast(&folder)
        .args(["compare", "two.toml", "three.toml", "--json"])
        .output()
        .expect("it runs");
    let [set, files] = [set, files].map(|output| serde_json::from_slice::<Value>(&output.stdout).expect("JSON"));
    assert_eq!(set["variants"][0]["differences"], files["variants"][0]["differences"]);
    let refused = refused(&folder, flowcast(&folder).args(["compare", "two.toml", "longer.toml"]));
    assert!(refused.contains("counts 3 weeks, today 2 weeks"), "{refused}");
    assert!(
        refused.contains("write the same `duration` into both files"),
        "{refused}"
    );
}

#[test]
fn several_variants_have_wider_intervals_and_say_so() {
    let folder = folder();
    desk_file(&folder, "two.toml", 2, 2);
    let compare = |sets: &[&str]| {
        let mut command = flowcast(&folder);
        command.args(["compare", "two.toml", "--json"]);
        for set in sets {
            command.args(["--set", set]);
        }
        serde_json::from_slice::<Value>(&command.output().expect("it runs").stdout).expect("JSON")
    };
    let [three, four, five] = [3, 4, 5].map(|people| format!("team.desk.people.office={people}"));
    let alone = compare(&[&three]);
    let together = compare(&[&three, &four, &five]);
    assert_eq!(alone["each_confidence"], 0.95);
    let each = together["each_confidence"].as_f64().expect("a number");
    assert!((each - (1.0 - 0.05 / 3.0)).abs() < 1e-12);
    let width = |of: &Value| {
        let rows = of["variants"][0]["differences"].as_array().expect("rows");
        let open = rows
            .iter()
            .find(|row| row["measure"] == "open items" && row["by"] == "all");
        let difference = &open.expect("open items")["difference"];
        difference["high"].as_f64().expect("high") - difference["low"].as_f64().expect("low")
    };
    // Six replications: Student's quantile with five degrees of freedom at 1 − 0.05/6 is 3.534, and at 0.975 it is 2.571.
    assert!((width(&together) / width(&alone) - 3.5341 / 2.5706).abs() < 1e-3);
}

#[test]
fn advice_goes_on_where_it_was_stopped_and_keeps_to_its_schema() {
    let folder = folder();
    desk_file(&folder, "desk.toml", 2, 2);
    let advise = |threads: &str, out: &str| {
        let output = flowcast(&folder)
            .args(["advise", "desk.toml", "--json", "--threads", threads, "--out", out])
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let one = advise("1", "one");
    assert_eq!(one, advise("2", "two"));
    assert_eq!(one, advise("7", "seven"));
    let written = files(&folder.path().join("one"));
    assert_eq!(written["advice.json"], one.as_bytes());
    for name in [
        "report.html",
        "levers.csv",
        "next-hour.csv",
        "plots/levers.svg",
        "plots/next-hour.svg",
    ] {
        assert!(written.contains_key(name), "{name}");
    }
    // Half of what was measured is forgotten, the last line in its middle: the rest is measured again, to the same bytes.
    let memory = folder.path().join("one.done.jsonl");
    let kept = fs::read_to_string(&memory).expect("it is kept");
    fs::write(&memory, &kept[..kept.len() / 2]).expect("it can be written");
    assert_eq!(one, advise("2", "one"));
    let schema = flowcast(&folder)
        .args(["schema", "--of", "advice"])
        .output()
        .expect("it runs");
    let schema: Value = serde_json::from_slice(&schema.stdout).expect("JSON");
    let found: Value = serde_json::from_str(&one).expect("JSON");
    let keys = found.as_object().expect("an object").keys();
    assert!(keys.into_iter().all(|key| schema["properties"].get(key).is_some()));
    let told = flowcast(&folder)
        .args(["advise", "desk.toml", "--no-hours"])
        .output()
        .expect("it runs");
    let told = text(&told.stdout);
    assert!(
        told.contains("changes tried") || told.contains("nothing to advise"),
        "{told}"
    );
}

#[test]
fn a_break_even_says_what_cannot_be_asked() {
    let folder = folder();
    let told = refused(
        &folder,
        flowcast(&folder).arg("compare").arg(northwind()).args([
            "--variant",
            "peer review",
            "--break-even",
            "route.bord.catches_bad",
            "--replications",
            "2",
        ]),
    );
    assert!(
        told.contains("unknown field") && told.contains("cannot be a share"),
        "{told}"
    );
    let told = refused(
        &folder,
        flowcast(&folder).arg("compare").arg(northwind()).args([
            "--break-even",
            "route.board.catches_bad",
            "--on",
            "happiness",
            "--replications",
            "2",
        ]),
    );
    assert!(told.contains("there is no figure `happiness`"), "{told}");
}

/// A desk that is run in no time, for commands that run many.
const SMALL_DESK: &str = r#"
title    = "A desk"
start    = 2027-01-04
duration = "2 weeks"
[hours]
office = "Mon-Fri 09:00-17:00"
[team.desk]
people      = { office = 2 }
absence     = "5%"
hourly_cost = 30
[demand.call]
kind     = "value"
stream   = "answer"
arrivals = { per_week = 60, split = { office = "100%" } }
[[stream.answer.step]]
name     = "answer"
activity = "engage"
practice = "service desk"
team     = "desk"
effort   = "20m"
[promise.soon]
for     = { demand = "call" }
resolve = "1h"
clock   = "office"
target  = "90%"
[variant."three people"]
team.desk.people.office = 3
[run]
replications = 6
seed         = 7
"#;

/// A folder with the desk in it.
fn desk(more: &str) -> TempDir {
    let folder = folder();
    fs::write(folder.path().join("desk.toml"), format!("{SMALL_DESK}{more}")).expect("it can be written");
    folder
}

fn sweep(folder: &TempDir, varied: &[&str]) -> Command {
    let mut command = flowcast(folder);
    command.args(["sweep", "desk.toml"]);
    for vary in varied {
        command.args(["--vary", vary]);
    }
    command
}

#[test]
fn a_sweep_writes_a_whole_folder_and_remembers() {
    let folder = desk("");
    let output = sweep(&folder, &["team.desk.people.office=1..3"])
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let summary = text(&output.stdout);
    assert!(summary.contains("DESK") && summary.contains("← today"), "{summary}");
    let written = files(&folder.path().join("output/desk-sweep"));
    let names: Vec<&str> = written.keys().map(String::as_str).collect();
    let plots = ["cost", "front", "lead-times", "missed", "open", "promises"].map(|name| format!("plots/{name}.svg"));
    let mut expected = vec!["manifest.json"];
    expected.extend(plots.iter().map(String::as_str));
    expected.extend(["report.html", "sweep.csv", "sweep.json"]);
    assert_eq!(names, expected);
    let parsed: Value = serde_json::from_slice(&written["sweep.json"]).expect("JSON");
    assert_eq!(parsed["points"].as_array().map(Vec::len), Some(3));
    let memory = folder.path().join("output/desk-sweep.done.jsonl");
    let lines = |path: &Path| text(&fs::read(path).expect("it is there")).lines().count();
    assert_eq!(lines(&memory), 4, "its heading and three points");
    // A wider sweep runs one point more, on any number of threads to the same bytes as if there had been none before.
    sweep(&folder, &["team.desk.people.office=1..4"])
        .args(["--threads", "7"])
        .assert()
        .code(0);
    assert_eq!(lines(&memory), 5);
    let fresh = desk("");
    sweep(&fresh, &["team.desk.people.office=1..4"])
        .args(["--threads", "1"])
        .assert()
        .code(0);
    let of = |folder: &TempDir, file: &str| files(&folder.path().join("output/desk-sweep"))[file].clone();
    for file in ["sweep.csv", "sweep.json", "report.html", "plots/front.svg"] {
        assert!(of(&folder, file) == of(&fresh, file), "{file}");
    }
}

#[test]
fn two_and_three_axes_are_maps() {
    let folder = desk("");
    let two = ["team.desk.people.office=2,3", "team.desk.absence=5%..15% by 5%"];
    let output = sweep(&folder, &two)
        .args(["--json"])
        .output()
        .expect("the command runs");
    let parsed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(parsed["points"].as_array().map(Vec::len), Some(6));
    assert_eq!(parsed["points"][0]["today"], true);
    assert!(files(&folder.path().join("output/desk-sweep")).contains_key("plots/soon-kept.svg"));
    let three = [two[0], two[1], "demand.call.arrivals.per_week=50,60"];
    sweep(&folder, &three).assert().code(0);
    assert!(files(&folder.path().join("output/desk-sweep")).contains_key("plots/missed-a-week-all-promises.svg"));
}

#[test]
fn every_point_that_cannot_be_is_told_before_any_is_run() {
    let folder = desk("");
    let told = refused(
        &folder,
        sweep(
            &folder,
            &[
                "team.desk.poeple.office=1..3",
                "team.desk.absence=50%,150%",
                "run.seed=1,2",
            ],
        )
        .args(["--of", "son"]),
    );
    for part in [
        "an override names an unknown field: `team.desk.poeple`",
        "a similar name exists here: `people`",
        "`run.seed` cannot be varied",
        "at the point `team.desk.absence=150%`",
        "--vary:1:23",
        "unknown promise `son`",
    ] {
        assert!(told.contains(part), "{part} is missing in\n{told}");
    }
    assert!(!told.contains("--set"), "{told}");
    let told = refused(
        &folder,
        &mut sweep(
            &folder,
            &["team.desk.people.office=1..40", "team.desk.absence=0.1%..4% by 0.1%"],
        ),
    );
    assert!(
        told.contains("the sweep has 1600 points (40 × 40); 1000 are the most"),
        "{told}"
    );
    let told = refused(
        &folder,
        sweep(&folder, &["team.desk.people.office=1..3"]).args(["--precision", "5% of soon"]),
    );
    assert!(told.contains("say how often with `--replications`"), "{told}");
}

fn sensitivity(folder: &TempDir) -> Command {
    let mut command = flowcast(folder);
    command.args(["sensitivity", "desk.toml", "--trajectories", "2", "--draws", "4"]);
    command
}

#[test]
fn a_sensitivity_says_what_its_ranges_are() {
    let folder = desk("");
    let output = sensitivity(&folder).output().expect("the command runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let summary = text(&output.stdout);
    assert!(
        summary.contains("The ranges are defaults: 20% to both sides"),
        "{summary}"
    );
    let written = files(&folder.path().join("output/desk-sensitivity"));
    for file in [
        "ends.csv",
        "plots/effects.svg",
        "plots/tornado.svg",
        "report.html",
        "risks.csv",
        "sensitivity.csv",
    ] {
        assert!(written.contains_key(file), "{file}");
    }
    let stated = desk("[uncertain]\n\"demand.call.arrivals.per_week\" = { low = 50, high = 150 }\n");
    let output = sensitivity(&stated)
        .args(["--decide", "three people", "--json", "--of", "soon"])
        .output()
        .expect("the command runs");
    let parsed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(parsed["inputs"].as_array().map(Vec::len), Some(1));
    assert_eq!(parsed["inputs"][0]["stated"], true);
    assert_eq!(parsed["decision"]["variant"], "three people");
    assert_eq!(
        parsed["today"][parsed["figure"].as_u64().expect("a number") as usize]["measure"],
        "promise kept"
    );
}

#[test]
fn what_a_sensitivity_cannot_ask_is_told() {
    let folder = desk("[uncertain]\n\"team.desk.absence\" = { low = \"50%\", high = \"150%\" }\n");
    let told = refused(&folder, &mut sensitivity(&folder));
    assert!(told.contains("at the high end of `team.desk.absence`, 150%"), "{told}");
    let folder = desk("");
    let told = refused(&folder, sensitivity(&folder).args(["--decide", "three peple"]));
    assert!(
        told.contains("a variant with a similar name exists: `three people`"),
        "{told}"
    );
    let told = refused(&folder, sensitivity(&folder).args(["--of", "nothing"]));
    assert!(told.contains("`nothing` is no figure"), "{told}");
}
