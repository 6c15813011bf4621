//! Tables by the path of what they are about.

use serde_json::{Value as Json, json};

use crate::scenario::catalogue::{Placed, Reader, Shape, Value};
use crate::scenario::tree::{Entry, Node};

/// Tables by paths such as `team.desk.absence`, in the order of the file. A path may be written as one key between quotes, or as the
/// tables that lead there.
#[derive(Clone, Debug)]
pub struct ByPath<T>(pub Vec<(Placed<String>, T)>);

impl<T: Value> ByPath<T> {
    /// The keys of the tables, by which they are told from tables on the way.
    fn keys() -> Vec<&'static str> {
        match T::shape() {
            Shape::Record(record) => record().keys(),
            _ => Vec::new(),
        }
    }

    fn collect(entry: &Entry, before: &[String], reader: &mut Reader, found: &mut Vec<(Placed<String>, T)>) {
        let keys: Vec<String> = match before {
            // A whole path between quotes is one key of the text.
            [] => crate::scenario::paths::keys(&entry.key).unwrap_or_else(|| vec![entry.key.clone()]),
            before => [before, std::slice::from_ref(&entry.key)].concat(),
        };
        let known = Self::keys();
        let inner = entry.node.as_table().map_or(&[][..], |table| table.entries.as_slice());
        let leads_on = |inner: &Entry| !known.contains(&inner.key.as_str()) && inner.node.as_table().is_some();
        if !inner.is_empty() && inner.iter().all(leads_on) {
            for inner in inner {
                reader.within(&entry.key, |reader| Self::collect(inner, &keys, reader, found));
            }
            return;
        }
        let path = Placed {
            value: crate::scenario::paths::joined(&keys),
            place: entry.key_place.clone(),
        };
        let value = reader.within(&entry.key, |reader| T::read(&entry.node, reader));
        found.extend(value.map(|value| (path, value)));
    }
}

impl<T: Value> Value for ByPath<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let table = reader.table(node, &Self::words())?;
        let mut found = Vec::new();
        for entry in &table.entries {
            Self::collect(entry, &[], reader, &mut found);
        }
        Some(ByPath(found))
    }
    fn words() -> String {
        "tables by path, such as \"team.desk.absence\" = { low = \"4%\", high = \"12%\" }".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "object", "additionalProperties": T::schema() })
    }
    fn shape() -> Shape {
        Shape::Named(T::shape)
    }
}
