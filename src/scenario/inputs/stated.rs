//! Ranges that a scenario states under `[uncertain]`.

use super::{Input, Range, find, within};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::scenario::catalogue::{Placed, Reader, Value};
use crate::scenario::fields::UncertainText;
use crate::scenario::tree::{Content, Entry, Node, Table};
use crate::scenario::values::{Amount, ByPath};
use crate::scenario::{overrides, paths};

/// The table `[uncertain]`; what is wrong in its form is told where the scenario is read.
fn declared(root: &Node) -> Vec<(Placed<String>, UncertainText)> {
    let table = root.as_table().and_then(|table| table.get("uncertain"));
    let read = |node: &Node| ByPath::<UncertainText>::read(node, &mut Reader::default());
    table.and_then(read).map_or_else(Vec::new, |read| read.0)
}

/// The inputs whose ranges are stated; those whose paths lead nowhere are left out.
pub fn of(root: &Node) -> Vec<Input> {
    let stated = declared(root);
    stated
        .iter()
        .filter_map(|(path, text)| input(root, path, text))
        .collect()
}

/// An input as stated; none where anything about it is wrong.
fn input(root: &Node, path: &Placed<String>, text: &UncertainText) -> Option<Input> {
    if let Some(part) = &text.within {
        return within(root, &path.value, part.value.0, true);
    }
    let (found, keys) = find(root, &path.value)?;
    let today = Amount::of(&found.node.content)?;
    let (low, high) = (text.low.as_ref()?.value, text.high.as_ref()?.value);
    let place = |amount: Amount| (amount.size() - low.size()) / (high.size() - low.size());
    (low.size() < high.size()).then(|| Input {
        path: path.value.clone(),
        low: low.text(),
        today: today.text(),
        likely: text.likely.as_ref().map(|likely| place(likely.value)),
        high: high.text(),
        today_at: place(today),
        stated: true,
        range: Range::Amounts {
            low,
            high,
            whole_numbers: found.is_whole_number,
        },
        whole: found.whole,
        keys,
    })
}

/// Every fault of `[uncertain]` that can be seen without running anything.
pub fn check(root: &Node, faults: &mut Diagnostics) {
    let mut seen: Vec<(String, Place)> = Vec::new();
    for (path, text) in declared(root) {
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == path.value) {
            let fault = Diagnostic::error(format!("two ranges are stated for `{}`", path.value));
            faults.push(fault.at(&path.place, "stated here").at(first, "and here"));
        }
        seen.push((path.value.clone(), path.place.clone()));
        match find(root, &path.value) {
            None => faults.push(leads_nowhere(root, &path)),
            Some((found, _)) => check_range(&path, &text, &found, faults),
        }
    }
}

fn leads_nowhere(root: &Node, path: &Placed<String>) -> Diagnostic {
    let fault = Diagnostic::error(format!(
        "`{}` is said to be uncertain, and the scenario has no such value",
        path.value
    ));
    let fault = fault.at(&path.place, "this path leads nowhere");
    let Some(keys) = paths::keys(&path.value) else {
        return fault.help("write it as in an override: \"team.desk.absence\"");
    };
    // What cannot be set cannot be uncertain: an override of it knows the nearest name.
    let mut reader = Reader::default();
    let value = Content::Whole(0);
    let nested = keys
        .iter()
        .rev()
        .fold(value, |content, key| nested_in(key, content, path));
    let changes = Node {
        place: path.place.clone(),
        content: nested,
    };
    overrides::apply(&mut root.clone(), &[&changes], &mut reader);
    let told = reader
        .faults
        .into_sorted()
        .into_iter()
        .find(|fault| !fault.help.is_empty());
    match told {
        Some(told) => told.help.into_iter().fold(fault, Diagnostic::help),
        None => left_out(fault, &keys),
    }
}

/// Something that may be written there and is not.
fn left_out(fault: Diagnostic, keys: &[String]) -> Diagnostic {
    match keys.split_last() {
        Some((last, _)) => fault.help(format!(
            "write `{last}` into the scenario first, as what you would guess"
        )),
        None => fault,
    }
}

fn nested_in(key: &str, content: Content, path: &Placed<String>) -> Content {
    let entry = Entry {
        key: key.to_owned(),
        key_place: path.place.clone(),
        node: Node {
            place: path.place.clone(),
            content,
        },
    };
    Content::Table(Table { entries: vec![entry] })
}

fn check_range(path: &Placed<String>, text: &UncertainText, found: &paths::Found, faults: &mut Diagnostics) {
    let name = &path.value;
    let today = Amount::of(&found.node.content);
    let mut tell = |fault: Diagnostic| faults.push(fault);
    if let Some(part) = &text.within {
        if text.low.is_some() || text.high.is_some() || text.likely.is_some() {
            let fault = Diagnostic::error(format!("the range of `{name}` is stated twice"));
            tell(
                fault
                    .at(&part.place, "with `within` there are no ends")
                    .help("leave out `within`, or `low`, `high` and `likely`"),
            );
        }
        if part.value.0 <= 0.0 {
            tell(
                Diagnostic::error(format!("`{name}` is said to be uncertain within nothing"))
                    .at(&part.place, "what is certain is left out"),
            );
        }
        if within_nothing(today, found) {
            tell(no_amount(path, found));
        }
        return;
    }
    let (Some(low), Some(high)) = (&text.low, &text.high) else {
        let missing = if text.low.is_some() {
            "`high`"
        } else if text.high.is_some() {
            "`low`"
        } else {
            "both ends"
        };
        let fault = Diagnostic::error(
            format!("the range of `{name}` has no end: {missing} is missing").replace("both ends is", "both ends are"),
        );
        tell(
            fault
                .at(&text.place, "")
                .help("write `{ low = …, high = … }`, or `{ within = \"20%\" }`"),
        );
        return;
    };
    let Some(today) = today else {
        tell(
            no_amount(path, found).help("or say `{ within = \"20%\" }`: all its durations are made longer and shorter"),
        );
        return;
    };
    for end in [Some(low), Some(high), text.likely.as_ref()].into_iter().flatten() {
        if !end.value.is_like(today) {
            let fault = Diagnostic::error(format!(
                "`{name}` is {}, and its range holds {}",
                today.kind(),
                end.value.kind()
            ));
            tell(fault.at(&end.place, format!("the scenario says {}", today.text())));
        }
    }
    if low.value.is_like(high.value) && low.value.size() >= high.value.size() {
        let fault = Diagnostic::error(format!(
            "the range of `{name}` is empty: {} is not below {}",
            low.value.text(),
            high.value.text()
        ));
        tell(fault.at(&low.place, "the low end").at(&high.place, "the high end"));
        return;
    }
    check_inside(path, today, text.likely.as_ref(), (low.value, high.value), &mut tell);
}

fn check_inside(
    path: &Placed<String>,
    today: Amount,
    likely: Option<&Placed<Amount>>,
    (low, high): (Amount, Amount),
    tell: &mut dyn FnMut(Diagnostic),
) {
    let outside = |amount: Amount| amount.size() < low.size() - 1e-12 || amount.size() > high.size() + 1e-12;
    let between = format!("between {} and {}", low.text(), high.text());
    if let Some(likely) = likely.filter(|likely| outside(likely.value)) {
        let fault = Diagnostic::error(format!("what `{}` most likely is does not lie {between}", path.value));
        tell(fault.at(&likely.place, "outside of its own range"));
    }
    if outside(today) && low.is_like(today) {
        let fact = format!(
            "`{}` is {}, which is not {between}, as `[uncertain]` says",
            path.value,
            today.text()
        );
        let warning = Diagnostic::warning(fact).at(&path.place, "the range of it");
        tell(warning.help("correct the one or the other"));
    }
}

fn within_nothing(today: Option<Amount>, found: &paths::Found) -> bool {
    match today {
        Some(amount) => amount.size() <= 0.0,
        None => !super::has_times(&found.node.content),
    }
}

fn no_amount(path: &Placed<String>, found: &paths::Found) -> Diagnostic {
    let what = match (Amount::of(&found.node.content), &found.node.content) {
        (Some(amount), _) => format!("{}, and no part of that is anything", amount.text()),
        (None, Content::Table(_)) => "a table, not one amount".to_owned(),
        (None, _) => format!("{}, and no amount", found.node.kind()),
    };
    Diagnostic::error(format!("`{}` is {what}", path.value))
        .at(&path.place, "so it has no range")
        .help("name a number, a share or a duration inside it, as in \"stream.restore.triage.next.done\"")
}

/// Where the range of a path is stated.
pub fn place(uncertain: &Node, path: &str) -> Option<Place> {
    let read = ByPath::<UncertainText>::read(uncertain, &mut Reader::default())?;
    let mut found = read.0.into_iter();
    found.find(|(own, _)| own.value == path).map(|(own, _)| own.place)
}
