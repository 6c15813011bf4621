//! What the rows of a file say: moments and attribute values, and the faults of many rows told as one.

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::csv::{Cell, CsvTable};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// A moment as a file tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Moment {
    /// Local time in the scenario's zone.
    Local(DateTime),
    /// With an offset, so that it names one instant.
    Exact(Timestamp),
}

impl Moment {
    /// What is expected, to stand after "is not".
    pub const WORDS: &'static str =
        "a date and time such as 2027-01-04 09:15, or with an offset such as 2027-01-04T09:15+01:00";

    /// Reads `2027-01-04`, `2027-01-04 09:15`, `2027-01-04T09:15:30`, and those with `Z` or an offset.
    pub fn parse(text: &str) -> Option<Moment> {
        let text = text.trim();
        // jiff reads more than we promise to understand; years come first here.
        if !text.get(..5).is_some_and(|year| year.ends_with('-')) {
            return None;
        }
        match text.parse::<Timestamp>() {
            Ok(exact) => Some(Moment::Exact(exact)),
            Err(_) => text.parse::<DateTime>().ok().map(Moment::Local),
        }
    }
}

/// Faults of rows, gathered by what is wrong, so that a thousand bad rows make one message.
#[derive(Default)]
pub struct RowFaults(Vec<RowFault>);

struct RowFault {
    kind: String,
    fact: String,
    label: String,
    place: Place,
    lines: Vec<u64>,
}

impl RowFaults {
    /// A cell is wrong: `kind` is what all such cells have in common, `fact` is told of the first.
    pub fn add(&mut self, table: &CsvTable, line: u64, cell: &Cell, kind: &str, fact: impl Into<String>, label: &str) {
        if let Some(known) = self.0.iter_mut().find(|fault| fault.kind == kind) {
            known.lines.push(line);
            return;
        }
        self.0.push(RowFault {
            kind: kind.to_owned(),
            fact: fact.into(),
            label: label.to_owned(),
            place: table.place(cell),
            lines: vec![line],
        });
    }

    /// Whether no row is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells them.
    pub fn tell(self, table: &CsvTable, faults: &mut Diagnostics) {
        for fault in self.0 {
            let told = Diagnostic::error(fault.fact).at(&fault.place, fault.label);
            faults.push(table.counted(told, &fault.lines));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_with_and_without_an_offset() {
        let local = |hour, minute| jiff::civil::date(2027, 1, 4).at(hour, minute, 0, 0);
        assert_eq!(Moment::parse("2027-01-04 09:15"), Some(Moment::Local(local(9, 15))));
        assert_eq!(
            Moment::parse(" 2027-01-04T09:15:00 "),
            Some(Moment::Local(local(9, 15)))
        );
        assert_eq!(Moment::parse("2027-01-04"), Some(Moment::Local(local(0, 0))));
        let exact = "2027-01-04T08:15:00Z".parse().expect("a timestamp");
        assert_eq!(Moment::parse("2027-01-04 09:15+01:00"), Some(Moment::Exact(exact)));
        for wrong in ["04/01/2027 09:15", "2027-02-30", "yesterday", "", "é"] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }
}
