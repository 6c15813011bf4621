//! Things by name, lists of named tables, selectors.

use serde_json::{Value as Json, json};

use super::Count;
use crate::diagnostic::{Diagnostic, Place};
use crate::scenario::catalogue::{Placed, Reader, Shape, Value, read_placed};
use crate::scenario::fields::MergeText;
use crate::scenario::tree::{Content, Node};

/// Things by name, in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct ByName<T>(pub Vec<(Placed<String>, Option<T>)>);

impl<T: Value> Value for ByName<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let table = reader.table(node, &Self::words())?;
        let named = |entry: &crate::scenario::tree::Entry, reader: &mut Reader| {
            let name = Placed {
                value: entry.key.clone(),
                place: entry.key_place.clone(),
            };
            (name, reader.within(&entry.key, |reader| T::read(&entry.node, reader)))
        };
        Some(ByName(table.entries.iter().map(|entry| named(entry, reader)).collect()))
    }
    fn words() -> String {
        "tables by name".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "object", "additionalProperties": T::schema() })
    }
    fn shape() -> Shape {
        Shape::Named(T::shape)
    }
}

/// The entries of a table of names that may be missing.
pub fn entries_of<T>(table: &Option<Placed<ByName<T>>>) -> impl Iterator<Item = (&str, Option<&T>)> {
    let entries = table.as_ref().map_or(&[][..], |table| table.value.0.as_slice());
    entries
        .iter()
        .map(|(name, entry)| (name.value.as_str(), entry.as_ref()))
}

/// A list of tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed<T>(pub Vec<T>);

impl<T: Value> Value for Listed<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Content::List(nodes) = &node.content else {
            reader.wrong(node, &Self::words());
            return None;
        };
        let mut values = Vec::with_capacity(nodes.len());
        for (number, node) in nodes.iter().enumerate() {
            let name = node
                .as_table()
                .and_then(|table| table.get("name"))
                .and_then(Node::as_text);
            let value = match name {
                Some(name) => reader.named(name, |reader| T::read(node, reader)),
                None => reader.within(&(number + 1).to_string(), |reader| T::read(node, reader)),
            };
            values.extend(value);
        }
        Some(Listed(values))
    }
    fn words() -> String {
        "a list of tables".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "array", "items": T::schema() })
    }
    fn shape() -> Shape {
        Shape::Listed(T::shape)
    }
}

/// People by hours, or simply how many.
#[derive(Clone, Debug, PartialEq)]
pub struct Roster(pub Vec<(Option<Placed<String>>, u32, Place)>);

impl Value for Roster {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(table) = node.as_table() else {
            if node.as_number().is_none() {
                reader.wrong(node, &Self::words());
                return None;
            }
            return Count::read(node, reader).map(|count| Roster(vec![(None, count.0, node.place.clone())]));
        };
        let mut roster = Vec::new();
        for entry in &table.entries {
            let count = read_placed::<Count>(&entry.node, &entry.key, reader)?;
            let hours = Placed {
                value: entry.key.clone(),
                place: entry.key_place.clone(),
            };
            roster.push((Some(hours), count.value.0, count.place));
        }
        Some(Roster(roster))
    }
    fn words() -> String {
        "people by hours, such as { office = 4, late = 1 }, or a number of people who never go home".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ Count::schema(), { "type": "object", "additionalProperties": Count::schema() } ] })
    }
    fn shape() -> Shape {
        Shape::Open
    }
}

/// Which items: `{ demand = "incident", priority = ["P1", "P2"] }`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SelectorText(pub Vec<(Placed<String>, Vec<Placed<String>>)>);

impl Value for SelectorText {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let table = reader.table(node, &Self::words())?;
        let mut parts = Vec::new();
        for entry in &table.entries {
            let nodes = match &entry.node.content {
                Content::List(nodes) => nodes.as_slice(),
                _ => std::slice::from_ref(&entry.node),
            };
            let mut values = Vec::new();
            for node in nodes {
                values.push(read_placed::<String>(node, &entry.key, reader)?);
            }
            if values.is_empty() {
                let fact = format!("`{}` selects nothing by `{}`", reader.path(), entry.key);
                reader.fault(Diagnostic::error(fact).at(&entry.node.place, "no value is named here"));
                return None;
            }
            let name = Placed {
                value: entry.key.clone(),
                place: entry.key_place.clone(),
            };
            parts.push((name, values));
        }
        Some(SelectorText(parts))
    }
    fn words() -> String {
        "a choice of items, such as { demand = \"incident\", priority = [\"P1\", \"P2\"] }".to_owned()
    }
    fn schema() -> Json {
        let one_or_more = json!({ "anyOf": [ { "type": "string" },
                                             { "type": "array", "items": { "type": "string" }, "minItems": 1 } ] });
        json!({ "type": "object", "additionalProperties": one_or_more })
    }
    fn shape() -> Shape {
        Shape::Open
    }
}

/// Where items enter: a step, or steps by the values of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Enters {
    /// All at this step.
    At(Placed<String>),
    /// By the values of an attribute; all others at the first step.
    ByValue(Vec<(Placed<String>, Placed<String>)>),
}

impl Value for Enters {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(table) = node.as_table() else {
            if node.as_text().is_none() {
                reader.wrong(node, &Self::words());
                return None;
            }
            let value = String::read(node, reader)?;
            return Some(Enters::At(Placed {
                value,
                place: node.place.clone(),
            }));
        };
        let mut cases = Vec::new();
        for entry in &table.entries {
            let step = read_placed::<String>(&entry.node, &entry.key, reader)?;
            let value = Placed {
                value: entry.key.clone(),
                place: entry.key_place.clone(),
            };
            cases.push((value, step));
        }
        Some(Enters::ByValue(cases))
    }
    fn words() -> String {
        "a step, or steps by the values of an attribute, such as { P1 = \"fix\" }".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ { "type": "string" }, { "type": "object", "additionalProperties": { "type": "string" } } ] })
    }
    fn shape() -> Shape {
        Shape::Open
    }
}

/// A table of changes to the scenario, read when they are applied.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes(pub Node);

impl Value for Changes {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        reader.table(node, &Self::words())?;
        Some(Changes(node.clone()))
    }
    fn words() -> String {
        "changes to the scenario, such as `team.desk.people.office = 5`".to_owned()
    }
    fn schema() -> Json {
        let paths = json!({ "anyOf": [ { "type": "string" }, { "type": "array", "items": { "type": "string" } } ],
                            "description": "What is left out, such as [\"stream.change.prepare.approval\"]" });
        let teams = json!({ "type": "array", "items": MergeText::schema(), "description": "Teams that become one" });
        let new = json!({ "type": "object", "description": "What is new, in the form of the scenario; a new step says `after` \
                          or `before` which it comes" });
        json!({ "type": "object", "properties": { "remove": paths, "add": new, "merge": teams } })
    }
}

/// Shares of raised items by demand, each on its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Raises(pub Vec<(Placed<String>, RaiseText)>);

/// How often an item is raised, and whether it is waited for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RaiseText {
    /// Probability.
    pub share: f64,
    /// Whether the item that raises it waits until it has ended.
    pub wait: bool,
}

impl Value for RaiseText {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        const KEYS: [&str; 2] = ["share", "wait"];
        let Some(table) = node.as_table() else {
            let share = super::Share::read(node, reader)?.0;
            return Some(RaiseText { share, wait: false });
        };
        for entry in table.entries.iter().filter(|entry| !KEYS.contains(&entry.key.as_str())) {
            reader.unknown_key(entry, &KEYS);
        }
        let wait = match table.get("wait") {
            Some(wait) => read_placed::<bool>(wait, "wait", reader)?.value,
            None => false,
        };
        let Some(share) = table.get("share") else {
            reader.missing_key(&node.place, "share", "how often it is raised", &super::Share::words());
            return None;
        };
        let share = read_placed::<super::Share>(share, "share", reader)?.value.0;
        Some(RaiseText { share, wait })
    }
    fn words() -> String {
        "a share, such as \"2%\" or { share = \"2%\", wait = true }".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ super::Share::schema(), { "type": "object", "required": ["share"], "additionalProperties": false,
            "properties": { "share": super::Share::schema(),
                            "wait": { "type": "boolean", "default": false,
                                      "description": "Whether the item that raises it waits until it has ended" } } } ] })
    }
}

impl Value for Raises {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let table = reader.table(node, &Self::words())?;
        let mut raises = Vec::new();
        for entry in &table.entries {
            let raise = read_placed::<RaiseText>(&entry.node, &entry.key, reader)?;
            let name = Placed {
                value: entry.key.clone(),
                place: entry.key_place.clone(),
            };
            raises.push((name, raise.value));
        }
        Some(Raises(raises))
    }
    fn words() -> String {
        "shares by demand, such as { change = \"2%\" } or { change = { share = \"2%\", wait = true } }".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "object", "additionalProperties": RaiseText::schema() })
    }
    fn shape() -> Shape {
        Shape::Open
    }
}

/// A list of values.
impl<T: Value> Value for Vec<Placed<T>> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Content::List(nodes) = &node.content else {
            reader.wrong(node, &Self::words());
            return None;
        };
        let read = |node: &Node| {
            T::read(node, reader).map(|value| Placed {
                value,
                place: node.place.clone(),
            })
        };
        Some(nodes.iter().filter_map(read).collect())
    }
    fn words() -> String {
        format!("a list, each {}", T::words())
    }
    fn schema() -> Json {
        json!({ "type": "array", "items": T::schema() })
    }
}
