//! Sweeps on the terminal: the verdict first, then the points.

mod verdict;

use super::grid::{Align, Cell, Grid, Ink, TerminalStyle, cell, inked, wrapped};
use super::{terminal, varied, wording};
use crate::results::{FrontPlace, MeasuredFigure, NoteLevel, Sweep, SweepPoint, Verdict};
pub(super) use verdict::verdict;

/// Points that are listed; with more, only those of interest are.
const MOST_LISTED: usize = 24;
/// Promises with a column of their own.
const MOST_PROMISES: usize = 4;

/// A sweep for a terminal.
pub fn summary(sweep: &Sweep, style: &TerminalStyle) -> String {
    let mut out = terminal::title_line(&sweep.about, None, style);
    for sentence in verdict(sweep) {
        out.push_str(&format!("{}\n", style.signs(&wrapped(&sentence, style.width, 2))));
    }
    out.push('\n');
    let shown = shown(sweep);
    out.push_str(&grid(sweep, &shown).render(style));
    for line in beside(sweep, shown.len()) {
        let text = style.signs(&wrapped(&line, style.width, 2));
        out.push_str(&format!("{}\n", style.paint(&text, Ink::Quiet)));
    }
    for note in &sweep.notes {
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

/// A point in words: `6 on desk, 5 on platform`.
pub(super) fn point(sweep: &Sweep, point: &SweepPoint) -> String {
    let values = sweep.axes.iter().zip(&point.at);
    let values = values.map(|(axis, &at)| varied::value(&axis.path, &axis.values[at as usize].text));
    values.collect::<Vec<_>>().join(" with ")
}

/// A point under [`axes`]: `6, 5`.
pub(super) fn place_of(sweep: &Sweep, point: &SweepPoint) -> String {
    let values = sweep.axes.iter().zip(&point.at);
    let values = values.map(|(axis, &at)| wording::name(&axis.values[at as usize].text));
    values.collect::<Vec<_>>().join(", ")
}

/// What is varied, in short: `platform, desk`.
pub(super) fn axes(sweep: &Sweep) -> String {
    let names = sweep.axes.iter().map(|axis| varied::short_path(&axis.path));
    names.collect::<Vec<_>>().join(", ")
}

/// The points that a table shows: all, or with many the front and today.
pub(super) fn shown(sweep: &Sweep) -> Vec<&SweepPoint> {
    let of_interest = |point: &&SweepPoint| {
        let kept = point.front.is_none() && point.promises == Verdict::Kept;
        sweep.points.len() <= MOST_LISTED || point.today || point.front == Some(FrontPlace::OnFront) || kept
    };
    sweep.points.iter().filter(of_interest).collect()
}

/// The columns of figures: promises one by one or counted, then what all miss, cost, and whatever was asked for.
pub(super) fn columns(sweep: &Sweep) -> Vec<(String, Vec<usize>)> {
    let Some(first) = sweep.points.first() else {
        return Vec::new();
    };
    let numbered = || first.figures.iter().enumerate();
    let promises: Vec<usize> = numbered()
        .filter(|(_, it)| it.target.is_some())
        .map(|(number, _)| number)
        .collect();
    let mut columns: Vec<(String, Vec<usize>)> = Vec::new();
    if promises.len() > MOST_PROMISES {
        columns.push(("promises kept".to_owned(), promises));
    } else {
        columns.extend(
            promises
                .iter()
                .map(|&at| (varied::promise(&first.figures[at].name), vec![at])),
        );
    }
    let known = ["promise kept", "promise periods met"];
    let rest = numbered().filter(|(_, it)| !known.contains(&it.measure.as_str()));
    let rest = rest.filter(|(_, it)| it.measure != "missed" || it.by == "all");
    columns.extend(rest.map(|(number, it)| (short(it), vec![number])));
    columns
}

/// Columns for a terminal: where promises are made, lead times are left to the table and the pictures.
fn narrow(sweep: &Sweep) -> Vec<(String, Vec<usize>)> {
    let mut columns = columns(sweep);
    let Some(first) = sweep.points.first() else {
        return columns;
    };
    let figure = |column: &[usize]| column.first().and_then(|&at| first.figures.get(at));
    let rank = |column: &(String, Vec<usize>)| match figure(&column.1).map(|it| it.measure.as_str()) {
        Some("promise kept") => 0,
        Some("missed") => 1,
        Some("cost") => 2,
        Some("open at end") => 4,
        _ => 3,
    };
    if first.promises != Verdict::Unknown {
        let usual = |it: &MeasuredFigure| it.measure == "lead time" && it.by == "demand" && it.statistic == "p85";
        columns.retain(|(_, column)| !figure(column).is_some_and(usual));
    }
    columns.sort_by_key(rank);
    columns
}

fn short(figure: &MeasuredFigure) -> String {
    match (figure.measure.as_str(), figure.by.as_str()) {
        ("missed", _) => "missed/week".to_owned(),
        ("cost", _) => "cost/week".to_owned(),
        ("open at end", _) => "open at end".to_owned(),
        ("lead time", "demand") if figure.statistic == "p85" => format!("{} 85%", wording::title_plural(&figure.name)),
        _ => varied::figure(figure),
    }
}

/// The text of a cell: a figure, or how many promises are kept.
pub(super) fn cell_text(point: &SweepPoint, column: &[usize]) -> (String, Option<Verdict>) {
    let figures: Vec<&MeasuredFigure> = column.iter().filter_map(|&at| point.figures.get(at)).collect();
    if let [figure] = figures[..] {
        let text = varied::estimate(&figure.unit, figure.estimate.as_ref());
        return match figure.verdict {
            Some(_) => (format!("{} {text}", varied::sign(figure.verdict)), figure.verdict),
            None => (text, None),
        };
    }
    let kept = figures
        .iter()
        .filter(|figure| figure.verdict == Some(Verdict::Kept))
        .count();
    (
        format!("{} {kept} of {}", varied::sign(Some(point.promises)), figures.len()),
        Some(point.promises),
    )
}

/// Where a point lies, in words.
pub(super) fn place(sweep: &Sweep, it: &SweepPoint) -> String {
    let place = match (it.front, it.dominated_by) {
        (Some(FrontPlace::OnFront), _) => "front".to_owned(),
        (Some(FrontPlace::Dominated), Some(by)) => format!("beaten by {}", place_of(sweep, &sweep.points[by as usize])),
        (Some(FrontPlace::NotToldApart), _) => "not told apart".to_owned(),
        _ => String::new(),
    };
    match (it.today, place.is_empty()) {
        (true, true) => "← today".to_owned(),
        (true, false) => format!("{place} ← today"),
        _ => place,
    }
}

fn grid(sweep: &Sweep, points: &[&SweepPoint]) -> Grid {
    let columns = narrow(sweep);
    let mut aligns = vec![Align::Left];
    aligns.extend(columns.iter().map(|_| Align::Right));
    aligns.push(Align::Left);
    let mut grid = Grid::new(&aligns);
    let axes = axes(sweep).to_uppercase();
    let mut heading = vec![axes.as_str()];
    heading.extend(columns.iter().map(|(name, _)| name.as_str()));
    heading.push("");
    grid.heading(&heading);
    for it in points {
        let mut row = vec![cell(format!("  {}", place_of(sweep, it)))];
        row.extend(columns.iter().map(|(_, column)| verdict_cell(it, column)));
        row.push(inked(place(sweep, it), Ink::Quiet));
        grid.row(row);
    }
    grid
}

fn verdict_cell(point: &SweepPoint, column: &[usize]) -> Cell {
    let (text, verdict) = cell_text(point, column);
    let ink = match verdict {
        Some(Verdict::Kept) => Ink::Good,
        Some(Verdict::Missed) => Ink::Bad,
        Some(Verdict::TooClose) => Ink::Doubtful,
        Some(Verdict::Unknown) | None => Ink::Plain,
    };
    inked(text, ink)
}

/// What is to be known of the table.
pub(super) fn beside(sweep: &Sweep, listed: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if listed < sweep.points.len() {
        lines.push(format!(
            "{} of {} points are listed; sweep.csv has them all.",
            listed,
            sweep.points.len()
        ));
    }
    let today = sweep
        .axes
        .iter()
        .all(|axis| axis.values.iter().any(|value| value.today));
    if !today {
        lines.push("Today is not among the points, so nothing is compared with it.".to_owned());
    }
    lines.push(format!(
        "✓ kept, ✗ missed, ? too close to call: each by its own interval ({} sure).",
        wording::percent(sweep.about.confidence)
    ));
    lines
}

#[cfg(test)]
mod tests;
