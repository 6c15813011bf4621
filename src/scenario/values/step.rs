//! What only steps hold.

use serde_json::{Value as Json, json};

use super::Mix;
use crate::scenario::catalogue::{Placed, Reader, Shape, Value, read_placed};
use crate::scenario::fields::ExceptionText;
use crate::scenario::tree::{Content, Node};
use crate::time::Span;

fn placed<T>(value: T, node: &Node) -> Placed<T> {
    Placed {
        value,
        place: node.place.clone(),
    }
}

/// Where items go: to one step (or `done`), or by shares.
#[derive(Clone, Debug, PartialEq)]
pub struct Ways(pub Vec<(Placed<String>, f64)>);

impl Value for Ways {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if node.as_text().is_some() {
            let step = String::read(node, reader)?;
            return Some(Ways(vec![(placed(step, node), 1.0)]));
        }
        if node.as_table().is_none() {
            reader.wrong(node, &Self::words());
            return None;
        }
        Mix::read(node, reader).map(|mix| Ways(mix.0))
    }
    fn words() -> String {
        "a step or `done`, or shares such as { done = \"82%\", fix = \"rest\" }".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ String::schema(), Mix::schema() ] })
    }
}

/// Where items go next: the same for all, or a list of which the first that holds counts.
#[derive(Clone, Debug)]
pub enum Next {
    /// For all.
    Always(Ways),
    /// The first that holds.
    FirstOf(Vec<ExceptionText>),
}

impl Value for Next {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Content::List(nodes) = &node.content else {
            return Ways::read(node, reader).map(Next::Always);
        };
        if nodes.is_empty() {
            reader.senseless(node, "nothing is listed here", &Self::words());
            return None;
        }
        let mut rules = Vec::new();
        for (number, node) in nodes.iter().enumerate() {
            rules.extend(read_placed::<ExceptionText>(node, &(number + 1).to_string(), reader));
        }
        (rules.len() == nodes.len()).then(|| Next::FirstOf(rules.into_iter().map(|rule| rule.value).collect()))
    }
    fn words() -> String {
        "a step or `done`, shares such as { done = \"82%\", fix = \"rest\" }, or a list of which the first that holds counts, such as \
         [ { when = { type = \"normal\" }, to = \"test\" }, { from_visit = 4, to = \"escalate\" }, { to = \"done\" } ]"
            .to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ Ways::schema(), { "type": "array", "items": ExceptionText::schema(), "minItems": 1 } ] })
    }
}

/// Who does a step: a team, or teams of which each takes over what has waited too long for the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamList(pub Vec<(Placed<String>, Option<Placed<Span>>)>);

impl TeamList {
    /// One that takes over: `{ team = "second line", after = "15m" }`.
    fn follower(node: &Node, reader: &mut Reader) -> Option<(Placed<String>, Option<Placed<Span>>)> {
        let words =
            "a team with the time after which it takes over, such as { team = \"second line\", after = \"15m\" }";
        let table = reader.table(node, words)?;
        for entry in &table.entries {
            if !["team", "after"].contains(&entry.key.as_str()) {
                reader.unknown_key(entry, &["team", "after"]);
                return None;
            }
        }
        let (Some(team), Some(after)) = (table.get("team"), table.get("after")) else {
            reader.senseless(node, "`team` or `after` is missing", words);
            return None;
        };
        let team = read_placed::<String>(team, "team", reader);
        let after = read_placed::<Span>(after, "after", reader)?;
        Some((team?, Some(after)))
    }
}

impl Value for TeamList {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Content::List(nodes) = &node.content else {
            if node.as_text().is_none() {
                reader.wrong(node, &Self::words());
                return None;
            }
            let team = String::read(node, reader)?;
            return Some(TeamList(vec![(placed(team, node), None)]));
        };
        let Some((first, followers)) = nodes.split_first() else {
            reader.senseless(node, "no team is named here", &Self::words());
            return None;
        };
        let mut teams = vec![(read_placed::<String>(first, "1", reader)?, None)];
        for (number, node) in followers.iter().enumerate() {
            teams.push(reader.within(&(number + 2).to_string(), |reader| Self::follower(node, reader))?);
        }
        Some(TeamList(teams))
    }
    fn words() -> String {
        "a team, or a team and those that take over what has waited too long, such as \
         [\"desk\", { team = \"second line\", after = \"15m\" }]"
            .to_owned()
    }
    fn schema() -> Json {
        let follower = json!({ "type": "object", "properties": { "team": String::schema(), "after": Span::schema() },
                               "required": ["team", "after"], "additionalProperties": false });
        json!({ "anyOf": [ String::schema(),
                           { "type": "array", "items": { "anyOf": [ String::schema(), follower ] }, "minItems": 1 } ] })
    }
}

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
