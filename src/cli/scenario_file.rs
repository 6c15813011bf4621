//! Scenario files: read as text, with friendly words where that fails.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::failure::{Failure, reason};
use crate::diagnostic::Diagnostic;
use crate::scenario::{Files, nearest};

/// No scenario written by people comes near it; an endless device does.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// Names that a message lists.
const MOST_LISTED: usize = 6;

/// The text of a scenario file.
///
/// # Errors
/// What is wrong with the file, and which one may be meant.
pub fn read(path: &Path) -> Result<String, Failure> {
    let name = path.display();
    let bytes = bytes(path).map_err(|error| Failure::from(unreadable(path, &error)))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Diagnostic::error(format!("`{name}` is larger than 16 MB"))
            .help("give a scenario, a TOML file of a few pages")
            .into());
    }
    let text = String::from_utf8(bytes).map_err(|error| -> Failure {
        let valid = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count();
        Diagnostic::error(format!("`{name}` is not UTF-8 text"))
            .note(format!("the first byte that is not is in line {line}"))
            .help("save it as UTF-8 in your editor")
            .into()
    })?;
    // Some editors begin a file with a mark of its byte order, which is no part of the text.
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

/// The most bytes of a file beside a scenario.
const MOST_BYTES_BESIDE: u64 = 64 * 1024 * 1024;

/// The files beside a scenario: paths are relative to its folder.
pub struct Beside(PathBuf);

impl Beside {
    /// The files beside the scenario at `path`.
    pub fn scenario(path: &Path) -> Beside {
        Beside(path.parent().map_or_else(PathBuf::new, Path::to_path_buf))
    }
}

impl Files for Beside {
    fn read(&self, path: &str) -> Result<String, String> {
        if Path::new(path).is_absolute() {
            return Err("its path must be relative to the scenario's folder".to_owned());
        }
        let path = self.0.join(path);
        let bytes = bytes_up_to(&path, MOST_BYTES_BESIDE).map_err(|error| match error.kind() {
            ErrorKind::NotFound => "there is no such file".to_owned(),
            ErrorKind::IsADirectory => "it is a folder".to_owned(),
            _ => reason(&error),
        })?;
        if bytes.len() as u64 > MOST_BYTES_BESIDE {
            return Err("it is larger than 64 MB".to_owned());
        }
        let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text; save it as CSV in UTF-8".to_owned())?;
        Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
    }
}

/// The file's name without folder and ending.
pub fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(|| "scenario".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    bytes_up_to(path, MOST_BYTES)
}

/// The bytes of a file; one more than `most` of a larger one.
fn bytes_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if path.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let name = path.display();
    match error.kind() {
        ErrorKind::NotFound => missing(path),
        ErrorKind::IsADirectory => {
            let fault = Diagnostic::error(format!("`{name}` is a folder, not a scenario file"));
            suggest(fault, scenarios_in(path).iter().map(|file| path.join(file)).collect())
        }
        _ => Diagnostic::error(format!("`{name}` cannot be read: {}", reason(error)))
            .help("look at who may read it, or copy it to a folder of your own"),
    }
}

fn missing(path: &Path) -> Diagnostic {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let fault = Diagnostic::error(format!("there is no file `{}`", path.display()));
    if !folder.is_dir() {
        return fault.help(format!("there is no folder `{}` either", folder.display()));
    }
    let files = scenarios_in(folder);
    let wanted = path
        .file_name()
        .map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let with_ending = format!("{wanted}.toml");
    let near = files
        .iter()
        .find(|file| **file == with_ending)
        .map(String::as_str)
        .or_else(|| nearest::name(&wanted, files.iter().map(String::as_str)));
    match near {
        Some(near) => fault.help(format!(
            "a file with a similar name exists: `{}`",
            path.with_file_name(near).display()
        )),
        None => suggest(fault, files.iter().map(|file| path.with_file_name(file)).collect()),
    }
}

fn suggest(fault: Diagnostic, files: Vec<PathBuf>) -> Diagnostic {
    let names: Vec<String> = files
        .iter()
        .take(MOST_LISTED)
        .map(|file| file.display().to_string())
        .collect();
    let rest = files.len() - names.len();
    let names = nearest::list(names.iter().map(String::as_str));
    match (files.len(), rest) {
        (0, _) => fault.help("give a scenario, a TOML file; there is none in this folder"),
        (_, 0) => fault.help(format!("TOML files here: {names}")),
        _ => fault.help(format!("TOML files here: {names}, and {rest} more")),
    }
}

/// TOML files of a folder by name; none where it cannot be listed.
fn scenarios_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    files.sort();
    files
}
