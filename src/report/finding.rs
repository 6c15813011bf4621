//! Findings in sentences: what a manager reads first, and what a plot's title says.

use super::wording;
use crate::results::{DemandResult, PART_WORDS, PromiseResult, Results, TeamResult, Verdict};

/// Promises that the verdict names.
const MOST_NAMED: usize = 3;

/// The verdict: promises, then what grows, then where the waiting is, then who holds work up. A sentence each.
pub(super) fn verdict(results: &Results) -> Vec<String> {
    let mut sentences = promises(&results.promises);
    sentences.extend(results.demands.iter().filter_map(pile_up));
    sentences.extend(waiting(results));
    sentences.extend(results.teams.iter().find(|team| team.bottleneck).map(bottleneck));
    sentences
}

fn promises(promises: &[PromiseResult]) -> Vec<String> {
    let with = |verdict| {
        promises
            .iter()
            .filter(|promise| promise.verdict == verdict)
            .collect::<Vec<_>>()
    };
    let parts: Vec<String> = [Verdict::Kept, Verdict::Missed, Verdict::TooClose, Verdict::Unknown]
        .into_iter()
        .filter_map(|verdict| {
            let number = with(verdict).len();
            let is = if number == 1 { "is" } else { "are" };
            (number > 0).then(|| format!("{number} {is} {}", short(verdict)))
        })
        .collect();
    if parts.is_empty() {
        return vec!["This scenario makes no promise.".into()];
    }
    let noun = if promises.len() == 1 { "promise" } else { "promises" };
    let mut sentences = vec![format!("Of {} {noun}, {}.", promises.len(), wording::list(&parts))];
    // The first few by name; the table below has them all.
    let open = with(Verdict::Missed).into_iter().chain(with(Verdict::TooClose));
    sentences.extend(open.take(MOST_NAMED).map(not_kept));
    sentences
}

fn short(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unknown => "unknown",
        other => wording::verdict(other),
    }
}

/// A promise that is missed, or might be.
fn not_kept(promise: &PromiseResult) -> String {
    let kept = wording::share(promise.kept.as_ref());
    let (name, verdict) = (wording::promise(promise), wording::verdict(promise.verdict));
    let target = wording::percent(promise.target);
    let closed = match promise.ceiling {
        Some(ceiling) if ceiling < promise.target => {
            format!(
                "; no staffing gets above {}, because the rest falls due behind closed doors",
                wording::share_given(ceiling)
            )
        }
        _ => String::new(),
    };
    format!("{name} is {verdict}: {kept} is kept where {target} is promised{closed}.")
}

/// A demand whose open items grow.
pub(super) fn pile_up(demand: &DemandResult) -> Option<String> {
    let growth = demand.growth_per_week.filter(|_| demand.growing)?;
    let name = wording::title_plural(&demand.name);
    let verb = if is_plural(demand) { "pile" } else { "piles" };
    Some(format!(
        "{name} {verb} up: {} more open every week.",
        wording::number_alone(Some(&growth))
    ))
}

fn is_plural(demand: &DemandResult) -> bool {
    wording::is_counted(&demand.name)
}

/// The demand to speak of when waiting is the question: that of the first missed promise, else the one that waits most.
/// What piles up is told as growth instead.
fn waiting_demand(results: &Results) -> Option<&DemandResult> {
    let missed = results
        .promises
        .iter()
        .filter(|promise| promise.verdict == Verdict::Missed);
    let named = missed.filter_map(|promise| promise.demand.as_ref()).next();
    let share = |demand: &DemandResult| demand.share_waiting.map_or(-1.0, |share| share.value);
    let steady = || results.demands.iter().filter(|demand| !demand.growing);
    let most = steady().max_by(|one, other| share(one).total_cmp(&share(other)));
    named
        .and_then(|name| steady().find(|demand| demand.name == *name))
        .or(most)
}

fn waiting(results: &Results) -> Option<String> {
    let demand = waiting_demand(results)?;
    let share = demand.share_waiting?;
    let spend = if is_plural(demand) { "spend" } else { "spends" };
    let their = if is_plural(demand) { "their" } else { "its" };
    let most = longest_wait(demand).map_or(String::new(), |part| format!(", most of it {}", part_words(part)));
    Some(format!(
        "{} {spend} {} of {their} lead time waiting{most}.",
        wording::title_plural(&demand.name),
        wording::share_alone(Some(&share)),
    ))
}

/// Index in [`PART_WORDS`] of the longest wait, first visits and rework together; none where nothing waits.
pub(super) fn longest_wait(demand: &DemandResult) -> Option<usize> {
    let hours = |part: usize| {
        [&demand.parts_first, &demand.parts_rework]
            .iter()
            .filter_map(|parts| parts.get(part).copied().flatten())
            .map(|estimate| estimate.value)
            .sum::<f64>()
    };
    (1..PART_WORDS.len())
        .filter(|part| hours(*part) > 0.0)
        .max_by(|one, other| hours(*one).total_cmp(&hours(*other)))
}

/// A part of lead time as the end of a sentence.
pub(super) fn part_words(part: usize) -> &'static str {
    match PART_WORDS.get(part).copied().unwrap_or_default() {
        "touch" => "being worked on",
        "queue" => "in a queue while people are on shift",
        "off shift" => "outside the hours that people work",
        "approval" => "for approval",
        "supplier" => "for suppliers",
        "customer" => "for the customer",
        "handoff" => "between teams",
        "other waits" => "for others outside",
        "batch" => "for a departure, or for enough items to make a batch",
        _ => "blocked by other work",
    }
}

fn bottleneck(team: &TeamResult) -> String {
    let busy = team.utilisation.map_or(String::new(), |share| {
        format!(
            ": its people are busy {} of the hours they are present",
            wording::share_alone(Some(&share))
        )
    });
    format!("{} holds work up most{busy}.", wording::title(&team.name))
}

/// `Half of incidents are done in 41 minutes; 1 in 20 takes over 2.1 days`, of the first demand with a steady state.
pub(super) fn lead_times(results: &Results) -> Option<String> {
    let (demand, half, late) = results
        .demands
        .iter()
        .filter(|demand| !demand.growing)
        .find_map(|demand| Some((demand, demand.lead_time.p50?, demand.lead_time.p95?)))?;
    let is = if is_plural(demand) { "are" } else { "is" };
    Some(format!(
        "Half of {} {is} done in {}; 1 in 20 takes over {}",
        wording::plural(&demand.name),
        wording::duration_in_words(&half),
        wording::duration_in_words(&late),
    ))
}

/// `Service requests spend 93% of their lead time waiting, most of it in a queue …`, without the full stop.
pub(super) fn waiting_title(results: &Results) -> Option<String> {
    waiting(results).map(|sentence| sentence.trim_end_matches('.').to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn the_verdict_reads_as_sentences() {
        insta::assert_snapshot!(verdict(&fixture::overloaded()).join("\n"));
        assert_eq!(verdict(&fixture::empty()), ["This scenario makes no promise."]);
    }

    #[test]
    fn lead_times_are_told_of_a_demand_with_a_steady_state() {
        let mut results = fixture::results();
        results.demands[0].growing = true;
        let title = lead_times(&results).expect("another demand is steady");
        assert!(
            title.starts_with("Half of service requests are done in 26 hours; 1 in 20 takes over"),
            "{title}"
        );
    }
}
