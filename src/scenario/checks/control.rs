//! Who goes round a route gets another one; freezes, escalations and audits meet somebody.

use super::super::fields::{AuditText, EscalationText, FreezeText, ScenarioText};
use super::super::load;
use super::super::values::ByName;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{
    BypassWay, Demand, DemandId, EscalateWhen, Escalation, Freeze, FreezeTime, Model, Policy, RouteId, Selector,
};
use crate::scenario::catalogue::Placed;
use crate::time::Instant;

/// Checks them all.
pub fn all(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    bypasses(text, model, found);
    for (freeze, name, text) in named(&model.freezes, &text.freeze) {
        check_freeze(model, freeze, name, text, found);
    }
    for (escalation, name, text) in named(&model.escalations, &text.escalation) {
        check_escalation(model, escalation, name, text, found);
    }
    audits(text, model, found);
}

/// Parts of the model with their names and text.
fn named<'a, M, T>(
    models: &'a [M],
    texts: &'a Option<Placed<ByName<T>>>,
) -> impl Iterator<Item = (&'a M, &'a Placed<String>, &'a T)> {
    let texts = texts.as_ref().map_or(&[][..], |texts| texts.value.0.as_slice());
    models
        .iter()
        .zip(texts)
        .filter_map(|(model, (name, text))| Some((model, name, text.as_ref()?)))
}

/// Demands with items that a selector selects.
fn selected<'m>(model: &'m Model, selector: &'m Selector) -> impl Iterator<Item = (DemandId, &'m Demand)> {
    let demands = model.demands.iter().enumerate();
    let of = demands.map(|(index, demand)| (DemandId::from(index), demand));
    of.filter(|(id, demand)| {
        let combinations = load::combinations(demand);
        combinations
            .iter()
            .any(|item| selector.selects(*id, |attribute| item.value_of(attribute)))
    })
}

fn asks(model: &Model, id: DemandId) -> bool {
    model.steps_of(id).iter().any(|step| step.approval)
}

/// Bypasses that nobody can take, and those that lead where they come from.
fn bypasses(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    for (number, (route, (name, text))) in model.routes[1..]
        .iter()
        .zip(text.route.iter().flat_map(|routes| &routes.value.0))
        .enumerate()
    {
        let id = RouteId::from(number + 1);
        let Some(place) = text
            .as_ref()
            .and_then(|text| text.bypass.as_ref())
            .map(|bypass| &bypass.place)
        else {
            continue;
        };
        let names = |policy: &&Policy| policy.rules.iter().any(|(_, route)| *route == id);
        if !model.policies.iter().any(|policy| names(&policy)) {
            let warning = Diagnostic::warning(format!("nobody goes round route `{}`", name.value));
            found.push(warning.at(place, "no policy names this route").help(
                "a bypass counts where a policy names the route, not where it is part of another one; move it to that one",
            ));
        }
        let Some(BypassWay::DeclaredAs(..)) = route.bypass.as_ref().map(|bypass| bypass.way) else {
            continue;
        };
        for policy in model.policies.iter().filter(names) {
            check_disguise(model, policy, id, place, found);
        }
    }
}

/// Items that are declared to be what they are not take another route then.
fn check_disguise(model: &Model, policy: &Policy, route: RouteId, place: &Place, found: &mut Diagnostics) {
    let Some(BypassWay::DeclaredAs(attribute, value)) = model.routes[route.index()].bypass.as_ref().map(|one| one.way)
    else {
        return;
    };
    let named = |id: DemandId, value_of: &dyn Fn(crate::model::AttributeId) -> Option<crate::model::ValueId>| {
        let rule = policy.rules.iter().find(|(selector, _)| selector.selects(id, value_of));
        rule.map(|(_, route)| *route)
    };
    for (index, demand) in model
        .demands
        .iter()
        .enumerate()
        .filter(|(index, _)| asks(model, (*index).into()))
    {
        let id = DemandId::from(index);
        for item in load::combinations(demand) {
            if named(id, &|own| item.value_of(own)) != Some(route) {
                continue;
            }
            let seen = named(id, &|own| {
                if own == attribute {
                    Some(value)
                } else {
                    item.value_of(own)
                }
            });
            if seen == Some(route) {
                let of = &model.attributes[attribute.index()];
                let fact = format!(
                    "items of `{}` that are declared {} = `{}` take route `{}` all the same",
                    demand.name,
                    of.name,
                    of.values[value.index()],
                    model.routes[route.index()].name
                );
                let label = format!("policy `{}` names the same route for them", policy.name);
                found.push(
                    Diagnostic::error(fact)
                        .at(place, label)
                        .help("declare them as something for which the policy names another route"),
                );
                return;
            }
        }
    }
}

fn check_freeze(model: &Model, freeze: &Freeze, name: &Placed<String>, text: &FreezeText, found: &mut Diagnostics) {
    let meets = |(_, demand): &(DemandId, &Demand)| freeze.steps.iter().any(|(stream, _)| *stream == demand.stream);
    if !selected(model, &freeze.selector).any(|one| meets(&one)) {
        let place = text.selector.as_ref().map_or(&name.place, |selector| &selector.place);
        let fault = Diagnostic::error(format!("freeze `{}` holds nothing", name.value));
        found.push(fault.at(place, "no item that comes to these steps is selected by `for`"));
    }
    if let FreezeTime::During(calendar) = freeze.when {
        let (from, to) = (Instant::START, model.run.window_end());
        let hours = model.calendars[calendar.index()].timetable(&model.epoch, from, to);
        let open = hours.open_between(from, to);
        let place = text.during.as_ref().map_or(&name.place, |during| &during.place);
        if open == to - from {
            let fault = Diagnostic::error(format!("freeze `{}` never ends", name.value));
            found.push(fault.at(place, "these hours are always open: what it stops never happens"));
        } else if open.ticks() == 0 {
            let warning = Diagnostic::warning(format!("freeze `{}` does not happen in this run", name.value));
            found.push(warning.at(place, "these hours do not open during the run"));
        }
    }
}

fn check_escalation(
    model: &Model,
    escalation: &Escalation,
    name: &Placed<String>,
    text: &EscalationText,
    found: &mut Diagnostics,
) {
    let place = text.selector.as_ref().map_or(&name.place, |selector| &selector.place);
    let of: Vec<(DemandId, &Demand)> = selected(model, &escalation.selector).collect();
    if of.is_empty() {
        let fault = Diagnostic::error(format!("escalation `{}` is for no item", name.value));
        found.push(fault.at(place, "no item is selected by `for`"));
        return;
    }
    if let (Some(priority), Some(written)) = (escalation.priority, &text.priority) {
        let rises = |(id, demand): &(DemandId, &Demand)| {
            load::combinations(demand).iter().any(|item| {
                let selected = escalation.selector.selects(*id, |attribute| item.value_of(attribute));
                selected && item.value_of(Model::PRIORITY).is_some_and(|own| own > priority)
            })
        };
        if !of.iter().any(rises) {
            let fault = Diagnostic::error(format!("escalation `{}` raises nobody's priority", name.value));
            found.push(fault.at(
                &written.place,
                "every item that it is for has this priority, or a more urgent one",
            ));
        }
    }
    if let (Some(team), Some(written)) = (escalation.to_team, &text.to_team) {
        let moves = |(id, _): &(DemandId, &Demand)| {
            let mut steps = model.steps_of(*id).iter();
            steps.any(|step| step.wait.is_none() && step.team != team)
        };
        if !of.iter().any(moves) {
            let fault = Diagnostic::error(format!("escalation `{}` moves nothing", name.value));
            found.push(fault.at(&written.place, "this team does every step of these items already"));
        }
    }
    if let EscalateWhen::Promised(promise, ..) = escalation.when {
        check_promised(model, escalation, promise, name, text, found);
    }
}

/// What is escalated by a promise has that promise.
fn check_promised(
    model: &Model,
    escalation: &Escalation,
    promise: usize,
    name: &Placed<String>,
    text: &EscalationText,
    found: &mut Diagnostics,
) {
    let promised = &model.promises[promise];
    for (index, demand) in model.demands.iter().enumerate() {
        let id = DemandId::from(index);
        let without = load::combinations(demand).into_iter().any(|item| {
            let value_of = |attribute| item.value_of(attribute);
            escalation.selector.selects(id, value_of) && !promised.selector.selects(id, value_of)
        });
        if without {
            let fact = format!(
                "escalation `{}` goes by promise `{}`, which is not made for all of its items",
                name.value, promised.name
            );
            let place = text.of.as_ref().map_or(&name.place, |of| &of.place);
            let label = format!("items of `{}` may have no such promise", demand.name);
            found.push(
                Diagnostic::error(fact)
                    .at(place, label)
                    .help("narrow `for` to the items of the promise"),
            );
            return;
        }
    }
}

fn audits(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    let bypassed = model.routes.iter().any(|route| route.bypass.is_some());
    for (audit, name, text) in named(&model.audits, &text.audit) {
        let text: &AuditText = text;
        let place = text.selector.as_ref().map_or(&name.place, |selector| &selector.place);
        if !selected(model, &audit.selector).any(|(id, _)| asks(model, id)) {
            let fault = Diagnostic::error(format!("audit `{}` looks at nothing", name.value));
            found.push(fault.at(place, "no item that asks for approval is selected by `for`"));
        } else if !bypassed {
            let warning = Diagnostic::warning(format!("audit `{}` takes time and can find nothing", name.value));
            found.push(warning.at(&name.place, "no route has a `bypass`"));
        } else if audit.at.is_empty() {
            let warning = Diagnostic::warning(format!("audit `{}` is not held in this run", name.value));
            found.push(warning.at(&name.place, "the run is over before"));
        }
    }
}
