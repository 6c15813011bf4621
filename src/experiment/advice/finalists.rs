//! Which levers are worth more replications.

use super::effects::{Level, Pair};
use super::{Inquiry, Tried};
use crate::results::advice::{Family, Goal, GoalEffect};

/// For each goal so many of the best go on.
const BEST: usize = 6;
/// And so many approvals and steps of which is asked what they must be good for.
const QUESTIONS: usize = 3;

/// Places of the levers that go on, in their order.
pub(super) fn choose(inquiry: &Inquiry<'_>, tried: &[Tried], level: f64) -> Vec<usize> {
    let today = inquiry.figures.part(0, inquiry.screening);
    let effects: Vec<Vec<GoalEffect>> = tried
        .iter()
        .map(|it| {
            let pair = Pair {
                inquiry,
                today: &today,
                with: &it.screened,
                level: Level(level),
            };
            pair.goals()
        })
        .collect();
    let mut chosen = Vec::new();
    for goal in [Goal::Promises, Goal::LeadTime, Goal::Cost] {
        let mut hopeful: Vec<(f64, usize)> = Vec::new();
        for (place, effects) in effects.iter().enumerate() {
            let is_proposal = tried[place].lever.family != Family::StepLeftOut;
            hopeful.extend(gain(effects, goal).filter(|_| is_proposal).map(|gain| (gain, place)));
        }
        hopeful.sort_by(|one, other| other.0.total_cmp(&one.0));
        chosen.extend(hopeful.into_iter().take(BEST).map(|(_, place)| place));
    }
    for family in [Family::ApprovalRemoved, Family::StepLeftOut] {
        let of = (0..tried.len()).filter(|&place| tried[place].lever.family == family);
        let mut of: Vec<(f64, usize)> = of.map(|place| (best(&effects[place]), place)).collect();
        of.sort_by(|one, other| other.0.total_cmp(&one.0));
        chosen.extend(of.into_iter().take(QUESTIONS).map(|(_, place)| place));
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// How much better a goal seems to get, where that may be worth noticing; none where the lever is known to spoil another goal of
/// service more than would go unnoticed.
fn gain(effects: &[GoalEffect], goal: Goal) -> Option<f64> {
    let it = effects.iter().find(|it| it.goal == goal)?;
    let spoils = |it: &&GoalEffect| {
        let low = it.difference.difference.low.unwrap_or(it.difference.difference.value);
        it.goal != Goal::Cost && it.goal != goal && !it.is_harmless && low > 0.0
    };
    let gain = -it.difference.difference.value;
    (gain > 0.0 && !it.is_nothing && !effects.iter().any(|it| spoils(&it))).then_some(gain)
}

/// The largest part by which a goal of service seems to get better.
fn best(effects: &[GoalEffect]) -> f64 {
    let service = effects.iter().filter(|it| it.goal != Goal::Cost);
    let part = |it: &GoalEffect| -it.difference.difference.value / it.difference.base.abs().max(f64::MIN_POSITIVE);
    service.map(part).fold(f64::MIN, f64::max)
}
