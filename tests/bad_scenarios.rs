//! Every file of `tests/bad_scenarios` is read, and the whole of what a manager would see is compared with the text beside it.
//!
//! `UPDATE_EXPECT=1 cargo test --test bad_scenarios` writes the texts anew; read them before you keep them.

use std::fs;
use std::path::{Path, PathBuf};

use flowcast::diagnostic::{Sources, Style};
use flowcast::scenario::{self, Choice};

/// The files beside a bad scenario.
struct Beside(PathBuf);

impl scenario::Files for Beside {
    fn read(&self, path: &str) -> Result<String, String> {
        fs::read_to_string(self.0.join(path)).map_err(|_| "there is no such file".to_owned())
    }
}

/// What reading a file tells: errors, or the warnings of a scenario that can run. Its first line may hold `#: --set …` or
/// `#: --variant …`.
fn told(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("the file is there");
    let mut choice = Choice::default();
    for line in text.lines().take_while(|line| line.starts_with("#:")) {
        if let Some(set) = line.strip_prefix("#: --set ") {
            choice.sets.push(set.to_owned());
        } else if let Some(variant) = line.strip_prefix("#: --variant ") {
            choice.variant = Some(variant.to_owned());
        }
    }
    let mut sources = Sources::default();
    let name = path
        .file_name()
        .expect("a file has a name")
        .to_string_lossy()
        .into_owned();
    let file = sources.add(name, text);
    let beside = Beside(path.with_file_name(""));
    let found = match scenario::read_beside(&mut sources, file, &choice, &beside) {
        Ok(scenario) => scenario.warnings,
        Err(faults) => faults,
    };
    let texts: Vec<String> = found.iter().map(|one| one.render(&sources, Style::Plain)).collect();
    texts.join("\n")
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_scenarios");
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

#[test]
fn every_fault_is_told_as_expected() {
    let files = files();
    assert!(files.len() >= 25, "only {} bad scenarios", files.len());
    let mut wrong = Vec::new();
    for path in files {
        let told = told(&path);
        let expected_path = path.with_extension("expected");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected_path, &told).expect("the text can be written");
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if told.is_empty() || told != expected {
            wrong.push(format!(
                "{}\n--- expected\n{expected}\n--- told\n{told}",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
