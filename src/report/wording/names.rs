//! Names and phrases in plain English.

use super::grouped;
use crate::results::{Aspect, PromiseResult, Verdict};

/// Nouns of service work that plain English counts; others stay as written ("planning", "hardware").
const COUNTED: [&str; 44] = [
    "access point",
    "alert",
    "application",
    "bug",
    "call",
    "case",
    "change",
    "chat",
    "complaint",
    "defect",
    "demand",
    "deployment",
    "enquiry",
    "error",
    "event",
    "failure",
    "fault",
    "feature",
    "fix",
    "idea",
    "improvement",
    "incident",
    "inquiry",
    "joiner",
    "laptop",
    "leaver",
    "mover",
    "opportunity",
    "order",
    "outage",
    "patch",
    "password reset",
    "problem",
    "project",
    "query",
    "question",
    "release",
    "report",
    "request",
    "reset",
    "review",
    "task",
    "ticket",
    "upgrade",
];

/// A name for a title or the start of a sentence: `p1` → `P1`, `service_request` → `Service request`.
pub fn title(name: &str) -> String {
    if is_override(name) {
        return name.into();
    }
    let spaced = self::name(name);
    let mut letters = spaced.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Plural of a demand's name where plain English has one: `incident` → `incidents`; else as written.
pub fn plural(name: &str) -> String {
    if !is_counted(name) {
        return self::name(name);
    }
    let name = self::name(name);
    let lower = name.to_lowercase();
    match lower.chars().last() {
        Some('y') => format!("{}ies", &name[..name.len() - 1]),
        Some('x') => format!("{name}es"),
        _ if lower.ends_with("ch") => format!("{name}es"),
        _ => format!("{name}s"),
    }
}

/// Whether [`plural`] knows the plural of a name.
pub fn is_counted(name: &str) -> bool {
    let lower = self::name(name).replace('-', " ").to_lowercase();
    COUNTED
        .iter()
        .any(|noun| lower == *noun || lower.ends_with(&format!(" {noun}")))
}

/// [`plural`] for a title: `incident` → `Incidents`.
pub fn title_plural(name: &str) -> String {
    title(&plural(name))
}

/// A name of the scenario as people write it: `change_board` → `change board`. Tables for programs keep the scenario's.
pub fn name(name: &str) -> String {
    if is_override(name) {
        return name.into();
    }
    name.replace('_', " ")
}

/// A variant that is named after its override, as in `team.desk.people.office=5`: to be typed again as it is.
pub fn is_override(name: &str) -> bool {
    name.contains('=')
}

/// A promise in the words of a table: `P1 in 4 h`, `P1 first touched in 15 m`.
pub fn promise(promise: &PromiseResult) -> String {
    match promise.aspect {
        Aspect::Resolve => format!("{} in {}", title(&promise.name), promise.deadline),
        Aspect::Respond => format!("{} first touched in {}", title(&promise.name), promise.deadline),
    }
}

/// The verdict in words.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Kept => "kept",
        Verdict::Missed => "missed",
        Verdict::TooClose => "too close to call",
        Verdict::Unknown => "unknown: nothing fell due",
    }
}

/// `one run`, `100 runs`.
pub fn counted(count: u32, singular: &str) -> String {
    if count == 1 {
        format!("1 {singular}")
    } else {
        format!("{} {}", grouped(&count.to_string()), plural_word(singular))
    }
}

fn plural_word(singular: &str) -> String {
    format!("{singular}s")
}

/// `Tuesday 11:00` for `Tue 11:00`; as written where it starts with no day.
pub fn hour_of_week(hour: &str) -> String {
    let days = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let (day, time) = hour.split_once(' ').unwrap_or((hour, ""));
    match days.iter().find(|name| day.len() == 3 && name.starts_with(day)) {
        Some(name) => format!("{name} {time}"),
        None => hour.into(),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}
