//! Faults and failed items: what causes others comes to an end, and what is to be removed can be.

use super::super::fields::{ConsequenceText, FaultText, ScenarioText, StepText};
use super::super::nearest;
use super::super::raising::Raising;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::model::{Model, Step, Stream, Target};

/// Checks faults, and how failed items are undone.
pub fn all(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    for (fault, (name, fault_text)) in model.faults.iter().zip(fault_texts(text)) {
        let hours = &model.calendars[fault.hours.index()];
        if model.open_in_standard_week(&[fault.hours]).ticks() == 0 {
            let place = fault_text
                .and_then(|text| text.hours.as_ref())
                .map(|hours| &hours.place);
            let fact = format!("faults of `{}` never cause anything", fault.name);
            found.push(Diagnostic::error(fact).at(
                place.unwrap_or(&name.place),
                format!("`{}` is closed all week", hours.name),
            ));
        }
    }
    for (stream, (_, stream_text)) in model
        .streams
        .iter()
        .zip(text.stream.iter().flat_map(|all| &all.value.0))
    {
        let steps = stream_text.as_ref().and_then(|text| text.step.as_ref());
        for (number, step) in stream.steps.iter().enumerate() {
            if let Some(text) = steps.and_then(|steps| steps.value.0.get(number)) {
                back_out(stream, (number, step), text, found);
            }
        }
    }
    carried(text, model, found);
}

/// The sorts of faults as written.
fn fault_texts(
    text: &ScenarioText,
) -> impl Iterator<Item = (&super::super::catalogue::Placed<String>, Option<&FaultText>)> {
    let all = text.fault.iter().flat_map(|faults| &faults.value.0);
    all.map(|(name, fault)| (name, fault.as_ref()))
}

/// Where a failed item is undone.
fn back_out(stream: &Stream, (number, step): (usize, &Step), text: &StepText, found: &mut Diagnostics) {
    let Some(back_out) = step.if_it_fails.as_ref().and_then(|failure| failure.back_out) else {
        return;
    };
    let written: Option<&ConsequenceText> = text.if_it_fails.as_ref().map(|text| &text.value);
    let Some(place) = written.and_then(|text| text.back_out.as_ref()).map(|to| &to.place) else {
        return;
    };
    let joins = stream.joins();
    let branches = step.fork.is_some() || joins[number].is_some() || joins[back_out.to.index()].is_some();
    if branches {
        let fact = format!("step `{}` is backed out of beside other branches", step.name);
        found.push(
            Diagnostic::error(fact)
                .at(place, "a branch cannot be undone while the others go on")
                .help("let the item fail at a step before its branches or after they have joined"),
        );
    }
    if back_out.still_bad >= 1.0 && reaches(stream, back_out.to.index(), number) {
        let share = written
            .and_then(|text| text.still_bad_after_rework.as_ref())
            .map_or(place, |share| &share.place);
        let fact = format!("what fails at step `{}` may be backed out of it without end", step.name);
        found.push(
            Diagnostic::error(fact)
                .at(share, "it must be below 100 %, because the way leads back to the step")
                .help("say how likely it still fails after rework, as in `still_bad_after_rework = \"30%\"`"),
        );
    }
}

/// Whether a way leads from one step to another.
fn reaches(stream: &Stream, from: usize, to: usize) -> bool {
    let mut reached = vec![false; stream.steps.len()];
    let mut open = vec![from];
    while let Some(step) = open.pop() {
        if std::mem::replace(&mut reached[step], true) {
            continue;
        }
        open.extend(stream.steps[step].targets().filter_map(|target| match target {
            Target::Step(step) => Some(step.index()),
            Target::Done => None,
        }));
        let branches = stream.steps[step].fork.iter().flat_map(|fork| &fork.to);
        open.extend(branches.map(|step| step.index()));
    }
    reached[to]
}

/// Steps that would deal with faults which no item that comes there carries.
fn carried(text: &ScenarioText, model: &Model, found: &mut Diagnostics) {
    let mut carries = vec![false; model.demands.len()];
    for fault in &model.faults {
        carries[fault.raises.index()] = true;
        if let Some(asked) = fault.found {
            carries[asked.raises.index()] = true;
        }
    }
    loop {
        let before = carries.clone();
        for (number, demand) in model.demands.iter().enumerate().filter(|(number, _)| before[*number]) {
            debug_assert!(carries[number]);
            let steps = &model.streams[demand.stream.index()].steps;
            for raise in steps.iter().flat_map(|step| &step.raises) {
                carries[raise.demand.index()] = true;
            }
        }
        if carries == before {
            break;
        }
    }
    let streams = text.stream.iter().flat_map(|all| &all.value.0).enumerate();
    for (number, (_, stream)) in streams {
        let comes = |demand: &crate::model::Demand| demand.stream.index() == number;
        let mut demands = model.demands.iter().zip(&carries);
        if demands.any(|(demand, carries)| comes(demand) && *carries) {
            continue;
        }
        for step in stream
            .iter()
            .filter_map(|text| text.step.as_ref())
            .flat_map(|steps| &steps.value.0)
        {
            report_idle(step, found);
        }
    }
}

fn report_idle(step: &StepText, found: &mut Diagnostics) {
    let said: [(&str, Option<(&Place, bool)>); 2] = [
        (
            "removes_fault",
            step.removes_fault.as_ref().map(|it| (&it.place, it.value)),
        ),
        (
            "finds_workaround",
            step.finds_workaround.as_ref().map(|it| (&it.place, it.value)),
        ),
    ];
    let name = step.name.as_ref().map_or("", |name| name.value.as_str());
    for (key, said) in said {
        if let Some((place, true)) = said {
            let fact = format!("step `{name}` says `{key}`, and no item that comes there carries a fault");
            found.push(
                Diagnostic::error(fact)
                    .at(place, "there is nothing to do it to")
                    .note("an item carries the fault that raised it, or for which it was raised, and passes it on to its children")
                    .help("let `[fault.NAME.found]` raise items of this stream, or let what it raises come here"),
            );
        }
    }
}

/// Reports what raises others without end; whether it does.
pub fn endless(text: &ScenarioText, model: &Model, raising: &Raising<'_>, found: &mut Diagnostics) -> bool {
    let growth = raising.growth();
    if growth < 1.0 {
        warn_of_faults(text, model, raising, found);
        return false;
    }
    let (names, first) = raising.raising();
    let fact = format!("items raise each other without end: each generation is {growth:.2} times the one before");
    let mut fault = Diagnostic::error(fact);
    let demands = text
        .demand
        .as_ref()
        .map_or(&[][..], |demands| demands.value.0.as_slice());
    if let Some((name, _)) = first.and_then(|first| demands.get(first)) {
        fault = fault.at(&name.place, "items of this demand raise others");
    }
    let what = if model.faults.is_empty() {
        "demands"
    } else {
        "demands and faults"
    };
    fault = fault.note(format!(
        "the {what} that raise others: {}",
        nearest::list(names.into_iter())
    ));
    let chased = model.demands.iter().any(|demand| demand.chased.is_some());
    if chased {
        fault = fault.note("chases are counted as if everything were late");
    }
    found.push(fault.help(match (model.faults.is_empty(), chased) {
        (true, false) => "lower the shares of `raises`, or the counts of `if_it_fails`, until it is below 1",
        (true, true) => "lower the shares of `raises`, the counts of `if_it_fails`, or `at_most` of `chased`, until it is below 1",
        (false, _) => {
            "lower the shares of `raises`, the counts of `if_it_fails`, or how likely what removes faults fails, until it is below 1"
        }
    }));
    true
}

/// Faults that stay are no loop, but may feed one as long as the run goes on; and somebody may look for what nobody removes.
fn warn_of_faults(text: &ScenarioText, model: &Model, raising: &Raising<'_>, found: &mut Diagnostics) {
    let texts: Vec<_> = fault_texts(text).collect();
    for number in raising.looked_for_in_vain() {
        let Some((name, _)) = texts.get(number) else { continue };
        let fact = format!(
            "faults of `{}` are looked for, and never removed",
            model.faults[number].name
        );
        found.push(
            Diagnostic::warning(fact)
                .at(
                    &name.place,
                    "no step that its problems come to, or what they raise, removes a fault",
                )
                .help("say `removes_fault = true` at the step that does"),
        );
    }
    if raising.growth_with_faults_that_stay() >= 1.0 {
        let adds = |step: &Step| step.if_it_fails.as_ref().is_some_and(|failure| failure.adds.is_some());
        let adding = model.streams.iter().filter(|stream| stream.steps.iter().any(adds));
        let names = nearest::list(adding.map(|stream| stream.name.as_str()));
        let mut warning = Diagnostic::warning("faults that stay bring about more of them as long as the run goes on");
        if let Some((name, _)) = texts.first() {
            warning = warning.at(&name.place, "what they cause leaves new ones behind");
        }
        found.push(
            warning
                .note(format!("streams whose failures add faults: {names}"))
                .help("let them be found and removed, or read how their number grows"),
        );
    }
}
