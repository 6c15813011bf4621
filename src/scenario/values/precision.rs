//! How sure figures are to be, which figures, and a warm-up that a pilot may decide.

use serde_json::{Value as Json, json};

use super::Share;
use crate::scenario::catalogue::{Placed, Reader, Value};
use crate::scenario::tree::{Content, Node};
use crate::time::Span;

/// The largest half width of an interval, as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HalfWidth {
    /// `"5%"`: of the figure.
    Part(f64),
    /// `"1 point"`: of a share, as a share.
    Points(f64),
    /// `"30m"`.
    Time(Span),
    /// `2`: items.
    Plain(f64),
}

impl HalfWidth {
    /// Reads `"1 point"` or `"0.5 points"`, as a share.
    fn points(text: &str) -> Option<f64> {
        let text = text.trim();
        let number = text.strip_suffix("points").or_else(|| text.strip_suffix("point"))?;
        Share::parse(&format!("{}%", number.trim()))
    }

    fn of(node: &Node) -> Option<HalfWidth> {
        let Some(text) = node.as_text() else {
            return node.as_number().map(HalfWidth::Plain);
        };
        let part = || Share::parse(text).map(HalfWidth::Part);
        let points = || Self::points(text).map(HalfWidth::Points);
        part()
            .or_else(points)
            .or_else(|| Span::parse(text).ok().map(HalfWidth::Time))
    }
}

impl Value for HalfWidth {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let width = match Self::of(node) {
            Some(width) => width,
            None if node.as_text().is_some() => {
                reader.senseless(node, "this is none of these", &Self::words());
                return None;
            }
            None => {
                reader.wrong(node, &Self::words());
                return None;
            }
        };
        let (size, most) = match width {
            HalfWidth::Part(part) => (part, 0.5),
            HalfWidth::Points(share) => (share, 0.5),
            HalfWidth::Time(span) => (span.as_hours(), f64::INFINITY),
            HalfWidth::Plain(number) => (number, f64::INFINITY),
        };
        if size <= 0.0 || size.is_nan() {
            reader.senseless(node, "nothing is ever so sure", &Self::words());
            return None;
        }
        if size > most {
            reader.senseless(node, "so wide an interval says nothing", &Self::words());
            return None;
        }
        Some(width)
    }
    fn words() -> String {
        "a part of the figure, such as \"5%\", points of a share, such as \"1 point\", a duration, or a number of items"
            .to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ { "type": "string", "minLength": 2 }, { "type": "number", "exclusiveMinimum": 0 } ] })
    }
}

/// One text, or several.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMore(pub Vec<Placed<String>>);

impl Value for OneOrMore {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let nodes = match &node.content {
            Content::List(nodes) if nodes.is_empty() => {
                reader.senseless(node, "the list is empty", &Self::words());
                return None;
            }
            Content::List(nodes) => nodes.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let texts = nodes.iter().filter_map(|node| {
            Some(Placed {
                value: String::read(node, reader)?,
                place: node.place.clone(),
            })
        });
        Some(OneOrMore(texts.collect()))
    }
    fn words() -> String {
        "a promise's name, a measure such as \"lead time of incident\", or a list of them".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ String::schema(), { "type": "array", "minItems": 1, "items": String::schema() } ] })
    }
}

/// A warm-up: a duration, or `"auto"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarmUp {
    /// So long.
    Fixed(Span),
    /// A pilot decides.
    Automatic,
}

impl WarmUp {
    /// What is known of its length before any run.
    pub fn span(self) -> Span {
        match self {
            WarmUp::Fixed(span) => span,
            WarmUp::Automatic => Span::ZERO,
        }
    }
}

impl Value for WarmUp {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = node.as_text() else {
            reader.wrong(node, &Self::words());
            return None;
        };
        if text.trim() == "auto" {
            return Some(WarmUp::Automatic);
        }
        match Span::parse(text) {
            Ok(span) => Some(WarmUp::Fixed(span)),
            Err(error) => {
                reader.senseless(node, &error.to_string(), &Self::words());
                None
            }
        }
    }
    fn words() -> String {
        "a duration, such as \"4 weeks\", or \"auto\"".to_owned()
    }
    fn schema() -> Json {
        Span::schema()
    }
}
