//! What `flowcast staff` is asked, from the command line and the scenario.

use super::floors::floors;
use super::people::{keys, people};
use crate::cli::arguments::{SenseAsked, Staff};
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, Sources};
use crate::experiment::{StaffingQuestion, Workshop};
use crate::measures::commitments::{Commitment, commitments};
use crate::model::Period;
use crate::results::staffing::{Sense, Slot, StaffedPromise};
use crate::scenario::Scenario;

/// How far from its target a long-run share may be told either way, where nobody says so.
const TOLERANCE: f64 = 0.005;
/// The same for a share of periods, of which a run has only a few.
const TOLERANCE_OF_PERIODS: f64 = 0.05;
/// Rosters of which all cheaper than the answer are tried.
const EXHAUSTIVE_BELOW: u64 = 500;
/// Rosters that are tried at most.
const TRIES: usize = 1_000;

/// The question; every fault of it at once.
///
/// # Errors
/// What it names and is not there, and what cannot be decided.
pub fn question(arguments: &Staff, scenario: &Scenario, workshop: &dyn Workshop) -> Result<StaffingQuestion, Failure> {
    let mut faults = Vec::new();
    let model = &scenario.model;
    let promises = promises(arguments, scenario, &mut faults);
    let people = people(arguments, model, &mut faults);
    if arguments.doing.precision.is_some() {
        faults.push(
            Diagnostic::error("`--precision` has no part in staffing: rosters are run until they can be told")
                .help("say how exactly with `--tolerance`, and how surely with `--sure`"),
        );
    }
    if !faults.is_empty() {
        return Err(Failure::new(faults, Sources::default()));
    }
    let keys = keys(&people, workshop)?;
    let cost_known = people.iter().all(|one| one.cost.is_some());
    let slots: Vec<Slot> = people.iter().map(|one| one.slot(cost_known)).collect();
    let (sense, periods) = match &arguments.sense {
        SenseAsked::LongRun => (Sense::LongRun, 0.0),
        SenseAsked::Periods(share, _) => (Sense::Periods, *share),
    };
    let usual = match sense {
        Sense::LongRun => TOLERANCE,
        Sense::Periods => TOLERANCE_OF_PERIODS,
    };
    let tolerance = arguments.tolerance.unwrap_or(usual);
    Ok(StaffingQuestion {
        floors: floors(model, &people),
        present: people.iter().map(|one| one.present).collect(),
        keys,
        slots,
        promises,
        sense,
        periods,
        tolerance,
        sure: arguments.sure,
        at_most: arguments.at_most,
        fresh: model.run.replications,
        theory: true,
        exhaustive_below: EXHAUSTIVE_BELOW,
        tries: TRIES,
        cost_known,
        currency: model.currency.clone(),
    })
}

fn promises(arguments: &Staff, scenario: &Scenario, faults: &mut Vec<Diagnostic>) -> Vec<StaffedPromise> {
    let all = commitments(&scenario.model);
    let names = |of: &Commitment| [of.name.clone(), of.promise.clone()];
    for name in &arguments.promises {
        if !all.iter().any(|of| names(of).contains(name)) {
            let known: Vec<String> = all.iter().map(|of| format!("`{}`", of.name)).collect();
            faults.push(
                Diagnostic::error(format!("there is no promise `{name}`"))
                    .help(format!("promises are {}", list(&known))),
            );
        }
    }
    let asked = |of: &&Commitment| {
        arguments.promises.is_empty() || names(of).iter().any(|name| arguments.promises.contains(name))
    };
    let chosen: Vec<&Commitment> = all.iter().filter(asked).collect();
    if all.is_empty() {
        faults.push(
            Diagnostic::error("the scenario makes no promise, so no roster is too small")
                .help("say what is promised, as in `[promise.p1]` with `resolve = \"4h\"` and `target = \"95%\"`"),
        );
    }
    if let SenseAsked::Periods(_, period) = &arguments.sense {
        faults.extend(chosen.iter().filter_map(|of| not_judged(of, period)));
    }
    let told = |of: &&Commitment| {
        let mut ceilings = scenario.ceilings.iter();
        let ceiling = ceilings
            .find(|it| it.promise == of.promise && it.aspect == of.aspect)
            .map(|it| it.share);
        StaffedPromise {
            name: of.name.clone(),
            words: of.words.clone(),
            target: of.target,
            period: period_word(of.period).to_owned(),
            ceiling: ceiling.filter(|share| *share < 1.0),
            impossible: ceiling.is_some_and(|share| share < of.target),
        }
    };
    chosen.iter().map(told).collect()
}

/// Why a promise cannot be judged by such periods.
fn not_judged(of: &Commitment, period: &str) -> Option<Diagnostic> {
    let own = period_word(of.period);
    if own != period {
        let fault = Diagnostic::error(format!(
            "promise `{}` is judged each {own}, not each {period}",
            of.promise
        ));
        return Some(fault.help(format!(
            "ask for {own}s, or add `--set promise.{}.judged=\"each {period}\"`",
            of.promise
        )));
    }
    (of.periods == 0).then(|| {
        Diagnostic::error(format!(
            "the counted time holds no whole {period}, so `{}` is judged in none",
            of.promise
        ))
        .help("lengthen `duration`, or ask for the long run")
    })
}

fn period_word(period: Period) -> &'static str {
    match period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
    }
}

/// Names in a sentence.
pub fn list(items: &[String]) -> String {
    crate::report::wording::list(items)
}
