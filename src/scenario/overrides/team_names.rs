//! Everything that names a team, when teams become one.

use super::flow::redirect_shares;
use crate::scenario::resolve;
use crate::scenario::tree::{Content, Node};

/// Names `into` wherever one of `teams` is named; a list names it once.
pub fn rename(root: &mut Node, teams: &[&str], into: &str) {
    let is_old = |name: &str| teams.contains(&name);
    for stream in nodes_of(root, "stream") {
        for step in stream
            .entry_mut("step")
            .into_iter()
            .flat_map(|steps| steps.node.list_mut())
        {
            rename_in_step(step, &is_old, into);
        }
    }
    for route in nodes_of(root, "route") {
        rename_key(route, "by", &is_old, into);
    }
    for team in nodes_of(root, "team") {
        rename_key(team, "also_works_for", &is_old, into);
        if let Some(hand_over) = team.entry_mut("hand_over") {
            rename_key(&mut hand_over.node, "to", &is_old, into);
        }
    }
    for escalation in nodes_of(root, "escalation") {
        rename_key(escalation, "to_team", &is_old, into);
        rename_key(escalation, "by", &is_old, into);
    }
    for audit in nodes_of(root, "audit") {
        rename_key(audit, "by", &is_old, into);
    }
    // Reviews and improvements look at no figure of a team.
    let replications = root.entry_mut("run").and_then(|run| run.node.entry_mut("replications"));
    if let Some(replications) = replications {
        rename_figures(&mut replications.node, "of", &is_old, into);
    }
}

/// `queue of desk`, or several such figures; each is named once.
fn rename_figures(node: &mut Node, key: &str, is_old: &impl Fn(&str) -> bool, into: &str) {
    let rename = |words: &mut String| match resolve::team_in(words) {
        Some((measure, team)) if is_old(team) => *words = format!("{measure} of {into}"),
        _ => {}
    };
    let Some(named) = node.entry_mut(key) else { return };
    match &mut named.node.content {
        Content::Text(words) => rename(words),
        Content::List(nodes) => {
            let mut seen: Vec<String> = Vec::new();
            nodes.retain_mut(|node| {
                let Content::Text(words) = &mut node.content else {
                    return true;
                };
                let before = words.clone();
                rename(words);
                let again = *words != before && seen.contains(words);
                seen.push(words.clone());
                !again
            });
        }
        _ => {}
    }
}

/// What stands in a table of the document, by name.
fn nodes_of<'a>(root: &'a mut Node, table: &str) -> Vec<&'a mut Node> {
    match root.entry_mut(table).map(|entry| &mut entry.node.content) {
        Some(Content::Table(table)) => table.entries.iter_mut().map(|entry| &mut entry.node).collect(),
        _ => Vec::new(),
    }
}

fn rename_in_step(step: &mut Node, is_old: &impl Fn(&str) -> bool, into: &str) {
    rename_key(step, "team", is_old, into);
    if let Some(hold) = step.entry_mut("hold") {
        rename_key(&mut hold.node, "while", is_old, into);
    }
    let misrouted = step
        .entry_mut("misrouted")
        .and_then(|misrouted| misrouted.node.entry_mut("to"));
    if let Some(to) = misrouted {
        let keys = to.node.as_table().map_or(&[][..], |table| table.entries.as_slice());
        let old: Vec<String> = keys
            .iter()
            .map(|entry| entry.key.clone())
            .filter(|key| is_old(key) && key != into)
            .collect();
        let place = to.node.place.clone();
        for name in old {
            redirect_shares(&mut to.node, &name, &[(into.to_owned(), 1.0)], &place);
        }
    }
}

fn rename_key(node: &mut Node, key: &str, is_old: &impl Fn(&str) -> bool, into: &str) {
    let Some(named) = node.entry_mut(key) else { return };
    match &mut named.node.content {
        Content::Text(name) if is_old(name) => into.clone_into(name),
        Content::List(nodes) => {
            for node in nodes.iter_mut() {
                rename_one(node, is_old, into);
            }
            let mut seen = false;
            // Who takes over from themselves does not take over.
            nodes.retain(|node| name_of(node) != Some(into) || !std::mem::replace(&mut seen, true));
        }
        _ => {}
    }
}

/// A name, or `{ team = …, after = … }`.
fn rename_one(node: &mut Node, is_old: &impl Fn(&str) -> bool, into: &str) {
    match &mut node.content {
        Content::Text(name) if is_old(name) => into.clone_into(name),
        Content::Table(_) => {
            if let Some(team) = node.entry_mut("team") {
                rename_one(&mut team.node, is_old, into);
            }
        }
        _ => {}
    }
}

fn name_of(node: &Node) -> Option<&str> {
    match node.as_table() {
        Some(table) => table.get("team").and_then(Node::as_text),
        None => node.as_text(),
    }
}
