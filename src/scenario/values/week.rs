//! Hours of a week: `"Mon-Fri 09:00-12:00, 13:00-17:30; Sat 10:00-14:00"`.

use jiff::civil::Time;
use serde_json::{Value as Json, json};

use crate::model::calendar::WeeklySpan;
use crate::scenario::catalogue::{Reader, Value};
use crate::scenario::tree::Node;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Open spans of a week.
#[derive(Clone, Debug, PartialEq)]
pub struct Week(pub Vec<WeeklySpan>);

impl Week {
    /// Reads the spans of a week.
    ///
    /// # Errors
    /// The fact in words, without a place.
    pub fn parse(text: &str) -> Result<Vec<WeeklySpan>, String> {
        let mut spans = Vec::new();
        for group in text.split(';').map(str::trim).filter(|group| !group.is_empty()) {
            let (days, hours) = days_and_rest(group)?;
            for part in hours.split(',').map(str::trim) {
                let (from, to) = Self::parse_span(part)?;
                spans.extend(days.iter().map(|day| WeeklySpan { day: *day, from, to }));
            }
        }
        if spans.is_empty() {
            return Err("no hours are written here".to_owned());
        }
        spans.sort_by_key(|span| (span.day, span.from));
        Ok(spans)
    }

    /// Reads `09:00-17:30`; an end of `24:00` is the midnight that follows.
    ///
    /// # Errors
    /// The fact in words, without a place.
    pub fn parse_span(text: &str) -> Result<(Time, Time), String> {
        let (from, to) = text
            .split_once(['-', '–'])
            .ok_or_else(|| format!("`{text}` is not a span of hours"))?;
        let end = to.trim();
        let (from, to) = (time(from)?, if end == "24:00" { Time::midnight() } else { time(to)? });
        if from == to && end != "24:00" {
            return Err(format!("`{}` begins and ends at the same time", text.trim()));
        }
        Ok((from, to))
    }
}

/// Days and the text after them: `Mon-Fri`, `Mon, Wed`, `Sat`.
fn days_and_rest(group: &str) -> Result<(Vec<u8>, &str), String> {
    let digit = group
        .find(|c: char| c.is_ascii_digit())
        .ok_or_else(|| format!("`{group}` names no hours"))?;
    let (names, rest) = group.split_at(digit);
    Ok((days_of(names)?, rest))
}

/// The days that `Mon-Fri`, `Mon, Wed` or `Sat` names, Monday 0.
pub(super) fn days_of(names: &str) -> Result<Vec<u8>, String> {
    let mut days = Vec::new();
    for part in names.split(',').map(str::trim) {
        match part.split_once(['-', '–']) {
            Some((first, last)) => {
                let (first, last) = (day(first)?, day(last)?);
                let count = (7 + last - first) % 7;
                days.extend((0..=count).map(|step| (first + step) % 7));
            }
            None => days.push(day(part)?),
        }
    }
    Ok(days)
}

fn day(text: &str) -> Result<u8, String> {
    let name = text.trim().to_lowercase();
    let long = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let found = (0u8..7).find(|day| name == DAYS[usize::from(*day)] || name == long[usize::from(*day)]);
    found.ok_or_else(|| match text.trim() {
        "" => "no day is named".to_owned(),
        name => format!("`{name}` is not a day of the week"),
    })
}

/// A time of day: `09:00`.
pub(super) fn time(text: &str) -> Result<Time, String> {
    let text = text.trim();
    let wrong = || format!("`{text}` is not a time of day");
    let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
    let (hour, minute) = (hour.parse().map_err(|_| wrong())?, minute.parse().map_err(|_| wrong())?);
    Time::new(hour, minute, 0, 0).map_err(|_| wrong())
}

impl Value for Week {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = node.as_text() else {
            reader.wrong(node, &Self::words());
            return None;
        };
        match Week::parse(text) {
            Ok(spans) => Some(Week(spans)),
            Err(fact) => {
                reader.senseless(node, &fact, &Self::words());
                None
            }
        }
    }
    fn words() -> String {
        "hours of a week, such as \"Mon-Fri 09:00-17:30\" or \"Mon-Fri 08:00-12:00, 13:00-17:00; Sat 10:00-14:00\""
            .to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "string", "minLength": 1 })
    }
}

/// When a board meets: `"Wed 10:00"`, `"Mon 10:00, Thu 10:00"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Meetings(pub Vec<(u8, Time)>);

impl Meetings {
    /// Reads days with times.
    ///
    /// # Errors
    /// The fact in words, without a place.
    pub fn parse(text: &str) -> Result<Vec<(u8, Time)>, String> {
        let mut meetings = Vec::new();
        for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            let (days, rest) = days_and_rest(part)?;
            let begins = time(rest)?;
            meetings.extend(days.into_iter().map(|day| (day, begins)));
        }
        if meetings.is_empty() {
            return Err("no meeting is written here".to_owned());
        }
        Ok(meetings)
    }
}

impl Value for Meetings {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = node.as_text() else {
            reader.wrong(node, &Self::words());
            return None;
        };
        match Meetings::parse(text) {
            Ok(meetings) => Some(Meetings(meetings)),
            Err(fact) => {
                reader.senseless(node, &fact, &Self::words());
                None
            }
        }
    }
    fn words() -> String {
        "days with times, such as \"Wed 10:00\" or \"Mon 10:00, Thu 10:00\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "string", "minLength": 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i8, minute: i8) -> Time {
        Time::constant(hour, minute, 0, 0)
    }

    #[test]
    fn weeks_read_as_people_write_them() {
        let week = Week::parse("Mon-Fri 09:00-12:00, 13:00-17:30; Sat 10:00-14:00").expect("reads");
        assert_eq!(week.len(), 11);
        assert_eq!(
            week[0],
            WeeklySpan {
                day: 0,
                from: at(9, 0),
                to: at(12, 0)
            }
        );
        assert_eq!(
            week[10],
            WeeklySpan {
                day: 5,
                from: at(10, 0),
                to: at(14, 0)
            }
        );
    }

    #[test]
    fn nights_wrap_around_the_week_and_midnight() {
        let week = Week::parse("Sun-Thu 22:00-06:00").expect("reads");
        assert_eq!(week.iter().map(|span| span.day).collect::<Vec<_>>(), [0, 1, 2, 3, 6]);
        assert_eq!((week[0].from, week[0].to), (at(22, 0), at(6, 0)));
        let day = Week::parse("Mon 00:00-24:00").expect("reads");
        assert_eq!((day[0].from, day[0].to), (at(0, 0), at(0, 0)));
    }

    #[test]
    fn senseless_weeks_say_why() {
        assert_eq!(
            Week::parse("Mon-Fry 09:00-17:00"),
            Err("`Fry` is not a day of the week".into())
        );
        assert_eq!(
            Week::parse("Mon 09:00-09:00"),
            Err("`09:00-09:00` begins and ends at the same time".into())
        );
        assert_eq!(Week::parse("Mon 9-17"), Err("`9` is not a time of day".into()));
        assert_eq!(
            Week::parse("Mon 09:00-25:00"),
            Err("`25:00` is not a time of day".into())
        );
        assert_eq!(Week::parse("09:00-17:00"), Err("no day is named".into()));
        assert_eq!(Week::parse("Mon"), Err("`Mon` names no hours".into()));
        assert_eq!(Week::parse(""), Err("no hours are written here".into()));
    }

    #[test]
    fn meetings_read_as_people_write_them() {
        assert_eq!(Meetings::parse("Wed 10:00"), Ok(vec![(2, at(10, 0))]));
        assert_eq!(
            Meetings::parse("Mon 10:00, Thu 15:30"),
            Ok(vec![(0, at(10, 0)), (3, at(15, 30))])
        );
        assert_eq!(Meetings::parse("Wed"), Err("`Wed` names no hours".into()));
    }
}
