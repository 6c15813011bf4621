//! What was measured before, in a file beside the output folder, so that interrupted work goes on where it stopped and a
//! wider question does not ask again what was answered.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::hash::Hasher;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::failure::reason;
use crate::diagnostic::Diagnostic;
use crate::experiment::{Measured, Memory};

/// A memory that survives the process. Each line is whole as soon as it is there; a half line, left by a crash, is forgotten.
#[derive(Debug)]
pub struct FileMemory {
    path: PathBuf,
    known: BTreeMap<String, Vec<Measured>>,
    file: Option<File>,
    failed: Option<io::Error>,
}

/// The first line: of which program this is the memory. Another build may measure otherwise.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Heading {
    flowcast: String,
    build: String,
}

/// Every further line.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    key: String,
    measured: Vec<Measured>,
}

impl FileMemory {
    /// The memory of an output folder: `output/x-sweep.done.jsonl` of `output/x-sweep`. What another build of the program wrote is
    /// forgotten.
    pub fn of(folder: &Path) -> FileMemory {
        let mut name = folder.file_name().unwrap_or_default().to_os_string();
        name.push(".done.jsonl");
        let path = folder.with_file_name(name);
        let heading = heading();
        let text = fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let text = text.unwrap_or_default();
        let mut lines = text.lines();
        let first = lines.next().and_then(|line| serde_json::from_str::<Heading>(line).ok());
        let mut known = BTreeMap::new();
        if first.is_some_and(|first| first == heading) {
            let whole = lines.filter_map(|line| serde_json::from_str::<Line>(line).ok());
            known.extend(whole.map(|line| (line.key, line.measured)));
        }
        FileMemory {
            path,
            known,
            file: None,
            failed: None,
        }
    }

    /// How many trials it knows.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Where it is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Why something could not be kept, as a warning: the work is done, only a later run would have to do it again.
    pub fn warning(&self) -> Option<Diagnostic> {
        self.failed.as_ref().map(|error| {
            let name = self.path.display();
            Diagnostic::warning(format!(
                "what was measured cannot be kept in `{name}`: {}",
                reason(error)
            ))
            .help("results are whole; if the same is asked again it will be measured again")
        })
    }

    /// Opens the file: what is known is written again, so that nothing half stands before what follows.
    fn open(&self) -> io::Result<File> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let beside = self.path.with_extension("jsonl.new");
        let mut file = File::create(&beside)?;
        write_line(&mut file, &heading())?;
        for (key, measured) in &self.known {
            write_line(
                &mut file,
                &Line {
                    key: key.clone(),
                    measured: measured.clone(),
                },
            )?;
        }
        drop(file);
        fs::rename(&beside, &self.path)?;
        OpenOptions::new().append(true).open(&self.path)
    }

    fn write(&mut self, line: &Line) -> io::Result<()> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.open()?,
        };
        write_line(&mut file, line)?;
        self.file = Some(file);
        Ok(())
    }
}

impl Memory for FileMemory {
    fn recall(&self, key: &str) -> Option<Vec<Measured>> {
        self.known.get(key).cloned()
    }

    fn keep(&mut self, key: &str, measured: &[Measured]) {
        let line = Line {
            key: key.to_owned(),
            measured: measured.to_vec(),
        };
        if self.failed.is_none() {
            self.failed = self.write(&line).err();
        }
        self.known.insert(line.key, line.measured);
    }
}

fn write_line<T: Serialize>(file: &mut File, line: &T) -> io::Result<()> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    file.write_all(&text)
}

/// The heading of this very program: its version, and a hash of its file, since two builds may share a version.
fn heading() -> Heading {
    let build = std::env::current_exe().and_then(fs::read).map(|bytes| {
        let mut hasher = std::hash::DefaultHasher::new();
        hasher.write(&bytes);
        format!("{:016x}", hasher.finish())
    });
    Heading {
        flowcast: env!("CARGO_PKG_VERSION").to_owned(),
        build: build.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::FileMemory;
    use crate::experiment::{Measured, Memory};
    use crate::measures::figures::Better;
    use crate::measures::reading::Reading;

    fn measured(value: f64) -> Vec<Measured> {
        vec![Measured {
            measure: "cost".to_owned(),
            by: "all".to_owned(),
            name: "all".to_owned(),
            statistic: "per week".to_owned(),
            unit: "currency".to_owned(),
            better: Better::Less,
            reading: Reading::Rate {
                sums: vec![value, 0.1 + 0.2],
                per: 12.0,
            },
        }]
    }

    #[test]
    fn what_is_kept_is_known_to_the_next() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("x-sweep");
        let mut memory = FileMemory::of(&folder);
        assert_eq!(memory.recall("a"), None);
        memory.keep("a", &measured(1.0 / 3.0));
        memory.keep("b", &measured(2.0));
        assert!(memory.warning().is_none());
        let next = FileMemory::of(&folder);
        assert_eq!(next.recall("a"), Some(measured(1.0 / 3.0)));
        assert_eq!(next.len(), 2);
    }

    #[test]
    fn half_a_line_is_forgotten_and_what_follows_is_whole() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("x-sweep");
        FileMemory::of(&folder).keep("a", &measured(1.0));
        FileMemory::of(&folder).keep("b", &measured(2.0));
        let path = FileMemory::of(&folder).path().to_owned();
        let text = std::fs::read_to_string(&path).expect("it is there");
        std::fs::write(&path, &text[..text.len() - 9]).expect("it can be written");
        let mut cut = FileMemory::of(&folder);
        assert_eq!((cut.recall("a"), cut.recall("b")), (Some(measured(1.0)), None));
        cut.keep("c", &measured(3.0));
        assert_eq!(FileMemory::of(&folder).recall("c"), Some(measured(3.0)));
    }

    #[test]
    fn what_another_build_measured_is_measured_again() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("x-sweep");
        FileMemory::of(&folder).keep("a", &measured(1.0));
        let path = FileMemory::of(&folder).path().to_owned();
        let text = std::fs::read_to_string(&path).expect("it is there");
        let rest = text.split_once('\n').expect("a heading").1;
        std::fs::write(&path, format!("{{\"flowcast\":\"0.0.1\",\"build\":\"\"}}\n{rest}")).expect("it can be written");
        assert_eq!(FileMemory::of(&folder).len(), 0);
    }
}
