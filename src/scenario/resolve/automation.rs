//! What is done without people.

use super::World;
use super::names::Names;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::automation::MOST_RUNS_REMEMBERED;
use crate::model::{Automation, Choice, Distribution, Safeguard, Step, StepId};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{AutomatedText, DemandText, SafeguardText, StepText};
use crate::time::Span;

/// How visits to a step are done without people; `audience` are the demands whose items come here, `names` the stream's steps.
pub fn automation(
    world: &World<'_>,
    of: &StepText,
    audience: &[&DemandText],
    names: &[&Placed<String>],
    faults: &mut Diagnostics,
) -> Option<Automation> {
    let text = &of.automated.as_ref()?.value;
    let (share, succeeds, needs) = (
        text.share.as_ref()?,
        text.succeeds.as_ref()?,
        text.needs_approval.as_ref()?,
    );
    report_unnoticed(text, faults);
    let asks = of.approval.as_ref().is_some_and(|approval| approval.value);
    if !asks && text.keys.iter().any(|key| key == "needs_approval") {
        let fault = Diagnostic::error("automation keeps an approval that nobody asks for");
        faults.push(
            fault
                .at(&needs.place, "the step has no `approval`")
                .help("take `needs_approval` out, or write `approval = true` at the step"),
        );
    }
    Some(Automation {
        share: world.choice(&share.value, audience, &share.place, |share| share.0, faults)?,
        takes: text.takes.as_ref()?.value.0.clone(),
        succeeds: world.choice(&succeeds.value, audience, &succeeds.place, |share| share.0, faults)?,
        unnoticed: text.unnoticed.as_ref().map_or(0.0, |share| share.value.0),
        noticed_after: text
            .noticed_after
            .as_ref()
            .map_or(Distribution::Constant(0.0), |after| after.value.0.clone()),
        fallback: fallback(of, text, names, faults),
        needs_approval: world
            .choice(&needs.value, audience, &needs.place, |needs| *needs, faults)
            .unwrap_or(Choice::always(true)),
        cost_per_run: super::supply::amount(&text.cost_per_run),
        safeguard: text.stops.as_ref().and_then(|stops| safeguard(&stops.value, faults)),
    })
}

/// What nobody notices at once has to be noticed some time.
fn report_unnoticed(text: &AutomatedText, faults: &mut Diagnostics) {
    let written = |key: &str| text.keys.iter().any(|written| written == key);
    if let Some(unnoticed) = text.unnoticed.as_ref().filter(|share| share.value.0 > 0.0)
        && !written("noticed_after")
    {
        let fault = Diagnostic::error("failed runs that nobody notices at once are never noticed");
        faults.push(
            fault
                .at(&unnoticed.place, "when does anybody find out?")
                .help("add `noticed_after = \"2 days\"`, or any distribution of that time"),
        );
    }
    if let Some(after) = text.noticed_after.as_ref().filter(|_| !written("unnoticed")) {
        let fault = Diagnostic::error("every failed run is noticed at once");
        faults.push(
            fault
                .at(&after.place, "there is nothing left to notice")
                .help("say how many are not, as in `unnoticed = \"20%\"`, or take this out"),
        );
    }
}

/// The step at which people take over; none where it is the step itself.
fn fallback(
    of: &StepText,
    text: &AutomatedText,
    names: &[&Placed<String>],
    faults: &mut Diagnostics,
) -> Option<StepId> {
    let name = text.fallback.as_ref()?;
    let found = Names::new("step", "steps", names.iter().copied()).find(name, faults)?;
    let own = of.name.as_ref().is_some_and(|own| own.value == name.value);
    (!own).then(|| StepId::from(found))
}

fn safeguard(text: &SafeguardText, faults: &mut Diagnostics) -> Option<Safeguard> {
    let (after, time) = (text.after.as_ref()?, text.time.as_ref()?);
    let failures = after.value.0;
    if failures == 0 {
        let fault = Diagnostic::error("automation would stop before anything has failed");
        faults.push(fault.at(&after.place, "it must be 1 or more"));
    }
    if time.value <= Span::ZERO {
        let fault = Diagnostic::error("automation stops for no time at all");
        faults.push(fault.at(&time.place, "it must be longer"));
    }
    let of_last = text.of_last.as_ref().map_or(failures, |count| count.value.0);
    let looked_at = text.of_last.as_ref().unwrap_or(after);
    if of_last < failures {
        let fault = Diagnostic::error(format!("there are no {failures} failures among {of_last} runs"));
        faults.push(fault.at(&looked_at.place, format!("it must be {failures} or more")));
    }
    if of_last > MOST_RUNS_REMEMBERED {
        let fault = Diagnostic::error(format!("a safeguard cannot look back on {of_last} runs"));
        faults.push(fault.at(&looked_at.place, format!("at most {MOST_RUNS_REMEMBERED}")));
    }
    Some(Safeguard {
        failures,
        of_last: of_last.clamp(1, MOST_RUNS_REMEMBERED),
        stops_for: time.value,
    })
}

/// A fallback is a step that people do: one that may hand on what it fails to do itself could send items round for ever.
pub fn report_fallbacks(texts: &[StepText], steps: &[Step], faults: &mut Diagnostics) {
    for (text, step) in texts.iter().zip(steps) {
        let fallback = step.automation.as_ref().and_then(|automation| automation.fallback);
        let Some(to) = fallback.and_then(|to| steps.get(to.index())) else {
            continue;
        };
        let named = text.automated.as_ref().and_then(|text| text.value.fallback.as_ref());
        let hands_on = to
            .automation
            .as_ref()
            .is_some_and(|automation| automation.fallback.is_some());
        if let Some(named) = named.filter(|_| hands_on) {
            let fault = Diagnostic::error(format!("the fallback `{}` falls back, too", named.value));
            faults.push(
                fault
                    .at(&named.place, "people must take over here")
                    .help("name a step that people do, or take its own `fallback` out"),
            );
        }
        if let Some(named) = named.filter(|_| to.wait.is_some()) {
            let fault = Diagnostic::error(format!("nobody does anything at the fallback `{}`", named.value));
            faults.push(
                fault
                    .at(&named.place, "people must take over here")
                    .help("name a step that people do"),
            );
        }
    }
}
