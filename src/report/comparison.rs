//! Variants against today on the terminal, and how differences are grouped and worded wherever they are shown.

use super::grid::{Align, Cell, Grid, Ink, TerminalStyle, cell, inked, wrapped};
use super::{terminal, wording};
use crate::results::{Aspect, Comparison, Difference, Judgement, PromiseResult, Results, VariantComparison};

/// What a reader looks for first when comparing, in that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Promises,
    LeadTimes,
    People,
    Changes,
    Cost,
}

impl Group {
    pub(super) const ALL: [Group; 5] = [
        Group::Promises,
        Group::LeadTimes,
        Group::People,
        Group::Changes,
        Group::Cost,
    ];
}

/// The group of a difference; absent for figures that belong in a table and not in a summary.
pub(super) fn group(difference: &Difference) -> Option<Group> {
    let by = difference.by.as_str();
    match difference.measure.as_str() {
        "promise kept" | "promise periods met" | "missed" => Some(Group::Promises),
        "lead time" if by == "demand" && difference.statistic != "mean" => Some(Group::LeadTimes),
        "utilisation" if by == "team" => Some(Group::People),
        measure if measure.starts_with("change") || measure.starts_with("failed change") => Some(Group::Changes),
        "cost" if by == "all" => Some(Group::Cost),
        _ => None,
    }
}

/// What a figure is of, in words: `Service requests, 85% done in`, `platform, busy`.
pub(super) fn figure_words(difference: &Difference, base: &Results) -> String {
    let name = match difference.by.as_str() {
        "all" => String::new(),
        "demand" => wording::title_plural(&difference.name),
        "promise" => promise_words(&difference.name, base),
        _ => difference.name.clone(),
    };
    let what = match (difference.measure.as_str(), difference.statistic.as_str()) {
        ("promise kept", _) => "kept".into(),
        ("utilisation", _) => "busy".into(),
        ("lead time", "p50") => "half done in".into(),
        ("lead time", "p85") => "85% done in".into(),
        ("lead time", "p95") => "95% done in".into(),
        (measure, "share") => measure.into(),
        (measure, statistic) => format!("{measure} {statistic}"),
    };
    if name.is_empty() {
        wording::title(&what)
    } else {
        format!("{name}, {what}")
    }
}

/// A promise by the name of its figures: its own for the resolution, with ` respond` after it for the first touch.
fn promise_words(name: &str, base: &Results) -> String {
    let named = |promise: &&PromiseResult| match promise.aspect {
        Aspect::Resolve => promise.name == name,
        Aspect::Respond => name.strip_suffix(" respond") == Some(promise.name.as_str()),
    };
    base.promises
        .iter()
        .find(named)
        .map_or_else(|| wording::title(name), wording::promise)
}

/// Today's figure and the variant's, each with the digits that today's own interval supports.
pub(super) fn from_to(difference: &Difference, base: &Results) -> (String, String) {
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
    let told = |value| wording::figure(value, half, &difference.unit);
    (told(difference.base), told(difference.variant))
}

/// A judgement in words.
pub(super) fn judgement(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Better => "better",
        Judgement::Worse => "worse",
        Judgement::Different => "different",
        Judgement::NoClearDifference => "no clear difference",
    }
}

/// What running the variants on the same random numbers bought, where it is known.
pub(super) fn pairing(variant: &VariantComparison) -> Option<String> {
    let ratios = variant
        .differences
        .iter()
        .filter(|it| group(it).is_some())
        .filter_map(|it| it.variance_ratio);
    let ratios: Vec<f64> = ratios.filter(|ratio| ratio.is_finite()).collect();
    let least = ratios.iter().copied().reduce(f64::min)?;
    let most = ratios.iter().copied().reduce(f64::max)?;
    let (least, most) = (wording::plain(least), wording::plain(most));
    let times = if least == most {
        least
    } else {
        format!("{least} to {most}")
    };
    Some(format!(
        "Both ran on the same random numbers; unpaired, the same intervals would take {times} times as many runs."
    ))
}

/// Variants against today, for a terminal.
pub fn comparison(comparison: &Comparison, style: &TerminalStyle) -> String {
    let mut out = terminal::title_line(&comparison.base.about, None, style);
    for variant in &comparison.variants {
        out.push_str(&variant_grid(variant, &comparison.base).render(style));
        if let Some(bought) = pairing(variant) {
            let text = wrapped(&format!("  {bought}"), style.width.saturating_sub(2), 2);
            out.push_str(&format!("  {}\n", style.paint(&style.signs(&text), Ink::Quiet)));
        }
    }
    out.push_str(&terminal::notes(&comparison.base, style));
    out
}

fn variant_grid(variant: &VariantComparison, base: &Results) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Right, Align::Left, Align::Right, Align::Left]);
    let sure = format!("difference ({} sure)", wording::percent(base.about.confidence));
    grid.heading(&[&variant.name.to_uppercase(), "today", "→ variant", &sure, ""]);
    for group_shown in Group::ALL {
        for difference in variant.differences.iter().filter(|it| group(it) == Some(group_shown)) {
            grid.row(difference_row(difference, base));
        }
    }
    grid
}

fn difference_row(difference: &Difference, base: &Results) -> Vec<Cell> {
    let (today, then) = from_to(difference, base);
    let ink = match difference.judgement {
        Judgement::Better => Ink::Good,
        Judgement::Worse => Ink::Bad,
        Judgement::Different => Ink::Plain,
        Judgement::NoClearDifference => Ink::Quiet,
    };
    vec![
        cell(format!("  {}", figure_words(difference, base))),
        cell(today),
        cell(format!("→ {then}")),
        cell(wording::difference(&difference.difference, &difference.unit)),
        inked(judgement(difference.judgement), ink),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn variants_against_today() {
        let style = TerminalStyle {
            colour: false,
            width: 110,
            unicode: true,
        };
        insta::assert_snapshot!(comparison(&fixture::comparison(), &style));
    }

    #[test]
    fn both_deadlines_of_a_promise_have_their_words() {
        let base = fixture::results();
        assert_eq!(promise_words("p1", &base), "P1 in 4 h");
        assert_eq!(promise_words("p1 respond", &base), "P1 first touched in 15 m");
        assert_eq!(promise_words("gone", &base), "Gone");
    }

    #[test]
    fn pairing_is_told_only_where_known() {
        let mut variant = fixture::comparison().variants.remove(0);
        assert!(pairing(&variant).is_some());
        variant
            .differences
            .iter_mut()
            .for_each(|difference| difference.variance_ratio = None);
        assert_eq!(pairing(&variant), None);
    }
}
