//! Where time goes: lead time of each demand in parts, first visits plain and rework hatched.

use plotters::style::RGBColor;

use super::Plot;
use super::canvas::{Canvas, MARGIN, Scale, WIDTH, head_height, picture};
use super::palette::{GROUND, INK, LABEL, NAME, QUIET, RULE, is_dark};
use crate::report::{finding, wording};
use crate::results::{DemandResult, Estimate, PART_WORDS, Results};

const ROW_HEIGHT: f64 = 30.0;
const ROW_GAP: f64 = 14.0;
const NAME_WIDTH: f64 = 170.0;
const MEAN_WIDTH: f64 = 96.0;
const LEGEND_ROW: f64 = 24.0;
const REWORK_WIDTH: f64 = 96.0;
const MOST_DEMANDS: usize = 14;
const READING: &str = "Mean lead time of completed items, in parts. Hatched: rework (repeat visits).";

/// Neighbours differ in lightness, so that they stay apart in grey.
const COLOURS: [RGBColor; PART_WORDS.len()] = [
    RGBColor(0x00, 0x3f, 0x66),
    RGBColor(0xe6, 0x9f, 0x00),
    RGBColor(0x75, 0x7d, 0x86),
    RGBColor(0xe3, 0xa3, 0xc6),
    RGBColor(0x00, 0x7a, 0x5a),
    RGBColor(0xf0, 0xe4, 0x42),
    RGBColor(0xb8, 0x4a, 0x00),
    RGBColor(0x22, 0x22, 0x22),
    RGBColor(0xa8, 0xc8, 0xe4),
    RGBColor(0x5b, 0x2a, 0x86),
];

pub(super) fn plot(results: &Results) -> Option<Plot> {
    let demands: Vec<&DemandResult> = results
        .demands
        .iter()
        .filter(|it| total(it) > 0.0)
        .take(MOST_DEMANDS)
        .collect();
    if demands.is_empty() {
        return None;
    }
    let title = finding::waiting_title(results).unwrap_or_else(|| "Where time goes".into());
    let legend = legend_places(&demands);
    let legend_top = head_height(&title, READING);
    let top = legend_top + legend_height(&legend) + 8.0;
    let bottom = top + demands.len() as f64 * (ROW_HEIGHT + ROW_GAP);
    let svg = picture(bottom + 44.0, |canvas| {
        canvas.head(&title, READING);
        draw_legend(canvas, &legend, legend_top);
        let x = Scale {
            values: (0.0, 1.0),
            pixels: (MARGIN + NAME_WIDTH, WIDTH - MARGIN - MEAN_WIDTH),
        };
        axis(canvas, &x, (top, bottom));
        for (index, demand) in demands.iter().enumerate() {
            bar(canvas, demand, &x, top + index as f64 * (ROW_HEIGHT + ROW_GAP));
        }
    });
    let text_alternative = demands.iter().map(|demand| words(demand)).collect::<Vec<_>>().join(" ");
    Some(Plot {
        file_name: "where-time-goes.svg".into(),
        title,
        svg,
        text_alternative,
    })
}

fn hours(parts: &[Option<Estimate>], part: usize) -> f64 {
    parts
        .get(part)
        .copied()
        .flatten()
        .map_or(0.0, |estimate| estimate.value.max(0.0))
}

/// Length of the whole bar, in hours.
pub(super) fn total(demand: &DemandResult) -> f64 {
    let each = |parts: &[Option<Estimate>]| (0..PART_WORDS.len()).map(|part| hours(parts, part)).sum::<f64>();
    each(&demand.parts_first) + each(&demand.parts_rework)
}

fn both(demand: &DemandResult, part: usize) -> f64 {
    hours(&demand.parts_first, part) + hours(&demand.parts_rework, part)
}

/// Part, row and left edge of each entry of the legend; parts that nobody spends time in are left out.
pub(super) fn legend_places(demands: &[&DemandResult]) -> Vec<(usize, usize, f64)> {
    let (mut row, mut left) = (0, MARGIN);
    let mut places = Vec::new();
    for part in (0..PART_WORDS.len()).filter(|part| demands.iter().any(|demand| both(demand, *part) > 0.0)) {
        let width = 24.0 + LABEL.width(PART_WORDS[part]) + 14.0;
        if left + width > WIDTH - MARGIN - REWORK_WIDTH {
            (row, left) = (row + 1, MARGIN);
        }
        places.push((part, row, left));
        left += width;
    }
    places
}

/// Height of a legend.
pub(super) fn legend_height(places: &[(usize, usize, f64)]) -> f64 {
    LEGEND_ROW * places.last().map_or(0, |(_, row, _)| row + 1) as f64
}

/// The parts of a demand's lead time in hours, one after the other, without words.
pub(super) fn stacked(canvas: &mut Canvas, demand: &DemandResult, x: &Scale, (top, bottom): (f64, f64)) {
    let mut from = 0.0;
    for (parts, is_rework) in [(&demand.parts_first, false), (&demand.parts_rework, true)] {
        for (part, colour) in COLOURS.into_iter().enumerate() {
            let hours = hours(parts, part);
            if hours > 0.0 {
                segment(
                    canvas,
                    [(x.at(from), top), (x.at(from + hours), bottom)],
                    (colour, is_rework),
                );
            }
            from += hours;
        }
    }
}

pub(super) fn draw_legend(canvas: &mut Canvas, places: &[(usize, usize, f64)], top: f64) {
    for (part, row, left) in places {
        let y = top + LEGEND_ROW * *row as f64 + 8.0;
        canvas.rectangle((*left, y - 7.0), (left + 16.0, y + 7.0), COLOURS[*part]);
        canvas.text(PART_WORDS[*part], (left + 22.0, y), LABEL.coloured(INK));
    }
    // The right edge is kept free for the sample of hatching.
    let (left, y) = (WIDTH - MARGIN - REWORK_WIDTH, top + 8.0);
    canvas.hatched((left, y - 7.0), (left + 24.0, y + 7.0), QUIET);
    canvas.text("rework", (left + 30.0, y), LABEL.coloured(INK));
}

fn axis(canvas: &mut Canvas, x: &Scale, (top, bottom): (f64, f64)) {
    for percent in [0.0, 25.0, 50.0, 75.0, 100.0] {
        let at = x.at(percent / 100.0);
        canvas.line(&[(at, top - 4.0), (at, bottom)], RULE, 1.0);
        canvas.text(&format!("{percent}%"), (at, bottom + 12.0), LABEL.centred());
    }
    let middle = (x.pixels.0 + x.pixels.1) / 2.0;
    canvas.text("share of mean lead time", (middle, bottom + 32.0), LABEL.centred());
}

fn bar(canvas: &mut Canvas, demand: &DemandResult, x: &Scale, top: f64) {
    let (whole, bottom) = (total(demand), top + ROW_HEIGHT);
    let middle = (top + bottom) / 2.0;
    let name = NAME.cut(&wording::title_plural(&demand.name), NAME_WIDTH - 12.0);
    canvas.text(&name, (x.pixels.0 - 10.0, middle), NAME.right());
    let mut from = 0.0;
    for (parts, is_rework) in [(&demand.parts_first, false), (&demand.parts_rework, true)] {
        for (part, colour) in COLOURS.into_iter().enumerate() {
            let share = hours(parts, part) / whole;
            let (left, right) = (x.at(from), x.at(from + share));
            from += share;
            if share > 0.0 {
                segment(canvas, [(left, top), (right, bottom)], (colour, is_rework));
            }
            let label = format!("{}%", wording::rounded(share * 100.0, 0));
            if !is_rework && right - left > LABEL.width(&label) + 6.0 {
                let letters = if is_dark(colour) { GROUND } else { INK };
                canvas.text(
                    &label,
                    ((left + right) / 2.0, middle),
                    LABEL.coloured(letters).centred(),
                );
            }
        }
    }
    let mean = if demand.growing {
        "piling up".into()
    } else {
        format!("mean {}", wording::duration(demand.lead_time.mean.as_ref()))
    };
    canvas.text(&mean, (x.pixels.1 + 10.0, middle), LABEL.coloured(QUIET));
}

fn segment(canvas: &mut Canvas, [from, to]: [(f64, f64); 2], (colour, is_rework): (RGBColor, bool)) {
    if is_rework {
        canvas.hatched(from, to, colour);
    } else {
        canvas.rectangle(from, to, colour);
    }
    if to.0 - from.0 > 3.0 {
        canvas.line(&[(to.0, from.1), to], GROUND, 1.5);
    }
}

fn words(demand: &DemandResult) -> String {
    let whole = total(demand);
    let percent = |hours: f64| format!("{}%", wording::rounded(hours / whole * 100.0, 0));
    let parts: Vec<String> = (0..PART_WORDS.len())
        .filter(|part| both(demand, *part) > 0.0)
        .map(|part| format!("{} {}", PART_WORDS[part], percent(both(demand, part))))
        .collect();
    let rework: f64 = (0..PART_WORDS.len())
        .map(|part| hours(&demand.parts_rework, part))
        .sum();
    let name = wording::title_plural(&demand.name);
    format!(
        "{name}: {}; {} of the time is rework.",
        wording::list(&parts),
        percent(rework)
    )
}
