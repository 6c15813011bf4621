//! What an opportunity brings before it is done: parts of its value, and questions about what is new.

use super::World;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Asks, CalendarId, DemandId, Model};
use crate::scenario::fields::{AsksText, StepText};
use crate::time::Span;

/// The part of its value that an item has released when work on a step ends.
pub fn releases(text: &StepText, faults: &mut Diagnostics) -> Option<f64> {
    let share = text.releases.as_ref()?;
    let name = text.name.as_ref().map_or("", |name| name.value.as_str());
    if share.value.0 <= 0.0 {
        let fault = Diagnostic::error(format!("step `{name}` releases no value"));
        faults.push(
            fault
                .at(&share.place, "it must be above 0 %")
                .help("take `releases` out: without it value is there when the item is done"),
        );
        return None;
    }
    if let Some(approval) = text.approval.as_ref().filter(|approval| approval.value) {
        let fault = Diagnostic::error(format!("step `{name}` releases value before it is approved"));
        faults.push(
            fault
                .at(&share.place, "this is there when work on the step ends")
                .at(&approval.place, "and approval is asked for after that")
                .help("let a step after the approval release it"),
        );
    }
    Some(share.value.0)
}

/// What people ask because something is new.
pub fn asks(world: &World<'_>, text: &AsksText, faults: &mut Diagnostics) -> Option<Asks> {
    let demand = text
        .raises
        .as_ref()
        .and_then(|demand| world.demands.find(demand, faults));
    let calendar = text.hours.as_ref().and_then(|hours| world.hours.find(hours, faults));
    let (per_week, fade_over) = (text.per_week.as_ref()?, text.fade_over.as_ref()?);
    if per_week.value.0 <= 0.0 {
        faults.push(Diagnostic::error("nobody ever asks").at(&per_week.place, "`per_week` must be above 0"));
        return None;
    }
    if fade_over.value <= Span::ZERO {
        let fault = Diagnostic::error("questions that fade at once are none");
        faults.push(fault.at(&fade_over.place, "`fade_over` must be above 0"));
        return None;
    }
    Some(Asks {
        demand: DemandId::from(demand?),
        per_week: per_week.value.0,
        fade_over: fade_over.value,
        calendar: calendar.map_or(Model::ALWAYS, CalendarId::from),
    })
}
