//! What follows from the effects of a lever, and which levers stand first.

use crate::experiment::levers::Lever;
use crate::results::advice::{Family, Goal, GoalEffect, LeverResult, LeverVerdict, Objective};
use crate::results::{Difference, Judgement};

/// A demand's mean lead time has changed by this part before anybody would act on it alone.
const LEAD_TIME: f64 = 0.1;
/// And the queue of a team by this part, before it is called shorter.
const QUEUE: f64 = 0.2;

/// What follows. All three lists are of the same replications.
pub(super) fn of(
    lever: &Lever,
    objectives: &[Objective],
    (effects, lead_times, queues): (&[GoalEffect], &[Difference], &[Difference]),
) -> LeverVerdict {
    let noticeable = |it: &GoalEffect| {
        let least = objectives
            .iter()
            .find(|of| of.goal == it.goal)
            .map_or(0.0, |of| of.noticeable);
        it.difference.difference.value.abs() >= least
    };
    let told = |judgement: Judgement, service: bool| {
        effects
            .iter()
            .any(|it| (it.goal != Goal::Cost) == service && it.difference.judgement == judgement && noticeable(it))
    };
    let slow = |judgement: Judgement| lead_times.iter().any(|it| moved(it, judgement, LEAD_TIME));
    let better = told(Judgement::Better, true) || slow(Judgement::Better);
    let worse = told(Judgement::Worse, true) || slow(Judgement::Worse);
    let service = || effects.iter().filter(|it| it.goal != Goal::Cost);
    let harmless = service().all(|it| it.is_harmless) && !worse;
    let cheaper = told(Judgement::Better, false);
    let verdict = match (better, worse) {
        (true, false) => LeverVerdict::Helps,
        (true, true) => LeverVerdict::Trade,
        (false, _) if cheaper && harmless => LeverVerdict::Saves,
        // Fewer people are always cheaper.
        (false, true) if cheaper && lever.family != Family::PersonFewer => LeverVerdict::Trade,
        (false, true) => LeverVerdict::Harms,
        (false, false) if moves(lever, effects, queues) => LeverVerdict::MovesTheQueue,
        (false, false) if service().all(|it| it.is_nothing) => LeverVerdict::Nothing,
        (false, false) => LeverVerdict::Unclear,
    };
    match (lever.family, verdict) {
        (Family::StepLeftOut, LeverVerdict::Helps | LeverVerdict::Saves | LeverVerdict::Trade) => {
            LeverVerdict::Question
        }
        _ => verdict,
    }
}

fn moved(it: &Difference, judgement: Judgement, part: f64) -> bool {
    it.judgement == judgement && it.difference.value.abs() >= part * it.base.abs()
}

/// Whether the queue of the team that a lever is about gets clearly shorter, another team's longer, and the whole no faster.
fn moves(lever: &Lever, effects: &[GoalEffect], queues: &[Difference]) -> bool {
    let Some(team) = &lever.team else { return false };
    let own = queues
        .iter()
        .any(|it| it.name == *team && moved(it, Judgement::Better, QUEUE));
    let other = queues
        .iter()
        .any(|it| it.name != *team && it.judgement == Judgement::Worse && !it.slight);
    let whole = effects.iter().find(|it| it.goal == Goal::LeadTime);
    own && other && whole.is_some_and(|it| it.difference.judgement != Judgement::Better)
}

/// How much of the first goal one unit of money buys, where the scenario says what the lever costs and it does cost something.
pub(super) fn per_money(lever: &Lever, effects: &[GoalEffect]) -> Option<f64> {
    let first = effects.first().filter(|it| it.goal != Goal::Cost)?;
    let cost = effects.iter().find(|it| it.goal == Goal::Cost)?;
    let dearer = lever.priced && cost.difference.judgement == Judgement::Worse;
    let better = first.difference.judgement == Judgement::Better;
    (dearer && better).then(|| -first.difference.difference.value / cost.difference.difference.value)
}

/// The most useful first: by what follows, then by what they do to the goals in their order.
pub(super) fn sort(levers: &mut [LeverResult], objectives: &[Objective]) {
    let gains = |lever: &LeverResult| -> Vec<f64> {
        let gain = |of: &Objective| {
            let effect = lever.effects.iter().find(|it| it.goal == of.goal);
            let clear = effect.filter(|it| it.difference.judgement == Judgement::Better);
            clear.map_or(0.0, |it| -it.difference.difference.value)
        };
        objectives.iter().map(gain).collect()
    };
    levers.sort_by(|one, other| {
        let (gains_of_one, gains_of_other) = (gains(one), gains(other));
        let pairs = gains_of_other.iter().zip(&gains_of_one);
        let by_gain = pairs
            .map(|(other, one)| other.total_cmp(one))
            .find(|order| order.is_ne());
        one.verdict
            .cmp(&other.verdict)
            .then(by_gain.unwrap_or(std::cmp::Ordering::Equal))
    });
}
