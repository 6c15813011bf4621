//! The improvement register, and capabilities that work brings about.

use super::figures::figure;
use super::increments;
use super::reviews::watched;
use super::{World, entries};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{AdoptionCurve, Capability, DemandId, Improvement, Judging, Promise};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{AdoptionText, ImprovementText, JudgedText};
use crate::time::{Instant, Span};

/// The improvements that a scenario declares; the first of them makes the change of number `first`.
pub fn improvements(
    world: &World<'_>,
    first: usize,
    promises: &[Promise],
    faults: &mut Diagnostics,
) -> Vec<Improvement> {
    let declared = entries(&world.text.improvement).iter().zip(first..);
    let all = declared
        .filter_map(|((name, text), switch)| improvement(world, switch, name, text.as_ref()?, promises, faults));
    all.collect()
}

/// The capabilities that a scenario declares; the first of them makes the change of number `first`.
pub fn capabilities(world: &World<'_>, first: usize, faults: &mut Diagnostics) -> Vec<Capability> {
    let declared = entries(&world.text.capability).iter().zip(first..);
    let all = declared.filter_map(|((name, text), switch)| {
        Some(Capability {
            name: name.value.clone(),
            switch,
            adoption: adoption(text.as_ref()?.adoption.as_ref(), faults),
            asks: text
                .as_ref()?
                .asks
                .as_ref()
                .and_then(|asks| increments::asks(world, &asks.value, faults)),
        })
    });
    all.collect()
}

fn improvement(
    world: &World<'_>,
    switch: usize,
    name: &Placed<String>,
    text: &ImprovementText,
    promises: &[Promise],
    faults: &mut Diagnostics,
) -> Option<Improvement> {
    let from = text.from.as_ref().map(|from| {
        let at = world.epoch.clock().instant_of(from.value.0);
        if at < Instant::START {
            let fault = Diagnostic::error(format!("improvement `{}` begins before the run", name.value));
            faults.push(fault.at(&from.place, format!("the run starts on {}", world.epoch.date)));
        }
        at
    });
    let begun = |review: &crate::scenario::fields::ReviewText| {
        review.begins.as_ref().is_some_and(|begins| begins.value == name.value)
    };
    let mut reviews = entries(&world.text.review)
        .iter()
        .filter_map(|(_, review)| review.as_ref());
    if from.is_none() && !reviews.any(begun) {
        let fault = Diagnostic::error(format!("improvement `{}` never begins", name.value));
        faults.push(
            fault
                .at(&name.place, "nothing says when")
                .help("write `from = 2027-02-01`, or let a review begin it")
                .help(format!("a review does with `begins = \"{}\"`", name.value)),
        );
    }
    let items = text.items.as_ref();
    if let Some(none) = items.filter(|items| items.value.0 == 0) {
        let fault = Diagnostic::error(format!("improvement `{}` makes no work at all", name.value));
        faults.push(
            fault
                .at(&none.place, "`items` is 1 at least")
                .help("an improvement without work is a shock: it begins on its date"),
        );
    }
    let adoption = adoption(text.adoption.as_ref(), faults);
    let judged = text
        .judged
        .as_ref()
        .and_then(|judged| judging(world, judged, promises, faults));
    Some(Improvement {
        name: name.value.clone(),
        issue: text.issue.as_ref().map(|issue| issue.value.clone()),
        from,
        work: DemandId::from(world.demands.find(text.work.as_ref()?, faults)?),
        items: items.map_or(1, |items| items.value.0),
        switch,
        adoption,
        judged,
    })
}

fn adoption(text: Option<&Placed<AdoptionText>>, faults: &mut Diagnostics) -> AdoptionCurve {
    let takes = text.and_then(|text| text.value.takes.as_ref());
    let up_to = text.and_then(|text| text.value.up_to.as_ref());
    if let Some(none) = up_to.filter(|share| share.value.0 <= 0.0) {
        let fault = Diagnostic::error("a change that nobody takes up is none");
        faults.push(fault.at(&none.place, "`up_to` must be above 0 %"));
    }
    AdoptionCurve {
        takes: takes.map_or(Span::ZERO, |takes| takes.value),
        up_to: up_to.map_or(1.0, |share| share.value.0),
    }
}

fn judging(
    world: &World<'_>,
    text: &Placed<JudgedText>,
    promises: &[Promise],
    faults: &mut Diagnostics,
) -> Option<Judging> {
    let text = &text.value;
    let by = text.by.as_ref()?;
    let figure = figure(world, by, promises, "by which an improvement can be judged", faults)?;
    watched(figure, by, "an improvement", faults);
    let over = text.over.as_ref()?;
    if over.value <= Span::ZERO {
        let fault = Diagnostic::error("an improvement is judged by no time at all");
        faults.push(fault.at(&over.place, "`over` must be above 0"));
    }
    Some(Judging {
        figure,
        after: text.after.as_ref()?.value,
        over: over.value,
        least: text.keep_if_better_by.as_ref().map_or(0.0, |share| share.value.0),
        expected: text.expected.as_ref().map(|share| share.value.0),
    })
}
