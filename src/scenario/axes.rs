//! Axes: which values a path of a scenario takes in turn, as written on a command line.

use super::overrides;
use super::paths::{self, keys, quoted};
use super::tree::{self, Content, Node};
use super::values::Amount;
use super::{Choice, Reader, declared_variants};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceId, Sources};

/// The most values of one axis: more is a slip of the pen.
pub const MOST_VALUES: usize = 1_000;
/// Parts of a range whose step is not given, where it is not one of whole numbers.
const PARTS: f64 = 4.0;

/// One path and the values that it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// As in overrides: `team.desk.people.office`.
    pub path: String,
    /// Where the path stands in what was written.
    pub path_place: Place,
    /// Its values, in the order in which they were asked for.
    pub values: Vec<AxisValue>,
}

/// A value on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisValue {
    /// As people write it: `6`, `12%`, `weekly_board`.
    pub text: String,
    /// As an override: `team.desk.people.office=6`.
    pub set: String,
    /// How much it is, where the axis is one of amounts: a number, a share of one, hours.
    pub size: Option<f64>,
    /// Whether the scenario has this value already.
    pub today: bool,
    /// Where it was written; for the values of a range, the range.
    pub place: Place,
}

/// Reads axes such as `team.desk.people.office=4..8`, `team.desk.absence=5%..20% by 5%` or `governance.policy=board,peer`. The
/// scenario in `file`, as chosen, says which of their values are today's.
pub fn axes(sources: &mut Sources, file: SourceId, choice: &Choice, texts: &[String]) -> (Vec<Axis>, Vec<Diagnostic>) {
    let today = chosen(sources, file, choice);
    let mut faults = Diagnostics::default();
    let mut axes: Vec<Axis> = Vec::new();
    for text in texts {
        let source = sources.add("--vary", text.as_str());
        let Some(mut axis) = axis(text, source, &mut faults) else {
            continue;
        };
        let same = |other: &&Axis| keys(&other.path) == keys(&axis.path);
        if let Some(other) = axes.iter().find(same) {
            let fault = Diagnostic::error(format!("`{}` is varied twice", axis.path));
            faults.push(
                fault
                    .at(&axis.path_place, "varied here")
                    .at(&other.path_place, "and here")
                    .help("name all its values in one `--vary`, as in `--vary team.desk.people.office=3,5,7`"),
            );
            continue;
        }
        mark_today(&mut axis, &today);
        axes.push(axis);
    }
    (axes, faults.into_sorted())
}

/// A scenario's tree with a variant and overrides; what is wrong with them has been told.
pub(super) fn chosen(sources: &mut Sources, file: SourceId, choice: &Choice) -> Node {
    let text = sources.get(file).map_or_else(String::new, |source| source.text.clone());
    let mut reader = Reader::default();
    let root = tree::parse(&text, file, &mut reader.faults);
    let mut chosen = root.clone();
    let variant = declared_variants(&root)
        .into_iter()
        .find(|(name, _)| choice.variant.as_ref() == Some(name));
    if let Some((_, changes)) = &variant {
        overrides::apply(&mut chosen, &[changes], &mut reader);
    }
    let sets = overrides::from_sets(&choice.sets, sources, &mut reader);
    overrides::apply(&mut chosen, &sets.iter().collect::<Vec<_>>(), &mut reader);
    chosen
}

const FORM: &str = "write it as in `--vary team.desk.people.office=4..8`, `--vary \"team.desk.absence=5%..20% by 5%\"` or \
                    `--vary governance.policy=weekly_board,peer_review`";

fn axis(text: &str, source: SourceId, faults: &mut Diagnostics) -> Option<Axis> {
    let at = |range: std::ops::Range<usize>| Place { source, range };
    let split = split_at_equals(text);
    let path = split
        .map(|at| text[..at].trim().to_owned())
        .filter(|path| keys(path).is_some());
    let (Some(path), Some(equals)) = (path, split) else {
        let fault = Diagnostic::error("`--vary` is not of the form `path=values`");
        faults.push(fault.at(&at(0..text.len()), "").help(FORM));
        return None;
    };
    let begin = text[..equals].len() - text[..equals].trim_start().len();
    let path_place = at(begin..begin + path.len());
    let rest = &text[equals + 1..];
    let lead = equals + 1 + rest.len() - rest.trim_start().len();
    let place = at(lead..lead + rest.trim().len());
    let written = rest.trim();
    if written.is_empty() {
        let fault = Diagnostic::error(format!("`{path}` is to take no value"));
        faults.push(
            fault
                .at(&at(equals..text.len()), "values are expected after this")
                .help(FORM),
        );
        return None;
    }
    let values = match written.find("..").filter(|_| !written.contains(['"', '{', '['])) {
        Some(dots) => range(&path, written, dots, &place, faults)?,
        None => list(&path, written, &place, faults)?,
    };
    let alike = |value: &AxisValue| value.size.is_some();
    let mut axis = Axis {
        path,
        path_place,
        values,
    };
    // Where one value is a word, none is a place on a scale.
    if !axis.values.iter().all(alike) || !of_one_kind(&axis.values) {
        axis.values.iter_mut().for_each(|value| value.size = None);
    }
    Some(axis)
}

/// The first `=` that is not inside quotes.
fn split_at_equals(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, letter)| {
        quoted ^= letter == '"';
        (letter == '=' && !quoted).then_some(at)
    })
}

fn of_one_kind(values: &[AxisValue]) -> bool {
    let amounts: Vec<Amount> = values.iter().filter_map(|value| Amount::parse(&value.text)).collect();
    amounts.windows(2).all(|pair| pair[0].is_like(pair[1]))
}

/// `4..8`, `5%..20% by 5%`.
fn range(path: &str, written: &str, dots: usize, place: &Place, faults: &mut Diagnostics) -> Option<Vec<AxisValue>> {
    let (from, rest) = (&written[..dots], &written[dots + 2..]);
    let by = [" by ", " step "].into_iter().find_map(|word| rest.split_once(word));
    let (to, step) = by.map_or((rest, None), |(to, step)| (to, Some(step)));
    let fault = |fact: String, label: &str, help: String| Diagnostic::error(fact).at(place, label).help(help);
    let read = |text: &str, faults: &mut Diagnostics| {
        let amount = Amount::parse(text);
        if amount.is_none() {
            faults.push(fault(
                format!("`{}` is no number, no share and no duration", text.trim()),
                "so nothing can be counted up from or to it",
                format!("give the values one by one, as in `{path}=a,b`"),
            ));
        }
        amount
    };
    let ends = (read(from, faults), read(to, faults));
    let step = step.map(|step| read(step, faults));
    let (Some(from), Some(to)) = ends else { return None };
    let step = match step {
        None => default_step(from, to),
        Some(step) => step?,
    };
    if !from.is_like(to) || !from.is_like(step) {
        let kinds = [from, to, step].map(Amount::kind);
        let other = kinds.iter().find(|kind| **kind != kinds[0]).unwrap_or(&kinds[0]);
        faults.push(fault(
            format!("the range of `{path}` mixes {} with {other}", kinds[0]),
            "both ends and the step are of one kind",
            format!(
                "write it as in `{path}={}..{}`",
                from.text(),
                from.sized(from.size() * 2.0).text()
            ),
        ));
        return None;
    }
    if from.size() > to.size() {
        let (high, low) = (from.text(), to.text());
        faults.push(fault(
            format!("the range of `{path}` goes down, from {high} to {low}"),
            "its first end is above its last",
            format!("write `{path}={low}..{high}`"),
        ));
        return None;
    }
    counted(path, (from, to, step), place, faults)
}

/// One for whole numbers, else a quarter of the way.
fn default_step(from: Amount, to: Amount) -> Amount {
    let whole = matches!(from, Amount::Number(_)) && from.size().fract() == 0.0 && to.size().fract() == 0.0;
    let step = if whole { 1.0 } else { (to.size() - from.size()) / PARTS };
    // Both ends may be the same.
    from.sized(if step > 0.0 { step } else { 1.0 })
}

fn counted(
    path: &str,
    (from, to, step): (Amount, Amount, Amount),
    place: &Place,
    faults: &mut Diagnostics,
) -> Option<Vec<AxisValue>> {
    if step.size() <= 0.0 {
        let fault = Diagnostic::error(format!("the step of `{path}` is {}", step.text()));
        let help = format!(
            "give one above nothing, as in `{path}={}..{} by {}`",
            from.text(),
            to.text(),
            default_step(from, to).text()
        );
        faults.push(fault.at(place, "the range would never end").help(help));
        return None;
    }
    // The nudge keeps an end that arithmetic misses by dust.
    let steps = ((to.size() - from.size()) / step.size() + 1e-9).floor();
    if steps + 1.0 > MOST_VALUES as f64 {
        let fault = Diagnostic::error(format!("`{path}` would take {:.0} values", steps + 1.0));
        let wider = from.sized(step.size() * (steps / 10.0).ceil());
        let help = format!(
            "take larger steps, as in `{path}={}..{} by {}`",
            from.text(),
            to.text(),
            wider.text()
        );
        faults.push(fault.at(place, format!("{MOST_VALUES} are the most")).help(help));
        return None;
    }
    let value = |number: usize| {
        let amount = from.sized(from.size() + number as f64 * step.size());
        amount_value(path, amount, place)
    };
    let values: Vec<AxisValue> = (0..=steps as usize).map(value).collect();
    if steps * step.size() < (to.size() - from.size()) * (1.0 - 1e-9)
        && let Some(last) = values.last()
    {
        let fact = format!(
            "the range of `{path}` ends at {} and never comes to {}",
            last.text,
            to.text()
        );
        let mend = format!("steps of {} from {} do not lead there", step.text(), from.text());
        faults.push(Diagnostic::warning(fact).at(place, mend));
    }
    Some(values)
}

/// `3,5,7`, `weekly_board,peer_review`.
fn list(path: &str, written: &str, place: &Place, faults: &mut Diagnostics) -> Option<Vec<AxisValue>> {
    let mut values: Vec<AxisValue> = Vec::new();
    let mut begin = place.range.start;
    let mut sound = true;
    for part in pieces(written) {
        let text = part.trim();
        let start = begin + part.len() - part.trim_start().len();
        begin += part.len() + 1;
        let place = Place {
            source: place.source,
            range: start..start + text.len(),
        };
        let twice = values.iter().find(|value| value.text == text);
        let fault = match (text.is_empty(), twice) {
            (true, _) => {
                Diagnostic::error(format!("a value of `{path}` is empty")).at(&place, "nothing is written here")
            }
            (_, Some(first)) => Diagnostic::error(format!("`{path}` takes {text} twice"))
                .at(&place, "again here")
                .at(&first.place, "first here"),
            (false, None) => {
                values.push(word_value(path, text, &place));
                continue;
            }
        };
        faults.push(fault);
        sound = false;
    }
    sound.then_some(values)
}

/// What stands between commas that are neither in quotes nor in brackets.
fn pieces(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut begin, mut pieces) = (0_i32, false, 0, Vec::new());
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                pieces.push(&text[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&text[begin..]);
    pieces
}

fn amount_value(path: &str, amount: Amount, place: &Place) -> AxisValue {
    AxisValue {
        text: amount.text(),
        set: format!("{path}={}", paths::literal(&amount.content())),
        size: Some(amount.size()),
        today: false,
        place: place.clone(),
    }
}

/// A value as written: an amount, something in the notation of a scenario, or a word.
fn word_value(path: &str, text: &str, place: &Place) -> AxisValue {
    if let Some(amount) = Amount::parse(text) {
        return AxisValue {
            text: text.to_owned(),
            ..amount_value(path, amount, place)
        };
    }
    let is_toml = text.starts_with(['"', '{', '[', '\'']) || ["true", "false"].contains(&text);
    let value = if is_toml { text.to_owned() } else { quoted(text) };
    AxisValue {
        text: text.trim_matches('"').to_owned(),
        set: format!("{path}={value}"),
        size: None,
        today: false,
        place: place.clone(),
    }
}

/// Marks the values that the scenario has already.
fn mark_today(axis: &mut Axis, root: &Node) {
    let Some(today) = keys(&axis.path).and_then(|keys| paths::find(root, &keys)) else {
        return;
    };
    for value in &mut axis.values {
        value.today = says(&value.set, &today.node);
    }
}

/// Whether an override says what stands there.
fn says(set: &str, today: &Node) -> bool {
    let root = tree::parse(set, SourceId::default(), &mut Diagnostics::default());
    let mut node = &root;
    while let Content::Table(table) = &node.content {
        // The value itself may be a table: the first that is like today's is it.
        if node.is_like(today) {
            return true;
        }
        let [only] = table.entries.as_slice() else { return false };
        node = &only.node;
    }
    let amounts = Amount::of(&node.content).zip(Amount::of(&today.content));
    let same = |(one, other): (Amount, Amount)| one.is_like(other) && (one.size() - other.size()).abs() < 1e-9;
    node.is_like(today) || amounts.is_some_and(same)
}

#[cfg(test)]
mod tests;
