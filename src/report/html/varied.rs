//! Pages of sweeps and sensitivities.

use super::{Cell, NoteLine, Page, Picture, Section, Table, about_lines, cell, picture};
use crate::report::{plots, sensitivity, sweep, terminal, varied, wording};
use crate::results::{About, Note, NoteLevel, Sensitivity, Sweep, Verdict};

fn page(of: &About, notes: &[Note], verdict: Vec<String>, sections: Vec<Section>) -> Page {
    let note = |note: &Note| NoteLine {
        is_warning: note.level == NoteLevel::Warning,
        text: note.text.clone(),
    };
    Page {
        heading: terminal::heading(of),
        facts: terminal::run_facts(of).join(" · "),
        mood: "",
        verdict,
        sections: sections.into_iter().filter(|section| !section.is_empty()).collect(),
        notes: notes.iter().map(note).collect(),
        about: about_lines(of),
        confidence: wording::percent(of.confidence),
        period: "period".into(),
        slight: None,
    }
}

fn pictures(plots: Vec<plots::Plot>) -> Vec<Picture> {
    plots.into_iter().map(picture).collect()
}

fn verdict_class(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Kept) => "good",
        Some(Verdict::Missed) => "bad",
        Some(Verdict::TooClose) => "doubt",
        Some(Verdict::Unknown) | None => "",
    }
}

/// `report.html` of a sweep.
pub fn sweep_report(found: &Sweep) -> String {
    let shown = sweep::shown(found);
    let columns = sweep::columns(found);
    let rows = shown.iter().map(|it| {
        let mut row = vec![cell(sweep::place_of(found, it))];
        row.extend(columns.iter().map(|(_, column)| {
            let (text, verdict) = sweep::cell_text(it, column);
            Cell {
                text,
                class: verdict_class(verdict),
            }
        }));
        row.push(Cell {
            text: sweep::place(found, it),
            class: "words",
        });
        row
    });
    let axes = sweep::axes(found);
    let mut titles = vec![axes.as_str()];
    titles.extend(columns.iter().map(|(name, _)| name.as_str()));
    titles.push("");
    let table = Table::new("", &titles, rows.collect()).words_in(titles.len() - 1);
    let sections = vec![
        Section {
            title: "What it takes and what it buys".into(),
            plots: pictures(plots::sweep_plots(found)),
            tables: Vec::new(),
            texts: Vec::new(),
        },
        Section {
            title: "The points".into(),
            plots: Vec::new(),
            tables: vec![table],
            texts: sweep::beside(found, shown.len()),
        },
        how_front_is_made(found),
    ];
    page(&found.about, &found.notes, sweep::verdict(found), sections).text()
}

fn how_front_is_made(found: &Sweep) -> Section {
    let text = found.front_confidence.map(|confidence| {
        format!(
            "A point is beaten only where the paired difference of the runs says so: clearly better by cost or by promises missed, and not \
             worse by the other. So that all these comparisons hold together with {}, each is made with {:.4}%. What the runs do not tell \
             apart is not called better.",
            wording::percent(found.about.confidence),
            confidence * 100.0
        )
    });
    Section {
        title: "How points are compared".into(),
        plots: Vec::new(),
        tables: Vec::new(),
        texts: text.into_iter().collect(),
    }
}

/// `report.html` of a sensitivity.
pub fn sensitivity_report(found: &Sensitivity) -> String {
    let sections = vec![
        Section {
            title: "What matters".into(),
            plots: pictures(plots::sensitivity_plots(found)),
            tables: vec![swings(found)],
            texts: Vec::new(),
        },
        Section {
            title: "Luck and not knowing".into(),
            plots: Vec::new(),
            tables: vec![risks(found)],
            texts: Vec::new(),
        },
        Section {
            title: "All inputs".into(),
            plots: Vec::new(),
            tables: vec![effects(found)],
            texts: sensitivity::beside(found),
        },
    ];
    page(&found.about, &found.notes, sensitivity::verdict(found), sections).text()
}

fn swings(found: &Sensitivity) -> Table {
    let figure = sensitivity::ranking(found).map_or(String::new(), varied::figure);
    let rows = found.swings.iter().map(|swing| {
        let input = &found.inputs[swing.input as usize];
        let [low, high] = sensitivity::ends(found, swing);
        let turned = Cell {
            text: sensitivity::turned(swing),
            class: "words",
        };
        let range = format!("{} – {} – {}", input.low, input.today, input.high);
        vec![
            cell(wording::title(&varied::path(&input.path))),
            cell(range),
            cell(low),
            cell(high),
            turned,
        ]
    });
    let titles = ["", "low – today – high", "at low", "at high", "promises that turn"];
    Table::new(
        &format!("{}: difference from today", wording::title(&figure)),
        &titles,
        rows.collect(),
    )
    .words_in(4)
}

fn risks(found: &Sensitivity) -> Table {
    let rows = found.risks.iter().filter_map(|risk| {
        let figure = found.today.get(risk.figure as usize)?;
        let range = |spread| cell(sensitivity::range_words(&figure.unit, spread));
        let part = risk
            .share_not_knowing
            .map_or(wording::UNKNOWN.into(), |share| format!("{:.0}%", share * 100.0));
        Some(vec![
            cell(wording::title(&varied::figure(figure))),
            cell(varied::estimate(&figure.unit, figure.estimate.as_ref())),
            range(&risk.chance),
            range(&risk.not_knowing),
            cell(part),
        ])
    });
    let titles = [
        "nine times in ten",
        "expected",
        "by luck",
        "by not knowing",
        "of it not knowing",
    ];
    Table::new("", &titles, rows.collect())
}

fn effects(found: &Sensitivity) -> Table {
    let Some(figure) = sensitivity::ranking(found) else {
        return Table::new("", &[], Vec::new());
    };
    let rows = found.inputs.iter().enumerate().filter_map(|(number, input)| {
        let effect = sensitivity::effect(found, number as u32)?;
        let told = |estimate| cell(varied::estimate(&figure.unit, Some(estimate)));
        let range = format!("{} – {}", input.low, input.high);
        let clear = if effect.clear { "clear" } else { "no more than luck" };
        Some(vec![
            cell(wording::title(&varied::path(&input.path))),
            cell(range),
            told(&effect.size),
            told(&effect.spread),
            cell(if input.stated { "stated" } else { "default" }),
            cell(clear),
        ])
    });
    let caption = format!(
        "{}, from the low end of an input to its high end",
        wording::title(&varied::figure(figure))
    );
    let titles = [
        "",
        "low – high",
        "mean size of effects (μ*)",
        "their deviation (σ)",
        "range",
        "",
    ];
    Table::new(&caption, &titles, rows.collect())
}
