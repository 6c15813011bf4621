//! Scenario files: read as text, with friendly words where that fails.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::failure::{Failure, reason};
use crate::diagnostic::Diagnostic;
use crate::scenario::nearest;

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

/// The file's name without folder and ending.
pub fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(|| "scenario".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if path.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
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
