//! Break-even in words: what a control must catch to pay for itself.

use super::grid::{Align, Grid, Ink, TerminalStyle, cell, inked, wrapped};
use super::html::{self, Section, Table, html_cell, picture};
use super::tables::{self, digits, guarded, interval};
use super::{plots, terminal, wording};
use crate::results::break_even::{BreakEven, BreakEvenAnswer, BreakEvenReport, Pays};

/// Break-evens for a terminal.
pub fn break_evens(report: &BreakEvenReport, style: &TerminalStyle) -> String {
    let mut out = terminal::title_line(&report.about, None, style);
    for of in &report.break_evens {
        let text = wrapped(&sentence(of), style.width, 0);
        out.push_str(&format!("{}\n\n", style.signs(&text)));
        out.push_str(&points(of).render(style));
        let text = wrapped(&reading(of), style.width, 0);
        out.push_str(&format!("{}\n", style.paint(&style.signs(&text), Ink::Quiet)));
    }
    out
}

fn points(of: &BreakEven) -> Grid {
    let mut grid = Grid::new(&[Align::Right, Align::Right, Align::Left]);
    grid.heading(&["SHARE", &difference_title(of), "pays"]);
    for point in &of.points {
        let scale = wording::Scale::of(&of.unit, point.difference.value.abs());
        let (words, ink) = pays(point.pays);
        grid.row(vec![
            cell(share(point.share)),
            cell(scale.difference(&point.difference)),
            inked(words, ink),
        ]);
    }
    grid
}

fn difference_title(of: &BreakEven) -> String {
    format!("{}, difference ({} sure)", figure(of), wording::percent(of.confidence))
}

fn pays(of: Pays) -> (&'static str, Ink) {
    match of {
        Pays::Yes => ("yes", Ink::Good),
        Pays::No => ("no", Ink::Bad),
        Pays::Open => ("cannot be told", Ink::Quiet),
    }
}

fn reading(of: &BreakEven) -> String {
    format!(
        "Both ways were run {} times at each share on the same luck: the same changes would fail. Every share whose interval \
         contains zero cannot be told from the break-even.",
        of.replications
    )
}

/// The figure by which it is judged.
pub(super) fn figure(of: &BreakEven) -> String {
    let name = match of.by.as_str() {
        "all" => String::new(),
        _ => format!(" of {}", wording::name(&of.name)),
    };
    match of.statistic.as_str() {
        "per week" => format!("{}{name} a week", of.measure),
        "mean" | "share" => format!("{}{name}", of.measure),
        statistic => format!("{}{name}, {statistic}", of.measure),
    }
}

/// A share in percent, to a tenth where it is no whole number.
pub(super) fn share(of: f64) -> String {
    let percent = (of * 1_000.0).round() / 10.0;
    format!("{percent}%")
}

/// What a control must catch, as the rest of a sentence whose subject is the changes that would fail.
pub(super) fn clause(of: &BreakEven) -> String {
    let range = || match (of.low, of.high) {
        (Some(low), Some(high)) if low < high => format!("{} to {}", share(low), share(high)),
        (Some(one), _) | (_, Some(one)) => share(one),
        (None, None) => "an unknown share".to_owned(),
    };
    let stated = of
        .stated
        .map_or(String::new(), |stated| format!("; the scenario says {}", share(stated)));
    let by = figure(of);
    match of.answer {
        BreakEvenAnswer::Never => format!("it would never catch enough to pay by {by}, not even all of them{stated}"),
        BreakEvenAnswer::Always => format!("it need not catch a single one: it always pays by {by}"),
        BreakEvenAnswer::Between => format!("it must catch {} to pay by {by}{stated}", range()),
        BreakEvenAnswer::AtMostNearAll => {
            format!(
                "it must catch at least {}, and it cannot be told whether even all of them would pay by {by}{stated}",
                low(of)
            )
        }
        BreakEvenAnswer::AtLeastNearNone => {
            format!(
                "it pays by {by} from at most {} on, perhaps from none at all{stated}",
                high(of)
            )
        }
        BreakEvenAnswer::Unclear => {
            format!("it cannot be told at which share it pays by {by}: from 0% to 100% no run shows a clear difference")
        }
        BreakEvenAnswer::Reversed => format!("it pays by {by} only if it catches fewer than {}{stated}", range()),
    }
}

fn low(of: &BreakEven) -> String {
    of.low.map_or(wording::UNKNOWN.into(), share)
}

fn high(of: &BreakEven) -> String {
    of.high.map_or(wording::UNKNOWN.into(), share)
}

/// The answer as a sentence of its own.
pub fn sentence(of: &BreakEven) -> String {
    format!(
        "{} against {}: of the changes that would fail, {}.",
        wording::title(&of.with),
        wording::name(&of.against),
        clause(of)
    )
}

/// `break-even.csv`: a row for each share that was tried.
pub fn break_even_csv(report: &BreakEvenReport) -> Vec<u8> {
    let columns = [
        "path",
        "with",
        "against",
        "measure",
        "by",
        "name",
        "statistic",
        "unit",
        "share",
        "difference",
        "low",
        "high",
        "pays",
        "replications",
    ];
    let mut table = tables::Table::new(&columns);
    for of in &report.break_evens {
        for point in &of.points {
            let [value, low, high] = interval(Some(&point.difference));
            table.row(&[
                &guarded(&of.path),
                &guarded(&of.with),
                &guarded(&of.against),
                &of.measure,
                &of.by,
                &guarded(&of.name),
                &of.statistic,
                &of.unit,
                &digits(Some(point.share)),
                &value,
                &low,
                &high,
                pays(point.pays).0,
                &of.replications.to_string(),
            ]);
        }
    }
    table.bytes()
}

/// `report.html` of break-evens.
pub fn break_even_report(report: &BreakEvenReport) -> String {
    let pictures = plots::break_even_plots(report).into_iter().map(picture);
    let sections = report.break_evens.iter().zip(pictures).map(|(of, picture)| {
        let rows = of.points.iter().map(|point| {
            let scale = wording::Scale::of(&of.unit, point.difference.value.abs());
            let words = pays(point.pays).0.to_owned();
            let cells = [share(point.share), scale.difference(&point.difference), words];
            cells.iter().map(|text| html_cell(text)).collect()
        });
        let table = Table::new("", &["share", &difference_title(of), "pays"], rows.collect());
        Section {
            title: format!("Against {}", wording::name(&of.against)),
            plots: vec![picture],
            tables: vec![table.words_in(2)],
            texts: vec![reading(of)],
        }
    });
    let verdict = report.break_evens.iter().map(sentence).collect();
    html::page(&report.about, &[], verdict, sections.collect())
}
