//! Changes of values: tables merge; mixes, distributions and lists are replaced whole; a step is addressed by its name.

use crate::diagnostic::Diagnostic;
use crate::scenario::catalogue::{Reader, Record, Shape};
use crate::scenario::nearest;
use crate::scenario::tree::{Content, Entry, Node, Table};

fn keys_of(node: &Node) -> Vec<String> {
    let entries = node.as_table().map_or(&[][..], |table| table.entries.as_slice());
    entries.iter().map(|entry| entry.key.clone()).collect()
}

/// Changes `target` by each entry of `changes`.
pub(super) fn merge_into(target: &mut Node, changes: &Table, shape: &Shape, reader: &mut Reader) {
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
    let own = keys_of(target);
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
    let names = keys_of(target);
    if names.contains(&change.key) {
        return change_value(target, change, inner, reader);
    }
    unknown(change, &names.iter().map(String::as_str).collect::<Vec<_>>(), reader);
}

fn change_listed(target: &mut Node, change: &Entry, inner: &Shape, reader: &mut Reader) {
    let Content::List(nodes) = &mut target.content else {
        return;
    };
    let Some(index) = nodes.iter().position(|node| node.name() == Some(&change.key)) else {
        let names: Vec<&str> = nodes.iter().filter_map(Node::name).collect();
        return unknown(change, &names, reader);
    };
    let found = &mut nodes[index];
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

pub(super) fn put(target: &mut Node, change: &Entry) {
    if let Content::Table(table) = &mut target.content {
        match table.entry_mut(&change.key) {
            Some(entry) => *entry = change.clone(),
            None => table.entries.push(change.clone()),
        }
    }
}

pub(super) fn unknown(change: &Entry, known: &[&str], reader: &mut Reader) {
    let path = reader.path();
    let fault = Diagnostic::error(format!("an override names an unknown field: `{path}`"))
        .at(&change.key_place, "the scenario has nothing of this name here");
    reader.fault(match nearest::name(&change.key, known.iter().copied()) {
        Some(name) => fault.help(format!("a similar name exists here: `{name}`")),
        None => fault.help(format!("the names here are {}", nearest::list(known.iter().copied()))),
    });
}
