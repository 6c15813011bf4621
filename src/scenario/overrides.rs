//! Overrides: changes to the document, applied to its tree before it is read.
//!
//! Tables merge; mixes, distributions and lists are replaced whole; a step is addressed by its name.

use super::catalogue::{Change, Reader, Record, Shape, Value};
use super::fields::ScenarioText;
use super::nearest;
use super::tree::{self, Content, Entry, Node, Table};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Sources};

/// Applies changes to a scenario's tree; each fault stands at its place in the changes.
pub fn apply(root: &mut Node, changes: &Node, reader: &mut Reader) {
    if let Some(table) = reader.table(changes, "a table of changes") {
        merge_into(root, table, &ScenarioText::shape(), reader);
    }
}

/// Changes `target` by each entry of `changes`.
fn merge_into(target: &mut Node, changes: &Table, shape: &Shape, reader: &mut Reader) {
    for change in &changes.entries {
        reader.within(&change.key, |reader| match shape {
            Shape::Record(record) => change_field(target, change, &record(), reader),
            Shape::Named(inner) => change_named(target, change, &inner(), reader),
            Shape::Listed(inner) => change_listed(target, change, &inner(), reader),
            Shape::Open | Shape::Leaf => put(target, change),
        });
    }
}

fn change_field(target: &mut Node, change: &Entry, record: &Record, reader: &mut Reader) {
    let Some(field) = record.fields.iter().find(|field| field.key == change.key) else {
        return change_unknown(target, change, record, reader);
    };
    change_value(target, change, &field.shape, reader);
}

/// A key that is no field: an own name that the document has, or a step by its name, or a fault.
fn change_unknown(target: &mut Node, change: &Entry, record: &Record, reader: &mut Reader) {
    let own: Vec<String> = target.as_table().map_or_else(Vec::new, |table| {
        table.entries.iter().map(|entry| entry.key.clone()).collect()
    });
    if record.others.is_some() && own.contains(&change.key) {
        return put(target, change);
    }
    let listed = record.fields.iter().find_map(|field| match &field.shape {
        Shape::Listed(inner) => Some((field.key, inner())),
        _ => None,
    });
    if let Some((key, inner)) = listed
        && let Content::Table(table) = &mut target.content
        && let Some(list) = table.entry_mut(key)
    {
        return change_listed(&mut list.node, change, &inner, reader);
    }
    let mut known = record.keys();
    known.extend(own.iter().map(String::as_str));
    unknown(change, &known, reader);
}

fn change_named(target: &mut Node, change: &Entry, inner: &Shape, reader: &mut Reader) {
    let names: Vec<String> = target.as_table().map_or_else(Vec::new, |table| {
        table.entries.iter().map(|entry| entry.key.clone()).collect()
    });
    if names.contains(&change.key) {
        return change_value(target, change, inner, reader);
    }
    unknown(change, &names.iter().map(String::as_str).collect::<Vec<_>>(), reader);
}

fn change_listed(target: &mut Node, change: &Entry, inner: &Shape, reader: &mut Reader) {
    let Content::List(nodes) = &mut target.content else {
        return;
    };
    let name_of = |node: &Node| {
        node.as_table()
            .and_then(|table| table.get("name"))
            .and_then(Node::as_text)
            .map(str::to_owned)
    };
    let names: Vec<String> = nodes.iter().filter_map(name_of).collect();
    let Some(found) = nodes
        .iter_mut()
        .find(|node| name_of(node).as_deref() == Some(&change.key))
    else {
        return unknown(change, &names.iter().map(String::as_str).collect::<Vec<_>>(), reader);
    };
    match &change.node.content {
        Content::Table(changes) => merge_into(found, changes, inner, reader),
        _ => reader.wrong(&change.node, "a table of changes"),
    }
}

/// Merges a table into a table, or puts the new value in the old one's stead.
fn change_value(target: &mut Node, change: &Entry, shape: &Shape, reader: &mut Reader) {
    let existing = match &mut target.content {
        Content::Table(table) => table.entry_mut(&change.key),
        _ => None,
    };
    let (Some(existing), Content::Table(changes)) = (existing, &change.node.content) else {
        return put(target, change);
    };
    match (shape, &existing.node.content) {
        (Shape::Leaf, _) => put(target, change),
        (Shape::Listed(_), Content::List(_)) | (_, Content::Table(_)) => {
            merge_into(&mut existing.node, changes, shape, reader)
        }
        _ => {
            let path = reader.path();
            reader.fault(
                Diagnostic::error(format!(
                    "`{path}` is {} here, so nothing in it can be changed",
                    existing.node.kind()
                ))
                .at(&change.node.place, "this changes a part of it")
                .at(&existing.node.place, "this is the whole of it")
                .help(format!("change it whole: `{path} = …`")),
            );
        }
    }
}

fn put(target: &mut Node, change: &Entry) {
    if let Content::Table(table) = &mut target.content {
        match table.entry_mut(&change.key) {
            Some(entry) => *entry = change.clone(),
            None => table.entries.push(change.clone()),
        }
    }
}

fn unknown(change: &Entry, known: &[&str], reader: &mut Reader) {
    let path = reader.path();
    let fault = Diagnostic::error(format!("an override names an unknown field: `{path}`"))
        .at(&change.key_place, "the scenario has nothing of this name here");
    reader.fault(match nearest::name(&change.key, known.iter().copied()) {
        Some(name) => fault.help(format!("a similar name exists here: `{name}`")),
        None => fault.help(format!("the names here are {}", nearest::list(known.iter().copied()))),
    });
}

/// Reads `--set` texts, each a source of its own, as changes; two that set the same field are refused.
pub fn from_sets(sets: &[String], sources: &mut Sources, reader: &mut Reader) -> Vec<Node> {
    let mut seen: Vec<(String, Place)> = Vec::new();
    let mut changes = Vec::new();
    for text in sets {
        let source = sources.add("--set", text.as_str());
        let mut faults = Diagnostics::default();
        let mut node = tree::parse(text, source, &mut faults);
        if faults.errors() > 0
            && let Some(unquoted) = with_plain_value(text, &node)
        {
            (node, faults) = (unquoted, Diagnostics::default());
        }
        if faults.errors() > 0 {
            let place = Place {
                source,
                range: 0..text.len(),
            };
            reader.fault(
                Diagnostic::error("`--set` is not of the form `path=value`")
                    .at(&place, "")
                    .help("write it as in `--set team.platform.people.office=7`"),
            );
            continue;
        }
        for (path, place) in leaves(&node) {
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == path) {
                let fault = Diagnostic::error(format!("`{path}` is set twice"));
                reader.fault(fault.at(&place, "set here").at(first, "and here"));
            }
            seen.push((path, place));
        }
        changes.push(node);
    }
    changes
}

/// `policy=peer_review`, where a shell ate the quotes: the value is a text.
fn with_plain_value(text: &str, parsed: &Node) -> Option<Node> {
    let (path, value) = text.split_once('=')?;
    let mut faults = Diagnostics::default();
    let mut node = tree::parse(&format!("{path}= 0"), parsed.place.source, &mut faults);
    let start = text.len() - value.len();
    if faults.errors() > 0 || value.trim().is_empty() || value.contains(['"', '{', '[']) {
        return None;
    }
    let mut leaf = &mut node;
    while let Content::Table(_) = leaf.content {
        let Content::Table(table) = &mut leaf.content else {
            return None;
        };
        leaf = &mut table.entries.first_mut()?.node;
    }
    leaf.content = Content::Text(value.trim().to_owned());
    leaf.place.range = start..text.len();
    Some(node)
}

/// The fields that changes reach, with their places, and whether each may change while a run goes on. A table is a field of its
/// own where it is replaced whole.
pub fn changed_fields(changes: &Node) -> Vec<(String, Place, Change)> {
    let mut found = Vec::new();
    if let Content::Table(table) = &changes.content {
        reach(table, &ScenarioText::shape(), Change::Structural, "", &mut found);
    }
    found
}

fn reach(changes: &Table, shape: &Shape, may: Change, path: &str, found: &mut Vec<(String, Place, Change)>) {
    for change in &changes.entries {
        let path = match path {
            "" => change.key.clone(),
            path => format!("{path}.{}", change.key),
        };
        let (inner, may) = match shape {
            Shape::Record(record) => field_reached(&record(), &change.key),
            Shape::Named(inner) | Shape::Listed(inner) => (inner(), may),
            Shape::Open | Shape::Leaf => (Shape::Leaf, may),
        };
        match (&change.node.content, &inner) {
            (Content::Table(_), Shape::Leaf) => found.push((path, change.key_place.clone(), may)),
            (Content::Table(table), _) => reach(table, &inner, may, &path, found),
            _ => found.push((path, change.key_place.clone(), may)),
        }
    }
}

/// The shape of what a key leads to, and whether it may change while a run goes on. A key that is no field is a step's name where
/// the table has steps, else a name of the user's own.
fn field_reached(record: &Record, key: &str) -> (Shape, Change) {
    if let Some(field) = record.fields.iter().find(|field| field.key == key) {
        return (field.shape.copied(), field.change);
    }
    let steps = record.fields.iter().find_map(|field| match &field.shape {
        Shape::Listed(inner) => Some(inner()),
        _ => None,
    });
    match steps {
        Some(inner) => (inner, Change::Structural),
        None => (Shape::Leaf, Change::Live),
    }
}

/// The paths of everything that is no table, with their places.
fn leaves(node: &Node) -> Vec<(String, Place)> {
    let mut found = Vec::new();
    for entry in node.as_table().map_or(&[][..], |table| table.entries.as_slice()) {
        match entry.node.as_table() {
            Some(_) => found.extend(
                leaves(&entry.node)
                    .into_iter()
                    .map(|(path, place)| (format!("{}.{path}", entry.key), place)),
            ),
            None => found.push((entry.key.clone(), entry.key_place.clone())),
        }
    }
    found
}
