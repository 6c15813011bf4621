//! What steps and approvals must be good for to be worth keeping.

use super::bench::Bench;
use super::{Inquiry, Tried};
use crate::experiment::break_even::{BreakEvenQuestion, break_even};
use crate::experiment::levers::Lever;
use crate::experiment::prepared::Changed;
use crate::experiment::trials::Description;
use crate::experiment::workshop::Workshop;
use crate::results::advice::{Family, Gain, Goal, GoalEffect, LeverResult, WorthKeeping};
use crate::results::break_even::BreakEven;
use crate::results::{Estimate, Judgement};

/// Fills in what what is left out must be good for, where leaving it out clearly gains anything.
pub(super) fn keep(inquiry: &Inquiry<'_>, tried: &[Tried], levers: &mut [LeverResult], bench: &mut Bench<'_, '_>) {
    for (tried, result) in tried.iter().zip(levers) {
        let asked = [Family::ApprovalRemoved, Family::StepLeftOut].contains(&tried.lever.family);
        if !asked || !result.finalist || bench.is_stopped() {
            continue;
        }
        let gains: Vec<Gain> = result.effects.iter().filter_map(gain).collect();
        let Some(first) = gains.first() else { continue };
        let break_even = approval(inquiry, &tried.lever, first.goal, bench);
        result.worth_keeping = Some(WorthKeeping { gains, break_even });
    }
}

fn gain(effect: &GoalEffect) -> Option<Gain> {
    let difference = &effect.difference;
    let value = difference.difference;
    (difference.judgement == Judgement::Better).then(|| Gain {
        goal: effect.goal,
        unit: difference.unit.clone(),
        gain: Estimate {
            value: -value.value,
            low: value.high.map(|high| -high),
            high: value.low.map(|low| -low),
        },
    })
}

/// The share of failing changes that an approval must catch to be no worse than none, by the goal in which none is better. Missed
/// promises are told of by promise, so open items stand for them.
fn approval(inquiry: &Inquiry<'_>, lever: &Lever, goal: Goal, bench: &mut Bench<'_, '_>) -> Option<BreakEven> {
    let name = lever.route.as_ref()?;
    let model = &inquiry.today.candidate.model;
    let route = model.routes.iter().find(|route| route.name == *name)?;
    // Of routes made of others those catch.
    if !route.kind.parts().is_empty() {
        return None;
    }
    let figure = match goal {
        Goal::Cost => Description::measure("cost").by("all"),
        Goal::Promises | Goal::LeadTime => Description::measure("open items").by("all"),
    };
    let path = crate::experiment::levers::path(&["route", name, "catches_bad"]);
    let question = BreakEvenQuestion {
        path: &path,
        with: "today",
        against: &lever.name,
        figure,
        stated: Some(route.catches_bad),
        replications: inquiry.until(),
    };
    let without = Changed {
        workshop: inquiry.workshop,
        changes: &lever.changes,
    };
    let sides: [&dyn Workshop; 2] = [inquiry.workshop, &without];
    bench
        .aside(|memory, means| break_even(sides, &question, memory, means))
        .ok()
}
