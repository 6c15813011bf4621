//! The figures of a comparison as rows for people: which are shown, under which subject, in which words and unit.

use crate::report::wording::{self, Scale};
use crate::results::{Aspect, Difference, Judgement, PromiseResult, Results, VariantComparison};

/// What a reader looks for first when comparing, in that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Group {
    Promises,
    LeadTimes,
    People,
    Changes,
    Services,
    Cost,
    Worth,
}

/// The group of a difference; absent for figures that belong in a table and not in a summary.
pub(in crate::report) fn group(difference: &Difference) -> Option<Group> {
    let by = difference.by.as_str();
    match difference.measure.as_str() {
        "promise kept" | "found on the shelf" if by == "supplier" || by == "part" => Some(Group::Services),
        "availability" | "recovery time" => Some(Group::Services),
        "harm" if by == "service" => Some(Group::Services),
        // Week by week it is a plot.
        "value delivered" | "lost to delay" if by != "week" => Some(Group::Worth),
        "time to first value" | "time to full value" => Some(Group::Worth),
        "promise kept" | "promise periods met" | "missed" => Some(Group::Promises),
        "lead time" if by == "demand" && difference.statistic != "mean" => Some(Group::LeadTimes),
        "utilisation" if by == "team" => Some(Group::People),
        // By policy and by what changes are, a table says more.
        _ if by == "policy" || by.contains('×') => None,
        measure if measure.starts_with("change") || measure.starts_with("failed change") => Some(Group::Changes),
        "cost" if by == "all" => Some(Group::Cost),
        _ => None,
    }
}

/// The differences that are shown, in reading order. What piles up has no steady lead time, neither today nor in the variant,
/// so that a difference of the two would say nothing.
pub(in crate::report) fn shown<'a>(variant: &'a VariantComparison, base: &Results) -> Vec<&'a Difference> {
    let grows = |name: &str| {
        let both = base.demands.iter().chain(&variant.results.demands);
        both.into_iter().any(|demand| demand.growing && demand.name == name)
    };
    let told = |it: &&Difference| match group(it) {
        Some(Group::LeadTimes) => !grows(&it.name),
        other => other.is_some(),
    };
    let mut shown: Vec<&Difference> = variant.differences.iter().filter(told).collect();
    shown.sort_by_key(|it| group(it));
    shown
}

/// Of whom a figure is, in words: `P1 in 4 h`, `Service requests`, `Change board`; empty for the whole.
pub(in crate::report) fn subject(difference: &Difference, base: &Results) -> String {
    match difference.by.as_str() {
        "all" => String::new(),
        "demand" => wording::title_plural(&difference.name),
        "promise" => {
            promise_of(&difference.name, base).map_or_else(|| wording::title(&difference.name), wording::promise)
        }
        _ => wording::title(&difference.name),
    }
}

/// What is told of the subject: `kept`, `months met`, `85% done in`.
pub(in crate::report) fn measure(difference: &Difference, base: &Results) -> String {
    match (difference.measure.as_str(), difference.statistic.as_str()) {
        ("promise kept", _) => "kept".into(),
        ("promise periods met", _) => {
            let period = promise_of(&difference.name, base).map_or("period", |promise| promise.period.as_str());
            format!("{period}s met")
        }
        ("missed", _) => "missed per week".into(),
        ("utilisation", _) => "busy".into(),
        ("lead time", "p50") => "half done in".into(),
        ("lead time", "p85") => "85% done in".into(),
        ("lead time", "p95") => "95% done in".into(),
        ("time to first value", _) => "first value after".into(),
        ("time to full value", _) => "all value after".into(),
        ("change success rate", _) if difference.by == "route" => "changes that succeed".into(),
        (measure, "share") => measure.into(),
        (measure, statistic) => format!("{measure} {statistic}"),
    }
}

/// Subject and measure: `Service requests, 85% done in`, `Platform, busy`.
pub(in crate::report) fn figure_words(difference: &Difference, base: &Results) -> String {
    let (subject, measure) = (subject(difference, base), measure(difference, base));
    if subject.is_empty() {
        wording::title(&measure)
    } else {
        format!("{subject}, {measure}")
    }
}

/// A promise by the name of its figures: its own for the resolution, with ` respond` after it for the first touch.
fn promise_of<'a>(name: &str, base: &'a Results) -> Option<&'a PromiseResult> {
    let named = |promise: &&PromiseResult| match promise.aspect {
        Aspect::Resolve => promise.name == name,
        Aspect::Respond => name.strip_suffix(" respond") == Some(promise.name.as_str()),
    };
    base.promises.iter().find(named)
}

fn scale(difference: &Difference) -> Scale {
    Scale::of(&difference.unit, difference.base.abs().max(difference.variant.abs()))
}

/// Today's figure and the variant's, each with the digits that today's own interval supports.
pub(in crate::report) fn from_to(difference: &Difference, base: &Results) -> (String, String) {
    let own = base.figures.iter().find(|figure| {
        (&figure.measure, &figure.by, &figure.name, &figure.statistic)
            == (
                &difference.measure,
                &difference.by,
                &difference.name,
                &difference.statistic,
            )
    });
    let own_half = own
        .and_then(|figure| figure.estimate)
        .and_then(|estimate| estimate.half_width());
    let half = own_half.or_else(|| difference.difference.half_width());
    let scale = scale(difference);
    (
        scale.figure(difference.base, half),
        scale.figure(difference.variant, half),
    )
}

/// The difference in the unit of the figures that differ: `+8.9 ± 1.1 points`; a dash where nothing differed.
pub(in crate::report) fn change(difference: &Difference) -> String {
    match difference.judgement {
        Judgement::Same => wording::UNKNOWN.into(),
        _ => scale(difference).difference(&difference.difference),
    }
}

/// Whether a difference is clear and large enough to act on.
pub(in crate::report) fn matters(difference: &Difference) -> bool {
    !difference.slight
        && matches!(
            difference.judgement,
            Judgement::Better | Judgement::Worse | Judgement::Different
        )
}

/// A judgement in words; `runs` is how many were paired.
pub(in crate::report) fn judgement(difference: &Difference, runs: u32) -> String {
    let words = match (difference.judgement, difference.slight) {
        (Judgement::Better, true) => "slightly better",
        (Judgement::Better, false) => "better",
        (Judgement::Worse, true) => "slightly worse",
        (Judgement::Worse, false) => "worse",
        (Judgement::Different, true) => "slightly different",
        (Judgement::Different, false) => "different",
        (Judgement::NoClearDifference, _) => "no clear difference",
        (Judgement::Same, _) => return format!("same in {}", wording::counted(runs, "run")),
    };
    words.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::results::Estimate;

    fn difference(measure: &str, name: &str) -> Difference {
        let mut it = fixture::comparison().variants.remove(0).differences.remove(0);
        (it.measure, it.name) = (measure.into(), name.into());
        it
    }

    #[test]
    fn promises_are_called_as_in_a_run_and_their_periods_by_name() {
        let mut base = fixture::results();
        for (name, words) in [
            ("p1", "P1 in 4 h, months met"),
            ("p1 respond", "P1 first touched in 15 m, months met"),
            ("gone_by", "Gone by, periods met"),
        ] {
            assert_eq!(figure_words(&difference("promise periods met", name), &base), words);
        }
        base.promises[0].period = "week".into();
        let weekly = difference("promise periods met", &base.promises[0].name.clone());
        assert!(figure_words(&weekly, &base).ends_with(", weeks met"));
    }

    #[test]
    fn what_never_differed_says_so() {
        let mut it = difference("promise kept", "p1");
        it.judgement = Judgement::Same;
        it.difference = Estimate {
            value: 0.0,
            low: None,
            high: None,
        };
        assert_eq!(
            (change(&it).as_str(), judgement(&it, 100).as_str()),
            ("–", "same in 100 runs")
        );
        assert!(!matters(&it));
    }

    #[test]
    fn slight_differences_are_called_slight() {
        let mut it = difference("promise kept", "p1");
        (it.judgement, it.slight) = (Judgement::Worse, true);
        assert_eq!(judgement(&it, 100), "slightly worse");
        it.slight = false;
        assert_eq!(judgement(&it, 100), "worse");
    }

    #[test]
    fn lead_times_of_what_piles_up_are_left_out() {
        let mut variant = fixture::comparison().variants.remove(0);
        let base = fixture::results();
        let lead_times = |variant: &VariantComparison| {
            let shown = shown(variant, &base);
            shown.iter().filter(|it| it.measure == "lead time").count()
        };
        let before = lead_times(&variant);
        variant.results.demands[0].growing = true;
        assert_eq!(lead_times(&variant), before - 1);
    }
}
