//! What a route decides on average, in all its stages, before any run. Who goes round it is left out: what is asked of people is
//! then the most that can be.

use crate::model::{OnRejection, Route, RouteId, RouteKind};

/// What becomes of an item that asks for approval, as probabilities.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    /// It is turned down and goes back.
    pub sent_back: f64,
    /// The same, and it would still fail after the rework; of items that would not fail, none.
    pub still_bad: f64,
    /// It is turned down for good.
    pub closed: f64,
}

impl Outcome {
    /// It is turned down.
    pub fn turned_down(&self) -> f64 {
        self.sent_back + self.closed
    }
}

/// What a route decides about an item that would fail, or would not.
pub fn outcome(routes: &[Route], route: &Route, bad: bool) -> Outcome {
    match &route.kind {
        RouteKind::Stages(parts) => in_turn(parts.iter().map(|part| outcome(routes, &routes[part.index()], bad))),
        RouteKind::AllOf(parts) => at_once(routes, parts, bad),
        RouteKind::PreApproved => Outcome::default(),
        RouteKind::Automated(_) | RouteKind::Review(_) | RouteKind::Board(_) => {
            let chance = if bad { route.catches_bad } else { route.rejects_good };
            match route.on_rejection {
                OnRejection::Close => Outcome {
                    closed: chance,
                    ..Outcome::default()
                },
                OnRejection::SendBack => Outcome {
                    sent_back: chance,
                    still_bad: if bad {
                        chance * route.still_bad_after_rework
                    } else {
                        0.0
                    },
                    closed: 0.0,
                },
            }
        }
    }
}

fn in_turn(stages: impl Iterator<Item = Outcome>) -> Outcome {
    let mut whole = Outcome::default();
    let mut comes = 1.0;
    for stage in stages {
        whole.sent_back += comes * stage.sent_back;
        whole.still_bad += comes * stage.still_bad;
        whole.closed += comes * stage.closed;
        comes *= 1.0 - stage.turned_down();
    }
    whole
}

/// Any of them turns it down; where one closes it, that holds; else the least share that is still bad.
fn at_once(routes: &[Route], parts: &[RouteId], bad: bool) -> Outcome {
    let mut outcomes: Vec<(f64, Outcome)> = parts
        .iter()
        .map(|part| &routes[part.index()])
        .map(|part| (part.still_bad_after_rework, outcome(routes, part, bad)))
        .collect();
    outcomes.sort_by(|one, other| one.0.total_cmp(&other.0));
    let nobody_closes: f64 = outcomes.iter().map(|(_, one)| 1.0 - one.closed).product();
    let mut whole = Outcome {
        closed: 1.0 - nobody_closes,
        ..Outcome::default()
    };
    let mut nobody_yet = nobody_closes;
    for (_, one) in outcomes.iter().filter(|(_, one)| one.closed == 0.0) {
        whole.sent_back += nobody_yet * one.sent_back;
        whole.still_bad += nobody_yet * one.still_bad;
        nobody_yet *= 1.0 - one.sent_back;
    }
    whole
}

/// The routes that are no more made of others of which a route asks, each with the probability that it does.
pub fn asked<'m>(routes: &'m [Route], route: &'m Route, bad: bool) -> Vec<(&'m Route, f64)> {
    let inside = |part: &RouteId| asked(routes, &routes[part.index()], bad);
    match &route.kind {
        RouteKind::AllOf(parts) => parts.iter().flat_map(inside).collect(),
        RouteKind::Stages(parts) => {
            let mut comes = 1.0;
            let mut all = Vec::new();
            for part in parts {
                all.extend(inside(part).into_iter().map(|(route, share)| (route, share * comes)));
                comes *= 1.0 - outcome(routes, &routes[part.index()], bad).turned_down();
            }
            all
        }
        _ => vec![(route, 1.0)],
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, asked, outcome};
    use crate::model::{Distribution, OnRejection, Route, RouteId, RouteKind};

    fn route(kind: RouteKind, catches_bad: f64, still_bad_after_rework: f64, on_rejection: OnRejection) -> Route {
        Route {
            name: String::new(),
            kind,
            catches_bad,
            rejects_good: 0.0,
            still_bad_after_rework,
            on_rejection,
            bypass: None,
        }
    }

    fn routes() -> Vec<Route> {
        let check = || RouteKind::Automated(Distribution::Constant(0.0));
        let parts = || vec![RouteId(0), RouteId(1)];
        vec![
            route(check(), 0.5, 0.4, OnRejection::SendBack),
            route(check(), 0.2, 0.1, OnRejection::SendBack),
            route(check(), 0.2, 0.0, OnRejection::Close),
            route(RouteKind::Stages(parts()), 0.0, 0.0, OnRejection::SendBack),
            route(RouteKind::AllOf(parts()), 0.0, 0.0, OnRejection::SendBack),
            route(
                RouteKind::AllOf(vec![RouteId(0), RouteId(2)]),
                0.0,
                0.0,
                OnRejection::SendBack,
            ),
        ]
    }

    fn is(outcome: Outcome, [sent_back, still_bad, closed]: [f64; 3]) {
        let close = |one: f64, other: f64| (one - other).abs() < 1e-12;
        assert!(
            close(outcome.sent_back, sent_back) && close(outcome.still_bad, still_bad) && close(outcome.closed, closed),
            "{outcome:?}"
        );
    }

    /// In turn, the second sees half of them; at once, the better rework holds where both find something.
    #[test]
    fn stages_multiply_and_the_best_rework_holds() {
        let routes = routes();
        is(
            outcome(&routes, &routes[3], true),
            [0.5 + 0.5 * 0.2, 0.5 * 0.4 + 0.1 * 0.1, 0.0],
        );
        is(
            outcome(&routes, &routes[4], true),
            [0.6, 0.2 * 0.1 + 0.8 * 0.5 * 0.4, 0.0],
        );
        is(outcome(&routes, &routes[5], true), [0.8 * 0.5, 0.8 * 0.5 * 0.4, 0.2]);
        is(outcome(&routes, &routes[3], false), [0.0; 3]);
    }

    #[test]
    fn a_later_stage_is_asked_of_what_the_earlier_ones_let_through() {
        let routes = routes();
        let shares = |route: usize| -> Vec<f64> {
            asked(&routes, &routes[route], true)
                .iter()
                .map(|(_, share)| *share)
                .collect()
        };
        assert_eq!(shares(3), [1.0, 0.5]);
        assert_eq!(shares(4), [1.0, 1.0]);
    }
}
