//! Single items for spreadsheets and process mining, written as they come.

mod table;
mod xes;

pub use table::{Columns, Table};
pub use xes::EventLog;

/// Names that every row or trace has.
const TAKEN: [&str; 14] = [
    "replication",
    "id",
    "item",
    "demand",
    "kind",
    "state",
    "counted",
    "arrived",
    "first_touched",
    "resolved",
    "lead_seconds",
    "parent",
    "root",
    "root_kind",
];

/// An attribute's name as a column, kept apart from ours.
fn own_name(attribute: &str) -> String {
    if TAKEN.contains(&attribute) {
        format!("own {attribute}")
    } else {
        attribute.to_owned()
    }
}
