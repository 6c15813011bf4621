//! Knowledge, and the steps that write it down or draw on it.

use super::{World, entries};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Knowledge, Writes};
use crate::scenario::fields::StepText;
use crate::time::Span;

/// Every knowledge in the order of the file.
pub fn knowledge(world: &World<'_>, faults: &mut Diagnostics) -> Vec<Knowledge> {
    let mut all = Vec::new();
    for (name, text) in entries(&world.text.knowledge) {
        let mut knowledge = Knowledge {
            name: name.value.clone(),
            at_start: 0.0,
            halves_after: 1.0,
            least: 0.0,
            half_life: None,
        };
        if let Some(text) = text {
            if let Some(halves) = &text.halves_after {
                knowledge.halves_after = halves.value.0;
                if halves.value.0 <= 0.0 {
                    let fault = Diagnostic::error(format!("no article of `{}` is needed to know it all", name.value));
                    faults.push(fault.at(&halves.place, "it must be above 0"));
                }
            }
            if let Some(least) = &text.least {
                knowledge.least = least.value.0;
                if least.value.0 >= 1.0 {
                    let fault = Diagnostic::error(format!("knowledge `{}` saves nothing", name.value));
                    faults.push(fault.at(&least.place, "it must be below 100 %"));
                }
            }
            if let Some(half_life) = text.half_life.as_ref().filter(|span| span.value <= Span::ZERO) {
                let fault = Diagnostic::error(format!("knowledge `{}` is out of date at once", name.value));
                faults.push(fault.at(&half_life.place, "it must be longer"));
            }
            knowledge.at_start = text.at_start.as_ref().map_or(0.0, |count| f64::from(count.value.0));
            knowledge.half_life = text.half_life.as_ref().map(|span| span.value);
        }
        all.push(knowledge);
    }
    all
}

/// What a step draws on, and what it writes.
pub fn of_step(world: &World<'_>, text: &StepText, faults: &mut Diagnostics) -> (Option<usize>, Option<Writes>) {
    let learns_from = text
        .learns_from
        .as_ref()
        .and_then(|name| world.knowledge.find(name, faults));
    let gathers = text.keys.iter().any(|key| key == "batch");
    let places = [
        text.learns_from.as_ref().map(|of| &of.place),
        text.writes.as_ref().map(|of| &of.place),
    ];
    for place in places.into_iter().flatten().filter(|_| gathers) {
        let fault = Diagnostic::error("a batch neither writes articles nor draws on them");
        faults.push(
            fault
                .at(place, "the touch time of this step is that of a batch")
                .help("let a step of its own write, before or after the batch"),
        );
    }
    let writes = text.writes.as_ref().and_then(|writes| {
        Some(Writes {
            knowledge: world.knowledge.find(writes.value.knowledge.as_ref()?, faults)?,
            share: writes.value.share.as_ref()?.value.0,
            effort: writes.value.effort.as_ref()?.value.0.clone(),
        })
    });
    (learns_from, writes)
}
