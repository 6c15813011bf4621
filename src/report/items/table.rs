//! `items.csv`: a row for each item.

use super::own_name;
use crate::journey::{Journey, Moment, State, Verdict};
use crate::report::tables::guarded;
use crate::time::Span;

/// The columns that depend on the scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Attributes, in the order of the scenario.
    pub attributes: Vec<String>,
    /// Parts of lead time.
    pub parts: Vec<&'static str>,
    /// Deadlines: promise and aspect.
    pub promises: Vec<(String, &'static str)>,
}

/// Makes rows. Durations are in seconds, whole to the millisecond, so that they add up; times are local.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Columns,
}

impl Table {
    /// A table of these columns.
    pub fn new(columns: Columns) -> Table {
        Table { columns }
    }

    /// The heading, as bytes.
    pub fn heading(&self) -> Vec<u8> {
        let columns = &self.columns;
        let mut heading: Vec<String> = ["replication", "id", "demand", "kind"].map(str::to_owned).to_vec();
        heading.extend(
            columns
                .attributes
                .iter()
                .map(|name| own_name(name))
                .map(|name| guarded(&name).into_owned()),
        );
        heading.extend(
            [
                "state",
                "counted",
                "arrived",
                "first_touched",
                "resolved",
                "lead_seconds",
            ]
            .map(str::to_owned),
        );
        heading.extend(columns.parts.iter().map(|part| format!("{part}_seconds")));
        for (promise, aspect) in &columns.promises {
            let name = if *aspect == "resolve" {
                promise.clone()
            } else {
                format!("{promise} {aspect}")
            };
            heading.extend([format!("{name} due"), format!("{name} kept")].map(|name| guarded(&name).into_owned()));
        }
        heading.extend(["parent", "root", "root_kind"].map(str::to_owned));
        line(&heading)
    }

    /// The row of an item, as bytes.
    pub fn row(&self, of: &Journey<'_>) -> Vec<u8> {
        let mut row = vec![
            of.replication.to_string(),
            guarded(&of.id).into_owned(),
            guarded(of.demand).into_owned(),
            of.kind.word().to_owned(),
        ];
        for name in &self.columns.attributes {
            let value = of.attributes.iter().find(|(own, _)| own == name);
            row.push(value.map_or(String::new(), |(_, value)| guarded(value).into_owned()));
        }
        let resolved = Some(&of.until).filter(|_| of.state == State::Completed);
        row.push(state(of.state).to_owned());
        row.push(yes(of.counted).to_owned());
        row.push(local(&of.arrived));
        row.push(of.first_touched.as_ref().map_or(String::new(), local));
        row.push(resolved.map_or(String::new(), local));
        row.push(seconds(of.lead));
        row.extend(of.parts.iter().map(|part| seconds(part.time)));
        for (promise, aspect) in &self.columns.promises {
            let clock = of
                .promises
                .iter()
                .find(|it| it.promise == promise && it.aspect == *aspect);
            row.push(clock.and_then(|it| it.due.as_ref()).map_or(String::new(), local));
            row.push(clock.map_or("", |it| kept(it.verdict)).to_owned());
        }
        row.push(
            of.parent
                .as_deref()
                .map_or(String::new(), |parent| guarded(parent).into_owned()),
        );
        row.push(guarded(&of.root).into_owned());
        row.push(of.root_kind.word().to_owned());
        line(&row)
    }
}

/// A row as bytes; writing to memory cannot fail.
fn line(cells: &[String]) -> Vec<u8> {
    let mut csv = csv::WriterBuilder::new().buffer_capacity(1024).from_writer(Vec::new());
    let _ = csv.write_record(cells);
    csv.into_inner().unwrap_or_default()
}

/// `2027-01-12 14:05:00.000`: spreadsheets take it for a time.
fn local(moment: &Moment) -> String {
    moment.local.strftime("%Y-%m-%d %H:%M:%S%.3f").to_string()
}

fn seconds(span: Span) -> String {
    let ticks = span.ticks();
    format!("{}.{:03}", ticks / 1000, ticks % 1000)
}

fn state(state: State) -> &'static str {
    match state {
        State::Completed => "completed",
        State::ClosedUndone => "closed undone",
        State::HelpedThemselves => "helped themselves",
        State::FailedAttempt => "failed attempt",
        State::Open => "open",
    }
}

fn yes(it: bool) -> &'static str {
    if it { "yes" } else { "no" }
}

fn kept(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Kept => "yes",
        Verdict::Broken => "no",
        Verdict::Undecided => "",
    }
}
