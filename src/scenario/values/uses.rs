//! Numbers of things by name: the spare parts that a visit uses.

use serde_json::{Value as Json, json};

use super::Count;
use crate::scenario::catalogue::{Placed, Reader, Shape, Value, read_placed};
use crate::scenario::tree::Node;

/// How many of which spare parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Uses(pub Vec<(Placed<String>, Placed<Count>)>);

impl Value for Uses {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let table = reader.table(node, &Self::words())?;
        let mut uses = Vec::new();
        for entry in &table.entries {
            let count = read_placed::<Count>(&entry.node, &entry.key, reader)?;
            let name = Placed {
                value: entry.key.clone(),
                place: entry.key_place.clone(),
            };
            uses.push((name, count));
        }
        Some(Uses(uses))
    }
    fn words() -> String {
        "numbers of spare parts by name, such as { access_point = 1 }".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "object", "additionalProperties": Count::schema() })
    }
    fn shape() -> Shape {
        Shape::Open
    }
}
