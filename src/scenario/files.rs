//! Files beside a scenario: who reads them, and what came of it.
//!
//! The scenario module reads no file itself. Whoever calls it hands it a [`Files`], a port from a path as the scenario
//! writes it to the text found there. Every text of a scenario that ends in `.csv` is asked for once, before anything else
//! is read; a file that cannot be read is a fault where it is used.

pub mod csv;
pub mod rows;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::tree::{Content, Node};
use crate::diagnostic::{Diagnostic, Sources};
use csv::CsvTable;

/// Reads files that a scenario names.
pub trait Files {
    /// The text of a file, by its path relative to the scenario's folder.
    ///
    /// # Errors
    /// Why it cannot be read, in words that can follow "`tickets.csv` cannot be read:".
    fn read(&self, path: &str) -> Result<String, String>;
}

/// No files at all: for scenarios that stand alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Result<String, String> {
        Err("this scenario is read without a folder".to_owned())
    }
}

/// Files by their names, held in memory.
impl Files for BTreeMap<String, String> {
    fn read(&self, path: &str) -> Result<String, String> {
        self.get(path)
            .cloned()
            .ok_or_else(|| "there is no such file".to_owned())
    }
}

/// A file that was read for a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// Its path as the scenario names it.
    pub path: String,
    /// A hash of its text (FNV-1a, 64 bits), for manifests.
    pub text_hash: u64,
}

/// What was found for every file that a scenario names.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    found: BTreeMap<String, Result<Rc<CsvTable>, String>>,
    read: Vec<FileRead>,
}

impl Shelf {
    /// Asks for every file that some trees name.
    pub fn fill<'a>(trees: impl IntoIterator<Item = &'a Node>, files: &dyn Files, sources: &mut Sources) -> Shelf {
        let mut paths = Vec::new();
        for tree in trees {
            collect(tree, &mut paths);
        }
        paths.sort();
        paths.dedup();
        let mut shelf = Shelf::default();
        for path in paths {
            let found = files.read(&path).map(|text| {
                let text_hash = super::hash_of([text.as_str()]);
                shelf.read.push(FileRead {
                    path: path.clone(),
                    text_hash,
                });
                Rc::new(CsvTable::parse(&path, text, sources))
            });
            shelf.found.insert(path, found);
        }
        shelf
    }

    /// The files that were read, by path.
    pub fn read(&self) -> &[FileRead] {
        &self.read
    }

    /// The table in the file that `node` names.
    ///
    /// # Errors
    /// Why there is none, at the place where it is named.
    pub fn table(&self, node: &Node, path: &str) -> Result<Rc<CsvTable>, Box<Diagnostic>> {
        let fault = match self.found.get(path) {
            Some(Ok(table)) => return Ok(Rc::clone(table)),
            Some(Err(reason)) => Diagnostic::error(format!("`{path}` cannot be read: {reason}"))
                .at(&node.place, "this file is read for the scenario")
                .note("paths are relative to the scenario's folder"),
            None => Diagnostic::error(format!("`{path}` is not the name of a CSV file"))
                .at(&node.place, "")
                .help("write the path of a file that ends in `.csv`, such as \"tickets.csv\""),
        };
        Err(Box::new(fault))
    }
}

/// Whether a text names a file.
pub fn names_a_file(text: &str) -> bool {
    let ending = text.len().checked_sub(4).and_then(|from| text.get(from..));
    text.len() > 4 && ending.is_some_and(|ending| ending.eq_ignore_ascii_case(".csv"))
}

fn collect(node: &Node, paths: &mut Vec<String>) {
    match &node.content {
        Content::Text(text) if names_a_file(text) => paths.push(text.clone()),
        Content::List(nodes) => nodes.iter().for_each(|node| collect(node, paths)),
        Content::Table(table) => table.entries.iter().for_each(|entry| collect(&entry.node, paths)),
        _ => {}
    }
}
