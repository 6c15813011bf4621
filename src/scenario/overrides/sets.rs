//! `--set` texts as changes.

use super::LISTS;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Sources};
use crate::scenario::catalogue::Reader;
use crate::scenario::tree::{self, Content, Node};

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
        let values = |(path, _): &(String, Place)| !LISTS.contains(&path.as_str());
        for (path, place) in leaves(&node).into_iter().filter(values) {
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
