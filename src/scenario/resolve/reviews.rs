//! Periodic reviews: when they take place, what they look at, when they act.

use super::figures::figure;
use super::{World, arrivals, entries};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{AimedFigure, Condition, DemandId, PeriodicReview, Promise};
use crate::scenario::catalogue::Placed;
use crate::scenario::fields::{ConditionText, ReviewText};
use crate::scenario::values::Level;
use crate::time::Span;

/// The reviews that a scenario declares; the n-th that changes something makes the change of number n.
pub fn reviews(world: &World<'_>, promises: &[Promise], faults: &mut Diagnostics) -> Vec<PeriodicReview> {
    let mut reviews = Vec::new();
    let mut switches = 0..;
    for (name, text) in entries(&world.text.review) {
        let Some(text) = text else { continue };
        let switch = text.then.as_ref().and_then(|_| switches.next());
        reviews.extend(review(world, switch, name, text, promises, faults));
    }
    reviews
}

fn review(
    world: &World<'_>,
    switch: Option<usize>,
    name: &Placed<String>,
    text: &ReviewText,
    promises: &[Promise],
    faults: &mut Diagnostics,
) -> Option<PeriodicReview> {
    let span = |span: &Option<Placed<Span>>| span.as_ref().map_or(Span::ZERO, |span| span.value);
    let raises = text.raises.as_ref().map(|raises| world.demands.find(raises, faults));
    let looks_at = text.looks_at.as_ref();
    let figure = looks_at.and_then(|words| figure(world, words, promises, "that a review can look at", faults));
    if let (Some(figure), Some(words)) = (figure, looks_at) {
        watched(figure, words, "a review", faults);
    }
    let begins = text
        .begins
        .as_ref()
        .map(|begins| world.improvements.find(begins, faults));
    if text.then.is_none() && text.begins.is_none() {
        let fault = Diagnostic::error(format!("review `{}` never does anything", name.value)).at(&name.place, "");
        faults.push(fault.help("let it change something with `then`, or begin an improvement with `begins`"));
    }
    let acts = condition(text.when.as_ref()?, figure, faults);
    let over = text.over.as_ref()?;
    if over.value <= Span::ZERO {
        faults.push(Diagnostic::error("a review looks at no time at all").at(&over.place, "`over` must be above 0"));
    }
    let each = text.each.as_ref();
    if let Some(each) = each.filter(|each| each.value.0 == 0) {
        faults.push(Diagnostic::error("each 0th occasion is none").at(&each.place, "`each` is 1 at least"));
    }
    let each = each.map_or(1, |each| each.value.0).max(1) as usize;
    let on = text.on.as_ref()?;
    let at: Vec<_> = arrivals::occasions(world, &on.value)
        .into_iter()
        .skip(each - 1)
        .step_by(each)
        .collect();
    if at.is_empty() {
        let warning = Diagnostic::warning(format!("review `{}` does not take place in this run", name.value));
        faults.push(warning.at(&on.place, "none of these occasions falls into it"));
    }
    Some(PeriodicReview {
        name: name.value.clone(),
        at,
        figure: figure?,
        over: over.value,
        lag: span(&text.lag),
        acts: acts?,
        switch,
        begins: begins.flatten(),
        after: span(&text.after),
        lasts: text.lasts.as_ref().map(|lasts| lasts.value),
        raises: raises.flatten().map(DemandId::from),
    })
}

/// Reports a figure that cannot be seen while the run goes on; `who` looks at it.
pub(super) fn watched(figure: AimedFigure, words: &Placed<String>, who: &str, faults: &mut Diagnostics) {
    if matches!(figure, AimedFigure::Utilisation(_) | AimedFigure::Queue(_)) {
        let fault = Diagnostic::error(format!("{who} cannot look at `{}`", words.value));
        faults.push(
            fault
                .at(&words.place, "it is not known while the run goes on")
                .help("look at a promise, at lead time, response time, open items or throughput"),
        );
    }
}

/// When a review acts; the level must be of the figure's sort.
fn condition(text: &Placed<ConditionText>, figure: Option<AimedFigure>, faults: &mut Diagnostics) -> Option<Condition> {
    let (level, make): (_, fn(f64) -> Condition) = match (&text.value.below, &text.value.above) {
        (Some(below), None) => (below, Condition::Below),
        (None, Some(above)) => (above, Condition::Above),
        (Some(_), Some(above)) => {
            let fault = Diagnostic::error("a review acts below a level or above one");
            faults.push(fault.at(&above.place, "one of the two is enough"));
            return None;
        }
        (None, None) if faults.any_error_in(&text.place) => return None,
        (None, None) => {
            let fault = Diagnostic::error("nothing says when the review acts").at(&text.place, "");
            faults.push(fault.help("write it as in `when = { below = \"90%\" }`"));
            return None;
        }
    };
    let (sort, fits) = match figure? {
        AimedFigure::Kept(..) => ("a share, such as \"90%\"", matches!(level.value, Level::Share(_))),
        AimedFigure::LeadTime(..) | AimedFigure::ResponseTime(..) => {
            ("a duration, such as \"3 days\"", matches!(level.value, Level::Time(_)))
        }
        _ => ("a number of items", matches!(level.value, Level::Plain(_))),
    };
    if !fits {
        let fault = Diagnostic::error(format!("the figure that the review looks at is {sort}"));
        faults.push(fault.at(&level.place, "this is something else"));
        return None;
    }
    Some(make(match level.value {
        Level::Share(share) => share,
        Level::Time(span) => span.ticks() as f64,
        Level::Plain(number) => number,
    }))
}
