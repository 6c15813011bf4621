//! The output folder: whole or not there, and never anybody else's.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::failure::{Failure, reason};
use crate::diagnostic::Diagnostic;
use crate::report::manifest::{Manifest, PROGRAM};

/// The file by which a folder of ours is known.
pub const MANIFEST: &str = "manifest.json";

/// A file to be written: its path in the folder, with `/`, and its content.
pub struct Page<'a> {
    /// `plots/backlog.svg`.
    pub path: String,
    /// What is in it.
    pub content: Content<'a>,
}

/// What is in a file.
pub enum Content<'a> {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What this writes, for files that may be larger than memory.
    Stream(Box<Streaming<'a>>),
}

/// Writes a file piece by piece.
pub type Streaming<'a> = dyn Fn(&mut dyn Write) -> io::Result<()> + 'a;

/// A folder that may be written: new, empty, or ours.
#[derive(Clone, Debug)]
pub struct Folder {
    /// As the user names it.
    shown: PathBuf,
    /// Where it is, links followed.
    place: PathBuf,
}

impl Folder {
    /// Looks whether outputs can go there, before any work is spent on them.
    ///
    /// # Errors
    /// It holds what is not ours, or cannot be written.
    pub fn claim(path: &Path) -> Result<Folder, Failure> {
        let shown = path.to_owned();
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = Folder { shown, place };
        if folder.place.exists() {
            folder.check_ours()?;
        }
        let parent = folder.parent();
        let existing = parent
            .ancestors()
            .find(|ancestor| exists(ancestor))
            .unwrap_or(Path::new("."));
        let existing = if existing.as_os_str().is_empty() {
            Path::new(".")
        } else {
            existing
        };
        if !existing.is_dir() {
            return Err(folder.fault(
                &format!("`{}` is a file", existing.display()),
                "choose another folder with `--out`",
            ));
        }
        tempfile::tempdir_in(existing).map_err(|error| folder.fault(&reason(&error), MENDING))?;
        Ok(folder)
    }

    /// Writes the files beside the folder and puts them in its place when all are there. Nothing is left behind where that
    /// fails. `writing` is held, so that an interruption waits until it is done or undone.
    ///
    /// # Errors
    /// What kept a file from being written.
    pub fn write(&self, pages: &[Page<'_>], writing: &Mutex<()>) -> Result<(), Failure> {
        let _whole = writing.lock();
        self.replace(pages)
            .map_err(|error| self.fault(&format!("{}; nothing was changed", reason(&error)), MENDING))
    }

    /// The folder in words, with a `/` at its end.
    pub fn name(&self) -> String {
        let name = self.shown.display().to_string();
        format!("{}/", name.trim_end_matches('/'))
    }

    fn replace(&self, pages: &[Page<'_>]) -> io::Result<()> {
        let parent = self.parent();
        let made = make_folders(&parent)?;
        let done = tempfile::Builder::new()
            .prefix(".flowcast-")
            .tempdir_in(&parent)
            .and_then(|beside| {
                write_pages(&beside.path().join("new"), pages)?;
                swap(&self.place, beside.path())
            });
        if done.is_err() {
            // Best effort, the innermost first: a folder that is not empty stays.
            made.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
        }
        done
    }

    fn parent(&self) -> PathBuf {
        match self.place.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        }
    }

    fn check_ours(&self) -> Result<(), Failure> {
        if !self.place.is_dir() {
            return Err(self.fault("it is a file", "choose another folder with `--out`"));
        }
        let here = env::current_dir().and_then(fs::canonicalize);
        if here.is_ok_and(|here| here.starts_with(&self.place)) {
            return Err(self.fault(
                "you are in it, and it is replaced as a whole",
                "choose a folder inside it with `--out`",
            ));
        }
        let found = files_in(&self.place).map_err(|error| self.fault(&reason(&error), MENDING))?;
        if found.is_empty() {
            return Ok(());
        }
        let manifest = fs::read(self.place.join(MANIFEST)).ok();
        let manifest = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
        let Some(manifest) = manifest.filter(|manifest| manifest.program == PROGRAM) else {
            return Err(self.fault(
                "it holds files that flowcast did not write, and it is replaced as a whole",
                "choose another folder with `--out`",
            ));
        };
        let ours = |file: &&String| file.as_str() == MANIFEST || manifest.files.contains(file);
        match found.iter().find(|file| !ours(file)) {
            Some(foreign) => Err(self.fault(
                &format!("it holds `{foreign}`, which flowcast did not write"),
                "move that file away, or choose another folder with `--out`",
            )),
            None => Ok(()),
        }
    }

    /// What keeps the outputs from going there, and what would mend it.
    fn fault(&self, fact: &str, help: &str) -> Failure {
        let shown = self.shown.display();
        Diagnostic::error(format!("the outputs cannot go to `{shown}`: {fact}"))
            .help(help)
            .into()
    }
}

const MENDING: &str = "make room or look at who may write there, or choose another folder with `--out`";

/// Whether there is something at a path; the empty path is the current folder.
fn exists(path: &Path) -> bool {
    path.as_os_str().is_empty() || path.symlink_metadata().is_ok()
}

/// Makes a folder with those above it and gives those that were not there, the outermost first.
fn make_folders(path: &Path) -> io::Result<Vec<PathBuf>> {
    let missing = path.ancestors().take_while(|ancestor| !exists(ancestor));
    let mut missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    missing.reverse();
    for (number, folder) in missing.iter().enumerate() {
        if let Err(error) = fs::create_dir(folder) {
            missing[..number]
                .iter()
                .rev()
                .for_each(|folder| drop(fs::remove_dir(folder)));
            return Err(error);
        }
    }
    Ok(missing)
}

fn write_pages(folder: &Path, pages: &[Page<'_>]) -> io::Result<()> {
    fs::create_dir(folder)?;
    for page in pages {
        let path = folder.join(&page.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        match &page.content {
            Content::Bytes(bytes) => fs::write(path, bytes)?,
            Content::Stream(stream) => {
                let mut file = BufWriter::new(fs::File::create(path)?);
                stream(&mut file)?;
                file.flush()?;
            }
        }
    }
    Ok(())
}

/// Puts `beside/new` in the place of what is there, which goes to `beside/old`, and comes back where that fails.
fn swap(place: &Path, beside: &Path) -> io::Result<()> {
    let old = beside.join("old");
    let replaces = place.exists();
    if replaces {
        fs::rename(place, &old)?;
    }
    fs::rename(beside.join("new"), place).inspect_err(|_| {
        if replaces {
            drop(fs::rename(&old, place));
        }
    })
}

/// The paths of all files below a folder, with `/`.
fn files_in(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            let inside = files_in(&entry.path())?;
            found.extend(inside.into_iter().map(|file| format!("{name}/{file}")));
        } else {
            found.insert(name);
        }
    }
    Ok(found)
}
