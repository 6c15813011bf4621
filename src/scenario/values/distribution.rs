//! Distributions as written: of durations with words (`"10m"`), of counts with plain numbers.

mod figures;
mod measured;
mod named;

use std::marker::PhantomData;

use serde_json::{Value as Json, json};

use super::mix::Cased;
use crate::diagnostic::Diagnostic;
use crate::model::Distribution;
use crate::scenario::catalogue::{Reader, Value};
use crate::scenario::nearest;
use crate::scenario::tree::{Content, Node, Table};
use crate::time::Span;
use figures::{above_zero, amount, only};
use named::named;

/// The 90th percentile of the standard normal distribution.
const NORMAL_90: f64 = 1.281_551_565_544_600_4;

/// The distributions that are written by name.
const NAMES: [&str; 12] = [
    "exponential",
    "lognormal",
    "gamma",
    "erlang",
    "weibull",
    "uniform",
    "triangular",
    "hyperexponential",
    "discrete",
    "mixture",
    "normal",
    "empirical",
];

/// What a distribution is of.
pub trait Unit: 'static {
    /// What is expected.
    const WORDS: &'static str;
    /// What a cell of a file holds.
    const CELL: &'static str;
    /// An amount in the model's unit, as a cell of a file tells it.
    fn of_text(text: &str) -> Option<f64>;
    /// An amount in the model's unit.
    fn amount(node: &Node, reader: &mut Reader) -> Option<f64>;
    /// The schema of an amount.
    fn schema() -> Json;
}

/// Durations, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Durations;

impl Unit for Durations {
    const WORDS: &'static str = "a duration, such as \"10m\", or a spread of durations, such as { typical = \"20m\", one_in_ten_over = \"1h\" }";
    const CELL: &'static str = "a duration, such as 25m";
    fn of_text(text: &str) -> Option<f64> {
        Span::parse(text).ok().map(|span| span.ticks() as f64)
    }
    fn amount(node: &Node, reader: &mut Reader) -> Option<f64> {
        Span::read(node, reader).map(|span| span.ticks() as f64)
    }
    fn schema() -> Json {
        Span::schema()
    }
}

/// Counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counts;

impl Unit for Counts {
    const WORDS: &'static str =
        "a number, such as 3, or a spread of numbers, such as { low = 1, likely = 2, high = 6 }";
    const CELL: &'static str = "a number of 0 or more";
    fn of_text(text: &str) -> Option<f64> {
        text.parse::<f64>()
            .ok()
            .filter(|number| number.is_finite() && *number >= 0.0)
    }
    fn amount(node: &Node, reader: &mut Reader) -> Option<f64> {
        super::Number::read(node, reader).map(|number| number.0)
    }
    fn schema() -> Json {
        super::Number::schema()
    }
}

/// A distribution of `U`.
#[derive(Clone, Debug, PartialEq)]
pub struct DistributionOf<U>(pub Distribution, PhantomData<U>);
/// A distribution of durations, in milliseconds.
pub type DurationDistribution = DistributionOf<Durations>;
/// A distribution of counts.
pub type CountDistribution = DistributionOf<Counts>;

impl<U> Cased for DistributionOf<U> {
    fn is_cases(node: &Node) -> bool {
        node.as_table().is_some_and(|table| table.get("by").is_some())
    }
}

impl<U: Unit> Value for DistributionOf<U> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let distribution = read::<U>(node, reader)?;
        can_be_drawn(&distribution, node, reader).then_some(DistributionOf(distribution, PhantomData))
    }
    fn words() -> String {
        U::WORDS.to_owned()
    }
    fn schema() -> Json {
        let spread = |keys: &[&str]| {
            let properties: serde_json::Map<String, Json> =
                keys.iter().map(|key| ((*key).to_owned(), U::schema())).collect();
            json!({ "type": "object", "properties": properties, "required": keys, "additionalProperties": false })
        };
        let named: serde_json::Map<String, Json> = NAMES
            .iter()
            .map(|name| ((*name).to_owned(), json!({ "type": ["object", "array", "string"] })))
            .collect();
        json!({ "anyOf": [ U::schema(), spread(&["typical", "one_in_ten_over"]), spread(&["low", "likely", "high"]),
            { "type": "object", "properties": named, "minProperties": 1, "maxProperties": 1, "additionalProperties": false } ] })
    }
}

/// Whether a distribution can be drawn from; figures that are each sensible may still be so large or small together that it can't.
fn can_be_drawn(distribution: &Distribution, node: &Node, reader: &mut Reader) -> bool {
    let fact = match distribution.check() {
        Err(fault) => fault.to_string(),
        Ok(()) if !distribution.mean().is_finite() => "its mean is beyond all numbers".to_owned(),
        Ok(()) => return true,
    };
    let fault = Diagnostic::error(format!("`{}` cannot be drawn from", reader.path()));
    reader.fault(fault.at(&node.place, fact).help("give figures of an ordinary size"));
    false
}

fn read<U: Unit>(node: &Node, reader: &mut Reader) -> Option<Distribution> {
    let Some(table) = node.as_table() else {
        if matches!(node.content, Content::Truth(_) | Content::Moment(_) | Content::List(_)) {
            reader.wrong(node, U::WORDS);
            return None;
        }
        return U::amount(node, reader).map(Distribution::Constant);
    };
    let has = |key: &str| table.get(key).is_some();
    if has("typical") || has("one_in_ten_over") {
        return typical::<U>(node, table, reader);
    }
    if has("low") || has("likely") || has("high") {
        let (low, likely, high) = three_points::<U>(node, table, reader)?;
        return Some(if low == high {
            Distribution::Constant(low)
        } else {
            Distribution::Pert { low, likely, high }
        });
    }
    match table.entries.as_slice() {
        [entry] if NAMES.contains(&entry.key.as_str()) => {
            reader.within(&entry.key, |reader| named::<U>(&entry.key, &entry.node, reader))
        }
        [entry, ..] => {
            let unknown = table
                .entries
                .iter()
                .find(|entry| !NAMES.contains(&entry.key.as_str()))
                .unwrap_or(entry);
            let mut known = vec!["typical", "one_in_ten_over", "low", "likely", "high"];
            known.extend(NAMES);
            let fault = Diagnostic::error(format!("`{}` is no distribution", reader.path()))
                .at(&unknown.key_place, "this says nothing about a distribution");
            reader.fault(match nearest::name(&unknown.key, known) {
                Some(near) => fault.help(format!("a word with a similar name exists: `{near}`")),
                None => fault.help(format!(
                    "write {}; by name there are {}",
                    U::WORDS,
                    nearest::list(NAMES)
                )),
            });
            None
        }
        [] => {
            reader.senseless(node, "nothing is written here", U::WORDS);
            None
        }
    }
}

/// The median and the 90th percentile of a lognormal distribution.
fn typical<U: Unit>(node: &Node, table: &Table, reader: &mut Reader) -> Option<Distribution> {
    only(table, &["typical", "one_in_ten_over"], reader);
    let typical = amount::<U>(node, table, "typical", reader);
    let over = amount::<U>(node, table, "one_in_ten_over", reader);
    let (typical, over) = (above_zero(typical?, table, "typical", reader)?, over?);
    if over <= typical {
        let fault = Diagnostic::error(format!(
            "`one_in_ten_over` of `{}` is not above `typical`",
            reader.path()
        ))
        .at(
            &node.place,
            "half of all values lie above the typical one, a tenth above the other",
        );
        reader.fault(fault);
        return None;
    }
    Some(Distribution::Lognormal {
        mu: typical.ln(),
        sigma: (over / typical).ln() / NORMAL_90,
    })
}

fn three_points<U: Unit>(node: &Node, table: &Table, reader: &mut Reader) -> Option<(f64, f64, f64)> {
    only(table, &["low", "likely", "high"], reader);
    let low = amount::<U>(node, table, "low", reader);
    let likely = amount::<U>(node, table, "likely", reader);
    let high = amount::<U>(node, table, "high", reader);
    let (low, likely, high) = (low?, likely?, high?);
    if !(low <= likely && likely <= high) {
        let fact = format!("`low`, `likely` and `high` of `{}` do not rise", reader.path());
        reader.fault(Diagnostic::error(fact).at(&node.place, "these must go from the least to the greatest"));
        return None;
    }
    Some((low, likely, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, SourceId};
    use crate::scenario::tree;

    fn durations(text: &str) -> Result<Distribution, Vec<String>> {
        let mut faults = Diagnostics::default();
        let root = tree::parse(&format!("x = {text}"), SourceId(0), &mut faults);
        let mut reader = Reader::default();
        reader.faults = faults;
        let node = root.as_table().and_then(|table| table.get("x")).expect("x is there");
        let read = reader.within("effort", |reader| DurationDistribution::read(node, reader));
        let faults: Vec<String> = reader
            .faults
            .into_sorted()
            .into_iter()
            .map(|fault| fault.message)
            .collect();
        match read {
            Some(value) if faults.is_empty() => Ok(value.0),
            _ => Err(faults),
        }
    }

    #[test]
    fn words_for_people_give_lognormal_and_pert() {
        assert_eq!(durations("\"10m\""), Ok(Distribution::Constant(600_000.0)));
        let Ok(Distribution::Lognormal { mu, sigma }) = durations("{ typical = \"18m\", one_in_ten_over = \"50m\" }")
        else {
            panic!("not lognormal")
        };
        assert!((mu.exp() - 1_080_000.0).abs() < 1e-6);
        assert!(((mu + NORMAL_90 * sigma).exp() - 3_000_000.0).abs() < 1e-6);
        let pert = Distribution::Pert {
            low: 60_000.0,
            likely: 120_000.0,
            high: 600_000.0,
        };
        assert_eq!(durations("{ low = \"1m\", likely = \"2m\", high = \"10m\" }"), Ok(pert));
    }

    #[test]
    fn names_for_analysts_keep_their_moments() {
        assert_eq!(
            durations("{ erlang = { mean = \"1h\", k = 4 } }"),
            Ok(Distribution::Gamma {
                shape: 4.0,
                scale: 900_000.0
            })
        );
        assert_eq!(
            durations("{ gamma = { mean = \"1h\", cv = 0.5 } }"),
            Ok(Distribution::Gamma {
                shape: 4.0,
                scale: 900_000.0
            })
        );
        let Ok(Distribution::Lognormal { mu, sigma }) = durations("{ lognormal = { mean = \"1h\", cv = 2 } }") else {
            panic!("not lognormal")
        };
        assert!(((mu + sigma * sigma / 2.0).exp() - 3_600_000.0).abs() < 1e-5);
        assert!(((sigma * sigma).exp_m1().sqrt() - 2.0).abs() < 1e-12);
        let Ok(Distribution::Lognormal { mu, .. }) =
            durations("{ lognormal = { mu = -0.5, sigma = 1, unit = \"hours\" } }")
        else {
            panic!("not lognormal")
        };
        assert!((mu - (3_600_000f64.ln() - 0.5)).abs() < 1e-12);
    }

    #[test]
    fn normal_is_cut_at_zero_and_empirical_sorted() {
        let normal = Distribution::TruncatedNormal {
            mu: 3_600_000.0,
            sigma: 60_000.0,
        };
        assert_eq!(durations("{ normal = { mean = \"1h\", sd = \"1m\" } }"), Ok(normal));
        let seen = Distribution::Empirical(vec![1_000.0, 2_000.0, 2_000.0]);
        assert_eq!(durations("{ empirical = [\"2s\", \"1s\", \"2s\"] }"), Ok(seen));
        assert!(durations("{ empirical = [] }").is_err());
    }

    #[test]
    fn mixtures_nest() {
        let text = "{ mixture = [{ share = \"90%\", of = \"1h\" }, { share = \"10%\", of = { exponential = { mean = \"1d\" } } }] }";
        let parts = vec![
            (0.9, Distribution::Constant(3_600_000.0)),
            (0.1, Distribution::Exponential { mean: 86_400_000.0 }),
        ];
        assert_eq!(durations(text), Ok(Distribution::Mixture(parts)));
    }

    #[test]
    fn senseless_distributions_say_why() {
        let fault = |text: &str| durations(text).expect_err("is senseless")[0].clone();
        assert_eq!(fault("{ typical = \"1h\" }"), "`effort` has no `one_in_ten_over`");
        assert_eq!(
            fault("{ typical = \"1h\", one_in_ten_over = \"1h\" }"),
            "`one_in_ten_over` of `effort` is not above `typical`"
        );
        assert_eq!(
            fault("{ expnential = { mean = \"1h\" } }"),
            "`effort` is no distribution"
        );
        assert_eq!(
            fault("{ exponential = { mean = \"0h\" } }"),
            "`mean` of `effort.exponential` must be above 0"
        );
        assert_eq!(
            fault("{ low = \"2h\", likely = \"1h\", high = \"3h\" }"),
            "`low`, `likely` and `high` of `effort` do not rise"
        );
        assert_eq!(
            fault("{ discrete = [{ share = \"50%\", value = \"1h\" }] }"),
            "the shares of `effort.discrete` add up to 50 %, not 100 %"
        );
        for extreme in [
            "{ lognormal = { mu = nan, sigma = 1, unit = \"hours\" } }",
            "{ lognormal = { mu = 900, sigma = 1, unit = \"hours\" } }",
            "{ gamma = { mean = \"1h\", cv = 1e-200 } }",
            "{ weibull = { shape = 0.001, scale = \"1h\" } }",
        ] {
            let fault = fault(extreme);
            assert!(fault.ends_with("cannot be drawn from"), "{extreme}: {fault}");
        }
    }
}
