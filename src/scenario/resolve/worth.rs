//! What items are worth, and what they mean for a service.

use super::{World, entries};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Affects, Choice, DelayCost, Impact, ServiceId, Worth};
use crate::scenario::fields::{DelayText, DemandText};
use crate::time::Span;

/// What a demand's items are worth.
pub fn worth(world: &World<'_>, text: &DemandText, faults: &mut Diagnostics) -> Worth {
    let value = text
        .value
        .as_ref()
        .and_then(|value| world.choice(&value.value, &[text], &value.place, |money| money.0, faults));
    let delay = text
        .cost_of_delay
        .as_ref()
        .and_then(|delay| self::delay(world, text, &delay.value, faults));
    Worth { value, delay }
}

fn delay(world: &World<'_>, text: &DemandText, delay: &DelayText, faults: &mut Diagnostics) -> Option<DelayCost> {
    let (rate, hours) = match (&delay.per_hour, &delay.per_day) {
        (Some(rate), None) => (rate, 1.0),
        (None, Some(rate)) => (rate, 24.0),
        _ => {
            let fault = Diagnostic::error("the cost of delay is said once");
            faults.push(fault.at(&delay.place, "just one of `per_hour` and `per_day` must be here"));
            return None;
        }
    };
    Some(DelayCost {
        per_hour: world.choice(&rate.value, &[text], &rate.place, |money| money.0 / hours, faults)?,
        after: delay.after.as_ref().map_or(Span::ZERO, |after| after.value),
    })
}

/// What a demand's items mean for a service.
pub fn affects(world: &World<'_>, text: &DemandText, faults: &mut Diagnostics) -> Option<Affects> {
    let written = text.keys.iter().any(|key| key == "means");
    let Some(service) = &text.service else {
        if let Some(means) = text.means.as_ref().filter(|_| written) {
            let fault = Diagnostic::error("`means` says what items do to a service, and no service is named");
            faults.push(fault.at(&means.place, "to which one?").help("add `service = …`"));
        }
        return None;
    };
    let number = world.services.find(service, faults)?;
    let means = text.means.as_ref()?;
    let choice: Choice<Impact> = world.choice(&means.value, &[text], &means.place, |impact| impact.0, faults)?;
    let of = entries(&world.text.service).get(number)?.1.as_ref()?;
    let degrades = choice.cases.iter().map(|(_, impact)| *impact).chain([choice.otherwise]);
    if degrades.into_iter().any(|impact| impact == Impact::Degraded)
        && of.harm_per_hour.is_some()
        && of.degraded.is_none()
    {
        let fault = Diagnostic::error(format!(
            "items degrade service `{}`, and what that costs is not said",
            service.value
        ));
        faults.push(
            fault
                .at(&means.place, "some of these mean degraded")
                .at(&of.place, "this service has no `degraded`")
                .help("add `degraded = \"30%\"`: how much of the harm of an hour down an hour degraded does"),
        );
    }
    Some(Affects {
        service: ServiceId::from(number),
        means: choice,
    })
}
