//! What only steps hold.

use serde_json::{Value as Json, json};

use crate::scenario::catalogue::{Placed, Reader, Shape, Value};
use crate::scenario::tree::{Content, Node};

/// Whose clocks a wait stops: nobody's, everybody's, or those of some promises.
#[derive(Clone, Debug, PartialEq)]
pub enum StopsClock {
    /// Of every promise (true), or of none.
    OfAll(bool),
    /// Of these promises.
    Of(Vec<Placed<String>>),
}

impl Value for StopsClock {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.content {
            Content::Truth(all) => Some(StopsClock::OfAll(all)),
            Content::List(_) => Vec::<Placed<String>>::read(node, reader).map(StopsClock::Of),
            _ => {
                reader.wrong(node, &Self::words());
                None
            }
        }
    }
    fn words() -> String {
        "true or false, or a list of promises, such as [\"p1\"]".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ { "type": "boolean" }, <Vec<Placed<String>>>::schema() ] })
    }
    fn shape() -> Shape {
        Shape::Leaf
    }
}
