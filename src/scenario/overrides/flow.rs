//! Ways of items through the steps of a stream, when a step goes or comes: what led to it, and where it led.

use crate::diagnostic::Place;
use crate::scenario::catalogue::{Reader, Value};
use crate::scenario::tree::{Content, Entry, Node, Table};
use crate::scenario::values::Mix;

/// Where items go that went to a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Ways {
    /// To one step, or `done`.
    One(String),
    /// By shares that add up to 1.
    Shares(Vec<(String, f64)>),
    /// It depends on the item, so nobody but the user can say.
    Unclear,
}

impl Ways {
    /// The one step to which they lead, where it is one.
    pub fn step(&self) -> Option<&str> {
        match self {
            Ways::One(step) if step != "done" => Some(step),
            _ => None,
        }
    }

    fn shares(&self) -> Vec<(String, f64)> {
        match self {
            Ways::One(step) => vec![(step.clone(), 1.0)],
            Ways::Shares(shares) => shares.clone(),
            Ways::Unclear => Vec::new(),
        }
    }

    fn node(&self, place: &Place, name: &str) -> Node {
        let content = match self {
            Ways::One(step) => Content::Text(step.clone()),
            // Named as it was, so that the fault about it stands there.
            Ways::Unclear => Content::from(name),
            Ways::Shares(shares) => Content::Table(Table {
                entries: shares
                    .iter()
                    .map(|(step, share)| entry(step, text_of(*share), place))
                    .collect(),
            }),
        };
        Node {
            place: place.clone(),
            content,
        }
    }
}

/// An entry that nobody wrote, as if it stood at `place`.
pub fn entry(key: &str, content: Content, place: &Place) -> Entry {
    Entry {
        key: key.to_owned(),
        key_place: place.clone(),
        node: Node {
            place: place.clone(),
            content,
        },
    }
}

fn text_of(share: f64) -> Content {
    Content::Text(format!("{}%", share * 100.0))
}

/// The steps of a stream.
pub fn steps_mut<'a>(root: &'a mut Node, stream: &str) -> Option<&'a mut Vec<Node>> {
    let stream = root.entry_mut("stream")?.node.entry_mut(stream)?;
    match &mut stream.node.entry_mut("step")?.node.content {
        Content::List(steps) => Some(steps),
        _ => None,
    }
}

/// Where items go after the step at `index`: what is after it in the list where it does not say.
pub fn ways_after(steps: &[Node], index: usize) -> Ways {
    let step = steps[index].as_table();
    let says = |key: &str| step.and_then(|table| table.get(key));
    if says("branch").is_some() {
        return Ways::Unclear;
    }
    let following = following(steps, index);
    let Some(next) = says("next") else {
        return Ways::One(following);
    };
    let own = steps[index].name().unwrap_or_default();
    match &next.content {
        Content::Text(step) if step != own => Ways::One(step.clone()),
        Content::Table(_) => match mix(next) {
            // Whoever came back to it would in the end go on in the proportions of the others.
            Some(mut shares) => {
                shares.retain(|(step, share)| step != own && *share > 0.0);
                let sum: f64 = shares.iter().map(|(_, share)| share).sum();
                shares.iter_mut().for_each(|(_, share)| *share /= sum);
                match shares.as_slice() {
                    [] => Ways::Unclear,
                    [(step, _)] => Ways::One(step.clone()),
                    _ => Ways::Shares(shares),
                }
            }
            None => Ways::Unclear,
        },
        _ => Ways::Unclear,
    }
}

fn following(steps: &[Node], index: usize) -> String {
    let next = steps.get(index + 1).and_then(Node::name);
    next.unwrap_or("done").to_owned()
}

/// Shares by name as numbers; none where they cannot be read, which is told elsewhere.
fn mix(node: &Node) -> Option<Vec<(String, f64)>> {
    let mut reader = Reader::default();
    let mix = Mix::read(node, &mut reader)?;
    let shares = mix.0.into_iter().map(|(name, share)| (name.value, share));
    (reader.faults.errors() == 0).then(|| shares.collect())
}

/// Sends everything that goes to a step, or begins there, along `ways` instead. What cannot be said so is left as it is.
pub fn redirect(root: &mut Node, stream: &str, name: &str, ways: &Ways, place: &Place) {
    let Some(steps) = steps_mut(root, stream) else { return };
    for step in steps.iter_mut() {
        if let Some(next) = step.entry_mut("next") {
            redirect_next(&mut next.node, name, ways, place);
        }
        if let Some(branch) = step.entry_mut("branch") {
            redirect_branch(&mut branch.node, name, ways);
        }
    }
    for (_, demand) in demands_of(root, stream) {
        if let Some(enters) = demand.entry_mut("enters") {
            redirect_texts(&mut enters.node, name, ways);
        }
        let reopened = demand.entry_mut("reopened");
        if let Some(to) = reopened.and_then(|reopened| reopened.node.entry_mut("to")) {
            redirect_texts(&mut to.node, name, ways);
        }
    }
}

/// The demands whose items flow through a stream, with their names.
pub fn demands_of<'a>(root: &'a mut Node, stream: &str) -> Vec<(String, &'a mut Node)> {
    let Some(Content::Table(demands)) = root.entry_mut("demand").map(|demands| &mut demands.node.content) else {
        return Vec::new();
    };
    let flows = |node: &Node| {
        let own = node.as_table().and_then(|table| table.get("stream"));
        own.and_then(Node::as_text) == Some(stream)
    };
    let own = demands.entries.iter_mut().filter(|entry| flows(&entry.node));
    own.map(|entry| (entry.key.clone(), &mut entry.node)).collect()
}

fn redirect_next(next: &mut Node, name: &str, ways: &Ways, place: &Place) {
    match &mut next.content {
        Content::Text(step) if step == name => *next = ways.node(place, name),
        Content::Table(_) => redirect_shares(next, name, &ways.shares(), place),
        Content::List(rules) => {
            for rule in rules {
                if let Some(to) = rule.entry_mut("to") {
                    redirect_next(&mut to.node, name, ways, place);
                }
            }
        }
        _ => {}
    }
}

/// Puts `shares` in the stead of one share of a mix: each is that share of it.
pub fn redirect_shares(node: &mut Node, name: &str, shares: &[(String, f64)], place: &Place) {
    let Some(all) = mix(node).filter(|_| !shares.is_empty()) else {
        return;
    };
    let Some((_, share)) = all.iter().find(|(step, _)| step == name) else {
        return;
    };
    let Content::Table(table) = &mut node.content else {
        return;
    };
    if let [(only, _)] = shares
        && !all.iter().any(|(step, _)| step == only)
    {
        // As it was written, `rest` and all.
        if let Some(entry) = table.entry_mut(name) {
            entry.key.clone_from(only);
        }
        return;
    }
    table.entries.retain(|entry| entry.key != name);
    for (step, part) in shares {
        let added = share * part;
        let Some(existing) = table.entry_mut(step) else {
            table.entries.push(entry(step, text_of(added), place));
            continue;
        };
        let is_rest = existing.node.as_text().is_some_and(|text| text.trim() == "rest");
        if let Some((_, own)) = all.iter().find(|(other, _)| other == step).filter(|_| !is_rest) {
            existing.node.content = text_of((own + added).min(1.0));
        }
    }
}

fn redirect_branch(branch: &mut Node, name: &str, ways: &Ways) {
    for key in ["to", "join"] {
        if let Some(steps) = branch.entry_mut(key) {
            redirect_texts(&mut steps.node, name, ways);
        }
    }
}

/// Names the one step instead, in a text, a list of texts or a table of them.
fn redirect_texts(node: &mut Node, name: &str, ways: &Ways) {
    let Some(step) = ways.step() else { return };
    match &mut node.content {
        Content::Text(text) if text == name => step.clone_into(text),
        Content::List(nodes) => nodes.iter_mut().for_each(|node| redirect_texts(node, name, ways)),
        Content::Table(table) => {
            let nodes = table.entries.iter_mut().map(|entry| &mut entry.node);
            nodes.for_each(|node| redirect_texts(node, name, ways));
        }
        _ => {}
    }
}

/// Says where a step leads that leads to the one below it without saying so: there, until something else stands below.
pub fn spell_out(step: &mut Node, ways: &Ways, name: &str, place: &Place) {
    let Content::Table(table) = &mut step.content else {
        return;
    };
    if table.get("branch").is_some() {
        return;
    }
    let way = ways.node(place, name);
    match table.entry_mut("next") {
        None => table.entries.push(Entry {
            key: "next".to_owned(),
            key_place: place.clone(),
            node: way,
        }),
        Some(next) => {
            if let Content::List(rules) = &mut next.node.content
                && !rules.last().is_some_and(holds_for_all)
            {
                let to = Entry {
                    key: "to".to_owned(),
                    key_place: place.clone(),
                    node: way,
                };
                rules.push(Node {
                    place: place.clone(),
                    content: Content::Table(Table { entries: vec![to] }),
                });
            }
        }
    }
}

fn holds_for_all(rule: &Node) -> bool {
    rule.as_table().is_some_and(|rule| {
        let always = |when: &Node| when.as_table().is_some_and(|when| when.entries.is_empty());
        let first = |visit: &Node| visit.as_number().is_some_and(|visit| visit <= 1.0);
        rule.get("when").is_none_or(always) && rule.get("from_visit").is_none_or(first)
    })
}
