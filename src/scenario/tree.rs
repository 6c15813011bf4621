//! A scenario's text as a tree of placed nodes, in the order of the file.

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceId};

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub content: Content,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A quoted text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with a decimal point.
    Decimal(f64),
    /// `true` or `false`.
    Truth(bool),
    /// A date or time without quotes, as written.
    Moment(String),
    /// `[ … ]`, or tables under one `[[…]]`.
    List(Vec<Node>),
    /// `{ … }`, `[…]` or the whole file.
    Table(Table),
}

/// Keys with their values, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One key of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_place: Place,
    /// Its value.
    pub node: Node,
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.node)
    }
    /// The entry of a key, to change it.
    pub fn entry_mut(&mut self, key: &str) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == key)
    }
}

impl Node {
    /// The table it is, if it is one.
    pub fn as_table(&self) -> Option<&Table> {
        match &self.content {
            Content::Table(table) => Some(table),
            _ => None,
        }
    }
    /// Its `name`, where it is a table that has one.
    pub fn name(&self) -> Option<&str> {
        self.as_table()?.get("name")?.as_text()
    }
    /// The entry of a key of the table it is, to change it.
    pub fn entry_mut(&mut self, key: &str) -> Option<&mut Entry> {
        match &mut self.content {
            Content::Table(table) => table.entry_mut(key),
            _ => None,
        }
    }
    /// The nodes of the list it is; none otherwise.
    pub fn list_mut(&mut self) -> &mut [Node] {
        match &mut self.content {
            Content::List(nodes) => nodes,
            _ => &mut [],
        }
    }
    /// Whether it says the same, wherever it stands.
    pub fn is_like(&self, other: &Node) -> bool {
        match (&self.content, &other.content) {
            (Content::List(own), Content::List(others)) => {
                own.len() == others.len() && own.iter().zip(others).all(|(own, other)| own.is_like(other))
            }
            (Content::Table(own), Content::Table(others)) => {
                let has_like = |entry: &Entry| others.get(&entry.key).is_some_and(|other| entry.node.is_like(other));
                own.entries.len() == others.entries.len() && own.entries.iter().all(has_like)
            }
            (own, other) => own == other,
        }
    }
    /// The text it is, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }
    /// The number it is, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self.content {
            Content::Whole(number) => Some(number as f64),
            Content::Decimal(number) => Some(number),
            _ => None,
        }
    }
    /// What kind of value it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self.content {
            Content::Text(_) => "a text",
            Content::Whole(_) | Content::Decimal(_) => "a number",
            Content::Truth(_) => "true or false",
            Content::Moment(_) => "a date or time",
            Content::List(_) => "a list",
            Content::Table(_) => "a table",
        }
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Content::Text(text.to_owned())
    }
}
impl From<i64> for Content {
    fn from(number: i64) -> Self {
        Content::Whole(number)
    }
}
impl From<bool> for Content {
    fn from(truth: bool) -> Self {
        Content::Truth(truth)
    }
}
impl From<()> for Content {
    fn from((): ()) -> Self {
        Content::Table(Table::default())
    }
}

/// Reads TOML text; every fault of syntax is reported with its place.
pub fn parse(text: &str, source: SourceId, faults: &mut Diagnostics) -> Node {
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let mut fault = Diagnostic::error(format!("this is not TOML: {}", error.message()));
        if let Some(range) = error.span() {
            fault = fault.at(&Place { source, range }, "");
        }
        faults.push(fault);
    }
    let place = Place { source, range: 0..0 };
    Node {
        place,
        content: Content::Table(table(root.get_ref(), source)),
    }
}

fn table(from: &DeTable<'_>, source: SourceId) -> Table {
    let mut entries: Vec<Entry> = from
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_place: Place {
                source,
                range: key.span(),
            },
            node: node(value, source),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_place.range.start);
    Table { entries }
}

fn node(from: &toml::Spanned<DeValue<'_>>, source: SourceId) -> Node {
    let content = match from.get_ref() {
        DeValue::String(text) => Content::Text(text.to_string()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(whole) => Content::Whole(whole),
            Err(_) => Content::Decimal(number.as_str().parse().unwrap_or(f64::INFINITY)),
        },
        DeValue::Float(number) => Content::Decimal(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(truth) => Content::Truth(*truth),
        DeValue::Datetime(moment) => Content::Moment(moment.to_string()),
        DeValue::Array(values) => Content::List(values.iter().map(|value| node(value, source)).collect()),
        DeValue::Table(entries) => Content::Table(table(entries, source)),
    };
    Node {
        place: Place {
            source,
            range: from.span(),
        },
        content,
    }
}
