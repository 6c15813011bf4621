//! Promises.

use super::supply::amount;
use super::{World, entries};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{CalendarId, Deadline, Model, Period, Promise};
use crate::scenario::fields::PromiseText;

/// Every promise in the order of the file.
pub fn promises(world: &World<'_>, faults: &mut Diagnostics) -> Vec<Promise> {
    let mut promises = Vec::new();
    for (name, text) in entries(&world.text.promise) {
        let Some(text) = text else { continue };
        if text.resolve.is_none() && text.respond.is_none() {
            let fault = Diagnostic::error(format!("promise `{}` promises nothing", name.value));
            faults.push(
                fault
                    .at(&name.place, "neither `resolve` nor `respond` is here")
                    .help("add `resolve = \"4h\"` or `respond = \"15m\"`"),
            );
        }
        promises.push(Promise {
            name: name.value.clone(),
            selector: text
                .selector
                .as_ref()
                .map(|selector| world.selector(&selector.value, faults))
                .unwrap_or_default(),
            resolve: text.resolve.as_ref().map(|deadline| deadline.value.0),
            respond: text.respond.as_ref().map(|deadline| deadline.value.0),
            clock: clock(world, text, faults),
            target: text.target.as_ref().map_or(1.0, |target| target.value.0),
            judged: text.judged.as_ref().map_or(Period::Month, |judged| judged.value.0),
            penalty_per_item: amount(&text.penalty_per_item),
            penalty_per_period: amount(&text.penalty_per_period),
        });
    }
    promises
}

/// The clock; working days need one that has days.
fn clock(world: &World<'_>, text: &PromiseText, faults: &mut Diagnostics) -> CalendarId {
    let Some(name) = &text.clock else { return Model::ALWAYS };
    let clock = world.hours.find(name, faults).map_or(Model::ALWAYS, CalendarId::from);
    if name.value == "always" {
        for deadline in [&text.resolve, &text.respond].into_iter().flatten() {
            if matches!(deadline.value.0, Deadline::WorkingDays(_)) {
                let fault = Diagnostic::error("working days need a clock with working hours");
                let fault = fault.at(&deadline.place, "the clock `always` has no working days");
                faults.push(fault.help("name the hours, as in `clock = \"office\"`"));
            }
        }
    }
    clock
}
