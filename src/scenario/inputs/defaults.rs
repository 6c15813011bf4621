//! Ranges by default: what organisations mostly guess, within a part of what is written.

use super::{Input, within};
use crate::scenario::paths;
use crate::scenario::tree::{Content, Entry, Node, Table};
use crate::scenario::values::Amount;

/// How far a value lies to both sides of what is written, where nobody says.
pub const DEFAULT_WITHIN: f64 = 0.2;
/// The tables in which values are guessed; promises, prices and plans are decided, not guessed.
const GUESSED: [&str; 5] = ["team", "demand", "stream", "route", "supplier"];
/// How much arrives, by its keys.
const RATES: [&str; 3] = ["per_week", "per_day", "per_hour"];
/// How long things take, by their keys: all durations in them move together.
const EFFORTS: [&str; 3] = ["effort", "takes", "touch"];
/// Shares below this distance of one add up to it.
const DUST: f64 = 1e-9;

/// Efforts, arrivals and shares of a scenario, each within its default range.
pub fn of(root: &Node) -> Vec<Input> {
    let mut paths = Vec::new();
    let entries = root.as_table().map_or(&[][..], |table| table.entries.as_slice());
    for entry in entries.iter().filter(|entry| GUESSED.contains(&entry.key.as_str())) {
        collect(&entry.key, &entry.node, &mut Vec::new(), &mut paths);
    }
    let input = |path: &String| within(root, path, DEFAULT_WITHIN, false);
    paths.iter().filter_map(input).collect()
}

fn collect(key: &str, node: &Node, before: &mut Vec<String>, found: &mut Vec<String>) {
    before.push(key.to_owned());
    match &node.content {
        _ if EFFORTS.contains(&key) => found.push(paths::joined(before)),
        Content::Whole(_) | Content::Decimal(_) if RATES.contains(&key) => found.push(paths::joined(before)),
        Content::Text(_) if is_open_share(&node.content) => found.push(paths::joined(before)),
        Content::Table(table) => match mix(table) {
            // Of shares that add up to all, one moves and the others make room.
            Some(first) => collect(&first.key, &first.node, before, found),
            None => table
                .entries
                .iter()
                .for_each(|entry| collect(&entry.key, &entry.node, before, found)),
        },
        Content::List(nodes) => {
            // A list of named tables is addressed by their names, without the key of the list.
            before.pop();
            for node in nodes {
                if let Some(name) = node.name() {
                    collect(name, node, before, found);
                }
            }
            before.push(key.to_owned());
        }
        _ => {}
    }
    before.pop();
}

/// A share that is neither nothing nor all: what is ruled out, or certain, is so by decision.
fn is_open_share(content: &Content) -> bool {
    matches!(Amount::of(content), Some(Amount::Share(share)) if share > 0.0 && share < 1.0)
}

fn is_rest(entry: &Entry) -> bool {
    entry.node.as_text().is_some_and(|text| text.trim() == "rest")
}

/// The first share of a table whose shares add up to all.
fn mix(table: &Table) -> Option<&Entry> {
    let first = table.entries.iter().find(|entry| is_open_share(&entry.node.content))?;
    let share = |entry: &Entry| match Amount::of(&entry.node.content) {
        Some(Amount::Share(share)) => Some(share),
        _ => None,
    };
    let sum: Option<f64> = table.entries.iter().map(share).sum();
    let adds_up = sum.is_some_and(|sum| (sum - 1.0).abs() < DUST) || table.entries.iter().any(is_rest);
    adds_up.then_some(first)
}

/// Where the shares of a table add up to all, and one of them becomes another, the others keep their proportions and go on to add up.
pub fn keep_sum(table: &mut Table, moved: &str, to: &Content) {
    let (Some(_), Some(Amount::Share(to))) = (mix(table), Amount::of(to)) else {
        return;
    };
    let Some(Amount::Share(from)) = table.get(moved).and_then(|node| Amount::of(&node.content)) else {
        return;
    };
    if table.entries.iter().any(is_rest) || from >= 1.0 {
        return;
    }
    let factor = (1.0 - to) / (1.0 - from);
    for entry in table.entries.iter_mut().filter(|entry| entry.key != moved) {
        if let Some(share @ Amount::Share(_)) = Amount::of(&entry.node.content) {
            entry.node.content = share.sized(share.size() * factor).content();
        }
    }
}
