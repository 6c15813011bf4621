//! Distributions by name, for analysts.

use super::figures::{above_zero, amount, number, only};
use super::{Unit, measured, read, three_points};
use crate::diagnostic::Diagnostic;
use crate::model::Distribution;
use crate::scenario::catalogue::Reader;
use crate::scenario::nearest;
use crate::scenario::tree::{Content, Node, Table};
use crate::scenario::values::mix;
use crate::time::{DAY, HOUR, MINUTE, SECOND, WEEK};

/// The distribution called `name` with the figures in `node`.
pub(super) fn named<U: Unit>(name: &str, node: &Node, reader: &mut Reader) -> Option<Distribution> {
    match name {
        "hyperexponential" | "discrete" | "mixture" => return mixture::<U>(name, node, reader),
        "empirical" => return empirical::<U>(node, reader),
        _ => {}
    }
    let table = reader.table(node, &format!("a table with the figures of the {name} distribution"))?;
    match name {
        "lognormal" => lognormal::<U>(node, table, reader),
        "triangular" => {
            let (low, likely, high) = three_points::<U>(node, table, reader)?;
            Some(if low == high {
                Distribution::Constant(low)
            } else {
                Distribution::Triangular { low, likely, high }
            })
        }
        "uniform" => uniform::<U>(node, table, reader),
        "weibull" => {
            only(table, &["shape", "scale"], reader);
            let shape = number(node, table, "shape", reader);
            let scale = amount::<U>(node, table, "scale", reader);
            let shape = above_zero(shape?, table, "shape", reader)?;
            let scale = above_zero(scale?, table, "scale", reader)?;
            Some(Distribution::Weibull { shape, scale })
        }
        "exponential" => {
            only(table, &["mean"], reader);
            let mean = above_zero(amount::<U>(node, table, "mean", reader)?, table, "mean", reader)?;
            Some(Distribution::Exponential { mean })
        }
        "normal" => {
            only(table, &["mean", "sd"], reader);
            let mean = amount::<U>(node, table, "mean", reader);
            let sd = amount::<U>(node, table, "sd", reader);
            let sigma = above_zero(sd?, table, "sd", reader)?;
            Some(Distribution::TruncatedNormal { mu: mean?, sigma })
        }
        "erlang" => gamma::<U>(node, table, "k", reader),
        _ => gamma::<U>(node, table, "cv", reader),
    }
}

/// By mean and coefficient of variation, or (erlang) by mean and number of phases `k`.
fn gamma<U: Unit>(node: &Node, table: &Table, second: &str, reader: &mut Reader) -> Option<Distribution> {
    only(table, &["mean", second], reader);
    let mean = amount::<U>(node, table, "mean", reader);
    let figure = number(node, table, second, reader);
    let mean = above_zero(mean?, table, "mean", reader)?;
    let figure = above_zero(figure?, table, second, reader)?;
    let phases = second == "k";
    if phases && figure.fract() != 0.0 {
        let fault = Diagnostic::error(format!("`k` of `{}` must be a whole number", reader.path()));
        reader.fault(fault.at(&node.place, format!("{figure} is not whole")));
        return None;
    }
    let shape = if phases { figure } else { 1.0 / (figure * figure) };
    Some(Distribution::Gamma {
        shape,
        scale: mean / shape,
    })
}

/// Values that were seen, each as likely as any other: a list, a CSV file, or one of its columns.
fn empirical<U: Unit>(node: &Node, reader: &mut Reader) -> Option<Distribution> {
    let words = "a list of values, each as likely as any other, or a CSV file, such as \"efforts.csv\"";
    let mut values = match &node.content {
        Content::List(nodes) => {
            let values: Vec<Option<f64>> = nodes.iter().map(|node| U::amount(node, reader)).collect();
            values.into_iter().collect::<Option<Vec<f64>>>()?
        }
        Content::Text(path) => measured::column::<U>(node, path, None, None, reader)?,
        Content::Table(table) => {
            only(table, &["file", "column", "unit"], reader);
            let Some(file) = table.get("file") else {
                reader.missing_key(&node.place, "file", "the file of values", "the path of a CSV file");
                return None;
            };
            let Some(path) = file.as_text() else {
                reader.wrong(file, "the path of a CSV file, such as \"efforts.csv\"");
                return None;
            };
            let unit = match table.get("unit") {
                None => None,
                Some(unit) => Some(unit_ticks(unit, reader)?),
            };
            measured::column::<U>(file, path, table.get("column"), unit, reader)?
        }
        _ => {
            reader.wrong(node, words);
            return None;
        }
    };
    if values.is_empty() {
        reader.senseless(node, "no value is written here", words);
        return None;
    }
    values.sort_by(f64::total_cmp);
    Some(Distribution::Empirical(values))
}

fn uniform<U: Unit>(node: &Node, table: &Table, reader: &mut Reader) -> Option<Distribution> {
    only(table, &["low", "high"], reader);
    let low = amount::<U>(node, table, "low", reader);
    let high = amount::<U>(node, table, "high", reader);
    let (low, high) = (low?, high?);
    if low > high {
        let fact = format!("`low` of `{}` is above `high`", reader.path());
        reader.fault(Diagnostic::error(fact).at(&node.place, "these must go from the least to the greatest"));
        return None;
    }
    Some(if low == high {
        Distribution::Constant(low)
    } else {
        Distribution::Uniform { low, high }
    })
}

/// By mean and coefficient of variation, or by the parameters of the logarithm in a unit.
fn lognormal<U: Unit>(node: &Node, table: &Table, reader: &mut Reader) -> Option<Distribution> {
    if table.get("mu").is_some() || table.get("sigma").is_some() {
        only(table, &["mu", "sigma", "unit"], reader);
        let sigma = number(node, table, "sigma", reader);
        let mu = table.get("mu").and_then(Node::as_number);
        if mu.is_none() {
            let place = table.get("mu").map_or(&node.place, |mu| &mu.place);
            reader.missing_key(place, "mu", "the mean of the logarithm", "a number");
        }
        let unit = match table.get("unit") {
            None => 1.0,
            Some(unit) => unit_ticks(unit, reader)?,
        };
        let sigma = above_zero(sigma?, table, "sigma", reader)?;
        return Some(Distribution::Lognormal {
            mu: mu? + unit.ln(),
            sigma,
        });
    }
    only(table, &["mean", "cv"], reader);
    let mean = amount::<U>(node, table, "mean", reader);
    let cv = number(node, table, "cv", reader);
    let mean = above_zero(mean?, table, "mean", reader)?;
    let cv = above_zero(cv?, table, "cv", reader)?;
    let variance = (cv * cv).ln_1p();
    Some(Distribution::Lognormal {
        mu: mean.ln() - variance / 2.0,
        sigma: variance.sqrt(),
    })
}

fn unit_ticks(node: &Node, reader: &mut Reader) -> Option<f64> {
    let units = [
        ("seconds", SECOND),
        ("minutes", MINUTE),
        ("hours", HOUR),
        ("days", DAY),
        ("weeks", WEEK),
    ];
    let found = units.iter().find(|(name, _)| node.as_text() == Some(name));
    if found.is_none() {
        let path = reader.path();
        let fault = Diagnostic::error(format!("`unit` of `{path}` is no unit of time")).at(&node.place, "");
        reader.fault(fault.help(format!("the units are {}", nearest::list(units.map(|(name, _)| name)))));
    }
    found.map(|(_, ticks)| *ticks as f64)
}

fn mixture<U: Unit>(name: &str, node: &Node, reader: &mut Reader) -> Option<Distribution> {
    let (key, help) = match name {
        "hyperexponential" => ("mean", "the mean of this part"),
        "discrete" => ("value", "the value of this part"),
        _ => ("of", "the distribution of this part"),
    };
    let parts = mix::shared(
        node,
        reader,
        &format!("a list of parts, each with a `share` and `{key}`"),
    )?;
    let mut read_parts = Vec::with_capacity(parts.len());
    for (share, part) in parts {
        let table = part.as_table()?;
        only(table, &["share", key], reader);
        let Some(value) = table.get(key) else {
            reader.missing_key(&part.place, key, help, U::WORDS);
            return None;
        };
        let distribution = match name {
            "mixture" => reader.within(key, |reader| read::<U>(value, reader))?,
            "discrete" => Distribution::Constant(reader.within(key, |reader| U::amount(value, reader))?),
            _ => {
                let mean = reader.within(key, |reader| U::amount(value, reader))?;
                Distribution::Exponential {
                    mean: above_zero(mean, table, key, reader)?,
                }
            }
        };
        read_parts.push((share, distribution));
    }
    Some(Distribution::Mixture(read_parts))
}
