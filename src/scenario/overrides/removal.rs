//! What an override removes: `remove = ["stream.change.prepare", "promise.p2"]`.

use std::cmp::Reverse;

use super::flow::{self, Ways};
use super::{Gone, set_within};
use crate::diagnostic::{Diagnostic, Place};
use crate::scenario::catalogue::{Placed, Reader, Record, Shape, Value};
use crate::scenario::fields::ScenarioText;
use crate::scenario::nearest;
use crate::scenario::tree::{Content, Node, Table};

/// What is to go.
struct Removal {
    /// As it was written.
    text: String,
    /// The keys that lead there; a step stands right below its stream.
    path: Vec<String>,
    place: Place,
}

impl Removal {
    /// The sort and name of what it removes, where other things name it.
    fn gone(&self) -> Option<Gone> {
        let (sort, name) = match self.path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["stream", _, step] => ("step", *step),
            ["hours", name] => ("hours", *name),
            [sort, name] => {
                let sorts = [
                    "team",
                    "demand",
                    "stream",
                    "policy",
                    "route",
                    "promise",
                    "improvement",
                    "capability",
                ];
                (sorts.into_iter().find(|known| known == sort)?, *name)
            }
            _ => return None,
        };
        Some(Gone {
            sort,
            name: name.to_owned(),
            place: self.place.clone(),
            merged_into: None,
        })
    }

    /// The stream and name of the step it removes.
    fn step(&self) -> Option<(&str, &str)> {
        match self.path.as_slice() {
            [table, stream, step] if table == "stream" && step != "wip" && step != "step" => Some((stream, step)),
            _ => None,
        }
    }
}

/// Removes what is listed; nothing that the values of the same override change.
pub fn apply<'a>(
    root: &mut Node,
    lists: impl Iterator<Item = &'a Node>,
    values: &[Table],
    gone: &mut Vec<Gone>,
    reader: &mut Reader,
) {
    let mut removals: Vec<Removal> = lists.flat_map(|list| read(list, reader)).collect();
    // Numbers in a list are those of the document as it was.
    let number = |removal: &Removal| removal.path.last().and_then(|last| last.parse::<usize>().ok());
    removals.sort_by_key(|removal| Reverse(number(removal)));
    for (index, removal) in removals.iter().enumerate() {
        let earlier = removals[..index].iter().find(|earlier| earlier.path == removal.path);
        if let Some(earlier) = earlier {
            let fault = Diagnostic::error(format!("`{}` is removed twice", removal.text));
            reader.fault(fault.at(&removal.place, "here").at(&earlier.place, "and here"));
            continue;
        }
        if let Some(set) = set_within(values, &removal.path) {
            let fault = Diagnostic::error(format!("`{}` is removed and changed at once", removal.text));
            reader.fault(
                fault
                    .at(&removal.place, "removed here")
                    .at(&set, "and changed here")
                    .help("keep one of the two"),
            );
            continue;
        }
        remove(root, removal, values, gone, reader);
    }
}

fn read(list: &Node, reader: &mut Reader) -> Vec<Removal> {
    let words = "what is removed, such as [\"stream.change.prepare.approval\", \"promise.p2\"]";
    let nodes = match &list.content {
        Content::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(list),
    };
    let mut removals = Vec::new();
    for node in nodes {
        match node.as_text() {
            Some(text) => removals.push(Removal {
                text: text.to_owned(),
                path: path_of(text),
                place: node.place.clone(),
            }),
            None => reader.within("remove", |reader| reader.wrong(node, words)),
        }
    }
    removals
}

/// The keys of a path; a key with a dot in it stands between quotes.
fn path_of(text: &str) -> Vec<String> {
    let mut path = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' | '\'' => quoted = !quoted,
            '.' if !quoted => path.push(String::new()),
            _ => path.iter_mut().last().into_iter().for_each(|key| key.push(letter)),
        }
    }
    let path: Vec<String> = path.into_iter().map(|key| key.trim().to_owned()).collect();
    match path.as_slice() {
        [table, stream, step, rest @ ..] if table == "stream" && step == "step" && !rest.is_empty() => {
            [&[table.clone(), stream.clone()], rest].concat()
        }
        _ => path,
    }
}

fn remove(root: &mut Node, removal: &Removal, values: &[Table], gone: &mut Vec<Gone>, reader: &mut Reader) {
    if let Some((stream, step)) = removal.step()
        && let Some(steps) = flow::steps_mut(root, stream)
        && let Some(index) = steps.iter().position(|node| node.name() == Some(step))
    {
        if steps.len() == 1 {
            let fault = Diagnostic::error(format!("stream `{stream}` would have no step left"));
            reader.fault(fault.at(&removal.place, "this is the only one").help(format!(
                "remove `stream.{stream}`, and the demands that flow through it"
            )));
            return;
        }
        bypass(root, (stream, step, index), (&removal.place, values), reader);
    }
    if take(root, &ScenarioText::shape(), &removal.path, removal, reader) {
        gone.extend(removal.gone());
    }
}

/// What led to a step leads to what follows it.
fn bypass(
    root: &mut Node,
    (stream, name, index): (&str, &str, usize),
    (place, values): (&Place, &[Table]),
    reader: &mut Reader,
) {
    let Some(steps) = flow::steps_mut(root, stream) else {
        return;
    };
    let ways = flow::ways_after(steps, index);
    let below = steps.get(index + 1).and_then(Node::name).unwrap_or("done").to_owned();
    let falls_through = ways == Ways::One(below);
    if let Some(before) = index.checked_sub(1).filter(|_| !falls_through) {
        flow::spell_out(&mut steps[before], &ways, name, place);
    }
    if index == 0 && !(falls_through && ways.step().is_some()) {
        enter_elsewhere(root, (stream, name), &ways, (place, values), reader);
    }
    flow::redirect(root, stream, name, &ways, place);
}

/// Items that entered at the first step, which goes, enter where it led.
fn enter_elsewhere(
    root: &mut Node,
    (stream, name): (&str, &str),
    ways: &Ways,
    (place, values): (&Place, &[Table]),
    reader: &mut Reader,
) {
    for (key, demand) in flow::demands_of(root, stream) {
        if set_within(values, &["demand".to_owned(), key, "enters".to_owned()]).is_some() {
            continue;
        }
        let Content::Table(table) = &mut demand.content else {
            continue;
        };
        match table.get("enters").map(|enters| &enters.content) {
            None => {
                let step = ways.step().unwrap_or(name);
                table.entries.push(flow::entry("enters", Content::from(step), place));
            }
            Some(Content::Table(_)) => {
                let fault = Diagnostic::error(format!("`{stream}` begins with `{name}`, which is removed"));
                reader.fault(
                    fault
                        .at(place, "removed here")
                        .help("some items enter there because nothing else is said of them: name a step for each value in `enters`"),
                );
            }
            Some(_) => {}
        }
    }
}

/// Takes something out of the tree: whether it was there.
fn take(node: &mut Node, shape: &Shape, path: &[String], removal: &Removal, reader: &mut Reader) -> bool {
    let Some((key, rest)) = path.split_first() else {
        return false;
    };
    if let Content::List(nodes) = &mut node.content {
        let inner = match shape {
            Shape::Listed(inner) => inner(),
            _ => Shape::Leaf,
        };
        return take_listed(nodes, &inner, (key, rest), removal, reader);
    }
    match shape {
        Shape::Record(record) => take_field(node, &record(), (key, rest), removal, reader),
        Shape::Named(inner) => take_entry(node, &inner(), (key, rest), removal, reader),
        Shape::Open => take_entry(node, &Shape::Leaf, (key, rest), removal, reader),
        Shape::Leaf | Shape::Listed(_) => {
            let fact = format!("`{}` cannot be removed", removal.text);
            let fault = Diagnostic::error(fact).at(&removal.place, "this is a part of a value");
            reader.fault(fault.help("change the value whole, without it"));
            false
        }
    }
}

fn take_field(
    node: &mut Node,
    record: &Record,
    (key, rest): (&String, &[String]),
    removal: &Removal,
    reader: &mut Reader,
) -> bool {
    if let Some(field) = record.fields.iter().find(|field| field.key == key) {
        if rest.is_empty() && field.required {
            let fault = Diagnostic::error(format!("`{}` cannot be removed", removal.text));
            reader.fault(
                fault
                    .at(&removal.place, "it has to be there")
                    .help("change it instead, or remove the whole that it is part of"),
            );
            return false;
        }
        return take_entry(node, &field.shape, (key, rest), removal, reader);
    }
    let steps = record.fields.iter().find_map(|field| match &field.shape {
        Shape::Listed(inner) => Some((field.key, inner())),
        _ => None,
    });
    if let Some((list, inner)) = steps
        && let Some(list) = node.entry_mut(list)
        && let Content::List(nodes) = &mut list.node.content
    {
        return take_listed(nodes, &inner, (key, rest), removal, reader);
    }
    take_entry(node, &Shape::Leaf, (key, rest), removal, reader)
}

fn take_entry(
    node: &mut Node,
    inner: &Shape,
    (key, rest): (&String, &[String]),
    removal: &Removal,
    reader: &mut Reader,
) -> bool {
    let Some(entry) = node.entry_mut(key) else {
        let known: Vec<&str> = node.as_table().map_or_else(Vec::new, |table| {
            table.entries.iter().map(|entry| entry.key.as_str()).collect()
        });
        report_missing(
            &Placed {
                value: key.clone(),
                place: removal.place.clone(),
            },
            &known,
            removal,
            reader,
        );
        return false;
    };
    if !rest.is_empty() {
        return take(&mut entry.node, inner, rest, removal, reader);
    }
    if let Content::Table(table) = &mut node.content {
        table.entries.retain(|entry| entry.key != *key);
    }
    true
}

fn take_listed(
    nodes: &mut Vec<Node>,
    inner: &Shape,
    (key, rest): (&String, &[String]),
    removal: &Removal,
    reader: &mut Reader,
) -> bool {
    let by_number = || {
        key.parse::<usize>()
            .ok()?
            .checked_sub(1)
            .filter(|index| *index < nodes.len())
    };
    let found = nodes
        .iter()
        .position(|node| node.name() == Some(key))
        .or_else(by_number);
    let Some(index) = found else {
        let named = nodes.iter().filter_map(Node::name).collect::<Vec<_>>();
        if named.is_empty() {
            let fact = format!("`{}` is not there to be removed", removal.text);
            let fault = Diagnostic::error(fact).at(&removal.place, "nothing has this number");
            reader.fault(fault.help(format!("they are numbered from 1 to {}", nodes.len())));
        } else {
            report_missing(
                &Placed {
                    value: key.clone(),
                    place: removal.place.clone(),
                },
                &named,
                removal,
                reader,
            );
        }
        return false;
    };
    if !rest.is_empty() {
        return take(&mut nodes[index], inner, rest, removal, reader);
    }
    nodes.remove(index);
    true
}

fn report_missing(key: &Placed<String>, known: &[&str], removal: &Removal, reader: &mut Reader) {
    let fact = format!("`{}` is not there to be removed", removal.text);
    let fault = Diagnostic::error(fact).at(&key.place, format!("nothing here is called `{}`", key.value));
    reader.fault(match nearest::name(&key.value, known.iter().copied()) {
        Some(near) => fault.help(format!("a similar name exists here: `{near}`")),
        None => fault.help(format!("the names here are {}", nearest::list(known.iter().copied()))),
    });
}
