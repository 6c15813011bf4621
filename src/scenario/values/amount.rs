//! Amounts: numbers, shares and durations alike, where a value is to be counted up or scaled.

use serde_json::{Value as Json, json};

use crate::scenario::catalogue::{Reader, Value};
use crate::scenario::tree::{Content, Node};
use crate::time::{HOUR, Span};

/// A plain number, a share or a duration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// `6`.
    Number(f64),
    /// `8%`, as a share of one.
    Share(f64),
    /// `90m`.
    Time(Span),
}

impl Amount {
    /// An amount as written in a text or on a command line.
    pub fn parse(text: &str) -> Option<Amount> {
        let text = text.trim();
        let finite = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
        if let Some(share) = text.strip_suffix('%') {
            return finite(share.trim_end()).map(|share| Amount::Share(share / 100.0));
        }
        if let Some(number) = finite(text) {
            return Some(Amount::Number(number));
        }
        Span::parse(text).ok().map(Amount::Time)
    }

    /// The amount that stands somewhere, if it is one.
    pub fn of(content: &Content) -> Option<Amount> {
        match content {
            Content::Whole(number) => Some(Amount::Number(*number as f64)),
            Content::Decimal(number) => Some(Amount::Number(*number)).filter(|_| number.is_finite()),
            Content::Text(text) => Amount::parse(text).filter(|amount| !matches!(amount, Amount::Number(_))),
            _ => None,
        }
    }

    /// How much it is: the number, the share of one, hours.
    pub fn size(self) -> f64 {
        match self {
            Amount::Number(number) => number,
            Amount::Share(share) => share,
            Amount::Time(span) => span.as_hours(),
        }
    }

    /// So much of the same kind; durations to the second, since nobody states them finer.
    pub fn sized(self, size: f64) -> Amount {
        match self {
            Amount::Number(_) => Amount::Number(size),
            Amount::Share(_) => Amount::Share(size),
            Amount::Time(_) => Amount::Time(Span(((size * HOUR as f64) / 1000.0).round() as i64 * 1000)),
        }
    }

    /// Whether both are of one kind.
    pub fn is_like(self, other: Amount) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// What kind it is, for messages.
    pub fn kind(self) -> &'static str {
        match self {
            Amount::Number(_) => "a number",
            Amount::Share(_) => "a share",
            Amount::Time(_) => "a duration",
        }
    }

    /// As people write it: `6`, `8%`, `1h 30m`.
    pub fn text(self) -> String {
        match self {
            Amount::Number(number) => plain(number),
            Amount::Share(share) => format!("{}%", plain(share * 100.0)),
            Amount::Time(span) => span.to_string(),
        }
    }

    /// As a scenario holds it.
    pub fn content(self) -> Content {
        match self {
            Amount::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Content::Whole(number as i64),
            Amount::Number(number) => Content::Decimal(number),
            _ => Content::Text(self.text()),
        }
    }
}

/// A number without the dust that arithmetic leaves.
fn plain(number: f64) -> String {
    let clean = (number * 1e9).round() / 1e9;
    let clean = if clean.is_finite() { clean } else { number };
    // There is no minus before nothing.
    format!("{}", if clean == 0.0 { 0.0 } else { clean })
}

impl Value for Amount {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let amount = Amount::of(&node.content);
        if amount.is_none() {
            reader.wrong(node, &Self::words());
        }
        amount
    }
    fn words() -> String {
        "a number, a share or a duration, such as 6, \"8%\" or \"90m\"".to_owned()
    }
    fn schema() -> Json {
        json!({ "anyOf": [ { "type": "number" }, { "type": "string", "minLength": 2 } ] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_back_as_they_are_written() {
        for (text, size) in [
            ("6", 6.0),
            ("0.1", 0.1),
            ("12%", 0.12),
            ("0.3%", 0.003),
            ("1h 30m", 1.5),
            ("20s", 20.0 / 3600.0),
        ] {
            let amount = Amount::parse(text).expect(text);
            assert!((amount.size() - size).abs() < 1e-12);
            assert_eq!(amount.text(), text);
            assert_eq!(amount.sized(amount.size()), amount);
            assert_eq!(Amount::of(&amount.content()), Some(amount));
        }
        assert_eq!(Amount::Share(0.1 + 0.2).text(), "30%");
        for word in ["", "weekly_board", "3 working days", "inf%", "nan", "%"] {
            assert_eq!(Amount::parse(word), None, "{word}");
        }
        assert_eq!(Amount::of(&Content::Text("6".to_owned())), None, "a text is no number");
    }
}
