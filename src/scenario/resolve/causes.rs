//! Causes: faults, what follows from failed items, and people who ask after late ones.

use super::control::{WhenText, escalate_when};
use super::names::Names;
use super::{World, entries};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{
    Added, AttributeId, BackOut, CalendarId, Caused, Chase, Consequence, DemandId, Fault, FaultId, Found, Model,
    Promise, StepId, ValueId,
};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{ChasedText, ConsequenceText, DemandText, FaultText, FoundText, StepText};
use crate::scenario::values::SelectorText;
use crate::time::Span;

/// Every sort of faults in the order of the file.
pub fn faults(world: &World<'_>, found: &mut Diagnostics) -> Vec<Fault> {
    let all = entries(&world.text.fault).iter();
    all.filter_map(|(name, text)| fault(world, name, text.as_ref()?, found))
        .collect()
}

fn fault(world: &World<'_>, name: &Placed<String>, text: &FaultText, found: &mut Diagnostics) -> Option<Fault> {
    let per_week = text.per_week.as_ref();
    if let Some(none) = per_week.filter(|per_week| per_week.value.0 <= 0.0) {
        let fault = Diagnostic::error(format!("faults of `{}` cause nothing", name.value));
        found.push(
            fault
                .at(&none.place, "`per_week` must be above 0")
                .help("a fault that nobody ever meets need not be here"),
        );
    }
    let effort = text.effort_once_known.as_ref();
    if let Some(none) = effort.filter(|effort| effort.value.0 <= 0.0) {
        let fault = Diagnostic::error(format!("a workaround for `{}` would take no time at all", name.value));
        found.push(
            fault
                .at(&none.place, "it must be above 0 %")
                .help("say what part of the effort is left, as in `effort_once_known = \"30%\"`"),
        );
    }
    let hours = text.hours.as_ref().and_then(|hours| world.hours.find(hours, found));
    let raises = text
        .raises
        .as_ref()
        .and_then(|raises| world.demands.find(raises, found));
    let values = raises.map(|raises| values(world, raises, text.always.as_ref(), found));
    let asked = text.found.as_ref().map(|text| asked(world, &text.value, found));
    Some(Fault {
        name: name.value.clone(),
        open: text.open.as_ref().map_or(0, |open| open.value.0),
        new_per_week: text.new_per_week.as_ref().map_or(0.0, |rate| rate.value.0),
        raises: DemandId::from(raises.unwrap_or(0)),
        per_week: per_week.map_or(1.0, |per_week| per_week.value.0),
        hours: hours.map_or(Model::ALWAYS, CalendarId::from),
        values: values.unwrap_or_default(),
        effort_once_known: effort.map_or(1.0, |effort| effort.value.0),
        found: asked.flatten(),
    })
}

fn asked(world: &World<'_>, text: &FoundText, found: &mut Diagnostics) -> Option<Found> {
    let raises = world.demands.find(text.raises.as_ref()?, found)?;
    let after = text.after.as_ref()?;
    if after.value.0 == 0 {
        let fault = Diagnostic::error("a fault is found before it has caused anything");
        found.push(
            fault
                .at(&after.place, "`after` is 1 at least")
                .help("nobody knows of a fault that has caused nothing; write `after = 1` where the first is enough"),
        );
    }
    Some(Found {
        after: after.value.0.max(1),
        raises: DemandId::from(raises),
    })
}

/// The values that items of a fault always have: one of each attribute, and one that items of the demand can have.
fn values(
    world: &World<'_>,
    raises: usize,
    text: Option<&Placed<SelectorText>>,
    found: &mut Diagnostics,
) -> Vec<(AttributeId, ValueId)> {
    let Some(text) = text else { return Vec::new() };
    let demand = entries(&world.text.demand).get(raises);
    let mut values = Vec::new();
    for (name, written) in &text.value.0 {
        let Some(attribute) = world.attribute(name, found) else {
            continue;
        };
        let [value] = written.as_slice() else {
            let fault = Diagnostic::error(format!("items always have one value of `{}`", name.value));
            found.push(fault.at(&name.place, "and not several"));
            continue;
        };
        let Some(id) = world.value(attribute, value, found) else {
            continue;
        };
        let declared = demand.and_then(|(_, demand)| world.declared_values(demand.as_ref()?, attribute));
        if !declared.is_some_and(|declared| declared.iter().any(|own| own.value == value.value)) {
            let of = demand.map_or("", |(name, _)| name.value.as_str());
            let fault = Diagnostic::error(format!(
                "no item of demand `{of}` has `{}` = `{}`",
                name.value, value.value
            ));
            found.push(
                fault
                    .at(&value.place, "so those of this fault cannot have it")
                    .help(format!(
                        "name it in the mix of demand `{of}`, where its share may be 0 %"
                    )),
            );
            continue;
        }
        values.push((attribute, id));
    }
    values
}

/// What follows from a failed item. Where it is undone is resolved by the stream.
pub fn consequence(world: &World<'_>, text: &Placed<ConsequenceText>, found: &mut Diagnostics) -> Option<Consequence> {
    let place = &text.place;
    let text = &text.value;
    if text.raises.is_none() && text.adds.is_none() && text.back_out.is_none() {
        let fault = Diagnostic::error("nothing follows from a failed item");
        found.push(
            fault
                .at(place, "none of `raises`, `adds` and `back_out` is here")
                .help("say what it causes, as in `raises = \"incident\"`, or leave `if_it_fails` out"),
        );
    }
    let raises = text.raises.as_ref().and_then(|name| world.demands.find(name, found));
    let adds = text.adds.as_ref().and_then(|name| world.faults.find(name, found));
    Some(Consequence {
        raises: raises.and_then(|demand| {
            Some(Caused {
                demand: DemandId::from(demand),
                count: text.count.as_ref()?.value.0.clone(),
                within: text.within.as_ref().map_or(Span::ZERO, |within| within.value),
            })
        }),
        adds: adds.and_then(|fault| {
            Some(Added {
                fault: FaultId::from(fault),
                count: text.adds_count.as_ref()?.value.0.clone(),
            })
        }),
        back_out: None,
    })
}

/// How a failed item is undone, among the steps of its stream.
pub fn back_out(text: &StepText, names: &[&Placed<String>], found: &mut Diagnostics) -> Option<BackOut> {
    let failure = &text.if_it_fails.as_ref()?.value;
    let to = failure.back_out.as_ref()?;
    let own = text.name.as_ref().is_some_and(|name| name.value == to.value);
    if own {
        let fault = Diagnostic::error(format!("step `{}` is its own back-out", to.value));
        found.push(
            fault
                .at(&to.place, "this is the step that failed")
                .help("name another step: the work of undoing it"),
        );
    }
    let steps = Names::new("step", "steps", names.iter().copied());
    let to = steps.find(to, found)?;
    Some(BackOut {
        to: StepId::from(to),
        still_bad: failure
            .still_bad_after_rework
            .as_ref()
            .map_or(0.0, |share| share.value.0),
    })
}

/// What people do about late items, demand by demand.
pub fn chases(world: &World<'_>, promises: &[Promise], found: &mut Diagnostics) -> Vec<Option<Chase>> {
    let demands = entries(&world.text.demand).iter();
    let chase = |(name, text): &(Placed<String>, Option<DemandText>)| {
        chase(world, promises, name, text.as_ref()?.chased.as_ref()?, found)
    };
    demands.map(chase).collect()
}

fn chase(
    world: &World<'_>,
    promises: &[Promise],
    name: &Placed<String>,
    text: &Placed<ChasedText>,
    found: &mut Diagnostics,
) -> Option<Chase> {
    let (place, text) = (&text.place, &text.value);
    let written = WhenText {
        what: format!("`chased` of demand `{}`", name.value),
        place,
        after: &text.after,
        hours: &text.hours,
        at: &text.at,
        of: &text.of,
    };
    let when = escalate_when(world, promises, &written, found);
    let demand = world.demands.find(text.raises.as_ref()?, found);
    if let Some(none) = text.again.as_ref().filter(|again| again.value <= Span::ZERO) {
        let fault = Diagnostic::error(format!(
            "items of `{}` are chased again at once, without end",
            name.value
        ));
        found.push(
            fault
                .at(&none.place, "`again` must be above 0")
                .help("leave it out where people ask once"),
        );
    }
    let at_most = text.at_most.as_ref()?;
    if at_most.value.0 == 0 {
        let fault = Diagnostic::error(format!("nobody ever chases items of `{}`", name.value));
        found.push(
            fault
                .at(&at_most.place, "`at_most` is 1 at least")
                .help("leave `chased` out where nobody asks"),
        );
    }
    Some(Chase {
        demand: DemandId::from(demand?),
        when: when?,
        share: text.share.as_ref().map_or(1.0, |share| share.value.0),
        again: text.again.as_ref().map(|again| again.value),
        at_most: at_most.value.0.max(1),
        closes: text.closes.as_ref().is_none_or(|closes| closes.value),
    })
}
