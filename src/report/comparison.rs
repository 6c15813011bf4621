//! Variants against today on the terminal, and how differences are chosen and worded wherever they are shown.

mod rows;
mod verdict;

pub(super) use rows::{change, figure_words, from_to, judgement, matters, measure, shown, subject};
pub(super) use verdict::{pairing, saved, sentence, simultaneous};

use super::grid::{Align, Cell, Grid, Ink, TerminalStyle, cell, inked, wrapped};
use super::{terminal, wording};
use crate::results::{Comparison, Difference, Judgement, Results, VariantComparison};

/// Variants against today, for a terminal. `told` are warnings that its reader has seen already.
pub fn comparison(comparison: &Comparison, style: &TerminalStyle, told: &[String]) -> String {
    let base = &comparison.base;
    let mut out = terminal::title_line(&base.about, None, style);
    for variant in &comparison.variants {
        let text = wrapped(&sentence(variant, base), style.width, 2);
        out.push_str(&format!("{}\n", style.signs(&text)));
    }
    for variant in &comparison.variants {
        out.push('\n');
        out.push_str(&variant_grid(variant, base).render(style));
        if let Some(bought) = pairing(variant, base) {
            let text = wrapped(&format!("  {bought}"), style.width.saturating_sub(2), 2);
            out.push_str(&format!("  {}\n", style.paint(&style.signs(&text), Ink::Quiet)));
        }
    }
    if let Some(text) = simultaneous(comparison) {
        let text = wrapped(&text, style.width, 2);
        out.push_str(&format!("{}\n", style.paint(&style.signs(&text), Ink::Quiet)));
    }
    let slight = wrapped(&slight_words(), style.width, 2);
    out.push_str(&format!("{}\n", style.paint(&slight, Ink::Quiet)));
    out.push_str(&terminal::notes(base, style, told));
    out.push_str(&assumptions(comparison, style));
    out
}

/// What a comparison of approval policies assumes: told where policies differ.
fn assumptions(comparison: &Comparison, style: &TerminalStyle) -> String {
    let base = &comparison.base;
    let variants = comparison.variants.iter().map(|variant| &variant.results);
    if variants
        .clone()
        .all(|results| results.about.policy == base.about.policy)
    {
        return String::new();
    }
    let mut told: Vec<&String> = Vec::new();
    for text in std::iter::once(base)
        .chain(variants)
        .flat_map(|results| &results.assumptions)
    {
        if !told.contains(&text) {
            told.push(text);
        }
    }
    let mut out = String::new();
    if !told.is_empty() {
        out.push_str(&style.paint("What is assumed of approvals, and not modelled:", Ink::Quiet));
        out.push('\n');
    }
    for text in told {
        let line = wrapped(&format!("- {text}"), style.width, 2);
        out.push_str(&format!("{}\n", style.paint(&style.signs(&line), Ink::Quiet)));
    }
    out
}

/// What is called slight.
pub(super) fn slight_words() -> String {
    format!(
        "“Slightly” says that a difference is clear but small: below {} percentage point of a share, or below {} of a time, \
         a count or a cost.",
        wording::plain(crate::results::SLIGHT_SHARE * 100.0),
        wording::percent(crate::results::SLIGHT_PART)
    )
}

/// Differences by their subject, in order: those of a promise or a demand together.
pub(super) fn by_subject<'a>(shown: &[&'a Difference], base: &Results) -> Vec<(String, Vec<&'a Difference>)> {
    let mut groups: Vec<(String, Vec<&Difference>)> = Vec::new();
    for it in shown {
        let name = subject(it, base);
        match groups.last_mut() {
            Some((last, of)) if *last == name && !name.is_empty() => of.push(it),
            _ => groups.push((name, vec![it])),
        }
    }
    groups
}

fn variant_grid(variant: &VariantComparison, base: &Results) -> Grid {
    let aligns = [Align::Left, Align::Right, Align::Left, Align::Right, Align::Left];
    // What is better or worse is still seen without the difference itself.
    let mut grid = Grid::new(&aligns).spare(3);
    let sure = format!("difference ({} sure)", wording::percent(base.about.confidence));
    let name = if wording::is_override(&variant.name) {
        variant.name.clone()
    } else {
        wording::name(&variant.name).to_uppercase()
    };
    grid.heading(&[&name, "today", "→ variant", &sure, ""]);
    let runs = variant.results.about.replications;
    for (name, of) in by_subject(&shown(variant, base), base) {
        if let [only] = of[..] {
            grid.row(row(format!("  {}", figure_words(only, base)), only, base, runs));
            continue;
        }
        grid.row(vec![cell(format!("  {name}"))]);
        for it in of {
            grid.row(row(format!("    {}", measure(it, base)), it, base, runs));
        }
    }
    grid
}

fn row(name: String, difference: &Difference, base: &Results, runs: u32) -> Vec<Cell> {
    let (today, then) = from_to(difference, base);
    let ink = match difference.judgement {
        _ if difference.slight => Ink::Quiet,
        Judgement::Better => Ink::Good,
        Judgement::Worse => Ink::Bad,
        Judgement::Different => Ink::Plain,
        Judgement::NoClearDifference | Judgement::Same => Ink::Quiet,
    };
    vec![
        cell(name),
        cell(today),
        cell(format!("→ {then}")),
        cell(change(difference)),
        inked(judgement(difference, runs), ink),
    ]
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::report::fixture;

    const STYLE: TerminalStyle = TerminalStyle {
        colour: false,
        width: 110,
        unicode: true,
    };

    #[test]
    fn variants_against_today() {
        insta::assert_snapshot!(comparison(&fixture::comparison(), &STYLE, &[]));
    }

    #[test]
    fn eighty_columns_are_enough() {
        let text = comparison(&fixture::comparison(), &TerminalStyle { width: 80, ..STYLE }, &[]);
        let too_wide: Vec<_> = text.lines().skip(1).filter(|line| line.width() > 80).collect();
        assert!(too_wide.is_empty() && !text.contains('…'), "{text}");
    }

    #[test]
    fn warnings_that_were_told_are_not_told_again() {
        let compared = fixture::comparison();
        let told: Vec<String> = compared.base.notes.iter().map(|note| note.text.clone()).collect();
        assert!(comparison(&compared, &STYLE, &[]).contains("warning:"));
        assert!(!comparison(&compared, &STYLE, &told).contains("warning:"));
    }
}
