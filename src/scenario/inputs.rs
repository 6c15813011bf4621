//! Inputs: the values of a scenario with the ranges in which they may lie, stated under `[uncertain]` or taken by default.

mod defaults;
mod ends;
mod stated;

use super::axes::chosen;
use super::paths;
use super::tree::{Content, Node};
use super::values::Amount;
use super::{Choice, Sources};
use crate::diagnostic::SourceId;
pub use defaults::DEFAULT_WITHIN;
pub use ends::check_ends;
pub use stated::check;

/// A value of a scenario that may be another.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Its path, as in overrides.
    pub path: String,
    /// The least that it may be, as people write it.
    pub low: String,
    /// What the scenario says.
    pub today: String,
    /// What it most likely is, where that is stated.
    pub likely: Option<f64>,
    /// The most that it may be.
    pub high: String,
    /// Where today's value lies between low, 0, and high, 1; outside where the scenario says so.
    pub today_at: f64,
    /// Whether the range is stated; a default range is taken otherwise.
    pub stated: bool,
    range: Range,
    /// What an override replaces whole.
    whole: Node,
    /// The keys that lead to it, and those inside it.
    keys: Keys,
}

/// The keys that lead to what an override replaces whole, and those inside it.
type Keys = (Vec<String>, Vec<String>);

/// How an input moves.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Range {
    /// From an amount to another, in whole numbers or not.
    Amounts {
        low: Amount,
        high: Amount,
        whole_numbers: bool,
    },
    /// Every duration in it is multiplied, from one factor to another.
    Times { low: f64, high: f64 },
}

impl Input {
    /// The place between low, 0, and high, 1, that is reached where one is asked for: another where it comes in whole numbers only.
    pub fn reached(&self, place: f64) -> f64 {
        match self.range {
            Range::Amounts {
                low,
                high,
                whole_numbers: true,
            } => ((low.size() + place * (high.size() - low.size())).round() - low.size()) / (high.size() - low.size()),
            _ => place,
        }
    }

    /// What stands there at a place between low, 0, and high, 1.
    fn value(&self, place: f64) -> Content {
        let place = self.reached(place);
        match self.range {
            Range::Times { low, high } => scaled(&self.inner(), low + place * (high - low)),
            Range::Amounts { low, high, .. } => {
                let size = low.size() + place * (high.size() - low.size());
                low.sized(size).content()
            }
        }
    }

    /// What stands there as written.
    fn inner(&self) -> Content {
        let mut node = &self.whole;
        for key in &self.keys.1 {
            node = match node.as_table().and_then(|table| table.get(key)) {
                Some(inner) => inner,
                None => return self.whole.content.clone(),
            };
        }
        node.content.clone()
    }

    /// Whether another scenario has the same value there, in the same surroundings.
    pub fn is_as_in(&self, other: &Input) -> bool {
        self.keys == other.keys && self.whole.is_like(&other.whole)
    }
}

/// The overrides that put some inputs, by their numbers, at places between low, 0, and high, 1. Those inside one thing that overrides
/// replace whole are put there together; where shares add up to all, they go on to.
pub fn changes(inputs: &[Input], places: &[(usize, f64)]) -> Vec<String> {
    let mut wholes: Vec<(&[String], Content)> = Vec::new();
    for (input, place) in places
        .iter()
        .filter_map(|(number, place)| Some((inputs.get(*number)?, place)))
    {
        let path = input.keys.0.as_slice();
        let known = wholes.iter().position(|(own, _)| *own == path);
        let at = known.unwrap_or_else(|| {
            wholes.push((path, input.whole.content.clone()));
            wholes.len() - 1
        });
        put(&mut wholes[at].1, &input.keys.1, input.value(*place));
    }
    let said = |(path, whole): &(&[String], Content)| format!("{}={}", paths::joined(path), paths::literal(whole));
    wholes.iter().map(said).collect()
}

fn put(content: &mut Content, keys: &[String], value: Content) {
    let Some((first, rest)) = keys.split_first() else {
        *content = value;
        return;
    };
    let Content::Table(table) = content else { return };
    if rest.is_empty() {
        defaults::keep_sum(table, first, &value);
    }
    if let Some(entry) = table.entry_mut(first) {
        put(&mut entry.node.content, rest, value);
    }
}

/// A value with every duration in it multiplied; of an amount itself, whatever it is.
fn scaled(content: &Content, factor: f64) -> Content {
    if let Some(amount) = Amount::of(content) {
        return amount.sized(amount.size() * factor).content();
    }
    let mut scaled = content.clone();
    scale_times(&mut scaled, factor);
    scaled
}

fn scale_times(content: &mut Content, factor: f64) {
    match content {
        Content::Text(_) => {
            if let Some(time @ Amount::Time(_)) = Amount::of(content) {
                *content = time.sized(time.size() * factor).content();
            }
        }
        Content::List(nodes) => nodes.iter_mut().for_each(|node| scale_times(&mut node.content, factor)),
        Content::Table(table) => {
            let nodes = table.entries.iter_mut().map(|entry| &mut entry.node);
            nodes.for_each(|node| scale_times(&mut node.content, factor));
        }
        _ => {}
    }
}

/// Whether multiplying the durations in it changes it.
fn has_times(content: &Content) -> bool {
    let mut scaled = content.clone();
    scale_times(&mut scaled, 2.0);
    scaled != *content
}

/// The inputs of a scenario as chosen: those whose range is stated; and where none is, or defaults are asked for, those that are
/// mostly guessed, within a default part of what is written. A stated input that is not in the scenario as chosen is left out.
pub fn inputs(sources: &mut Sources, file: SourceId, choice: &Choice, with_defaults: bool) -> Vec<Input> {
    let root = chosen(sources, file, choice);
    let stated = stated::of(&root);
    if !with_defaults && !stated.is_empty() {
        return stated;
    }
    let known: Vec<String> = stated.iter().map(|input| input.path.clone()).collect();
    let mut inputs = stated;
    inputs.extend(
        defaults::of(&root)
            .into_iter()
            .filter(|input| !known.contains(&input.path)),
    );
    inputs
}

/// An input within a part of what stands at a path, to both sides; none where that cannot be scaled.
fn within(root: &Node, path: &str, part: f64, stated: bool) -> Option<Input> {
    let found = find(root, path)?;
    let made = |range: Range, [low, today, high]: [String; 3]| Input {
        path: path.to_owned(),
        low,
        today,
        likely: None,
        high,
        today_at: 0.5,
        stated,
        range,
        whole: found.0.whole.clone(),
        keys: found.1.clone(),
    };
    let Some(amount) = Amount::of(&found.0.node.content) else {
        let percent = |factor: f64| Amount::Share(factor).text();
        let range = Range::Times {
            low: 1.0 - part,
            high: 1.0 + part,
        };
        let words = [percent(1.0 - part), "as written".to_owned(), percent(1.0 + part)];
        return has_times(&found.0.node.content).then(|| made(range, words));
    };
    let most = if matches!(amount, Amount::Share(_)) {
        1.0
    } else {
        f64::INFINITY
    };
    let whole_numbers = found.0.is_whole_number;
    // A few people more or less are at least one.
    let far = amount.size() * part;
    let far = if whole_numbers { far.round().max(1.0) } else { far };
    let (low, high) = (amount.size() - far, (amount.size() + far).min(most));
    if far <= 0.0 || high <= low {
        return None;
    }
    let (low, high) = (amount.sized(low.max(0.0)), amount.sized(high));
    let mut input = made(
        Range::Amounts {
            low,
            high,
            whole_numbers,
        },
        [low.text(), amount.text(), high.text()],
    );
    input.today_at = (amount.size() - low.size()) / (high.size() - low.size());
    Some(input)
}

/// What stands at a path, and its keys: those of what an override replaces whole, and those inside.
fn find(root: &Node, path: &str) -> Option<(paths::Found, Keys)> {
    let keys = paths::keys(path)?;
    let found = paths::find(root, &keys)?;
    let (whole, inside) = keys.split_at(found.depth);
    let parts = (whole.to_vec(), inside.to_vec());
    Some((found, parts))
}

#[cfg(test)]
mod tests;
