//! Overrides: changes to the document, applied to its tree before it is read.
//!
//! What changes the structure comes first: what is removed, what is added, what is merged; then values, so that these can speak
//! of what was added or merged.

mod addition;
mod flow;
mod merging;
mod reach;
mod removal;
mod sets;
mod team_names;
mod values;

use super::catalogue::{Reader, Value};
use super::fields::ScenarioText;
use super::resolve::{no_figure_fact, unknown_fact};
use super::tree::{Content, Node, Table};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
pub use reach::changed_fields;
pub use sets::from_sets;

/// Keys of changes that are no fields of the document: they change its structure.
pub const STRUCTURE: [&str; 3] = ["remove", "add", "merge"];
/// Those that are lists, so that several of them do not contradict each other.
const LISTS: [&str; 2] = ["remove", "merge"];

/// Something that the document has no longer.
pub struct Gone {
    /// Of which sort, as in faults about unknown names.
    sort: &'static str,
    name: String,
    /// Where that was said.
    place: Place,
    /// The team it is part of now, where it was merged.
    merged_into: Option<String>,
}

/// Applies changes that hold together to a scenario's tree; each fault stands at its place in the changes. Returns what is gone.
pub fn apply(root: &mut Node, changes: &[&Node], reader: &mut Reader) -> Vec<Gone> {
    let tables: Vec<&Table> = changes
        .iter()
        .filter_map(|changes| reader.table(changes, "a table of changes"))
        .collect();
    let said = |key: &'static str| tables.iter().filter_map(move |table| table.get(key));
    let mut values: Vec<Table> = tables.iter().map(|table| values_of(table)).collect();
    let mut gone = Vec::new();
    removal::apply(root, said("remove"), &values, &mut gone, reader);
    for additions in said("add") {
        addition::apply(root, additions, reader);
    }
    let failed = merging::apply(root, said("merge"), &values, &mut gone, reader);
    // Why these are not there is told.
    for teams in values.iter_mut().filter_map(|table| table.entry_mut("team")) {
        if let Content::Table(teams) = &mut teams.node.content {
            teams.entries.retain(|team| !failed.contains(&team.key));
        }
    }
    for table in &values {
        values::merge_into(root, table, &ScenarioText::shape(), reader);
    }
    gone
}

/// Changes without those of structure.
fn values_of(changes: &Table) -> Table {
    let mut values = changes.clone();
    values.entries.retain(|entry| !STRUCTURE.contains(&entry.key.as_str()));
    values
}

/// Whether changes of values reach into what stands at `path`, and where.
fn set_within(values: &[Table], path: &[String]) -> Option<Place> {
    let mut found = values.iter().flat_map(|table| entry_places(table, path));
    found.next()
}

fn entry_places(table: &Table, path: &[String]) -> Vec<Place> {
    let Some((first, rest)) = path.split_first() else {
        return Vec::new();
    };
    let Some(entry) = table.entries.iter().find(|entry| entry.key == *first) else {
        return Vec::new();
    };
    match (rest, &entry.node.content) {
        ([], _) => vec![entry.key_place.clone()],
        (rest, Content::Table(inner)) => entry_places(inner, rest),
        // Set whole, and so in every part.
        _ => vec![entry.key_place.clone()],
    }
}

/// Says of names that are not known because they are gone where they went.
pub fn explain(found: Diagnostics, gone: &[Gone]) -> Diagnostics {
    let mut explained = Diagnostics::default();
    for message in found.into_all() {
        let cause = gone.iter().find(|gone| gone.is_missed_in(&message.message));
        explained.push(match cause {
            Some(gone) => gone.explained(message),
            None => message,
        });
    }
    explained
}

impl Gone {
    /// Whether a fact says that it is not known.
    fn is_missed_in(&self, fact: &str) -> bool {
        let Gone { sort, name, .. } = self;
        let figures = [name.clone(), format!("{name} respond")];
        let is_figure = |words: &String| fact == unknown_fact(sort, words) || fact.starts_with(&no_figure_fact(words));
        fact == unknown_fact(sort, name) || *sort == "promise" && figures.iter().any(is_figure)
    }

    fn explained(&self, unknown: Diagnostic) -> Diagnostic {
        let Gone { sort, name, .. } = self;
        let mark = unknown.mark.map(|mark| mark.place).unwrap_or_default();
        let mut fault = match &self.merged_into {
            Some(into) => Diagnostic::error(format!("{sort} `{name}` is merged into `{into}`, and still named"))
                .at(&mark, "named here")
                .at(&self.place, "merged here")
                .help(format!("name `{into}` instead, or remove what names it too")),
            None if mark == self.place => {
                Diagnostic::error(format!("step `{name}` is removed, and nothing says where its items go instead"))
                    .at(&mark, "items go on from here in more ways than one, or end here")
                    .help("say it in the same override, as in `stream.restore.triage.next = \"done\"` for the step before it, or `enters` for what begins with it")
            }
            None if *sort == "step" => {
                Diagnostic::error(format!("step `{name}` is removed, and items are still sent to it"))
                    .at(&mark, "this names it")
                    .at(&self.place, "removed here")
                    .help("what follows it is not one step, so say where they go instead, as in `stream.restore.triage.next = \"done\"`")
            }
            None => Diagnostic::error(format!("{sort} `{name}` is removed, and still named"))
                .at(&mark, "named here")
                .at(&self.place, "removed here")
                .help("name another one here, or remove what names it too"),
        };
        fault.notes = unknown.notes;
        fault
    }
}

#[cfg(test)]
mod tests;
