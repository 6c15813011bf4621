//! Shocks: the document as it is from some instants on, each read and checked like the document itself.

use super::catalogue::{Change, Reader};
use super::fields::{ScenarioText, ShockText};
use super::overrides;
use super::tree::{Content, Node};
use super::values::entries_of;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Epoch, Limit, Model, Noticed, Step, TeamId};
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
                overrides::apply(&mut then, &[shock.changes], &mut Reader::default());
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

/// The document under each shock by itself, with the shock's name: where the document is not sound and nobody knows when shocks
/// begin, what is wrong in their changes can be told all the same.
pub fn each_alone(root: &Node, text: &ScenarioText) -> Vec<(String, Node)> {
    let plain = without_changes(root);
    let mut each = Vec::new();
    for (name, shock) in entries_of(&text.shock) {
        let Some(changes) = shock.and_then(|shock| shock.changes.as_ref()) else {
            continue;
        };
        let changed = overrides::changed_fields(&changes.value.0);
        let mut then = plain.clone();
        let mut reader = Reader::default();
        overrides::apply(&mut then, &[&changes.value.0], &mut reader);
        if reader.faults.errors() == 0 && changed.iter().all(|(_, _, change)| *change == Change::Live) {
            each.push((format!("`{name}`"), then));
        }
    }
    each
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
    let changed = overrides::changed_fields(changes);
    let reshapes = changed
        .iter()
        .any(|(path, _, _)| overrides::STRUCTURE.contains(&path.as_str()));
    let mut reader = Reader::default();
    if !reshapes {
        overrides::apply(&mut root.clone(), &[changes], &mut reader);
    }
    if reader.faults.errors() > 0 {
        for fault in reader.faults.into_sorted() {
            faults.push(fault.note(format!("this is so in {who}")));
        }
        return;
    }
    for (path, place, _) in changed.iter().filter(|(_, _, change)| *change == Change::Structural) {
        faults.push(structural(who, path, place));
    }
}

fn structural(who: &str, path: &str, place: &Place) -> Diagnostic {
    let where_told = match overrides::STRUCTURE.contains(&path) {
        true => format!("in {who}"),
        false => format!("{who} changes it"),
    };
    let fact = match path {
        "remove" => "nothing can be removed while a run goes on".to_owned(),
        "add" => "nothing can be added while a run goes on".to_owned(),
        "merge" => "teams cannot be merged while a run goes on".to_owned(),
        path => format!("`{path}` cannot change while a run goes on"),
    };
    Diagnostic::error(fact)
        .at(place, where_told)
        .help("change it in a variant, which holds from the start")
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
    overrides::apply(&mut root.clone(), &[&changes.value.0], &mut reader);
    let changed = overrides::changed_fields(&changes.value.0);
    let structural = changed.iter().any(|(_, _, change)| *change == Change::Structural);
    if reader.faults.errors() > 0 || structural {
        // Told by `check_changes`.
        return None;
    }
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

/// The document without what changes it, and without what is asked about it.
pub(super) fn without_changes(root: &Node) -> Node {
    let mut plain = root.clone();
    if let Content::Table(table) = &mut plain.content {
        table
            .entries
            .retain(|entry| !["shock", "variant", "lesson"].contains(&entry.key.as_str()));
    }
    plain
}

const WHEN_FULL: &str = "what finds a limit full would be treated in another way";

fn differ_when_full(now: Option<Limit>, then: Option<Limit>) -> bool {
    now.zip(then).is_some_and(|(now, then)| now.when_full != then.when_full)
}

/// The teams where misrouted items of a step are worked on until it is noticed.
fn wrong_teams(step: &Step) -> Vec<TeamId> {
    let misrouting = step.misrouting.iter();
    let worked_on = misrouting.filter(|misrouting| matches!(misrouting.noticed, Noticed::Effort(_)));
    worked_on
        .flat_map(|misrouting| misrouting.to.iter().map(|(team, _)| *team))
        .collect()
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
        if demand.chased.is_some() != other.chased.is_some() {
            return Some("items would be asked after for a part of the run only; give them a share of 0 % otherwise");
        }
        if values(&demand.mixes) != values(&other.mixes) {
            return Some("a mix would have other values; give those that do not occur a share of 0 %");
        }
    }
    for (fault, other) in now.faults.iter().zip(&then.faults) {
        if fault.found.is_some() != other.found.is_some() {
            return Some(
                "faults would be found for a part of the run only; let them be found after very many otherwise",
            );
        }
    }
    for (team, other) in now.teams.iter().zip(&then.teams) {
        if team.on_call.is_some() != other.on_call.is_some() {
            return Some(
                "a team would have people on call for a part of the run only; one at least must be on call all the time",
            );
        }
        if differ_when_full(team.limit, other.limit) {
            return Some(WHEN_FULL);
        }
    }
    for (stream, other) in now.streams.iter().zip(&then.streams) {
        if differ_when_full(stream.limit, other.limit) {
            return Some(WHEN_FULL);
        }
        for (step, other) in stream.steps.iter().zip(&other.steps) {
            let raised = |step: &Step| step.raises.iter().map(|raise| raise.demand).collect::<Vec<_>>();
            let caused = |step: &Step| {
                let failure = step.if_it_fails.as_ref();
                let raised = failure
                    .and_then(|failure| failure.raises.as_ref())
                    .map(|raised| raised.demand);
                let added = failure
                    .and_then(|failure| failure.adds.as_ref())
                    .map(|added| added.fault);
                let undone = failure.is_some_and(|failure| failure.back_out.is_some());
                (raised, added, undone)
            };
            if step.wait.is_some() != other.wait.is_some() {
                return Some("a step would become a wait, or a wait a step");
            }
            if step.batch.is_some() && step.team != other.team {
                return Some("items that have gathered into a batch for one team would be another team's");
            }
            if wrong_teams(step) != wrong_teams(other) {
                return Some("items would go to other wrong teams; give those to which none go a share of 0 %");
            }
            let takes_over = |step: &Step| step.overflow.iter().map(|over| over.team).collect::<Vec<_>>();
            if differ_when_full(step.limit, other.limit) {
                return Some(WHEN_FULL);
            }
            if takes_over(step) != takes_over(other) {
                return Some("other teams would take over what has waited too long");
            }
            if raised(step) != raised(other) || caused(step) != caused(other) {
                return Some("items would cause others that they do not cause otherwise");
            }
        }
    }
    None
}
