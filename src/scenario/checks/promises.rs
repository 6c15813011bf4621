//! Promises that nobody could keep: by arithmetic, and by the calendar.

use super::super::fields::ScenarioText;
use super::super::load;
use super::super::values::mix::percent;
use super::ceilings::{Ceiling, Week};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Aspect, Deadline, DemandId, Model, Promise, Target};
use crate::time::Span;

/// Warns of promises that cannot be kept; gives every ceiling.
pub fn all(text: &ScenarioText, model: &Model, found: &mut Diagnostics) -> Vec<Ceiling> {
    let mut ceilings = Vec::new();
    let mut week = Week::of(model);
    let texts = text
        .promise
        .as_ref()
        .map_or(&[][..], |promises| promises.value.0.as_slice());
    for (number, (promise, (name, text))) in model.promises.iter().zip(texts).enumerate() {
        let Some(text) = text else { continue };
        let place = |field: &Option<super::super::catalogue::Placed<super::super::values::Deadline>>| {
            field.as_ref().map_or(name.place.clone(), |field| field.place.clone())
        };
        if !selects_any(model, promise) {
            let warning = Diagnostic::warning(format!("promise `{}` is made for items that never come", promise.name));
            found.push(warning.at(&name.place, "no item is selected by its `for`"));
            continue;
        }
        report_shortest(model, number, &place(&text.resolve), found);
        for (aspect, place) in [
            (Aspect::Respond, place(&text.respond)),
            (Aspect::Resolve, place(&text.resolve)),
        ] {
            if let Some(ceiling) = week.ceiling(promise, aspect) {
                report_ceiling(promise, &ceiling, &place, found);
                ceilings.push(ceiling);
            }
        }
    }
    ceilings
}

fn selects_any(model: &Model, promise: &Promise) -> bool {
    model.demands.iter().enumerate().any(|(index, demand)| {
        let selected = |item: &load::Combination| {
            promise
                .selector
                .selects(DemandId::from(index), |attribute| item.value_of(attribute))
        };
        load::combinations(demand).iter().any(selected)
    })
}

fn report_ceiling(promise: &Promise, ceiling: &Ceiling, place: &Place, found: &mut Diagnostics) {
    if ceiling.share >= promise.target {
        return;
    }
    let deed = match ceiling.aspect {
        Aspect::Respond => "respond",
        Aspect::Resolve => "resolve",
    };
    let shown = percent((ceiling.share * 1e3).floor() / 1e3);
    found.push(
        Diagnostic::warning(format!(
            "`{deed}` of promise `{}` can be kept for at most {shown} % of its items",
            promise.name
        ))
        .at(
            place,
            format!(
                "the others arrive when nobody can begin in time; the target is {} %",
                percent(promise.target)
            ),
        )
        .help("widen the team's hours, add people on call, or let the clock run in working hours only"),
    );
}

/// Warns where even an item that never waits takes longer than the promise allows.
fn report_shortest(model: &Model, number: usize, place: &Place, found: &mut Diagnostics) {
    let promise = &model.promises[number];
    let Some(Deadline::After(target)) = promise.resolve else {
        return;
    };
    if promise.clock != Model::ALWAYS {
        return;
    }
    for (index, demand) in model.demands.iter().enumerate() {
        let id = DemandId::from(index);
        let selected = |item: &load::Combination| promise.selector.selects(id, |attribute| item.value_of(attribute));
        let items = load::combinations(demand);
        let shortest = items
            .iter()
            .filter(|item| selected(item))
            .map(|item| shortest(model, number, id, item));
        let Some(shortest) = shortest
            .min_by(f64::total_cmp)
            .filter(|least| *least > target.ticks() as f64)
        else {
            continue;
        };
        let least = Span(shortest.round() as i64);
        found.push(
            Diagnostic::warning(format!(
                "`resolve` of promise `{}` cannot be kept for demand `{}`",
                promise.name, demand.name
            ))
            .at(place, format!("the work alone takes at least {least}"))
            .help("promise more time, or lower `effort`"),
        );
    }
}

/// The least touch time and wait from entry to the end while the promise's clock may run, in milliseconds.
fn shortest(model: &Model, promise: usize, id: DemandId, item: &load::Combination) -> f64 {
    let value_of = |attribute| item.value_of(attribute);
    let steps = model.steps_of(id);
    let mut least = vec![f64::INFINITY; steps.len()];
    for _ in 0..steps.len() {
        for (index, step) in steps.iter().enumerate() {
            let onwards = step.targets().map(|target| match target {
                Target::Done => 0.0,
                Target::Step(step) => least[step.index()],
            });
            // A wait that stops the promise's clock costs it nothing.
            let stopped = step.wait.as_ref().is_some_and(|wait| wait.stops.contains(&promise));
            let run = step.automation.as_ref().filter(|of| *of.share.of(id, value_of) > 0.0);
            let run = run.map_or(f64::INFINITY, |automation| automation.takes.min());
            let own = if stopped {
                0.0
            } else {
                step.effort.of(id, value_of).min().min(run)
            };
            least[index] = own + onwards.fold(f64::INFINITY, f64::min);
        }
    }
    least[model.demands[id.index()].enters.of(id, value_of).index()]
}
