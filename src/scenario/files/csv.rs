//! CSV files as tables whose every cell knows its place.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Place, SourceId, Sources};
use crate::scenario::nearest;

/// Lines that a note lists.
const MOST_LISTED: usize = 3;

/// A cell as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its text, without quotes and surrounding spaces.
    pub text: String,
    range: Range<usize>,
}

/// A CSV file: a line of column names, then rows.
#[derive(Clone, Debug)]
pub struct CsvTable {
    /// Its path as the scenario names it.
    pub name: String,
    source: SourceId,
    header: Vec<Cell>,
    rows: Vec<Row>,
    faults: Vec<Diagnostic>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u64,
    cells: Vec<Cell>,
}

impl CsvTable {
    /// Takes a text apart. Columns are parted by commas, or by semicolons or tabs where the first line has those instead.
    pub fn parse(name: &str, text: String, sources: &mut Sources) -> CsvTable {
        let first = text.lines().next().unwrap_or("");
        let parting = [b',', b';', b'\t'].into_iter();
        let delimiter = parting
            .max_by_key(|letter| (first.bytes().filter(|byte| byte == letter).count(), *letter == b','))
            .unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records().flatten() {
            let (start, line) = record
                .position()
                .map_or((0, 0), |position| (position.byte() as usize, position.line()));
            let skipped = text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
            let breaks = text[start..start + skipped].matches('\n').count() as u64;
            let ranges = ranges(&text, start + skipped, delimiter);
            let cell = |(number, text): (usize, &str)| Cell {
                text: text.to_owned(),
                range: ranges.get(number).cloned().unwrap_or(start..start),
            };
            rows.push(Row {
                line: line + breaks,
                cells: record.iter().enumerate().map(cell).collect(),
            });
        }
        let header = if rows.is_empty() {
            Vec::new()
        } else {
            rows.remove(0).cells
        };
        let source = sources.add(name, text);
        let mut table = CsvTable {
            name: name.to_owned(),
            source,
            header,
            rows,
            faults: Vec::new(),
        };
        table.check_lengths();
        table
    }

    fn check_lengths(&mut self) {
        let columns = self.header.len();
        let ragged: Vec<&Row> = self.rows.iter().filter(|row| row.cells.len() != columns).collect();
        let Some(first) = ragged.first() else { return };
        let range =
            first.cells.first().map_or(0, |cell| cell.range.start)..first.cells.last().map_or(0, |cell| cell.range.end);
        let place = Place {
            source: self.source,
            range,
        };
        let fact = format!(
            "`{}` has a row of {} cells under {columns} columns",
            self.name,
            first.cells.len()
        );
        let lines: Vec<u64> = ragged.iter().map(|row| row.line).collect();
        let fault = Diagnostic::error(fact).at(&place, "every row needs a cell for each column");
        let fault = self.counted(fault, &lines);
        self.faults.push(fault);
        self.rows.retain(|row| row.cells.len() == columns);
    }

    /// A fault of some rows with a note that says which.
    pub fn counted(&self, fault: Diagnostic, lines: &[u64]) -> Diagnostic {
        if lines.len() < 2 {
            return fault;
        }
        let listed: Vec<String> = lines.iter().take(MOST_LISTED).map(u64::to_string).collect();
        let first = if lines.len() > MOST_LISTED {
            "; first lines: "
        } else {
            "; lines "
        };
        fault.note(format!(
            "{} of {} rows{first}{}",
            lines.len(),
            self.rows.len(),
            listed.join(", ")
        ))
    }

    /// What is wrong with the table itself.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    /// The rows under the line of names.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> + Clone {
        self.header.iter().map(|cell| cell.text.as_str())
    }

    /// The first line, as a row.
    pub fn header(&self) -> &[Cell] {
        &self.header
    }

    /// The place of a cell.
    pub fn place(&self, cell: &Cell) -> Place {
        Place {
            source: self.source,
            range: cell.range.clone(),
        }
    }

    /// The place of the line of names.
    pub fn header_place(&self) -> Place {
        let end = self.header.last().map_or(0, |cell| cell.range.end);
        Place {
            source: self.source,
            range: 0..end,
        }
    }

    /// The number of a column; capitals, spaces, hyphens and underscores make no difference.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns().position(|column| plain(column) == plain(name))
    }

    /// The number of a column that must be there.
    ///
    /// # Errors
    /// That it is not, and which there are.
    pub fn needed(&self, names: &[&str]) -> Result<usize, Box<Diagnostic>> {
        if let Some(column) = names.iter().find_map(|name| self.column(name)) {
            return Ok(column);
        }
        let name = names.first().copied().unwrap_or_default();
        let fault = Diagnostic::error(format!("`{}` has no column `{name}`", self.name))
            .at(&self.header_place(), "the columns are named in this line");
        Err(Box::new(match nearest::name(name, self.columns()) {
            Some(near) => fault.help(format!("a column with a similar name exists: `{near}`")),
            None => fault.help(format!("the columns are {}", nearest::list(self.columns()))),
        }))
    }
}

impl Row {
    /// The cell of a column.
    pub fn cell(&self, column: usize) -> &Cell {
        &self.cells[column]
    }
}

/// A column's name without what people write in different ways.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| !matches!(letter, ' ' | '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}

/// Where the cells of the record that begins at `from` stand in the text, quotes included, spaces around them left out.
fn ranges(text: &str, from: usize, delimiter: u8) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut found, mut start, mut at, mut quoted) = (Vec::new(), from, from, false);
    loop {
        let byte = bytes.get(at).copied();
        let ends = byte.is_none() || (!quoted && matches!(byte, Some(b'\r' | b'\n')));
        if ends || (!quoted && byte == Some(delimiter)) {
            let cell = &text[start..at];
            let begins = start + (cell.len() - cell.trim_start().len());
            found.push(begins..(start + cell.trim_end().len()).max(begins));
            start = at + 1;
        }
        if ends {
            return found;
        }
        quoted ^= byte == Some(b'"');
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (CsvTable, Sources) {
        let mut sources = Sources::default();
        (CsvTable::parse("x.csv", text.to_owned(), &mut sources), sources)
    }

    /// Every cell's place holds its text, also behind quotes that hide commas, quotes and line breaks.
    #[test]
    fn cells_know_their_places() {
        let text = "id, opened ,note\r\n1,2027-01-04 09:00,\"a, \"\"b\"\"\nc\"\n\n2, 2027-01-05 ,d\n";
        let (table, sources) = parse(text);
        assert_eq!(table.columns().collect::<Vec<_>>(), ["id", "opened", "note"]);
        let texts: Vec<&str> = (0..3)
            .map(|column| table.rows()[0].cell(column).text.as_str())
            .collect();
        assert_eq!(texts, ["1", "2027-01-04 09:00", "a, \"b\"\nc"]);
        let rows: Vec<u64> = table.rows().iter().map(|row| row.line).collect();
        assert_eq!(rows, [2, 5]);
        for row in table.rows() {
            for column in 0..2 {
                let place = table.place(row.cell(column));
                let source = sources.get(place.source).expect("the file");
                assert_eq!(&source.text[place.range], row.cell(column).text);
            }
        }
    }

    #[test]
    fn semicolons_and_tabs_part_columns_too() {
        assert_eq!(parse("a;b;c\n1;2,5;3\n").0.rows()[0].cell(1).text, "2,5");
        assert_eq!(parse("a\tb\n1\t2\n").0.rows()[0].cell(1).text, "2");
        assert_eq!(parse("only\n7\n").0.rows()[0].cell(0).text, "7");
        assert_eq!(parse("").0.columns().count(), 0);
    }

    #[test]
    fn ragged_rows_are_told_together() {
        let (table, sources) = parse("a,b\n1\n1,2\n3\n");
        assert_eq!(table.rows().len(), 1);
        let told = table.faults()[0].render(&sources, crate::diagnostic::Style::Plain);
        assert!(
            told.contains("x.csv:2:1") && told.contains("2 of 3 rows; lines 2, 4"),
            "{told}"
        );
    }

    #[test]
    fn columns_are_known_however_they_are_written() {
        let (table, _) = parse("Opened At,closed-at\n");
        assert_eq!(
            (table.column("opened_at"), table.column("closed at")),
            (Some(0), Some(1))
        );
        assert!(table.needed(&["priority"]).is_err());
    }
}
