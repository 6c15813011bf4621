//! Pieces of overrides: names between quotes, durations, distributions, selectors.

use crate::model::{Choice, Distribution, Model, Selector};

/// Values of a measured distribution that an override may repeat; more would be no text for people.
const MOST_VALUES: usize = 200;

/// A text between quotes. What JSON calls a string is one for TOML, too.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A path of names, each between quotes where it needs them.
pub fn path(names: &[&str]) -> String {
    let bare = |name: &str| !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || "_-".contains(it));
    let part = |name: &&str| if bare(name) { (*name).to_owned() } else { quoted(name) };
    names.iter().map(part).collect::<Vec<_>>().join(".")
}

/// A share of 0 to 1 as a percentage, to a thousandth of a point.
pub fn percent(share: f64) -> String {
    format!("\"{}%\"", (share * 100_000.0).round() / 1_000.0)
}

/// Milliseconds as a duration.
pub fn duration(milliseconds: f64) -> String {
    format!("\"{}s\"", milliseconds.round() / 1_000.0)
}

/// A distribution of durations, `factor` times as long; none where no text of moderate length says it.
pub fn scaled(distribution: &Distribution, factor: f64) -> Option<String> {
    let time = |value: f64| duration(value * factor);
    Some(match distribution {
        Distribution::Constant(value) => time(*value),
        Distribution::Exponential { mean } => format!("{{ exponential = {{ mean = {} }} }}", time(*mean)),
        Distribution::Lognormal { sigma, .. } => {
            let cv = (sigma * sigma).exp_m1().sqrt();
            let mean = time(distribution.mean());
            format!("{{ lognormal = {{ mean = {mean}, cv = {cv} }} }}")
        }
        Distribution::Gamma { shape, .. } => {
            let (mean, cv) = (time(distribution.mean()), shape.sqrt().recip());
            format!("{{ gamma = {{ mean = {mean}, cv = {cv} }} }}")
        }
        Distribution::Weibull { shape, scale } => {
            let scale = time(*scale);
            format!("{{ weibull = {{ shape = {shape}, scale = {scale} }} }}")
        }
        Distribution::Uniform { low, high } => {
            format!("{{ uniform = {{ low = {}, high = {} }} }}", time(*low), time(*high))
        }
        Distribution::Triangular { low, likely, high } => {
            let [low, likely, high] = [low, likely, high].map(|value| time(*value));
            format!("{{ triangular = {{ low = {low}, likely = {likely}, high = {high} }} }}")
        }
        Distribution::Pert { low, likely, high } => {
            let [low, likely, high] = [low, likely, high].map(|value| time(*value));
            format!("{{ low = {low}, likely = {likely}, high = {high} }}")
        }
        Distribution::TruncatedNormal { mu, sigma } => {
            // A negative mean cannot be written as a duration.
            (*mu >= 0.0).then(|| format!("{{ normal = {{ mean = {}, sd = {} }} }}", time(*mu), time(*sigma)))?
        }
        Distribution::Mixture(parts) => {
            let part = |(share, of): &(f64, Distribution)| {
                Some(format!(
                    "{{ share = {}, of = {} }}",
                    percent(*share),
                    scaled(of, factor)?
                ))
            };
            let parts: Option<Vec<String>> = parts.iter().map(part).collect();
            format!("{{ mixture = [{}] }}", parts?.join(", "))
        }
        Distribution::Empirical(values) => {
            let few = (values.len() <= MOST_VALUES).then_some(values)?;
            let values: Vec<String> = few.iter().map(|value| time(*value)).collect();
            format!("{{ empirical = [{}] }}", values.join(", "))
        }
    })
}

/// A distribution by the values of an attribute, or the same for all, `factor` times as long. None where it depends on more than
/// one attribute.
pub fn scaled_choice(model: &Model, choice: &Choice<Distribution>, factor: f64) -> Option<String> {
    if choice.cases.is_empty() {
        return scaled(&choice.otherwise, factor);
    }
    let [(by, _)] = choice.cases[0].0.attributes.as_slice() else {
        return None;
    };
    let by = &model.attributes[by.index()];
    let mut entries = vec![format!("by = {}", quoted(&by.name))];
    for (selector, distribution) in &choice.cases {
        let [(attribute, values)] = selector.attributes.as_slice() else {
            return None;
        };
        if model.attributes[attribute.index()] != *by {
            return None;
        }
        for value in values {
            let name = &model.attributes[attribute.index()].values[value.index()];
            entries.push(format!("{} = {}", quoted(name), scaled(distribution, factor)?));
        }
    }
    if entries.len() <= by.values.len() {
        entries.push(format!("other = {}", scaled(&choice.otherwise, factor)?));
    }
    Some(format!("{{ {} }}", entries.join(", ")))
}

/// A selector as a rule says it; empty where it selects everything.
pub fn selector(model: &Model, of: &Selector) -> String {
    let list = |names: Vec<&str>| {
        let quoted: Vec<String> = names.into_iter().map(quoted).collect();
        format!("[{}]", quoted.join(", "))
    };
    let mut parts = Vec::new();
    if let Some(demands) = &of.demands {
        let names = demands.iter().map(|id| model.demands[id.index()].name.as_str());
        parts.push(format!("demand = {}", list(names.collect())));
    }
    for (attribute, values) in &of.attributes {
        let attribute = &model.attributes[attribute.index()];
        let names = values.iter().map(|value| attribute.values[value.index()].as_str());
        parts.push(format!("{} = {}", quoted(&attribute.name), list(names.collect())));
    }
    match parts.is_empty() {
        true => String::new(),
        false => format!("{{ {} }}", parts.join(", ")),
    }
}

/// A name for people: underscores are spaces.
pub fn plain(name: &str) -> String {
    name.replace('_', " ")
}
