//! How a rate changes in the long run: growth and season.

use serde_json::{Value as Json, json};

use super::Number;
use super::plain::Share;
use crate::scenario::catalogue::{Reader, Value};
use crate::scenario::tree::Node;

/// Growth, as a share of a year: `"10% a year"`, `"-2% a month"`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth(pub f64);

impl Growth {
    /// Growth in a year; what is said of a month or a week is compounded.
    fn parse(text: &str) -> Option<f64> {
        let (amount, period) = text.trim().split_once(char::is_whitespace)?;
        let share = signed_share(amount)?;
        let period = period.trim();
        let unit = ["a ", "per ", "each "]
            .iter()
            .find_map(|word| period.strip_prefix(word))?;
        let times = match unit.trim() {
            "year" => 1.0,
            "month" => 12.0,
            "week" => 365.25 / 7.0,
            _ => return None,
        };
        let yearly = if times == 1.0 {
            share
        } else {
            (1.0 + share).powf(times) - 1.0
        };
        (share > -1.0 && yearly <= 99.0).then_some(yearly)
    }
}

/// `+10%`, `-5%`, `10%` as a number.
fn signed_share(text: &str) -> Option<f64> {
    let (sign, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    Share::parse(text).map(|share| sign * share)
}

impl Value for Growth {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = node.as_text() else {
            reader.wrong(node, &Self::words());
            return None;
        };
        let growth = Growth::parse(text).map(Growth);
        if growth.is_none() {
            reader.senseless(
                node,
                "this is no growth between -100 % and 9,900 % a year",
                &Self::words(),
            );
        }
        growth
    }
    fn words() -> String {
        "growth, such as \"10% a year\" or \"-1% a month\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "string", "minLength": 4 })
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A factor for each month, January first: `{ Jan = "+40%", Jul-Aug = "-30%", Dec = 0.5 }`; 1 for a month that is not named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Season(pub [f64; 12]);

impl Value for Season {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let table = reader.table(node, &Self::words())?;
        let mut factors = [None; 12];
        for entry in &table.entries {
            let Some(months) = months(&entry.key) else {
                let fact = format!("`{}` is no month", entry.key);
                let fault = crate::diagnostic::Diagnostic::error(fact).at(&entry.key_place, "");
                reader.fault(fault.help("write months as in `Jan`, `July` or `Jul-Aug`"));
                return None;
            };
            let factor = reader.within(&entry.key, |reader| factor(&entry.node, reader))?;
            for month in months {
                if factors[month].replace(factor).is_some() {
                    let fact = format!("`{}` names a month twice", reader.path());
                    let fault = crate::diagnostic::Diagnostic::error(fact);
                    reader.fault(fault.at(&entry.key_place, "this month has a factor already"));
                    return None;
                }
            }
        }
        Some(Season(factors.map(|factor| factor.unwrap_or(1.0))))
    }
    fn words() -> String {
        "changes or factors by month, such as { Jan = \"+40%\", Jul-Aug = \"-30%\", Dec = 0.5 }".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "object", "additionalProperties": {
            "anyOf": [ { "type": "string", "pattern": "^ *[+-−]? *[0-9.]+ *% *$" }, { "type": "number", "minimum": 0 } ] } })
    }
}

/// `"+40%"` and `"-30%"` are changes, `"140%"` and `1.4` the whole.
fn factor(node: &Node, reader: &mut Reader) -> Option<f64> {
    let words = "a change such as \"+40%\" or a factor such as 1.4 or \"140%\"";
    let Some(text) = node.as_text() else {
        return Number::read(node, reader).map(|number| number.0);
    };
    let text = text.trim();
    let change = text.starts_with(['+', '-', '−']);
    let factor = signed_share(text).map(|share| if change { 1.0 + share } else { share });
    match factor {
        Some(factor) if factor >= 0.0 => Some(factor),
        Some(_) => {
            reader.senseless(node, "less than nothing would arrive", words);
            None
        }
        None => {
            reader.senseless(node, "this is no number with `%`", words);
            None
        }
    }
}

/// The months that `Jan`, `January` or `Nov-Feb` names.
fn months(text: &str) -> Option<Vec<usize>> {
    let number = |name: &str| {
        let name = name.trim().to_lowercase();
        (name.len() >= 3).then(|| MONTHS.iter().position(|month| month.starts_with(&name)))?
    };
    match text.split_once(['-', '–']) {
        None => number(text).map(|month| vec![month]),
        Some((first, last)) => {
            let (first, last) = (number(first)?, number(last)?);
            Some((0..=(12 + last - first) % 12).map(|step| (first + step) % 12).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_reads_as_people_write_it() {
        assert_eq!(Growth::parse("10% a year"), Some(0.1));
        assert_eq!(Growth::parse("-5% per year"), Some(-0.05));
        let monthly = Growth::parse("+1% a month").expect("growth");
        assert!((monthly - (1.01f64.powi(12) - 1.0)).abs() < 1e-12);
        for wrong in ["10%", "10 a year", "10% a decade", "-100% a year", "10000% a year", ""] {
            assert_eq!(Growth::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn months_may_go_over_the_new_year() {
        assert_eq!(months("Nov-Feb"), Some(vec![10, 11, 0, 1]));
        assert_eq!(months("july"), Some(vec![6]));
        assert_eq!(months("Ju"), None);
        assert_eq!(months("Mon"), None);
    }
}
