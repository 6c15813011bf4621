//! How a team works: who is next in its queue, what becomes of work at the end of a shift, absence.

use serde_json::{Value as Json, json};

use super::{Number, OneOf, Share};
use crate::model::AtShiftEnd;
use crate::scenario::catalogue::{Placed, Reader, Value, read_placed};
use crate::scenario::tree::Node;
use crate::time::Span;

/// Which waiting item is next.
#[derive(Clone, Debug, PartialEq)]
pub enum QueueText {
    /// The most urgent priority; within one, first come, first served.
    Priority,
    /// First come, first served.
    Fifo,
    /// Last come, first served.
    Lifo,
    /// The promise that falls due first.
    Due,
    /// The least touch time.
    Shortest,
    /// Any, at random.
    Random,
    /// The most weight for an hour of touch time, by priority.
    Weighted(Vec<(Placed<String>, f64)>),
    /// As by priority, but so much waiting makes up for one priority.
    Ageing(Span),
}

impl QueueText {
    const PLAIN: [(&'static str, QueueText); 6] = [
        ("priority", QueueText::Priority),
        ("fifo", QueueText::Fifo),
        ("lifo", QueueText::Lifo),
        ("due", QueueText::Due),
        ("shortest", QueueText::Shortest),
        ("random", QueueText::Random),
    ];
}

impl Value for QueueText {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Some(text) = node.as_text() {
            let plain = Self::PLAIN.into_iter().find(|(word, _)| *word == text.trim());
            if plain.is_none() {
                reader.senseless(node, "this is no order that is known", &Self::words());
            }
            return plain.map(|(_, queue)| queue);
        }
        let table = reader.table(node, &Self::words())?;
        let [entry] = table.entries.as_slice() else {
            reader.senseless(node, "one of `weighted` and `ageing` stands here", &Self::words());
            return None;
        };
        match entry.key.as_str() {
            "ageing" => read_placed::<Span>(&entry.node, "ageing", reader).map(|step| QueueText::Ageing(step.value)),
            "weighted" => reader.within("weighted", |reader| weights(&entry.node, reader)),
            _ => {
                reader.unknown_key(entry, &["weighted", "ageing"]);
                None
            }
        }
    }
    fn words() -> String {
        "\"priority\", \"fifo\", \"lifo\", \"due\", \"shortest\", \"random\", { weighted = { P1 = 8, P2 = 2 } } or \
         { ageing = \"4h\" }"
            .to_owned()
    }
    fn schema() -> Json {
        let words: Vec<&str> = Self::PLAIN.iter().map(|(word, _)| *word).collect();
        json!({ "anyOf": [
            { "type": "string", "enum": words },
            { "type": "object", "properties": { "ageing": Span::schema() }, "required": ["ageing"],
              "additionalProperties": false },
            { "type": "object", "properties": { "weighted": { "type": "object",
              "additionalProperties": Number::schema() } }, "required": ["weighted"], "additionalProperties": false } ] })
    }
}

fn weights(node: &Node, reader: &mut Reader) -> Option<QueueText> {
    let words = "weights by priority, such as { P1 = 8, P2 = 2 }";
    let table = reader.table(node, words)?;
    let mut weights = Vec::new();
    for entry in &table.entries {
        let weight = read_placed::<Number>(&entry.node, &entry.key, reader)?;
        if weight.value.0 <= 0.0 {
            reader.senseless(&entry.node, "a weight is above 0", words);
            return None;
        }
        let name = Placed {
            value: entry.key.clone(),
            place: entry.key_place.clone(),
        };
        weights.push((name, weight.value.0));
    }
    Some(QueueText::Weighted(weights))
}

/// What becomes of work at the end of a shift: for every item, or by priority.
#[derive(Clone, Debug, PartialEq)]
pub enum AtShiftEndText {
    /// The same for every item.
    Same(AtShiftEnd),
    /// By priority; `other` for those that are not named.
    ByPriority(Vec<(Placed<String>, AtShiftEnd)>),
}

impl Value for AtShiftEndText {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(table) = node.as_table() else {
            return OneOf::read(node, reader).map(|rule: OneOf<AtShiftEnd>| AtShiftEndText::Same(rule.0));
        };
        let mut rules = Vec::new();
        for entry in &table.entries {
            let rule = read_placed::<OneOf<AtShiftEnd>>(&entry.node, &entry.key, reader)?;
            let name = Placed {
                value: entry.key.clone(),
                place: entry.key_place.clone(),
            };
            rules.push((name, rule.value.0));
        }
        Some(AtShiftEndText::ByPriority(rules))
    }
    fn words() -> String {
        format!(
            "{}, or such by priority: {{ P1 = \"finish\", other = \"pause\" }}",
            OneOf::<AtShiftEnd>::words()
        )
    }
    fn schema() -> Json {
        let rule = OneOf::<AtShiftEnd>::schema();
        json!({ "anyOf": [ rule, { "type": "object", "additionalProperties": rule } ] })
    }
}

/// Absence: how often, and in spells of how many days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Absence {
    /// Probability that a person is absent on a day of work.
    pub share: f64,
    /// Mean length of a spell, in days of work; none where each day is drawn on its own.
    pub spell: Option<f64>,
}

impl Value for Absence {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(table) = node.as_table() else {
            return Share::read(node, reader).map(|share| Absence {
                share: share.0,
                spell: None,
            });
        };
        let mut absence = Absence {
            share: 0.0,
            spell: None,
        };
        for entry in &table.entries {
            match entry.key.as_str() {
                "share" => absence.share = read_placed::<Share>(&entry.node, "share", reader)?.value.0,
                "days" => {
                    let days = read_placed::<Number>(&entry.node, "days", reader)?.value.0;
                    if days < 1.0 {
                        reader.senseless(&entry.node, "a spell lasts a day at least", &Self::words());
                        return None;
                    }
                    absence.spell = Some(days);
                }
                _ => {
                    reader.unknown_key(entry, &["share", "days"]);
                    return None;
                }
            }
        }
        if table.get("share").is_none() {
            reader.missing_key(&node.place, "share", "how often a person is absent", &Share::words());
            return None;
        }
        Some(absence)
    }
    fn words() -> String {
        "a share from 0 % to 100 %, such as \"8%\", or with the mean length of a spell in days of work, \
         { share = \"8%\", days = 4 }"
            .to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ Share::schema(), { "type": "object", "properties": { "share": Share::schema(),
            "days": { "type": "number", "minimum": 1 } }, "required": ["share"], "additionalProperties": false } ] })
    }
}
