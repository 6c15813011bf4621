//! Documentation that runs: every command of README.md, docs/*.md and docs/how-to/*.md is done in a folder of its own, what it prints is
//! compared with the block below it, and what is generated is generated again.
//!
//! `UPDATE_EXPECT=1 cargo test --test documentation` writes outputs, the picture and the reference anew; read them before you
//! keep them.
//!
//! Blocks are told apart by the words after their fence:
//! - `sh`: commands, one a line; `sh exit=1` where the last one must end with that code;
//! - `text output`: what the last command printed, warnings first; `text output lines=1-12` for a part of it;
//! - `toml file=desk.toml`: a file, put beside the commands that follow;
//! - `toml variant`: added to Northwind, whose variants are then all read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use flowcast::diagnostic::{Sources, Style};
use flowcast::scenario::catalogue::{Change, Field, Record, Shape};
use flowcast::scenario::fields::{ExceptionText, HoursDetail, PrecisionText, RuleText, ScenarioText};
use flowcast::scenario::tree::Content;
use flowcast::scenario::{self, Choice};
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder with an ending, in order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|own| own == ending));
    files.sort();
    files
}

/// A folder with the scenarios in it.
fn workplace() -> TempDir {
    let folder = TempDir::new().expect("a folder can be made");
    let scenarios = folder.path().join("scenarios");
    fs::create_dir(&scenarios).expect("a folder can be made");
    for file in files("scenarios", "toml").into_iter().chain(files("scenarios", "csv")) {
        fs::copy(&file, scenarios.join(file.file_name().expect("a name"))).expect("the scenario can be copied");
    }
    let lessons = scenarios.join("lessons");
    fs::create_dir(&lessons).expect("a folder can be made");
    for file in files("scenarios/lessons", "toml") {
        fs::copy(&file, lessons.join(file.file_name().expect("a name"))).expect("the lesson can be copied");
    }
    folder
}

fn flowcast(folder: &TempDir, words: &[String]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flowcast"));
    command
        .current_dir(folder.path())
        .args(words)
        .env("LC_ALL", "C.UTF-8")
        .env_remove("COLUMNS")
        .env_remove("NO_COLOR");
    let output = command.output().expect("the command runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("what we print is UTF-8");
    let told = text(&output.stderr) + &text(&output.stdout);
    (output.status.code(), without_elapsed(&told))
}

/// How long a run took is the only thing printed that differs from run to run: ` · 0.5 s` at the end of the first line.
fn without_elapsed(told: &str) -> String {
    let line = |line: &str| match line.rsplit_once(" · ") {
        Some((before, last)) if last.ends_with(" s") || last.ends_with(" ms") => before.to_owned(),
        _ => line.to_owned(),
    };
    told.lines().map(|one| line(one) + "\n").collect()
}

/// A fenced block: the words after its fence, its lines, and where they stand in the file.
struct Block {
    words: Vec<String>,
    lines: Vec<String>,
    first: usize,
}

impl Block {
    fn is(&self, language: &str, word: &str) -> bool {
        self.words.first().is_some_and(|first| first == language) && self.words.iter().any(|own| own == word)
    }
    fn value(&self, key: &str) -> Option<&str> {
        self.words
            .iter()
            .find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }
    fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in text.lines().enumerate() {
        match (open.as_mut(), line.strip_prefix("```")) {
            (None, Some(words)) => {
                open = Some(Block {
                    words: words.split_whitespace().map(str::to_owned).collect(),
                    lines: Vec::new(),
                    first: number + 1,
                });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.lines.push(line.to_owned()),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// A line as a shell would cut it: words, and the file that output goes to.
fn words_of(line: &str) -> (Vec<String>, Option<String>) {
    let (mut words, mut word, mut quote, mut begun) = (Vec::new(), String::new(), None, false);
    for letter in line.chars() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), letter) => word.push(letter),
            (None, '"' | '\'') => (quote, begun) = (Some(letter), true),
            (None, ' ') if begun => {
                words.push(std::mem::take(&mut word));
                begun = false;
            }
            (None, ' ') => {}
            (None, letter) => {
                word.push(letter);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    let target = words.iter().position(|word| word == ">").map(|at| {
        let target = words[at + 1].clone();
        words.truncate(at);
        target
    });
    (words, target)
}

/// Commands that a document may show without being run here: each of them runs these tests, or prepares the machine.
const NOT_RUN: [&str; 4] = [
    "cargo test",
    "cargo build --release",
    "cargo install --path .",
    ".ci/run",
];

/// Runs the commands of a block; gives what the last one printed, and its exit code.
fn run_block(block: &Block, folder: &TempDir) -> Option<(Option<i32>, String)> {
    let mut last = None;
    for line in block
        .lines
        .iter()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        if NOT_RUN.contains(&line.as_str()) || line.starts_with("UPDATE_EXPECT=1 cargo test") {
            continue;
        }
        let arguments = line
            .strip_prefix("cargo run --release -- ")
            .or_else(|| line.strip_prefix("flowcast "))
            .unwrap_or_else(|| panic!("no test runs `{line}`"));
        let (words, target) = words_of(arguments);
        let done = flowcast(folder, &words);
        if let Some(target) = target {
            fs::write(folder.path().join(target), &done.1).expect("the file can be written");
        }
        last = Some(done);
    }
    last
}

/// The part of an output that `lines=3-7` names; all of it where nothing is named.
fn part(output: &str, lines: Option<&str>) -> String {
    let (first, last) = lines
        .and_then(|lines| lines.split_once('-'))
        .map_or((1, usize::MAX), |(first, last)| {
            let number = |text: &str| text.parse().expect("a line number");
            (number(first), number(last))
        });
    let chosen = output.lines().skip(first - 1).take(last.saturating_sub(first - 1));
    chosen.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Does everything a document says; gives what is wrong, and the document with its outputs as they are now.
fn follow(text: &str) -> (Vec<String>, String) {
    let folder = workplace();
    let (mut wrong, mut last) = (Vec::new(), None);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // From the end, so that the places of blocks that are still to be replaced stay true.
    let mut replacements: Vec<(usize, usize, String)> = Vec::new();
    for block in blocks(text) {
        if block.is("sh", "sh") {
            last = run_block(&block, &folder);
            let expected = block
                .value("exit")
                .map_or(0, |code| code.parse().expect("an exit code"));
            if let Some((code, told)) = &last
                && *code != Some(expected)
            {
                wrong.push(format!("{}\nended with {code:?}, not {expected}\n{told}", block.text()));
            }
        } else if block.is("text", "output") {
            let output = last.as_ref().map_or("", |(_, told)| told.as_str());
            let now = part(output, block.value("lines"));
            if block.text() != now || now.is_empty() {
                wrong.push(format!("--- written\n{}--- printed\n{now}", block.text()));
            }
            replacements.push((block.first, block.first + block.lines.len(), now));
        } else if let Some(name) = block.value("file") {
            fs::write(folder.path().join(name), block.text()).expect("the file can be written");
        } else if block.is("toml", "variant") {
            wrong.extend(faults_of_variants(&block.text()));
        } else if block
            .words
            .first()
            .is_none_or(|word| !["text", "json", "rust"].contains(&word.as_str()))
        {
            wrong.push(format!("a block that nothing checks: {:?}", block.words));
        }
    }
    for (first, end, now) in replacements.into_iter().rev() {
        lines.splice(first..end, now.lines().map(str::to_owned));
    }
    (wrong, lines.join("\n") + "\n")
}

/// Adds variants to Northwind and reads each of them.
fn faults_of_variants(text: &str) -> Vec<String> {
    let whole = read("scenarios/northwind.toml") + "\n" + text;
    let names: Vec<String> = scenario::variants(&whole);
    assert!(
        names.len() > scenario::variants(&read("scenarios/northwind.toml")).len(),
        "no variant in\n{text}"
    );
    let mut wrong = Vec::new();
    for name in names {
        let mut sources = Sources::default();
        let file = sources.add("northwind.toml", whole.clone());
        let choice = Choice {
            variant: Some(name),
            sets: Vec::new(),
        };
        if let Err(faults) = scenario::read(&mut sources, file, &choice) {
            wrong.extend(faults.iter().map(|fault| fault.render(&sources, Style::Plain)));
        }
    }
    wrong
}

#[test]
fn what_the_documents_say_is_what_happens() {
    let mut documents = files("docs", "md");
    documents.extend(files("docs/how-to", "md"));
    documents.push(root().join("README.md"));
    let mut wrong = Vec::new();
    let mut commands = 0;
    for document in documents {
        let text = fs::read_to_string(&document).expect("documents are text");
        commands += blocks(&text).iter().filter(|block| block.is("sh", "sh")).count();
        let (mut faults, now) = follow(&text);
        if updating() && now != text {
            fs::write(&document, &now).expect("the document can be written");
            faults = follow(&now).0;
        }
        wrong.extend(
            faults
                .into_iter()
                .map(|fault| format!("{}\n{fault}", document.display())),
        );
    }
    assert!(commands >= 8, "only {commands} blocks of commands");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A few days of an organisation that takes long to simulate show as well that it runs.
fn shorten(scenario: &Path) {
    let text = fs::read_to_string(scenario).expect("the scenario is there");
    if text.lines().count() < 1_000 {
        return;
    }
    let line = |line: &str| match line.split(' ').next() {
        Some("duration") => "duration = \"1 week\"".to_owned(),
        Some("warm_up") => "warm_up = \"0 weeks\"".to_owned(),
        _ => line.to_owned(),
    };
    let lines: Vec<String> = text.lines().map(line).collect();
    fs::write(scenario, lines.join("\n")).expect("the scenario can be written");
}

#[test]
fn every_scenario_checks_and_runs_with_all_its_variants() {
    let scenarios = files("scenarios", "toml").into_iter();
    let scenarios: Vec<PathBuf> = scenarios.chain(files("scenarios/lessons", "toml")).collect();
    assert!(scenarios.len() > 15, "{} scenarios", scenarios.len());
    for scenario in scenarios {
        let name = scenario
            .strip_prefix(root())
            .expect("in the repository")
            .to_string_lossy()
            .into_owned();
        let folder = workplace();
        let path = name.clone();
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let (code, told) = flowcast(&folder, &words(&["check", &path]));
        assert_eq!(code, Some(0), "{name}\n{told}");
        shorten(&folder.path().join(&path));
        let command = match scenario::variants(&read(&path)).is_empty() {
            true => "run",
            false => "compare",
        };
        let (code, told) = flowcast(&folder, &words(&[command, &path, "--replications", "2"]));
        assert_eq!(code, Some(0), "{name}\n{told}");
    }
}

#[test]
fn the_picture_is_what_the_command_draws_today() {
    let folder = workplace();
    let words = ["run", "scenarios/northwind.toml", "-q"].map(str::to_owned);
    let (code, told) = flowcast(&folder, &words);
    assert_eq!(code, Some(0), "{told}");
    let drawn = fs::read(folder.path().join("output/northwind/plots/where-time-goes.svg")).expect("a plot");
    let kept = root().join("docs/images/northwind-where-time-goes.svg");
    if updating() {
        fs::create_dir_all(kept.parent().expect("a folder")).expect("the folder can be made");
        fs::write(&kept, &drawn).expect("the picture can be written");
    }
    let same = fs::read(&kept).is_ok_and(|kept| kept == drawn);
    assert!(same, "docs/images is out of date: run with UPDATE_EXPECT=1");
    assert!(read("README.md").contains("docs/images/northwind-where-time-goes.svg"));
}

/// Files of the repository that a document points to, from its own folder.
#[test]
fn links_lead_somewhere() {
    let mut documents = files("docs", "md");
    documents.extend(files("docs/how-to", "md"));
    documents.extend(files("", "md"));
    documents.push(root().join("output/README.md"));
    let mut dead = Vec::new();
    for document in documents {
        let text = fs::read_to_string(&document).expect("documents are text");
        let folder = document.parent().expect("a folder");
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or_default();
            if !path.is_empty() && !target.contains("://") && !folder.join(path).exists() {
                dead.push(format!("{}: {target}", document.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

// ---- The reference of measures ----

/// Rows of `docs/measures.md` that begin with a word in backticks: measure, by, statistic, unit, definition.
fn documented_measures() -> BTreeSet<[String; 4]> {
    let text = read("docs/measures.md");
    let mut found = BTreeSet::new();
    for row in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [measure, bys, statistics, unit, definition] = cells[..] else {
            panic!("a row has {} cells: {row}", cells.len());
        };
        assert!(definition.len() > 10, "no definition: {row}");
        let plain = |cell: &str| cell.trim_matches('`').to_owned();
        for by in bys.split(", ") {
            for statistic in statistics.split(", ") {
                let new = found.insert([plain(measure), by.to_owned(), statistic.to_owned(), unit.to_owned()]);
                assert!(new, "told twice: {measure} by {by}, {statistic}");
            }
        }
    }
    found
}

/// What `kpis.csv` of Northwind names, that of a scenario whose steps hold items, misroute and lose them, that of one in which items
/// go round their approval and audits find some, that of one with suppliers, services and money, those of one with faults, of one with
/// a portal and of one with a project; attributes of the
/// scenario's own as `demand × attribute`.
fn measured() -> BTreeSet<[String; 4]> {
    let folder = workplace();
    let northwind = ["compare", "scenarios/northwind.toml", "-q", "--replications", "4"].as_slice();
    let wifi = [
        "run",
        "scenarios/warehouse-wifi.toml",
        "-q",
        "--replications",
        "4",
        "--set",
        "stream.restore.triage.patience={ lasts = \"4h\" }",
        "--set",
        "stream.restore.visit.wip={ items = 50, when_full = \"holding\" }",
        "--set",
        "stream.restore.triage.misrouted={ share = \"5%\", to = { network = \"100%\" }, effort = \"5m\" }",
        "--set",
        "stream.restore.triage.batch={ at_most = 3 }",
        "--set",
        "stream.restore.triage.train={ leaves = \"Mon-Sun 12:00\" }",
    ];
    let branches = ["run", "scenarios/branch-offices.toml", "-q", "--replications", "4"];
    let tiers = [
        "run",
        "scenarios/governance-tiers.toml",
        "-q",
        "--replications",
        "4",
        "--set",
        "stream.change.deploy.if_it_fails.back_out=\"prepare\"",
    ];
    let project = ["run", "scenarios/new-application.toml", "-q", "--replications", "4"];
    let improved = [
        "run",
        "scenarios/improvement.toml",
        "-q",
        "--replications",
        "4",
        "--set",
        "add.review.weekly={ on = \"Mon 09:00\", looks_at = \"requests\", over = \"1 week\", when = { below = \"50%\" }, \
         then = { team.desk.absence = \"1%\" } }",
    ];
    let failures = ["run", "scenarios/failure-demand.toml", "-q", "--replications", "4"];
    let portal = ["run", "scenarios/self-service.toml", "-q", "--replications", "4"];
    let mut found = BTreeSet::new();
    for (words, table) in [
        (northwind, "output/northwind-compare/kpis.csv"),
        (&wifi, "output/warehouse-wifi/kpis.csv"),
        (&branches, "output/branch-offices/kpis.csv"),
        (&tiers, "output/governance-tiers/kpis.csv"),
        (&project, "output/new-application/kpis.csv"),
        (&improved, "output/improvement/kpis.csv"),
        (&failures, "output/failure-demand/kpis.csv"),
        (&portal, "output/self-service/kpis.csv"),
    ] {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let (code, told) = flowcast(&folder, &words);
        assert_eq!(code, Some(0), "{told}");
        let mut table = csv::Reader::from_path(folder.path().join(table)).expect("a table");
        let rows = table.records().map(|row| row.expect("a row"));
        found.extend(rows.map(|row| {
            let by = match &row[2] {
                by if by.starts_with("demand × ") && by != "demand × priority" => "demand × attribute",
                by => by,
            };
            [row[1].to_owned(), by.to_owned(), row[4].to_owned(), row[5].to_owned()]
        }));
    }
    found
}

#[test]
fn every_measure_is_documented_and_nothing_else() {
    let (documented, measured) = (documented_measures(), measured());
    let missing: Vec<_> = measured.difference(&documented).collect();
    let gone: Vec<_> = documented.difference(&measured).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not documented: {missing:#?}\nnot measured: {gone:#?}"
    );
}

// ---- The reference of scenarios ----

/// The tables of a scenario, each under the path at which it stands.
fn tables(path: &str, record: Record, found: &mut Vec<(String, Record)>) {
    let below = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        }
    };
    let mut inner: Vec<(String, Record)> = Vec::new();
    for field in &record.fields {
        inner.extend(table_in(&below(field.key), &field.shape));
    }
    found.push((path.to_owned(), record));
    for (path, record) in inner {
        let extra = match path.as_str() {
            "hours" => Some(("hours.NAME".to_owned(), HoursDetail::record())),
            "policy.NAME" => Some(("policy.NAME.rules".to_owned(), RuleText::record())),
            "stream.NAME.step" => Some(("stream.NAME.step.next".to_owned(), ExceptionText::record())),
            "run" => Some(("run.replications".to_owned(), PrecisionText::record())),
            _ => None,
        };
        tables(&path, record, found);
        found.extend(extra);
    }
}

fn table_in(path: &str, shape: &Shape) -> Option<(String, Record)> {
    match shape {
        Shape::Record(record) => Some((path.to_owned(), record())),
        Shape::Named(inner) => table_in(&format!("{path}.NAME"), &inner()),
        Shape::Listed(inner) => table_in(path, &inner()),
        Shape::Leaf | Shape::Open => None,
    }
}

fn default_of(field: &Field) -> String {
    match (&field.default, field.required) {
        (_, true) => "required".to_owned(),
        (Some(Content::Text(text)), _) => format!("`\"{text}\"`"),
        (Some(Content::Whole(number)), _) => format!("`{number}`"),
        (Some(Content::Truth(truth)), _) => format!("`{truth}`"),
        (Some(_), _) => "nothing".to_owned(),
        (None, _) => "left out".to_owned(),
    }
}

fn reference() -> String {
    let mut text = String::from(
        "# Scenario reference\n\n\
         Generated from the catalogue of fields, which also reads scenarios and makes their JSON Schema:\n\
         `UPDATE_EXPECT=1 cargo test --test documentation` writes it anew. `NAME` stands for a name of your own.\n\
         A *live* field may change while a run goes on (see [shocks](shocks.md)), a *structural* one only before it.\n\
         How to say things is shown in [`scenarios/northwind.toml`](../scenarios/northwind.toml).\n",
    );
    let mut found = Vec::new();
    tables("", ScenarioText::record(), &mut found);
    for (path, record) in found {
        let title = match path.as_str() {
            "" => "The file".to_owned(),
            "stream.NAME.step" => format!("`[[{path}]]`"),
            path => format!("`[{path}]`"),
        };
        write!(text, "\n## {title}\n\n{}.\n\n", record.help).expect("text grows");
        text.push_str("| key | what it is | value | default | |\n|---|---|---|---|---|\n");
        for field in &record.fields {
            let change = match field.change {
                Change::Live => "live",
                Change::Structural => "structural",
            };
            let words = (field.words)().replace('|', "\\|");
            let default = default_of(field);
            writeln!(
                text,
                "| `{}` | {} | {words} | {default} | {change} |",
                field.key, field.help
            )
            .expect("text grows");
        }
        if let Some((help, _)) = record.others {
            writeln!(text, "| NAME | {help} | | | |").expect("text grows");
        }
    }
    text
}

#[test]
fn the_reference_of_scenarios_is_what_the_catalogue_says() {
    let now = reference();
    if updating() {
        fs::write(root().join("docs/scenario-reference.md"), &now).expect("the reference can be written");
    }
    assert!(
        read("docs/scenario-reference.md") == now,
        "out of date: run with UPDATE_EXPECT=1"
    );
}

// ---- Dependencies ----

/// Every dependency has its reason in DESIGN.md, and nothing else has.
#[test]
fn every_dependency_has_its_reason() {
    let manifest = read("Cargo.toml");
    let mut named: BTreeMap<String, ()> = BTreeMap::new();
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if let Some((name, _)) = line.split_once('=').filter(|_| inside) {
            named.insert(name.trim().to_owned(), ());
        }
    }
    let design = read("DESIGN.md");
    let section = design
        .split("## Dependencies")
        .nth(1)
        .expect("DESIGN.md lists dependencies");
    let reasons: Vec<&str> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert_eq!(reasons, named.keys().map(String::as_str).collect::<Vec<_>>());
}
