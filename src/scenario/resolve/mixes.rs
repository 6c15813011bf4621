//! Mixes of attributes: those that depend on another attribute, and priorities that are first taken for another.

use super::names::Names;
use super::streams::step_names;
use super::{World, entries};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{AttributeId, DependentMix, Misjudged, Model, Shares, StepId, ValueId};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{DemandText, WrongPriorityText};
use crate::scenario::values::{Mix, MixText};

/// An attribute of a demand as written.
struct Declared<'t> {
    attribute: AttributeId,
    text: &'t MixText,
    place: &'t Place,
}

/// The mixes of a demand, priority first; a demand that names none has the least urgent one. Then the mixes that depend on
/// another, each after the one it depends on.
pub fn mixes(
    world: &World<'_>,
    text: &DemandText,
    faults: &mut Diagnostics,
) -> (Vec<(AttributeId, Shares)>, Vec<DependentMix>) {
    let declared = declared(world, text);
    let least = world.attributes[0].values.len().saturating_sub(1);
    let mut mixes: Vec<(AttributeId, Shares)> = Vec::new();
    if declared.first().is_none_or(|first| first.attribute != Model::PRIORITY) {
        mixes.push((Model::PRIORITY, vec![(ValueId::from(least), 1.0)]));
    }
    for one in &declared {
        let shares = match one.text {
            MixText::Same(mix) => shares(world, one.attribute, mix),
            // The shares over all items follow when those of the other attribute are known.
            MixText::By { .. } => {
                let names = one.text.names();
                let ids = names.iter().filter_map(|name| id(world, one.attribute, &name.value));
                ids.map(|id| (id, 0.0)).collect()
            }
        };
        mixes.push((one.attribute, shares));
    }
    let dependent = in_order(world, &declared, &mut mixes, faults);
    (mixes, dependent)
}

fn declared<'t>(world: &World<'_>, text: &'t DemandText) -> Vec<Declared<'t>> {
    let attributes = (0..world.attributes.len()).map(AttributeId::from);
    let find = |attribute: AttributeId| {
        if attribute == Model::PRIORITY {
            let mix = text.priority.as_ref()?;
            return Some((&mix.value, &mix.place));
        }
        let name = &world.attributes[attribute.index()].name;
        let (_, mix) = text.attributes.iter().find(|(own, _)| own.value == *name)?;
        mix.as_ref().map(|mix| (&mix.value, &mix.place))
    };
    attributes
        .filter_map(|attribute| {
            let (text, place) = find(attribute)?;
            Some(Declared { attribute, text, place })
        })
        .collect()
}

fn id(world: &World<'_>, attribute: AttributeId, name: &str) -> Option<ValueId> {
    let values = &world.attributes[attribute.index()].values;
    values.iter().position(|value| value == name).map(ValueId::from)
}

fn shares(world: &World<'_>, attribute: AttributeId, mix: &Mix) -> Shares {
    let shares = mix.0.iter();
    shares
        .filter_map(|(name, share)| Some((id(world, attribute, &name.value)?, *share)))
        .collect()
}

/// Resolves dependent mixes as soon as what they depend on is known; what is left over depends on itself.
fn in_order(
    world: &World<'_>,
    declared: &[Declared<'_>],
    mixes: &mut [(AttributeId, Shares)],
    faults: &mut Diagnostics,
) -> Vec<DependentMix> {
    let is_dependent = |one: &&Declared<'_>| matches!(one.text, MixText::By { .. });
    let mut open: Vec<&Declared<'_>> = declared.iter().filter(is_dependent).collect();
    let mut done = Vec::new();
    while !open.is_empty() {
        let before = open.len();
        let waiting: Vec<AttributeId> = open.iter().map(|one| one.attribute).collect();
        let mut later = Vec::new();
        for one in open {
            let MixText::By { by, .. } = one.text else { continue };
            let Some(on) = world.attribute(by, faults) else {
                continue;
            };
            if !mixes.iter().any(|(own, _)| *own == on) {
                let fault = Diagnostic::error(format!("items of this demand have no `{}`", by.value));
                faults.push(fault.at(&by.place, "these shares cannot depend on it"));
            } else if waiting.contains(&on) {
                later.push(one);
            } else if let Some(mix) = dependent(world, one, on, mixes, faults) {
                over_all(&mix, mixes);
                done.push(mix);
            }
        }
        if later.len() == before {
            report_cycle(world, &later, faults);
            break;
        }
        open = later;
    }
    done
}

fn report_cycle(world: &World<'_>, later: &[&Declared<'_>], faults: &mut Diagnostics) {
    let names: Vec<String> = later
        .iter()
        .map(|one| format!("`{}`", world.attributes[one.attribute.index()].name))
        .collect();
    let mut fault = Diagnostic::error(format!("the shares of {} depend on each other", names.join(" and ")));
    if later.len() == 1 {
        fault = Diagnostic::error(format!("the shares of {} depend on themselves", names[0]));
    }
    for one in later {
        fault = fault.at(one.place, "nothing says which comes first");
    }
    faults.push(fault.help("let one of them have shares of its own, without `by`"));
}

/// The shares for each value of the attribute that this one depends on.
fn dependent(
    world: &World<'_>,
    one: &Declared<'_>,
    on: AttributeId,
    mixes: &[(AttributeId, Shares)],
    faults: &mut Diagnostics,
) -> Option<DependentMix> {
    let MixText::By { cases, other, .. } = one.text else {
        return None;
    };
    let of = |attribute| {
        mixes
            .iter()
            .find(|(own, _)| *own == attribute)
            .map(|(_, shares)| shares)
    };
    let (own, others) = (of(one.attribute)?, of(on)?);
    let mut found: Vec<(ValueId, &Mix)> = Vec::new();
    for (name, mix) in cases {
        found.push((world.value(on, name, faults)?, mix));
    }
    let mut all = Vec::new();
    for (value, _) in others {
        let mix = found
            .iter()
            .find(|(case, _)| case == value)
            .map(|(_, mix)| *mix)
            .or(other.as_ref());
        let Some(mix) = mix else {
            let by = &world.attributes[on.index()];
            let fact = format!(
                "nothing is said for `{}` = `{}`, and there is no `other`",
                by.name,
                by.values[value.index()]
            );
            let fault = Diagnostic::error(fact).at(one.place, "not every item finds its shares here");
            faults.push(fault.help("add `other = { … }`"));
            return None;
        };
        let shares = shares(world, one.attribute, mix);
        let share = |id: &ValueId| {
            shares
                .iter()
                .find(|(own, _)| own == id)
                .map_or(0.0, |(_, share)| *share)
        };
        all.push(own.iter().map(|(id, _)| share(id)).collect());
    }
    Some(DependentMix {
        attribute: one.attribute,
        by: on,
        shares: all,
    })
}

/// Writes the shares over all items into the mix of a dependent attribute.
fn over_all(mix: &DependentMix, mixes: &mut [(AttributeId, Shares)]) {
    let by = mixes.iter().find(|(own, _)| *own == mix.by);
    let by: Vec<f64> = by.map_or_else(Vec::new, |(_, shares)| shares.iter().map(|(_, share)| *share).collect());
    let own = mixes.iter_mut().find(|(own, _)| *own == mix.attribute);
    for (index, (_, share)) in own.into_iter().flat_map(|(_, shares)| shares.iter_mut()).enumerate() {
        *share = by.iter().zip(&mix.shares).map(|(part, row)| part * row[index]).sum();
    }
}

/// Priorities that are first taken for another.
pub fn misjudged(
    world: &World<'_>,
    demand: &DemandText,
    text: &Placed<WrongPriorityText>,
    faults: &mut Diagnostics,
) -> Option<Misjudged> {
    let (share, seen) = (text.value.share.as_ref()?, text.value.seen_as.as_ref()?);
    let Some(own) = world.declared_values(demand, Model::PRIORITY) else {
        let fault = Diagnostic::error("a priority cannot be wrong where there is none");
        faults.push(fault.at(&text.place, "this demand has no `priority`"));
        return None;
    };
    let mut seen_as = Vec::new();
    for (name, share) in &seen.value.0 {
        if own.iter().any(|value| value.value == name.value) {
            seen_as.extend(id(world, Model::PRIORITY, &name.value).map(|id| (id, *share)));
        } else {
            let own = own.iter().map(|value| value.value.as_str());
            let fault = Diagnostic::error(format!("no item of this demand has priority `{}`", name.value));
            let list = crate::scenario::nearest::list(own);
            faults.push(fault.at(&name.place, "").help(format!("its priorities are {list}")));
        }
    }
    let others = |priority: &str| {
        seen.value
            .0
            .iter()
            .any(|(name, share)| *share > 0.0 && name.value != priority)
    };
    if let Some(alone) = own.iter().find(|value| !others(&value.value)) {
        let fact = format!("an item of priority `{}` can be taken for nothing else", alone.value);
        let fault = Diagnostic::error(fact).at(&seen.place, "its own priority is left out, and then none is left");
        faults.push(fault.help("name at least two priorities here"));
    }
    let stream = demand.stream.as_ref().map_or("", |stream| stream.value.as_str());
    let stream = entries(&world.text.stream).iter().find(|(own, _)| own.value == stream);
    let steps = step_names(stream.and_then(|(_, stream)| stream.as_ref()));
    let steps = Names::new("step", "steps", steps.into_iter());
    let until_step = text.value.until_step.as_ref().and_then(|step| steps.find(step, faults));
    Some(Misjudged {
        share: world.choice(&share.value, &[demand], &share.place, |share| share.0, faults)?,
        seen_as,
        until_step: until_step.map(StepId::from),
        until_time: text.value.until_time.as_ref().map(|time| time.value),
    })
}
