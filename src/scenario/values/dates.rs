//! Dates: lists with ranges, and dates with hours of their own.

use jiff::civil::{Date, Time};
use serde_json::{Value as Json, json};

use super::week::Week;
use crate::diagnostic::Diagnostic;
use crate::scenario::catalogue::{Placed, Reader, Value};
use crate::scenario::tree::{Content, Node};

/// The longest range of dates.
const LONGEST: usize = 366;

/// Dates and ranges of dates: `[2027-12-24, "2027-12-27 to 2027-12-31"]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dates(pub Vec<Placed<Date>>);

impl Value for Dates {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Content::List(nodes) = &node.content else {
            reader.wrong(node, &Self::words());
            return None;
        };
        let mut dates = Vec::new();
        for node in nodes {
            dates.extend(of_node(node, reader));
        }
        Some(Dates(dates))
    }
    fn words() -> String {
        "a list, each a date, such as 2027-01-04, or a range, such as \"2027-12-24 to 2027-12-31\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "array", "items": { "type": "string", "minLength": 10 } })
    }
}

fn of_node(node: &Node, reader: &mut Reader) -> Vec<Placed<Date>> {
    let placed = |value| Placed {
        value,
        place: node.place.clone(),
    };
    let Some((first, last)) = node.as_text().and_then(|text| text.split_once(" to ")) else {
        return Date::read(node, reader).into_iter().map(placed).collect();
    };
    let (Ok(first), Ok(last)) = (first.trim().parse::<Date>(), last.trim().parse::<Date>()) else {
        reader.senseless(node, "the calendar has no such date", &Dates::words());
        return Vec::new();
    };
    let dates: Vec<Date> = std::iter::successors(Some(first), |date| date.tomorrow().ok())
        .take_while(|date| *date <= last)
        .take(LONGEST + 1)
        .collect();
    if dates.is_empty() || dates.len() > LONGEST {
        let fact = if dates.is_empty() {
            "it ends before it begins"
        } else {
            "it is longer than a year"
        };
        reader.senseless(node, fact, &Dates::words());
        return Vec::new();
    }
    dates.into_iter().map(placed).collect()
}

/// Spans of hours on a date.
pub type Spans = Vec<(Time, Time)>;

/// Dates that open: with the hours of their day of the week, or with hours of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpenDates {
    /// Dates with the hours of their day of the week.
    pub as_usual: Vec<Placed<Date>>,
    /// Dates with spans of hours.
    pub hours: Vec<(Placed<Date>, Spans)>,
}

impl Value for OpenDates {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if matches!(node.content, Content::List(_)) {
            let as_usual = Dates::read(node, reader)?.0;
            return Some(OpenDates {
                as_usual,
                hours: Vec::new(),
            });
        }
        let table = reader.table(node, &Self::words())?;
        let mut hours = Vec::new();
        for entry in &table.entries {
            let Ok(date) = entry.key.parse::<Date>() else {
                let fault = Diagnostic::error(format!("`{}` is not a date", entry.key));
                reader.fault(fault.at(&entry.key_place, "the calendar has no such date"));
                continue;
            };
            let Some(text) = entry.node.as_text() else {
                reader.within(&entry.key, |reader| {
                    reader.wrong(&entry.node, "hours, such as \"10:00-14:00\"")
                });
                continue;
            };
            let spans: Result<Vec<_>, String> = text.split(',').map(|part| Week::parse_span(part.trim())).collect();
            match spans {
                Ok(spans) => hours.push((
                    Placed {
                        value: date,
                        place: entry.key_place.clone(),
                    },
                    spans,
                )),
                Err(fact) => {
                    let fault = Diagnostic::error(format!("the hours of {date} cannot be read: {fact}"));
                    reader.fault(fault.at(&entry.node.place, "").help("write them as \"10:00-14:00\""));
                }
            }
        }
        Some(OpenDates {
            as_usual: Vec::new(),
            hours,
        })
    }
    fn words() -> String {
        "a list of dates, such as [2027-03-26], or dates with hours, such as { 2027-05-01 = \"10:00-14:00\" }"
            .to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ Dates::schema(), { "type": "object", "additionalProperties": { "type": "string" } } ] })
    }
}
