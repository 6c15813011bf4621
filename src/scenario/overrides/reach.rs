//! Which fields changes reach.

use super::STRUCTURE;
use crate::diagnostic::Place;
use crate::scenario::catalogue::{Change, Record, Shape, Value};
use crate::scenario::fields::ScenarioText;
use crate::scenario::tree::{Content, Node, Table};

/// The fields that changes reach, with their places, and whether each may change while a run goes on. A table is a field of its
/// own where it is replaced whole.
pub fn changed_fields(changes: &Node) -> Vec<(String, Place, Change)> {
    let mut found = Vec::new();
    if let Content::Table(table) = &changes.content {
        reach(table, &ScenarioText::shape(), Change::Structural, "", &mut found);
    }
    found
}

fn reach(changes: &Table, shape: &Shape, may: Change, path: &str, found: &mut Vec<(String, Place, Change)>) {
    for change in &changes.entries {
        let path = match path {
            "" => change.key.clone(),
            path => format!("{path}.{}", change.key),
        };
        if path == change.key && STRUCTURE.contains(&change.key.as_str()) {
            found.push((path, change.key_place.clone(), Change::Structural));
            continue;
        }
        let (inner, may) = match shape {
            Shape::Record(record) => field_reached(&record(), &change.key),
            Shape::Named(inner) | Shape::Listed(inner) => (inner(), may),
            Shape::Open | Shape::Leaf => (Shape::Leaf, may),
        };
        match (&change.node.content, &inner) {
            (Content::Table(_), Shape::Leaf) => found.push((path, change.key_place.clone(), may)),
            (Content::Table(table), _) => reach(table, &inner, may, &path, found),
            _ => found.push((path, change.key_place.clone(), may)),
        }
    }
}

/// The shape of what a key leads to, and whether it may change while a run goes on. A key that is no field is a step's name where
/// the table has steps, else a name of the user's own.
fn field_reached(record: &Record, key: &str) -> (Shape, Change) {
    if let Some(field) = record.fields.iter().find(|field| field.key == key) {
        return (field.shape.copied(), field.change);
    }
    let steps = record.fields.iter().find_map(|field| match &field.shape {
        Shape::Listed(inner) => Some(inner()),
        _ => None,
    });
    match steps {
        Some(inner) => (inner, Change::Structural),
        None => (Shape::Leaf, Change::Live),
    }
}
