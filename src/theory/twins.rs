//! Twins: what theory says beside what the runs came to.

use super::mechanisms::{does_what_is_offered, is_lasting};
use super::station::assumption;
use super::waits::waits;
use crate::model::{Arrivals, HourOfWeek, Model, RouteKind, TeamId};
use crate::results::{Agreement, Assumption, DemandResult, Estimate, Results, Standing, TeamResult, Twin};
use crate::statistics::interval::student_quantile;

/// How sure a disagreement is to be.
const SURE: f64 = 0.999;
/// Times are whole milliseconds and a warm-up ends: exact figures are forgiven this part.
const FORGIVEN: f64 = 0.001;

/// The closed forms that a model allows, beside the results.
pub fn twins(model: &Model, results: &Results) -> Vec<Twin> {
    let mut twins: Vec<Twin> = results
        .demands
        .iter()
        .filter_map(|demand| little(model, results, demand))
        .collect();
    for (number, team) in results.teams.iter().enumerate() {
        twins.extend(at_work(model, results, number, team));
        twins.extend(waits(model, results, number.into(), team));
    }
    twins
}

/// What a reader must know: a sentence for each twin that disagrees.
pub fn disagreements(twins: &[Twin]) -> impl Iterator<Item = String> {
    let disagree = twins.iter().filter(|twin| twin.agreement == Agreement::Disagrees);
    disagree.filter_map(|twin| {
        let (theory, simulated) = (twin.theory?, twin.simulated?);
        let relation = match twin.standing {
            Standing::UpperBound => "at most ",
            Standing::Exact | Standing::Approximation => "",
        };
        Some(format!(
            "theory disagrees: by {} {} of `{}` is {relation}{theory:.4} {}, the runs say {:.4} ({:.4} to {:.4}); lengthen \
             the warm-up or the run, and if it stays, report it",
            twin.law,
            twin.quantity,
            twin.of,
            twin.unit,
            simulated.value,
            simulated.low?,
            simulated.high?
        ))
    })
}

/// What is compared.
pub(super) struct Subject<'a> {
    pub law: &'a str,
    pub of: &'a str,
    pub quantity: &'a str,
    pub unit: &'a str,
    pub standing: Standing,
}

/// Puts theory beside simulation. `simulated` has the interval of the results, which is widened.
pub(super) fn twin(
    results: &Results,
    subject: Subject<'_>,
    assumptions: Vec<Assumption>,
    theory: Option<f64>,
    simulated: Option<Estimate>,
) -> Twin {
    let simulated = simulated.map(|estimate| widened(estimate, results));
    let holds = assumptions.iter().all(|assumption| assumption.holds);
    let theory = theory.filter(|theory| holds && theory.is_finite());
    Twin {
        law: subject.law.to_owned(),
        of: subject.of.to_owned(),
        quantity: subject.quantity.to_owned(),
        unit: subject.unit.to_owned(),
        standing: subject.standing,
        assumptions,
        theory,
        simulated,
        confidence: SURE,
        agreement: match theory {
            None => Agreement::DoesNotApply,
            Some(theory) => judge(subject.standing, theory, simulated),
        },
    }
}

/// How theory and simulation compare.
fn judge(standing: Standing, theory: f64, simulated: Option<Estimate>) -> Agreement {
    let interval = simulated.and_then(|estimate| Some((estimate.low?, estimate.high?)));
    let forgiven = FORGIVEN * theory.abs();
    let agrees = match (standing, interval) {
        (Standing::Approximation, _) | (_, None) => return Agreement::Shown,
        (Standing::Exact, Some((low, high))) => low - forgiven <= theory && theory <= high + forgiven,
        (Standing::UpperBound, Some((low, _))) => low <= theory + forgiven,
    };
    if agrees {
        Agreement::Agrees
    } else {
        Agreement::Disagrees
    }
}

/// The same figure with the interval of the confidence by which twins are judged.
fn widened(estimate: Estimate, results: &Results) -> Estimate {
    let df = f64::from(results.about.replications.saturating_sub(1));
    let quantile = |level: f64| student_quantile(0.5 + level / 2.0, df);
    let factor = quantile(SURE)
        .zip(quantile(results.about.confidence))
        .map(|(wide, narrow)| wide / narrow);
    let end = |end: Option<f64>| Some(estimate.value + (end? - estimate.value) * factor?);
    Estimate {
        value: estimate.value,
        low: end(estimate.low),
        high: end(estimate.high),
    }
}

/// Little's law L = λW for a demand. Its gap has mean 0 over any window of a steady state, so that it is judged exactly.
fn little(model: &Model, results: &Results, demand: &DemandResult) -> Option<Twin> {
    let open = demand.open?;
    let gap = widened(demand.gap_to_littles_law?, results);
    let theory = open.value - gap.value;
    let closed = |figure: &crate::results::Figure| {
        figure.measure == "closed undone" && figure.by == "demand" && figure.name == demand.name
    };
    let closed = results.figures.iter().find(|figure| closed(figure));
    let none_closed = closed
        .and_then(|figure| figure.estimate)
        .is_some_and(|estimate| estimate.value == 0.0);
    let mut assumptions = steady(model, results);
    assumptions.push(assumption("no item is closed undone", none_closed));
    let own_growth = demand.growing || demand.weeks_at_this_pace.is_some();
    assumptions.push(assumption("its open items neither grow nor shrink", !own_growth));
    let subject = Subject {
        law: "Little's law",
        of: &demand.name,
        quantity: "open items",
        unit: "items",
        standing: standing_of(model),
    };
    let mut made = twin(results, subject, assumptions, Some(theory), None);
    made.simulated = Some(Estimate {
        value: open.value,
        low: gap.low.map(|low| theory + low),
        high: gap.high.map(|high| theory + high),
    });
    if made.agreement != Agreement::DoesNotApply {
        made.agreement = judge(made.standing, theory, made.simulated);
    }
    Some(made)
}

/// What every law in the long run assumes.
pub(super) fn steady(model: &Model, results: &Results) -> Vec<Assumption> {
    let goes_on = !model
        .demands
        .iter()
        .any(|demand| matches!(demand.arrivals, Some(Arrivals::At(_) | Arrivals::Recorded(_))));
    let warm_up = results.analysis.warm_up.as_ref();
    let long_enough = warm_up.is_none_or(|found| found.too_short_by_hours == 0.0);
    let growing = results.demands.iter().any(|demand| demand.growing);
    vec![
        assumption("arrivals go on, and no date is told for them", goes_on),
        assumption(
            "counting begins after a warm-up that is long enough",
            model.run.warm_up > crate::time::Span::ZERO && long_enough,
        ),
        assumption("no open items grow all through the run", !growing),
        assumption("nothing changes while the run goes on", is_lasting(model)),
    ]
}

/// Exact where every week is like the other; near it where holidays, cut weeks or changes of the clocks make them differ.
fn standing_of(model: &Model) -> Standing {
    let level =
        |arrivals: &Arrivals| !matches!(arrivals, Arrivals::Poisson { pattern, .. } if *pattern != HourOfWeek::Level);
    let mut arrivals = model.demands.iter().filter_map(|demand| demand.arrivals.as_ref());
    let mut shifts = model.teams.iter().flat_map(|team| &team.shifts);
    let always = shifts.all(|shift| model.calendars[shift.calendar.index()].always);
    let boards = model.routes.len() > 1;
    match always && arrivals.all(level) && !boards {
        true => Standing::Exact,
        false => Standing::Approximation,
    }
}

/// Little's law for people at work: busy hours are the rate of items times their effort.
fn at_work(model: &Model, results: &Results, number: usize, team: &TeamResult) -> Option<Twin> {
    let offered = team.offered_per_week?;
    let of = &model.teams[number];
    let mut assumptions = steady(model, results);
    assumptions.push(assumption(
        "what is offered is done, by those to whom it is offered, and nobody is kept from it",
        does_what_is_offered(model),
    ));
    let capacity = team.present_per_week.map_or(0.0, |present| present.value);
    assumptions.push(assumption(
        "less work is offered than the people can do",
        offered < capacity,
    ));
    assumptions.push(assumption("nobody is called out", of.on_call.is_none()));
    assumptions.push(assumption(
        "nobody of it sits on a board",
        !sits_on_a_board(model, number.into()),
    ));
    let subject = Subject {
        law: "Little's law for people at work",
        of: &team.name,
        quantity: "busy hours per week",
        unit: "hours",
        standing: standing_of(model),
    };
    Some(twin(results, subject, assumptions, Some(offered), team.busy_per_week))
}

fn sits_on_a_board(model: &Model, id: TeamId) -> bool {
    let mut kinds = model.routes.iter().map(|route| &route.kind);
    kinds.any(|kind| matches!(kind, RouteKind::Board(board) if board.team == id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(value: f64, half: f64) -> Option<Estimate> {
        Some(Estimate {
            value,
            low: Some(value - half),
            high: Some(value + half),
        })
    }

    #[test]
    fn a_figure_outside_its_interval_is_flagged_and_an_approximation_never_is() {
        assert_eq!(judge(Standing::Exact, 4.0, interval(4.1, 0.2)), Agreement::Agrees);
        assert_eq!(judge(Standing::Exact, 4.0, interval(4.3, 0.2)), Agreement::Disagrees);
        assert_eq!(judge(Standing::Exact, 4.0, interval(3.7, 0.2)), Agreement::Disagrees);
        assert_eq!(judge(Standing::UpperBound, 4.0, interval(3.0, 0.2)), Agreement::Agrees);
        assert_eq!(
            judge(Standing::UpperBound, 4.0, interval(4.3, 0.2)),
            Agreement::Disagrees
        );
        assert_eq!(
            judge(Standing::Approximation, 4.0, interval(9.0, 0.2)),
            Agreement::Shown
        );
        assert_eq!(judge(Standing::Exact, 4.0, None), Agreement::Shown);
    }
}
