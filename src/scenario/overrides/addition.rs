//! What an override adds: `add` is a table like the document, of which everything is new.

use super::flow::{self, Ways};
use super::values::{put, unknown};
use crate::diagnostic::{Diagnostic, Place};
use crate::scenario::catalogue::{Reader, Record, Shape, Value};
use crate::scenario::fields::ScenarioText;
use crate::scenario::nearest;
use crate::scenario::tree::{Content, Entry, Node, Table};

/// Adds what a table holds.
pub fn apply(root: &mut Node, additions: &Node, reader: &mut Reader) {
    reader.within("add", |reader| {
        let words = "a table of what is new, such as { promise.quick = { resolve = \"1h\", target = \"90%\" } }";
        let Some(table) = reader.table(additions, words) else {
            return;
        };
        let streams = root
            .as_table()
            .and_then(|root| root.get("stream"))
            .and_then(Node::as_table);
        let steps = take_steps(table, |stream| {
            streams.is_some_and(|streams| streams.get(stream).is_some())
        });
        add_all(root, &steps.others, &ScenarioText::shape(), reader);
        for (stream, list) in &steps.lists {
            add_steps(root, stream, list, reader);
        }
    });
}

/// Additions, those of steps to streams that exist apart, because they have a place among others.
struct Additions {
    others: Table,
    lists: Vec<(Entry, Entry)>,
}

fn take_steps(table: &Table, exists: impl Fn(&str) -> bool) -> Additions {
    let mut others = table.clone();
    let mut lists = Vec::new();
    if let Some(Content::Table(streams)) = others.entry_mut("stream").map(|streams| &mut streams.node.content) {
        for stream in &mut streams.entries {
            let whole = stream.clone();
            if let Content::Table(inner) = &mut stream.node.content {
                let comes_between = |entry: &Entry| {
                    entry.key == "step" && is_list(&entry.node) && (exists(&whole.key) || is_placed(&entry.node))
                };
                let steps = inner.entries.iter().filter(|entry| comes_between(entry));
                lists.extend(steps.map(|list| (whole.clone(), list.clone())));
                inner.entries.retain(|entry| !comes_between(entry));
            }
        }
        streams.entries.retain(|stream| {
            let nothing_else = stream.node.as_table().is_some_and(|table| table.entries.is_empty());
            !(nothing_else && lists.iter().any(|(whole, _)| whole.key == stream.key))
        });
    }
    Additions { others, lists }
}

fn is_list(node: &Node) -> bool {
    matches!(node.content, Content::List(_))
}

/// Whether some step of a list says where it comes among others.
fn is_placed(list: &Node) -> bool {
    let Content::List(steps) = &list.content else {
        return false;
    };
    let says = |step: &Node, key: &str| step.as_table().is_some_and(|table| table.get(key).is_some());
    steps.iter().any(|step| says(step, "after") || says(step, "before"))
}

fn add_all(target: &mut Node, additions: &Table, shape: &Shape, reader: &mut Reader) {
    for addition in &additions.entries {
        reader.within(&addition.key, |reader| match shape {
            Shape::Record(record) => add_field(target, addition, &record(), reader),
            Shape::Named(inner) => add_entry(target, addition, &inner(), reader),
            Shape::Open | Shape::Leaf | Shape::Listed(_) => add_entry(target, addition, &Shape::Leaf, reader),
        });
    }
}

fn add_field(target: &mut Node, addition: &Entry, record: &Record, reader: &mut Reader) {
    if let Some(field) = record.fields.iter().find(|field| field.key == addition.key) {
        return add_entry(target, addition, &field.shape, reader);
    }
    let steps = record.fields.iter().find_map(|field| match &field.shape {
        Shape::Listed(inner) => Some((field.key, inner())),
        _ => None,
    });
    if let Some((list, inner)) = steps
        && let Some(list) = target.entry_mut(list)
    {
        let names: Vec<String> = list
            .node
            .list_mut()
            .iter()
            .filter_map(|node| node.name().map(str::to_owned))
            .collect();
        let step = list
            .node
            .list_mut()
            .iter_mut()
            .find(|node| node.name() == Some(&addition.key));
        return match (step, addition.node.as_table()) {
            (Some(step), Some(additions)) => add_all(step, additions, &inner, reader),
            (Some(_), None) => reader.wrong(&addition.node, "a table of what is new"),
            (None, _) => unknown(addition, &names.iter().map(String::as_str).collect::<Vec<_>>(), reader),
        };
    }
    if record.others.is_some() {
        return add_entry(target, addition, &Shape::Leaf, reader);
    }
    unknown(addition, &record.keys(), reader);
}

/// Adds an entry, or goes on inside it where there is one already.
fn add_entry(target: &mut Node, addition: &Entry, inner: &Shape, reader: &mut Reader) {
    let Some(existing) = target.entry_mut(&addition.key) else {
        put(target, addition);
        return;
    };
    let place = existing.key_place.clone();
    match (&mut existing.node.content, &addition.node.content, inner) {
        (Content::Table(_), Content::Table(_), Shape::Leaf) => report_existing(addition, &place, reader),
        (Content::Table(_), Content::Table(additions), inner) => add_all(&mut existing.node, additions, inner, reader),
        (Content::List(nodes), Content::List(new), _) if of_tables(nodes) && of_tables(new) => {
            insert(nodes, new, &addition.key, reader);
        }
        _ => report_existing(addition, &place, reader),
    }
}

fn of_tables(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| node.as_table().is_some())
}

fn report_existing(addition: &Entry, existing: &Place, reader: &mut Reader) {
    let path = reader.path();
    let path = path.strip_prefix("add.").unwrap_or(&path);
    reader.fault(
        Diagnostic::error(format!("`{path}` is not new"))
            .at(&addition.key_place, "added here")
            .at(existing, "it is there already")
            .help(format!("to change it, leave `add` out: `{path} = …`")),
    );
}

/// Adds tables to a list. The first rule of a policy that holds counts, so new ones come first unless they say `before` which.
fn insert(nodes: &mut Vec<Node>, new: &[Node], key: &str, reader: &mut Reader) {
    if key != "rules" {
        nodes.extend(new.iter().cloned());
        return;
    }
    let before: Vec<Node> = std::mem::take(nodes);
    let mut places: Vec<Vec<Node>> = vec![Vec::new(); before.len() + 1];
    for rule in new {
        let mut rule = rule.clone();
        let number = take(&mut rule, "before");
        let index = match number.as_ref().map(|number| (number, number.as_number())) {
            None => 0,
            Some((_, Some(number))) if number >= 1.0 && number <= before.len() as f64 && number.fract() == 0.0 => {
                number as usize - 1
            }
            Some((node, _)) => {
                let words = format!("the number of a rule, from 1 to {}", before.len());
                reader.within("before", |reader| {
                    reader.senseless(node, "no rule has this number", &words)
                });
                continue;
            }
        };
        places[index].push(rule);
    }
    let mut before = before.into_iter();
    for mut new in places {
        nodes.append(&mut new);
        nodes.extend(before.next());
    }
}

fn take(table: &mut Node, key: &str) -> Option<Node> {
    let Content::Table(table) = &mut table.content else {
        return None;
    };
    let index = table.entries.iter().position(|entry| entry.key == key)?;
    Some(table.entries.remove(index).node)
}

/// Adds steps to a stream, each after or before another one.
fn add_steps(root: &mut Node, stream: &Entry, list: &Entry, reader: &mut Reader) {
    let Content::List(new) = &list.node.content else { return };
    let streams = root
        .as_table()
        .and_then(|root| root.get("stream"))
        .and_then(Node::as_table);
    if streams.is_none_or(|streams| streams.get(&stream.key).is_none()) {
        let known = streams.map_or_else(Vec::new, |streams| {
            streams.entries.iter().map(|entry| entry.key.as_str()).collect()
        });
        reader.within("stream", |reader| {
            reader.within(&stream.key, |reader| unknown(stream, &known, reader));
        });
        return;
    }
    for step in new {
        add_step(root, &stream.key, step, reader);
    }
}

fn add_step(root: &mut Node, stream: &str, step: &Node, reader: &mut Reader) {
    let mut new = step.clone();
    let (after, before) = (take(&mut new, "after"), take(&mut new, "before"));
    let (beside, is_after) = match (&after, &before) {
        (Some(after), None) => (after, true),
        (None, Some(before)) => (before, false),
        _ => {
            let fact = format!("a new step of stream `{stream}` has no place among the others");
            let fault = Diagnostic::error(fact).at(&step.place, "this step");
            reader.fault(fault.help("say after or before which step it comes, as in `after = \"triage\"`"));
            return;
        }
    };
    let name = new.name().map(str::to_owned);
    let Some(steps) = flow::steps_mut(root, stream) else {
        return;
    };
    let names: Vec<String> = steps.iter().filter_map(|node| node.name().map(str::to_owned)).collect();
    let Some(index) = steps.iter().position(|node| node.name() == beside.as_text()) else {
        let names = names.iter().map(String::as_str);
        let wanted = beside.as_text().unwrap_or_default();
        let fault = Diagnostic::error(format!("stream `{stream}` has no step `{wanted}`"))
            .at(&beside.place, "the new step would come next to it");
        reader.fault(match nearest::name(wanted, names.clone()) {
            Some(near) => fault.help(format!("a step with a similar name exists: `{near}`")),
            None => fault.help(format!("its steps are {}", nearest::list(names))),
        });
        return;
    };
    if is_after {
        lead_on(&mut steps[index], &mut new, beside, reader);
        steps.insert(index + 1, new);
    } else if let (Some(name), Some(beside)) = (name, beside.as_text()) {
        flow::redirect(root, stream, beside, &Ways::One(name), &step.place);
        flow::steps_mut(root, stream)
            .into_iter()
            .for_each(|steps| steps.insert(index, new.clone()));
    } else {
        // Without a name nothing can lead to it, which is told when it is read.
        steps.insert(index, new);
    }
}

/// What a step led to, the new one after it leads to, unless it says itself where it leads.
fn lead_on(step: &mut Node, new: &mut Node, beside: &Node, reader: &mut Reader) {
    let says = |node: &Node, key: &str| node.as_table().is_some_and(|table| table.get(key).is_some());
    if says(step, "branch") {
        let fact = format!("items split after `{}`", beside.as_text().unwrap_or_default());
        let fault = Diagnostic::error(fact).at(&beside.place, "no step can come between it and its branches");
        reader.fault(fault.help("put the new step before one of the branches, or before the step at which they join"));
        return;
    }
    let next = match &mut step.content {
        Content::Table(table) => {
            let index = table.entries.iter().position(|entry| entry.key == "next");
            index.map(|index| table.entries.remove(index))
        }
        _ => None,
    };
    if let (Some(next), Content::Table(table)) = (next, &mut new.content)
        && table.get("next").is_none()
        && table.get("branch").is_none()
    {
        table.entries.push(next);
    }
}
