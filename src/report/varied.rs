//! Paths, values and figures of candidates in words, as sweeps and sensitivities tell them.

use super::wording::{self, Scale};
use crate::results::{Estimate, MeasuredFigure, PairedChange, Verdict};

/// The keys of a path, without the quotes around some of them.
pub(super) fn keys(path: &str) -> Vec<String> {
    let (mut keys, mut key, mut quoted) = (Vec::new(), String::new(), false);
    for letter in path.chars() {
        match letter {
            '"' => quoted = !quoted,
            '.' if !quoted => keys.push(std::mem::take(&mut key)),
            letter => key.push(letter),
        }
    }
    keys.push(key);
    keys.iter().map(|key| key.trim().to_owned()).collect()
}

/// What a path leads to, in words: `people on desk (office)`, `desk absence`, `effort of triage`.
pub(super) fn path(path: &str) -> String {
    let keys = keys(path);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let name = |key: &str| wording::name(key);
    match keys.as_slice() {
        ["team", team, "people"] => format!("people on {}", name(team)),
        ["team", team, "people", hours] => format!("people on {} ({})", name(team), name(hours)),
        ["team", team, rest @ ..] => format!("{} {}", name(team), in_turn(rest)),
        ["governance", "policy"] => "policy".to_owned(),
        ["demand", demand, "arrivals", "per_week"] => format!("{} a week", wording::plural(demand)),
        ["demand", demand, "arrivals", rest @ ..] => format!("{} of {}", in_turn(rest), wording::plural(demand)),
        ["demand", demand, rest @ ..] => format!("{}: {}", wording::plural(demand), in_turn(rest)),
        ["stream", _, step, "next", way] if *way == "done" => format!("done after {}", name(step)),
        ["stream", _, step, "next", way] => format!("on from {} to {}", name(step), name(way)),
        ["stream", _, step, last] => format!("{} of {}", name(last), name(step)),
        ["stream", _, step, rest @ ..] => format!("{}: {}", name(step), in_turn(rest)),
        [_, own, rest @ ..] if !rest.is_empty() => format!("{}: {}", name(own), in_turn(rest)),
        other => in_turn(other),
    }
}

/// What a path leads to, in a word or two: `desk` for its people.
pub(super) fn short_path(path: &str) -> String {
    let keys = keys(path);
    match keys.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["team", team, "people", ..] => wording::name(team),
        _ => self::path(path),
    }
}

fn in_turn(keys: &[&str]) -> String {
    keys.iter().map(|key| wording::name(key)).collect::<Vec<_>>().join(" ")
}

/// A value of a path, in words: `6 on desk`, `desk absence 8%`, `peer review`.
pub(super) fn value(path: &str, text: &str) -> String {
    let keys = keys(path);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    match keys.as_slice() {
        ["team", team, "people", ..] => format!("{text} on {}", wording::name(team)),
        ["governance", "policy"] => wording::name(text),
        ["demand", demand, "arrivals", "per_week"] => format!("{text} {} a week", wording::plural(demand)),
        _ => format!("{} {}", self::path(path), wording::name(text)),
    }
}

/// A figure in words: `P1 kept`, `Incidents, 85% done in`, `cost a week`.
pub(super) fn figure(figure: &MeasuredFigure) -> String {
    let name = promise(&figure.name);
    match (figure.measure.as_str(), figure.by.as_str(), figure.statistic.as_str()) {
        ("promise kept", ..) => format!("{name} kept"),
        ("promise periods met", ..) => format!("{name}, periods met"),
        ("missed", "all", _) => "missed a week, all promises".to_owned(),
        ("missed", ..) => format!("{name} missed a week"),
        ("cost", "all", _) => "cost a week".to_owned(),
        ("open at end", ..) => "open at the end".to_owned(),
        ("lead time", by, statistic) if statistic.starts_with('p') => {
            let done = format!("{}% done in", &statistic[1..]);
            if by == "demand" {
                format!("{}, {done}", wording::title_plural(&figure.name))
            } else {
                done
            }
        }
        (measure, "all", statistic) => format!("{measure} {statistic}"),
        (measure, _, "mean" | "share") => format!("{measure} of {}", wording::name(&figure.name)),
        (measure, _, statistic) => format!("{measure} of {}, {statistic}", wording::name(&figure.name)),
    }
}

/// A promise by the name of its figures: `P1`, `P1 first touch`.
pub(super) fn promise(name: &str) -> String {
    match name.strip_suffix(" respond") {
        Some(own) => format!("{} first touch", wording::title(own)),
        None => wording::title(name),
    }
}

/// An estimate alone, with the digits that its interval supports.
pub(super) fn estimate(unit: &str, estimate: Option<&Estimate>) -> String {
    estimate.map_or(wording::UNKNOWN.to_owned(), |it| {
        Scale::of(unit, it.value.abs()).figure(it.value, it.half_width())
    })
}

/// A number of a unit alone.
pub(super) fn amount(unit: &str, value: f64) -> String {
    Scale::of(unit, value.abs()).figure(value, None)
}

/// A paired difference: `+8.9 ± 1.1 points`.
pub(super) fn change(unit: &str, change: &PairedChange, size: f64) -> String {
    Scale::of(unit, size.abs()).difference(&change.difference)
}

/// A difference without its sign and interval, for a sentence: `2.1 points`, `1,240`.
pub(super) fn size_of_change(unit: &str, change: &PairedChange, size: f64) -> String {
    let without = Estimate {
        value: change.difference.value.abs(),
        low: None,
        high: None,
    };
    let scale = Scale::of(unit, size.abs());
    scale.difference(&without).trim_start_matches('+').to_owned()
}

/// The sign of a verdict.
pub(super) fn sign(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Kept) => "✓",
        Some(Verdict::Missed) => "✗",
        Some(Verdict::TooClose) => "?",
        Some(Verdict::Unknown) | None => "–",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_are_told_as_people_say_them() {
        for (path, words) in [
            ("team.desk.people.office", "people on desk (office)"),
            ("team.\"second line\".absence", "second line absence"),
            ("governance.policy", "policy"),
            ("demand.incident.arrivals.per_week", "incidents a week"),
            ("demand.change.fails.normal", "changes: fails normal"),
            ("stream.restore.triage.effort", "effort of triage"),
            ("stream.restore.triage.next.done", "done after triage"),
            ("route.peer.catches_bad", "peer: catches bad"),
        ] {
            assert_eq!(super::path(path), words);
        }
        assert_eq!(super::value("team.desk.people.office", "6"), "6 on desk");
        assert_eq!(super::value("team.desk.absence", "8%"), "desk absence 8%");
        assert_eq!(super::value("governance.policy", "peer_review"), "peer review");
    }
}
