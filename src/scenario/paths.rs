//! What stands at a path of a scenario, in the sense of overrides, and how it is written whole.

use super::catalogue::{Shape, Value};
use super::fields::ScenarioText;
use super::tree::{self, Content, Entry, Node, Table};
use crate::diagnostic::{Diagnostics, SourceId};

/// What a path leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What stands there, or holds where it is left out.
    pub node: Node,
    /// How many of the path's keys lead to what an override replaces whole; the others lead on inside it.
    pub depth: usize,
    /// What an override replaces whole.
    pub whole: Node,
    /// Whether only whole numbers can stand there.
    pub is_whole_number: bool,
}

/// The keys of a path such as `team."service desk".absence`; none where it is no path.
pub fn keys(path: &str) -> Option<Vec<String>> {
    let mut faults = Diagnostics::default();
    let root = tree::parse(&format!("{path} = 0"), SourceId::default(), &mut faults);
    let mut keys = Vec::new();
    let mut node = &root;
    while let Some(table) = node.as_table() {
        let [only] = table.entries.as_slice() else { return None };
        keys.push(only.key.clone());
        node = &only.node;
    }
    (faults.errors() == 0 && !keys.is_empty()).then_some(keys)
}

/// A path from its keys.
pub fn joined(keys: &[String]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| key_text(key)).collect();
    keys.join(".")
}

/// What stands at a path, steps by their names.
pub fn find(root: &Node, keys: &[String]) -> Option<Found> {
    let mut shape = ScenarioText::shape();
    let mut node = root.clone();
    let mut is_whole_number = false;
    for (depth, key) in keys.iter().enumerate() {
        if matches!(shape, Shape::Leaf) {
            return inside(node, depth, &keys[depth..]);
        }
        let (next, inner, schema) = step(&node, &shape, key)?;
        (node, shape) = (next, inner);
        is_whole_number = schema.is_some_and(|schema| schema["type"] == "integer");
    }
    is_whole_number |= matches!(node.content, Content::Whole(_)) && !keys.iter().any(|key| key.starts_with("per_"));
    Some(Found {
        whole: node.clone(),
        node,
        depth: keys.len(),
        is_whole_number,
    })
}

/// Where a key leads from a node of a shape, the shape there, and the schema of the field it is.
fn step(node: &Node, shape: &Shape, key: &str) -> Option<(Node, Shape, Option<serde_json::Value>)> {
    let below = || node.as_table()?.get(key).cloned();
    match shape {
        Shape::Record(record) => {
            let record = record();
            let Some(field) = record.fields.iter().find(|field| field.key == key) else {
                let listed = record.fields.iter().find_map(|field| match &field.shape {
                    Shape::Listed(inner) => Some((field.key, inner())),
                    _ => None,
                });
                return match listed {
                    Some((list, inner)) => Some((named(node.as_table()?.get(list)?, key)?, inner, None)),
                    None => Some((below()?, Shape::Leaf, None)),
                };
            };
            let default = || {
                let content = field.default.clone()?;
                let place = node.place.clone();
                Some(Node { place, content })
            };
            Some((below().or_else(default)?, field.shape.copied(), Some((field.schema)())))
        }
        Shape::Named(inner) => Some((below()?, inner(), None)),
        Shape::Listed(inner) => Some((named(node, key)?, inner(), None)),
        Shape::Open | Shape::Leaf => Some((below()?, Shape::Leaf, None)),
    }
}

fn named(list: &Node, name: &str) -> Option<Node> {
    let Content::List(nodes) = &list.content else {
        return None;
    };
    nodes.iter().find(|node| node.name() == Some(name)).cloned()
}

/// What stands inside something that is replaced whole.
fn inside(whole: Node, depth: usize, rest: &[String]) -> Option<Found> {
    let mut node = &whole;
    for key in rest {
        node = node.as_table()?.get(key)?;
    }
    Some(Found {
        node: node.clone(),
        depth,
        is_whole_number: false,
        whole: whole.clone(),
    })
}

/// A value as one line of TOML.
pub fn literal(content: &Content) -> String {
    match content {
        Content::Text(text) => quoted(text),
        Content::Whole(number) => number.to_string(),
        // A decimal keeps its point, so that it reads back as one.
        Content::Decimal(number) => format!("{number:?}"),
        Content::Truth(truth) => truth.to_string(),
        Content::Moment(text) => text.clone(),
        Content::List(nodes) => {
            let nodes: Vec<String> = nodes.iter().map(|node| literal(&node.content)).collect();
            format!("[{}]", nodes.join(", "))
        }
        Content::Table(Table { entries }) => {
            let entry = |entry: &Entry| format!("{} = {}", key_text(&entry.key), literal(&entry.node.content));
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// A text between quotes; what JSON calls a string is one for TOML, too.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn key_text(key: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if !key.is_empty() && key.chars().all(is_bare) {
        key.to_owned()
    } else {
        quoted(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
[team.desk]
people = { office = 4 }
[team."second line"]
absence = "8%"
[[stream.answer.step]]
name = "look"
next = { done = "80%", look = "rest" }
"#;

    fn at(path: &str) -> Option<Found> {
        let root = tree::parse(TEXT, SourceId::default(), &mut Diagnostics::default());
        find(&root, &keys(path)?)
    }

    #[test]
    fn paths_lead_through_tables_names_and_steps() {
        let seen = |path| at(path).map(|found| (found.node.content, found.depth, found.is_whole_number));
        assert_eq!(seen("team.desk.people.office"), Some((Content::Whole(4), 4, true)));
        assert_eq!(
            seen("team.\"second line\".absence"),
            Some((Content::from("8%"), 3, false))
        );
        assert_eq!(
            seen("team.desk.absence"),
            Some((Content::from("0%"), 3, false)),
            "a default"
        );
        assert_eq!(
            seen("stream.answer.look.next.done"),
            Some((Content::from("80%"), 4, false))
        );
        assert_eq!(
            seen("run.replications"),
            Some((Content::Whole(100), 2, true)),
            "a default of a default"
        );
        for wrong in [
            "team.dsk.people",
            "team.desk.people.late",
            "stream.answer.fix.effort",
            "team..x",
            "",
            "a = 1\nb",
        ] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn values_are_written_as_they_are_read() {
        for value in [
            "{ typical = \"20m\", \"a b\" = [1, 2.5, true, 2027-01-04] }",
            "\"a \\\"b\\\"\"",
            "3.0",
        ] {
            let root = tree::parse(
                &format!("a = {value}"),
                SourceId::default(),
                &mut Diagnostics::default(),
            );
            let node = root.as_table().and_then(|table| table.get("a")).expect("it is TOML");
            assert_eq!(literal(&node.content), value);
        }
        assert_eq!(joined(&["team".to_owned(), "a b".to_owned()]), "team.\"a b\"");
    }
}
