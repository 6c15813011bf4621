//! Whether a scenario can run at the ends of the ranges that it states.

use std::rc::Rc;

use super::{changes, stated};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::scenario::catalogue::Reader;
use crate::scenario::checks::Wanted;
use crate::scenario::files::Shelf;
use crate::scenario::tree::Node;
use crate::scenario::{compile, overrides};

/// Reads the scenario at both ends of each stated range; what is wrong only there is told with the end.
pub fn check_ends(root: &Node, shelf: &Rc<Shelf>, found: &mut Diagnostics) {
    let stated = stated::of(root);
    for (number, input) in stated.iter().enumerate() {
        for (place, end, value) in [(0.0, "low", &input.low), (1.0, "high", &input.high)] {
            let mut changed = root.clone();
            let mut reader = Reader::beside(shelf);
            // Places in a text of our own would lead nowhere.
            let sets = overrides::from_sets(
                &changes(&stated, &[(number, place)]),
                &mut Sources::default(),
                &mut reader,
            );
            overrides::apply(&mut changed, &sets.iter().collect::<Vec<_>>(), &mut reader);
            let read = compile(&changed, Wanted::Faults, reader);
            for fault in read.found.into_sorted().into_iter().filter(Diagnostic::is_error) {
                if !found.contains(&fault) {
                    found.push(without_place(fault, root, &input.path, end, value));
                }
            }
        }
    }
}

/// The fault at the range that leads to it, since what is wrong stands in no text of the user's.
fn without_place(fault: Diagnostic, root: &Node, path: &str, end: &str, value: &str) -> Diagnostic {
    let entry = root.as_table().and_then(|table| table.get("uncertain"));
    let mut told = Diagnostic::error(fault.message);
    if let Some(uncertain) = entry {
        told = told.at(&place_of(uncertain, path), "the range that leads to it");
    }
    told.notes = fault.notes;
    told.help = fault.help;
    told.note(format!("this is so at the {end} end of `{path}`, {value}"))
}

fn place_of(uncertain: &Node, path: &str) -> crate::diagnostic::Place {
    stated::place(uncertain, path).unwrap_or_else(|| uncertain.place.clone())
}
