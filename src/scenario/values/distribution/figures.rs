//! The figures of a distribution.

use super::Unit;
use crate::diagnostic::Diagnostic;
use crate::scenario::catalogue::{Reader, read_placed};
use crate::scenario::tree::{Node, Table};
use crate::scenario::values::Number;

/// Reports keys that are not among the known ones.
pub(super) fn only(table: &Table, known: &[&str], reader: &mut Reader) {
    for entry in table
        .entries
        .iter()
        .filter(|entry| !known.contains(&entry.key.as_str()))
    {
        reader.unknown_key(entry, known);
    }
}

/// A figure in the unit of the distribution.
pub(super) fn amount<U: Unit>(node: &Node, table: &Table, key: &str, reader: &mut Reader) -> Option<f64> {
    match table.get(key) {
        Some(value) => reader.within(key, |reader| U::amount(value, reader)),
        None => {
            reader.missing_key(
                &node.place,
                key,
                "a figure of the distribution",
                U::WORDS.split(',').next().unwrap_or("a number"),
            );
            None
        }
    }
}

/// A figure without a unit.
pub(super) fn number(node: &Node, table: &Table, key: &str, reader: &mut Reader) -> Option<f64> {
    match table.get(key) {
        Some(value) => read_placed::<Number>(value, key, reader).map(|number| number.value.0),
        None => {
            reader.missing_key(&node.place, key, "a figure of the distribution", "a number");
            None
        }
    }
}

/// A figure that must be above zero.
pub(super) fn above_zero(figure: f64, table: &Table, key: &str, reader: &mut Reader) -> Option<f64> {
    if figure > 0.0 {
        return Some(figure);
    }
    if let Some(node) = table.get(key) {
        let fact = format!("`{key}` of `{}` must be above 0", reader.path());
        reader.fault(Diagnostic::error(fact).at(&node.place, ""));
    }
    None
}
