//! What only governance holds.

use serde_json::{Value as Json, json};

use crate::scenario::catalogue::{Placed, Reader, Value, read_placed};
use crate::scenario::tree::{Content, Node};

/// How items go round a route: `"unauthorised"`, or declared as another value, as in `{ type = "emergency" }`.
#[derive(Clone, Debug, PartialEq)]
pub enum BypassWayText {
    /// Without any approval.
    Unauthorised,
    /// Declared to have another value of an attribute.
    DeclaredAs(Placed<String>, Placed<String>),
}

impl Value for BypassWayText {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(table) = node.as_table() else {
            match node.as_text() {
                Some("unauthorised") => return Some(BypassWayText::Unauthorised),
                Some(_) => reader.senseless(node, "this is no way round a route", &Self::words()),
                None => reader.wrong(node, &Self::words()),
            }
            return None;
        };
        let [entry] = table.entries.as_slice() else {
            reader.senseless(node, "one attribute with one value is needed here", &Self::words());
            return None;
        };
        let attribute = Placed {
            value: entry.key.clone(),
            place: entry.key_place.clone(),
        };
        Some(BypassWayText::DeclaredAs(
            attribute,
            read_placed::<String>(&entry.node, &entry.key, reader)?,
        ))
    }
    fn words() -> String {
        "\"unauthorised\", or the value that is declared instead of the true one, such as { type = \"emergency\" }"
            .to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ { "type": "string", "enum": ["unauthorised"] },
                           { "type": "object", "additionalProperties": { "type": "string" },
                             "minProperties": 1, "maxProperties": 1 } ] })
    }
}

/// Steps by stream and name: `"change.deploy"`, or a list of those.
#[derive(Clone, Debug, PartialEq)]
pub struct StepNames(pub Vec<Placed<(String, String)>>);

impl Value for StepNames {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let nodes = match &node.content {
            Content::List(nodes) => nodes.as_slice(),
            _ => std::slice::from_ref(node),
        };
        if nodes.is_empty() {
            reader.senseless(node, "no step is named here", &Self::words());
            return None;
        }
        let mut steps = Vec::new();
        for node in nodes {
            let text = String::read(node, reader)?;
            let Some((stream, step)) = text.split_once('.') else {
                reader.senseless(node, "this names no stream and step", &Self::words());
                return None;
            };
            steps.push(Placed {
                value: (stream.trim().to_owned(), step.trim().to_owned()),
                place: node.place.clone(),
            });
        }
        Some(StepNames(steps))
    }
    fn words() -> String {
        "a step as stream.step, such as \"change.deploy\", or a list of them".to_owned()
    }
    fn schema() -> Json {
        let step = json!({ "type": "string", "pattern": "\\." });
        json!({ "anyOf": [ step, { "type": "array", "minItems": 1, "items": step } ] })
    }
}
