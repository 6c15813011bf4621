//! The catalogue of fields: one declaration per table gives its struct, its reader, its schema and where overrides may reach.

use std::rc::Rc;

use serde_json::{Map, Value as Json, json};

use super::files::Shelf;
use super::files::csv::CsvTable;
use super::nearest;
use super::tree::{Content, Entry, Node, Table};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// A value as written, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it was written; for a default, the table that left it out.
    pub place: Place,
}

/// Something a scenario can hold.
pub trait Value: Sized {
    /// Reads it, or reports every fault in it.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self>;
    /// What is expected, with an example, to stand after "must be".
    fn words() -> String;
    /// Its JSON Schema.
    fn schema() -> Json;
    /// How overrides reach into it.
    fn shape() -> Shape {
        Shape::Leaf
    }
}

/// How overrides reach into a value.
pub enum Shape {
    /// Replaced whole.
    Leaf,
    /// A table with known keys.
    Record(fn() -> Record),
    /// Things by name, each of this shape; an override cannot add one.
    Named(fn() -> Shape),
    /// Values by name; an override may add one.
    Open,
    /// A list of tables that have a `name`, each of this shape.
    Listed(fn() -> Shape),
}

impl Shape {
    /// The same once more.
    pub fn copied(&self) -> Shape {
        match self {
            Shape::Leaf => Shape::Leaf,
            Shape::Record(record) => Shape::Record(*record),
            Shape::Named(inner) => Shape::Named(*inner),
            Shape::Open => Shape::Open,
            Shape::Listed(inner) => Shape::Listed(*inner),
        }
    }
}

/// Whether a field may change while a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It may.
    Live,
    /// Only before a run.
    Structural,
}

/// Makes a JSON Schema, where one is asked for.
pub type MakeSchema = fn() -> Json;

/// One field of a table.
pub struct Field {
    /// Its key.
    pub key: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// What its value looks like.
    pub words: fn() -> String,
    /// Whether it must be there.
    pub required: bool,
    /// What holds where it is left out.
    pub default: Option<Content>,
    /// Whether it may change during a run.
    pub change: Change,
    /// How overrides reach into it.
    pub shape: Shape,
    /// Its JSON Schema, made only where it is asked for: overrides look at records all the time, and need none.
    pub schema: MakeSchema,
}

/// A table of the catalogue.
pub struct Record {
    /// What it is.
    pub help: &'static str,
    /// Its fields.
    pub fields: Vec<Field>,
    /// What further keys hold, where they are allowed: help and schema.
    pub others: Option<(&'static str, MakeSchema)>,
}

impl Record {
    /// The names of its fields.
    pub fn keys(&self) -> Vec<&'static str> {
        self.fields.iter().map(|field| field.key).collect()
    }
    /// Its JSON Schema.
    pub fn schema(self) -> Json {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for field in self.fields {
            if field.required {
                required.push(json!(field.key));
            }
            let mut schema = (field.schema)();
            if let Some(object) = schema.as_object_mut() {
                object.insert(
                    "description".to_owned(),
                    json!(format!("{} ({})", field.help, (field.words)())),
                );
                if let Some(default) = field.default.as_ref().and_then(plain_json) {
                    object.insert("default".to_owned(), default);
                }
            }
            properties.insert(field.key.to_owned(), schema);
        }
        let others = match self.others {
            Some((_, schema)) => schema(),
            None => json!(false),
        };
        json!({ "type": "object", "description": self.help, "properties": properties, "required": required,
                "additionalProperties": others })
    }
}

fn plain_json(content: &Content) -> Option<Json> {
    match content {
        Content::Text(text) => Some(json!(text)),
        Content::Whole(number) => Some(json!(number)),
        Content::Truth(truth) => Some(json!(truth)),
        _ => None,
    }
}

/// Collects faults while a tree is read.
#[derive(Default)]
pub struct Reader {
    /// What was found.
    pub faults: Diagnostics,
    /// The files that the scenario names.
    pub shelf: Rc<Shelf>,
    path: Vec<String>,
}

impl Reader {
    /// A reader of a scenario with files beside it.
    pub fn beside(shelf: &Rc<Shelf>) -> Reader {
        Reader {
            shelf: Rc::clone(shelf),
            ..Reader::default()
        }
    }
    /// The table in a file that a node names; faults of the file are told.
    pub fn csv(&mut self, node: &Node, path: &str) -> Option<Rc<CsvTable>> {
        match self.shelf.table(node, path) {
            Ok(table) => {
                for fault in table
                    .faults()
                    .iter()
                    .filter(|fault| !self.faults.contains(fault))
                    .collect::<Vec<_>>()
                {
                    self.faults.push(fault.clone());
                }
                Some(table)
            }
            Err(fault) => {
                self.fault(*fault);
                None
            }
        }
    }
    /// Reports a fault.
    pub fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }
    /// Where the reader stands, such as `team.desk.people`.
    pub fn path(&self) -> String {
        self.path.join(".")
    }
    /// Reads `node` as what stands under `key`.
    pub fn within<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(if key.contains([' ', '.']) {
            format!("\"{key}\"")
        } else {
            key.to_owned()
        });
        let value = read(self);
        self.path.pop();
        value
    }
    /// Reads as what is called `name` instead of by its key and number.
    pub fn named<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let key = self.path.pop();
        let value = self.within(name, read);
        self.path.extend(key);
        value
    }
    /// Reports that a value is of the wrong kind.
    pub fn wrong(&mut self, node: &Node, words: &str) {
        let fault = Diagnostic::error(format!("`{}` must be {words}", self.path()))
            .at(&node.place, format!("this is {}", node.kind()));
        self.fault(fault);
    }
    /// Reports that a value of the right kind makes no sense.
    pub fn senseless(&mut self, node: &Node, fact: &str, words: &str) {
        let fault = Diagnostic::error(format!("`{}` must be {words}", self.path())).at(&node.place, fact);
        self.fault(fault);
    }
    /// The table that a node must be.
    pub fn table<'a>(&mut self, node: &'a Node, words: &str) -> Option<&'a Table> {
        let table = node.as_table();
        if table.is_none() {
            self.wrong(node, words);
        }
        table
    }
    /// Reports a key that a table does not know.
    pub fn unknown_key(&mut self, entry: &Entry, known: &[&str]) {
        let path = self.path();
        let message = match path.as_str() {
            "" => format!("unknown key `{}`", entry.key),
            path => format!("`{path}` knows no key `{}`", entry.key),
        };
        let fault = Diagnostic::error(message).at(&entry.key_place, "this key is not known here");
        self.fault(fault.help(match nearest::name(&entry.key, known.iter().copied()) {
            Some(name) => format!("a key with a similar name exists: `{name}`"),
            None => format!("the keys are {}", nearest::list(known.iter().copied())),
        }));
    }
    /// Reports a required key that is not there.
    pub fn missing_key(&mut self, place: &Place, key: &str, help: &str, words: &str) {
        let message = match self.path().as_str() {
            "" => format!("`{key}` is missing"),
            path => format!("`{path}` has no `{key}`"),
        };
        let fault = Diagnostic::error(message).at(place, format!("`{key}` is missing here"));
        let mut letters = help.chars();
        let first = letters
            .next()
            .map(|letter| letter.to_lowercase().to_string())
            .unwrap_or_default();
        let note = format!("`{key}`: {first}{}", letters.as_str());
        self.fault(fault.note(note).help(format!("add `{key} = …`, {words}")));
    }
}

/// Reads a node and keeps its place.
pub fn read_placed<T: Value>(node: &Node, key: &str, reader: &mut Reader) -> Option<Placed<T>> {
    let value = reader.within(key, |reader| T::read(node, reader))?;
    Some(Placed {
        value,
        place: node.place.clone(),
    })
}

/// Reads a default as if it had been written; its place is that of the table which left it out.
pub fn read_default<T: Value>(content: Content, place: &Place, key: &str, reader: &mut Reader) -> Option<Placed<T>> {
    let node = Node {
        place: place.clone(),
        content,
    };
    read_placed(&node, key, reader)
}
