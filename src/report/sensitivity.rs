//! Sensitivities on the terminal: the verdict first, then the inputs.

mod verdict;

use super::grid::{Align, Grid, Ink, TerminalStyle, cell, inked, wrapped};
use super::{terminal, varied, wording};
use crate::results::{InputEffect, Judgement, MeasuredFigure, NoteLevel, Sensitivity, Swing};
pub(super) use verdict::{range_words, verdict};

/// A sensitivity for a terminal.
pub fn summary(found: &Sensitivity, style: &TerminalStyle) -> String {
    let mut out = terminal::title_line(&found.about, None, style);
    for sentence in verdict(found) {
        out.push_str(&format!("{}\n", style.signs(&wrapped(&sentence, style.width, 2))));
    }
    out.push('\n');
    out.push_str(&swings(found).render(style));
    if !found.risks.is_empty() {
        out.push('\n');
        out.push_str(&risks(found).render(style));
    }
    for line in beside(found) {
        let text = style.signs(&wrapped(&line, style.width, 2));
        out.push_str(&format!("{}\n", style.paint(&text, Ink::Quiet)));
    }
    for note in &found.notes {
        let word = if note.level == NoteLevel::Warning {
            "warning"
        } else {
            "note"
        };
        out.push_str(&format!(
            "{}\n",
            style.signs(&wrapped(&format!("{word}: {}", note.text), style.width, 2))
        ));
    }
    out
}

/// The figure by which inputs are ranked.
pub(super) fn ranking(found: &Sensitivity) -> Option<&MeasuredFigure> {
    found.today.get(found.figure as usize)
}

/// What an input does to the ranking figure.
pub(super) fn effect(found: &Sensitivity, input: u32) -> Option<&InputEffect> {
    let effects = found.screening.as_ref()?.figures.get(found.figure as usize)?.as_ref()?;
    effects.iter().find(|effect| effect.input == input)
}

/// Whether an input moves the ranking figure for certain: in the walks, or at one of its ends.
pub(super) fn moves(found: &Sensitivity, swing: &Swing) -> bool {
    let at = found.figure as usize;
    let surely = |figures: &[MeasuredFigure]| {
        let change = figures.get(at).and_then(|figure| figure.against_today);
        change.is_some_and(|change| !matches!(change.judgement, Judgement::NoClearDifference | Judgement::Same))
    };
    effect(found, swing.input).is_some_and(|effect| effect.clear) || surely(&swing.low) || surely(&swing.high)
}

/// The figure at both ends of an input: as a difference from today.
pub(super) fn ends(found: &Sensitivity, swing: &Swing) -> [String; 2] {
    let at = found.figure as usize;
    [&swing.low, &swing.high].map(|figures| {
        let Some(figure) = figures.get(at) else {
            return wording::UNKNOWN.to_owned();
        };
        let size = ranking(found).and_then(|it| it.estimate).map_or(0.0, |it| it.value);
        figure
            .against_today
            .as_ref()
            .map_or(wording::UNKNOWN.to_owned(), |change| {
                varied::change(
                    &figure.unit,
                    change,
                    size.max(figure.estimate.map_or(0.0, |it| it.value)),
                )
            })
    })
}

/// Promises whose verdict turns, in words: `P3 missed at the high end`.
pub(super) fn turned(swing: &Swing) -> String {
    let told: Vec<String> = swing
        .flips
        .iter()
        .map(|flip| {
            format!(
                "{} {} at {}",
                varied::promise(&flip.promise),
                wording::verdict(flip.then),
                flip.end
            )
        })
        .collect();
    told.join("; ")
}

fn swings(found: &Sensitivity) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Right, Align::Right, Align::Right, Align::Left]).spare(1);
    let figure = ranking(found).map_or(String::new(), varied::figure);
    let heading = format!("INPUTS: {figure}");
    grid.heading(&[
        &heading,
        "low – today – high",
        "at low",
        "at high",
        "promises that turn",
    ]);
    for swing in &found.swings {
        let input = &found.inputs[swing.input as usize];
        let [low, high] = ends(found, swing);
        let ink = if moves(found, swing) { Ink::Plain } else { Ink::Quiet };
        let star = if input.stated { "" } else { " *" };
        grid.row(vec![
            inked(format!("  {}{star}", wording::title(&varied::path(&input.path))), ink),
            inked(format!("{} – {} – {}", input.low, input.today, input.high), Ink::Quiet),
            inked(low, ink),
            inked(high, ink),
            cell(turned(swing)),
        ]);
    }
    grid
}

fn risks(found: &Sensitivity) -> Grid {
    let mut grid = Grid::new(&[Align::Left, Align::Right, Align::Right, Align::Right, Align::Right]);
    grid.heading(&[
        "NINE TIMES IN TEN",
        "expected",
        "by luck",
        "by not knowing",
        "of it not knowing",
    ]);
    for risk in &found.risks {
        let Some(figure) = found.today.get(risk.figure as usize) else {
            continue;
        };
        // What a promise misses says the same as what is kept of it.
        if figure.measure == "missed" && figure.by != "all" {
            continue;
        }
        let range = |spread: &crate::results::Spread| range_words(&figure.unit, spread);
        grid.row(vec![
            cell(format!("  {}", wording::title(&varied::figure(figure)))),
            cell(varied::estimate(&figure.unit, figure.estimate.as_ref())),
            cell(range(&risk.chance)),
            cell(range(&risk.not_knowing)),
            cell(
                risk.share_not_knowing
                    .map_or(wording::UNKNOWN.to_owned(), |share| format!("{:.0}%", share * 100.0)),
            ),
        ]);
    }
    grid
}

/// What is to be known of the tables.
pub(super) fn beside(found: &Sensitivity) -> Vec<String> {
    let mut lines = Vec::new();
    let guessed = found.inputs.iter().filter(|input| !input.stated).count();
    if guessed > 0 {
        let all = if guessed == found.inputs.len() {
            "The ranges"
        } else {
            "Ranges with a star"
        };
        lines.push(format!(
            "{all} are defaults: 20% to both sides of what is written. State what you know under [uncertain], and what follows is about \
             your organisation."
        ));
    }
    if found.swings.len() < found.inputs.len() {
        lines.push(format!(
            "{} of {} inputs are listed: those that move it most. sensitivity.csv has the effects of all.",
            found.swings.len(),
            found.inputs.len()
        ));
    }
    lines.push(
        "By luck: one run from another, however well inputs are known. By not knowing: what is expected, over the ranges of the \
         inputs; measuring narrows that, more runs do not."
            .to_owned(),
    );
    lines
}

#[cfg(test)]
mod tests;
