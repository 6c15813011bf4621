//! What each input does to the ranking figure from its low end to its high end.

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture, round_ticks};
use super::palette::{ACCENT, INK, LABEL, PALE, QUIET, RULE, STRONG};
use crate::report::{sensitivity as words, varied, wording};
use crate::results::{PairedChange, Sensitivity, Swing};

const ROW: f64 = 34.0;
const NAME_WIDTH: f64 = 250.0;
const READING: &str = "Difference from today with one input at an end of its range, all else as it stands. Pale and hatched: at its low end; \
                       dark: at its high end. Bars: how exactly the runs tell.";

pub(super) fn plot(found: &Sensitivity) -> Option<Plot> {
    let figure = words::ranking(found)?;
    let at = found.figure as usize;
    let change = |figures: &[crate::results::MeasuredFigure]| figures.get(at).and_then(|it| it.against_today);
    let rows: Vec<(&Swing, PairedChange, PairedChange)> = found
        .swings
        .iter()
        .filter_map(|swing| Some((swing, change(&swing.low)?, change(&swing.high)?)))
        .collect();
    let ends = |change: &PairedChange| {
        [
            change.difference.value,
            change.difference.low.unwrap_or(0.0),
            change.difference.high.unwrap_or(0.0),
        ]
    };
    let reach = rows
        .iter()
        .flat_map(|(_, low, high)| [ends(low), ends(high)].concat())
        .map(f64::abs)
        .reduce(f64::max)?;
    let (factor, unit) = super::readable(&figure.unit, reach);
    let unit = if figure.unit == "share" {
        "percentage points"
    } else {
        unit
    };
    let first = rows.first()?.0;
    let [low, high] = words::ends(found, first);
    let input = wording::title(&varied::path(&found.inputs[first.input as usize].path));
    let title = format!("{input} moves “{}” most: {low} to {high}", varied::figure(figure));
    let top = head_height(&title, READING);
    let bottom = top + ROW * rows.len() as f64 + 6.0;
    let ticks = round_ticks(reach * factor, 3.0);
    let most = ticks.last().copied().unwrap_or(1.0);
    let x = Scale {
        values: (-most, most),
        pixels: (MARGIN + NAME_WIDTH, WIDTH - MARGIN - 10.0),
    };
    let svg = picture(bottom + 46.0, |canvas| {
        canvas.head(&title, READING);
        axis(canvas, &x, &ticks, (top, bottom, unit));
        for (number, (swing, low, high)) in rows.iter().enumerate() {
            let y = top + ROW * number as f64 + ROW / 2.0;
            let input = &found.inputs[swing.input as usize];
            let name = LABEL.coloured(INK).cut(&varied::path(&input.path), NAME_WIDTH - 16.0);
            canvas.text(&name, (x.pixels.0 - 12.0, y - 7.0), LABEL.coloured(INK).right());
            let range = LABEL.cut(&format!("{} – {}", input.low, input.high), NAME_WIDTH - 16.0);
            canvas.text(&range, (x.pixels.0 - 12.0, y + 8.0), LABEL.right());
            bar(canvas, low, (&x, factor), (y - 6.0, true));
            bar(canvas, high, (&x, factor), (y + 6.0, false));
        }
    });
    let told = found.swings.iter().map(|swing| {
        let input = &found.inputs[swing.input as usize];
        let [low, high] = words::ends(found, swing);
        format!(
            "{}: {low} at {}, {high} at {}",
            varied::path(&input.path),
            input.low,
            input.high
        )
    });
    Some(Plot {
        file_name: "tornado.svg".into(),
        text_alternative: format!("{}.", told.collect::<Vec<_>>().join("; ")),
        title,
        svg,
    })
}

fn axis(canvas: &mut Canvas, x: &Scale, ticks: &[f64], (top, bottom, unit): (f64, f64, &str)) {
    let negative = ticks.iter().filter(|tick| **tick > 0.0).map(|tick| -tick);
    for tick in negative.chain(ticks.iter().copied()) {
        let at = x.at(tick);
        canvas.line(&[(at, top), (at, bottom)], if tick == 0.0 { QUIET } else { RULE }, 1.0);
        let sign = if tick > 0.0 { "+" } else { "" };
        canvas.text(
            &format!("{sign}{}", wording::plain(tick)),
            (at, bottom + 14.0),
            LABEL.centred(),
        );
    }
    canvas.text(
        &format!("{unit}, against today"),
        (x.at(0.0), bottom + 34.0),
        LABEL.centred(),
    );
}

fn bar(canvas: &mut Canvas, change: &PairedChange, (x, factor): (&Scale, f64), (y, is_low): (f64, bool)) {
    let at = |value: f64| x.at(value * factor);
    let (zero, end) = (at(0.0), at(change.difference.value));
    let (from, to) = ((zero.min(end), y - 5.0), (zero.max(end), y + 5.0));
    if to.0 - from.0 > 0.2 {
        if is_low {
            canvas.rectangle(from, to, PALE);
            canvas.hatched(from, to, STRONG);
        } else {
            canvas.rectangle(from, to, STRONG);
        }
    }
    if let (Some(low), Some(high)) = (change.difference.low, change.difference.high) {
        canvas.line(&[(at(low), y), (at(high), y)], ACCENT, 1.5);
        for end in [low, high] {
            canvas.line(&[(at(end), y - 3.5), (at(end), y + 3.5)], ACCENT, 1.5);
        }
    }
}
