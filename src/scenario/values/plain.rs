//! Texts, numbers, shares, counts.

use serde_json::{Value as Json, json};

use crate::scenario::catalogue::{Reader, Value};
use crate::scenario::tree::{Content, Node};

impl Value for String {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.as_text() {
            Some(text) if !text.trim().is_empty() => Some(text.to_owned()),
            Some(_) => {
                reader.senseless(node, "nothing is written here", &Self::words());
                None
            }
            None => {
                reader.wrong(node, &Self::words());
                None
            }
        }
    }
    fn words() -> String {
        "a text".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "string", "minLength": 1 })
    }
}

impl Value for bool {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Content::Truth(truth) = node.content {
            return Some(truth);
        }
        reader.wrong(node, &Self::words());
        None
    }
    fn words() -> String {
        "true or false".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "boolean" })
    }
}

/// A share from 0 to 1, written `"8%"`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share(pub f64);

impl Share {
    /// Reads `"8%"`.
    pub fn parse(text: &str) -> Option<f64> {
        let number = text.trim().strip_suffix('%')?.trim_end();
        let plain = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
        let percent: f64 = plain.then(|| number.parse().ok())??;
        Some(percent / 100.0)
    }
}

impl Value for Share {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let share = match &node.content {
            Content::Text(text) => Share::parse(text),
            _ => node.as_number(),
        };
        match share {
            Some(share) if (0.0..=1.0).contains(&share) => return Some(Share(share)),
            Some(share) if node.as_text().is_some() => {
                let fact = format!("this is {} %", super::mix::percent(share));
                reader.senseless(node, &fact, &Self::words());
            }
            Some(_) => reader.senseless(node, "as a plain number it must lie between 0 and 1", &Self::words()),
            None if node.as_text().is_some() => {
                reader.senseless(node, "this is not a number with `%`", &Self::words());
            }
            None => reader.wrong(node, &Self::words()),
        }
        None
    }
    fn words() -> String {
        "a share from 0 % to 100 %, such as \"8%\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ { "type": "string", "pattern": "^ *[0-9.]+ *% *$" },
                           { "type": "number", "minimum": 0, "maximum": 1 } ] })
    }
}

/// A whole number of things, at most a million.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(pub u32);

impl Count {
    /// The greatest count.
    pub const MOST: u32 = 1_000_000;
}

impl Value for Count {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.content {
            Content::Whole(number) => {
                if let Some(count) = u32::try_from(number).ok().filter(|count| *count <= Self::MOST) {
                    return Some(Count(count));
                }
                reader.senseless(node, &format!("this is {number}"), &Self::words());
            }
            Content::Decimal(number) => {
                reader.senseless(node, &format!("{} is not whole", in_few_digits(number)), &Self::words())
            }
            _ => reader.wrong(node, &Self::words()),
        }
        None
    }
    fn words() -> String {
        "a whole number from 0 to 1,000,000".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "integer", "minimum": 0, "maximum": Self::MOST })
    }
}

/// A number of zero or more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

/// A number as people write it, or with a power of ten where that would be a row of zeros.
pub fn in_few_digits(number: f64) -> String {
    if number == 0.0 || !number.is_finite() || (1e-6..1e15).contains(&number.abs()) {
        format!("{number}")
    } else {
        format!("{number:e}")
    }
}

/// The largest number of a scenario that is no count: sums and squares of many such are still numbers.
const MOST: f64 = 1e12;

/// A number of zero or more, for a message that expects `words`.
fn zero_or_more(node: &Node, reader: &mut Reader, words: &str) -> Option<f64> {
    match node.as_number() {
        Some(number) if (0.0..=MOST).contains(&number) => return Some(number),
        Some(number) if number > MOST => {
            let fact = format!(
                "{} is more than a trillion, the most there may be",
                in_few_digits(number)
            );
            reader.senseless(node, &fact, words);
        }
        Some(number) => reader.senseless(node, &format!("this is {}", in_few_digits(number)), words),
        None => reader.wrong(node, words),
    }
    None
}

impl Value for Number {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        zero_or_more(node, reader, &Self::words()).map(Number)
    }
    fn words() -> String {
        "a number of 0 or more".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "number", "minimum": 0, "maximum": MOST })
    }
}

/// An amount of money, in the scenario's currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Money(pub f64);

impl Value for Money {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        zero_or_more(node, reader, &Self::words()).map(Money)
    }
    fn words() -> String {
        "an amount of money, such as 31 or 31.50".to_owned()
    }
    fn schema() -> Json {
        Number::schema()
    }
}

/// The seed of every random number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);

impl Value for Seed {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Content::Whole(number) = node.content
            && let Ok(seed) = u64::try_from(number)
        {
            return Some(Seed(seed));
        }
        reader.wrong(node, &Self::words());
        None
    }
    fn words() -> String {
        "a whole number of 0 or more".to_owned()
    }
    fn schema() -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_is_told_as_a_row_of_zeros() {
        assert_eq!(in_few_digits(-1e300), "-1e300");
        assert_eq!(in_few_digits(2.5e-9), "2.5e-9");
        assert_eq!(in_few_digits(1_500_000.5), "1500000.5");
        assert_eq!(in_few_digits(f64::NAN), "NaN");
    }

    #[test]
    fn shares_read_as_people_write_them() {
        assert_eq!(Share::parse("8%"), Some(0.08));
        assert_eq!(Share::parse(" 12.5 % "), Some(0.125));
        assert_eq!(Share::parse("8"), None);
        assert_eq!(Share::parse("%"), None);
        assert_eq!(Share::parse("-8%"), None);
        assert_eq!(Share::parse("nan%"), None);
    }
}
