//! Durations, deadlines, dates, local times, time zones.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::model;
use crate::scenario::catalogue::{Placed, Reader, Value};
use crate::scenario::tree::{Content, Node};
use crate::time::Span;

fn span(text: &str, node: &Node, reader: &mut Reader, words: &str) -> Option<Span> {
    match Span::parse(text) {
        Ok(span) => Some(span),
        Err(error) => {
            reader.senseless(node, &error.to_string(), words);
            None
        }
    }
}

impl Value for Span {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.as_text() {
            Some(text) => span(text, node, reader, &Self::words()),
            None => {
                reader.wrong(node, &Self::words());
                None
            }
        }
    }
    fn words() -> String {
        "a duration, such as \"4h\", \"90m\" or \"2 weeks\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "string", "minLength": 2 })
    }
}

/// How long before something: `"24h before"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead(pub Span);

impl Value for Lead {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = node.as_text() else {
            reader.wrong(node, &Self::words());
            return None;
        };
        let text = text.trim();
        span(
            text.strip_suffix("before").unwrap_or(text),
            node,
            reader,
            &Self::words(),
        )
        .map(Lead)
    }
    fn words() -> String {
        "a duration before the meeting, such as \"24h before\"".to_owned()
    }
    fn schema() -> Json {
        Span::schema()
    }
}

/// When something is due: `"4h"` or `"3 working days"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline(pub model::Deadline);

impl Deadline {
    /// Reads `"3 working days"`.
    fn working_days(text: &str) -> Option<u32> {
        let text = text.trim();
        let number = text
            .strip_suffix("working days")
            .or_else(|| text.strip_suffix("working day"))?;
        number.trim().parse().ok().filter(|days| (1..=3_650).contains(days))
    }
}

impl Value for Deadline {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = node.as_text() else {
            reader.wrong(node, &Self::words());
            return None;
        };
        if let Some(days) = Self::working_days(text) {
            return Some(Deadline(model::Deadline::WorkingDays(days)));
        }
        if text.contains("working") {
            reader.senseless(node, "this is not a whole number of working days", &Self::words());
            return None;
        }
        let span = span(text, node, reader, &Self::words())?;
        if span == Span::ZERO {
            reader.senseless(node, "nobody can keep a promise of no time", &Self::words());
            return None;
        }
        Some(Deadline(model::Deadline::After(span)))
    }
    fn words() -> String {
        "a time to keep, such as \"4h\" or \"3 working days\"".to_owned()
    }
    fn schema() -> Json {
        Span::schema()
    }
}

impl Value for Date {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = match &node.content {
            Content::Text(text) | Content::Moment(text) => text,
            _ => {
                reader.wrong(node, &Self::words());
                return None;
            }
        };
        match text.trim().parse::<Date>() {
            Ok(date) if text.trim().len() == 10 => Some(date),
            _ => {
                reader.senseless(node, "the calendar has no such date", &Self::words());
                None
            }
        }
    }
    fn words() -> String {
        "a date, such as 2027-01-04".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "string", "format": "date" })
    }
}

/// A local date, which begins at midnight, or a local date and time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment(pub DateTime);

impl Value for Moment {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = match &node.content {
            Content::Text(text) | Content::Moment(text) => text.trim(),
            _ => {
                reader.wrong(node, &Self::words());
                return None;
            }
        };
        let time = match text.len() {
            10 => text.parse::<Date>().map(|date| date.at(0, 0, 0, 0)),
            _ => text.parse::<DateTime>(),
        };
        if time.is_err() {
            reader.senseless(node, "the calendar has no such moment", &Self::words());
        }
        time.ok().map(Moment)
    }
    fn words() -> String {
        "a local date, such as 2027-02-01, or a date and time, such as \"2027-02-01 09:00\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "string" })
    }
}

/// Local dates and times: `["2027-01-04 09:00", …]`.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalTimes(pub Vec<Placed<DateTime>>);

impl Value for DateTime {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = match &node.content {
            Content::Text(text) | Content::Moment(text) => text.trim(),
            _ => {
                reader.wrong(node, &Self::words());
                return None;
            }
        };
        match text.parse::<DateTime>() {
            Ok(time) if text.len() > 10 => Some(time),
            _ => {
                reader.senseless(node, "this is no local date with a time", &Self::words());
                None
            }
        }
    }
    fn words() -> String {
        "a local date and time, such as \"2027-01-04 09:00\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "string" })
    }
}

impl Value for LocalTimes {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Content::List(nodes) = &node.content else {
            reader.wrong(node, &Self::words());
            return None;
        };
        let mut times = Vec::with_capacity(nodes.len());
        for node in nodes {
            let text = match &node.content {
                Content::Text(text) | Content::Moment(text) => text.trim(),
                _ => "",
            };
            match text.parse::<DateTime>() {
                Ok(value) if text.len() > 10 => times.push(Placed {
                    value,
                    place: node.place.clone(),
                }),
                _ => {
                    let path = reader.path();
                    reader.fault(
                        Diagnostic::error(format!("`{path}` holds something that is not a local date and time"))
                            .at(&node.place, "")
                            .help("write it as \"2027-01-04 09:00\""),
                    );
                }
            }
        }
        Some(LocalTimes(times))
    }
    fn words() -> String {
        "a list of local dates and times, such as [\"2027-01-04 09:00\"]".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "array", "items": { "type": "string" } })
    }
}

/// A time zone by its IANA name.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(pub TimeZone);

impl Value for Zone {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(name) = node.as_text() else {
            reader.wrong(node, &Self::words());
            return None;
        };
        match TimeZone::get(name) {
            Ok(zone) => Some(Zone(zone)),
            Err(_) => {
                let fault =
                    Diagnostic::error(format!("unknown time zone `{name}`")).at(&node.place, "no zone has this name");
                let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
                let near = crate::scenario::nearest::name(name, names.iter().map(String::as_str));
                reader.fault(match near {
                    Some(near) => fault.help(format!("a zone with a similar name exists: `{near}`")),
                    None => fault.help("zones are named as in \"Europe/London\" or \"UTC\""),
                });
                None
            }
        }
    }
    fn words() -> String {
        "a time zone, such as \"Europe/London\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "string", "minLength": 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_are_whole_and_above_zero() {
        assert_eq!(Deadline::working_days("3 working days"), Some(3));
        assert_eq!(Deadline::working_days("1 working day"), Some(1));
        assert_eq!(Deadline::working_days("0 working days"), None);
        assert_eq!(Deadline::working_days("1.5 working days"), None);
        assert_eq!(Deadline::working_days("4h"), None);
    }
}
