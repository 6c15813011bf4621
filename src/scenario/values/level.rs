//! Levels that figures are compared with.

use serde_json::{Value as Json, json};

use super::Share;
use crate::scenario::catalogue::{Reader, Value};
use crate::scenario::tree::Node;
use crate::time::Span;

/// A level of some figure, as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level {
    /// `"90%"`.
    Share(f64),
    /// `"3 days"`.
    Time(Span),
    /// `40`: items.
    Plain(f64),
}

impl Value for Level {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = node.as_text() else {
            let number = node.as_number().filter(|number| number.is_finite());
            if number.is_none() {
                reader.wrong(node, &Self::words());
            }
            return number.map(Level::Plain);
        };
        let share = Share::parse(text).map(Level::Share);
        let level = share.or_else(|| Span::parse(text).ok().map(Level::Time));
        if level.is_none() {
            reader.senseless(node, "this is none of these", &Self::words());
        }
        level
    }
    fn words() -> String {
        "a share, such as \"90%\", a duration, such as \"3 days\", or a number of items".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ { "type": "string", "minLength": 2 }, { "type": "number" } ] })
    }
}
