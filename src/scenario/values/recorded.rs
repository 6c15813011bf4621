//! What comes from a CSV file: recorded arrivals, open items.

use std::rc::Rc;

use serde_json::{Value as Json, json};

use super::pattern::AtSteps;
use super::plain::Count;
use super::{DurationDistribution, Listed};
use crate::diagnostic::Place;
use crate::scenario::catalogue::{Reader, Value};
use crate::scenario::files::csv::CsvTable;
use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::tree::{Content, Node};
use crate::time::Span;

/// A CSV file beside the scenario.
#[derive(Clone, Debug)]
pub struct CsvText(pub Rc<CsvTable>);

impl Value for CsvText {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.as_text() {
            Some(path) => reader.csv(node, path).map(CsvText),
            None => {
                reader.wrong(node, &Self::words());
                None
            }
        }
    }
    fn words() -> String {
        "the path of a CSV file, such as \"tickets.csv\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "string", "pattern": "\\.[cC][sS][vV]$" })
    }
}

record! {
    /// Recorded arrivals
    pub struct ReplayDetail {
        /// A file with a row for each arrival; columns named like attributes of the demand give their values
        [structural, required] file: CsvText,
        /// The column of dates and times
        [structural, default "arrived"] column: String,
        /// How much later than recorded they arrive; in whole weeks, days of the week stay as they are
        [structural, default "0d"] later_by: Span,
    }
}

/// Recorded arrivals: a file, or a file with details.
#[derive(Clone, Debug)]
pub struct Replay(pub ReplayDetail);

impl Value for Replay {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if node.as_table().is_some() {
            return ReplayDetail::read(node, reader).map(Replay);
        }
        if node.as_text().is_none() {
            reader.wrong(node, &Self::words());
            return None;
        }
        ReplayDetail::read(&in_a_table(node, "file"), reader).map(Replay)
    }
    fn words() -> String {
        "a CSV file with a column `arrived`, such as \"tickets.csv\", or { file = \"tickets.csv\", column = \"opened\" }"
            .to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ CsvText::schema(), ReplayDetail::schema() ] })
    }
}

/// A node as the only entry of a table.
fn in_a_table(node: &Node, key: &str) -> Node {
    let entry = crate::scenario::tree::Entry {
        key: key.to_owned(),
        key_place: node.place.clone(),
        node: node.clone(),
    };
    let table = crate::scenario::tree::Table { entries: vec![entry] };
    Node {
        place: node.place.clone(),
        content: Content::Table(table),
    }
}

record! {
    /// Items that are open at the start
    pub struct StartingDetail {
        /// How many
        [structural, required] count: Count,
        /// How long ago each arrived
        [structural, default "0m"] age: DurationDistribution,
        /// The step at which they wait, or shares by steps; where they enter if it is left out
        [structural, optional] at: AtSteps,
    }
}

/// Some of the items that are open at the start.
#[derive(Clone, Debug)]
pub enum StartingPart {
    /// Told in words.
    Drawn(StartingDetail),
    /// Each a row of a file.
    Listed(Rc<CsvTable>, Place),
}

/// Items that are open at the start: in words, in a file, or a list of these.
#[derive(Clone, Debug)]
pub struct StartingText(pub Vec<StartingPart>);

impl Value for StartingPart {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if node.as_table().is_some() {
            return StartingDetail::read(node, reader).map(StartingPart::Drawn);
        }
        match node.as_text() {
            Some(path) => reader
                .csv(node, path)
                .map(|table| StartingPart::Listed(table, node.place.clone())),
            None => {
                reader.wrong(node, &Self::words());
                None
            }
        }
    }
    fn words() -> String {
        "open items, such as { count = 300, age = \"3 days\", at = \"triage\" }, or a CSV file, such as \"open.csv\""
            .to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ CsvText::schema(), StartingDetail::schema() ] })
    }
}

impl Value for StartingText {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.content {
            Content::List(_) => Listed::read(node, reader).map(|parts| StartingText(parts.0)),
            _ => StartingPart::read(node, reader).map(|part| StartingText(vec![part])),
        }
    }
    fn words() -> String {
        StartingPart::words()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ StartingPart::schema(), { "type": "array", "items": StartingPart::schema() } ] })
    }
}
