//! Routes that are made of others: in turn or at once.

use super::{World, entries};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Route, RouteId, RouteKind};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::RouteText;

/// What only a route that decides itself can say.
const OF_ONE: [&str; 11] = [
    "by",
    "people",
    "effort",
    "automated",
    "meets",
    "length",
    "at_most",
    "papers_in",
    "discussion",
    "catches_bad",
    "rejects_good",
];
/// The same for what follows a rejection.
const OF_REJECTION: [&str; 2] = ["still_bad_after_rework", "on_rejection"];

/// The kind of a route that is made of others; nothing where it is not. The inside is empty where it has a fault.
pub fn kind(
    world: &World<'_>,
    name: &Placed<String>,
    text: &RouteText,
    faults: &mut Diagnostics,
) -> Option<Option<RouteKind>> {
    let (listed, at_once) = match (&text.stages, &text.all_of) {
        (None, None) => return None,
        (Some(stages), None) => (stages, false),
        (None, Some(all_of)) => (all_of, true),
        (Some(stages), Some(all_of)) => {
            let fault = Diagnostic::error(format!("route `{}` says both `stages` and `all_of`", name.value));
            faults.push(
                fault
                    .at(&stages.place, "one after the other")
                    .at(&all_of.place, "all at once")
                    .help("make the routes asked at once a route of their own, and name it among the `stages`"),
            );
            return Some(None);
        }
    };
    let foreign: Vec<&str> = OF_ONE.into_iter().chain(OF_REJECTION).collect();
    report_foreign(name, text, "is made of other routes, which decide", &foreign, faults);
    if listed.value.len() < 2 {
        let fault = Diagnostic::error(format!("route `{}` is made of fewer than two routes", name.value));
        faults.push(fault.at(&listed.place, "name at least two here"));
        return Some(None);
    }
    let mut parts: Vec<RouteId> = Vec::new();
    for (number, part) in listed.value.iter().enumerate() {
        if listed.value[..number].iter().any(|before| before.value == part.value) {
            let fault = Diagnostic::error(format!("route `{}` asks `{}` twice", name.value, part.value));
            faults.push(fault.at(&part.place, "who has decided decides the same again"));
            continue;
        }
        parts.extend(world.routes.find(part, faults).map(RouteId::from));
    }
    let whole = parts.len() == listed.value.len();
    Some(whole.then_some(match at_once {
        true => RouteKind::AllOf(parts),
        false => RouteKind::Stages(parts),
    }))
}

/// Reports keys that do not go with what a route is.
pub fn report_foreign(name: &Placed<String>, text: &RouteText, what: &str, foreign: &[&str], faults: &mut Diagnostics) {
    let written = |key: &&&str| text.keys.iter().any(|own| own == **key);
    for key in foreign.iter().filter(written) {
        let fault = Diagnostic::error(format!("route `{}` {what}, and has `{key}`", name.value));
        faults.push(
            fault
                .at(place_of(text, key), format!("`{key}` means nothing here"))
                .help("take it out"),
        );
    }
}

fn place_of<'t>(text: &'t RouteText, key: &str) -> &'t Place {
    fn at<T>(field: &Option<Placed<T>>) -> Option<&Place> {
        field.as_ref().map(|field| &field.place)
    }
    let place = match key {
        "by" => at(&text.by),
        "people" => at(&text.people),
        "effort" => at(&text.effort),
        "automated" => at(&text.automated),
        "meets" => at(&text.meets),
        "length" => at(&text.length),
        "at_most" => at(&text.at_most),
        "papers_in" => at(&text.papers_in),
        "discussion" => at(&text.discussion),
        "catches_bad" => at(&text.catches_bad),
        "rejects_good" => at(&text.rejects_good),
        "still_bad_after_rework" => at(&text.still_bad_after_rework),
        "on_rejection" => at(&text.on_rejection),
        _ => None,
    };
    place.unwrap_or(&text.place)
}

/// Checks what routes are made of: nothing of itself, a series of no series, what is asked at once of single routes.
pub fn check(world: &World<'_>, routes: &[Route], faults: &mut Diagnostics) {
    for ((name, text), route) in entries(&world.text.route).iter().zip(&routes[1..]) {
        let Some(listed) = text
            .as_ref()
            .and_then(|text| text.stages.as_ref().or(text.all_of.as_ref()))
        else {
            continue;
        };
        for (part, written) in route.kind.parts().iter().zip(&listed.value) {
            if let Some(fact) = misfit(routes, route, *part, &name.value) {
                faults.push(Diagnostic::error(fact.0).at(&written.place, fact.1));
            }
        }
    }
}

/// Why a route cannot be made of another one: the fact, and the label.
fn misfit(routes: &[Route], whole: &Route, part: RouteId, name: &str) -> Option<(String, &'static str)> {
    let of = &routes[part.index()];
    let contains = |route: &Route| {
        route
            .kind
            .parts()
            .iter()
            .any(|inner| routes[inner.index()].name == name)
    };
    if of.name == name || contains(of) {
        return Some((
            format!("route `{name}` would have to decide before itself"),
            "this route is made of it",
        ));
    }
    match (&whole.kind, &of.kind) {
        (_, RouteKind::PreApproved) if part.0 == 0 => Some((
            format!("route `{name}` is made of `pre_approved`, which decides nothing"),
            "take it out",
        )),
        (RouteKind::Stages(_), RouteKind::Stages(_)) => Some((
            format!("route `{name}` has a series of routes among its stages"),
            "name the stages of that one here, in their order",
        )),
        (RouteKind::AllOf(_), RouteKind::Stages(_) | RouteKind::AllOf(_)) => Some((
            format!("route `{name}` asks a route at once with others that is made of others itself"),
            "only people, boards and automated checks can be asked at once",
        )),
        _ => None,
    }
}
