//! Shocks: the document as it is from some instants on, each read and checked like the document itself.

use super::catalogue::{Change, Reader};
use super::fields::{ScenarioText, ShockText};
use super::overrides;
use super::tree::{Content, Node};
use super::values::entries_of;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Epoch, Model};
use crate::time::Instant;

/// A shock, and what it changes.
struct Shock<'a> {
    name: &'a str,
    from: Instant,
    /// When it is over.
    until: Instant,
    changes: &'a Node,
    /// The paths of the fields that it changes.
    paths: Vec<(String, Place)>,
}

/// A tree that holds from an instant on, and the shocks that make it so.
pub struct Later {
    /// From when.
    pub from: Instant,
    /// The document then, without its shocks.
    pub root: Node,
    /// Their names, in words; nothing where all are over.
    pub shocks: String,
}

/// What the document is from each instant on at which a shock begins or ends; faults of the shocks are reported.
pub fn later(root: &Node, text: &ScenarioText, model: &Model, faults: &mut Diagnostics) -> Vec<Later> {
    let end = model.run.window_end();
    let shocks: Vec<Shock> = entries_of(&text.shock)
        .filter_map(|(name, shock)| resolve(name, shock?, &model.epoch, root, end, faults))
        .collect();
    collisions(&shocks, faults);
    let mut cuts: Vec<Instant> = shocks.iter().flat_map(|shock| [shock.from, shock.until]).collect();
    cuts.retain(|cut| *cut < end);
    cuts.sort_unstable();
    cuts.dedup();
    let plain = without_changes(root);
    cuts.into_iter()
        .map(|from| {
            let active = shocks.iter().filter(|shock| shock.from <= from && from < shock.until);
            let mut then = plain.clone();
            let mut names = Vec::new();
            for shock in active {
                // What is wrong with the changes themselves was told when they were resolved.
                overrides::apply(&mut then, shock.changes, &mut Reader::default());
                names.push(format!("`{}`", shock.name));
            }
            Later {
                from,
                root: then,
                shocks: names.join(" and "),
            }
        })
        .collect()
}

/// Reports changes of shocks that name nothing known, and those of fields that cannot change while a run goes on.
pub fn check_changes(root: &Node, text: &ScenarioText, faults: &mut Diagnostics) {
    for (name, shock) in entries_of(&text.shock) {
        let Some(changes) = shock.and_then(|shock| shock.changes.as_ref()) else {
            continue;
        };
        check_live(root, &format!("shock `{name}`"), &changes.value.0, faults);
    }
}

/// Reports changes that name nothing known, and those of fields that cannot change while a run goes on; `who` makes them.
pub(super) fn check_live(root: &Node, who: &str, changes: &Node, faults: &mut Diagnostics) {
    let mut reader = Reader::default();
    overrides::apply(&mut root.clone(), changes, &mut reader);
    if reader.faults.errors() > 0 {
        for fault in reader.faults.into_sorted() {
            faults.push(fault.note(format!("this is so in {who}")));
        }
        return;
    }
    let changed = overrides::changed_fields(changes);
    for (path, place, _) in changed.iter().filter(|(_, _, change)| *change == Change::Structural) {
        let fault = Diagnostic::error(format!("`{path}` cannot change while a run goes on"));
        faults.push(
            fault
                .at(place, format!("{who} changes it"))
                .help("change it in a variant, which holds from the start"),
        );
    }
}

fn resolve<'a>(
    name: &'a str,
    text: &'a ShockText,
    epoch: &Epoch,
    root: &Node,
    end: Instant,
    faults: &mut Diagnostics,
) -> Option<Shock<'a>> {
    let (from, changes) = (text.from.as_ref()?, text.changes.as_ref()?);
    let begins = epoch.clock().instant_of(from.value.0);
    let until = text.lasts.as_ref().map_or(Instant::NEVER, |lasts| begins + lasts.value);
    if begins >= end || until <= Instant::START {
        let warning = Diagnostic::warning(format!("shock `{name}` does not happen in this run"));
        faults.push(warning.at(&from.place, "the run is over before, or has not begun"));
    }
    let mut reader = Reader::default();
    overrides::apply(&mut root.clone(), &changes.value.0, &mut reader);
    if reader.faults.errors() > 0 {
        return None;
    }
    let changed = overrides::changed_fields(&changes.value.0);
    Some(Shock {
        name,
        from: begins.max(Instant::START),
        until,
        changes: &changes.value.0,
        paths: changed.into_iter().map(|(path, place, _)| (path, place)).collect(),
    })
}

/// Two shocks that change the same field at the same time leave open which holds.
fn collisions(shocks: &[Shock<'_>], faults: &mut Diagnostics) {
    for (index, second) in shocks.iter().enumerate() {
        for first in &shocks[..index] {
            if first.until <= second.from || second.until <= first.from {
                continue;
            }
            let same = |path: &str, other: &str| {
                path == other || path.starts_with(&format!("{other}.")) || other.starts_with(&format!("{path}."))
            };
            for (path, place) in &second.paths {
                if let Some((_, other)) = first.paths.iter().find(|(other, _)| same(path, other)) {
                    let fact = format!(
                        "shocks `{}` and `{}` change `{path}` at the same time",
                        first.name, second.name
                    );
                    faults.push(
                        Diagnostic::error(fact)
                            .at(place, "changed here")
                            .at(other, "and here")
                            .help("let one end before the other begins, or put both changes into one shock"),
                    );
                }
            }
        }
    }
}

/// The document without what changes it.
pub(super) fn without_changes(root: &Node) -> Node {
    let mut plain = root.clone();
    if let Content::Table(table) = &mut plain.content {
        table
            .entries
            .retain(|entry| !["shock", "variant"].contains(&entry.key.as_str()));
    }
    plain
}

/// What of the organisation a shock would build anew, where it would: the engine goes on with the people, queues and items it has.
pub fn rebuilt(now: &Model, then: &Model) -> Option<&'static str> {
    let names = |model: &Model| {
        model
            .calendars
            .iter()
            .map(|calendar| calendar.name.clone())
            .collect::<Vec<_>>()
    };
    if names(now) != names(then) {
        return Some("it brings hours that nobody works or keeps otherwise");
    }
    if now.attributes != then.attributes {
        return Some("it brings values that no item has otherwise");
    }
    for (demand, other) in now.demands.iter().zip(&then.demands) {
        if std::mem::discriminant(&demand.arrivals) != std::mem::discriminant(&other.arrivals)
            || demand.arrivals.as_ref().map(std::mem::discriminant)
                != other.arrivals.as_ref().map(std::mem::discriminant)
        {
            return Some("items would come in another way");
        }
        let values = |mixes: &[(_, Vec<(_, f64)>)]| -> Vec<(crate::model::AttributeId, Vec<crate::model::ValueId>)> {
            let of = |mix: &Vec<(crate::model::ValueId, f64)>| mix.iter().map(|(value, _)| *value).collect();
            mixes.iter().map(|(attribute, mix)| (*attribute, of(mix))).collect()
        };
        if values(&demand.mixes) != values(&other.mixes) {
            return Some("a mix would have other values; give those that do not occur a share of 0 %");
        }
    }
    for (stream, other) in now.streams.iter().zip(&then.streams) {
        for (step, other) in stream.steps.iter().zip(&other.steps) {
            let raised = |step: &crate::model::Step| step.raises.iter().map(|raise| raise.demand).collect::<Vec<_>>();
            let caused = |step: &crate::model::Step| step.if_it_fails.as_ref().map(|failure| failure.demand);
            if step.wait.is_some() != other.wait.is_some() {
                return Some("a step would become a wait, or a wait a step");
            }
            if raised(step) != raised(other) || caused(step) != caused(other) {
                return Some("items would cause others that they do not cause otherwise");
            }
        }
    }
    None
}
