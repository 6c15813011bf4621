//! How arrivals spread over the week: by days, by times of day, hour by hour.

use serde_json::{Value as Json, json};

use super::mix::Mix;
use super::plain::Number;
use super::week::{Week, days_of};
use crate::diagnostic::Diagnostic;
use crate::scenario::catalogue::{Placed, Reader, Value, read_placed};
use crate::scenario::files::names_a_file;
use crate::scenario::files::rows::RowFaults;
use crate::scenario::tree::Node;

/// Hours of a week.
pub const HOURS: usize = 168;

/// Shares of the week by days: `{ Mon = "30%", Tue-Fri = "60%", Sat-Sun = "rest" }`. The days of a group share alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByDay(pub [f64; 7]);

/// Shares of each day by times: `{ "08:00-10:00" = "50%", "10:00-17:00" = "rest" }`, in full hours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByTime(pub [f64; 24]);

/// 168 weights, one an hour of the week from Monday 00:00; in the scenario, or in a CSV file.
#[derive(Clone, Debug, PartialEq)]
pub struct ByHourOfWeek(pub Vec<f64>);

/// Spreads each share over the parts that its name stands for; no part is named twice.
fn spread<const N: usize>(
    node: &Node,
    reader: &mut Reader,
    parts: impl Fn(&str) -> Result<Vec<usize>, String>,
    help: &str,
) -> Option<[f64; N]> {
    let Mix(shares) = Mix::read(node, reader)?;
    let mut spread = [None; N];
    for (name, share) in &shares {
        let named = match parts(&name.value) {
            Ok(named) => named,
            Err(fact) => {
                let fault = Diagnostic::error(format!("a share of `{}` is for nothing known", reader.path()));
                reader.fault(fault.at(&name.place, fact).help(help));
                return None;
            }
        };
        for part in &named {
            if spread[*part].replace(share / named.len() as f64).is_some() {
                let fault = Diagnostic::error(format!("the shares of `{}` overlap", reader.path()));
                reader.fault(fault.at(&name.place, "a part of this has a share already").help(help));
                return None;
            }
        }
    }
    Some(spread.map(|share| share.unwrap_or(0.0)))
}

impl Value for ByDay {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let days = |name: &str| Ok(days_of(name)?.into_iter().map(usize::from).collect());
        spread(
            node,
            reader,
            days,
            "write days as in `Mon`, `Tue-Fri` or `\"Sat, Sun\"`",
        )
        .map(ByDay)
    }
    fn words() -> String {
        "shares of the week by days, such as { Mon = \"30%\", Tue-Fri = \"65%\", Sat-Sun = \"rest\" }".to_owned()
    }
    fn schema() -> Json {
        Mix::schema()
    }
}

impl Value for ByTime {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        spread(
            node,
            reader,
            hours,
            "write times as in `\"08:00-10:00\"`, in full hours",
        )
        .map(ByTime)
    }
    fn words() -> String {
        "shares of each day by times, such as { \"08:00-10:00\" = \"50%\", \"10:00-17:00\" = \"rest\" }".to_owned()
    }
    fn schema() -> Json {
        Mix::schema()
    }
}

/// The hours of a day that `08:00-10:00` or `22-06` stands for.
fn hours(text: &str) -> Result<Vec<usize>, String> {
    let full = |part: &str| {
        let part = part.trim();
        if part.contains(':') {
            part.to_owned()
        } else {
            format!("{part}:00")
        }
    };
    let text = match text.split_once(['-', '–']) {
        Some((from, to)) => format!("{}-{}", full(from), full(to)),
        None => text.to_owned(),
    };
    let (from, to) = Week::parse_span(&text)?;
    if from.minute() != 0 || to.minute() != 0 {
        return Err("these are not full hours".to_owned());
    }
    let (from, to) = (
        usize::from(from.hour().unsigned_abs()),
        usize::from(to.hour().unsigned_abs()),
    );
    let count = match (24 + to - from) % 24 {
        0 => 24,
        count => count,
    };
    Ok((0..count).map(|step| (from + step) % 24).collect())
}

impl Value for ByHourOfWeek {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let weights = match node.as_text() {
            Some(path) if names_a_file(path) => from_file(node, path, reader)?,
            Some(_) => {
                reader.wrong(node, &Self::words());
                return None;
            }
            None => {
                let list: Vec<Placed<Number>> = Value::read(node, reader)?;
                list.iter().map(|weight| weight.value.0).collect()
            }
        };
        let sum: f64 = weights.iter().sum();
        if weights.len() != HOURS || sum <= 0.0 {
            let fact = format!("`by_hour_of_week` has {} numbers that add up to {sum}", weights.len());
            let place = "it must have 168, one an hour from Monday 00:00, not all 0";
            reader.fault(Diagnostic::error(fact).at(&node.place, place));
            return None;
        }
        Some(ByHourOfWeek(weights))
    }
    fn words() -> String {
        "168 numbers of 0 or more, or a CSV file with a column of them, such as \"week.csv\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ Vec::<Placed<Number>>::schema(), { "type": "string", "pattern": "\\.[cC][sS][vV]$" } ] })
    }
}

/// The only column, or the one called `arrivals`, `count` or `weight`.
fn from_file(node: &Node, path: &str, reader: &mut Reader) -> Option<Vec<f64>> {
    let table = reader.csv(node, path)?;
    let column = if table.columns().count() == 1 {
        0
    } else {
        match table.needed(&["arrivals", "count", "weight"]) {
            Ok(column) => column,
            Err(fault) => {
                reader.fault(*fault);
                return None;
            }
        }
    };
    let mut wrong = RowFaults::default();
    let mut weights = Vec::new();
    for row in table.rows() {
        let cell = row.cell(column);
        match cell.text.parse::<f64>() {
            Ok(number) if number.is_finite() && number >= 0.0 => weights.push(number),
            _ => wrong.add(
                &table,
                row.line,
                cell,
                "number",
                format!("`{}` is not a number of 0 or more", cell.text),
                "a weight of an hour",
            ),
        }
    }
    let sound = wrong.is_empty();
    wrong.tell(&table, &mut reader.faults);
    sound.then_some(weights)
}

/// Where items stand: a step, or shares by steps.
#[derive(Clone, Debug, PartialEq)]
pub struct AtSteps(pub Vec<(Placed<String>, f64)>);

impl Value for AtSteps {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if node.as_table().is_some() {
            return Mix::read(node, reader).map(|mix| AtSteps(mix.0));
        }
        if node.as_text().is_none() {
            reader.wrong(node, &Self::words());
            return None;
        }
        let step = reader.named("at", |reader| read_placed::<String>(node, "at", reader))?;
        Some(AtSteps(vec![(step, 1.0)]))
    }
    fn words() -> String {
        "a step, or shares by steps, such as { triage = \"60%\", fix = \"rest\" }".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ { "type": "string" }, Mix::schema() ] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_full_hours_and_may_cross_midnight() {
        assert_eq!(hours("08:00-10:00"), Ok(vec![8, 9]));
        assert_eq!(hours("22-2"), Ok(vec![22, 23, 0, 1]));
        assert_eq!(hours("00:00-24:00").map(|hours| hours.len()), Ok(24));
        assert_eq!(hours("08:30-10:00"), Err("these are not full hours".to_owned()));
        assert!(hours("morning").is_err());
    }
}
