//! Shares by name: mixes that add up to 1, splits, and values that depend on an attribute.

use serde_json::{Value as Json, json};

use super::{Money, OneOf, Share};
use crate::diagnostic::{Diagnostic, Place};
use crate::scenario::catalogue::{Placed, Reader, Shape, Value, read_placed};
use crate::scenario::tree::{Content, Node};

/// How far shares may be from adding up to 1.
const TOLERANCE: f64 = 1e-6;

/// A share as a person writes it, in per cent, without needless digits.
pub fn percent(share: f64) -> String {
    let rounded = (share * 100.0 * 1e4).round() / 1e4;
    super::plain::in_few_digits(rounded)
}

/// Reports shares that do not add up to 1; returns them scaled to add up exactly.
pub fn add_up(shares: &mut [f64], place: &Place, reader: &mut Reader) -> Option<()> {
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() > TOLERANCE {
        let fault = Diagnostic::error(format!(
            "the shares of `{}` add up to {} %, not 100 %",
            reader.path(),
            percent(sum)
        ))
        .at(place, format!("these add up to {} %", percent(sum)));
        reader.fault(fault.help("write \"rest\" for one share and it takes what the others leave"));
        return None;
    }
    shares.iter_mut().for_each(|share| *share /= sum);
    Some(())
}

/// Shares by name that add up to 1; one may be `"rest"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix(pub Vec<(Placed<String>, f64)>);

impl Value for Mix {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let table = reader.table(node, &Self::words())?;
        let mut names = Vec::new();
        let mut shares = Vec::new();
        let mut rest = None;
        let mut sound = true;
        for entry in &table.entries {
            let share = if entry.node.as_text().is_some_and(|text| text.trim() == "rest") {
                if rest.is_some() {
                    let fact = format!("two shares of `{}` are \"rest\"", reader.path());
                    reader.fault(Diagnostic::error(fact).at(&entry.node.place, "only one share can be the rest"));
                    sound = false;
                }
                rest = Some(shares.len());
                Some(0.0)
            } else {
                read_placed::<Share>(&entry.node, &entry.key, reader).map(|share| share.value.0)
            };
            sound &= share.is_some();
            shares.push(share.unwrap_or(1.0));
            names.push(Placed {
                value: entry.key.clone(),
                place: entry.key_place.clone(),
            });
        }
        let named = |shares: Vec<f64>| Some(Mix(names.into_iter().zip(shares).collect()));
        if !sound {
            // The fault is told; the names stay known, so that it is told once.
            return named(shares);
        }
        let sum: f64 = shares.iter().sum();
        if let Some(index) = rest
            && sum <= 1.0 + TOLERANCE
        {
            shares[index] = (1.0 - sum).max(0.0);
        }
        let _told = add_up(&mut shares, &node.place, reader);
        named(shares)
    }
    fn words() -> String {
        "shares by name that add up to 100 %, such as { yes = \"82%\", no = \"rest\" }".to_owned()
    }
    fn schema() -> Json {
        let mut share = Share::schema();
        if let Some(options) = share["anyOf"].as_array_mut() {
            options.push(json!({ "const": "rest" }));
        }
        json!({ "type": "object", "additionalProperties": share })
    }
}

/// Shares by name, the same for every item or by the values of another attribute:
/// `{ by = "type", outage = { P1 = "40%", P2 = "rest" }, other = { P3 = "100%" } }`.
#[derive(Clone, Debug, PartialEq)]
pub enum MixText {
    /// The same for every item.
    Same(Mix),
    /// By the values of another attribute.
    By {
        /// The attribute.
        by: Placed<String>,
        /// The shares for each of its values.
        cases: Vec<(Placed<String>, Mix)>,
        /// The shares for every other value.
        other: Option<Mix>,
    },
}

impl MixText {
    /// The names that have a share, each once, in the order of the text.
    pub fn names(&self) -> Vec<&Placed<String>> {
        let mixes: Vec<&Mix> = match self {
            MixText::Same(mix) => vec![mix],
            MixText::By { cases, other, .. } => cases.iter().map(|(_, mix)| mix).chain(other).collect(),
        };
        let mut names: Vec<&Placed<String>> = Vec::new();
        for (name, _) in mixes.into_iter().flat_map(|mix| &mix.0) {
            if !names.iter().any(|known| known.value == name.value) {
                names.push(name);
            }
        }
        names
    }
}

impl Value for MixText {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let table = reader.table(node, &Self::words())?;
        // A value may be called `by`; then a share stands there.
        let is_name = |text: &str| Share::parse(text).is_none() && text.trim() != "rest";
        if !table.get("by").and_then(Node::as_text).is_some_and(is_name) {
            return Mix::read(node, reader).map(MixText::Same);
        }
        let (mut by, mut cases, mut other, mut sound) = (None, Vec::new(), None, true);
        for entry in &table.entries {
            if entry.key == "by" {
                by = read_placed::<String>(&entry.node, "by", reader);
                continue;
            }
            match read_placed::<Mix>(&entry.node, &entry.key, reader) {
                None => sound = false,
                Some(mix) if entry.key == "other" => other = Some(mix.value),
                Some(mix) => cases.push((
                    Placed {
                        value: entry.key.clone(),
                        place: entry.key_place.clone(),
                    },
                    mix.value,
                )),
            }
        }
        sound.then_some(MixText::By { by: by?, cases, other })
    }
    fn words() -> String {
        Mix::words()
    }
    fn schema() -> Json {
        let by = json!({ "type": "object", "properties": { "by": { "type": "string" } }, "required": ["by"],
                         "additionalProperties": Mix::schema() });
        json!({ "anyOf": [ Mix::schema(), by ] })
    }
}

/// Shares of arrivals by hours, and what comes `outside` all of them; they add up to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// Hours by name with their shares.
    pub inside: Vec<(Placed<String>, f64)>,
    /// Share outside all of them.
    pub outside: f64,
}

impl Value for Split {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Mix(parts) = Mix::read(node, reader)?;
        let (outside, inside): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(name, _)| name.value == "outside");
        Some(Split {
            inside,
            outside: outside.first().map_or(0.0, |(_, share)| *share),
        })
    }
    fn words() -> String {
        "shares by hours, such as { office = \"80%\", outside = \"20%\" }".to_owned()
    }
    fn schema() -> Json {
        Mix::schema()
    }
}

/// A value for every item, or one for each value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum ByValue<T> {
    /// The same for every item.
    Same(T),
    /// By the values of an attribute.
    Cases {
        /// The attribute, where it is named.
        by: Option<Placed<String>>,
        /// The values.
        cases: Vec<(Placed<String>, T)>,
        /// For every other value.
        other: Option<T>,
    },
}

/// What can stand in a [`ByValue`]: whether a node is a table of cases, not a value itself.
pub trait Cased {
    /// Whether `node` is a table of cases.
    fn is_cases(node: &Node) -> bool;
    /// How overrides reach into it: cases of plain values merge.
    fn cased_shape() -> Shape {
        Shape::Leaf
    }
}

impl Cased for Share {
    fn is_cases(node: &Node) -> bool {
        node.as_table().is_some()
    }
    fn cased_shape() -> Shape {
        Shape::Open
    }
}

impl Cased for bool {
    fn is_cases(node: &Node) -> bool {
        node.as_table().is_some()
    }
    fn cased_shape() -> Shape {
        Shape::Open
    }
}

impl Cased for Money {
    fn is_cases(node: &Node) -> bool {
        node.as_table().is_some()
    }
    fn cased_shape() -> Shape {
        Shape::Open
    }
}

impl<T> Cased for OneOf<T> {
    fn is_cases(node: &Node) -> bool {
        node.as_table().is_some()
    }
    fn cased_shape() -> Shape {
        Shape::Open
    }
}

impl<T: Value + Cased> Value for ByValue<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(table) = node.as_table().filter(|_| T::is_cases(node)) else {
            return T::read(node, reader).map(ByValue::Same);
        };
        let (mut by, mut cases, mut other, mut sound) = (None, Vec::new(), None, true);
        for entry in &table.entries {
            if entry.key == "by" {
                by = read_placed::<String>(&entry.node, "by", reader);
                sound &= by.is_some();
                continue;
            }
            match read_placed::<T>(&entry.node, &entry.key, reader) {
                None => sound = false,
                Some(value) if entry.key == "other" => other = Some(value.value),
                Some(value) => cases.push((
                    Placed {
                        value: entry.key.clone(),
                        place: entry.key_place.clone(),
                    },
                    value.value,
                )),
            }
        }
        if sound && cases.is_empty() {
            reader.senseless(node, "no value is named here", &Self::words());
            return None;
        }
        sound.then_some(ByValue::Cases { by, cases, other })
    }
    fn words() -> String {
        format!("{}, or such by the values of an attribute", T::words())
    }
    fn schema() -> Json {
        let mut properties = serde_json::Map::new();
        properties.insert("by".to_owned(), json!({ "type": "string" }));
        json!({ "anyOf": [ T::schema(),
            { "type": "object", "properties": properties, "additionalProperties": T::schema() } ] })
    }
    fn shape() -> Shape {
        T::cased_shape()
    }
}

/// A list of tables with a `share` each, as mixtures are written: shares, and the tables themselves.
pub fn shared<'a>(node: &'a Node, reader: &mut Reader, words: &str) -> Option<Vec<(f64, &'a Node)>> {
    let Content::List(nodes) = &node.content else {
        reader.wrong(node, words);
        return None;
    };
    let mut shares = Vec::new();
    for part in nodes {
        let table = reader.table(part, "a table with a `share`")?;
        let Some(share) = table.get("share") else {
            reader.missing_key(&part.place, "share", "how often this part is drawn", &Share::words());
            return None;
        };
        shares.push(read_placed::<Share>(share, "share", reader)?.value.0);
    }
    add_up(&mut shares, &node.place, reader)?;
    Some(shares.into_iter().zip(nodes).collect())
}
