//! Tables of sweeps and sensitivities.

use super::{Table, digits, guarded, interval, judgement};
use crate::results::{FrontPlace, InputRange, MeasuredFigure, PairedChange, Sensitivity, Sweep, Verdict};

const FIGURE: [&str; 5] = ["measure", "by", "name", "statistic", "unit"];

fn verdict(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Kept) => "kept",
        Some(Verdict::Missed) => "missed",
        Some(Verdict::TooClose) => "too_close",
        Some(Verdict::Unknown) => "unknown",
        None => "",
    }
}

fn place(place: Option<FrontPlace>) -> &'static str {
    match place {
        Some(FrontPlace::OnFront) => "on_front",
        Some(FrontPlace::Dominated) => "dominated",
        Some(FrontPlace::NotToldApart) => "not_told_apart",
        None => "",
    }
}

fn figure(figure: &MeasuredFigure) -> [String; 5] {
    [
        &figure.measure,
        &figure.by,
        &figure.name,
        &figure.statistic,
        &figure.unit,
    ]
    .map(|part| guarded(part).into_owned())
}

fn change(change: Option<&PairedChange>) -> [String; 4] {
    let [value, low, high] = interval(change.map(|change| &change.difference));
    let word = change.map_or("", |change| judgement(change.judgement));
    [value, low, high, word.to_owned()]
}

fn yes(truth: bool) -> String {
    if truth { "yes" } else { "no" }.to_owned()
}

fn row(table: &mut Table, cells: &[String]) {
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    table.row(&cells);
}

/// `sweep.csv`: a row for every figure of every point; points are numbered in order, and each has its value of every axis.
pub fn sweep_csv(sweep: &Sweep) -> Vec<u8> {
    let axes: Vec<String> = sweep.axes.iter().map(|axis| guarded(&axis.path).into_owned()).collect();
    let mut columns = vec!["point"];
    columns.extend(axes.iter().map(String::as_str));
    columns.extend(["today", "front", "dominated_by"]);
    columns.extend(FIGURE);
    columns.extend(["estimate", "low", "high", "target", "verdict"]);
    columns.extend([
        "difference_from_today",
        "difference_low",
        "difference_high",
        "judgement",
        "replications",
    ]);
    let mut table = Table::new(&columns);
    for (number, point) in sweep.points.iter().enumerate() {
        let values = sweep.axes.iter().zip(&point.at);
        let values = values.map(|(axis, &at)| guarded(&axis.values[at as usize].text).into_owned());
        let mut head = vec![(number + 1).to_string()];
        head.extend(values);
        let beaten = point.dominated_by.map_or(String::new(), |by| (by + 1).to_string());
        head.extend([yes(point.today), place(point.front).to_owned(), beaten]);
        for it in &point.figures {
            let mut cells = head.clone();
            cells.extend(figure(it));
            cells.extend(interval(it.estimate.as_ref()));
            cells.extend([digits(it.target), verdict(it.verdict).to_owned()]);
            cells.extend(change(it.against_today.as_ref()));
            cells.push(sweep.about.replications.to_string());
            row(&mut table, &cells);
        }
    }
    table.bytes()
}

fn input(input: &InputRange) -> Vec<String> {
    let parts = [&input.path, &input.low, &input.today, &input.high].map(|part| guarded(part).into_owned());
    let mut cells = parts.to_vec();
    cells.push(if input.stated { "stated" } else { "default" }.to_owned());
    cells
}

const INPUT: [&str; 5] = ["input", "low", "today", "high", "range"];

/// `sensitivity.csv`: a row for every input and figure: its elementary effects.
pub fn effects_csv(found: &Sensitivity) -> Vec<u8> {
    let mut columns = INPUT.to_vec();
    columns.extend(FIGURE);
    columns.extend(["mean_effect", "mean_low", "mean_high", "size", "size_low", "size_high"]);
    columns.extend([
        "deviation",
        "deviation_low",
        "deviation_high",
        "noise",
        "clear",
        "trajectories",
    ]);
    let mut table = Table::new(&columns);
    let figures = found.screening.iter().flat_map(|screening| &screening.figures);
    for (it, effects) in found.today.iter().zip(figures) {
        for effect in effects.iter().flatten() {
            let mut cells = input(&found.inputs[effect.input as usize]);
            cells.extend(figure(it));
            cells.extend(interval(Some(&effect.mean)));
            cells.extend(interval(Some(&effect.size)));
            cells.extend(interval(Some(&effect.spread)));
            cells.extend([digits(Some(effect.noise)), yes(effect.clear)]);
            cells.push(
                found
                    .screening
                    .as_ref()
                    .map_or(0, |screening| screening.trajectories)
                    .to_string(),
            );
            row(&mut table, &cells);
        }
    }
    table.bytes()
}

/// `ends.csv`: a row for every figure at both ends of the inputs that were looked at.
pub fn ends_csv(found: &Sensitivity) -> Vec<u8> {
    let mut columns = INPUT.to_vec();
    columns.push("end");
    columns.extend(FIGURE);
    columns.extend(["estimate", "estimate_low", "estimate_high", "verdict"]);
    columns.extend([
        "difference_from_today",
        "difference_low",
        "difference_high",
        "judgement",
    ]);
    let mut table = Table::new(&columns);
    for swing in &found.swings {
        for (end, figures) in [("low", &swing.low), ("high", &swing.high)] {
            for it in figures {
                let mut cells = input(&found.inputs[swing.input as usize]);
                cells.push(end.to_owned());
                cells.extend(figure(it));
                cells.extend(interval(it.estimate.as_ref()));
                cells.push(verdict(it.verdict).to_owned());
                cells.extend(change(it.against_today.as_ref()));
                row(&mut table, &cells);
            }
        }
    }
    table.bytes()
}

/// `risks.csv`: a row for every figure: what is luck, and what is not knowing.
pub fn risks_csv(found: &Sensitivity) -> Vec<u8> {
    let mut columns = FIGURE.to_vec();
    columns.extend([
        "estimate",
        "low",
        "high",
        "chance_p5",
        "chance_p50",
        "chance_p95",
        "chance_deviation",
    ]);
    columns.extend([
        "not_knowing_p5",
        "not_knowing_p50",
        "not_knowing_p95",
        "not_knowing_deviation",
        "share_not_knowing",
    ]);
    let mut table = Table::new(&columns);
    for risk in &found.risks {
        let Some(it) = found.today.get(risk.figure as usize) else {
            continue;
        };
        let mut cells = figure(it).to_vec();
        cells.extend(interval(it.estimate.as_ref()));
        let spread = |spread: &crate::results::Spread| [spread.p5, spread.p50, spread.p95].map(|it| digits(Some(it)));
        cells.extend(spread(&risk.chance));
        cells.push(digits(Some(risk.chance_deviation.value)));
        cells.extend(spread(&risk.not_knowing));
        cells.extend([digits(Some(risk.not_knowing_deviation)), digits(risk.share_not_knowing)]);
        row(&mut table, &cells);
    }
    table.bytes()
}
