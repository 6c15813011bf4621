//! Values that were measured, in a column of a CSV file.

use super::Unit;
use crate::diagnostic::Diagnostic;
use crate::scenario::catalogue::Reader;
use crate::scenario::files::csv::{Cell, CsvTable};
use crate::scenario::files::rows::RowFaults;
use crate::scenario::tree::Node;

/// The values of a column, in the model's unit; plain numbers are so many of `unit`. A file with one column needs no name for
/// it.
pub(super) fn column<U: Unit>(
    node: &Node,
    path: &str,
    column: Option<&Node>,
    unit: Option<f64>,
    reader: &mut Reader,
) -> Option<Vec<f64>> {
    let table = reader.csv(node, path)?;
    let number = match column.map(|column| (column, column.as_text())) {
        None if table.columns().count() == 1 => 0,
        None => {
            let fault = Diagnostic::error(format!("`{path}` has several columns")).at(&table.header_place(), "");
            let named = "name the one with the values, as in { file = \"efforts.csv\", column = \"minutes\" }";
            reader.fault(fault.at(&node.place, "one of them must be named here").help(named));
            return None;
        }
        Some((_, Some(name))) => match table.needed(&[name]) {
            Ok(number) => number,
            Err(fault) => {
                reader.fault(*fault);
                return None;
            }
        },
        Some((column, None)) => {
            reader.wrong(column, "the name of a column");
            return None;
        }
    };
    values::<U>(&table, number, unit, reader)
}

fn values<U: Unit>(table: &CsvTable, column: usize, unit: Option<f64>, reader: &mut Reader) -> Option<Vec<f64>> {
    let mut wrong = RowFaults::default();
    let mut values = Vec::new();
    // A file without a line of names begins with a value.
    let unnamed = table
        .header()
        .get(column)
        .filter(|cell| value::<U>(cell, unit).is_some());
    let first = unnamed.map(|cell| (1, cell));
    let rows = table.rows().iter().map(|row| (row.line, row.cell(column)));
    for (line, cell) in first.into_iter().chain(rows).filter(|(_, cell)| !cell.text.is_empty()) {
        match value::<U>(cell, unit) {
            Some(value) => values.push(value),
            None => {
                let fact = format!("`{}` is not {}", cell.text, U::CELL);
                let label = if unit.is_none() && cell.text.parse::<f64>().is_ok() {
                    "a plain number needs a unit: add `unit = \"minutes\"` beside `file`"
                } else {
                    ""
                };
                wrong.add(table, line, cell, "value", fact, label);
            }
        }
    }
    let sound = wrong.is_empty() && table.faults().is_empty();
    wrong.tell(table, &mut reader.faults);
    sound.then_some(values)
}

fn value<U: Unit>(cell: &Cell, unit: Option<f64>) -> Option<f64> {
    let plain = cell
        .text
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite() && *number >= 0.0);
    match (plain, unit) {
        (Some(number), Some(unit)) => Some(number * unit),
        _ => U::of_text(&cell.text),
    }
}
