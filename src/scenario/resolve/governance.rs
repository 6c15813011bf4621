//! Routes and policies.

use super::calendars::holidays;
use super::{World, entries, parts};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::calendar::WeeklySpan;
use crate::model::{
    Board, Bypass, BypassWay, Calendar, CalendarId, Distribution, OnRejection, Policy, Review, Route, RouteId,
    RouteKind, Selector, TeamId,
};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{BypassText, RouteText};
use crate::scenario::values::{BypassWayText, Share};
use crate::time::{DAY, Span};

/// The built-in route, then those of the file; boards add a calendar each.
pub fn routes(world: &World<'_>, calendars: &mut Vec<Calendar>, faults: &mut Diagnostics) -> Vec<Route> {
    let mut routes = vec![pre_approved("pre_approved")];
    for (name, text) in entries(&world.text.route) {
        let mut route = pre_approved(&name.value);
        if let Some(text) = text {
            let kind = kind(world, name, text, calendars, faults);
            route.kind = kind.unwrap_or(RouteKind::PreApproved);
            route.catches_bad = share(&text.catches_bad);
            route.rejects_good = share(&text.rejects_good);
            route.still_bad_after_rework = share(&text.still_bad_after_rework);
            route.on_rejection = text
                .on_rejection
                .as_ref()
                .map_or(OnRejection::SendBack, |way| way.value.0);
            route.bypass = text.bypass.as_ref().and_then(|text| bypass(world, &text.value, faults));
            report_endless(name, text, &route, faults);
        }
        routes.push(route);
    }
    parts::check(world, &routes, faults);
    routes
}

/// How a route decides.
fn kind(
    world: &World<'_>,
    name: &Placed<String>,
    text: &RouteText,
    calendars: &mut Vec<Calendar>,
    faults: &mut Diagnostics,
) -> Option<RouteKind> {
    if let Some(kind) = parts::kind(world, name, text, faults) {
        return kind;
    }
    if let Some(automated) = &text.automated {
        let foreign = [
            "by",
            "people",
            "effort",
            "meets",
            "length",
            "at_most",
            "papers_in",
            "discussion",
        ];
        parts::report_foreign(name, text, "is an automated check", &foreign, faults);
        return Some(RouteKind::Automated(automated.value.0.clone()));
    }
    let Some(by) = &text.by else {
        let fault = Diagnostic::error(format!("route `{}` says not who decides", name.value));
        faults.push(fault.at(&name.place, "`by` is missing here").help(
            "name the team whose people decide, as in `by = \"platform\"`; or make it an automated check with `automated`, \
             or of other routes with `stages` or `all_of`",
        ));
        return None;
    };
    let team = TeamId::from(world.teams.find(by, faults).unwrap_or(0));
    if text.meets.is_some() {
        board(world, name, text, team, calendars, faults)
    } else {
        review(name, text, team, faults)
    }
}

/// Items that go round a route.
fn bypass(world: &World<'_>, text: &BypassText, faults: &mut Diagnostics) -> Option<Bypass> {
    let [share, more_per_day, at_most] = [&text.share, &text.more_per_day_waited, &text.at_most].map(share);
    if let Some(least) = text.share.as_ref().filter(|_| share > at_most) {
        let fault = Diagnostic::error("more items go round a route than `at_most` says");
        faults.push(fault.at(&least.place, format!("`at_most` is {:.0} %", at_most * 100.0)));
    }
    if share + more_per_day <= 0.0 {
        let warning = Diagnostic::warning("nobody goes round this route");
        faults.push(
            warning
                .at(&text.place, "neither `share` nor `more_per_day_waited` is above 0 %")
                .help("leave `bypass` out, or say how many go round it"),
        );
    }
    let latest = text.latest.as_ref().map_or(10, |latest| latest.value.0);
    if let Some(none) = text.latest.as_ref().filter(|latest| latest.value.0 == 0) {
        faults.push(Diagnostic::error("a mean of no decisions is none").at(&none.place, "it must be at least 1"));
    }
    let way = match text.way.as_ref().map(|way| &way.value) {
        None | Some(BypassWayText::Unauthorised) => BypassWay::Unauthorised,
        Some(BypassWayText::DeclaredAs(attribute, value)) => {
            let attribute = world.attribute(attribute, faults)?;
            BypassWay::DeclaredAs(attribute, world.value(attribute, value, faults)?)
        }
    };
    Some(Bypass {
        share,
        more_per_day,
        at_most,
        latest,
        way,
    })
}

fn pre_approved(name: &str) -> Route {
    Route {
        name: name.to_owned(),
        kind: RouteKind::PreApproved,
        catches_bad: 0.0,
        rejects_good: 0.0,
        still_bad_after_rework: 0.0,
        on_rejection: OnRejection::SendBack,
        bypass: None,
    }
}

fn share(field: &Option<Placed<Share>>) -> f64 {
    field.as_ref().map_or(0.0, |share| share.value.0)
}

/// A route that sends the same item back for ever.
fn report_endless(name: &Placed<String>, text: &RouteText, route: &Route, faults: &mut Diagnostics) {
    if route.on_rejection == OnRejection::Close {
        return;
    }
    let culprit = if route.rejects_good >= 1.0 {
        &text.rejects_good
    } else if route.catches_bad * route.still_bad_after_rework >= 1.0 {
        &text.still_bad_after_rework
    } else {
        return;
    };
    let fault = Diagnostic::error(format!("route `{}` sends items back for ever", name.value));
    faults.push(match culprit {
        Some(share) => fault
            .at(&share.place, "no rework would ever pass")
            .help("make it less than 100 %"),
        None => fault,
    });
}

fn review(name: &Placed<String>, text: &RouteText, team: TeamId, faults: &mut Diagnostics) -> Option<RouteKind> {
    let Some(effort) = &text.effort else {
        let fault = Diagnostic::error(format!("route `{}` says neither `effort` nor `meets`", name.value));
        faults.push(
            fault
                .at(&name.place, "is it a review or a board?")
                .help("for people who look at each item, add `effort`; for a board, add `meets`"),
        );
        return None;
    };
    let for_boards = [
        ("length", text.length.as_ref().map(|field| &field.place)),
        ("at_most", text.at_most.as_ref().map(|field| &field.place)),
        ("discussion", text.discussion.as_ref().map(|field| &field.place)),
    ];
    for (key, place) in for_boards
        .iter()
        .filter_map(|(key, place)| place.map(|place| (key, place)))
    {
        let fault = Diagnostic::error(format!(
            "`{key}` belongs to a board, and route `{}` does not meet",
            name.value
        ));
        faults.push(fault.at(place, "").help("add `meets`, or leave this out"));
    }
    Some(RouteKind::Review(Review {
        team,
        people: at_least_one(name, text, faults)?,
        effort: effort.value.0.clone(),
    }))
}

fn at_least_one(name: &Placed<String>, text: &RouteText, faults: &mut Diagnostics) -> Option<u32> {
    let people = text.people.as_ref()?;
    if people.value.0 == 0 {
        let fault = Diagnostic::error(format!("route `{}` needs at least one person", name.value));
        faults.push(fault.at(&people.place, "nobody would decide"));
        return None;
    }
    Some(people.value.0)
}

fn board(
    world: &World<'_>,
    name: &Placed<String>,
    text: &RouteText,
    team: TeamId,
    calendars: &mut Vec<Calendar>,
    faults: &mut Diagnostics,
) -> Option<RouteKind> {
    if let Some(effort) = &text.effort {
        let fault = Diagnostic::error(format!("route `{}` says both `meets` and `effort`", name.value));
        faults.push(fault.at(&effort.place, "a board has a `discussion` instead"));
    }
    let people = at_least_one(name, text, faults)?;
    let length = positive(
        name,
        "length",
        text.length.as_ref().map(|length| (length, length.value.ticks())),
        faults,
    );
    let at_most = positive(
        name,
        "at_most",
        text.at_most.as_ref().map(|most| (most, i64::from(most.value.0))),
        faults,
    );
    let (length, at_most) = (Span(length?), u32::try_from(at_most?).unwrap_or(u32::MAX));
    if length.ticks() >= DAY {
        let fault = Diagnostic::error(format!("a meeting of route `{}` lasts {length}", name.value));
        faults.push(match &text.length {
            Some(length) => fault.at(&length.place, "a meeting must end within a day"),
            None => fault,
        });
        return None;
    }
    calendars.push(meetings(world, name, text, length)?);
    Some(RouteKind::Board(Board {
        team,
        people,
        meets: CalendarId::from(calendars.len() - 1),
        length,
        at_most,
        papers_in: text.papers_in.as_ref().map_or(Span::ZERO, |papers| papers.value.0),
        discussion: match &text.discussion {
            Some(discussion) => discussion.value.0.clone(),
            None => Distribution::Constant(length.ticks() as f64 / f64::from(at_most)),
        },
    }))
}

/// A figure that a board must state, above zero.
fn positive<T>(
    name: &Placed<String>,
    key: &str,
    figure: Option<(&Placed<T>, i64)>,
    faults: &mut Diagnostics,
) -> Option<i64> {
    match figure {
        Some((_, figure)) if figure > 0 => return Some(figure),
        Some((field, _)) => {
            let fault = Diagnostic::error(format!("`{key}` of route `{}` must be above 0", name.value));
            faults.push(fault.at(&field.place, "nothing would be decided"));
        }
        None => {
            let fault = Diagnostic::error(format!("route `{}` meets but has no `{key}`", name.value));
            faults.push(fault.at(&name.place, format!("`{key}` is missing here")));
        }
    }
    None
}

/// The spans of the meetings; none is held on a holiday.
fn meetings(world: &World<'_>, name: &Placed<String>, text: &RouteText, length: Span) -> Option<Calendar> {
    let ends = |from: jiff::civil::Time| from.wrapping_add(jiff::SignedDuration::from_millis(length.ticks()));
    let meets = &text.meets.as_ref()?.value.0;
    let weekly = meets.iter().map(|(day, from)| WeeklySpan {
        day: *day,
        from: *from,
        to: ends(*from),
    });
    Some(Calendar {
        name: format!("meetings of {}", name.value),
        weekly: weekly.collect(),
        closed: holidays(world),
        extra: Vec::new(),
        zone: world.epoch.zone.clone(),
        always: false,
    })
}

/// Every policy in the order of the file.
pub fn policies(world: &World<'_>, faults: &mut Diagnostics) -> Vec<Policy> {
    let mut policies = Vec::new();
    for (name, text) in entries(&world.text.policy) {
        let mut rules: Vec<(Selector, RouteId)> = Vec::new();
        for rule in text
            .iter()
            .filter_map(|text| text.rules.as_ref())
            .flat_map(|rules| &rules.value.0)
        {
            let selector = rule.when.as_ref().map(|when| world.selector(&when.value, faults));
            let route = rule.route.as_ref().and_then(|route| world.routes.find(route, faults));
            if let (Some(selector), Some(route)) = (selector, route) {
                rules.push((selector, RouteId::from(route)));
            }
        }
        policies.push(Policy {
            name: name.value.clone(),
            rules,
        });
    }
    policies
}
