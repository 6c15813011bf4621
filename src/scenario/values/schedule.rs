//! When something is scheduled: days of the week or of the month, with times.

use jiff::civil::{Date, DateTime, Time};
use serde_json::{Value as Json, json};

use super::week::{Meetings, time};
use crate::scenario::catalogue::{Reader, Value};
use crate::scenario::tree::Node;

/// Which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    /// A day of the week, Monday 0.
    OfWeek(u8),
    /// A day of the month, 1 to 31; a month that is shorter has none.
    OfMonth(u8),
    /// The last day of the month.
    Last,
}

/// Local days and times: `"Mon 09:00"`, `"Mon-Fri 08:00, Sat 10:00"`, `"1st 09:00"`, `"last day 17:00"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule(Vec<(Day, Time)>);

impl Schedule {
    fn parse(text: &str) -> Result<Schedule, String> {
        let mut occasions = Vec::new();
        for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            match day_of_month(part) {
                Some((day, rest)) => occasions.push((day?, time(rest)?)),
                None => {
                    let weekly = Meetings::parse(part)?;
                    occasions.extend(weekly.into_iter().map(|(day, at)| (Day::OfWeek(day), at)));
                }
            }
        }
        if occasions.is_empty() {
            return Err("no day is written here".to_owned());
        }
        Ok(Schedule(occasions))
    }

    /// The scheduled times of a date, in order.
    pub fn on(&self, date: Date) -> Vec<DateTime> {
        let held = |day: &Day| match day {
            Day::OfWeek(day) => i8::try_from(*day) == Ok(date.weekday().to_monday_zero_offset()),
            Day::OfMonth(day) => i8::try_from(*day) == Ok(date.day()),
            Day::Last => date.day() == date.days_in_month(),
        };
        let today = self.0.iter().filter(|(day, _)| held(day));
        let mut times: Vec<DateTime> = today.map(|(_, at)| date.to_datetime(*at)).collect();
        times.sort();
        times.dedup();
        times
    }
}

/// `1st 09:00`, `22nd 12:00`, `last day 17:00`: the day, and what follows.
fn day_of_month(part: &str) -> Option<(Result<Day, String>, &str)> {
    if let Some(rest) = part.strip_prefix("last day") {
        return Some((Ok(Day::Last), rest));
    }
    let letters = part.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, rest) = part.split_at(letters);
    let rest = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| rest.strip_prefix(ending))?;
    let day = number.parse().ok().filter(|day| (1..=31).contains(day));
    Some((
        day.map(Day::OfMonth)
            .ok_or_else(|| format!("no month has a day {number}")),
        rest,
    ))
}

impl Value for Schedule {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = node.as_text() else {
            reader.wrong(node, &Self::words());
            return None;
        };
        match Schedule::parse(text) {
            Ok(schedule) => Some(schedule),
            Err(fact) => {
                reader.senseless(node, &fact, &Self::words());
                None
            }
        }
    }
    fn words() -> String {
        "days with times, such as \"Mon 09:00\", \"Mon-Fri 08:00\", \"1st 09:00\" or \"last day 17:00\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "string", "minLength": 1 })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn schedules_name_days_of_the_week_and_of_the_month() {
        let schedule = Schedule::parse("Mon-Tue 08:00; 1st 09:30, last day 17:00").expect("reads");
        let hours = |day| -> Vec<i8> { schedule.on(day).iter().map(|time| time.hour()).collect() };
        assert_eq!(hours(date(2027, 2, 1)), [8, 9], "a Monday and the first");
        assert_eq!(hours(date(2027, 2, 2)), [8]);
        assert_eq!(hours(date(2027, 2, 28)), [17]);
        assert_eq!(hours(date(2027, 2, 3)), [0; 0]);
        assert_eq!(Schedule::parse("32nd 09:00"), Err("no month has a day 32".to_owned()));
        assert!(Schedule::parse("1st").is_err() && Schedule::parse("Moon 09:00").is_err());
    }
}
