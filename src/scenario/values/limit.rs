//! Limits on work in progress.

use serde_json::{Value as Json, json};

use super::{Count, OneOf};
use crate::model::{Limit, WhenFull};
use crate::scenario::catalogue::{Reader, Value, read_placed};
use crate::scenario::tree::Node;

/// A limit: a number of items, or that and what happens to an item that would be one too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitText(pub Limit);

const KEYS: [&str; 2] = ["items", "when_full"];

impl Value for LimitText {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut when_full = Some(WhenFull::Wait);
        let count = match node.as_table() {
            None if node.as_number().is_none() => {
                reader.wrong(node, &Self::words());
                return None;
            }
            None => items(node, reader),
            Some(table) => {
                for entry in table.entries.iter().filter(|entry| !KEYS.contains(&entry.key.as_str())) {
                    reader.unknown_key(entry, &KEYS);
                }
                if let Some(word) = table.get("when_full") {
                    when_full = read_placed::<OneOf<WhenFull>>(word, "when_full", reader).map(|word| word.value.0);
                }
                match table.get("items") {
                    Some(node) => reader.within("items", |reader| items(node, reader)),
                    None => {
                        reader.missing_key(&node.place, "items", "Most items at once", &Count::words());
                        None
                    }
                }
            }
        };
        Some(LimitText(Limit {
            items: count?,
            when_full: when_full?,
        }))
    }
    fn words() -> String {
        "a number of items, such as 3 or { items = 3, when_full = \"blocking\" }".to_owned()
    }
    fn schema() -> Json {
        let mut count = Count::schema();
        count["minimum"] = json!(1);
        let mut when_full = OneOf::<WhenFull>::schema();
        when_full["description"] = json!("What an item does that would be one too many");
        when_full["default"] = json!("wait");
        json!({ "anyOf": [ count.clone(), { "type": "object", "required": ["items"], "additionalProperties": false,
            "properties": { "items": count, "when_full": when_full } } ] })
    }
}

fn items(node: &Node, reader: &mut Reader) -> Option<u32> {
    match Count::read(node, reader)?.0 {
        0 => {
            reader.senseless(node, "no item could ever pass", "a whole number of 1 or more");
            None
        }
        count => Some(count),
    }
}
