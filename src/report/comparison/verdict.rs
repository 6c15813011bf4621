//! What a variant comes to, for a manager: which promises change, what it costs, where the waiting went, what is the price.

use super::rows::{self, Group};
use crate::report::{finding, wording};
use crate::results::{Comparison, Difference, Judgement, Results, VariantComparison};

/// `Two more on platform: Requests in 5 working days, missed today, would be kept (84% → 93%). It costs more: 36,000 a week instead of 31,200. …`
pub(in crate::report) fn sentence(variant: &VariantComparison, base: &Results) -> String {
    let shown = rows::shown(variant, base);
    let mut parts = promises(variant, base);
    let nothing_turned = parts.is_empty();
    parts.extend(cost(&shown, base));
    parts.extend(growth(variant, base));
    parts.extend(waiting(&shown, base));
    parts.extend(price(&shown, base));
    if nothing_turned && !base.promises.is_empty() {
        parts.insert(0, "No promise changes its verdict".into());
    }
    if !shown.iter().any(|it| rows::matters(it)) && nothing_turned {
        parts = vec!["No difference from today that would be noticed".into()];
    }
    format!("{}: {}.", wording::title(&variant.name), sentences(&parts))
}

fn sentences(parts: &[String]) -> String {
    parts.join(". ")
}

/// Promises whose verdict is another than today.
fn promises(variant: &VariantComparison, base: &Results) -> Vec<String> {
    let pairs = base.promises.iter().filter_map(|today| {
        let same = |then: &&crate::results::PromiseResult| then.name == today.name && then.aspect == today.aspect;
        Some((today, variant.results.promises.iter().find(same)?))
    });
    let turned = pairs.filter(|(today, then)| today.verdict != then.verdict);
    let words = turned.map(|(today, then)| {
        format!(
            "{}, {} today, would be {} ({} → {})",
            wording::promise(today),
            wording::verdict(today.verdict),
            wording::verdict(then.verdict),
            wording::share_alone(today.kept.as_ref()),
            wording::share_alone(then.kept.as_ref()),
        )
    });
    words.collect()
}

fn cost(shown: &[&Difference], base: &Results) -> Option<String> {
    let it = shown
        .iter()
        .find(|it| rows::group(it) == Some(Group::Cost) && it.judgement != Judgement::Same)?;
    if it.judgement == Judgement::NoClearDifference {
        return None;
    }
    let (today, then) = rows::from_to(it, base);
    let verb = match (it.difference.value > 0.0, it.slight) {
        (true, false) => "It costs more",
        (true, true) => "It costs slightly more",
        (false, false) => "It costs less",
        (false, true) => "It costs slightly less",
    };
    Some(format!("{verb}: {then} a week instead of {today}"))
}

/// What begins or ends to pile up.
fn growth(variant: &VariantComparison, base: &Results) -> Vec<String> {
    let grows = |results: &Results, name: &str| results.demands.iter().any(|it| it.name == name && it.growing);
    let mut told: Vec<String> = variant
        .results
        .demands
        .iter()
        .filter(|demand| !grows(base, &demand.name))
        .filter_map(finding::pile_up)
        .map(|sentence| sentence.trim_end_matches('.').to_owned())
        .collect();
    let ended = base
        .demands
        .iter()
        .filter(|demand| demand.growing && !grows(&variant.results, &demand.name));
    let still = base
        .demands
        .iter()
        .filter(|demand| demand.growing && grows(&variant.results, &demand.name));
    told.extend(still.map(|demand| format!("{} still pile up", wording::title_plural(&demand.name))));
    told.extend(ended.map(|demand| format!("{} no longer pile up", wording::title_plural(&demand.name))));
    told
}

/// The lead time that changes by the largest part.
fn waiting(shown: &[&Difference], base: &Results) -> Option<String> {
    let part = |it: &Difference| {
        (it.variant.max(f64::MIN_POSITIVE) / it.base.max(f64::MIN_POSITIVE))
            .ln()
            .abs()
    };
    let most = shown
        .iter()
        .filter(|it| rows::group(it) == Some(Group::LeadTimes) && rows::matters(it))
        .max_by(|one, other| part(one).total_cmp(&part(other)))?;
    let (today, then) = rows::from_to(most, base);
    let name = wording::plural(&most.name);
    let share = match most.statistic.as_str() {
        "p50" => "Half",
        "p85" => "85%",
        _ => "95%",
    };
    let is = if share == "Half" && !wording::is_counted(&most.name) {
        "is"
    } else {
        "are"
    };
    Some(format!("{share} of {name} {is} done in {then} instead of {today}"))
}

/// What gets worse: the first change for the worse that matters, cost and lead times left out because they are told.
fn price(shown: &[&Difference], base: &Results) -> Option<String> {
    let worse = |it: &&&Difference| {
        it.judgement == Judgement::Worse
            && rows::matters(it)
            && !matches!(rows::group(it), Some(Group::Cost | Group::LeadTimes))
    };
    let it = shown.iter().find(worse)?;
    let (today, then) = rows::from_to(it, base);
    Some(format!("Worse: {} ({today} → {then})", rows::figure_words(it, base)))
}

/// What running the variants on the same random numbers bought, over the figures that clearly differ: of others a variant
/// leaves untouched, any multiple could be told.
pub(in crate::report) fn pairing(variant: &VariantComparison, base: &Results) -> Option<String> {
    let mut ratios: Vec<f64> = rows::shown(variant, base)
        .into_iter()
        .filter(|it| !matches!(it.judgement, Judgement::NoClearDifference | Judgement::Same))
        .filter_map(|it| it.variance_ratio)
        .filter(|ratio| ratio.is_finite())
        .collect();
    ratios.sort_by(f64::total_cmp);
    let middle = *ratios.get(ratios.len().checked_sub(1)? / 2)?;
    let bought = if middle < 1.5 {
        "for most figures that made little difference".into()
    } else {
        let times = wording::rounded(
            middle,
            if middle < 10.0 {
                0
            } else {
                wording::last_place(middle, None)
            },
        );
        format!("without that, differences as exact as these would typically take {times} times as many runs")
    };
    Some(format!("Both ran on the same random numbers; {bought}."))
}

/// That the intervals of all variants hold together, where there are several.
pub(in crate::report) fn simultaneous(comparison: &Comparison) -> Option<String> {
    let base = &comparison.base;
    (comparison.each_confidence > base.about.confidence).then(|| {
        format!(
            "The intervals of a figure hold in all variants at once with {} confidence: each is made at {} (Bonferroni), and \
             “better” and “worse” go by it.",
            wording::percent(base.about.confidence),
            wording::percent((comparison.each_confidence * 10_000.0).round() / 10_000.0)
        )
    })
}

/// How many times as many runs independent luck would have taken, for analysts: `12×`.
pub(in crate::report) fn saved(difference: &Difference) -> String {
    let ratio = difference.variance_ratio.filter(|ratio| ratio.is_finite());
    ratio.map_or(wording::UNKNOWN.into(), |ratio| {
        let place = if ratio < 10.0 {
            -1
        } else {
            wording::last_place(ratio, None)
        };
        format!("{}×", wording::rounded(ratio, place))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::results::Verdict;

    #[test]
    fn a_variant_is_told_in_a_few_figures() {
        let mut compared = fixture::comparison();
        let promises = &mut compared.variants[0].results.promises;
        let requests = promises
            .iter_mut()
            .find(|it| it.name == "requests")
            .expect("the promise");
        requests.verdict = Verdict::Kept;
        let words = sentence(&compared.variants[0], &compared.base);
        assert!(
            words.starts_with("Two more on platform: Requests in 5 working days, "),
            "{words}"
        );
        assert!(
            words.contains("It costs more: 36,000 a week instead of 31,200"),
            "{words}"
        );
        assert!(words.contains("85% of service requests are done in "), "{words}");
        assert!(words.matches(". ").count() <= 3, "{words}");
    }

    #[test]
    fn nothing_noticed_is_said_so() {
        let mut compared = fixture::comparison();
        for it in &mut compared.variants[0].differences {
            (it.judgement, it.slight) = (Judgement::Better, true);
        }
        assert_eq!(
            sentence(&compared.variants[0], &compared.base),
            "Two more on platform: No difference from today that would be noticed."
        );
    }

    #[test]
    fn pairing_is_the_median_over_what_differs() {
        let compared = fixture::comparison();
        let mut variant = compared.variants[0].clone();
        for (it, ratio) in variant.differences.iter_mut().zip([4.0, 1e6, 5.0, 1e6, 90.0]) {
            it.variance_ratio = Some(ratio);
            it.judgement = if ratio < 1e6 {
                Judgement::Better
            } else {
                Judgement::NoClearDifference
            };
        }
        for it in &mut variant.differences[5..] {
            it.judgement = Judgement::Same;
        }
        assert_eq!(
            pairing(&variant, &compared.base).as_deref(),
            Some(
                "Both ran on the same random numbers; without that, differences as exact as these would typically take 5 \
                 times as many runs."
            )
        );
        variant.differences.iter_mut().for_each(|it| it.variance_ratio = None);
        assert_eq!(pairing(&variant, &compared.base), None);
    }
}
