//! Changes that a run makes itself: the document with each of them alone, read and checked like the document itself.

use super::fields::ScenarioText;
use super::overrides;
use super::shocks;
use super::tree::Node;
use super::values::entries_of;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// The most of them: one bit each in the engine.
const MOST: usize = 64;

/// A change that a run makes itself, as written.
pub struct Declared<'a> {
    /// Who makes it, in words: "review `monthly`".
    pub who: String,
    /// What it changes.
    pub changes: &'a Node,
    place: &'a Place,
}

/// What of the document changes while a run goes on because of what happens in it.
pub fn declared(text: &ScenarioText) -> Vec<Declared<'_>> {
    let reviews = entries_of(&text.review)
        .filter_map(|(name, review)| Some((format!("review `{name}`"), review?.then.as_ref()?)));
    let improvements = entries_of(&text.improvement)
        .filter_map(|(name, one)| Some((format!("improvement `{name}`"), one?.changes.as_ref()?)));
    let capabilities = entries_of(&text.capability)
        .filter_map(|(name, one)| Some((format!("capability `{name}`"), one?.changes.as_ref()?)));
    let declared = reviews
        .chain(improvements)
        .chain(capabilities)
        .map(|(who, changes)| Declared {
            who,
            changes: &changes.value.0,
            place: &changes.place,
        });
    declared.collect()
}

/// Reports changes that cannot be made while a run goes on, and fields that two of them change, or one and a shock.
pub fn check(root: &Node, text: &ScenarioText, faults: &mut Diagnostics) {
    let all = declared(text);
    if let Some(extra) = all.get(MOST) {
        let fact = format!(
            "a run can make {MOST} changes itself, and this scenario has {}",
            all.len()
        );
        faults.push(Diagnostic::error(fact).at(extra.place, "one too many"));
    }
    for one in &all {
        shocks::check_live(root, &one.who, one.changes, faults);
    }
    let shocks = entries_of(&text.shock)
        .filter_map(|(name, shock)| Some((format!("shock `{name}`"), &shock?.changes.as_ref()?.value.0)));
    let own = all.iter().map(|one| (one.who.clone(), one.changes));
    let fields: Vec<(String, Vec<(String, Place)>)> =
        shocks.chain(own).map(|(who, changes)| (who, fields(changes))).collect();
    let first = fields.len() - all.len();
    for (index, (who, changed)) in fields.iter().enumerate().skip(first) {
        for (other, theirs) in &fields[..index] {
            collide((who, changed), (other, theirs), faults);
        }
    }
}

/// What changes touch: parts of the document that the engine replaces whole.
fn fields(changes: &Node) -> Vec<(String, Place)> {
    let changed = overrides::changed_fields(changes).into_iter();
    changed.map(|(path, place, _)| (whole(&path), place)).collect()
}

/// The part that the engine replaces where a path is changed: arrivals, on-call duty and what policies say are each one thing to it.
fn whole(path: &str) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    match parts.as_slice() {
        ["demand", name, "arrivals", ..] => format!("demand.{name}.arrivals"),
        ["team", name, "on_call", ..] => format!("team.{name}.on_call"),
        ["policy" | "governance", ..] => "governance.policy".to_owned(),
        _ => path.to_owned(),
    }
}

fn collide(one: (&str, &[(String, Place)]), other: (&str, &[(String, Place)]), faults: &mut Diagnostics) {
    let same = |path: &str, other: &str| {
        path == other || path.starts_with(&format!("{other}.")) || other.starts_with(&format!("{path}."))
    };
    for (path, place) in one.1 {
        if let Some((_, theirs)) = other.1.iter().find(|(theirs, _)| same(path, theirs)) {
            let fact = format!(
                "{} and {} change `{path}`, and may do so at the same time",
                other.0, one.0
            );
            faults.push(
                Diagnostic::error(fact)
                    .at(place, "changed here")
                    .at(theirs, "and here")
                    .help("let one of them change it, and the other something else"),
            );
        }
    }
}
